"""The form of a live entry, and the buttons under it."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editorial import publishing
from editorial.admin import times
from editorial.admin.fields import BylinesField
from editorial.admin.forms import DeskForm
from editorial.models import Article, Correction, LiveEntry
from editorial.models.recorded import new_public_id, one_line
from editorial.richtext import RichTextFormField

Status = LiveEntry.Status
# What the buttons ask for. Plain saving keeps the status; a new entry begins as a draft.
ASKED = {"_draft": Status.DRAFT, "_submit": Status.SUBMITTED, "_publish": Status.PUBLISHED}


class EntryForm(DeskForm):
    """A live entry as its writer fills it in."""

    aside = DeskForm.aside | {"token", "correction", "is_typing_error"}
    reads_well: ClassVar[dict[str, int]] = {"heading": 80}

    text = RichTextFormField(required=False, label=_("Text"))
    published_at = forms.CharField(required=False, label=_("Time"))
    bylines = BylinesField()
    correction = forms.CharField(
        required=False,
        max_length=Correction._meta.get_field("note").max_length,
        validators=[one_line],
        label=_("Correction"),
        help_text=_("If readers were told something wrong: what, and what is right. They are told it."),
    )
    is_typing_error = forms.BooleanField(
        required=False,
        label=_("Typing error"),
        help_text=_("A slip that misled nobody: it is put right without a mark."),
    )
    # So that a double click, or a second try after a lost answer, makes one entry and not two.
    token = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["token"]
        else:
            self.initial["token"] = new_public_id()
        if "published_at" in self.fields:
            self._say_time()

    def _tell(self, refused: ValidationError) -> None:
        """As elsewhere; a form that has made its entry already is made out anew, so that sending it again works."""
        super()._tell(refused)
        token = self.data.get("token")
        if token and LiveEntry.objects.filter(submission_token=token).exists():
            self._renew_token()

    def _clean_fields(self) -> None:
        super()._clean_fields()
        if "token" in self.errors:
            self._renew_token()

    def _renew_token(self) -> None:
        self.data = MultiValueDict(self.data)
        self.data["token"] = new_public_id()

    def _say_time(self) -> None:
        story = self.instance.article if self.instance.pk else self.initial.get("article")
        where = gettext("where the story happens")
        if isinstance(story, Article):
            self.initial["published_at"] = times.say(self.instance.published_at, story.zone)
            where = f"{story.time_zone}, {times.letters_now(story.zone)}"
        self.fields["published_at"].help_text = gettext(
            "As the clock shows it (%(where)s): 2024-05-30 15:12, or 15:12 for today. Empty: the moment of "
            "publishing. A time to come: the entry publishes itself then."
        ) % {"where": where}

    def clean(self) -> dict[str, Any]:
        """Read the time in the zone of the story."""
        cleaned = super().clean() or self.cleaned_data
        story = self.instance.article if self.instance.pk else cleaned.get("article")
        if story is not None and "published_at" in cleaned:
            try:
                cleaned["published_at"] = times.read(
                    cleaned["published_at"], story.zone, kept=self.instance.published_at
                )
            except ValidationError as error:
                self.add_error("published_at", error)
        elif "published_at" in cleaned:
            cleaned["published_at"] = None
        return cleaned

    def hand_over(self, fields: dict[str, Any], seen: int | None) -> LiveEntry:
        """Post or change the entry, with the status that the button pressed asks for."""
        asked = next((status for button, status in ASKED.items() if button in self.data), None)
        if self.instance.pk:
            return publishing.change_entry(
                self.instance, by=self.by, seen=seen, status=asked, **self._said_of_change(), **fields
            )
        story, token = fields.pop("article"), self.cleaned_data.get("token")
        return publishing.post_entry(story, by=self.by, status=asked or Status.DRAFT, token=token, **fields)

    def _said_of_change(self) -> dict[str, Any]:
        """What readers are told of the change; who may not tell them anything is not asked."""
        told: dict[str, Any] = {
            name: self.cleaned_data[name]
            for name in ("correction", "is_typing_error")
            if name in self.cleaned_data
        }
        return {**told, "asks_correction": "correction" in told}


def steps_of(status: str | None, may_publish: bool) -> list[tuple[str, str]]:
    """The buttons for an entry of this status (None: not yet written), the first for the Return key."""
    if status is None or status == Status.DRAFT:
        steps = [("_draft", gettext("Save draft")), ("_submit", gettext("Submit"))]
        return [*steps, ("_publish", gettext("Publish"))] if may_publish else steps
    if status == Status.SUBMITTED:
        steps = [("_save", gettext("Save")), ("_draft", gettext("Take back as a draft"))]
        return [*steps, ("_publish", gettext("Publish"))] if may_publish else steps
    if status == Status.SCHEDULED:
        return [("_save", gettext("Save")), ("_draft", gettext("Take out of the schedule"))]
    if status == Status.PUBLISHED:
        return [("_save", gettext("Publish changes"))]
    return [("_save", gettext("Save"))]
