"""What tests begin with. People are made directly; everything that readers can see goes through publishing."""

import itertools
from pathlib import Path
from typing import Any

from django.contrib.auth.models import Group, User

from editorial import publishing
from editorial.models import Article, Byline, Image, LiveEntry

PHOTOS = Path(__file__).parent.parent / "editorial" / "demo" / "photos"
PASSWORD = "correct horse battery staple"
_numbers = itertools.count(1)


def person(group: str = "", **fields: Any) -> User:
    """Someone who signs in at the desk; `group` is one of Reporter, Picture desk, Editor."""
    username = fields.pop("username", f"person{next(_numbers)}")
    user = User.objects.create_user(username, password=PASSWORD, is_staff=True, **fields)
    if group:
        user.groups.add(Group.objects.get(name=group))
    return user


def editor(**fields: Any) -> User:
    """An editor on shift."""
    return person("Editor", **fields)


def reporter(**fields: Any) -> User:
    """A reporter: files drafts."""
    return person("Reporter", **fields)


def picture_desk(**fields: Any) -> User:
    """Someone of the picture desk."""
    return person("Picture desk", **fields)


def administrator(**fields: Any) -> User:
    """A superuser."""
    return person(is_superuser=True, **fields)


def byline(name: str = "Ana Ferreira", *, by: User | None = None, **fields: Any) -> Byline:
    """A byline of the house."""
    return publishing.add_byline(by=by or editor(), name=name, **fields)


def story(status: str = "live", *, by: User | None = None, **fields: Any) -> Article:
    """A story in this status; live unless told otherwise."""
    writer = by or editor()
    fields.setdefault("headline", f"Rain stops play at the harbour fair {next(_numbers)}")
    made = publishing.create_story(by=writer, **fields)
    if status == "ended":
        publishing.set_status(made, "live", by=writer)
    if status != "draft":
        made = publishing.set_status(made, status, by=writer)
    return made


def entry(of: Article, *, by: User | None = None, **fields: Any) -> LiveEntry:
    """A live entry of a story; published unless told otherwise."""
    fields.setdefault("heading", f"The gates open again {next(_numbers)}")
    fields.setdefault("text", "<p>Visitors came back within the hour.</p>")
    return publishing.post_entry(of, by=by or editor(), **fields)


def photo(file: str | None = "launch.jpg", *, by: User | None = None, **fields: Any) -> Image:
    """A photo of the library, from one of the photographs in editorial/demo/photos (None: it waits for a file)."""
    if file is None:
        return publishing.add_photo(by=by or editor(), **fields)
    with (PHOTOS / file).open("rb") as upload:
        return publishing.add_photo(by=by or editor(), upload=upload, name=file, **fields)


def developed(image: Image) -> Image:
    """The photo with all the pictures that readers get, as the darkroom leaves it."""
    publishing.develop(image)
    image.refresh_from_db()
    return image
