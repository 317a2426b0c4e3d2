"""Ways of reading and writing that break the promise: the proofs are to fail with each of them."""

import dataclasses
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

from django.db import transaction
from django.test import Client

from editorial.models import Article, LiveEntry
from editorial.publishing.door import Door

Answer = dict[str, Any]


def as_it_is(client: Client, slug: str, since: int) -> Answer:
    """What the server answers."""
    response = client.get(f"/stories/{slug}/changes/", {"since": since})
    answer: Answer = response.json()
    return answer


def torn(client: Client, slug: str, since: int, *, is_over: Callable[[], bool]) -> Answer:
    """As the server answers where reads are torn. What happens now and then happens every time: see `torn_reads`."""
    with mock.patch("editorial.reader.changes.one_snapshot", torn_reads(is_over)):
        return as_it_is(client, slug, since)


def torn_reads(is_over: Callable[[], bool]) -> Callable[[int, Callable[[Article], Any]], Any]:
    """The rows in one statement and the version in another, without looking whether they belong together.

    Between the two it waits for somebody to write, until `is_over`.
    """

    def torn_snapshot(story_key: int, read: Callable[[Article], Any]) -> Any:
        story = Article.objects.with_page_parts().get(pk=story_key)
        made = read(story)
        version = story.version
        while version == story.version and not is_over():
            version = Article.objects.values_list("version", flat=True).get(pk=story_key)
        story.version = Article.objects.values_list("version", flat=True).get(pk=story_key)
        return dataclasses.replace(made, version=story.version) if hasattr(made, "version") else made

    return torn_snapshot


def by_id(client: Client, slug: str, since: int) -> Answer:
    """The entries whose key is higher than the highest that came before."""
    story = Article.objects.get(slug=slug)
    seen = [LiveEntry.Status.PUBLISHED, LiveEntry.Status.WITHDRAWN]
    rows = list(story.entries.filter(pk__gt=since, status__in=seen).order_by("pk"))
    items = [
        {"id": row.public_id, "version": row.pk, "order": row.order, "html": row.heading} for row in rows
    ]
    to = max([since, *(row.pk for row in rows)])
    return {
        "epoch": story.epoch,
        "from": since,
        "to": to,
        "status": story.status,
        "story": None,
        "entries": items,
    }


@contextmanager
def opened_without_lock(story_key: int) -> Iterator[Door]:
    """Write in a story without holding it: the version is not counted, so nobody waits for anybody."""
    with transaction.atomic():
        yield Door(Article.objects.get(pk=story_key))
