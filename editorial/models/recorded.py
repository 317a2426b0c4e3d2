"""What every row that editors write has in common: who, when, and which saving of it this is."""

import secrets
import unicodedata
import zoneinfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

# Without vowels, so that no word comes about; without look-alikes, so that it can be read out on the telephone.
PUBLIC_ALPHABET = "23456789bcdfghjkmnpqrstvwxz"


def new_public_id() -> str:
    """A name for the world: 12 characters, opaque, about 57 bits."""
    return "".join(secrets.choice(PUBLIC_ALPHABET) for _place in range(12))


# Control characters, and halves of characters (from broken JSON): no database, header or feed can hold them.
UNFIT = {"Cc", "Cs"}


def one_line(value: str) -> None:
    """Refuse what would break a header, a log or a feed: control characters, line breaks among them."""
    if any(unicodedata.category(character) in UNFIT or character in "\u2028\u2029" for character in value):
        raise ValidationError(_("Write this on one line: it holds a line break or a control character."))


def no_controls(value: str) -> None:
    """Refuse control characters other than line breaks and tabs (a database or a feed cannot hold them)."""
    if any(unicodedata.category(character) in UNFIT and character not in "\n\r\t" for character in value):
        raise ValidationError(
            _("The text holds a control character. Retype the place or paste it as plain text.")
        )


def known_time_zone(value: str) -> None:
    """Refuse a name that the IANA time zone database does not know."""
    if value not in zoneinfo.available_timezones():
        raise ValidationError(
            _("“%(name)s” is not a time zone. Write a name such as Europe/London."), params={"name": value}
        )


class Recorded(models.Model):
    """A row with a record of its writing. `revision` counts savings, so that a form can tell an older text."""

    revision = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(_("created"), editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("created by"),
    )
    changed_at = models.DateTimeField(_("changed"), editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("changed by"),
    )

    class Meta:
        abstract = True
