"""Whatever is typed into the search is looked for, and never obeyed."""

import random

import pytest
from django.test import Client

from tests import factories
from tests.markup import page_of, texts

pytestmark = pytest.mark.django_db

ODD = [
    '"',
    '""',
    '"unclosed',
    "a\0b rain",
    "%00",
    "rain*",
    "^rain",
    "rain AND",
    "AND OR NOT",
    "NEAR(rain fair, 2)",
    "words: rain",
    "{words} : rain",
    "rain) OR (1=1",
    "rain' OR '1'='1",
    "'; DROP TABLE editorial_article; --",
    "rain & fair | !tide <-> x:*",
    "\\",
    "\\' rain",
    "-",
    "- - -",
    "-rain",
    '-"rain fair"',
    "--rain",
    '"-" rain',
    "+rain",
    "... !?",
    "“”",
    "the",
    "to be or not to be",
    '"to be"',
    "𝒓𝒂𝒊𝒏",
    "😀",
    "\u202erain",
    "雨",
    "مطر",
    "e\u0301\u0301\u0301",
    "%s %(q)s {0}",
    "rain " * 2_000,
    "x" * 10_000,
    '"' * 10_000,
    '"a" ' * 2_500,
    "-a " * 3_000,
    "\ufdfa" * 200,
]


@pytest.mark.parametrize("question", ODD, ids=lambda question: repr(question[:20]))
def test_odd_questions_get_an_answer(question: str, client: Client) -> None:
    factories.story(headline="Rain at the fair")

    answer = client.get("/search/", {"q": question})

    assert answer.status_code == 200


def test_random_questions_get_an_answer(client: Client) -> None:
    factories.story(headline="Rain at the fair")
    chance = random.Random(7)  # noqa: S311 (no secret)
    letters = "\"'-*^():{}+&|!<>\\%;,. \tanorxé\0\u0301\u202e😀"

    statuses = {
        client.get("/search/", {"q": "".join(chance.choices(letters, k=chance.randint(1, 30)))}).status_code
        for _number in range(150)
    }

    assert statuses == {200}


@pytest.mark.parametrize(
    "more",
    [
        {"from": "yesterday"},
        {"from": "2024-13-01"},
        {"to": "2024-02-30"},
        {"from": "2024-05-02", "to": "2024-05-01"},
        {"from": "99999-01-01"},
        {"to": "\0"},
    ],
)
def test_impossible_days_are_told_and_what_was_typed_stays(more: dict[str, str], client: Client) -> None:
    factories.story(headline="Rain at the fair")

    page = page_of(client.get("/search/", {"q": "rain", **more}))

    assert len(texts(page, ".//p[@class='fault']")) == (0 if "\0" in more.get("to", "") else 1)
    assert 'value="rain"' in client.get("/search/", {"q": "rain", **more}).content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "q=rain&from=0001-01-01&to=9999-12-31",
        "q=rain&page=-1",
        "q=rain&page=0",
        "q=rain&page=1e9",
        "q=rain&page=999999999999999999999",
        "q=rain&page=\u0663",
        "q=rain&kind=drafts",
        "q=rain&q=",
        "q=rain&section=" + "x" * 5_000,
        "q=rain&section=%00",
        "q=%FF%FE",
        "q[]=rain",
    ],
)
def test_odd_filters_are_passed_over(query: str, client: Client) -> None:
    factories.story(headline="Rain at the fair")

    assert client.get(f"/search/?{query}").status_code == 200


def test_a_question_of_common_words_alone_is_told_to_say_more(client: Client) -> None:
    factories.story(headline="The fair and the rain")

    page = page_of(client.get("/search/", {"q": "the and of"}))

    assert texts(page, ".//p[@class='fault']") == [
        "Every text holds these words, or none does. Add one that says what it is about."
    ]
