"""A photo: the picture, and the three texts that are never lost (alternative text, caption, credit)."""

from typing import TYPE_CHECKING, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.models.recorded import Recorded, WrittenHistory, no_controls, one_line, web_address

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User

WITHOUT_CREDIT = models.Q(credit_line="", is_credit_unknown=False)
WITHOUT_ALTERNATIVE = models.Q(alternative_text="")


class ImageQuerySet(models.QuerySet["Image"]):
    """Photos by what is known of them."""

    def incomplete(self) -> Self:
        """Photos that cannot be published as they are: no credit and no word that none is known, or no alternative."""
        return self.filter(WITHOUT_CREDIT | WITHOUT_ALTERNATIVE)

    def shown_or_scheduled(self) -> Self:
        """Photos that readers see now (in a published story or entry), or will without anyone's asking again."""
        stories = models.Q(stories__published_at__isnull=False) | models.Q(
            lead_of__published_at__isnull=False
        )
        entries = models.Q(entries__status__in=["published", "scheduled"])
        return self.filter(stories | entries).distinct()


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
    source = models.CharField(_("source"), max_length=300, blank=True, validators=[one_line])
    copyright_notice = models.CharField(_("copyright"), max_length=500, blank=True, validators=[one_line])
    licence_url = models.URLField(_("licence page"), max_length=500, blank=True, validators=[web_address])
    instructions = models.TextField(
        _("instructions"),
        blank=True,
        validators=[no_controls],
        help_text=_("What the agency asks of those who use it."),
    )
    focal_x = models.FloatField(
        _("focal point, across"), default=0.5, validators=[MinValueValidator(0.0), MaxValueValidator(1.0)]
    )
    focal_y = models.FloatField(
        _("focal point, down"), default=0.5, validators=[MinValueValidator(0.0), MaxValueValidator(1.0)]
    )
    width = models.PositiveIntegerField(_("width"), null=True, editable=False)
    height = models.PositiveIntegerField(_("height"), null=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    embedded = models.JSONField(_("what the file said"), default=dict, blank=True, editable=False)
    renditions = models.JSONField(default=list, blank=True, editable=False)
    history = WrittenHistory()

    objects = ImageQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo")
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
        ]

    def __str__(self) -> str:
        return self.headline or self.caption or self.alternative_text or f"{_('photo')} {self.pk}"

    @property
    def is_ready(self) -> bool:
        """Whether readers can be shown it: a photo that waits for its file is passed over."""
        return bool(self.renditions)

    @property
    def is_credit_missing(self) -> bool:
        """Whether somebody still has to say whose picture it is, or that nobody knows."""
        return not self.credit_line and not self.is_credit_unknown

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
