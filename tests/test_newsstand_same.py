"""Whatever address a reader asks for: the newsstand answers what Django's view does."""

import gzip
import http.client
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.serving import Server, copy_of, manage, serving

# What the server adds by itself, and what follows from the compression.
OF_THE_MOMENT = {"date", "server", "connection", "transfer-encoding"}


@pytest.fixture(scope="module")
def covered(newsroom: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A newsroom with a story that has more than one page, a withdrawn entry, photos and a former address."""
    data = copy_of(newsroom, tmp_path_factory.mktemp("same") / "data")
    ended = manage("demo_newsroom", data=data)
    assert ended.returncode == 0, ended.stderr
    program = (
        "from django.contrib.auth.models import User; from editorial import publishing as p;"
        "from editorial.models import Article, LiveEntry; by = User.objects.get(username='desk');"
        "s = Article.objects.get(slug='sun-watching-satellite-launch');"
        "es = [p.post_entry(s, by=by, heading=f'Orbit {n}', text='<p>Round.</p>') for n in range(40)];"
        "p.withdraw_entry(es[-1], by=by); p.change_story(s, by=by, slug='launch');"
        "p.change_newsroom(by=by, is_embedding_allowed=True);"
        "g = p.create_story(by=by, headline='Gone', slug='gone', bylines=s.ordered_bylines);"
        "p.set_status(g, 'live', by=by);"
        "p.change_story(g, by=by, slug='gone-for-good'); p.take_down_story(g, by=by, reason='An order')"
    )
    ended = manage("shell", "-c", program, data=data)
    assert ended.returncode == 0, ended.stderr
    # Made beforehand: in the middle of a comparison they would change the pages.
    ended = manage("develop_photos", data=data)
    assert ended.returncode == 0, ended.stderr
    with serving(data, WEBSUB_HUB="http://127.0.0.1:9/") as server:  # nobody listens there; feeds name it
        yield server


WAYS = ("feed.atom", "feed.json", "feed.rss", "ninjs.json", "embed/")
OF_ALL_STORIES = (
    *("/feed.atom", "/feed.json?utm=1", "/feed.rss", "/sitemap.xml", "/sitemap-1.xml", "/sitemap-99.xml"),
    *(
        "/news-sitemap.xml",
        "/robots.txt",
        "/archive/",
        "/archive/2024/",
        "/archive/2024/13/",
        "/archive/1999/01/01/",
    ),
    *("/sections/nowhere/", "/bylines/nobody/", "/search/", "/oembed"),
)


def lists(server: Server, page: str) -> list[str]:
    """Lists of stories: all kinds, and parts of those to which this page and the archive lead."""
    months = re.findall(r'href="(/archive/[0-9]{4}/[0-9]{2}/)', server.get("/archive/").text)
    days = re.findall(r'href="(/archive/[0-9/]+/)', server.get(months[0]).text) if months else []
    led_to = {*re.findall(r'href="(/(?:sections|bylines)/[^"]+)"', page), *months[:1], *days[:2]}
    parts = [f"{way}?before={word}" for way in sorted(led_to) for word in ("", "nosuch", "%00", "a-b")]
    return [*OF_ALL_STORIES, *sorted(led_to), *parts]


def addresses(server: Server) -> list[str]:
    """Every kind of public address, with what may be asked at it; each once."""
    story = "/stories/launch/"
    page = server.get(story).text
    entries = re.findall(r'data-entry="([a-z0-9]+)"', page)
    version = int(re.search(r'data-version="([0-9]+)"', page)[1])  # type: ignore[index]
    epoch = re.search(r'data-epoch="([a-z0-9]+)"', page)[1]  # type: ignore[index]
    told: list[dict[str, Any]] = json.loads(server.get(f"{story}changes/?since=0").text)["entries"]
    withdrawn = next(entry["id"] for entry in told if entry["html"] is None)
    files = set(re.findall(r'(?:src|href)="(/(?:static|media)/[^"]+)"', page))
    asked = [f"since={since}" for since in (0, 1, version // 2, version - 1, version, version + 1, 10**30)]
    asked += [f"since={version}&epoch={epoch}", f"since={version - 1}&epoch={epoch}", "since=1&epoch=other"]
    asked += ["", "since=", "since=-1", "since=NaN", "since=1e9", "since=1&since=2", f"since={version}&utm=1"]
    every = [
        *(
            "/",
            "/?utm_source=post",
            story,
            f"{story}?utm_source=post",
            f"{story}?before=",
            f"{story}?before=%00",
        ),
        *(f"{story}?before={entries[-1]}", f"{story}?before={withdrawn}", f"{story}?before=nosuchentry"),
        *(f"{story}entries/{entries[3]}/", f"{story}entries/{withdrawn}/", f"{story}entries/nosuchentry/"),
        *(f"{story}changes/?{query}" for query in asked),
        *("/stories/launch", "/stories/sun-watching-satellite-launch/?utm=1", "/stories/nowhere/"),
        *("/stories/sun-watching-satellite-launch/changes/?since=1", "/stories/lakeside-pavilion-reopens/"),
        *(
            f"{story}?{query}"
            for query in ("order=oldest", f"after={entries[-1]}", "order=newest", "after=nosuch")
        ),
        *(f"{story}?order=oldest&after={entries[3]}", f"{story}?before={entries[3]}&after={entries[9]}"),
        *(f"{own}{way}" for own in (story, "/stories/gone-for-good/") for way in WAYS),
        *("/stories/gone/", "/stories/gone-for-good/", "/stories/gone-for-good/?order=oldest"),
        *("/stories/gone-for-good/entries/any/", "/stories/gone-for-good/changes/?since=1"),
        *lists(server, page),
        *("/stories/sun-watching-satellite-launch/feed.atom", "/stories/nowhere/feed.json"),
        *sorted(files),
    ]
    return list(dict.fromkeys(every))


def asked(server: Server, address: str, method: str = "GET", **headers: str) -> dict[str, Any]:
    """Status, headers and body of an answer, less what belongs to the moment."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port)
    connection.request(
        method, address, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )
    response = connection.getresponse()
    told = {name.lower(): value for name, value in response.getheaders() if name.lower() not in OF_THE_MOMENT}
    answer = {"status": response.status, "headers": told, "body": response.read()}
    connection.close()
    return answer


def by_django(server: Server, address: str, method: str = "GET", **headers: str) -> dict[str, Any]:
    """The same from Django's view: a request with a password goes past the newsstand, and Django looks at none."""
    return asked(server, address, method, authorization="Basic ZGVzazpkZXNr", **headers)


def test_every_public_address_answers_the_same_with_the_newsstand_and_without(
    covered: Server,
) -> None:
    differing, statuses = [], set()

    for address in addresses(covered):
        for method in ("GET", "HEAD"):
            expected = by_django(covered, address, method)
            statuses.add(expected["status"])
            # Once as it is made, and once as it is kept.
            if not expected == asked(covered, address, method) == asked(covered, address, method):
                differing.append((method, address))

    assert differing == []
    assert statuses == {200, 301, 400, 404, 410}


def test_who_has_it_already_is_answered_the_same_too(covered: Server) -> None:
    differing, statuses = [], set()

    for address in addresses(covered):
        headers = by_django(covered, address)["headers"]
        for known in filter(None, (headers.get("etag"), '"other"')):
            expected = by_django(covered, address, if_none_match=known)
            statuses.add(expected["status"])
            if expected != asked(covered, address, if_none_match=known):
                differing.append((address, known))

    assert differing == []
    assert {200, 304} <= statuses


def test_what_is_compressed_holds_the_same_and_says_so(covered: Server) -> None:
    compressed = 0

    for address in addresses(covered):
        plain = by_django(covered, address)
        small = asked(covered, address, accept_encoding="gzip")
        if small["headers"].pop("content-encoding", "") == "gzip":
            compressed += 1
            assert "accept-encoding" in small["headers"]["vary"].lower()
            assert small["headers"].pop("content-length") == str(len(small["body"]))
            small["headers"]["content-length"] = plain["headers"]["content-length"]
            small["body"] = gzip.decompress(small["body"])
        assert small == plain, address

    assert compressed > 10


def test_a_request_under_another_name_is_refused_with_the_newsstand_too(
    covered: Server,
) -> None:
    covered.get("/stories/launch/")

    refused = asked(covered, "/stories/launch/", host="evil.example")

    assert refused["status"] == 400
    assert refused == by_django(covered, "/stories/launch/", host="evil.example")
