"""Search: what is found, what never is, and in which order."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from editorial import publishing
from tests import factories
from tests.markup import attributes, one, page_of, text, texts

pytestmark = pytest.mark.django_db

FOUND = ".//ol[@class='results']/li//h3"


def found(client: Client, question: str, **more: str) -> list[str]:
    """The headings of what is found."""
    answer = client.get("/search/", {"q": question, **more})
    assert answer.status_code == 200
    return texts(page_of(answer), FOUND)


def test_stories_and_updates_are_found_by_their_words_and_lead_to_their_own_addresses(client: Client) -> None:
    story = factories.story(headline="Harbour fair", text="<p>The lighthouse keeper spoke.</p>")
    entry = factories.entry(story, heading="Gates open", text="<p>A lighthouse was lit.</p>")
    factories.entry(story, heading="Rain", text="<p>It rains.</p>")

    page = page_of(client.get("/search/", {"q": "lighthouse"}))

    assert set(texts(page, FOUND)) == {"Harbour fair", "Gates open"}
    assert set(attributes(page, f"{FOUND}/a", "href")) == {
        story.get_absolute_url(),
        entry.get_absolute_url(),
    }
    assert text(one(page, ".//h2[@id='found-heading']")) == "2 results"


@pytest.mark.parametrize(
    ("question", "is_found"),
    [
        ("flooding", True),
        ("FLOODED cafés", True),
        ("the flood of the cafe", True),
        ('"cafe was flooded"', True),
        ('"flooded cafe"', False),
        ("flood harvest", False),
        ("flood -cafe", False),
        ("flood -harvest", True),
        ('flood -"was flooded"', False),
        ("“cafe was”", True),
        ("storm harvest -flood", False),
        ("sao", True),
        ("follow-up", True),
        ("ＦＬＯＯＤ", True),
    ],
)
def test_words_phrases_and_exclusions_mean_the_same_on_every_database(
    question: str, is_found: bool, client: Client
) -> None:
    text = "<p>The café was flooded in São Jorge. A follow-up is due.</p>"
    factories.entry(factories.story(headline="Storm"), heading="Water", text=text)

    assert found(client, question) == (["Water"] if is_found else [])


def test_what_holds_the_words_in_its_heading_comes_first_then_the_newest(client: Client) -> None:
    story, by, now = factories.story(headline="Storm"), factories.editor(), timezone.now()
    for hours, heading, words in [
        (1, "Newest", "A ferry is late."),
        (2, "Older", "The ferries are late."),
        (3, "Ferry sails", "At last."),
        (4, "The first ferry", "It sails."),
    ]:
        at = now - timedelta(hours=hours)
        factories.entry(story, by=by, heading=heading, text=f"<p>{words}</p>", published_at=at)

    assert found(client, "ferry") == ["Ferry sails", "The first ferry", "Newest", "Older"]


def test_matches_are_marked_whatever_their_accents_and_capitals_and_nothing_else_is_markup(
    client: Client,
) -> None:
    text = "<p>1 &lt; 2 &amp; the CAFE\u0301S of <strong>S</strong>ão Jorge &lt;script&gt;alert(1)&lt;/script&gt;.</p>"
    factories.entry(factories.story(), heading="Café <b>open</b>", text=text)

    answer = client.get("/search/", {"q": "cafe sao <b>"})

    page = page_of(answer)
    assert texts(page, f"{FOUND}//mark") == ["Café", "b", "b"]
    assert texts(page, ".//p[@class='excerpt']/mark") == ["CAFE\u0301S", "São"]
    assert "1 < 2 & the CAFE\u0301S of São Jorge <script>alert(1)</script>." in text_of(page)
    assert "<script>alert" not in answer.content.decode()


def text_of(page: object) -> str:
    """The excerpt's words."""
    return text(one(page, ".//p[@class='excerpt']"))  # type: ignore[arg-type]


def test_the_excerpt_begins_shortly_before_the_words_that_were_asked_for(client: Client) -> None:
    long = "Crowds waited along the quay. " * 40
    factories.entry(factories.story(), heading="Tide", text=f"<p>{long}The lighthouse was lit. {long}</p>")

    page = page_of(client.get("/search/", {"q": "lighthouse"}))

    words = text_of(page)
    assert words.startswith("…")
    assert words.endswith("…")
    assert 0 < words.index("lighthouse") < 80
    assert len(words) < 250


