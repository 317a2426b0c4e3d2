"""The lines for other sites, on a story's page at the desk."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from editorial import publishing
from editorial.models import Article
from tests import factories
from tests.markup import one, page_of, parsed
from tests.test_embed import embed_of, embeddable

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def form_of(story: Article) -> str:
    """The address of the story's form."""
    return reverse("admin:editorial_article_change", args=[story.pk])


def test_an_editor_finds_the_lines_that_a_partner_pastes(client: Client) -> None:
    story = embeddable(headline='Rain "stops" <play>')
    client.force_login(factories.editor())

    page = page_of(client.get(form_of(story)))

    script = one(parsed(one(page, ".//textarea[@id='embedding-script']").text or ""), ".//script").attrib
    frame = one(parsed(one(page, ".//textarea[@id='embedding-frame']").text or ""), ".//iframe").attrib
    address = settings.SITE_URL + embed_of(story)
    assert (script["src"], script["data-story"]) == (
        f"{settings.SITE_URL}/static/editorial/embed.js",
        address,
    )
    assert (frame["src"], frame["title"]) == (address, 'Rain "stops" <play> – The Meridian')
    assert client.get(script["src"].removeprefix(settings.SITE_URL)).status_code == 200


def test_there_are_none_where_no_other_site_may_show_the_story(client: Client) -> None:
    client.force_login(factories.editor())
    before = factories.story()
    pages = [client.get(form_of(before)).text]
    closed, gone = embeddable(is_embeddable=False), embeddable()
    publishing.take_down_story(gone, by=factories.editor(), reason="A court said so.")
    stories = (closed, gone, factories.story("draft"))

    pages += [client.get(form_of(story)).text for story in stories]

    assert not [page for page in pages if "embedding-script" in page]
    assert client.get(reverse("admin:editorial_article_add")).status_code == 200
