"""What was scheduled, published when it is due."""

import datetime
import logging

from django.core.exceptions import ValidationError
from django.db import Error, InterfaceError, OperationalError
from django.utils import timezone

from editorial.models import LiveEntry
from editorial.publishing.door import opened_story
from editorial.publishing.entries import publish_scheduled

log = logging.getLogger(__name__)
# The savings of entries that this process has complained about: the server asks every second, a log wants it once.
_told: set[tuple[str, int]] = set()


def publish_due(moment: datetime.datetime | None = None) -> list[LiveEntry]:
    """Publish every scheduled entry whose time has come by `moment` (default: now); return those published here.

    A query on due times, so nothing is lost when a process dies, and each row is looked at again under its story's
    lock, so each appears once however many processes do this. One that cannot stand (a photo lost its credit since)
    stays scheduled and is logged once; it keeps none of the others back. Raises where the database itself fails.
    """
    due_by = moment or timezone.now()
    published = []
    for entry in LiveEntry.objects.due(due_by).order_by("published_at", "created_at"):
        try:
            with opened_story(entry.article_id) as door:
                current = LiveEntry.objects.due(due_by).filter(pk=entry.pk).first()
                if current is not None:
                    publish_scheduled(door, current)
                    published.append(current)
        except (OperationalError, InterfaceError):
            raise
        except ValidationError as error:
            _complain(entry, "; ".join(error.messages))
        except Error as error:
            _complain(entry, str(error))
    return published


def _complain(entry: LiveEntry, reasons: str) -> None:
    saving = (entry.public_id, entry.revision)
    if saving not in _told:
        _told.add(saving)
        log.warning("Scheduled entry %s cannot be published: %s", entry.public_id, reasons)
