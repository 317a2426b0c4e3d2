"""The server is killed at any moment: what it acknowledged is kept, what is sent again is there once, readers go on."""

import random
import threading
import time
from pathlib import Path

import pytest
from django.contrib.auth.models import User

from editorial.models import Article
from editorial.models.recorded import new_public_id
from tests import factories
from tests.promise_editor import Browser, Editor, Unanswered
from tests.promise_reader import Crowd, FaultyLine, Reader
from tests.promise_script import Scripts, differences_on_screen, scripts
from tests.promise_served import Newsroom, drawn_seed, newsroom
from tests.streaming import reading_aside

pytestmark = pytest.mark.django_db(transaction=True)

# How long after an answer the server may live on: long enough for all that happens until the next.
LONGEST_SECONDS = 0.15
EDITORS = 2
READERS = 6
FAULTY = "tests.faulty_asgi:application"


@pytest.fixture
def by(transactional_db: None) -> User:
    """Who writes."""
    return factories.editor()


@pytest.fixture
def story(by: User) -> Article:
    """A live story."""
    return factories.story(by=by)


def kill_now_and_then(newsroom: Newsroom, editors: list[Editor], chance: random.Random, kills: int) -> None:
    """Kill the server that often, each time some answers and a moment after it began, and begin it anew."""
    news = editors[0].news
    for _time in range(kills):
        goal = sum(editor.check() for editor in editors) + chance.randint(0, 3)
        with news:
            news.wait_for(lambda goal=goal: sum(editor.check() for editor in editors) >= goal)  # type: ignore[misc]
        time.sleep(chance.uniform(0, LONGEST_SECONDS))  # no event is waited for: it is to be any moment
        newsroom.kill()
        newsroom.begin()


def readers_of(story: Article, pages: Scripts, newsroom: Newsroom) -> list[Reader]:
    """Readers on lines that do no harm, every other one with a stream."""
    readers = []
    for number in range(READERS):
        line = FaultyLine(random.Random(number), is_quiet=True)  # noqa: S311 (no secret)
        readers.append(Reader(story.slug, pages.new_page(), newsroom.port, line))
        readers[-1].has_stream = number % 2 == 0
    return readers


@pytest.mark.parametrize("kills", [10, pytest.param(200, marks=pytest.mark.long)])
def test_nothing_acknowledged_is_lost_nothing_sent_again_is_doubled_and_readers_go_on(
    by: User, story: Article, tmp_path: Path, kills: int
) -> None:
    chance, news = random.Random(drawn_seed()), threading.Condition()  # noqa: S311 (no secret)

    with newsroom(tmp_path) as serving, scripts() as pages, reading_aside() as aside:
        editors = [Editor(Browser(by, serving.port), story, news) for _number in range(EDITORS)]
        crowd = Crowd(readers_of(story, pages, serving), aside)
        serving.begin()
        for editor in editors:
            editor.start()
        kill_now_and_then(serving, editors, chance, kills)
        for editor in editors:
            editor.finish()
        last = Article.objects.get(pk=story.pk).version
        kept = list(story.entries.published().values_list("version", "submission_token").order_by("version"))
        crowd.settle({story.slug: last + 1})
        factories.entry(story, by=by)
        crowd.wait()
        left = [fault for reader in crowd.readers for fault in differences_on_screen(reader.page, story)]

    acknowledged = [token for editor in editors for token in editor.acknowledged]
    assert sorted(token or "" for _version, token in kept) == sorted(acknowledged)
    assert [version for version, _token in kept] == list(range(story.version + 1, last + 1))
    assert left == []
    assert any(editor.unanswered for editor in editors), "no kill came between a form and its answer"


@pytest.mark.parametrize(
    ("fault", "is_same_form", "kept", "in_the_end"),
    [
        ("dies_before_the_commit", True, 0, 1),
        ("dies_after_the_commit", True, 1, 1),
        ("dies_after_the_commit", False, 1, 2),
    ],
)
def test_the_token_of_a_form_that_got_no_answer_keeps_the_second_sending_from_making_a_second_entry(
    by: User, story: Article, tmp_path: Path, fault: str, is_same_form: bool, kept: int, in_the_end: int
) -> None:
    with newsroom(tmp_path, FAULT=fault) as serving:
        serving.begin(FAULTY)
        browser = Browser(by, serving.port)
        form = browser.opened_form(story, "The gates open")
        with pytest.raises(Unanswered):
            browser.send(form)
        serving.kill()
        found = story.entries.published().count()
        serving.begin()
        browser.send(form if is_same_form else form | {"token": new_public_id()})

    assert found == kept
    assert story.entries.published().count() == in_the_end
