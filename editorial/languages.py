"""Which language a page speaks: the story's own where the interface speaks that, else the newsroom's.

Never by what a browser asks for: everyone gets the same page under the same address.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import lru_cache, wraps

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import translation

from editorial.models import Article, Newsroom


def interface_language(tag: str) -> str:
    """The language of the interface that serves for this one (`de` for de-AT); empty where there is none."""
    try:
        return translation.get_supported_language_variant(tag) if tag else ""
    except LookupError:
        return ""


def language_of(story: Article, house: str) -> str:
    """The language that a story's pages speak, in a newsroom that speaks `house`."""
    return interface_language(story.language) or interface_language(house) or settings.LANGUAGE_CODE


def own_language(story: Article, house: str) -> str:
    """What the story's own words are to be marked with; empty where they are in the language spoken just now."""
    tag = story.language or house
    return "" if interface_language(tag) == translation.get_language() else tag


def tag_of(story: Article, newsroom: Newsroom) -> str:
    """The language of a story's words, as BCP 47 writes it (en-GB)."""
    return bcp47(story.language or newsroom.language)


def bcp47(code: str) -> str:
    """A language's code with a region in capitals; Django writes it small."""
    language, _hyphen, region = code.partition("-")
    return f"{language}-{region.upper()}" if len(region) == 2 else code


def speaking(language: str) -> AbstractContextManager[None]:
    """Speak this language, and then again the one before."""
    return translation.override(language)


def speak(language: str) -> None:
    """Speak this language until the request ends (liveblog.middleware lets the next begin with its own)."""
    translation.activate(language)


def is_desk(request: HttpRequest) -> bool:
    """Whether the request is of the desk, which speaks the language of the person who asks."""
    return request.path_info.startswith(_desk_address())


@lru_cache
def _desk_address() -> str:
    return reverse("admin:index")


def speak_house_language() -> None:
    """Speak the newsroom's language until the request ends; English where the database does not answer."""
    try:
        found = Newsroom.objects.values_list("language", flat=True).get(pk=1)
    except (DatabaseError, Newsroom.DoesNotExist):
        found = ""  # what is wrong is told by whoever asks for more than a language
    speak(interface_language(found) or settings.LANGUAGE_CODE)


def in_house_language(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let a view of many stories, or of none, speak the newsroom's language."""

    @wraps(view)
    def spoken(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        speak_house_language()
        return view(request, *args, **kwargs)

    return spoken
