"""Whether this process can serve: asked at the start, and by whoever watches over it."""

import logging
import tempfile
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import FileSystemStorage
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from editorial.photos import files

log = logging.getLogger(__name__)
# Enough that a full disk shows.
PROBE = bytes(4096)


@require_safe
@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """200 when this process can serve; 503 with a sentence for each thing that is broken, and no inner details."""
    broken = faults()
    if broken:
        return JsonResponse({"status": "broken", "broken": broken}, status=503)
    return JsonResponse({"status": "ok"})


def faults(*, is_starting: bool = False) -> dict[str, str]:
    """What keeps this process from serving, by name, in words for the person who runs it; empty when all is well.

    `is_starting`: without what may well come back by itself while the process serves.
    """
    found = {
        "database": _database_fault(),
        "data": _folder_fault(settings.NEWSROOM_DATA, _("the data folder")),
        **_storage_faults(is_starting=is_starting),
    }
    return {name: fault for name, fault in found.items() if fault}


def _storage_faults(*, is_starting: bool) -> dict[str, str]:
    storage = files.originals()
    if isinstance(storage, FileSystemStorage):
        return {"uploads": _folder_fault(Path(settings.MEDIA_ROOT), _("the folder for uploads"))}
    try:
        storage.prove()
    except files.StorageRefuses as refused:
        log.warning("The bucket for photos is not for us: %s", refused)
        return {
            "storage": _("The bucket for photos is not there, or not for us. Look at S3_BUCKET and its keys.")
        }
    except files.StorageAway as away:
        log.warning("The storage of photos does not answer: %s", away)
        # Most of what readers want can be served without it: a process that starts does not wait for it.
        fault = _("The storage of photos does not answer. Look at S3_ENDPOINT, and whether its server runs.")
        return {} if is_starting else {"storage": fault}
    return {}


def _database_fault() -> str:
    try:
        applied = MigrationRecorder(connection).applied_migrations()
    except (DatabaseError, ImproperlyConfigured) as error:
        log.warning("The database does not answer: %s", " ".join(str(error).split()))
        return _("The database does not answer. Look at DATABASE_URL, and whether its server runs.")
    if _last_migrations() - applied.keys():
        return _("The database lacks the newest tables. Run: manage.py migrate")
    return ""


@cache
def _last_migrations() -> frozenset[tuple[str, str]]:
    """The newest migration of every application, by application and name."""
    return frozenset(MigrationLoader(None).graph.leaf_nodes())


def _folder_fault(folder: Path, name: str) -> str:
    try:
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(PROBE)
    except OSError as error:
        log.warning("Nothing can be written to %s: %s", folder, error)
        return _("Nothing can be written to %(folder)s. Look at NEWSROOM_DATA.") % {"folder": name}
    return ""
