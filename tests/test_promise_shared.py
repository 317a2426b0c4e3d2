"""A photo or a byline stands in several stories: its change reaches them all, and nobody waits for ever."""

import io
import itertools
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from PIL import Image as Pillow

from editorial.models import Article, Byline, Image, LiveEntry
from tests import factories
from tests.promise import differences_from_a_fresh_page, is_waiting_for_its_turn, workers

pytestmark = pytest.mark.django_db(transaction=True)

TIMES = 8


@pytest.fixture
def by(transactional_db: None) -> User:
    """Who writes."""
    return factories.editor()


def small_photo(by: User, colour: str) -> Image:
    """A photo that is quick to make anew."""
    file = io.BytesIO()
    Pillow.new("RGB", (64, 48), colour).save(file, "JPEG")
    file.seek(0)
    texts = {"credit_line": "Ana Ferreira", "alternative_text": f"A {colour} gate"}
    return factories.photo(None, by=by, upload=file, name="gate.jpg", **texts)


def test_photos_and_bylines_changed_in_several_stories_while_others_post_there(
    by: User, tmp_path: Path
) -> None:
    photos = [small_photo(by, "red"), small_photo(by, "blue")]
    name = factories.byline(by=by)
    stories = [factories.story(by=by, lead_photo=photo, bylines=[name]) for photo in photos]
    shown = {"photos": [photo.pk for photo in photos], "bylines": [name.pk], "by": by.pk}
    captions = [[f"{photo.pk}: the gate at {minute}" for minute in range(TIMES)] for photo in photos]

    with workers(tmp_path, 6) as (red, blue, desk, one, other, reader):
        reader.ask("follow", slugs=[story.slug for story in stories])
        red.send("change_photo", photo=photos[0].pk, captions=captions[0], by=by.pk)
        blue.send("change_photo", photo=photos[1].pk, captions=captions[1], by=by.pk)
        desk.send("change_byline", byline=name.pk, names=[f"Ana F. {n}" for n in range(TIMES)], by=by.pk)
        for _time in range(TIMES):
            one.send("post", story=stories[0].pk, **shown)
            other.send("post", story=stories[1].pk, **shown)
            one.answer()
            other.answer()
        for busy in (red, blue, desk):
            busy.answer()
        reader.go_on()
        pages = reader.answer()["pages"]

    for story, seen in zip(stories, pages, strict=True):
        assert differences_from_a_fresh_page(seen["page"], story) == []
        html = "".join(entry["html"] for entry in seen["page"]["entries"].values())
        assert html.count(captions[0][-1]) == html.count(captions[1][-1]) == TIMES
        assert html.count(f"Ana F. {TIMES - 1}") == TIMES
        assert captions[stories.index(story)][-1] in seen["page"]["pieces"]["story-lead"]


def test_a_story_that_begins_to_show_a_photo_while_it_is_changed_shows_it_changed(
    by: User, tmp_path: Path
) -> None:
    seen = []

    with workers(tmp_path, 3) as (desk, poster, reader):
        for statement in itertools.count(1):
            photo, begins = small_photo(by, "red"), factories.story(by=by)
            factories.story(by=by, lead_photo=photo)
            caption = f"Gate {statement}."
            desk.send("change_photo", by=by.pk, photo=photo.pk, captions=[caption], pause_after=statement)
            if "stands" not in desk.answer():
                break
            poster.send("post", by=by.pk, story=begins.pk, photos=[photo.pk])
            if not is_waiting_for_its_turn(poster):
                reader.ask("poll", slug=begins.slug)
            desk.go_on()
            desk.answer()
            poster.answer()
            seen.append((caption, reader.ask("poll", slug=begins.slug)["page"]))

    assert len(seen) > 10, "it was stopped after each of its statements"
    for caption, page in seen:
        assert [caption in entry["html"] for entry in page["entries"].values()] == [True], caption


def test_a_photo_cannot_lose_its_credit_between_the_check_and_the_publication(
    by: User, tmp_path: Path
) -> None:
    photo = factories.photo(None, by=by, credit_line="Ana Ferreira", alternative_text="A gate")
    story = factories.story(by=by)

    with workers(tmp_path, 2) as (poster, desk):
        poster.ask("post", story=story.pk, by=by.pk, photos=[photo.pk], hold=True)
        desk.send("take_credit", photo=photo.pk, by=by.pk)
        is_waiting = is_waiting_for_its_turn(desk)
        poster.go_on()
        poster.answer()
        refused = desk.answer()["refused"]

    photo.refresh_from_db()
    assert is_waiting
    assert "lacks: credit" in refused
    assert photo.credit_line == "Ana Ferreira"
    assert LiveEntry.objects.published().count() == 1
    assert (Article.objects.count(), Byline.objects.count()) == (1, 0)
