"""Posts and videos of other sites in texts: which links become cards, and what a card holds."""

import pytest
from django.test import Client

from editorial import richtext
from editorial.richtext.outside import PROVIDERS, outside_post
from tests import factories
from tests.markup import attributes, page_of, parsed, texts

VIDEO = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
NAME = "did:plc:z72i7hdynmk6r22z27h6tvur"
SPOKEN = "2takcwOaAZWiXQijPHIx7B"


@pytest.mark.parametrize(
    ("address", "frame"),
    [
        (VIDEO, "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1"),
        (f"{VIDEO}&t=42s&feature=share", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1"),
        ("https://youtu.be/dQw4w9WgXcQ?si=x_Y", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1"),
        ("https://m.youtube.com/shorts/dQw4w9WgXcQ", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1"),
        ("https://vimeo.com/76979871", "https://player.vimeo.com/video/76979871?dnt=1&autoplay=1"),
        ("https://dai.ly/x8mnop2", "https://geo.dailymotion.com/player.html?video=x8mnop2"),
        ("https://www.tiktok.com/@harbour/video/7106594312292453675", "https://www.tiktok.com/player/v1/7106594312292453675"),
        ("https://twitter.com/jack/status/20", "https://platform.twitter.com/embed/Tweet.html?id=20&dnt=true"),
        ("https://x.com/jack/status/20/photo/1?s=20", "https://platform.twitter.com/embed/Tweet.html?id=20&dnt=true"),
        ("https://www.instagram.com/reel/CxYz_12-aBc/?igsh=1", "https://www.instagram.com/p/CxYz_12-aBc/embed/captioned/"),
        (f"https://bsky.app/profile/{NAME}/post/3k43tv4rft22g", f"https://embed.bsky.app/embed/{NAME}/app.bsky.feed.post/3k43tv4rft22g"),
        ("https://mastodon.social/@Gargron/1", "https://mastodon.social/@Gargron/1/embed"),
        (f"https://open.spotify.com/intl-de/episode/{SPOKEN}", f"https://open.spotify.com/embed/episode/{SPOKEN}"),
    ],
)  # fmt: skip
def test_the_frame_of_a_post_is_read_off_its_link(address: str, frame: str) -> None:
    post = outside_post(address)

    assert post is not None
    assert post.frame == frame
    assert post.frame.startswith(f"{post.provider.frame_origin}/")


def test_however_much_a_link_says_it_is_read() -> None:
    marks = "".join(f"&utm_{number}=1" for number in range(40))

    post = outside_post(VIDEO + marks)

    assert post is not None
    assert post.frame == "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1"


@pytest.mark.parametrize(
    "address",
    [
        "https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ",
        "https://evilyoutube.com/watch?v=dQw4w9WgXcQ",
        "https://www.youtube.com@evil.example/watch?v=dQw4w9WgXcQ",
        "https://evil.example@www.youtube.com/watch?v=dQw4w9WgXcQ",
        "https://www.youtube.com:8443/watch?v=dQw4w9WgXcQ",
        "https://www.youtube.com\\@evil.example/watch?v=dQw4w9WgXcQ",
        "https://www.youtube.com./watch?v=dQw4w9WgXcQ",
        "https://www.yоutube.com/watch?v=dQw4w9WgXcQ",
        "https://www.youtube.com/redirect?q=https://evil.example&v=dQw4w9WgXcQ",
        "https://www.youtube.com/../watch?v=dQw4w9WgXcQ",
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ&v=aaaaaaaaaaa",
        'https://www.youtube.com/watch?v="onload=al',
        "https://www.youtube.com/watch?v=dQw4w9WgXc%22",
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ ",
        "https://www.youtube.com/watch",
        "https://youtu.be/dQw4w9WgXcQ/../../evil",
        "https://x.com/jack/status/20%2f..",
        "https://x.com/i/redirect?url=https://evil.example/status/20",
        "https://mastodon.evil.example/@Gargron/1",
        "https://mastodon.social/@Gargron/1/../../evil",
        "https://bsky.app/profile/some.handle/post/3k43tv4rft22g",
        "https://open.spotify.com/episode/../../evil",
        "//www.youtube.com/watch?v=dQw4w9WgXcQ",
        "javascript://www.youtube.com/watch?v=dQw4w9WgXcQ",
        f"{VIDEO}&x={'a' * 500}",
        "https://[www.youtube.com/watch?v=dQw4w9WgXcQ",
    ],
)
def test_what_only_looks_like_a_post_stays_a_link(address: str) -> None:
    post = outside_post(address)

    assert post is None


@pytest.mark.parametrize("written", [f"<p>{VIDEO}</p>", f'<p><a href="{VIDEO}">{VIDEO}</a></p>', VIDEO])
def test_a_paragraph_that_is_one_link_becomes_a_card_that_loads_nothing(written: str) -> None:
    text = richtext.clean(f"<p>Watch this.</p>\n\n{written}")

    card = parsed(richtext.expand(text, {}))

    assert attributes(card, ".//figure/a", "href") == [VIDEO]
    assert "Video on YouTube" in texts(card, ".//figure/a")[0]
    assert "may set cookies" in texts(card, ".//figure/figcaption")[0]
    assert not [
        element.tag for element in card.iter() if element.tag in {"iframe", "script", "img", "object"}
    ]
    assert not [element for element in card.iter() if "style" in element.attrib]


@pytest.mark.parametrize(
    "written",
    [
        f'<p>Watch <a href="{VIDEO}">this</a></p>',
        f"<blockquote><p>{VIDEO}</p></blockquote>",
        f"<ul><li>{VIDEO}</li></ul>",
        f"<p>{VIDEO}<br>{VIDEO}</p>",
        f"<h3>{VIDEO}</h3>",
        "<p>https://evil.example/watch?v=dQw4w9WgXcQ</p>",
    ],
)
def test_a_link_among_words_stays_where_it_is(written: str) -> None:
    text = richtext.clean(written)

    assert richtext.expand(text, {}) == text


def test_the_words_of_a_link_name_the_card_and_are_escaped() -> None:
    text = richtext.clean(f'<p><a href="{VIDEO}&amp;x=%22">1 &lt; 2 "&gt;</a></p>')

    card = parsed(richtext.expand(text, {}))

    assert attributes(card, ".//figure/a", "href") == [f"{VIDEO}&x=%22"]
    assert texts(card, ".//figure/a/span[@class='outside-title']") == ['1 < 2 ">']
    assert attributes(card, ".//figure/a", "data-title") == ['Video on YouTube: 1 < 2 ">']


def test_programs_get_the_link_and_plain_words() -> None:
    text = richtext.clean(f"<p>{VIDEO}</p>")

    for_feeds = richtext.expand(text, {}, photo_template="feeds/_photo.html")

    assert for_feeds == f'<p><a href="{VIDEO}">{VIDEO}</a></p>'
    assert richtext.plain(text) == VIDEO
    assert text == f"<p>{VIDEO}</p>"


@pytest.mark.django_db
def test_only_pages_with_stories_may_load_posts_and_those_of_allowed_providers_alone(client: Client) -> None:
    story = factories.story()
    entry = factories.entry(story, text=f"<p>{VIDEO}</p>")
    origins = {provider.frame_origin for provider in PROVIDERS}

    with_posts = [client.get(each.get_absolute_url()) for each in (story, entry)]
    others = [client.get(address) for address in ("/", "/nowhere/", "/admin/login/")]

    for answer in with_posts:
        assert _frames_allowed(answer["Content-Security-Policy"]) == origins
        assert page_of(answer).find(".//figure[@class='outside outside-wide']/a") is not None
    assert [_frames_allowed(answer["Content-Security-Policy"]) for answer in others] == [set()] * 3
    assert all(origin.startswith("https://") and "*" not in origin for origin in origins)


def _frames_allowed(policy: str) -> set[str]:
    parts = [part.split() for part in policy.split(";")]
    return {source for name, *sources in parts if name == "frame-src" for source in sources}
