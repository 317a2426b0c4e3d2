"""How long and how large a request may be: a sender who is slow, or does not end, is not waited for."""

import asyncio
from typing import Any

from liveblog.lifespan import Receive, Send

# Twenty photographs of 25 MB in one go.
MOST_BYTES = 512 * 2**20
SECONDS_OF_SILENCE = 30
TOO_LARGE = b"This is more than 512 MB in one go. Send fewer files at a time.\n"


class Body:
    """The body of one request, as Django reads it. Where it stalls or never ends, the sender counts as gone."""

    def __init__(self, receive: Receive) -> None:
        self.receive = receive
        self.bytes_left = MOST_BYTES
        self.is_complete = False

    async def __call__(self) -> dict[str, Any]:
        """The next message of the request; once the body is complete, what the server has to say after it."""
        if self.is_complete:
            return await self.receive()
        try:
            message = await asyncio.wait_for(self.receive(), SECONDS_OF_SILENCE)
        except TimeoutError:
            return {"type": "http.disconnect"}
        self.is_complete = not message.get("more_body", False)
        self.bytes_left -= len(message.get("body", b""))
        return message if self.bytes_left >= 0 else {"type": "http.disconnect"}


def announces_too_much(headers: list[tuple[bytes, bytes]]) -> bool:
    """Whether the request says at its start that its body is larger than may be."""
    lengths = [value for name, value in headers if name == b"content-length"]
    return any(length.isdigit() and int(length) > MOST_BYTES for length in lengths)


async def refuse(send: Send) -> None:
    """Answer 413 without having read a byte of the body."""
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": TOO_LARGE})
