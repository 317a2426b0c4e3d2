"""The form of a photo."""

import datetime
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from editorial import publishing
from editorial.admin import times
from editorial.admin.forms import DeskForm
from editorial.admin.photo_said import Saying, beside, sayings_of
from editorial.models import Image

ACCEPTED = "image/jpeg,image/png,image/webp,image/avif,image/gif,image/heic,image/heif,.heic,.heif"
TIMES = {
    "embargo_until": _("Until then it cannot be published."),
    "use_until": _("From then on it cannot be published any more."),
}
HOW_TO_WRITE = _("As 2026-11-23 18:00, by the clock of the house; 18:00 alone is of today.")


class BesideFile(forms.BoundField):
    """A field of the form with what the photo's file says of it underneath."""

    def as_widget(self, *args: Any, **kwargs: Any) -> SafeString:
        """The field, and the file's words where they are others."""
        widget = super().as_widget(*args, **kwargs)
        sayings = self.form.sayings.get(self.name) if isinstance(self.form, PhotoForm) else None
        return widget + beside(self.name, self.value(), sayings) if sayings else widget


class PhotoForm(DeskForm):
    """A photo as its editor describes it."""

    bound_field_class = BesideFile
    reads_well: ClassVar[dict[str, int]] = {"alternative_text": 250, "caption": 400}

    file = forms.FileField(
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        label=_("File"),
        help_text=_(
            "JPEG, PNG, WebP, AVIF, GIF or HEIC, up to 64 MB. What the file says of itself fills in the texts."
        ),
    )
    embargo_until = forms.CharField(required=False, label=_("Embargo until"))
    use_until = forms.CharField(required=False, label=_("Use until"))

    class Meta:
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "alternative_text": forms.Textarea(attrs={"rows": 2}),
            "caption": forms.Textarea(attrs={"rows": 3}),
            "usage_terms": forms.Textarea(attrs={"rows": 2}),
            "instructions": forms.Textarea(attrs={"rows": 2}),
            "rights_notes": forms.Textarea(attrs={"rows": 2}),
            "focal_x": forms.NumberInput(attrs={"step": "0.01", "min": "0", "max": "1"}),
            "focal_y": forms.NumberInput(attrs={"step": "0.01", "min": "0", "max": "1"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields and not self.instance.pk:
            self.fields["file"].required = True
        for name in self._times():
            self.initial[name] = times.say(getattr(self.instance, name), timezone.get_default_timezone())
            self.fields[name].help_text = format_lazy("{} {}", TIMES[name], HOW_TO_WRITE)

    @cached_property
    def sayings(self) -> dict[str, list[Saying]]:
        """What the photo's file says, by the fields of the form."""
        return sayings_of(self.instance)

    def clean(self) -> dict[str, Any]:
        """Read the times by the clock of the house."""
        cleaned = super().clean() or self.cleaned_data
        for name in [name for name in self._times() if name in cleaned]:
            try:
                cleaned[name] = self._read(name, cleaned[name])
            except ValidationError as error:
                self.add_error(name, error)
        return cleaned

    def hand_over(self, fields: dict[str, Any], seen: int | None) -> Image:
        """Take the photo in, or change its texts; its file too, if another was chosen."""
        upload = fields.pop("file", None)
        given: dict[str, Any] = {}
        if isinstance(upload, UploadedFile):
            given = {"upload": upload.file, "name": upload.name or ""}
        if self.instance.pk:
            return publishing.change_photo(self.instance, by=self.by, seen=seen, **given, **fields)
        return publishing.add_photo(by=self.by, **given, **fields)

    def _times(self) -> list[str]:
        return [name for name in TIMES if name in self.fields]

    def _read(self, name: str, text: str) -> datetime.datetime | None:
        return times.read(text, timezone.get_default_timezone(), kept=getattr(self.instance, name))
