"""Telling by Redis too, where `REDIS_URL` names one: for processes that their database does not reach."""

import threading
import time
from collections.abc import Callable
from functools import cache, partial
from typing import Any

from django.conf import settings
from redis import Redis, RedisError, asyncio
from redis.asyncio.client import PubSub
from redis.asyncio.retry import Retry as RetryInLoop
from redis.backoff import NoBackoff
from redis.retry import Retry

from editorial.announcing.outage import Outage, keep_listening

CHANNEL = "liveblog"
# An editor's "Publish" waits for this hint: never longer, and after a failure not at all for a while.
MOST_SECONDS_TO_TELL = 0.5
SECONDS_OF_SILENCE = 5.0
MOST_SECONDS_TO_CONNECT = 5.0
SECONDS_BETWEEN_PROBES = 10.0


def tell() -> None:
    """Tell every listener now. Raises nothing, and takes half a second at most, whatever state Redis is in."""
    if settings.REDIS_URL:
        _sender(settings.REDIS_URL).tell()


async def listen(heard: Callable[[], None]) -> None:
    """Call `heard` at each word of Redis, until cancelled; a lost connection is made anew."""
    await keep_listening("Hints of Redis", partial(_listen_once, heard=heard), heard)


class Sender:
    """The Redis at one address, as those who publish use it."""

    def __init__(self, address: str) -> None:
        seconds = MOST_SECONDS_TO_TELL / 2  # to connect, and again to send
        retry = Retry(NoBackoff(), 0)
        self._redis = Redis.from_url(
            address, socket_connect_timeout=seconds, socket_timeout=seconds, retry=retry
        )
        self._outage = Outage("Hints to Redis")
        self._silent_until = 0.0

    def tell(self) -> None:
        """Send one hint, in a thread of its own: looking up a name, for one, knows no limit of time."""
        if time.monotonic() < self._silent_until:
            return
        sending = threading.Thread(target=self._send, daemon=True)
        sending.start()
        sending.join(MOST_SECONDS_TO_TELL)
        if sending.is_alive():
            self._failed(TimeoutError("it does not answer"))

    def _send(self) -> None:
        try:
            self._redis.publish(CHANNEL, "")
        except (RedisError, OSError) as error:
            self._failed(error)
        else:
            self._outage.ended()

    def _failed(self, error: Exception) -> None:
        self._silent_until = time.monotonic() + SECONDS_OF_SILENCE
        self._outage.failed(error)


@cache
def _sender(address: str) -> Sender:
    return Sender(address)


async def _listen_once(begun: Callable[[], None], heard: Callable[[], None]) -> None:
    """Subscribe, call `begun`, then `heard` at each word. Raises when the connection is lost."""
    redis = asyncio.Redis.from_url(
        settings.REDIS_URL,
        socket_connect_timeout=MOST_SECONDS_TO_CONNECT,
        retry=RetryInLoop(NoBackoff(), 0),  # by `keep_listening`, which knows that hints were missed
    )
    tellings = {"subscribe": begun, "message": heard}
    async with redis, redis.pubsub() as words:
        await words.subscribe(CHANNEL)
        while True:
            word = await _next(words)
            if word["type"] in tellings:
                tellings[word["type"]]()


async def _next(words: PubSub) -> dict[str, Any]:
    """The next word. Raises where Redis has none for long, and no answer to a probe either."""
    word = await words.get_message(timeout=SECONDS_BETWEEN_PROBES)
    if word is None:
        await words.ping()
        word = await words.get_message(timeout=SECONDS_BETWEEN_PROBES)
    if word is None:
        raise TimeoutError("it does not answer")
    return dict(word)
