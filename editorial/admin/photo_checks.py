"""The report on the photo library: what is to be seen to, photo by photo, and on demand what the storage lacks."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from editorial.admin.badges import thumbnail
from editorial.admin.base import person
from editorial.models import Image
from editorial.photos.checks import CHECKS, Check, check_named
from editorial.photos.files import StorageAway
from editorial.photos.stored import Lost, Stray, look_through
from editorial.photos.uses import Uses, uses_of_each

FIRST = 50


@dataclass
class Row:
    """One photo that was found, or files of none. `may_develop`: its pictures can be made again by who looks."""

    image: Image | None = None
    why: str = ""
    uses: Uses = field(default_factory=Uses)
    may_develop: bool = False

    @property
    def sign(self) -> SafeString | str:
        """The photo, small, or a word in its place."""
        return thumbnail(self.image)


@dataclass
class Section:
    """What one check found: the first rows, and how many there are in all."""

    name: str
    title: str | Promise
    advice: str | Promise
    rows: list[Row] = field(default_factory=list)
    count: int = 0
    page: Page[Image] | None = None

    @property
    def has_more(self) -> bool:
        """Whether there are rows that are not shown."""
        return self.count > len(self.rows)


@require_http_methods(["GET", "HEAD", "POST"])
def checks(request: HttpRequest) -> HttpResponse:
    """What the checks find, the first of each; all of one with `?check=`; posted to, what is wrong in the storage."""
    if not request.user.has_perm("editorial.view_image"):
        raise PermissionDenied
    is_storage, name = request.method == "POST", request.GET.get("check", "")
    may_look_through = request.user.has_perm("editorial.manage_image_rights")
    if is_storage and not may_look_through:
        raise PermissionDenied(_("Looking through the storage is the picture desk's. Ask there."))
    sections = _of_storage(request) if is_storage else _of_rows(name, request.GET.get("p", ""))
    _add_uses(request, [row for section in sections for row in section.rows])
    context = {
        **admin.site.each_context(request),
        "title": _("What the storage lacks") if is_storage else _("Checks of photos"),
        "opts": Image._meta,
        "is_storage": is_storage,
        "may_look_through": may_look_through,
        "is_one": bool(name),
        "sections": [section for section in sections if section.count],
        "empty": [section.title for section in sections if not section.count],
    }
    return TemplateResponse(request, "admin/editorial/image/checks.html", context)


def _of_rows(name: str, page: str) -> list[Section]:
    if not name:
        return [_first_of(check) for check in CHECKS]
    check = check_named(name)
    if check is None:
        raise Http404
    photos = Paginator(check.photos(), FIRST).get_page(page)
    count = photos.paginator.count
    return [Section(check.name, check.title, check.advice, _rows(check, photos), count, photos)]


def _first_of(check: Check) -> Section:
    found = list(check.photos()[: FIRST + 1])
    count = len(found) if len(found) <= FIRST else check.photos().count()
    return Section(check.name, check.title, check.advice, _rows(check, found[:FIRST]), count)


def _rows(check: Check, photos: Iterable[Image]) -> list[Row]:
    may_develop = check.name == "not_developed"
    return [Row(image, check.why(image), may_develop=may_develop) for image in photos]


def _of_storage(request: HttpRequest) -> list[Section]:
    originals = Section(
        "lost_originals",
        _("The file is not in the storage any more"),
        _("Look for it in the backup, or upload it again."),
    )
    pictures = Section(
        "lost_pictures",
        _("Pictures are not in the storage"),
        _("Readers see a gap there. Have them made again."),
    )
    strays = Section(
        "stray_files",
        _("Files of no photo"),
        _("They take up room. manage.py check_photos --erase-orphaned-files deletes them."),
    )
    try:
        for found in look_through():
            section = strays if isinstance(found, Stray) else originals if found.is_original else pictures
            section.count += 1
            if section.count <= FIRST:
                section.rows.append(_row_of(found))
    except StorageAway:
        messages.error(request, _("The storage of photos does not answer. Try again in a few minutes."))
    return [originals, pictures, strays]


def _row_of(found: Lost | Stray) -> Row:
    names = ", ".join(found.names)
    if isinstance(found, Stray):
        return Row(why=names)
    return Row(found.image, names, may_develop=not found.is_original)


def _add_uses(request: HttpRequest, rows: list[Row]) -> None:
    """Where each stands; and pictures are made again by those alone who may change the photo."""
    uses = uses_of_each([row.image for row in rows if row.image], seen_by=request.user)
    for row in rows:
        if row.image:
            row.uses = uses[row.image.pk]
            row.may_develop = row.may_develop and row.image.may_be_changed_by(person(request))
