"""Headings that say the coverage is over."""

import re

_WHAT = (
    r"(?:live[ -]?(?:coverage|blog|updates)|coverage"
    r"|(?:this|our|the|today's|tonight's|yesterday's) (?:live )?(?:blog|updates))"
)
_LONGEST = 300
# "of the summit in Oslo": what was covered, told without a comma or a colon.
_OF_WHAT = r"(?: (?:of|on|from|for) [^,:;.!?\u2013\u2014]{1,80}?)?"
_IS = r"(?: (?:has|have|is|are|was|were)|'s|'ve)"
_ADVERB = r"(?: (?:now|all|officially|today|tonight|already|just|finally))*"
_OVER = r" (?:ended|closed|over|finished|concluded|come to an end|come to a close)"
_WHOSE = r"(?:(?:this|our|the|today's|tonight's|my) )?"

_CLOSING = [
    # Our live coverage of the summit has now ended; Live blog closed
    re.compile(rf"\b{_WHAT}(?:{_OF_WHAT}{_IS})?{_ADVERB}{_OVER}\b"),
    # We have closed this live blog; That ends our live coverage; The end of today's coverage
    re.compile(
        rf"\b(?:ended|closed|ends|closes|concludes|(?:the|an) end (?:of|to)|^end of) {_WHOSE}{_WHAT}\b"
    ),
    # Closing summary; Here is our closing summary; Thursday's closing summary: what we know
    re.compile(
        r"^(?:(?:here(?:'s| is)|this is|and|now|the|a|our|my|live|\w+'s) )*closing summary"
        r"(?= of\b| from\b|\W*$| ?[:,;.!|\u2013\u2014-])"
    ),
    # The vote in Oslo: closing summary
    re.compile(r"[:\u2013\u2014-] ?(?:the |our |a )?closing summary\W*$"),
]


def says_it_is_over(heading: str) -> bool:
    """Whether a heading says that coverage, or a live blog, or live updates have ended or closed,
    or is that of a closing summary. A question says nothing.
    """
    plain = " ".join(heading.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").casefold().split())
    if plain.endswith("?") or len(plain) > _LONGEST:
        return False
    return any(pattern.search(plain) for pattern in _CLOSING)
