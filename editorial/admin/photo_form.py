"""The form of a photo."""

from typing import Any, ClassVar

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from editorial import publishing
from editorial.admin.forms import DeskForm
from editorial.models import Image


class PhotoForm(DeskForm):
    """A photo as its editor describes it."""

    reads_well: ClassVar[dict[str, int]] = {"alternative_text": 250, "caption": 400}

    file = forms.FileField(
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/avif,image/gif"}),
        label=_("File"),
        help_text=_(
            "JPEG, PNG, WebP, AVIF or GIF, up to 64 MB. What the file says of itself fills in the texts."
        ),
    )

    class Meta:
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "alternative_text": forms.Textarea(attrs={"rows": 2}),
            "caption": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields and not self.instance.pk:
            self.fields["file"].required = True

    def hand_over(self, fields: dict[str, Any], seen: int | None) -> Image:
        """Take the photo in, or change its texts; its file too, if another was chosen."""
        upload = fields.pop("file", None)
        given: dict[str, Any] = {}
        if isinstance(upload, UploadedFile):
            given = {"upload": upload.file, "name": upload.name or ""}
        if self.instance.pk:
            return publishing.change_photo(self.instance, by=self.by, seen=seen, **given, **fields)
        return publishing.add_photo(by=self.by, **given, **fields)
