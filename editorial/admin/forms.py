"""What every form of the desk has in common: it hands its fields to `publishing`, and loses nothing that was typed."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from editorial import publishing
from editorial.admin import times
from editorial.admin.comparing import in_words, marked, zone_of
from editorial.admin.fields import BylinesField, count_instead_of_cutting
from editorial.admin.keys import key_in
from editorial.models.recorded import Recorded

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[Any]
else:
    ModelForm = forms.ModelForm


@dataclass(frozen=True)
class Difference:
    """One field that two people wrote differently. `is_untouched`: this person left it as they found it."""

    name: str
    label: str
    theirs: SafeString
    mine: SafeString
    is_untouched: bool


class DeskForm(ModelForm):
    """A form whose last step of validation is the call of `publishing`.

    What that refuses is an error of the form, beside the field, with all that was typed still in it. `saved` is the
    row afterwards. `conflict` tells who saved since, and `differences` where the two versions part.
    """

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    by: User
    saved: models.Model | None = None
    conflict: publishing.Conflict | None = None
    differences: tuple[Difference, ...] = ()
    # How many characters read well, where that is less than the most that can be kept.
    reads_well: ClassVar[dict[str, int]] = {}
    # Fields of the form that are no fields of the row.
    aside: ClassVar[frozenset[str]] = frozenset({"seen"})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = {*(self._meta.fields or ()), *self.aside} - {*(self._meta.exclude or ())}
        for name in [name for name in self.fields if name not in offered]:
            del self.fields[name]
        for name, field in self.fields.items():
            count_instead_of_cutting(field, self.reads_well.get(name))
        self.initial["seen"] = getattr(self.instance, "revision", 0)
        self._offer_bylines()

    def hand_over(self, fields: dict[str, Any], seen: int | None) -> models.Model:
        """Give the cleaned fields to the function of `publishing` that writes them; the row as it is then."""
        raise NotImplementedError

    def _offer_bylines(self) -> None:
        field = self.fields.get("bylines")
        if isinstance(field, BylinesField):
            chosen = self.instance.ordered_bylines if self.instance.pk else self.initial.get("bylines", [])
            self.initial["bylines"] = [byline.pk for byline in chosen]
            field.offer(chosen, sum(name.startswith("bylines_") for name in self.data))

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]  # Django's own step, which django-stubs leaves out
        if self.errors:
            return
        fields = {name: value for name, value in self.cleaned_data.items() if self._is_handed_over(name)}
        try:
            self.saved = self.hand_over(fields, self._seen())
        except publishing.Conflict as conflict:
            self._face(conflict)
        except ValidationError as refused:
            self._tell(refused)

    def validate_constraints(self) -> None:
        """Leave this to `publishing`, which makes room first (for a newly pinned entry) and then asks the database."""

    def _seen(self) -> int | None:
        """The revision that the person knows: the one they opened, or the one they chose to write over."""
        seen: int | None = key_in(self.data.get("_over")) or self.cleaned_data.get("seen")
        return seen if self.instance.pk else None

    def _is_handed_over(self, name: str) -> bool:
        return name not in self.aside and self.data.get(f"_keep_{name}") != "theirs"

    def _face(self, conflict: publishing.Conflict) -> None:
        self.conflict = conflict
        self.differences = tuple(self._differences(conflict.current))
        who = conflict.current.changed_by
        told = {
            "name": (who.get_full_name() or who.get_username()) if who else _("The server"),
            "time": times.say(conflict.current.changed_at, zone_of(conflict.current)),
        }
        self.add_error(
            None, _("%(name)s saved this at %(time)s, after you opened it. Nothing you typed is lost.") % told
        )

    def _differences(self, current: Recorded) -> Any:
        known = type(current).history.filter(id=current.pk, revision=self.cleaned_data.get("seen")).first()  # type: ignore[attr-defined]  # made by django-simple-history
        for name in [name for name in self.fields if name not in self.aside]:
            theirs, mine = value_of(current, name), self.mine(name)
            if theirs == mine:
                continue
            label = str(self.fields[name].label or name)
            words = [in_words(current, name, value) for value in (theirs, mine)]
            # The same words in another markup: then the markup is what there is to see.
            shown = marked(*words) if words[0] != words[1] else marked(str(theirs), str(mine))
            yield Difference(name, label, *shown, is_untouched=bool(known) and value_of(known, name) == mine)

    def mine(self, name: str) -> Any:
        """What this person gave for a field, as the row would hold it."""
        value = self.cleaned_data.get(name)
        return list(value) if isinstance(value, models.QuerySet) else value

    def _tell(self, refused: ValidationError) -> None:
        """Put each message beside its field; one about a field that is not here goes on top, with the field's name."""
        if not hasattr(refused, "error_dict"):
            self.add_error(None, refused)
            return
        for name, messages in refused.error_dict.items():
            self.add_error(name if name in self.fields else None, messages)


def value_of(row: Any, name: str) -> Any:
    """A field's value as a row, or a row of its history, has it: bylines and people as a list."""
    if name == "bylines":
        places = row.byline_places if hasattr(row, "byline_places") else row.bylines
        return [place.byline for place in places.order_by("position")]
    value = getattr(row, name, None)
    return list(value.all()) if isinstance(value, models.Manager) else value
