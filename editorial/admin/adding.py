"""The page on which many photos are brought into the library at once, and described."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from editorial.admin.answers import answering
from editorial.admin.base import person
from editorial.admin.desk.words import words as words_of_desk

# Beside the words of the desk's photo cards, some of which read otherwise here.
WORDS = {
    "arrived": gettext_lazy("In the library"),
    "gone": gettext_lazy("This photo is not in the library any more, or not for you to see."),
    "failed": gettext_lazy("The newsroom's server had a fault. Try again."),
    "removed": gettext_lazy("%(photo)s is not in this list any more."),
    "discarded": gettext_lazy("%(photo)s is not in the library any more."),
    "reallyDiscard": gettext_lazy("Really throw away?"),
    "is_back": gettext_lazy("What was unfinished here is back."),
    "arrivals": gettext_lazy("%(here)s of %(all)s in the library"),
}
# What is counted (adding/counting.js), in the order in which one would go after it.
COUNTS = [
    ("refused", gettext_lazy("Refused")),
    ("obstacle", gettext_lazy("Not to be published")),
    ("duplicates", gettext_lazy("There already")),
    ("credit_line", gettext_lazy("Credit missing")),
    ("alternative_text", gettext_lazy("Alternative text missing")),
]


@never_cache
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The page, for everyone who may bring photos."""
    if not person(request).has_perm("editorial.add_image"):
        raise PermissionDenied
    context = {
        **admin.site.each_context(request),
        "title": _("Add photos"),
        "words": words(),
        "counts": COUNTS,
    }
    return TemplateResponse(request, "admin/adding/page.html", context)


@answering("GET", "HEAD", right="add_image")
def token(request: HttpRequest) -> HttpResponse:
    """The token that posts are sent with, after signing in anew; and who is signed in."""
    return JsonResponse({"csrf": get_token(request), "person": person(request).get_username()})


def words() -> dict[str, str]:
    """What the page's scripts say, in the person's language."""
    return words_of_desk()["photos"] | {name: str(word) for name, word in WORDS.items()}


def urls() -> list[URLPattern]:
    """Below the address of the photos."""
    return [
        path("add-photos/", admin.site.admin_view(page), name="editorial_image_add_photos"),
        path("add-photos/token/", token, name="editorial_image_add_photos_token"),
    ]
