"""What can be asked at each address of the desk, and by whom: the cases of the matrix, after the roles of the house."""

from typing import Any

from editorial.admin import incoming
from tests.matrix import ADMINISTRATORS, DESKS, EDITORS, EVERYONE, NOBODY, Case, World

LIVE = "editorial_article_live"


def at(*path: str) -> Any:
    """The arguments of an address: the keys of what these names lead to in the world."""
    return lambda world: [_key(world, name) for name in path]


def _key(world: World, name: str) -> Any:
    if name.startswith("="):
        return name[1:]
    owner, _dot, status = name.partition(".")
    found = getattr(world, owner)
    return found[status].pk if status else found.pk


def of(name: str, *more: str) -> Any:
    """The arguments of an address of an entry at the live desk."""
    owner, _dot, status = name.partition(".")
    return lambda world: [world.story.pk, getattr(world, owner)[status].public_id, *more]


def sends(**fields: Any) -> Any:
    """What is posted."""
    return lambda _world: fields


def form(row: str, /, **fields: Any) -> Any:
    """What is posted of a form that was opened just now."""

    def filled(world: World) -> dict[str, Any]:
        owner, _dot, status = row.partition(".")
        opened = getattr(world, owner)[status] if status else getattr(world, owner)
        opened.refresh_from_db()
        return {"seen": opened.revision, **fields}

    return filled


def begun(world: World) -> list[Any]:
    """The address of a photo that the person began to send."""
    return [incoming.begin(world.person, "a.jpg", 10).key]


def new_agencies(world: World) -> Any:
    """The lists by which credits are read, with the rest of the record from those whose form has it."""
    rest = NEWSROOM if world.person.is_superuser else {}
    return form("newsroom", agencies="AFP", distributors="Alamy", **rest)(world)


WORDS = {"heading": "The gates open", "text": "<p>At noon.</p>"}
STORY = {
    "headline": "The fair",
    "slug": "the-fair",
    "time_zone": "Europe/London",
    "coverage_started_at": "2024-05-30 15:12",
}
PERSON = {"username": "newcomer", "usable_password": "false", "password1": "", "password2": ""}
NEWSROOM = {
    "name": "The Quay",
    "language": "en-gb",
    "clock_style": "24",
    "correction_grace_minutes": "5",
}


def linked(world: World) -> list[Any]:
    """The address of the link to a preview."""
    return [world.story.pk, world.link.public_id]


def listed(kind: str, allowed: frozenset[str], done: int = 200) -> Case:
    """The list of this kind."""
    return Case(f"{kind}_changelist", "see the list", allowed, done=done)


def _pages(
    kind: str, seen_by: frozenset[str], written_by: frozenset[str], fields: dict[str, str]
) -> list[Case]:
    page = f"editorial_{kind}"
    return [
        listed(page, seen_by),
        Case(f"{page}_add", "add one", written_by, data=sends(**fields), done=302),
        Case(f"{page}_change", "look", seen_by, at(kind)),
        Case(f"{page}_change", "change", written_by, at(kind), form(kind, **fields), done=302),
        Case(f"{page}_history", "read the record", seen_by, at(kind)),
        Case(f"{page}_delete", "delete", NOBODY, at(kind), sends(post="yes")),
    ]


