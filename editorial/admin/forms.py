"""What every form of the desk has in common: it hands its fields to `publishing`, and loses nothing that was typed."""

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.datastructures import MultiValueDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from editorial import publishing
from editorial.admin import times
from editorial.admin.comparing import in_words, marked, zone_of
from editorial.admin.fields import BylinesField, count_instead_of_cutting
from editorial.admin.keys import harmless, key_in
from editorial.admin.names import name_of
from editorial.models.recorded import Recorded

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[Any]
else:
    ModelForm = forms.ModelForm

# A revision that no row has: what is seen by a form that does not say what it was opened with.
UNKNOWN = -1


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
        self._disarm_keys()
        self.initial["seen"] = getattr(self.instance, "revision", 0)
        self._offer_bylines()

    def hand_over(self, fields: dict[str, Any], seen: int | None) -> models.Model:
        """Give the cleaned fields to the function of `publishing` that writes them; the row as it is then."""
        raise NotImplementedError

    def _disarm_keys(self) -> None:
        """Put a key that no row has in the place of what is no key: of its own the database would choke on it."""
        chosen = [name for name, field in self.fields.items() if isinstance(field, forms.ModelChoiceField)]
        posted = [name for name in chosen if name in self.data]
        if not posted:
            return
        data: MultiValueDict[str, Any] = MultiValueDict(self.data)
        for name in posted:
            data.setlist(name, [harmless(text) for text in data.getlist(name)])
        self.data = data

    def _offer_bylines(self) -> None:
        field = self.fields.get("bylines")
        if isinstance(field, BylinesField):
            chosen = self.instance.ordered_bylines if self.instance.pk else self.initial.get("bylines", [])
            self.initial["bylines"] = [byline.pk for byline in chosen]
            field.offer(chosen, sum(name.startswith("bylines_") for name in self.data))

    def _clean_fields(self) -> None:
        """Check each field; what is wrong with one that nobody sees is said on top."""
        super()._clean_fields()  # type: ignore[misc]  # Django's own step, which django-stubs leaves out
        for field in self.hidden_fields():
            for message in self.errors.get(field.name, []):
                self.add_error(None, message)

    def _check_row(self) -> None:
        """What the row itself asks of each field. Its constraints are left to `publishing`, which may make room first
        (for a newly pinned entry), and then asks the database.
        """
        exclude = self._get_validation_exclusions()  # type: ignore[attr-defined]  # left out by django-stubs
        row = forms.models.construct_instance(
            self, copy(self.instance), self._meta.fields, self._meta.exclude
        )
        try:
            row.full_clean(exclude=exclude, validate_unique=False, validate_constraints=False)
        except ValidationError as refused:
            self._update_errors(refused)  # type: ignore[attr-defined]  # left out by django-stubs

    def _post_clean(self) -> None:
        self._check_row()
        if self.errors:
            return
        fields = {name: value for name, value in self.cleaned_data.items() if self._is_handed_over(name)}
        try:
            self.saved = self.hand_over(fields, self._seen())
        except publishing.Conflict as conflict:
            self._face(conflict)
        except ValidationError as refused:
            self._tell(refused)

    def _seen(self) -> int | None:
        """The revision that the person knows: the one they opened, or the one they chose to write over."""
        if not self.instance.pk:
            return None
        opened: int | None = self.cleaned_data.get("seen")
        return key_in(self.data.get("_over")) or (UNKNOWN if opened is None else opened)

    def _is_handed_over(self, name: str) -> bool:
        is_theirs = bool(self.instance.pk) and self.data.get(f"_keep_{name}") == "theirs"
        return name not in self.aside and not is_theirs

    def _face(self, conflict: publishing.Conflict) -> None:
        self.conflict = conflict
        self.differences = tuple(self._differences(conflict.current))
        self.add_error(None, self._news(conflict.current))

    def _news(self, current: Recorded) -> str:
        if self._seen() == UNKNOWN:
            return _("The form did not say which version you opened. Compare yours with the saved one below.")
        who = current.changed_by
        told = {
            "name": name_of(who) or _("The server"),
            "time": times.say(current.changed_at, zone_of(current)),
        }
        return _("%(name)s saved this at %(time)s, after you opened it. Nothing you typed is lost.") % told

    def _differences(self, current: Recorded) -> Any:
        known = type(current).history.filter(id=current.pk, revision=self.cleaned_data.get("seen")).first()  # type: ignore[attr-defined]  # made by django-simple-history
        for name in [name for name in self.fields if name not in self.aside]:
            theirs, mine = value_of(current, name), self.mine(name)
            if theirs == mine:
                continue
            label = str(self.fields[name].label or name)
            words = [self.in_words(current, name, value) for value in (theirs, mine)]
            # The same words in another markup: then the markup is what there is to see.
            shown = marked(*words) if words[0] != words[1] else marked(str(theirs), str(mine))
            yield Difference(name, label, *shown, is_untouched=bool(known) and value_of(known, name) == mine)

    def in_words(self, current: Recorded, name: str, value: Any) -> str:
        """A field's value, as this person reads it."""
        return in_words(current, name, value)

    def mine(self, name: str) -> Any:
        """What this person gave for a field, as the row would hold it."""
        value = self.cleaned_data.get(name)
        return in_key_order(value) if isinstance(value, models.QuerySet) else value

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
    if name == "restricted_to" and hasattr(row, "history_id"):
        return in_key_order(place.user for place in row.restricted_to.select_related("user"))
    if name == "related" and hasattr(row, "history_id"):
        return in_key_order(place.to_article for place in row.related.select_related("to_article"))
    value = getattr(row, name, None)
    return in_key_order(value.all()) if isinstance(value, models.Manager) else value


def in_key_order(rows: Iterable[Any]) -> list[Any]:
    """Rows of which none comes first by rights, so that two lists of them can be compared."""
    return sorted(rows, key=lambda row: row.pk)
