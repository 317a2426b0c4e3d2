"""The form of a story."""

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editorial import publishing
from editorial.admin import times
from editorial.admin.fields import BylinesField
from editorial.admin.forms import DeskForm
from editorial.admin.names import name_of
from editorial.models import Article
from editorial.models.recorded import Recorded, known_time_zone
from editorial.models.summary import points_of
from editorial.richtext import RichTextFormField

if TYPE_CHECKING:
    ModelMultipleChoiceField = forms.ModelMultipleChoiceField[User]
else:
    ModelMultipleChoiceField = forms.ModelMultipleChoiceField


# Fields that name other stories.
OTHER_STORIES = {"continues", "related"}


class PeopleField(ModelMultipleChoiceField):
    """People of the desk, by their names."""

    def label_from_instance(self, obj: Any) -> str:
        """The full name, or the login where there is none; and whether they have left."""
        name = name_of(obj)
        return name if obj.is_active else gettext("%(name)s (cannot sign in)") % {"name": name}


class ArticleForm(DeskForm):
    """A story as its editor writes it."""

    reads_well: ClassVar[dict[str, int]] = {"headline": 90, "standfirst": 250}

    slug = forms.SlugField(
        required=False,
        max_length=100,
        label=_("Address"),
        help_text=_(
            "The last part of the story's address. Empty: made from the headline. When it changes, the old address "
            "leads here for ever."
        ),
    )
    text = RichTextFormField(required=False, label=_("Text"))
    bylines = BylinesField()
    coverage_started_at = forms.CharField(required=False, label=_("Coverage starts"))
    restricted_to = PeopleField(
        User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("Restricted to"),
        help_text=_(
            "Tick people here, and for everyone else on the desk the story does not exist. Nobody: everyone sees it."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "restricted_to" in self.fields:
            self._offer_people()
        for name in OTHER_STORIES & {*self.fields}:
            self._offer_stories(name)
        start = self.fields.get("coverage_started_at")
        if start:
            self.initial["coverage_started_at"] = times.say(
                self.instance.coverage_started_at, self.instance.zone
            )
            start.help_text = gettext(
                "As the clock shows it where the story happens (%(zone)s), for example 2024-05-30 15:12."
            ) % {"zone": self.instance.time_zone}
            self.fields["time_zone"].widget.attrs["list"] = "time-zones"

    def _offer_people(self) -> None:
        """Who is at the desk, and who is named already: they stay named until somebody unticks them."""
        named = self.instance.restricted_to.values("pk") if self.instance.pk else []
        offered = models.Q(is_staff=True, is_active=True) | models.Q(pk__in=named)
        people = User.objects.filter(offered).order_by("first_name", "username")
        self.fields["restricted_to"].queryset = people  # type: ignore[attr-defined]  # the field above

    def _offer_stories(self, name: str) -> None:
        """Those that the person may know of, and those that are named already, which are called by nothing then."""
        field = self.fields[name]
        known = Article.objects.visible_to(self.by)
        offered = models.Q(pk__in=known.values("pk")) | models.Q(pk__in=self._named(name))
        # Found by typing; there is nothing to add or change from here.
        field.widget = field.widget.widget
        field.queryset = Article.objects.filter(offered).exclude(pk=self.instance.pk)  # type: ignore[attr-defined]  # a choice of rows
        field.label_from_instance = self._called  # type: ignore[attr-defined]  # a choice of rows

    def _named(self, name: str) -> list[int]:
        if not self.instance.pk:
            return []
        if name == "related":
            return [*self.instance.related.values_list("pk", flat=True)]
        return [self.instance.continues_id] if self.instance.continues_id else []

    def _called(self, story: Article) -> str:
        """The headline, to those who may read it."""
        if story.can_be_opened or story.may_be_seen_by(self.by):
            return story.headline
        return gettext("A story that is restricted to other people")

    def in_words(self, current: Recorded, name: str, value: Any) -> str:
        """A value as this person may read it."""
        if name not in OTHER_STORIES:
            return super().in_words(current, name, value)
        stories = value if isinstance(value, list) else [value] if value else []
        return "\n".join(map(self._called, stories))

    def clean_restricted_to(self) -> Any:
        """Keep people from shutting themselves out."""
        named = self.cleaned_data["restricted_to"]
        if named and not self.by.is_superuser and self.by not in named:
            raise ValidationError(gettext("Tick yourself too, or you could not open the story any more."))
        return named

    def clean_summary(self) -> str:
        """The points as they are kept: a browser ends its lines otherwise."""
        return "\n".join(points_of(self.cleaned_data["summary"]))

    def clean(self) -> dict[str, Any]:
        """Read the start of the coverage in the story's zone, which may have been changed in the same breath."""
        cleaned = super().clean() or self.cleaned_data
        if "time_zone" in cleaned and "coverage_started_at" in cleaned:
            try:
                known_time_zone(cleaned["time_zone"])
                cleaned["coverage_started_at"] = self._start(cleaned)
            except ValidationError as error:
                self.add_error("coverage_started_at", error)
        return cleaned

    def _start(self, cleaned: dict[str, Any]) -> Any:
        kept = self.instance.coverage_started_at
        zone = Article(time_zone=cleaned["time_zone"]).zone
        return times.read(cleaned["coverage_started_at"], zone, kept=kept)

    def hand_over(self, fields: dict[str, Any], seen: int | None) -> Article:
        """Create or change the story, and take it a step further if that was asked for: both, or neither."""
        step = next((status for status in Article.Status.values if f"_step_{status}" in self.data), None)
        with transaction.atomic():
            if self.instance.pk:
                story = publishing.change_story(self.instance, by=self.by, seen=seen, **fields)
            else:
                story = publishing.create_story(by=self.by, **fields)
            return publishing.set_status(story, step, by=self.by) if step else story
