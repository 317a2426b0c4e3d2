"""Reading a credit line. The line, verbatim, is what counts and what is printed; these are its parts."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from editorial.models.newsroom import AGENCIES, DISTRIBUTORS

_LICENCE = re.compile(r"CC0|CC[ -]BY", re.IGNORECASE)


@dataclass(frozen=True)
class CreditParts:
    """Who took it (a person, or the body that handed it out), for whom, who passed it on."""

    photographer: str = ""
    agency: str = ""
    distributor: str = ""


def credit_parts(
    line: str, agencies: Collection[str] = AGENCIES, distributors: Collection[str] = DISTRIBUTORS
) -> CreditParts:
    """The parts of a credit line, as far as its slashes, a "via" and known names tell.

    Read are PERSON/AGENCY/DISTRIBUTOR, AGENCY/Person, Person/Agency/Library via Distributor, any one alone.
    """
    rest, distributor = _without_distributor(line, agencies, distributors)
    if not rest:
        return CreditParts(distributor=distributor)
    if _is_known(rest[0], agencies):
        return CreditParts("/".join(rest[1:]), rest[0], distributor)
    return CreditParts(rest[0], "/".join(rest[1:]), distributor)


def _without_distributor(
    line: str, agencies: Collection[str], distributors: Collection[str]
) -> tuple[list[str], str]:
    """The names between the slashes, and the one that passed the picture on."""
    before, _, via = line.partition(" via ")
    names = [name for part in before.split("/") if (name := part.strip())]
    if via:
        return names, "" if _LICENCE.match(via.strip()) else via.strip()
    is_third = len(names) > 2 and not _is_known(names[0], agencies)
    if names and (is_third or _is_known(names[-1], distributors)):
        return names[:-1], names[-1]
    return names, ""


def _is_known(name: str, names: Collection[str]) -> bool:
    return name.casefold() in {known.casefold() for known in names}
