"""The answer to a search: stories and entries that readers can open, best first.

Those that hold all words in their headline stand above the rest, and of both the newer above the older: a reader of
news who asks for a word means the latest of it. Only the newest `MOST` of each kind are looked at, so that a word
that stands everywhere costs no more than any other.
"""

import datetime
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from editorial import richtext
from editorial.clock import Moment
from editorial.models import Article, LiveEntry, Newsroom
from editorial.reader.edition import clock_of
from editorial.reader.lists.archive import published_entries
from editorial.reader.lists.asking import Question
from editorial.reader.lists.marking import Piece, excerpt, holds_all, marked, stems_of
from editorial.searching import holds

MOST = 300
PAGE_LENGTH = 20


@dataclass(frozen=True)
class Result:
    """One story or entry that was found, its heading and a few lines of its text in pieces."""

    story: Article
    address: str
    heading: list[Piece]
    excerpt: list[Piece]
    published: Moment
    is_update: bool


@dataclass(frozen=True)
class Results:
    """One page of what was found. `count` is all of it, up to where `is_more` says that there would be more."""

    results: list[Result]
    count: int
    is_more: bool
    page: int
    pages: int


@dataclass(frozen=True)
class _Match:
    key: int
    is_update: bool
    is_in_heading: bool
    at: datetime.datetime


def results_of(question: Question, page: int, newsroom: Newsroom) -> Results:
    """This page of what is found, from 1 on; the last where there are fewer. Four queries at most."""
    stems = stems_of(question.wanted)
    found = [_matches(rows, heading, stems) for rows, heading in newest_asked(question)]
    matches = sorted(
        (match for each in found for match in each[:MOST]),
        key=lambda match: (match.is_in_heading, match.at, match.key),
        reverse=True,
    )
    pages = max(1, -(-len(matches) // PAGE_LENGTH))
    page = min(max(page, 1), pages)
    shown = matches[(page - 1) * PAGE_LENGTH : page * PAGE_LENGTH]
    is_more = any(len(each) > MOST for each in found)
    return Results(list(_shown(shown, stems, newsroom)), len(matches), is_more, page, pages)


def newest_asked(question: Question) -> "Iterator[tuple[QuerySet[Any], str]]":
    """The newest rows of each kind that are asked for, one more than are looked at; and which field heads them."""
    if question.kind != "updates":
        section = Q(section__slug=question.section) if question.section else Q()
        yield _holding(Article.objects.published().filter(section), question), "headline"
    if question.kind != "stories":
        section = Q(article__section__slug=question.section) if question.section else Q()
        yield _holding(published_entries().filter(section), question), "heading"


def _holding(rows: "QuerySet[Any]", question: Question) -> "QuerySet[Any]":
    if question.span:
        rows = rows.filter(published_at__gte=question.span[0], published_at__lt=question.span[1])
    found = rows.filter(holds(rows.model, question.wanted, question.unwanted))
    return found.order_by("-published_at", "-pk")[: MOST + 1]


def _matches(rows: "QuerySet[Any]", heading: str, stems: Collection[str]) -> list[_Match]:
    is_update = rows.model is LiveEntry
    read = rows.values_list("pk", heading, "published_at")
    return [_Match(key, is_update, holds_all(words, stems), at) for key, words, at in read]


def _shown(matches: list[_Match], stems: Collection[str], newsroom: Newsroom) -> Iterator[Result]:
    stories = (
        Article.objects.select_related("section").defer("words").in_bulk(_keys(matches, is_update=False))
    )
    entries = LiveEntry.objects.select_related("article__section").defer(
        "words", "article__words", "article__text", "article__summary"
    )
    updates = entries.in_bulk(_keys(matches, is_update=True))
    for match in matches:
        row = updates.get(match.key) if match.is_update else stories.get(match.key)
        if row:
            yield _result(row, stems, newsroom)


def _keys(matches: list[_Match], *, is_update: bool) -> list[int]:
    return [match.key for match in matches if match.is_update == is_update]


def _result(row: Article | LiveEntry, stems: Collection[str], newsroom: Newsroom) -> Result:
    is_update = isinstance(row, LiveEntry)
    story = row.article if isinstance(row, LiveEntry) else row
    heading = row.heading if isinstance(row, LiveEntry) else row.headline
    words = richtext.plain(row.text)
    if isinstance(row, Article):
        words = "\n".join(filter(None, [row.standfirst, row.summary, words]))
    return Result(
        story,
        row.get_absolute_url(),
        marked(heading, stems),
        excerpt(words, stems),
        clock_of(story, newsroom).shown(row.published_at or row.created_at),
        is_update,
    )
