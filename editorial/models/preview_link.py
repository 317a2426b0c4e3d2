"""A link by which someone without a login may see a story's page before readers do."""

from typing import Self

from django.conf import settings
from django.core import signing
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editorial.models.recorded import new_public_id


class PreviewLinkQuerySet(models.QuerySet["PreviewLink"]):
    """Links by whether they still open."""

    def open_now(self) -> Self:
        """Links that have neither expired nor been revoked, to stories that were not taken down."""
        return self.filter(revoked_at=None, expires_at__gt=timezone.now(), story__taken_down_at=None)

    def named_by(self, token: str) -> Self:
        """The link whose address holds this token; none where we did not sign it."""
        try:
            return self.filter(public_id=_signer().unsign(token))
        except signing.BadSignature:
            return self.none()


class PreviewLink(models.Model):
    """One link to the preview of a story's page. Its address is signed; this row lets it expire and be revoked.

    It opens for whoever has it, and goes on to open when its maker leaves the house or may not see the story any more:
    whoever it was sent to relies on it. Until it expires, revoking is the one way to close it.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    story = models.ForeignKey("editorial.Article", models.CASCADE, related_name="preview_links")
    made_at = models.DateTimeField(_("made"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    expires_at = models.DateTimeField(_("expires"))
    revoked_at = models.DateTimeField(_("revoked"), null=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("preview link")
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("made_at")), name="preview_link_expires"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="preview_link_revoked_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return self.public_id

    def get_absolute_url(self) -> str:
        """The address that opens the preview."""
        return reverse("preview", args=[_signer().sign(self.public_id)])


def _signer() -> signing.Signer:
    return signing.Signer(sep=".", salt="editorial.preview")
