"""What search engines are told of stories, and what robots are asked."""

import datetime
from datetime import timedelta
from urllib.robotparser import RobotFileParser

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from editorial.models import Article
from editorial.reader.feeds import sitemaps
from tests import factories
from tests.formats import SITEMAP, locations, sitemap_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
IMAGE = "{http://www.google.com/schemas/sitemap-image/1.1}"


def address_of(story: Article, settings: Settings) -> str:
    return f"{settings.SITE_URL}{story.get_absolute_url()}"


def test_the_sitemap_names_every_story_with_its_last_change_and_its_photo(
    client: Client, settings: Settings
) -> None:
    first = factories.story(lead_photo=factories.photo(alternative_text="A rocket"))
    second = factories.story("published")
    factories.story("draft")
    factories.entry(first)

    root = sitemap_of(client.get("/sitemap.xml"))

    first.refresh_from_db()
    assert locations(root) == [address_of(first, settings), address_of(second, settings)]
    changed = datetime.datetime.fromisoformat(root[0].findtext(f"{SITEMAP}lastmod"))
    assert changed == first.updated_at
    [picture] = (each.text for each in root.iter(f"{IMAGE}loc"))
    assert picture.startswith(f"{settings.SITE_URL}/media/renditions/")


def test_more_stories_than_fit_into_one_file_are_told_in_several(
    client: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemaps, "PART", 2)
    stories = [factories.story() for _number in range(3)]

    files = locations(sitemap_of(client.get("/sitemap.xml"), "siteindex.xsd"))

    assert files == [f"{settings.SITE_URL}/sitemap-{number}.xml" for number in (1, 2)]
    told = [locations(sitemap_of(client.get(file.removeprefix(settings.SITE_URL)))) for file in files]
    addresses = [address_of(story, settings) for story in stories]
    assert told == [addresses[:2], addresses[2:]]
    assert client.get("/sitemap-3.xml").status_code == client.get("/sitemap-0.xml").status_code == 404


def test_the_news_sitemap_names_the_stories_of_two_days(client: Client, settings: Settings) -> None:
    old = factories.story(headline="Old")
    new = factories.story(headline="New & <bold>", language="zh-Hant")
    Article.objects.filter(pk=old.pk).update(published_at=timezone.now() - timedelta(days=2))
    almost = factories.story(headline="Almost old")
    Article.objects.filter(pk=almost.pk).update(published_at=timezone.now() - timedelta(hours=47))

    root = sitemap_of(client.get("/news-sitemap.xml"))

    assert locations(root) == [address_of(new, settings), address_of(almost, settings)]
    assert [each.text for each in root.iter(f"{NEWS}title")] == ["New & <bold>", "Almost old"]
    assert [each.text for each in root.iter(f"{NEWS}language")] == ["zh-tw", "en"]
    assert {each.text for each in root.iter(f"{NEWS}name")} == {"The Meridian"}
    published = datetime.datetime.fromisoformat(next(root.iter(f"{NEWS}publication_date")).text)
    assert published == new.published_at


def test_robots_find_the_sitemaps_and_leave_the_desk_alone(client: Client, settings: Settings) -> None:
    rules = RobotFileParser()

    rules.parse(client.get("/robots.txt").content.decode().splitlines())

    assert rules.site_maps() == [f"{settings.SITE_URL}/{name}.xml" for name in ("sitemap", "news-sitemap")]
    closed = ("/admin/", "/admin/login/", "/preview/abc/", "/search/?q=rain")
    assert not any(rules.can_fetch("Googlebot", address) for address in closed)
    opened = ("/", "/stories/rain/", "/stories/rain/feed.atom", "/media/renditions/a.jpg", "/sitemap.xml")
    assert all(rules.can_fetch("Googlebot", address) for address in opened)
