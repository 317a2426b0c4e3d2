"""What the newsstand is made of: what a request asks, which encoding suits it, how much is kept."""

import pytest

from editorial.reader.newsstand.asking import encoding_of
from editorial.reader.newsstand.copies import OVERHEAD, Copy, Shelf
from editorial.reader.newsstand.routes import Kind, route_of


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        (b"", ""),
        (b"gzip", "gzip"),
        (b"gzip, deflate, br, zstd", "br"),
        (b"GZIP", "gzip"),
        (b"br;q=0.5, gzip;q=0.8", "gzip"),
        (b"br;q=0, gzip;q=0", ""),
        (b"*", "br"),
        (b"*;q=0.5, br;q=0", "gzip"),
        (b"identity, gzip;q=0.5", ""),
        (b"gzip;q=nonsense", "gzip"),
        (b"gzip ; q=0.0 , br ; q=1.0", "br"),
        (b",,;q=1,", ""),
        (b"\xff\xfe", ""),
        (b"x" * 5_000, ""),
    ],
)
def test_the_best_encoding_that_the_reader_can_read(accepted: bytes, encoding: str) -> None:
    assert encoding_of(accepted) == encoding


@pytest.mark.parametrize(
    ("path", "query", "kind", "shared"),
    [
        ("/", b"utm=1", Kind.FRONT, ""),
        ("/stories/launch/", b"utm=1&utm=2", Kind.PAGE, ""),
        ("/stories/launch/", b"before=abc&before=def&utm=1", Kind.PAGE, "before=def"),
        ("/stories/launch/entries/abc/", b"before=def", Kind.PAGE, ""),
        ("/stories/before/entries/entries/", b"before=def", Kind.PAGE, ""),
        ("/stories/launch/changes/", b"x=1&since=007", Kind.CHANGES, "since=7"),
        ("/stories/launch/changes/", b"epoch=k3v9&since=7", Kind.CHANGES, "since=7&epoch=k3v9"),
        ("/stories/launch/stream/", b"", Kind.STREAM, ""),
        ("/static/editorial/base.css", b"v=2", Kind.FIXED, ""),
        ("/stories/launch/", b"after=abc&utm=1&order=oldest", Kind.PAGE, "order=oldest&after=abc"),
        ("/stories/launch/", b"order=oldest&before=", Kind.PAGE, "order=oldest"),
        ("/stories/launch/feed.atom", b"utm=1&before=abc", Kind.PAGE, ""),
        ("/stories/launch/ninjs.json", b"", Kind.PAGE, ""),
        ("/stories/launch/embed/", b"parent=example", Kind.PAGE, ""),
        ("/feed.json", b"utm=1", Kind.FRONT, ""),
        ("/sitemap-12.xml", b"x=1", Kind.FRONT, ""),
        ("/news-sitemap.xml", b"", Kind.FRONT, ""),
        ("/robots.txt", b"", Kind.FRONT, ""),
        ("/sections/science/", b"utm=1&before=abc", Kind.FRONT, "before=abc"),
        ("/bylines/ada/", b"before=", Kind.FRONT, ""),
        ("/stories/launch/", b"after=abc", Kind.PAGE, "after=abc"),
        ("/archive/2024/05/30/", b"before=abc", Kind.FRONT, "before=abc"),
        ("/archive/2024/05/", b"", Kind.FRONT, ""),
    ],
)
def test_addresses_that_get_the_same_answer_are_one(path: str, query: bytes, kind: Kind, shared: str) -> None:
    route = route_of(path, query)

    assert route is not None
    assert (route.kind, route.path, route.query) == (kind, path, shared)


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/stories/launch", b""),
        ("/stories//", b""),
        ("/stories/launch/entries/", b""),
        ("/stories/launch/entries/a/b/", b""),
        ("/stories/läunch/", b""),
        ("/stories/launch/\n", b""),
        ("/stories/launch/", b"utm=%00"),
        ("/stories/launch/", b"before=%C3%A9%20"),
        ("/stories/launch/", b"before=a%27b"),
        ("/stories/launch/", b"\xff=1"),
        ("/stories/launch/", b"&".join([b"a=1"] * 2_000)),
        ("/stories/launch/changes/", b""),
        ("/stories/launch/changes/", b"since=-1"),
        ("/stories/launch/changes/", b"since=1&since=2"),
        ("/stories/launch/", b"order=newest"),
        ("/stories/launch/", b"before=abc&after=abc"),
        ("/stories/launch/", b"order=oldest&before=abc"),
        ("/stories/launch/", b"order=oldest&after=a%27b"),
        ("/stories/launch/feed.atom", b"utm=%00"),
        ("/stories/launch/feed.atom/", b""),
        ("/sections/science/", b"before=a-b"),
        ("/sections/science/", b"utm=%00"),
        ("/sitemap-0.xml", b""),
        ("/sitemap-999999.xml", b""),
        ("/archive/2024/", b""),
        ("/search/", b"q=harbour"),
        ("/oembed", b"url=x"),
        ("/static/a\0b", b""),
        ("/static/%2e%2e", b""),
        ("/media/photos/original.jpg", b""),
        ("/admin/", b""),
        ("/health/", b""),
        ("", b""),
    ],
)
def test_what_is_not_a_readers_address_or_is_wrong_with_one_is_for_django_to_say(
    path: str, query: bytes
) -> None:
    assert route_of(path, query) is None


def test_when_there_is_too_much_what_nobody_asked_for_longest_goes() -> None:
    shelf = Shelf(most_bytes=3 * (OVERHEAD + 1_000))
    copies = {name: Copy(200, [], bytes(1_000)) for name in "abcd"}

    for name in "abc":
        shelf.keep(name, copies[name])
    shelf.get("a")
    shelf.keep("d", copies["d"])

    assert [name for name in "abcd" if shelf.get(name)] == ["a", "c", "d"]
    assert shelf.bytes == 3 * (OVERHEAD + 1_000)


def test_the_same_kept_again_is_counted_once_and_what_is_too_large_not_at_all() -> None:
    shelf = Shelf(most_bytes=10_000)

    for _time in range(5):
        shelf.keep("a", Copy(200, [], bytes(1_000)))
    shelf.keep("b", Copy(200, [], bytes(20_000)))

    assert shelf.bytes == OVERHEAD + 1_000
    assert shelf.get("b") is None
