"""The language of a story's own words, in templates."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from editorial.languages import own_language
from editorial.models import Article, Newsroom

register = template.Library()


@register.simple_tag(takes_context=True)
def own_lang(context: Mapping[str, Any], story: Article) -> SafeString | str:
    """The attribute `lang` for an element with words of this story alone, where the page speaks another language."""
    newsroom = context.get("newsroom")
    language = own_language(story, newsroom.language if isinstance(newsroom, Newsroom) else "")
    return format_html(' lang="{}"', language) if language else ""
