"""An edit that is sent once more because its answer was lost: it was done the first time, and is no conflict."""

from editorial.admin.entry_form import ASKED, EntryForm
from editorial.models import LiveEntry
from editorial.models.recorded import Recorded

Status = LiveEntry.Status


def is_own_retry(form: EntryForm, current: Recorded) -> bool:
    """Whether the row is what this form was sent to make of it, by the next saving and by the same hand."""
    return (
        isinstance(current, LiveEntry)
        and current.changed_by_id == form.by.pk
        and current.revision == (form.cleaned_data.get("seen") or 0) + 1
        and _is_taken_there(form, current)
        and _is_told(form, current)
        and not any(_differs(form, current, each.name) for each in form.differences)
    )


def _is_taken_there(form: EntryForm, current: LiveEntry) -> bool:
    """Whether it has the status that the button asked for; published, it is scheduled if its time is to come."""
    asked = next((status for button, status in ASKED.items() if button in form.data), None)
    return (
        asked is None
        or asked == current.status
        or {asked, current.status} == {Status.PUBLISHED, Status.SCHEDULED}
    )


def _is_told(form: EntryForm, current: LiveEntry) -> bool:
    note = form.cleaned_data.get("correction")
    return not note or current.corrections.filter(note=note, by=form.by).exists()


def _differs(form: EntryForm, current: LiveEntry, name: str) -> bool:
    """An empty time is that of the publication."""
    is_now = name == "published_at" and form.mine(name) is None
    return not (is_now and current.published_at == current.first_published_at)
