"""The live desk's addresses, asked as its page asks them."""

from typing import Any

from django.contrib.auth.models import User
from django.urls import reverse

from editorial.models import Article, LiveEntry
from tests.desk import Desk


class LiveDesk(Desk):
    """Someone at the live desk of a story."""

    def __init__(self, person: User, story: Article) -> None:
        super().__init__(person)
        self.story = story

    def ask(self, path: str = "", **query: Any) -> Any:
        """The answer to a question, by its path under the desk's address."""
        return self.client.get(desk_address(self.story) + path, query)

    def send(self, path: str, **fields: Any) -> Any:
        """The answer to what is sent."""
        return self.client.post(desk_address(self.story) + path, fields)

    def step(self, entry: LiveEntry, name: str, **fields: Any) -> Any:
        """The answer to a step of an entry."""
        return self.send(f"entries/{entry.public_id}/{name}/", **fields)

    def rows(self, **query: Any) -> list[str]:
        """The ids of the timeline's first piece."""
        return [row["id"] for row in self.ask("timeline/", **query).json()["rows"]]


def desk_address(story: Article) -> str:
    """Where the story's desk is."""
    return reverse("admin:editorial_article_live", args=[story.pk])
