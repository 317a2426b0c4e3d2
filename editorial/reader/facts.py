"""Facts as other programs read them."""

import json
from typing import Any

# Within <script> nothing is escaped but what could end it, or begin a comment.
_IN_SCRIPT = {ord(character): f"\\u{ord(character):04x}" for character in "<>&"}


def known(**facts: Any) -> dict[str, Any]:
    """Those facts that are known: nothing is said of the rest."""
    return {name: fact for name, fact in facts.items() if fact}


def in_script(facts: dict[str, Any]) -> str:
    """Facts as JSON that may stand in a page's `<script>`."""
    return json.dumps(facts, ensure_ascii=False).translate(_IN_SCRIPT)
