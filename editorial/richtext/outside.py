"""Posts and videos of other sites: which links are shown in their place, and from where a reader's click loads them.

Everything is read off the link: nothing is fetched. What does not fit a pattern wholly stays the link it is.
"""

import re
from dataclasses import dataclass, replace
from functools import partial
from urllib.parse import parse_qs, urlsplit

VIDEO, POST, SOUND = "video", "post", "sound"
# What a link of a provider may hold beside what names the post: marks by which it was shared.
LONGEST_LINK = 500
_ORDINARY = re.compile(r"https?://[!-~]+")


@dataclass(frozen=True)
class Provider:
    """A site whose posts are shown. A link leads to one if its host is one of `hosts` and its path fits `path`.

    `frame` is the address of the post alone, with the pattern's groups for `{}`; `kind` tells what it is and `shape`
    what room it needs (outside.css). `query` is the parameter that holds the name where the path does not. `referrer`
    says what the provider is told of our page: nothing, unless it refuses to play otherwise.
    """

    name: str
    hosts: frozenset[str]
    path: re.Pattern[str]
    frame: str
    kind: str = VIDEO
    shape: str = "outside-wide"
    query: str = ""
    referrer: str = "no-referrer"

    @property
    def frame_origin(self) -> str:
        """The site that the frame loads, for the page's policy."""
        parts = urlsplit(self.frame)
        return f"{parts.scheme}://{parts.netloc}"

    def frame_of(self, host: str, path: str, query: str) -> str:
        """The frame of the post at this address; empty where it is none of this provider's."""
        found = self.path.fullmatch(path) if host in self.hosts else None
        if not found:
            return ""
        names = found.groups() if not self.query else _named(self.query, query)
        return self.frame.format(*names) if names else ""


@dataclass(frozen=True)
class OutsidePost:
    """A post or video that a link leads to. `frame` is loaded only when a reader asks for it."""

    provider: Provider
    address: str
    frame: str


def _named(parameter: str, query: str) -> list[str]:
    """The one name that the parameter holds."""
    named = parse_qs(query).get(parameter, [])
    return named if len(named) == 1 and _YOUTUBE_NAME.fullmatch(named[0]) else []


def _hosts(*names: str) -> frozenset[str]:
    return frozenset(names)


_YOUTUBE_NAME = re.compile(r"[A-Za-z0-9_-]{11}")
_youtube = partial(
    Provider,
    "YouTube",
    _hosts("youtube.com", "www.youtube.com", "m.youtube.com"),
    frame="https://www.youtube-nocookie.com/embed/{}?autoplay=1",
    referrer="strict-origin-when-cross-origin",  # it plays for sites only that it is told the name of
)

PROVIDERS = (
    _youtube(path=re.compile(r"/watch/?"), query="v"),
    _youtube(path=re.compile(r"/(?:live|embed|v)/([A-Za-z0-9_-]{11})/?")),
    _youtube(path=re.compile(r"/shorts/([A-Za-z0-9_-]{11})/?"), shape="outside-tall"),
    replace(_youtube(path=re.compile(r"/([A-Za-z0-9_-]{11})/?")), hosts=_hosts("youtu.be")),
    Provider(
        "Vimeo",
        _hosts("vimeo.com", "www.vimeo.com"),
        re.compile(r"/(?:channels/[a-z0-9_-]{1,64}/)?([0-9]{4,12})/?"),
        "https://player.vimeo.com/video/{}?dnt=1&autoplay=1",
    ),
    Provider(
        "Dailymotion",
        _hosts("dailymotion.com", "www.dailymotion.com"),
        re.compile(r"/video/([a-z0-9]{5,12})/?"),
        "https://geo.dailymotion.com/player.html?video={}",
    ),
    Provider(
        "Dailymotion",
        _hosts("dai.ly"),
        re.compile(r"/([a-z0-9]{5,12})/?"),
        "https://geo.dailymotion.com/player.html?video={}",
    ),
    Provider(
        "TikTok",
        _hosts("tiktok.com", "www.tiktok.com"),
        re.compile(r"/@[A-Za-z0-9_.]{1,32}/video/([0-9]{10,24})/?"),
        "https://www.tiktok.com/player/v1/{}",
        shape="outside-tall",
    ),
    Provider(
        "X",
        _hosts("x.com", "www.x.com", "mobile.x.com", "twitter.com", "www.twitter.com", "mobile.twitter.com"),
        re.compile(r"/[A-Za-z0-9_]{1,20}/status/([0-9]{1,24})/?(?:(?:photo|video)/[1-9])?/?"),
        "https://platform.twitter.com/embed/Tweet.html?id={}&dnt=true",
        kind=POST,
        shape="outside-post",
    ),
    Provider(
        "Instagram",
        _hosts("instagram.com", "www.instagram.com"),
        re.compile(r"(?:/[A-Za-z0-9_.]{1,30})?/(?:p|reel|tv)/([A-Za-z0-9_-]{5,40})/?"),
        "https://www.instagram.com/p/{}/embed/captioned/",
        kind=POST,
        shape="outside-post",
    ),
    Provider(
        "Bluesky",
        _hosts("bsky.app"),
        re.compile(r"/profile/(did:plc:[a-z2-7]{24})/post/([a-z0-9]{10,20})/?"),
        "https://embed.bsky.app/embed/{}/app.bsky.feed.post/{}",
        kind=POST,
        shape="outside-post",
    ),
    *(
        Provider(
            "Mastodon",
            _hosts(instance),
            re.compile(r"/(@[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9.-]{1,255})?)/([0-9]{1,24})/?"),
            f"https://{instance}/{{}}/{{}}/embed",
            kind=POST,
            shape="outside-post",
        )
        for instance in ("mastodon.social", "mastodon.online", "journa.host")
    ),
    Provider(
        "Spotify",
        _hosts("open.spotify.com"),
        re.compile(r"(?:/intl-[a-z]{2})?/((?:album|artist|episode|playlist|show|track)/[A-Za-z0-9]{22})/?"),
        "https://open.spotify.com/embed/{}",
        kind=SOUND,
        shape="outside-sound",
    ),
)
FRAME_ORIGINS = sorted({provider.frame_origin for provider in PROVIDERS})


def outside_post(address: str) -> OutsidePost | None:
    """The post that this link leads to, if it is one of an allowed provider, and nothing about it is odd."""
    if len(address) > LONGEST_LINK or not _ORDINARY.fullmatch(address):
        return None
    try:
        parts = urlsplit(address)
    except ValueError:  # brackets that do not match
        return None
    # The whole of it: neither a user's name nor a port, which a host by itself would not show.
    host = parts.netloc.lower()
    frames = ((each, each.frame_of(host, parts.path, parts.query)) for each in PROVIDERS)
    return next((OutsidePost(each, address, frame) for each, frame in frames if frame), None)
