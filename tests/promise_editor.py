"""An editor at a browser, on a server that may be killed: what gets no answer is sent again, as it was."""

import http.client
import re
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client

from editorial.models import Article

ADD = "/admin/editorial/liveentry/add/"
HIDDEN = re.compile(r'name="(csrfmiddlewaretoken|token)" value="([^"]+)"')
Form = dict[str, str]


class Unreached(Exception):
    """There is no server to send anything to."""


class Unanswered(Exception):
    """The server was sent something, and did not say what became of it."""


@dataclass
class Browser:
    """One browser with a session at the desk. `port` tells where the newsroom serves, and waits until it does."""

    person: User
    port: Callable[[], int]
    cookies: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        client = Client()
        client.force_login(self.person)
        self.cookies = {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value}

    def opened_form(self, story: Article, heading: str) -> Form:
        """The form of a new entry as the server gives it out, filled in."""
        status, page = self._ask("GET", f"{ADD}?article={story.pk}")
        assert status == 200, (status, page)
        words = {"heading": heading, "text": "<p>At last.</p>", "published_at": ""}
        return {**dict(HIDDEN.findall(page)), "article": str(story.pk), **words, "_publish": "Publish"}

    def send(self, form: Form) -> None:
        """Send it; when this returns, the server has said that it is published. Raises either of the above."""
        status, page = self._ask("POST", ADD, urlencode(form))
        assert status == 302, (status, page)

    def _ask(self, method: str, path: str, body: str | None = None) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port())
        try:
            connection.connect()
        except OSError as error:
            raise Unreached from error
        try:
            return self._ask_on(connection, method, path, body)
        except (OSError, http.client.HTTPException) as error:
            raise Unanswered from error
        finally:
            connection.close()

    def _ask_on(
        self, connection: http.client.HTTPConnection, method: str, path: str, body: str | None
    ) -> tuple[int, str]:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        page = answer.read().decode()
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _equals, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, page


class Editor(threading.Thread):
    """Publishes one entry after the other until told to finish. `news` is told of each answer, and of its end."""

    def __init__(self, browser: Browser, story: Article, news: threading.Condition) -> None:
        super().__init__(daemon=True)
        self.browser, self.story, self.news = browser, story, news
        self.acknowledged: list[str] = []
        self.unanswered: list[str] = []
        self._is_to_finish = False
        self._fault: BaseException | None = None

    def run(self) -> None:
        """Work."""
        try:
            while not self._is_to_finish:
                self._publish(f"{self.name}, {len(self.acknowledged) + 1}")
        except BaseException as fault:  # noqa: BLE001 (whatever it is, the test is to raise it)
            self._fault = fault
            self._tell()

    def check(self) -> int:
        """How many entries it was told are published. Raises what went wrong, if anything."""
        if self._fault:
            raise self._fault
        return len(self.acknowledged)

    def finish(self) -> None:
        """Let it send what it has in hand, and stop."""
        self._is_to_finish = True
        self.join()
        self.check()

    def _publish(self, heading: str) -> None:
        form: Form = {}
        while not form:
            with suppress(Unreached, Unanswered):
                form = self.browser.opened_form(self.story, heading)
        while not self._is_sent(form):
            pass
        self.acknowledged.append(form["token"])
        self._tell()

    def _is_sent(self, form: Form) -> bool:
        try:
            self.browser.send(form)
        except Unreached:
            return False
        except Unanswered:
            self.unanswered.append(form["token"])
            return False
        return True

    def _tell(self) -> None:
        with self.news:
            self.news.notify_all()
