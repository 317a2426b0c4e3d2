"""A served newsroom on the test's own database, whose servers may be killed at any moment and started again."""

import os
import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

from tests.promise import database_address
from tests.serving import APPLICATION, Server, begin_serving

SERVED = "served newsroom"


def connections_of_servers() -> int:
    """How many connections to the test's own PostgreSQL the servers have."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = %s",
            [SERVED],
        )
        return int(cursor.fetchone()[0])


def drawn_seed() -> int:
    """Another number each time, told where the test fails; `SEED=` gives it again."""
    seed = int(os.environ.get("SEED") or random.SystemRandom().randrange(10**6))
    print(f"SEED={seed}")  # noqa: T201 (pytest shows it beside a failure)
    return seed


class Newsroom:
    """Where readers and editors find a server, however often that changes."""

    def __init__(self, folder: Path, **variables: str) -> None:
        self.folder = folder
        self.variables = {
            "DATABASE_URL": database_address(),
            "PGAPPNAME": SERVED,
            # Sessions that a test begins are to be good here too.
            "SECRET_KEY": settings.SECRET_KEY,
            **variables,
        }
        self.servers: list[Server] = []
        self.begun: list[Server] = []
        self._is_up = threading.Condition()

    def begin(self, application: str = APPLICATION) -> Server:
        """One server more, in front of those that there are."""
        server = begin_serving(self.folder, self.variables, application=application)
        self.begun.append(server)
        with self._is_up:
            self.servers.insert(0, server)
            self._is_up.notify_all()
        return server

    def kill(self) -> None:
        """End the newest server as a power cut would: with no time for anything."""
        server = self.servers.pop(0)
        server.process.kill()
        server.process.wait()

    def end(self) -> None:
        """End all of them."""
        while self.servers:
            self.servers.pop().end()
        while connection.vendor == "postgresql" and connections_of_servers():
            pass  # PostgreSQL sees a moment later that they are gone

    def port(self, number: int = 0) -> int:
        """Where to ask; waits while there is nobody. Another number may mean another server."""
        with self._is_up:
            self._is_up.wait_for(lambda: self.servers)
            return self.servers[number % len(self.servers)].port


@contextmanager
def newsroom(folder: Path, **variables: str) -> Iterator[Newsroom]:
    """A newsroom without a server yet; all that are begun are ended at the end."""
    opened = Newsroom(folder, **variables)
    try:
        yield opened
    finally:
        opened.end()
        print(*(server.log for server in opened.begun), sep="\n\n")  # noqa: T201 (pytest shows it beside a failure)