def test_what_readers_cannot_open_is_not_found_not_even_a_second_early(client: Client) -> None:
    by, soon = factories.editor(), timezone.now() + timedelta(seconds=1)
    story = factories.story(headline="Open", by=by)
    factories.entry(story, by=by, heading="Zebra scheduled", published_at=soon)
    factories.entry(story, by=by, heading="Zebra draft", status="draft")
    withdrawn = factories.entry(story, by=by, heading="Zebra withdrawn")
    publishing.withdraw_entry(withdrawn, by=by)
    factories.story("draft", headline="Zebra unpublished", by=by)
    factories.story("draft", headline="Zebra restricted", by=by, restricted_to=[by])
    down = factories.story(headline="Zebra taken down", by=by)
    factories.entry(down, by=by, heading="Zebra of a story taken down")
    publishing.take_down_story(down, by=by, reason="A court said so.")

    assert found(client, "zebra") == []

    publishing.put_back_story(down, by=by)
    publishing.restore_entry(withdrawn, by=by)

    assert set(found(client, "zebra")) == {
        "Zebra taken down",
        "Zebra of a story taken down",
        "Zebra withdrawn",
    }


def test_what_is_rewritten_is_found_by_its_new_words_alone(client: Client) -> None:
    by = factories.editor()
    story = factories.story(headline="Giraffe at large", by=by)
    entry = factories.entry(story, by=by, heading="Giraffe seen", text="<p>At noon.</p>")

    publishing.change_story(story, by=by, headline="Okapi at large")
    publishing.change_entry(entry, by=by, heading="Okapi seen")

    assert found(client, "giraffe") == []
    assert set(found(client, "okapi")) == {"Okapi at large", "Okapi seen"}


def test_the_days_asked_for_are_those_of_the_house_and_both_are_within(client: Client) -> None:
    story, by = factories.story(headline="Fair"), factories.editor()
    for moment in ("2024-05-29T22:59Z", "2024-05-29T23:00Z", "2024-05-30T22:59Z", "2024-05-30T23:00Z"):
        at = datetime.fromisoformat(moment)
        factories.entry(story, by=by, heading=f"Heron {moment}", published_at=at)

    day = found(client, "heron", **{"from": "2024-05-30", "to": "2024-05-30"})

    assert day == ["Heron 2024-05-30T22:59Z", "Heron 2024-05-29T23:00Z"]
    assert len(found(client, "heron", **{"from": "2024-05-30"})) == 3
    assert len(found(client, "heron", to="2024-05-29")) == 1


def test_section_and_kind_narrow_a_search(client: Client) -> None:
    by = factories.editor()
    science = publishing.add_section(by=by, name="Science", slug="science")
    story = factories.story(headline="Osprey", by=by, section=science)
    factories.entry(story, by=by, heading="Osprey lands")
    other = factories.story(headline="Osprey elsewhere", by=by)
    factories.entry(other, by=by, heading="Osprey leaves")

    assert set(found(client, "osprey", section="science")) == {"Osprey", "Osprey lands"}
    assert found(client, "osprey", section="science", kind="stories") == ["Osprey"]
    assert found(client, "osprey", section="science", kind="updates") == ["Osprey lands"]
    assert found(client, "osprey", section="nowhere") == []


def test_many_results_come_page_by_page_each_once(client: Client) -> None:
    story, by, now = factories.story(headline="Fair"), factories.editor(), timezone.now()
    for number in range(45):
        at = now - timedelta(minutes=number)
        factories.entry(story, by=by, heading=f"Heron {number}", published_at=at)

    headings: list[str] = []
    address = "/search/?q=heron&kind=updates"
    while address:
        page = page_of(client.get(address))
        headings += texts(page, FOUND)
        onward = attributes(page, ".//nav[@class='pages']/a[@rel='next']", "href")
        address = f"/search/{onward[0]}" if onward else ""

    assert headings == [f"Heron {number}" for number in range(45)]
    assert found(client, "heron", page="99")[-1] == "Heron 44"


def test_nothing_found_says_what_to_do_and_a_bare_page_is_a_form(client: Client) -> None:
    factories.story()

    nothing = page_of(client.get("/search/", {"q": "xylophone", "from": "2024-01-01"}))
    bare = page_of(client.get("/search/"))

    assert text(one(nothing, ".//h2[@id='found-heading']")) == "Nothing was found for “xylophone”"
    assert "?q=xylophone" in attributes(nothing, ".//ul[@class='advice']//a", "href")
    assert one(nothing, ".//input[@name='q']").attrib["value"] == "xylophone"
    assert one(nothing, ".//input[@name='from']").attrib["value"] == "2024-01-01"
    assert one(bare, ".//form[@role='search']").attrib["method"] == "get"
    assert not texts(bare, ".//h2")


def test_it_is_kept_by_nobody_and_listed_nowhere(client: Client) -> None:
    answer = client.get("/search/", {"q": "rain"})

    robots = one(page_of(answer), "head/meta[@name='robots']")
    assert (answer["Cache-Control"], robots.attrib["content"]) == ("private, no-store", "noindex")
    assert not answer.cookies
