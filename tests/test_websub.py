"""The hub hears of changed feeds after the commit, from the server, and nobody waits for it."""

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from tests import factories
from tests.formats import atom_root, json_feed_of, rss_of
from tests.hub import hub
from tests.serving import copy_of, manage, serving

STORY = """
from django.contrib.auth.models import User
from editorial import publishing
desk = User.objects.get()
for name in ("Rain", "Sunshine"):
    story = publishing.create_story(by=desk, headline=name, slug=name.lower())
    publishing.set_status(story, "live", by=desk)
"""
POST = """
from django.contrib.auth.models import User
from editorial import publishing
from editorial.models import Article
publishing.post_entry(
    Article.objects.get(slug="rain"), by=User.objects.get(), heading="The gates open", text="<p>At last.</p>"
)
"""
SITE = "http://news.example"


def newsroom_with_stories(newsroom: Path, folder: Path) -> Path:
    data = copy_of(newsroom, folder / "newsroom")
    run(STORY, data)
    return data


def run(code: str, data: Path) -> None:
    """Do this in a process of its own, as scripts and wires do."""
    done = manage("shell", "--no-imports", "-c", code, data=data)
    assert done.returncode == 0, done.stderr


def test_the_hub_is_told_which_feeds_changed_and_of_no_others(newsroom: Path, tmp_path: Path) -> None:
    data = newsroom_with_stories(newsroom, tmp_path)

    with hub("takes") as running, serving(data, WEBSUB_HUB=running.address, SITE_URL=SITE):
        running.wait_for(f"takes publish {SITE}/stories/rain/feed.rss")  # at the start: what is live
        at_the_start = set(running.told)
        run(POST, data)
        running.wait_for(f"takes publish {SITE}/stories/rain/feed.rss")
        told = running.told

    ends = ("feed.atom", "feed.json", "feed.rss")
    of_all, of_rain, of_sunshine = (
        {f"publish {SITE}/{folder}{end}" for end in ends}
        for folder in ("", "stories/rain/", "stories/sunshine/")
    )
    assert at_the_start == of_all | of_rain | of_sunshine
    assert sorted(told[9:]) == sorted(of_all | of_rain)


def test_a_hub_that_refuses_is_told_again_until_it_takes_the_word(newsroom: Path, tmp_path: Path) -> None:
    data = newsroom_with_stories(newsroom, tmp_path)

    with hub("refuses") as running, serving(data, WEBSUB_HUB=running.address, SITE_URL=SITE) as server:
        server.read_log_until("The hub of the feeds cannot be told of news: the hub answered 503")
        running.wait_for(f"takes publish {SITE}/feed.atom")
        server.read_log_until("The hub of the feeds answers again")
        log = server.log

    assert log.count("cannot be told of news") == 1


def test_nobody_waits_for_a_hub_that_hangs(newsroom: Path, tmp_path: Path) -> None:
    data = newsroom_with_stories(newsroom, tmp_path)

    with hub("hangs") as running, serving(data, WEBSUB_HUB=running.address, SITE_URL=SITE) as server:
        running.wait_for("hangs publish")
        run(POST, data)
        page = server.get("/stories/rain/", Host="news.example").text
        server.process.terminate()
        server.process.wait(60)

    assert "The gates open" in page
    assert server.process.returncode in {0, -15}


def test_of_two_servers_on_one_machine_one_tells_the_hub(newsroom: Path, tmp_path: Path) -> None:
    data = newsroom_with_stories(newsroom, tmp_path)

    with hub("takes") as running, serving(data, WEBSUB_HUB=running.address, SITE_URL=SITE):
        running.wait_for(f"takes publish {SITE}/stories/rain/feed.rss")
        with serving(data, WEBSUB_HUB=running.address, SITE_URL=SITE):
            run(POST, data)
            running.wait_for(f"takes publish {SITE}/stories/rain/feed.rss")
            told = running.told

    assert len(told) == 9 + 6


@pytest.mark.django_db
@pytest.mark.one_database
def test_feeds_name_the_hub_where_there_is_one(client: Client, settings: Settings) -> None:
    at = factories.story().get_absolute_url()
    without = client.get(f"{at}feed.atom")

    settings.WEBSUB_HUB = "https://hub.example/?a=1&b=2"
    atom = client.get(f"{at}feed.atom")

    assert "Link" not in without
    assert "hub" not in {link.get("rel") for link in atom_root(without).iter("{*}link")}
    links = {link.get("rel"): link.get("href") for link in atom_root(atom).iterfind("{*}link")}
    assert links["hub"] == "https://hub.example/?a=1&b=2"
    assert links["self"] == f"{settings.SITE_URL}{at}feed.atom"
    assert atom["Link"] == f'<https://hub.example/?a=1&b=2>; rel="hub", <{links["self"]}>; rel="self"'
    assert json_feed_of(client.get("/feed.json"))["hubs"] == [{"type": "WebSub", "url": links["hub"]}]
    assert links["hub"] in [link.href for link in rss_of(client.get("/feed.rss")).feed.links]
