"""Whose work it is: the name over a story or an entry."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from editorial.models.recorded import Recorded, WrittenHistory, no_controls, one_line, web_address


class Byline(Recorded):
    """A name that may stand over stories and entries: a person, a desk or an agency."""

    name = models.CharField(
        _("name"), max_length=120, validators=[one_line], help_text=_("As readers see it.")
    )
    slug = models.SlugField(_("address"), max_length=120, unique=True, editable=False)
    role = models.CharField(
        _("role"),
        max_length=120,
        blank=True,
        validators=[one_line],
        help_text=_("Science correspondent, for example."),
    )
    biography = models.TextField(_("biography"), blank=True, validators=[no_controls])
    portrait = models.ForeignKey(
        "editorial.Image",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="portrait_of",
        verbose_name=_("portrait"),
    )
    link = models.URLField(
        _("link"),
        blank=True,
        validators=[web_address],
        help_text=_("A page about them, or a profile elsewhere."),
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="byline",
        verbose_name=_("login"),
        help_text=_("Whose own byline this is, if they sign in here."),
    )
    history = WrittenHistory()

    class Meta:
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")
        ordering = ["name", "pk"]
        constraints = [models.CheckConstraint(condition=~models.Q(name=""), name="byline_has_name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Their page: who they are, and what they wrote."""
        return reverse("byline", args=[self.slug])


class BylinePlace(models.Model):
    """Where a byline stands in the order of a story's or an entry's bylines."""

    byline = models.ForeignKey(Byline, models.PROTECT, verbose_name=_("byline"), related_name="+")
    position = models.PositiveSmallIntegerField(_("position"))

    class Meta:
        abstract = True
        ordering = ["position"]

    def __str__(self) -> str:
        return str(self.byline)
