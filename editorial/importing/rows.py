"""Which entry of a story is which entry of the page that it was imported from."""

from django.contrib.auth.models import User

from editorial.importing.page import Page
from editorial.models import Article, LiveEntry


def token_of(story: Article, number: int) -> str:
    """The submission token of an imported entry; `number` counts from the oldest, which is 1."""
    return f"import:{story.public_id}:{number}"


def imported_entries(story: Article, page: Page) -> list[LiveEntry | None]:
    """The rows of the page's entries in its order, newest first; None for one that was deleted since."""
    tokens = [token_of(story, number) for number in range(len(page.entries), 0, -1)]
    rows = story.entries.filter(submission_token__startswith=token_of(story, 0)[:-1])
    by_token = {row.submission_token: row for row in rows}
    return [by_token.get(token) for token in tokens]


def is_ours(row: LiveEntry, by: User) -> bool:
    """Whether nobody has changed the entry since it was imported `by` the import account."""
    return row.changed_by_id == by.pk
