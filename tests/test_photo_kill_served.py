"""A killed photo is gone from every server, cache and open page, as soon as anything else that is published."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from editorial import publishing
from editorial.models import Article, Image
from editorial.photos import files
from tests import factories
from tests.promise_served import newsroom
from tests.streaming import Line, Stream, fetch, path_of_stream, reading_aside

pytestmark = pytest.mark.django_db(transaction=True)


def figure(photo: Image) -> str:
    """The photo's place in a text."""
    return f'<figure data-photo="{photo.pk}"></figure>'


def shown_story(by: Any) -> tuple[Article, Image]:
    """A story with a photo, all of its pictures made, as lead and in an entry."""
    photo = factories.developed(factories.photo("launch.jpg", by=by))
    story = factories.story(by=by, lead_photo=photo)
    factories.entry(story, by=by, text=figure(photo))
    return Article.objects.get(pk=story.pk), photo


async def head(port: int, path: str, **headers: str) -> tuple[int, dict[str, str]]:
    """How a picture's address answers."""
    line = await Line.to(port)
    try:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        said = await line.ask(path, {"Connection": "close", "Accept": "image/*", **sent})
        return said.status, said.headers
    finally:
        line.close()


async def told(stream: Stream, enough: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """The first of the changes that come which is what is waited for."""
    while not enough(changes := await stream.next_changes()):
        pass
    return changes


def test_every_server_and_every_open_page_lets_go_of_it_at_once(tmp_path: Path) -> None:
    by = factories.picture_desk()
    story, photo = shown_story(factories.editor())
    page, picture = story.get_absolute_url(), f"/media/renditions/{photo.renditions[0]['name']}"

    with newsroom(tmp_path) as serving, reading_aside() as aside:
        ports = [serving.begin().port for _server in range(2)]
        before = [aside.wait(head(port, picture))[0] for port in ports for _again in range(2)]
        had = [photo.token in aside.wait(fetch(port, path)).text for port in ports for path in (page, "/")]
        streams = [aside.wait(Stream.open(port, path_of_stream(story))) for port in ports]

        killed = publishing.kill_photo(photo, by=by, reason="Wrong person")

        # Each open page hears of it, from its own server; from then on that server has none of it.
        heard = [aside.wait(told(stream, lambda changes: bool(changes["entries"]))) for stream in streams]
        after = [aside.wait(head(port, picture)) for port in ports]
        has = [photo.token in aside.wait(fetch(port, path)).text for port in ports for path in (page, "/")]
        polled = [aside.wait(fetch(port, f"{page}changes/?since=0")).text for port in ports]

        publishing.restore_photo(killed, by=by)
        returned = [aside.wait(told(stream, lambda changes: bool(changes["entries"]))) for stream in streams]

    assert (before, had) == ([200] * 4, [True] * 4)
    assert [status for status, _headers in after] == [404] * 2
    assert all("immutable" not in headers.get("cache-control", "") for _status, headers in after)
    assert has == [False] * 4
    for changes in heard:
        assert all("data-photo" not in (entry["html"] or "") for entry in changes["entries"])
        assert all("data-photo" not in html for html in changes["story"]["html"].values())
    assert not any(photo.token in text for text in polled)
    assert all("data-photo" in changes["entries"][0]["html"] for changes in returned)


def test_a_copy_of_a_picture_is_not_given_out_though_nobody_asked_for_anything_since(tmp_path: Path) -> None:
    by = factories.picture_desk()
    _story, photo = shown_story(factories.editor())
    picture = f"/media/renditions/{photo.renditions[-1]['name']}"

    with newsroom(tmp_path) as serving, reading_aside() as aside:
        port = serving.begin().port
        _status, headers = aside.wait(head(port, picture))
        publishing.kill_photo(photo, by=by, reason="Wrong person")
        asked_again, _headers = aside.wait(
            head(port, picture, If_Modified_Since=headers.get("last-modified", ""))
        )

    assert asked_again == 404


def test_what_runs_out_is_taken_away_by_the_server_where_the_house_wants_it(tmp_path: Path) -> None:
    from_the_house = factories.administrator()
    publishing.change_newsroom(by=from_the_house, is_expired_withdrawn=True)
    story, photo = shown_story(factories.editor())

    with newsroom(tmp_path) as serving, reading_aside() as aside:
        stream = aside.wait(Stream.open(serving.begin().port, path_of_stream(story)))
        publishing.change_photo(photo, by=from_the_house, use_until=photo.created_at)
        changes = aside.wait(told(stream, lambda changes: bool(changes["entries"])))

    photo.refresh_from_db()
    assert "data-photo" not in changes["entries"][0]["html"]
    assert "only" in photo.kill_reason


def test_what_a_kill_could_not_erase_the_server_erases(tmp_path: Path) -> None:
    photo = factories.photo("launch.jpg")
    killed = publishing.kill_photo(photo, by=factories.picture_desk(), reason="Wrong person")
    for each in photo.renditions:
        files.keep_rendition(each["name"], b"left")
    Image.objects.filter(pk=photo.pk).update(unerased_tokens=photo.token)

    with newsroom(tmp_path) as serving:
        server = serving.begin()
        killed.refresh_from_db()
        while killed.unerased_tokens:
            server.get("/health/")
            killed.refresh_from_db()

    with pytest.raises(FileNotFoundError):
        files.rendition(photo.renditions[0]["name"])
