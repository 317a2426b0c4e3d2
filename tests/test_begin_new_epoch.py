"""After a backup was restored, no page goes on counting in a history that is gone."""

import pytest
from django.core.management import call_command
from django.test import Client

from tests import factories

pytestmark = pytest.mark.django_db


def test_pages_that_show_more_than_the_restored_copy_knows_are_loaded_again(client: Client) -> None:
    story = factories.story()
    address = f"/stories/{story.slug}/changes/?since={story.version}&epoch={story.epoch}"

    call_command("begin_new_epoch")

    answer = client.get(address).json()
    story.refresh_from_db()
    assert answer == {"epoch": story.epoch, "to": story.version, "reload": True}


def test_every_story_begins_its_own_also_one_that_is_not_out_yet() -> None:
    stories = [factories.story(), factories.story("draft"), factories.story("ended")]
    before = [story.epoch for story in stories]

    call_command("begin_new_epoch")

    for story, epoch in zip(stories, before, strict=True):
        story.refresh_from_db()
        assert story.epoch != epoch