LIVE_DESK = [
    Case(LIVE, "open the desk", EVERYONE, at("story")),
    Case(f"{LIVE}_timeline", "read the timeline", EVERYONE, at("story")),
    Case(f"{LIVE}_changes", "hear of changes", EVERYONE, at("story")),
    Case(f"{LIVE}_stream", "the stream is served elsewhere", NOBODY, at("story")),
    Case(f"{LIVE}_token", "get a token", EVERYONE, at("story")),
    Case(f"{LIVE}_unsent", "get back what was kept", EVERYONE, at("story")),
    Case(f"{LIVE}_unsent", "keep words", EVERYONE, at("story"), sends(key="k1", window="w1", content="{}")),
    Case(f"{LIVE}_unsent_drop", "give words up", EVERYONE, at("story"), sends(key="k1")),
    Case(f"{LIVE}_presence", "be present", EVERYONE, at("story"), sends(window="w1")),
    Case(f"{LIVE}_take_down", "take the story down", EDITORS, at("story"), sends(reason="A court order")),
    Case(f"{LIVE}_put_back", "put it back", EDITORS, at("story"), sends()),
    Case(f"{LIVE}_entries", "write a draft", EVERYONE, at("story"), sends(**WORDS, _draft="1")),
    Case(f"{LIVE}_entries", "submit", EVERYONE, at("story"), sends(**WORDS, _submit="1")),
    Case(f"{LIVE}_entries", "publish", EDITORS, at("story"), sends(**WORDS, _publish="1")),
    Case(
        f"{LIVE}_entries",
        "schedule",
        EDITORS,
        at("story"),
        sends(**WORDS, published_at="2099-01-01 10:00", _publish="1"),
    ),
    Case(
        f"{LIVE}_entries",
        "set time on a draft",
        EDITORS,
        at("story"),
        sends(**WORDS, published_at="10:00", _draft="1"),
    ),
    Case(f"{LIVE}_entries", "pin", EDITORS, at("story"), sends(**WORDS, is_pinned="on", _draft="1")),
    Case(f"{LIVE}_entries", "mark", EDITORS, at("story"), sends(**WORDS, is_key_event="on", _draft="1")),
    Case(
        f"{LIVE}_entries",
        "give a byline",
        EDITORS,
        at("story"),
        lambda world: {**WORDS, "bylines_0": world.byline.pk, "_draft": "1"},
    ),
    Case(f"{LIVE}_entry", "open one's draft", EVERYONE, of("own.draft")),
    Case(f"{LIVE}_entry", "open one's submitted entry", EVERYONE, of("own.submitted")),
    Case(f"{LIVE}_entry", "open another's draft", EDITORS, of("others.draft")),
    Case(f"{LIVE}_entry", "open a published entry", EDITORS, of("others.published")),
    Case(f"{LIVE}_entry", "edit one's draft", EVERYONE, of("own.draft"), form("own.draft", **WORDS)),
    Case(
        f"{LIVE}_entry",
        "edit what one submitted",
        EVERYONE,
        of("own.submitted"),
        form("own.submitted", **WORDS),
    ),
    Case(f"{LIVE}_entry", "edit another's draft", EDITORS, of("others.draft"), form("others.draft", **WORDS)),
    Case(
        f"{LIVE}_entry",
        "edit what is out",
        EDITORS,
        of("others.published"),
        form("others.published", **WORDS),
    ),
    Case(
        f"{LIVE}_entry",
        "correct",
        EDITORS,
        of("others.published"),
        form("others.published", **WORDS, correction="Not at ten."),
    ),
    Case(
        f"{LIVE}_entry",
        "publish one's draft",
        EDITORS,
        of("own.draft"),
        form("own.draft", **WORDS, _publish="1"),
    ),
    Case(f"{LIVE}_history", "read the record", EVERYONE, of("others.published")),
    Case(f"{LIVE}_step", "submit one's draft", EVERYONE, of("own.draft", "submit"), sends()),
    Case(f"{LIVE}_step", "take back what one submitted", EVERYONE, of("own.submitted", "draft"), sends()),
    Case(f"{LIVE}_step", "discard one's draft", EVERYONE, of("own.draft", "discard"), sends()),
    Case(f"{LIVE}_step", "submit another's draft", EDITORS, of("others.draft", "submit"), sends()),
    Case(f"{LIVE}_step", "discard another's draft", EDITORS, of("others.draft", "discard"), sends()),
    Case(f"{LIVE}_step", "publish one's draft", EDITORS, of("own.draft", "publish"), sends()),
    Case(f"{LIVE}_step", "publish what waits", EDITORS, of("others.submitted", "publish"), sends()),
    Case(f"{LIVE}_step", "send back", EDITORS, of("own.submitted", "send_back"), sends(note="Who?")),
    Case(f"{LIVE}_step", "pin", EDITORS, of("others.published", "pin"), sends()),
    Case(f"{LIVE}_step", "unpin", EDITORS, of("others.published", "unpin"), sends()),
    Case(f"{LIVE}_step", "mark", EDITORS, of("others.published", "key"), sends()),
    Case(f"{LIVE}_step", "unmark", EDITORS, of("others.published", "unkey"), sends()),
    Case(f"{LIVE}_step", "withdraw", EDITORS, of("others.published", "withdraw"), sends(reason="No")),
    Case(f"{LIVE}_step", "restore", EDITORS, of("others.withdrawn", "restore"), sends()),
]

