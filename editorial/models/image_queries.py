"""Photos by what is known of them."""

import datetime
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils import timezone

if TYPE_CHECKING:
    from editorial.models.image import Image

WITHOUT_CREDIT = models.Q(credit_line="", is_credit_unknown=False)
WITHOUT_ALTERNATIVE = models.Q(alternative_text="")


class ImageQuerySet(models.QuerySet["Image"]):
    """Photos by what is known of them."""

    def incomplete(self) -> Self:
        """Photos that cannot be published as they are: no credit and no word that none is known, or no alternative."""
        return self.filter(WITHOUT_CREDIT | WITHOUT_ALTERNATIVE)

    def shown_or_scheduled(self) -> Self:
        """Photos that readers see now (in a published story or entry), or will without anyone's asking again: those of
        a story that is taken down come back with it.
        """
        stories = models.Q(stories__published_at__isnull=False) | models.Q(
            lead_of__published_at__isnull=False
        )
        entries = models.Q(entries__status__in=["published", "scheduled"])
        return self.filter(stories | entries).distinct()

    def shown(self) -> Self:
        """Photos that stand in something that readers can open, whether or not it is still passed over there."""
        texts = models.Q(stories__published_at__isnull=False, stories__taken_down_at=None)
        leads = models.Q(lead_of__published_at__isnull=False, lead_of__taken_down_at=None)
        is_open = models.Q(entries__article__published_at__isnull=False, entries__article__taken_down_at=None)
        entries = models.Q(entries__status="published") & is_open
        return self.filter(texts | leads | entries).distinct()

    def copies_of(self, image: "Image") -> Self:
        """Other photos of the very same file."""
        return self.filter(sha256=image.sha256).exclude(sha256="").exclude(pk=image.pk)

    def expired(self, moment: datetime.datetime | None = None) -> Self:
        """Photos whose time of use is over, and that nobody has taken away."""
        return self.filter(use_until__lte=moment or timezone.now(), killed_at__isnull=True)

    def running_out(self, moment: datetime.datetime, within: datetime.timedelta) -> Self:
        """Photos whose time of use is not over yet, but soon."""
        return self.filter(use_until__gt=moment, use_until__lte=moment + within, killed_at__isnull=True)

    def passed_over(self, moment: datetime.datetime) -> Self:
        """Photos that readers are not shown, wherever they stand, and that nobody has killed."""
        return self.filter(
            models.Q(is_barred=True) | models.Q(embargo_until__gt=moment), killed_at__isnull=True
        )

    def kept_from_schedule(self) -> Self:
        """Photos that stand in an entry which is to come out when their rights will forbid it."""
        due_at = models.F("entries__published_at")
        forbidden = models.Q(killed_at__isnull=False) | models.Q(is_barred=True)
        untimely = models.Q(embargo_until__gt=due_at) | models.Q(use_until__lte=due_at)
        return self.filter(forbidden | untimely, entries__status="scheduled").distinct()

    def standing(self) -> Self:
        """Photos that stand in any story or entry, published or not, or beside a byline."""
        places = ("stories", "lead_of", "entries", "portrait_of")
        anywhere = [models.Q((f"{place}__isnull", False)) for place in places]
        return self.filter(reduce(or_, anywhere)).distinct()

    def standing_nowhere(self) -> Self:
        """Photos that no story, entry or byline names. The newsroom's logo may be among them."""
        return self.filter(
            stories__isnull=True, lead_of__isnull=True, entries__isnull=True, portrait_of__isnull=True
        )

    def undeveloped(self, moment: datetime.datetime) -> Self:
        """Photos that wait for their pictures, and that no process has in hand."""
        free = models.Q(develops_until__isnull=True) | models.Q(develops_until__lte=moment)
        return self.filter(free, is_undeveloped=True)

    def unerased(self) -> Self:
        """Photos of which pictures that were taken away may still lie in the storage."""
        return self.exclude(unerased_tokens="")
