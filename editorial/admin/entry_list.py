"""The columns of the list of entries, and what else is shown of an entry for reading."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editorial.admin import times
from editorial.admin.badges import badge, thumbnail
from editorial.admin.base import TextAdmin
from editorial.admin.comparing import readable
from editorial.admin.names import name_of
from editorial.models import LiveEntry


class EntryColumns(TextAdmin):
    """What is said of an entry."""

    @admin.display(description=_("time"), ordering="published_at")
    def time(self, entry: LiveEntry) -> str:
        """The time that readers see, in the story's zone."""
        return times.say(entry.published_at, entry.article.zone) or "—"

    @admin.display(description=_("heading"), ordering="heading")
    def title(self, entry: LiveEntry) -> str:
        """The heading, or the beginning of the text of a draft without one."""
        return entry.heading or readable(entry.text)[:60] or gettext("(empty)")

    @admin.display(description=_("status"), ordering="status")
    def state(self, entry: LiveEntry) -> SafeString:
        """Where the entry stands."""
        return badge(entry.status, entry.get_status_display())

    @admin.display(description=_("marks"))
    def signs(self, entry: LiveEntry) -> SafeString | str:
        """Key event, pinned."""
        key = badge("key", gettext("key event")) if entry.is_key_event else ""
        pin = badge("pin", gettext("pinned")) if entry.is_pinned else ""
        return format_html("{} {}", key, pin)

    @admin.display(description=_("photo"))
    def photo(self, entry: LiveEntry) -> SafeString | str:
        """The first of its photos, small."""
        return thumbnail(next(iter(entry.photos.all()), None))

    @admin.display(description=_("story"), ordering="article__headline")
    def story(self, entry: LiveEntry) -> SafeString:
        """The way to its story."""
        address = reverse("admin:editorial_article_change", args=[entry.article_id])
        return format_html('<a href="{}">{}</a>', address, entry.article.headline)

    @admin.display(description=_("by"), ordering="created_by__username")
    def writer(self, entry: LiveEntry) -> str:
        """Who began it."""
        return name_of(entry.created_by)

    @admin.display(description=_("text"))
    def text_shown(self, entry: LiveEntry) -> SafeString:
        """The text for reading."""
        return format_html('<div class="reading">{}</div>', readable(entry.text))

    @admin.display(description=_("told so far"))
    def corrections_told(self, entry: LiveEntry) -> str:
        """The corrections that readers have been told."""
        zone = entry.article.zone
        told = [
            f"{times.say(correction.at, zone)}: {correction.note}" for correction in entry.corrections.all()
        ]
        return "\n".join(told) or gettext("none")
