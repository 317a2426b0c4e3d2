"""What is to be seen to in the photo library: by what the rows say. What the storage says is in `photos.stored`."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from editorial.models import Image, Newsroom
from editorial.models.image_queries import WITHOUT_ALTERNATIVE, WITHOUT_CREDIT
from editorial.photos.wording import questionable_alternative

SOON = datetime.timedelta(days=7)
# A photo that was brought just now is about to be put somewhere.
NEW = datetime.timedelta(days=1)
# A database takes no list of keys without end, and nobody reads so many.
MOST_QUESTIONED = 10_000
Photos = QuerySet[Image]
Words = str | Promise


@dataclass(frozen=True)
class Check:
    """One thing that photos can be found with, and what to do about it.

    `is_pressing`: somebody has to do something. `why` says of one photo more than the title does, or nothing.
    """

    name: str
    title: Words
    advice: Words
    find: Callable[[datetime.datetime], Photos]
    why: Callable[[Image], str] = lambda _image: ""
    is_pressing: bool = True

    def photos(self) -> Photos:
        """The photos found with it now, the newest first."""
        return self.find(timezone.now()).order_by("-pk")


def check_named(name: str) -> Check | None:
    """The check of this name, if there is one."""
    return next((check for check in CHECKS if check.name == name), None)


def _questionable(_moment: datetime.datetime) -> Photos:
    shown = Image.objects.shown().exclude(alternative_text="")
    parts = shown.only("alternative_text", "caption", "uploaded_as")
    keys = (image.pk for image in parts.order_by("-pk").iterator() if questionable_alternative(image))
    return Image.objects.filter(pk__in=[*islice(keys, MOST_QUESTIONED)])


def _orphaned(moment: datetime.datetime) -> Photos:
    logos = Newsroom.objects.filter(logo__isnull=False).values("logo")
    old = Image.objects.filter(created_at__lt=moment - NEW, killed_at__isnull=True)
    return old.standing_nowhere().exclude(pk__in=logos)


def _killed(_moment: datetime.datetime) -> Photos:
    return Image.objects.filter(killed_at__isnull=False).standing()


CHECKS = (
    Check(
        "no_credit",
        _("Published without a credit"),
        _("Ask whose picture it is, and write the credit down; or tick “no credit known”."),
        lambda _moment: Image.objects.shown().filter(WITHOUT_CREDIT),
    ),
    Check(
        "no_alternative",
        _("Published without an alternative text"),
        _("Say what the picture shows, for someone who cannot see it."),
        lambda _moment: Image.objects.shown().filter(WITHOUT_ALTERNATIVE),
    ),
    Check(
        "questionable_alternative",
        _("Published with an alternative text that says nothing"),
        _("It repeats the caption or names a file. Say what the picture shows."),
        _questionable,
        questionable_alternative,
    ),
    Check(
        "no_file",
        _("Published, and waiting for its file"),
        _("Readers do not see it. Upload the file, or take the photo out of the text."),
        lambda _moment: Image.objects.shown().filter(file="", killed_at__isnull=True),
    ),
    Check(
        "expired",
        _("Published, though its time of use is over"),
        _("Get the rights for longer and write that down, or kill the photo."),
        lambda moment: Image.objects.shown().expired(moment),
        Image.obstacle,
    ),
    Check(
        "running_out",
        _("Published, and its time of use ends within seven days"),
        _("Get the rights for longer and write that down, or take another photo."),
        lambda moment: Image.objects.shown_or_scheduled().running_out(moment, SOON),
    ),
    Check(
        "passed_over",
        _("In something published, and readers are not shown it"),
        _("It is under embargo or marked “do not use”. Set that right, or take it out of the text."),
        lambda moment: Image.objects.shown().passed_over(moment),
        Image.obstacle,
    ),
    Check(
        "kept_from_schedule",
        _("In something scheduled that its rights will keep back"),
        _("The entry will not come out. Take the photo out of it, or schedule it for another time."),
        lambda _moment: Image.objects.kept_from_schedule(),
    ),
    Check(
        "killed",
        _("Killed, and still named in texts"),
        _("Readers do not see it. Take it out of these texts, so that nobody wonders."),
        _killed,
        Image.obstacle,
    ),
    Check(
        "not_developed",
        _("Its pictures could not be made"),
        _("Open it and have them made again, or upload another export of the file."),
        lambda _moment: Image.objects.exclude(develop_fault=""),
        lambda image: image.develop_fault,
    ),
    Check(
        "credit_unknown",
        _("Published with “no credit known”"),
        _("Ask again now and then."),
        lambda _moment: Image.objects.shown().filter(is_credit_unknown=True),
        is_pressing=False,
    ),
    Check(
        "orphaned",
        _("Stands nowhere"),
        _("Keep it for later, or discard it if it was brought by mistake."),
        _orphaned,
        is_pressing=False,
    ),
)
