"""All tests, as `make test` runs them: on SQLite, on PostgreSQL, the JavaScript's; then what was left out.

A test counts as skipped only where it ran nowhere: one that needs PostgreSQL is at home in the second run.
"""

import os
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element

from defusedxml import ElementTree

from tests.postgres import postgres

RESULTS = Path("test-results")
IS_LONG = os.environ.get("LONG") == "1"
IS_CI = os.environ.get("CI") == "true"
# Tests that share what is dear to make stay together (tests/conftest.py says which).
PYTEST = [sys.executable, "-m", "pytest", "-q", "-n", "logical", "--dist", "loadgroup"]
# Playwright empties its folder at each start: the reports of earlier runs stand outside of it.
PYTEST += [f"--output={RESULTS}/browser"]


@dataclass
class Tally:
    """What became of each test: those that passed or failed somewhere, and why others were skipped."""

    passed: set[str] = field(default_factory=set)
    failed: list[str] = field(default_factory=list)
    skipped: dict[str, str] = field(default_factory=dict)
    broken_runs: list[str] = field(default_factory=list)

    def read(self, report: Path, run: str) -> None:
        """Count in a report in JUnit's XML, as pytest and node write it."""
        if not report.exists():
            return
        for case in ElementTree.parse(report).iter("testcase"):
            self._count(case, f"{case.get('classname')}: {case.get('name')}", run)

    def _count(self, case: Element, test: str, run: str) -> None:
        skip = case.find("skipped")
        if skip is not None:
            self.skipped[test] = (skip.get("message") or "no reason given").strip()
        elif case.find("failure") is not None or case.find("error") is not None:
            self.failed.append(f"{test} ({run})")
        else:
            self.passed.add(test)

    def reasons(self) -> Counter[str]:
        """How many tests ran nowhere, by the reason given."""
        return Counter(reason for test, reason in self.skipped.items() if test not in self.passed)


def run(name: str, command: list[str], tally: Tally, database: str = "") -> None:
    """Run the tests of one command, whose report goes to `test-results/<name>.xml`.

    `database` is a `DATABASE_URL`; without one the tests have SQLite, whatever the environment says.
    """
    print(f"\n== Tests: {name}", flush=True)
    report = RESULTS / f"{name}.xml"
    report.unlink(missing_ok=True)
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    if database:
        environment["DATABASE_URL"] = database
    ended = subprocess.run(command, env=environment, check=False)
    tally.read(report, name)
    if ended.returncode:
        tally.broken_runs.append(f"{name} (exit {ended.returncode})")


def run_pytest(name: str, tally: Tally, database: str, *options: str) -> None:
    """Run the Python tests on the database at this address; the empty address is SQLite."""
    run(name, [*PYTEST, f"--junit-xml={RESULTS}/{name}.xml", *options], tally, database)


def run_javascript(tally: Tally) -> str:
    """Run the tests of the JavaScript in node; say what was left out, if anything."""
    files = sorted(map(str, Path("tests/js").glob("*.test.js")))
    if not files:
        return ""
    if not shutil.which("node"):
        if IS_CI:
            tally.broken_runs.append("javascript (node is missing)")
        return f"{len(files)} files of JavaScript tests: node is missing (apt-get install nodejs)"
    reporters = ["--test-reporter=spec", "--test-reporter-destination=stdout"]
    reporters += ["--test-reporter=junit", f"--test-reporter-destination={RESULTS}/javascript.xml"]
    run("javascript", ["node", "--test", *reporters, *files], tally)
    return ""


def main() -> int:
    """Run all, say what was left out and why, and end with 0 only where every run ended well."""
    RESULTS.mkdir(exist_ok=True)
    tally = Tally()
    left_out = [run_javascript(tally)]
    run_pytest("sqlite", tally, "")
    with postgres() as address:
        if IS_LONG:
            run_pytest("postgresql", tally, address)
        else:
            run_pytest("postgresql", tally, address, "-m", "django_db and not browser and not one_database")
            left_out.append(
                "On PostgreSQL, what hangs on no database or needs a browser: LONG=1 runs that there too"
            )
    print_summary(tally, [line for line in left_out if line])
    return 1 if tally.failed or tally.broken_runs else 0


def print_summary(tally: Tally, left_out: list[str]) -> None:
    """Say what failed, what did not run and why, and the numbers on a line of their own."""
    reasons = tally.reasons()
    lines = [f"Failed: {test}" for test in tally.failed]
    lines += [f"Did not end well: {name}" for name in tally.broken_runs]
    lines += [f"Skipped: {number} x {reason}" for reason, number in reasons.most_common()]
    lines += [f"Left out: {line}" for line in left_out]
    print("\n== All runs together", *(lines or ["Nothing was skipped."]), sep="\n")
    print(f"{len(tally.passed)} passed, {len(tally.failed)} failed, {reasons.total()} skipped")


if __name__ == "__main__":
    sys.exit(main())
