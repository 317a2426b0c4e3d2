"""What a photo's file says, beside what the newsroom wrote, and in full."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editorial.models import Image
from editorial.photos.metadata import retold
from editorial.publishing.photo_file import told_by, told_by_block

# As the trade calls them; the first that speaks is believed.
BLOCKS = {"xmp": "XMP", "iim": "IPTC", "exif": "EXIF"}
# Of the record, how something was read: not the file's words.
REMARKS = {"credit_is_full", "credit_is_cut_off"}
NAMES = {
    "headline": _("title"),
    "caption": _("caption"),
    "creator": _("photographer"),
    "credit": _("credit"),
    "source": _("source"),
    "copyright_notice": _("copyright"),
    "instructions": _("instructions"),
    "taken_at": _("taken"),
    "alternative_text": _("alternative text"),
    "usage_terms": _("usage terms"),
    "licence_url": _("licence page"),
    "acquire_url": _("where to get a licence"),
    "licensor": _("licensor"),
    "sublocation": _("place"),
    "city": _("city"),
    "state": _("region"),
    "country": _("country"),
    "country_code": _("country code"),
}


@dataclass(frozen=True)
class Saying:
    """What one or more blocks of a file say of a field. `doubt` is a sentence: why that may not be all, or
    (`is_cut_off`) is not.
    """

    blocks: str
    words: str
    doubt: str = ""
    is_cut_off: bool = False


def sayings_of(photo: Image) -> dict[str, list[Saying]]:
    """What the file says of each of our fields, each different wording once, the block to believe first."""
    found: dict[str, dict[str, list[str]]] = {}
    told = told_by_block(photo)
    for block in sorted(told, key=_rank):
        for name, words in told[block].items():
            if words:
                found.setdefault(name, {}).setdefault(words, []).append(block)
    return {
        name: [_saying(photo, name, words, blocks) for words, blocks in said.items()]
        for name, said in found.items()
    }


def beside(name: str, value: object, sayings: Iterable[Saying]) -> SafeString:
    """The file's words for a field that holds this value: those that differ from it, and any doubt about it."""
    here = _spaced(value)
    told = [(each, _spaced(each.words) != here) for each in sayings]
    shown = [(each, is_other and not each.is_cut_off) for each, is_other in told if is_other or each.doubt]
    if not shown:
        return SafeString("")
    context = {"name": name, "sayings": shown}
    return render_to_string("admin/editorial/image/_beside.html", context)


def credit_doubt(photo: Image) -> str:
    """Why the credit may be only the beginning of one, in plain words; empty where it stands whole or is another."""
    is_as_read = photo.credit_line == told_by(photo)["credit_line"]
    if not (is_as_read and retold(photo.embedded).is_credit_cut_off):
        return ""
    return gettext(
        "The credit may be cut off: it fills the 32 bytes that the old form of file information (IPTC) has room for. "
        "Look for the whole line where the photo came from."
    )


def everything_said(photo: Image) -> SafeString | str:
    """Every field that was read from the file, as it was read, block by block."""
    lines = [
        (BLOCKS.get(block, block.upper()), NAMES.get(name, name), words)
        for block in sorted(photo.embedded, key=_rank)
        for name, words in photo.embedded[block].items()
        if words and name not in REMARKS
    ]
    if not lines:
        return gettext("nothing")
    return format_html('<dl class="said">{}</dl>', format_html_join("", "<dt>{} {}</dt><dd>{}</dd>", lines))


def _saying(photo: Image, name: str, words: str, blocks: list[str]) -> Saying:
    told = ", ".join(BLOCKS.get(block, block.upper()) for block in blocks)
    remarks = photo.embedded["iim"] if name == "credit_line" and blocks == ["iim"] else {}
    if "credit_is_cut_off" in remarks:
        doubt = gettext("Only its beginning: there is room for no more than 32 bytes in this form.")
    elif "credit_is_full" in remarks:
        doubt = gettext("Perhaps only its beginning: there is room for no more than 32 bytes in this form.")
    else:
        doubt = ""
    return Saying(told, words, doubt, is_cut_off="credit_is_cut_off" in remarks)


def _spaced(value: object) -> str:
    """The text with plain spaces: what differs in those alone says the same."""
    return " ".join(str(value or "").split())


def _rank(block: str) -> int:
    return [*BLOCKS, block].index(block)
