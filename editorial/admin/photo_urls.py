"""The addresses below a photo's own."""

from django.contrib import admin
from django.urls import URLPattern, path

from editorial.admin import adding, photo_card, photo_checks, photo_kill, photo_pictures, receiving


def photo_urls() -> list[URLPattern]:
    """What is asked of a photo beside its form."""
    guarded = admin.site.admin_view
    return [
        *adding.urls(),
        *receiving.urls(),
        *photo_card.urls(),
        path("checks/", guarded(photo_checks.checks), name="editorial_image_checks"),
        path("<str:key>/kill/", guarded(photo_kill.kill), name="editorial_image_kill"),
        path("<str:key>/restore/", guarded(photo_kill.restore), name="editorial_image_restore"),
        path("<str:key>/develop/", guarded(photo_pictures.develop), name="editorial_image_develop"),
        path("<str:key>/original/", guarded(photo_pictures.original), name="editorial_image_original"),
        path("<str:key>/pictures/", photo_pictures.pictures, name="editorial_image_pictures"),
    ]
