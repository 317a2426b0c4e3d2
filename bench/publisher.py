"""The process of somebody who publishes: for each order one entry, answered once it is committed."""

import json
import sys
import time
from typing import Any

import django

django.setup()

from django.contrib.auth.models import User  # noqa: E402 (needs Django to be set up)
from django.db import transaction  # noqa: E402

from bench.words import Writer  # noqa: E402
from editorial import publishing  # noqa: E402
from editorial.models import Article  # noqa: E402


class Desk:
    """One editor who writes on."""

    def __init__(self) -> None:
        self.editor = User.objects.get(username="bench")
        self.writer = Writer(seed=2)

    def publish(self, slug: str) -> dict[str, Any]:
        """Publish an entry; the moment of its commit is taken before anything else follows the commit."""
        story = Article.objects.get(slug=slug)
        heading, text = self.writer.heading(), self.writer.html()
        committed: list[int] = []
        began = time.monotonic_ns()
        with transaction.atomic():
            transaction.on_commit(lambda: committed.append(time.monotonic_ns()))
            entry = publishing.post_entry(story, by=self.editor, heading=heading, text=text)
        took = time.monotonic_ns() - began
        return {"version": entry.version, "committed_ns": committed[0], "took_ns": took}


def main() -> None:
    """Publish until there are no more orders."""
    desk = Desk()
    for line in sys.stdin:
        print(json.dumps(desk.publish(json.loads(line)["slug"])), flush=True)


if __name__ == "__main__":
    main()