LIVE_DESK += [
    Case(f"{LIVE}_story", "change the headline", EDITORS, at("story"), form("story", headline="The fair")),
    Case(f"{LIVE}_status", "end coverage", EDITORS, at("story"), sends(status="ended")),
    Case(f"{LIVE}_previews", "see the links", EVERYONE, at("story")),
    Case(f"{LIVE}_previews", "make a link", EDITORS, at("story"), sends(hours="1")),
    Case(f"{LIVE}_preview_revoke", "revoke a link", EDITORS, linked, sends()),
]
STORIES = [
    listed("editorial_article", EVERYONE),
    Case("editorial_article_add", "open the form", EDITORS),
    Case("editorial_article_add", "create a story", EDITORS, data=sends(**STORY, _save="1"), done=302),
    Case("editorial_article_change", "look", EVERYONE, at("story")),
    Case("editorial_article_change", "edit", EDITORS, at("story"), form("story", **STORY), done=302),
    Case(
        "editorial_article_change", "end", EDITORS, at("story"), form("story", **STORY, _step_ended="1"), 302
    ),
    Case("editorial_article_history", "read the record", EVERYONE, at("story")),
    Case("editorial_article_take_down", "be asked why", EDITORS, at("story")),
    Case("editorial_article_take_down", "take it down", EDITORS, at("story"), sends(reason="An order"), 302),
    Case("editorial_article_put_back", "put it back", EDITORS, at("story"), sends(), 302),
    Case("editorial_article_delete", "delete", NOBODY, at("story"), sends(post="yes")),
]
ENTRIES = [
    listed("editorial_liveentry", EVERYONE),
    Case("editorial_liveentry_add", "open the form", EVERYONE),
    Case("editorial_liveentry_change", "look", EVERYONE, at("others.published")),
    Case(
        "editorial_liveentry_change",
        "edit what is out",
        EDITORS,
        at("others.published"),
        form("others.published", **WORDS),
        done=302,
    ),
    Case(
        "editorial_liveentry_change",
        "edit one's draft",
        EVERYONE,
        at("own.draft"),
        form("own.draft", **WORDS),
        done=302,
    ),
    Case("editorial_liveentry_history", "read the record", EVERYONE, at("others.published")),
    Case(
        "editorial_liveentry_delete", "discard one's draft", EVERYONE, at("own.draft"), sends(post="yes"), 302
    ),
    Case(
        "editorial_liveentry_delete",
        "discard another's draft",
        EDITORS,
        at("others.draft"),
        sends(post="yes"),
        done=302,
    ),
    Case(
        "editorial_liveentry_delete", "delete what is out", NOBODY, at("others.published"), sends(post="yes")
    ),
]
LIBRARY = [
    listed("editorial_image", EVERYONE),
    Case("editorial_image_choose", "choose a photo", EVERYONE),
    Case("editorial_image_checks", "read what is to be seen to", EVERYONE),
    Case("editorial_image_checks", "hold the storage against the library", DESKS, data=sends()),
    Case("editorial_image_add", "open the form", EVERYONE),
    Case("editorial_image_add_photos", "bring many at once", EVERYONE),
    Case("editorial_image_add_photos_token", "get a token", EVERYONE),
    Case("editorial_image_discard", "throw one's own away", EVERYONE, at("own_photo"), sends()),
    Case("editorial_image_discard", "throw another's away", DESKS, at("photo"), sends()),
    Case("editorial_image_change", "look", EVERYONE, at("photo")),
    Case(
        "editorial_image_change",
        "describe one's own",
        EVERYONE,
        at("own_photo"),
        form("own_photo", caption="B", focal_x="0.5", focal_y="0.5"),
        302,
    ),
    Case(
        "editorial_image_change",
        "describe another's",
        DESKS,
        at("photo"),
        form("photo", caption="B", focal_x="0.5", focal_y="0.5"),
        302,
    ),
    Case(
        "editorial_image_change",
        "set rights",
        DESKS,
        at("own_photo"),
        form("own_photo", copyright_notice="B", focal_x="0.5", focal_y="0.5"),
        302,
    ),
    Case("editorial_image_history", "read the record", EVERYONE, at("photo")),
    Case("editorial_image_delete", "delete", NOBODY, at("photo"), sends(post="yes")),
    Case("editorial_image_kill", "be asked why", DESKS, at("own_photo")),
    Case("editorial_image_kill", "kill", DESKS, at("own_photo"), sends(reason="No"), 302),
    Case("editorial_image_restore", "restore", DESKS, at("own_photo"), sends(), 302),
    Case("editorial_image_develop", "make one's pictures again", EVERYONE, at("own_photo"), sends(), 302),
    Case("editorial_image_develop", "make another's again", DESKS, at("photo"), sends(), 302),
    Case("editorial_image_pictures", "see how far the pictures are", EVERYONE, at("photo")),
    Case("editorial_image_original", "get one's original", EVERYONE, at("own_file")),
    Case("editorial_image_original", "get another's original", DESKS, at("file")),
    Case(
        "editorial_image_card",
        "describe one's own at the desk",
        EVERYONE,
        at("own_photo"),
        form("own_photo", caption="B"),
    ),
    Case(
        "editorial_image_card",
        "describe another's at the desk",
        DESKS,
        at("photo"),
        form("photo", caption="B"),
    ),
    Case("editorial_image_incoming", "begin to send", EVERYONE, data=sends(name="a.jpg", size="10")),
    Case("editorial_image_incoming_piece", "ask how far it came", EVERYONE, begun),
    Case("editorial_image_incoming_piece", "send a piece", EVERYONE, begun, lambda _world: b"12345"),
    Case("editorial_image_incoming_drop", "give it up", EVERYONE, begun, sends()),
]
HOUSE = [
    *_pages("byline", EVERYONE, EDITORS, {"name": "Ida Holm"}),
    *_pages("section", EVERYONE, EDITORS, {"name": "Quay", "slug": "quay"}),
    listed("editorial_newsroom", DESKS, done=302),
    Case("editorial_newsroom_add", "add a second", NOBODY, data=sends(**NEWSROOM)),
    Case("editorial_newsroom_change", "look", DESKS, at("=1")),
    Case("editorial_newsroom_change", "change agencies", DESKS, at("=1"), new_agencies, 302),
    Case("editorial_newsroom_change", "change", ADMINISTRATORS, at("=1"), form("newsroom", **NEWSROOM), 302),
    Case("editorial_newsroom_history", "read the record", DESKS, at("=1")),
    Case("editorial_newsroom_delete", "delete", NOBODY, at("=1"), sends(post="yes")),
    listed("editorial_refusal", ADMINISTRATORS),
    Case("editorial_refusal_add", "write into it", NOBODY, data=sends(attempt="x")),
    Case("editorial_refusal_change", "look", ADMINISTRATORS, at("refusal")),
    Case("editorial_refusal_change", "change it", NOBODY, at("refusal"), sends(attempt="x")),
    Case("editorial_refusal_history", "it has no record", NOBODY, at("refusal")),
    Case("editorial_refusal_delete", "delete it", NOBODY, at("refusal"), sends(post="yes")),
]
PEOPLE = [
    listed("auth_user", ADMINISTRATORS),
    Case("auth_user_add", "add a login", ADMINISTRATORS, data=sends(**PERSON), done=302),
    Case("auth_user_change", "look", ADMINISTRATORS, at("person")),
    Case("auth_user_password_change", "look", ADMINISTRATORS, at("person")),
    Case("auth_user_history", "read the record", ADMINISTRATORS, at("person")),
    Case("auth_user_delete", "delete", NOBODY, at("person"), sends(post="yes")),
    listed("auth_group", ADMINISTRATORS),
    Case("auth_group_add", "add a group", ADMINISTRATORS, data=sends(name="Interns"), done=302),
    Case("auth_group_change", "look", ADMINISTRATORS, at("group")),
    Case("auth_group_history", "read the record", ADMINISTRATORS, at("group")),
    Case("auth_group_delete", "delete", ADMINISTRATORS, at("group"), sends(post="yes"), 302),
]
DOORS = [
    Case("index", "come in", EVERYONE),
    Case("app_list", "see a part", EVERYONE, at("=editorial")),
    Case("password_change", "open the form", EVERYONE),
    Case("password_change_done", "be told", EVERYONE),
    Case("jsi18n", "get the words of scripts", EVERYONE),
    Case("view_on_site", "be told of rows", NOBODY, at("=1", "=1")),
    Case("logout", "leave", EVERYONE, data=sends()),  # last: nobody is signed in after it
]
CASES = [*LIVE_DESK, *STORIES, *ENTRIES, *LIBRARY, *HOUSE, *PEOPLE, *DOORS]
