"""Pictures as readers get them: renditions alone, and inert. Originals have no address."""

import logging
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from editorial.models import Image
from editorial.photos import files

log = logging.getLogger(__name__)
MEDIA_TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}


@require_safe
def rendition(request: HttpRequest, name: str) -> HttpResponse:
    """One rendition. Its name changes whenever its bytes do, so whoever has it may keep it.

    Not found where its photo was killed, whether or not the file has gone yet; 503 while the storage is away.
    """
    token = name.partition("/")[0]
    if not Image.objects.filter(token=token, killed_at__isnull=True).exists():
        raise Http404
    try:
        data = files.rendition(name)
    except FileNotFoundError as error:
        raise Http404 from error
    except files.StorageAway as away:
        log.warning("A picture cannot be served: %s", away)
        in_a_moment = {"Retry-After": "5", "Cache-Control": "no-store"}
        return HttpResponse(status=HTTPStatus.SERVICE_UNAVAILABLE, headers=in_a_moment)
    headers = {
        "Cache-Control": "public, max-age=31536000, immutable",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(data, content_type=MEDIA_TYPES[name.rpartition(".")[2]], headers=headers)
