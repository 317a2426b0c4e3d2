"""The summary of a story: what is known, one point a line."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST_POINTS = 20
LONGEST_POINT = 300


def points_of(summary: str) -> list[str]:
    """The points, without what stands around them; blank lines are none."""
    lines = (line.strip() for line in re.split(r"\r\n?|\n", summary))
    return [line for line in lines if line]


def refuse_long_summary(summary: str) -> None:
    """Refuse what nobody would take for a summary any more, saying what to shorten."""
    points = points_of(summary)
    if len(points) > MOST_POINTS:
        raise ValidationError(
            _("These are %(count)d points. Keep the %(most)d that matter most."),
            params={"count": len(points), "most": MOST_POINTS},
        )
    for number, point in enumerate(points, 1):
        if len(point) > LONGEST_POINT:
            raise ValidationError(
                _("Point %(number)d has %(count)d characters. Keep each within %(most)d."),
                params={"number": number, "count": len(point), "most": LONGEST_POINT},
            )
