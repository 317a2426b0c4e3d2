"""What the figures were measured on."""

import importlib.metadata
import os
import platform
import re
import resource
import subprocess
from dataclasses import dataclass
from pathlib import Path

# Files that a process has open beside its connections.
SPARE_FILES = 500
PACKAGES = ("django", "uvicorn", "uvloop", "httptools", "brotli", "psycopg2-binary", "pillow")


@dataclass(frozen=True)
class Machine:
    """The machine, and the versions of what ran on it."""

    told: dict[str, str]
    most_files: int

    def affordable(self, readers: int) -> int:
        """As many readers as were asked for, or as many as one process may have open files for."""
        return min(readers, self.most_files - SPARE_FILES)


def this_machine() -> Machine:
    """Look about. Where the machine lets us, each process may have as many files open as it allows at most."""
    return Machine(
        {
            "Processor": f"{os.cpu_count()} cores, {_processor()}",
            "Memory": f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GB",
            "System": f"{_system()}, Linux {platform.release()}",
            "Python": platform.python_version(),
            "Packages": ", ".join(f"{name} {importlib.metadata.version(name)}" for name in PACKAGES),
            "nginx": _first_line("/usr/sbin/nginx", "-v").removeprefix("nginx version: nginx/"),
            "nchan": _first_line("dpkg-query", "-W", "-f", "${Version}", "libnginx-mod-nchan"),
            "wrk": " ".join(_first_line("wrk", "-v").split()[1:2]),
            "Open files": str(_raise_limit()),
        },
        resource.getrlimit(resource.RLIMIT_NOFILE)[0],
    )


def _raise_limit() -> int:
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return hard


def _processor() -> str:
    found = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text())
    return found[1] if found else platform.machine()


def _system() -> str:
    try:
        return platform.freedesktop_os_release().get("PRETTY_NAME", "Linux")
    except OSError:
        return "Linux"


def _first_line(*command: str) -> str:
    """The first line that a program says of itself; empty where there is none."""
    try:
        ended = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return "not installed"
    return next(iter((ended.stdout + ended.stderr).splitlines()), "not installed")
