"""One process of a newsroom under test, an editor's or a reader's; `tests.promise.Worker` starts it.

It reads one order a line from standard input (JSON), and answers each with a line. An order may ask it to stand still
(`pause_after` so many statements, or `hold` before the commit): it says so with a line, and goes on with the next.
`is_silent`: nobody gets a hint of what it does.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import Any
from unittest import mock

from django.db import connection
from django.test import Client

from tests import promise_broken
from tests.promise_line import ORDERS, is_told, say, stand_still
from tests.promise_page import OpenPage, noted
from tests.promise_writer import ACTS

Order = dict[str, Any]
Result = dict[str, Any]


READS: dict[str, Callable[[Client, str, int], Result]] = {
    "as it is": promise_broken.as_it_is,
    "torn": partial(promise_broken.torn, is_over=lambda: True),
    "torn while others write": partial(promise_broken.torn, is_over=is_told),
    "by id": promise_broken.by_id,
}
AT_ONCE = {"torn while others write": "torn"}


@contextmanager
def pausing(after: int) -> Iterator[None]:
    """Stand still once, after so many statements on the database."""
    count = 0

    def pause(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal count
        done = execute(sql, params, many, context)
        count += 1
        if count == after:
            stand_still({"after": sql[:200]})
        return done

    with connection.execute_wrapper(pause):
        yield


class Reader:
    """The open page of this process, and what it was told so far."""

    def __init__(self) -> None:
        self.pages: dict[str, OpenPage] = {}
        self.notes: dict[str, list[Result]] = {}
        self.client = Client(SERVER_NAME="localhost")

    def poll(self, order: Order) -> Result:
        """Ask once for what changed, bring it in, and tell what is on the screen."""
        slug, read = order["slug"], order.get("read", "as it is")
        page = self.pages.setdefault(slug, OpenPage())
        answer = READS[read](self.client, slug, page.cursor)
        page.apply(answer)
        self.notes.setdefault(slug, []).append(noted(answer))
        return {"page": page.as_json(), "notes": self.notes[slug]}

    def follow(self, order: Order) -> Result:
        """Ask again and again, until a line comes; then once more, and tell. After the first time it says so."""
        read, slugs = order.get("read", "as it is"), order["slugs"]
        at_once = AT_ONCE.get(read, read)
        say({"follows": [self.poll({"slug": slug, "read": at_once})["page"]["cursor"] for slug in slugs]})
        while not is_told():
            for slug in slugs:
                self.poll({"slug": slug, "read": read})
        ORDERS.readline()
        return {"pages": [self.poll({"slug": slug, "read": at_once}) for slug in slugs]}


def main() -> None:
    """Carry out orders until there are no more."""
    reader = Reader()
    known: dict[str, Callable[[Order], Result]] = {
        "poll": reader.poll,
        "follow": reader.follow,
        **ACTS,
    }
    while line := ORDERS.readline():
        order = json.loads(line)
        with ExitStack() as stack:
            if order.get("is_unlocked"):
                stack.enter_context(
                    mock.patch(
                        "editorial.publishing.entries.opened_story", promise_broken.opened_without_lock
                    )
                )
            if order.get("is_silent"):
                stack.enter_context(mock.patch("editorial.publishing.door.announce"))
            if order.get("pause_after"):
                stack.enter_context(pausing(order["pause_after"]))
            say(known[order["do"]](order))
