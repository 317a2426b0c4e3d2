"""A story as newsrooms' systems take it in."""

import json

import pytest
from django.test import Client
from jsonschema import ValidationError
from pytest_django import Settings

from editorial import publishing
from editorial.reader.feeds import ninjs
from tests import factories
from tests.formats import ninjs_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_a_story_goes_with_its_entries_and_their_pictures(client: Client, settings: Settings) -> None:
    photo = factories.developed(
        factories.photo(
            alternative_text="A rocket",
            caption="The rocket, waiting",
            credit_line="Ana Ferreira/EPA-EFE/Shutterstock",
            copyright_notice="© 2024",
            licence_url="https://example.org/licence",
        )
    )
    story = factories.story(headline="Rain", standfirst="No play.", bylines=[factories.byline("Tom Okafor")])
    entry = factories.entry(
        story, heading="Gates close", text=f'<p>1 &lt; 2</p><figure data-photo="{photo.pk}"></figure>'
    )

    found = ninjs_of(client.get(f"{story.get_absolute_url()}ninjs.json"))

    story.refresh_from_db()
    assert found["standard"] == {"name": "ninjs", "version": "3.1", "schema": ninjs.STANDARD["schema"]}
    assert (found["type"], found["pubStatus"], found["representationType"]) == ("composite", "usable", "full")
    assert (found["headlines"][0]["value"], found["by"]) == ("Rain", "Tom Okafor")
    assert found["version"] == str(story.version)
    [told] = found["associations"]
    assert (told["name"], told["headlines"][0]["value"], told["rel"]) == (
        "Gates close",
        "Gates close",
        "entry",
    )
    assert told["bodies"][1]["value"].strip() == "1 < 2"
    assert told["altIds"][0]["value"] == entry.public_id
    [picture] = told["associations"]
    assert picture["infoSources"][0]["name"] == picture["by"] == "Ana Ferreira/EPA-EFE/Shutterstock"
    assert {each["role"]: each["value"] for each in picture["descriptions"]} == {
        "caption": "The rocket, waiting",
        "alternative text": "A rocket",
    }
    assert (picture["copyrightNotice"], picture["rightsInfo"]) == (
        "© 2024",
        {"linkedRights": "https://example.org/licence"},
    )
    assert len(picture["renditions"]) == 4
    assert all(each["href"].startswith(f"{settings.SITE_URL}/media/") for each in picture["renditions"])


def test_a_plain_story_is_text_and_what_is_not_known_is_left_out(client: Client) -> None:
    story = factories.story("published", text="<p>It fell.</p>")

    found = ninjs_of(client.get(f"{story.get_absolute_url()}ninjs.json"))

    assert found["type"] == "text"
    assert not {*found} & {"by", "people", "associations", "descriptions", "subjects", "genres"}


def test_more_entries_than_go_along_are_said_to_be_a_part(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ninjs, "MOST_ENTRIES", 1)
    story = factories.story()
    factories.entry(story, heading="Older")
    factories.entry(story, heading="Newer")

    found = ninjs_of(client.get(f"{story.get_absolute_url()}ninjs.json"))

    assert found["representationType"] == "partial"
    assert [each["name"] for each in found["associations"]] == ["Newer"]


def test_the_version_of_an_entry_rises_with_its_edits_and_its_name_stays(client: Client) -> None:
    by = factories.editor()
    story = factories.story(by=by)
    entry = factories.entry(story, by=by)
    address = f"{story.get_absolute_url()}ninjs.json"
    [before] = ninjs_of(client.get(address))["associations"]

    publishing.change_entry(entry, by=by, heading="Gates closed")

    [after] = ninjs_of(client.get(address))["associations"]
    assert (after["uri"], after["firstCreated"]) == (before["uri"], before["firstCreated"])
    assert int(after["version"]) > int(before["version"])
    assert after["versionCreated"] > before["versionCreated"]


def test_the_schema_would_tell_what_ninjs_does_not_know(client: Client) -> None:
    answer = client.get(f"{factories.story().get_absolute_url()}ninjs.json")
    found = json.loads(answer.content)

    answer.content = json.dumps(found | {"headline": "In the words of version 1"}).encode()

    with pytest.raises(ValidationError):
        ninjs_of(answer)
