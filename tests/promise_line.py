"""The line between a test and a process that it started: orders come in, what was done goes out, in JSON."""

import json
import os
import select
import sys
from typing import Any

# Unbuffered: what has not been read yet is still in the pipe, where `select` sees it.
ORDERS = os.fdopen(0, "rb", buffering=0)


def say(line: dict[str, Any]) -> None:
    """Write one line for the test."""
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def is_told() -> bool:
    """Whether a line waits to be read."""
    return bool(select.select([ORDERS], [], [], 0)[0])


def stand_still(told: dict[str, Any]) -> None:
    """Say what one stands at, and wait until told to go on."""
    say({"stands": told})
    ORDERS.readline()
