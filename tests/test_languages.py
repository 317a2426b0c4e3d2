"""Which language a page speaks, and how it says which."""

import datetime
import json
from collections import Counter
from zoneinfo import ZoneInfo

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.utils import translation

from editorial import publishing
from editorial.clock import Clock
from editorial.languages import interface_language, speak_house_language
from editorial.models import Article, Newsroom
from editorial.reader import fragments
from editorial.reader.edition import edition_of
from editorial.reader.newsstand.recent import brought_up
from tests import factories
from tests.markup import page_of, texts

AT = datetime.datetime(2024, 5, 30, 14, 12, tzinfo=datetime.UTC)
LONDON = ZoneInfo("Europe/London")


def house(language: str) -> None:
    publishing.change_newsroom(by=factories.administrator(), language=language)


def german() -> Article:
    return factories.story(headline="Sturmflut an der Nordsee", language="de")


@pytest.mark.parametrize(
    ("tag", "interface"),
    [
        ("de", "de"),
        ("de-AT", "de"),
        ("ar-EG", "ar"),
        ("en", "en-gb"),
        ("en-US", "en-gb"),
        ("fr", ""),
        ("", ""),
    ],
)
def test_a_language_is_served_by_its_own_interface_or_by_that_of_its_base(tag: str, interface: str) -> None:
    assert interface_language(tag) == interface


@pytest.mark.django_db
def test_a_storys_pages_speak_the_storys_language_whatever_a_browser_prefers() -> None:
    story = german()
    entry = factories.entry(story, is_key_event=True)
    arab = Client(headers={"accept-language": "ar"})

    answers = [arab.get(story.get_absolute_url()), arab.get(entry.get_absolute_url())]

    for answer in answers:
        page = page_of(answer)
        assert (page.get("lang"), page.get("dir")) == ("de", "ltr")
        assert "Meldungen" in texts(page, ".//h2")
        assert "Accept-Language" not in answer.get("Vary", "")
        assert not answer.cookies


@pytest.mark.django_db
def test_a_story_that_names_no_language_and_all_lists_speak_the_newsrooms(client: Client) -> None:
    story = factories.story()
    house("ar")

    pages = [page_of(client.get(address)) for address in ("/", "/archive/", story.get_absolute_url())]

    assert {(page.get("lang"), page.get("dir")) for page in pages} == {("ar", "rtl")}


@pytest.mark.django_db
def test_where_the_interface_does_not_speak_it_the_storys_own_words_say_their_language(
    client: Client,
) -> None:
    story = factories.story(
        headline="Grève des trains",
        language="fr",
        standfirst="Un sur trois.",
        text="<p>Voilà.</p>",
        summary="Ça",
    )
    factories.entry(story, is_key_event=True, is_pinned=True)

    page = page_of(client.get(story.get_absolute_url()))

    marked = page.findall(".//*[@lang='fr']")
    assert page.get("lang") == "en-gb"
    assert texts(page, ".//h1[@lang='fr']") == ["Grève des trains"]
    assert Counter(each.tag for each in marked) == {"h1": 1, "h3": 1, "p": 1, "div": 2, "ul": 1, "a": 2}
    assert not [time for each in marked for time in each.iter("time")]


@pytest.mark.django_db
def test_words_in_the_language_of_the_page_are_not_marked(client: Client) -> None:
    story = german()
    factories.entry(story)

    page = page_of(client.get(story.get_absolute_url()))

    assert page.findall(".//main//*[@lang]") == []


@pytest.mark.django_db
def test_in_a_list_a_headline_of_another_language_says_so(client: Client) -> None:
    german()

    page = page_of(client.get("/"))

    assert texts(page, ".//*[@lang='de']//h3") == ["Sturmflut an der Nordsee"]


@pytest.mark.django_db
def test_changes_speak_the_storys_language_also_where_no_request_is(client: Client) -> None:
    story = german()
    held = brought_up(story.pk, None)
    factories.entry(story, is_key_event=True)

    with translation.override("ar"):
        brought = brought_up(story.pk, held)
        left = translation.get_language()

    asked = client.get(f"/stories/{story.slug}/changes/?since={held.version}").json()
    assert (
        brought.answer(held.version) == json.dumps(asked, separators=(",", ":"), ensure_ascii=False).encode()
    )
    assert "ereignis" in asked["entries"][0]["html"]
    assert left == "ar"


@pytest.mark.django_db
def test_a_request_leaves_its_language_to_no_other() -> None:
    story, client = german(), Client()

    with translation.override("ar"):
        first = page_of(client.get(story.get_absolute_url()))
        left = translation.get_language()
        missing = page_of(client.get(f"/stories/{story.slug}/entries/none/"))
        front = page_of(client.get("/"))

    assert left == "ar"
    assert (first.get("lang"), missing.get("lang"), front.get("lang")) == ("de", "en-gb", "en-gb")


