"""Form fields that the stock admin lacks: bylines in their order, and texts that are counted, never cut off."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from editorial.models import Byline

SPARE_ROWS = 2
MOST_ROWS = 12


class OrderedChoices(forms.MultiWidget):
    """One choice list below the other, in the order of what was chosen. Works by keyboard, without script."""

    def __init__(self, rows: int, choices: Sequence[tuple[Any, str]]) -> None:
        labels = [_("Byline %(number)d") % {"number": number} for number in range(1, rows + 1)]
        super().__init__(
            [forms.Select({"aria-label": label}, choices) for label in labels], {"class": "bylines"}
        )

    def decompress(self, value: Any) -> list[Any]:
        """The value of each list: the chosen ones, then none."""
        chosen = list(value or [])
        return chosen + [None] * (len(self.widgets) - len(chosen))

    def value_from_datadict(self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str) -> Any:
        """The keys chosen, in order, without the lists left empty."""
        posted = super().value_from_datadict(data, files, name)
        return [value for value in posted if value]


class BylinesField(forms.Field):
    """A story's or an entry's bylines, in the order that readers see."""

    def __init__(self) -> None:
        super().__init__(
            required=False,
            label=_("Bylines"),
            help_text=_("In the order that readers see. Empty lines count for nothing."),
        )

    def offer(self, chosen: Sequence[Byline], rows_posted: int) -> None:
        """Lay out the choices: one query for them all, and two lines more than are in use."""
        bylines = list(Byline.objects.all())
        self.known = {str(byline.pk): byline for byline in bylines}
        choices = [("", "—"), *((byline.pk, _name(byline)) for byline in bylines)]
        rows = max(rows_posted, len(chosen) + SPARE_ROWS)
        self.widget = OrderedChoices(min(rows, MOST_ROWS + len(chosen)), choices)

    def to_python(self, value: Any) -> list[Byline]:
        """The bylines of these keys, in their order, each once."""
        keys = list(dict.fromkeys(str(key) for key in value or []))
        if any(key not in self.known for key in keys):
            raise ValidationError(_("One of these bylines does not exist any more. Choose from the list."))
        return [self.known[key] for key in keys]

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether other bylines were chosen, or the same in another order."""
        return [str(key) for key in initial or []] != list(data or [])


def _name(byline: Byline) -> str:
    return f"{byline.name}, {byline.role}" if byline.role else byline.name


def count_instead_of_cutting(field: forms.Field, reads_well: int | None = None) -> None:
    """Take away the browser's silent limit on a text, and let `counter.js` show the count.

    Against what reads well it counts from the start; against what can be kept, once that comes near.
    """
    most = field.widget.attrs.pop("maxlength", None)
    if reads_well:
        field.widget.attrs["data-count-to"] = str(reads_well)
    elif most:
        field.widget.attrs["data-count-near"] = str(most)
