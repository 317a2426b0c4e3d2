"""The JavaScript of readers and of the live desk as it goes out: a module with all that it imports, without comments.

A browser could load the modules as they lie, one by one, and does under `manage.py runserver`. In one piece they
arrive together, never a new one beside an old one out of some cache, and a third smaller. `tests/test_scripts.py`
runs what goes out, and holds it to its size.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import rjsmin

_IMPORT = re.compile(r'^import \{[^}]+\} from "((?:\./|\.\./admin/)[a-z-]+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?:\{[^}]+\};\n)?", re.MULTILINE)


def squeezed(source: str) -> str:
    """JavaScript that does the same, without comments and needless blanks."""
    return str(rjsmin.jsmin(source))


def in_one_piece(module: Path) -> str:
    """The module and all that it imports, as one that imports nothing.

    No two may have a name in common, nor one a name that another takes from the browser (`history`).
    """
    return squeezed("".join(_sources(module.resolve(), set())))


def _sources(module: Path, known: set[Path]) -> Iterator[str]:
    """Each module's source once, after those that it needs."""
    known.add(module)
    source = module.read_text()
    for name in _IMPORT.findall(source):
        imported = (module.parent / name).resolve()
        if imported not in known:
            yield from _sources(imported, known)
    yield _EXPORT.sub("", _IMPORT.sub("", source))
