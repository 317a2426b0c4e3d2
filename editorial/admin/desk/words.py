"""The words that the desk's JavaScript says, by what says them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, dict[str, str | Promise]] = {
    "asking": {
        "unreachable": _("The newsroom cannot be reached."),
        "failed": _("The newsroom's server had a fault. Try again."),
    },
    "timeline": {},
    "writing": {},
    "photos": {},
    "story": {},
}


def words() -> dict[str, dict[str, str]]:
    """All of them, in the person's language."""
    return {part: {name: str(word) for name, word in said.items()} for part, said in WORDS.items()}
