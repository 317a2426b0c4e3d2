"""Requests by wrk: as many as a server answers."""

import re
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from bench.processes import Broken

THREADS = 2
CONNECTIONS = 64
HEAD = Path(__file__).resolve().parent / "head.lua"


def missing() -> str:
    """Why nothing can be measured by wrk; empty where it is there."""
    return "" if shutil.which("wrk") else "wrk is missing (apt-get install wrk)"


@dataclass(frozen=True)
class Load:
    """One request, asked again and again by a number of connections."""

    url: str
    headers: dict[str, str] = field(default_factory=dict)
    connections: int = CONNECTIONS
    is_head: bool = False

    def rate(self, seconds: int) -> float:
        """Answers a second; 0 where none came in that time. Raises `Broken` where one was an error."""
        command = ["wrk", f"-t{min(THREADS, self.connections)}", f"-c{self.connections}", f"-d{seconds}s"]
        command += ["--timeout", "60s", *(["-s", str(HEAD)] if self.is_head else [])]
        for name, value in self.headers.items():
            command += ["-H", f"{name}: {value}"]
        told = subprocess.run(
            [*command, self.url], capture_output=True, text=True, check=True, timeout=90
        ).stdout
        return rate_told(told, self.url)


def rate_told(told: str, url: str) -> float:
    """The answers a second that wrk's report tells."""
    found = re.search(r"Requests/sec:\s+([\d.]+)", told)
    if not found or re.search(r"Non-2xx|connect [1-9]", told):
        raise Broken(f"wrk at {url}: {told}")
    return float(found[1])
