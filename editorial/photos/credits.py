"""Reading a credit line. The line, verbatim, is what counts and what is printed; these are its parts."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from editorial.models.newsroom import AGENCIES, DISTRIBUTORS
from editorial.photos.people import are_people, has_initial

_LICENCE = re.compile(
    r"[\s,;/|(\[]*\b(?:CC0(?:[ -]1\.0)?|CC[ -]BY(?:[ -](?:NC|ND|SA))*(?:[ -]\d\.\d)?|public domain)\b[)\]]*",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?:(?:photo|photograph|photos|picture|image|foto)s?\s*(?:by\b|courtesy of\b|credit\b|:)"
    r"|(?:photo |image |picture )?credit(?: image| photo)?\s*:|courtesy of\b|copyright\b|©|\(c\))[\s:]*(?:\d{4}\s)?\s*",
    re.IGNORECASE,
)
_VIA = re.compile(r"(?:^|[\s,]+)via(?:\s+|$)", re.IGNORECASE)
_BETWEEN = re.compile(r"[/|]")
# How a picture came to be, in the place of a name.
_MANNER = re.compile(
    r"(?:^|,\s*)(?:files?(?: photo)?|file image|handout|hand-out|pool|stringer|supplied|screengrab)$",
    re.IGNORECASE,
)
# What agencies add to their names: AP Photo, Anadolu Agency.
_ADDED = re.compile(r"\s+(?:photos?|pictures|(?:news )?agency)$", re.IGNORECASE)


@dataclass(frozen=True)
class CreditParts:
    """Who took it (people, or the body that handed it out), for whom, who passed it on."""

    photographer: str = ""
    agency: str = ""
    distributor: str = ""


def credit_parts(
    line: str, agencies: Collection[str] = AGENCIES, distributors: Collection[str] = DISTRIBUTORS
) -> CreditParts:
    """The parts of a credit line, as far as its slashes, a "via", known names and the look of names tell.

    Read are PERSON/AGENCY/DISTRIBUTOR, AGENCY/Person, Person/Agency/Library via Distributor, any one alone; people
    may be several. Licences, "Photo by" and "Handout" are nobody's name and left out.
    """
    reading = _Reading(_folded(agencies), _folded(distributors))
    names, via = _names(line)
    rest, distributor = (names, via) if via else reading.without_distributor(names)
    people, bodies = reading.apart(rest)
    if not via and not distributor and are_people(rest[0] if rest else "") and len(bodies) > 1:
        bodies, distributor = reading.without_last(bodies)
    return CreditParts("/".join(people), "/".join(map(reading.short, bodies)), distributor)


@dataclass(frozen=True)
class _Reading:
    """A credit line as one newsroom reads it, which knows these names (without regard to capitals)."""

    agencies: frozenset[str]
    distributors: frozenset[str]

    def short(self, name: str) -> str:
        """`AP Photo` as the AP that the newsroom knows."""
        short = _ADDED.sub("", name)
        return short if short.casefold() in self.agencies and name.casefold() not in self.agencies else name

    def knows(self, name: str) -> bool:
        """Whether this is a body of the newsroom's lists."""
        return self.short(name).casefold() in self.agencies or name.casefold() in self.distributors

    def without_distributor(self, names: list[str]) -> tuple[list[str], str]:
        """The names but for the last one that is known to pass pictures on."""
        for at in reversed(range(len(names))):
            if names[at].casefold() in self.distributors:
                return names[:at] + names[at + 1 :], names[at]
        return names, ""

    def without_last(self, bodies: list[str]) -> tuple[list[str], str]:
        """In PERSON/AGENCY/DISTRIBUTOR the third passed it on, unless it is an agency."""
        return (bodies, "") if self.knows(bodies[-1]) else (bodies[:-1], bodies[-1])

    def apart(self, names: list[str]) -> tuple[list[str], list[str]]:
        """Who took it, and for whom."""
        likely = [are_people(name) and not self.knows(name) for name in names]
        if len(names) > 1 and all(likely) and not has_initial(names[-1]):
            likely[-1] = False  # what stands last is the agency, though it looks like a name
        if not any(likely):
            return self._apart_by_order(names)
        first = likely.index(True)
        end = likely.index(False, first) if False in likely[first:] else len(names)
        return names[first:end], names[:first] + names[end:]

    def _apart_by_order(self, names: list[str]) -> tuple[list[str], list[str]]:
        """Where nobody looks like a person: the first handed it out, unless it is a known agency."""
        at = next((at for at, name in enumerate(names) if not self.knows(name)), len(names))
        is_first_known = at > 0
        return (names[at:], names[:at]) if is_first_known else (names[:1], names[1:])


def _folded(names: Collection[str]) -> frozenset[str]:
    return frozenset(name.casefold() for name in names)


def _names(line: str) -> tuple[list[str], str]:
    """The names between the slashes, and the one behind the last "via"."""
    before, *vias = _VIA.split(_bare(line))
    passed = [name for via in vias if (name := via.strip(" ,"))]
    parts = [part for each in (before, *passed[:-1]) for part in _BETWEEN.split(each)]
    names = (_MANNER.sub("", part.strip(" ,")).strip(" ,") for part in parts)
    return list(filter(None, names)), passed[-1] if passed else ""


def _bare(line: str) -> str:
    """The line without brackets around it, licences, and the words that only say that it is a credit."""
    bare = " ".join(_LICENCE.sub("", line).split())
    if bare[:1] + bare[-1:] in {"()", "[]"}:
        bare = bare[1:-1].strip()
    while found := _BEFORE.match(bare):
        bare = bare[found.end() :]
    return bare
