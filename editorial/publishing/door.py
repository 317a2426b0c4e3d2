"""The lock, the version, the stamp, the record: what every change of a story has in common."""

import datetime
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from editorial import richtext
from editorial.announcing import announce
from editorial.models import Article, Byline, Image, LiveEntry, Newsroom, Section
from editorial.models.recorded import Recorded
from editorial.words import searchable

Shown = TypeVar("Shown", Image, Byline, Section)


class Conflict(Exception):
    """Somebody saved this row since the person opened it. `current` is the row as it stands now."""

    def __init__(self, current: Recorded) -> None:
        super().__init__(_("Somebody else saved this since you opened it."))
        self.current = current


class Door:
    """One story held for change: its row is locked until the transaction ends, its next version is given out.

    `is_upkeep`: nobody wrote anything, so the story does not count as updated.
    """

    def __init__(self, story: Article) -> None:
        self.story = story
        self.is_upkeep = False
        self.now = timezone.now()
        self._is_stamped = self._is_noted = False

    def note(self) -> int:
        """The desk's version of this change: one more than the last, whether readers see the change or not."""
        if not self._is_noted:
            self.story.desk_version += 1
            self._is_noted = True
        return self.story.desk_version

    def stamp(self) -> int:
        """The version of this change: one more than the story's last, however much the change touches."""
        self.note()
        if not self._is_stamped:
            self.story.version += 1
            if not self.is_upkeep:
                self.story.updated_at = self.now
            self._is_stamped = True
        return self.story.version

    def stamp_story(self) -> None:
        """The change touches what stands outside the feed: headline, text, status, key events, the pinned entry."""
        self.story.story_version = self.stamp()

    def close(self) -> None:
        """Write the versions that were given out, if any were, and let readers and the desk hear of it."""
        if self._is_noted:
            announce()
            Article.objects.filter(pk=self.story.pk).update(
                version=self.story.version,
                story_version=self.story.story_version,
                desk_version=self.story.desk_version,
                updated_at=self.story.updated_at,
            )


@contextmanager
def opened(story_keys: Iterable[int], *, with_newsroom: bool = False) -> Iterator[list[Door]]:
    """Hold these stories for one change. Always in the order of their keys, or two changes could wait for each other.

    `with_newsroom`: the newsroom's record too, and that first, as whoever changes it goes on to stories and photos.
    PostgreSQL locks the rows; on SQLite the transaction itself has its turn (IMMEDIATE, in the settings).
    """
    with transaction.atomic():
        if with_newsroom:
            hold(Newsroom.objects.all())
        rows = Article.objects.select_for_update(no_key=True).filter(pk__in=set(story_keys)).order_by("pk")
        doors = [Door(story) for story in rows]
        yield doors
        for door in doors:
            door.close()


def hold(rows: models.QuerySet[Any]) -> None:
    """Lock these rows in the order of their keys until the transaction ends."""
    list(rows.select_for_update(no_key=True).order_by("pk").values_list("pk"))


@contextmanager
def told_if_taken(rows: models.QuerySet[Any], refusal: ValidationError) -> Iterator[None]:
    """Raise this refusal where the database refused a change because somebody quicker made one of these rows.

    Stands around the whole transaction: inside, none could be asked any more.
    """
    try:
        yield
    except IntegrityError as clash:
        if not rows.exists():
            raise
        raise refusal from clash


@contextmanager
def opened_story(story_key: int) -> Iterator[Door]:
    """Hold one story for a change."""
    with opened([story_key]) as doors:
        yield doors[0]


@contextmanager
def opened_wherever_shown(
    model: type[Shown], key: int, story_keys: Callable[[int], set[int]], *, with_newsroom: bool = False
) -> Iterator[tuple[Shown, list[Door]]]:
    """Hold a photo, byline or section together with every story that shows it (`story_keys` tells which).

    Stories first, then the row, as every writer takes them. A story that began to show it meanwhile is noticed under
    the row's lock, which that writer's foreign key had to wait for; then the stories are taken again.
    """
    while True:
        keys = story_keys(key)
        with opened(keys, with_newsroom=with_newsroom) as doors:
            row = model._default_manager.select_for_update().get(pk=key)
            if story_keys(key) <= keys:
                yield row, doors
                return


def stories_with(*places: models.Q) -> set[int]:
    """The keys of the stories that show something in any of these places.

    Each is asked for by itself: in one question databases go through all entries of the house.
    """
    return {key for place in places for key in Article.objects.filter(place).values_list("pk", flat=True)}


def refuse_hidden(story: Article, by: User) -> None:
    """Refuse someone for whom the story does not exist."""
    if not story.may_be_seen_by(by):
        raise PermissionDenied(_("This story is restricted to other people."))


def require(by: User, *permissions: str) -> None:
    """Refuse someone who lacks one of these rights (names of `editorial` permissions)."""
    if not all(by.has_perm(f"editorial.{name}") for name in permissions):
        raise PermissionDenied(_("You may not do this. Ask an editor."))


def refuse_older(row: Recorded, seen: int | None) -> None:
    """Refuse to write over what somebody saved after the person opened the row."""
    if seen is not None and seen != row.revision:
        raise Conflict(row)


def differing(row: models.Model, fields: Mapping[str, Any]) -> set[str]:
    """The names of the given plain fields whose value the row does not hold yet.

    Raises where a time is none that can be: a clock at the end of the calendar cannot even be compared.
    """
    refuse_odd_times(row, fields)
    return {name for name, value in fields.items() if getattr(row, name) != value}


