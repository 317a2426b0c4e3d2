"""A photo: the picture, and the three texts that are never lost (alternative text, caption, credit)."""

import datetime
import secrets
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from editorial.models.image_queries import ImageQuerySet
from editorial.models.recorded import (
    Recorded,
    WrittenHistory,
    iso_moment,
    no_controls,
    one_line,
    plausible,
    plausible_time,
    web_address,
)

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User


def new_token() -> str:
    """A name for a photo's pictures that nobody guesses: 32 hex characters, 128 bits."""
    return secrets.token_hex(16)


class Image(Recorded):
    """One photo of the library. `data-photo` in a text names it by its key; everything shown comes from here."""

    file = models.FileField(_("file"), blank=True, max_length=200, upload_to="originals")
    headline = models.CharField(_("title"), max_length=300, blank=True, validators=[one_line])
    alternative_text = models.CharField(
        _("alternative text"),
        max_length=1000,
        blank=True,
        validators=[one_line],
        help_text=_("What the picture shows, for someone who cannot see it. Not the caption again."),
    )
    caption = models.CharField(
        _("caption"),
        max_length=2000,
        blank=True,
        validators=[one_line],
        help_text=_("What a reader who sees it should know: who, where, when."),
    )
    credit_line = models.CharField(
        _("credit"),
        max_length=300,
        blank=True,
        validators=[one_line],
        help_text=_(
            "Exactly as the agency dictates it, capitals and order included: NAME/AGENCY/DISTRIBUTOR."
        ),
    )
    is_credit_unknown = models.BooleanField(
        _("no credit known"), default=False, help_text=_("You asked, and nobody knows whose picture it is.")
    )
    creator = models.CharField(_("photographer"), max_length=300, blank=True, validators=[one_line])
    # Derived from the credit line (photos.credits) with the newsroom's lists of agencies and distributors.
    photographer = models.CharField(max_length=300, blank=True, editable=False, db_index=True)
    agency = models.CharField(max_length=300, blank=True, editable=False, db_index=True)
    distributor = models.CharField(max_length=300, blank=True, editable=False, db_index=True)
    source = models.CharField(_("source"), max_length=300, blank=True, validators=[one_line])
    location = models.CharField(
        _("place shown"),
        max_length=300,
        blank=True,
        validators=[one_line],
        help_text=_("City, region, country."),
    )
    taken_at = models.CharField(
        _("taken"),
        max_length=40,
        blank=True,
        validators=[iso_moment],
        help_text=_("As far as it is known: 2026-11-23, or 2026-11-23T18:03:00+01:00."),
    )
    copyright_notice = models.CharField(_("copyright"), max_length=500, blank=True, validators=[one_line])
    licence_url = models.URLField(_("licence page"), max_length=500, blank=True, validators=[web_address])
    acquire_url = models.URLField(
        _("where to get a licence"), max_length=500, blank=True, validators=[web_address]
    )
    usage_terms = models.TextField(
        _("usage terms"),
        blank=True,
        validators=[no_controls],
        help_text=_("The licence in words. It travels inside every published picture."),
    )
    instructions = models.TextField(
        _("instructions"),
        blank=True,
        validators=[no_controls],
        help_text=_("What the agency asks of those who use it."),
    )
    embargo_until = models.DateTimeField(
        _("embargo until"),
        null=True,
        blank=True,
        validators=[plausible_time],
        help_text=_("Until then it cannot be published."),
    )
    use_until = models.DateTimeField(
        _("use until"),
        null=True,
        blank=True,
        validators=[plausible_time],
        help_text=_("From then on it cannot be published any more."),
    )
    territories = models.CharField(
        _("territories"),
        max_length=300,
        blank=True,
        validators=[one_line],
        help_text=_("Where it may be used, or may not. For editors; readers do not see it."),
    )
    rights_notes = models.TextField(
        _("notes on rights"),
        blank=True,
        validators=[no_controls],
        help_text=_("For editors; readers do not see them."),
    )
    is_barred = models.BooleanField(
        _("do not use"), default=False, help_text=_("It stays in the library and cannot be published.")
    )
    killed_at = models.DateTimeField(_("killed"), null=True, editable=False)
    killed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    kill_reason = models.CharField(max_length=500, blank=True, editable=False, validators=[one_line])
    focal_x = models.FloatField(
        _("focal point, across"), default=0.5, validators=[MinValueValidator(0.0), MaxValueValidator(1.0)]
    )
    focal_y = models.FloatField(
        _("focal point, down"), default=0.5, validators=[MinValueValidator(0.0), MaxValueValidator(1.0)]
    )
    width = models.PositiveIntegerField(_("width"), null=True, editable=False)
    height = models.PositiveIntegerField(_("height"), null=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    # 16 hex characters (photos.likeness): alike where few of their 64 bits differ. Nothing of a plain surface.
    likeness = models.CharField(max_length=16, blank=True, editable=False)
    # Which of the style sheet's colours keeps its place before it comes (photos.tone).
    tone = models.PositiveSmallIntegerField(null=True, editable=False)
    uploaded_as = models.CharField(_("file name"), max_length=255, blank=True, editable=False)
    embedded = models.JSONField(_("what the file said"), default=dict, blank=True, editable=False)
    token = models.CharField(max_length=32, unique=True, editable=False, default=new_token)
    renditions = models.JSONField(default=list, blank=True, editable=False)
    # The darkroom's: whether pictures are to be made (anew), who is at it until when, and what went wrong.
    is_undeveloped = models.BooleanField(default=False, editable=False)
    develops_until = models.DateTimeField(null=True, editable=False)
    develop_tries = models.PositiveSmallIntegerField(default=0, editable=False)
    develop_fault = models.CharField(max_length=300, blank=True, editable=False)
    # Under these names, one to a word, lie pictures that were taken away: they are erased until none is left.
    unerased_tokens = models.TextField(blank=True, editable=False)
    history = WrittenHistory()

    objects = ImageQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["-created_at"]
        permissions = [
            ("change_any_image", _("Can fill in any photo's caption, credit and alternative text")),
            ("manage_image_rights", _("Can set rights and embargo of photos, kill and restore them")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(focal_x__range=(0, 1), focal_y__range=(0, 1)),
                name="photo_focal_point_inside",
            ),
            models.CheckConstraint(
                condition=models.Q(file="", width__isnull=True, height__isnull=True)
                # Null is neither more than 0 nor not, and a check lets that pass: hence said twice.
                | models.Q(width__isnull=False, height__isnull=False, width__gt=0, height__gt=0)
                & ~models.Q(file=""),
                name="photo_file_has_a_size",
            ),
            models.CheckConstraint(
                condition=models.Q(is_credit_unknown=False) | models.Q(credit_line=""),
                name="photo_credit_or_unknown",
                violation_error_message=_("Give the credit or say that none is known, not both."),
            ),
            models.CheckConstraint(
                condition=models.Q(killed_at__isnull=False, kill_reason__gt="")
                | models.Q(killed_at__isnull=True, killed_by__isnull=True, kill_reason=""),
                name="photo_killed_with_a_reason",
            ),
            models.CheckConstraint(
                condition=plausible("embargo_until") & plausible("use_until"), name="photo_times_plausible"
            ),
            models.CheckConstraint(
                condition=models.Q(embargo_until__isnull=True)
                | models.Q(use_until__isnull=True)
                | models.Q(embargo_until__lt=models.F("use_until")),
                name="photo_usable_for_a_while",
                violation_error_message=_("The embargo ends after the time of use. One of the two is wrong."),
            ),
        ]
        indexes = [
            models.Index(fields=["id"], condition=models.Q(is_undeveloped=True), name="photo_undeveloped"),
            models.Index(fields=["id"], condition=~models.Q(unerased_tokens=""), name="photo_unerased"),
            models.Index(fields=["use_until"], name="photo_use_until"),
        ]

    def __str__(self) -> str:
        return self.headline or self.caption or self.alternative_text or f"{_('photo')} {self.pk}"

    @property
    def has_pictures(self) -> bool:
        """Whether there is anything to look at, at the desk."""
        return bool(self.renditions)

    @property
    def is_ready(self) -> bool:
        """Whether readers can be shown it: one that waits for its file, is killed or may not be used is passed over."""
        return self.has_pictures and not (self.killed_at or self.is_barred or self.is_embargoed)

    @property
    def is_embargoed(self) -> bool:
        """Whether its time is still to come."""
        return self.embargo_until is not None and self.embargo_until > timezone.now()

    @property
    def is_expired(self) -> bool:
        """Whether its time is over."""
        return self.use_until is not None and self.use_until <= timezone.now()

    @property
    def is_credit_missing(self) -> bool:
        """Whether somebody still has to say whose picture it is, or that nobody knows."""
        return not self.credit_line and not self.is_credit_unknown

    def obstacle(self, moment: datetime.datetime | None = None) -> str:
        """Why its rights forbid to publish it at a moment (default: now), in an editor's words; else nothing."""
        at = moment or timezone.now()
        if self.killed_at:
            return _("was killed: %(reason)s") % {"reason": self.kill_reason}
        if self.is_barred:
            return str(_("is marked “do not use”"))
        if self.embargo_until and self.embargo_until > at:
            return _("is under embargo until %(moment)s") % {"moment": _written(self.embargo_until)}
        if self.use_until and self.use_until <= at:
            return _("could be used until %(moment)s only") % {"moment": _written(self.use_until)}
        return ""

    @property
    def missing(self) -> list[str]:
        """What publishing it asks for, in an editor's words."""
        asked = {_("credit"): self.is_credit_missing, _("alternative text"): not self.alternative_text}
        return [str(word) for word, is_asked in asked.items() if is_asked]

    def may_be_changed_by(self, user: "User | AnonymousUser") -> bool:
        """The picture desk and editors fill in any photo; others what they brought, until readers see it or will."""
        if not user.has_perm("editorial.change_image"):
            return False
        if user.has_perm("editorial.change_any_image"):
            return True
        is_own = self.created_by_id == user.pk
        return is_own and not Image.objects.shown_or_scheduled().filter(pk=self.pk).exists()


def _written(moment: datetime.datetime) -> str:
    return date_format(timezone.localtime(moment), "j F Y, H:i")