@pytest.mark.django_db
def test_a_story_given_another_language_is_written_anew_and_loaded_anew_by_open_pages(client: Client) -> None:
    story = factories.story()
    factories.entry(story, is_key_event=True)
    before = client.get(f"/stories/{story.slug}/changes/?since=0").json()
    with fragments.kept(fragments.Fragments(2**20)), translation.override("en-gb"):
        english = edition_of(story).entries[0].html

        changed = publishing.change_story(story, by=factories.editor(), language="de")
        now = edition_of(changed).entries[0].html

    after = client.get(f"/stories/{story.slug}/changes/?since={before['to']}&epoch={before['epoch']}").json()
    assert ("Key event" in english, "ereignis" in now) == (True, True)
    assert after["reload"]


@pytest.mark.django_db
def test_a_newsroom_that_speaks_another_language_has_open_pages_load_anew(client: Client) -> None:
    story = factories.story()
    before = client.get(f"/stories/{story.slug}/changes/?since=0").json()

    house("de")

    after = client.get(f"/stories/{story.slug}/changes/?since={before['to']}&epoch={before['epoch']}").json()
    assert after["reload"]


@pytest.mark.django_db
def test_what_is_not_there_is_told_in_the_newsrooms_language(client: Client) -> None:
    house("ar")

    page = page_of(client.get("/nowhere/", headers={"accept-language": "de"}))

    assert (page.get("lang"), page.get("dir")) == ("ar", "rtl")
    assert texts(page, ".//h1") == ["لا توجد صفحة كهذه"]


@pytest.mark.django_db
def test_english_is_spoken_while_the_database_does_not_answer() -> None:
    house("ar")

    def away(*_asked: object) -> None:
        raise OperationalError("gone")

    with translation.override("de"), connection.execute_wrapper(away):
        speak_house_language()
        spoken = translation.get_language()

    assert spoken == "en-gb"


@pytest.mark.django_db
def test_the_desk_speaks_what_the_browser_prefers_unless_the_person_chose(client: Client) -> None:
    house("ar")
    client.force_login(factories.editor())
    german_browser = {"accept-language": "de-CH, en;q=0.5"}

    preferred = client.get("/admin/", headers=german_browser)
    chosen = client.post("/admin/language/", {"language": "ar", "next": "/admin/"}, headers=german_browser)
    after = client.get("/admin/", headers=german_browser)
    unknown = Client().get("/admin/login/", headers={"accept-language": "fr"})

    assert page_of(preferred).get("lang") == "de"
    assert "Accept-Language" in preferred["Vary"]
    assert (chosen.status_code, chosen["Location"]) == (302, "/admin/")
    assert (page_of(after).get("lang"), page_of(after).get("dir")) == ("ar", "rtl")
    assert page_of(unknown).get("lang") == "en-gb"


@pytest.mark.django_db
def test_the_choice_of_the_desk_never_goes_along_with_a_readers_page(client: Client) -> None:
    answer = client.post("/admin/language/", {"language": "ar"})

    cookie = answer.cookies["django_language"]
    assert (cookie["path"], cookie["samesite"]) == ("/admin/", "Lax")
    assert cookie["httponly"]


@pytest.mark.parametrize(
    ("language", "style", "time", "day", "date"),
    [
        ("en-gb", "12-padded", "03:12 PM BST", "Thursday 30 May 2024", "30 May"),
        ("de", "12-padded", "15:12 BST", "Donnerstag, 30. Mai 2024", "30. Mai"),
        ("de", "12-plain", "15:12 BST", "Donnerstag, 30. Mai 2024", "30. Mai"),
        ("ar", "12-padded", "03:12 م BST", "الخميس 30 مايو 2024", "30 مايو"),
        ("ar", "24", "15:12 BST", "الخميس 30 مايو 2024", "30 مايو"),
    ],
)
def test_times_and_days_are_written_as_the_language_writes_them(
    language: str, style: str, time: str, day: str, date: str
) -> None:
    clock = Clock(LONDON, style)

    with translation.override(language):
        shown = clock.shown(AT)

    assert (shown.time, shown.day_name, shown.date) == (time, day, date)


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en-gb", "Thursday 30 May 2024, 03:12 PM BST"),
        ("de", "Donnerstag, 30. Mai 2024, 15:12 BST"),
        ("ar", "الخميس 30 مايو 2024، 03:12 م BST"),
    ],
)
def test_a_day_and_its_time_are_one_phrase(language: str, written: str) -> None:
    with translation.override(language):
        phrase = Clock(LONDON, Newsroom.ClockStyle.TWELVE_PADDED).shown(AT).day_and_time

        assert phrase == written


def test_a_zone_has_its_letters_in_the_language_that_has_some() -> None:
    clock = Clock(ZoneInfo("Europe/Berlin"), Newsroom.ClockStyle.TWENTY_FOUR)

    with translation.override("de"):
        german = clock.shown(AT).time

    assert (german, clock.shown(AT).time) == ("16:12 MESZ", "16:12 CEST")