def refuse_odd_times(row: models.Model, fields: Mapping[str, Any]) -> None:
    """Ask the model about the times among these values, before anything compares, converts or writes them."""
    for name, value in fields.items():
        if isinstance(value, datetime.datetime):
            try:
                row._meta.get_field(name).run_validators(value)  # type: ignore[union-attr]  # a time is a plain field
            except ValidationError as error:
                raise ValidationError({name: error.messages}) from error


def record(
    row: Recorded,
    *,
    by: User | None,
    why: str,
    at: datetime.datetime | None = None,
    is_checked: bool = True,
) -> None:
    """Check the row, save it, and write who did what into its history.

    `is_checked`: not where it has to be saved whatever else stands in it.
    """
    moment = at or timezone.now()
    row.changed_at, row.changed_by = moment, by
    if row.created_at is None:
        row.created_at = moment
    if row._state.adding:
        row.created_by = by
    row.revision += 1
    if is_checked:
        row.full_clean(validate_constraints=False)
    row._history_user = by  # type: ignore[attr-defined]  # read by django-simple-history
    row._change_reason = why[:100]  # type: ignore[attr-defined]  # read by django-simple-history
    row.save()


def record_entry(door: Door, entry: LiveEntry, *, by: User | None, why: str) -> None:
    """Record an entry of the locked story, with the desk's version of this change."""
    entry.desk_version = door.note()
    entry.words = searchable(entry.heading, richtext.plain(entry.text))
    record(entry, by=by, why=why, at=door.now)


def save_bare(row: models.Model) -> None:
    """Check and save a new row without a line in its history: its bylines need its key, and the history them."""
    row.full_clean(validate_constraints=False)
    row.save_without_historical_record()  # type: ignore[attr-defined]  # given by django-simple-history


def place_bylines(
    row: models.Model, places: type[models.Model], owner: str, bylines: Sequence[Byline]
) -> None:
    """Give a saved story or entry these bylines in this order. Call before `record`, whose history copies them."""
    rows = places._default_manager.filter(**{owner: row})
    rows.delete()
    for position, byline in enumerate(dict.fromkeys(bylines)):
        places._default_manager.create(**{owner: row, "byline": byline, "position": position})


def stamp_entries(door: Door, entries: models.QuerySet[LiveEntry]) -> None:
    """Give the published ones of these entries of the locked story the version of this change."""
    keys = list(entries.filter(status=LiveEntry.Status.PUBLISHED).values_list("pk", flat=True))
    if keys:
        LiveEntry.objects.filter(pk__in=keys).update(version=door.stamp(), desk_version=door.note())


def cleaned_text(html: str) -> str:
    """A text as it may be kept. Raises where it holds halves of characters, which no database takes."""
    if any("\ud800" <= character <= "\udfff" for character in html):
        raise ValidationError({"text": _("The text holds half a character. Retype the place.")})
    return richtext.clean(html)


def photos_of(text: str, lead: Image | None = None) -> list[Image]:
    """The lead photo and those that a text names, held until the change is done, so that none loses its credit now.

    Raises where one is not in the library.
    """
    keys = [*([lead.pk] if lead else []), *richtext.photo_ids(text)]
    found = Image.objects.select_for_update(no_key=True).order_by("pk").in_bulk(keys)
    lost = [str(key) for key in keys if key not in found]
    if lost:
        message = _(
            "The text names photos that are not in the library: %(keys)s. Take them out or insert them again."
        )
        raise ValidationError({"text": message % {"keys": ", ".join(lost)}})
    return [found[key] for key in dict.fromkeys(keys)]


def refuse_unusable(
    photos: Iterable[Image], *, at: datetime.datetime | None = None, already: Container[int] = ()
) -> None:
    """Refuse to publish photos whose rights forbid it `at` that moment (default: now), or that are incomplete.

    Those that are out `already` (keys) are not asked about their rights again: that would keep anybody from
    correcting the words around them.
    """
    found = list(photos)
    asked = [photo for photo in found if photo.pk not in already]
    barred = [
        _("“%(photo)s” (photo %(key)d) %(obstacle)s.")
        % {"photo": photo, "key": photo.pk, "obstacle": obstacle}
        for photo in asked
        if (obstacle := photo.obstacle(at) or _killed_before(photo))
    ]
    if barred:
        advice = _("Take the photo out, or ask the picture desk.")
        raise ValidationError([*barred, advice], code="photo_unusable")
    refuse_incomplete(photo for photo in found if not photo.killed_at)


def _killed_before(photo: Image) -> str:
    """Why it is as if it had been killed: somebody brought the file of a killed photo once more."""
    killed = Image.objects.copies_of(photo).filter(killed_at__lte=photo.created_at).first()
    return _("is the file of a photo that %(obstacle)s") % {"obstacle": killed.obstacle()} if killed else ""


def refuse_incomplete(photos: Iterable[Image]) -> None:
    """Refuse to publish photos without credit or alternative text: ask for what is missing."""
    asked = [
        _("“%(photo)s” (photo %(key)d) lacks: %(parts)s.")
        % {"photo": photo, "key": photo.pk, "parts": ", ".join(photo.missing)}
        for photo in photos
        if photo.missing
    ]
    if asked:
        advice = _(
            "Fill this in on the photo's own page, or tick “no credit known” there, then publish again."
        )
        raise ValidationError([*asked, advice], code="photo_incomplete")
