"""Telling a person's name from a body's, where no list knows it: by how names look, in several languages."""

import re

# What stands inside a name in small letters.
_SMALL = "af al bin da dal de degli dei del della den der di do dos du el ibn la le ten ter van von y zu"
# What stands in the name of a body and hardly ever in a person's; where it does, only the order of parts is missed.
_OF_BODIES = """
    agence agencia agency agentur alliance archive archives army association authority broadcasting bureau center
    centre club collection collective commission committee commons company corporation council department embassy
    federation film films for force forces foundation global government group guard handout image images in inc
    institute international jpl library ltd magazine media ministry museum national navy network news of office
    parliament photo photographers photography photos pic pics pictures police pool presidential press presse
    production productions radio rescue service services society sport sports state stock studio studios syndication
    team television the times tv union university wire world
"""
_PARTICLES, _NO_NAMES = frozenset(_SMALL.split()), frozenset(_OF_BODIES.split())
_BETWEEN_PEOPLE = re.compile(r"\s+and\s+|\s*&\s*|\s*,\s*")
_INITIAL = re.compile(r"(?:[^\W\d_]\.-?)+")


def are_people(names: str) -> bool:
    """Whether this looks like the name of a person, or of several (`Ana Ferreira, Sam Ink and Ola Nowak`)."""
    return all(_is_person(name) for name in _BETWEEN_PEOPLE.split(names))


def has_initial(name: str) -> bool:
    """Whether a given name is shortened (`R. Bouwens`), which no body does."""
    return any(map(_INITIAL.fullmatch, name.split()))


def _is_person(name: str) -> bool:
    words = [word for word in name.split() if word.casefold() not in _PARTICLES]
    return 2 <= len(words) <= 4 and all(map(_is_of_a_name, words))


def _is_of_a_name(word: str) -> bool:
    is_lettered = word[0].isalpha() and not any(map(str.isdigit, word))
    return is_lettered and not word[0].islower() and word.casefold().strip(".,") not in _NO_NAMES
