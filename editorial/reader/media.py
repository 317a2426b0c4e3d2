"""Pictures as readers get them: renditions alone, and inert. Originals have no address."""

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

RENDITION = r"[0-9a-f]{32}-[0-9]{1,5}\.(?:avif|webp|jpg)"
MEDIA_TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}


@require_safe
def rendition(request: HttpRequest, name: str) -> HttpResponse:
    """One rendition. Its name changes whenever its bytes do, so whoever has it may keep it."""
    try:
        with default_storage.open(f"renditions/{name}") as file:
            data = file.read()
    except FileNotFoundError as error:
        raise Http404 from error
    headers = {
        "Cache-Control": "public, max-age=31536000, immutable",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(data, content_type=MEDIA_TYPES[name.rpartition(".")[2]], headers=headers)
