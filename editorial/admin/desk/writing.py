"""The paper that an entry is written on: the composer, or the form in which an entry is edited in place."""

from functools import cached_property
from typing import Any

from django.contrib.auth.models import User
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from editorial.admin import times
from editorial.admin.entry_form import steps_of
from editorial.admin.keys import key_in
from editorial.clock import style_here
from editorial.models import Article, Byline, LiveEntry, Newsroom
from editorial.models.recorded import new_public_id
from editorial.richtext import RichTextWidget

Status = LiveEntry.Status
# The buttons that send an entry on; of those that a form has, the first is the one for Ctrl and Enter.
SENDING = ("_publish", "_submit", "_save")


class EntryPaper:
    """What the template of the form is given: an entry's fields as its writer sees them.

    Without an entry it is the composer's. With the key of an older version, it holds that one's words.
    """

    def __init__(
        self, person: User, story: Article, entry: LiveEntry | None = None, version: str = ""
    ) -> None:
        self.person, self.story, self.entry = person, story, entry
        self.key = entry.public_id if entry else new_public_id()
        older = entry.history.filter(history_id=key_in(version)).first() if entry and version else None
        self.source: Any = older or entry
        self.is_older = older is not None

    @property
    def may_publish(self) -> bool:
        """Whether the person may publish, and set what readers see besides the words."""
        return self.person.has_perm("editorial.publish_liveentry")

    @property
    def heading(self) -> str:
        """The heading."""
        return self.source.heading if self.source else ""

    @property
    def text(self) -> SafeString:
        """The text area of the text editor, with the text."""
        widget = RichTextWidget(attrs={"id": f"{self.key}-text", "data-rich-text": "", "rows": "6"})
        area: SafeString = widget.render("text", self.source.text if self.source else "")
        return area

    @property
    def time(self) -> str:
        """The time as it may be typed; empty: now."""
        return times.say(self.source.published_at, self.story.zone) if self.source else ""

    @property
    def letters(self) -> str:
        """The letters of the story's clock now."""
        return times.letters_now(self.story.zone)

    @cached_property
    def bylines(self) -> list[Byline]:
        """Whose work it is, in order."""
        if self.is_older:
            return [place.byline for place in self.source.bylines.order_by("position")]
        if self.entry:
            return self.entry.ordered_bylines
        own = getattr(self.person, "byline", None)
        return [own] if own else []

    @cached_property
    def all_bylines(self) -> list[Byline]:
        """Who can be named."""
        return list(Byline.objects.all())

    @property
    def status(self) -> str:
        """Where the entry stands; empty for a new one."""
        return self.entry.status if self.entry else ""

    @property
    def is_out(self) -> bool:
        """Whether readers see it, or saw it."""
        return bool(self.entry and self.entry.was_published)

    @property
    def clock_style(self) -> str:
        """How clock times are written here: as the house does, if the desk's language has halves of the day."""
        return style_here(Newsroom.current().clock_style)

    @property
    def halves(self) -> dict[str, str]:
        """What the halves of the day are called beside a clock time."""
        words = {"am": _("AM"), "pm": _("PM")}
        is_small = self.clock_style == Newsroom.ClockStyle.TWELVE_PLAIN
        return {half: word.lower() if is_small else word for half, word in words.items()}

    @property
    def buttons(self) -> list[tuple[str, str, str]]:
        """What can be done with what is written, as name, words and keys; the usual thing last."""
        steps = dict(steps_of(self.status or None, self.may_publish))
        if self.may_publish:
            steps.pop("_submit", None)
        usual = next(name for name in SENDING if name in steps)
        keeping = next((name for name in ("_save", "_draft") if name in steps), "")
        keys = {keeping: "Ctrl S", usual: "Ctrl ↵"}
        return [
            (name, words, keys.get(name, ""))
            for name, words in sorted(steps.items(), key=lambda step: step[0] == usual)
        ]
