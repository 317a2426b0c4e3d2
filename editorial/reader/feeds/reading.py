"""Stories and their entries, read for feeds."""

from collections.abc import Iterable, Iterator

from django.db.models import Min
from django.urls import reverse
from django.utils.translation import gettext as _

from editorial import richtext
from editorial.languages import bcp47, tag_of
from editorial.models import Article, Image, LiveEntry, Newsroom
from editorial.models.entry import fetch_page_parts
from editorial.reader.edition import clock_of, shown_entries
from editorial.reader.feeds.contents import LENGTH, Feed, Gone, Item
from editorial.reader.feeds.html import directed, entry_html, expanded
from editorial.reader.feeds.identity import feed_urn, urn, urn_of
from editorial.reader.sharing import absolute
from editorial.reader.shown import ShownEntry
from editorial.reader.snapshot import one_snapshot


def feed_of_story(article: Article) -> Feed:
    """A story's newest entries. The number of queries does not depend on how many there are."""
    return one_snapshot(article.pk, lambda story: _read_story(story, Newsroom.current()))


def feed_of_stories() -> Feed:
    """The stories that changed last."""
    newsroom = Newsroom.current()
    stories = Article.objects.published().with_page_parts().order_by("-updated_at", "-pk")[:LENGTH]
    items = tuple(story_item(story, newsroom) for story in stories)
    gone = tuple(_stories_gone())
    times = [*(item.updated for item in items), *(each.at for each in gone)]
    return Feed(
        urn=feed_urn(),
        title=newsroom.name,
        description=_("News as it happens, and the record of the day, from %(newsroom)s.")
        % {"newsroom": newsroom.name},
        address=absolute(reverse("front")),
        language=bcp47(newsroom.language),
        newsroom=newsroom,
        items=items,
        gone=gone,
        published=newsroom.created_at,
        updated=max(times, default=newsroom.created_at),
    )


def newest_entries(story: Article, newsroom: Newsroom, most: int) -> list[ShownEntry]:
    """Entries that readers see, with all that a feed tells of them."""
    rows = list(story.entries.published().newest_first()[:most])
    fetch_page_parts(rows)
    return list(shown_entries(rows, story, clock_of(story, newsroom)))


def entries_gone(story: Article) -> Iterator[Gone]:
    """Entries that readers saw once, those withdrawn last first."""
    withdrawn = story.entries.filter(status=LiveEntry.Status.WITHDRAWN, version__gt=0).order_by("-version")
    rows = list(withdrawn.values_list("pk", "public_id", "version", "changed_at")[:LENGTH])
    record = LiveEntry.history.model.objects
    told = record.filter(id__in=[row[0] for row in rows], status=LiveEntry.Status.WITHDRAWN)
    since = {
        (each["id"], each["version"]): each["at"]
        for each in told.values("id", "version").annotate(at=Min("history_date"))
    }
    for key, public_id, version, changed_at in rows:
        yield Gone(urn(LiveEntry, public_id), since.get((key, version), changed_at))


def entry_item(shown: ShownEntry, language: str) -> Item:
    """An entry of a feed."""
    entry = shown.entry
    address = absolute(entry.get_absolute_url())
    published = entry.published_at or entry.created_at
    return Item(
        urn=urn_of(entry),
        title=entry.heading,
        address=address,
        html=directed(entry_html(shown, address), language),
        words=" ".join(shown.plain.split()),
        language=language,
        published=published,
        # A change within the newsroom's grace is not told on the page, but whoever has the entry is to have it anew.
        updated=max(published, entry.changed_at),
        bylines=tuple(shown.bylines),
        photos=tuple(shown.photos),
        corrections=tuple(shown.corrections),
        is_key_event=entry.is_key_event,
    )


def story_item(story: Article, newsroom: Newsroom) -> Item:
    """A story of the feed of all: its own text, without its entries."""
    address = absolute(story.get_absolute_url())
    photos = tuple(story_photos(story))
    published = story.published_at or story.created_at
    language = tag_of(story, newsroom)
    return Item(
        urn=urn_of(story),
        title=story.headline,
        address=address,
        html=directed(expanded(_story_text(story), _all_photos(story), address), language),
        words=story.standfirst or " ".join(richtext.plain(story.text).split()),
        language=language,
        published=published,
        updated=max(published, story.updated_at or published),
        bylines=tuple(story.ordered_bylines),
        photos=photos,
        section=story.section.name if story.section else "",
        slug=story.slug,
    )


def story_photos(story: Article) -> Iterator[Image]:
    """The lead photo and those of the text that readers can be shown, each once."""
    by_key = {photo.pk: photo for photo in _all_photos(story)}
    lead = [story.lead_photo_id] if story.lead_photo_id else []
    for key in dict.fromkeys([*lead, *richtext.photo_ids(story.text)]):
        if key in by_key and by_key[key].is_ready:
            yield by_key[key]


def _story_text(story: Article) -> str:
    """The text with the lead photo above it, in the form in which texts are stored."""
    lead = f'<figure data-photo="{story.lead_photo_id}"></figure>\n' if story.lead_photo_id else ""
    return lead + story.text


def _all_photos(story: Article) -> list[Image]:
    return [*([story.lead_photo] if story.lead_photo else []), *story.photos.all()]


def _read_story(story: Article, newsroom: Newsroom) -> Feed:
    language = tag_of(story, newsroom)
    published = story.published_at or story.created_at
    shown = newest_entries(story, newsroom, LENGTH)
    return Feed(
        urn=feed_urn(story),
        title=story.headline,
        description=story.standfirst,
        address=absolute(story.get_absolute_url()),
        language=language,
        newsroom=newsroom,
        items=tuple(entry_item(each, language) for each in shown),
        gone=tuple(entries_gone(story)),
        published=published,
        updated=max(published, story.updated_at or published),
        slug=story.slug,
        bylines=tuple(story.ordered_bylines),
    )


def _stories_gone() -> Iterable[Gone]:
    rows = Article.objects.taken_down().order_by("-taken_down_at").values_list("public_id", "taken_down_at")
    return (Gone(urn(Article, public_id), at) for public_id, at in rows[:LENGTH] if at)
