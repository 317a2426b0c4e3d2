"""The table, for people and for docs/performance.md, and the same for programs."""

import json
from pathlib import Path

from bench.figures import Figure, Results, shown
from bench.machine import Machine

HEADINGS = ("What", "Measured", "Figure", "Target", "")


def as_table(results: Results, machine: Machine, seconds: float) -> str:
    """All of it, as Markdown."""
    lines = [f"- {name}: {value}" for name, value in machine.told.items()]
    lines += [f"- Took: {seconds / 60:.1f} minutes", "", *rows([HEADINGS, *map(row, results.figures)])]
    if results.left_out:
        lines += ["", "Left out:", *(f"- {line}" for line in results.left_out)]
    missed = sum(figure.verdict == "NOT REACHED" for figure in results.figures)
    targets = sum(figure.target is not None for figure in results.figures)
    return "\n".join([*lines, "", f"{targets - missed} of {targets} targets reached."])


def row(figure: Figure) -> tuple[str, ...]:
    """One figure."""
    value = f"{shown(figure.value)} {figure.unit}"
    verdict = figure.verdict if figure.target else ""
    return (figure.name, figure.measured, value, str(figure.target or ""), verdict)


def rows(cells: list[tuple[str, ...]]) -> list[str]:
    """A table whose columns stand below one another."""
    widths = [max(len(line[place]) for line in cells) for place in range(len(HEADINGS))]
    first, *others = (_row(line, widths) for line in cells)
    return [first, _row(tuple("-" * width for width in widths), widths), *others]


def write_json(file: Path, results: Results, machine: Machine) -> None:
    """The same for programs."""
    file.parent.mkdir(parents=True, exist_ok=True)
    told = {
        "machine": machine.told,
        "figures": [figure.as_json() for figure in results.figures],
        "left_out": results.left_out,
    }
    file.write_text(json.dumps(told, indent=1) + "\n")


def _row(line: tuple[str, ...], widths: list[int]) -> str:
    return f"| {' | '.join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))} |"
