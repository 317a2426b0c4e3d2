"""An nginx of one worker: it serves given answers as files, and streams by nchan."""

import os
import pwd
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from typing import Self

from bench.asking import Answer, get
from bench.processes import free_port, running, wait_until_listening

NCHAN = [
    Path("/usr/lib/nginx/modules/ngx_nchan_module.so"),
    Path("/usr/lib64/nginx/modules/ngx_nchan_module.so"),
]
MOST_CONNECTIONS = 16_000
WHY_NOT = "nginx is missing (apt-get install nginx libnginx-mod-nchan)"
# What nginx says itself, or what belongs to one answer only.
OWN_HEADERS = {
    *("accept-ranges", "connection", "content-encoding", "content-length", "content-type", "date", "etag"),
    *("last-modified", "server", "transfer-encoding", "vary"),
}

MAIN = """
{user}{modules}
daemon off; worker_processes 1; worker_rlimit_nofile {files}; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections {connections}; }}
http {{
    access_log off; sendfile on; tcp_nopush on; etag on; keepalive_requests 1000000000; server_tokens off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port} backlog=4096;
        root {folder}/files;
{locations}
    }}
}}
"""
STREAMS = """
        location = /publish { nchan_publisher; nchan_channel_id readers; nchan_message_buffer_length 4; }
        location = /stream { nchan_subscriber eventsource; nchan_channel_id readers;
            nchan_subscriber_first_message newest; nchan_eventsource_ping_interval 15; }
"""


@dataclass(frozen=True)
class Kept:
    """An answer for nginx to serve as a file."""

    body: bytes
    headers: Message
    content_type: str
    is_gzipped: bool = False

    @classmethod
    def of(cls, answer: Answer) -> Self:
        """What another server answered."""
        is_gzipped = answer.headers.get("Content-Encoding") == "gzip"
        return cls(answer.body, answer.headers, answer.headers["Content-Type"], is_gzipped)

    def location(self, name: str) -> str:
        """How nginx is told to serve it: with the same headers that came with it."""
        lines = [
            f"add_header {key} {_quoted(value)};"
            for key, value in self.headers.items()
            if key.lower() not in OWN_HEADERS
        ]
        kind = f"types {{ }} default_type {_quoted(self.content_type)};"
        packed = "gzip_static on;" if self.is_gzipped else ""
        return f"        location = /{name} {{ {kind} {packed} {' '.join(lines)} }}"


@dataclass(frozen=True)
class Nginx:
    """A running nginx. `pid` is the master's."""

    port: int
    pid: int

    @property
    def worker_pid(self) -> int:
        """The process that does the work."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        return int(children[0])

    def url(self, name: str) -> str:
        """Where it serves an answer."""
        return f"http://127.0.0.1:{self.port}/{name}"

    def get(self, path: str, **headers: str) -> Answer:
        """Ask it for something."""
        return get(self.port, path, **headers)


@contextmanager
def serving_if_installed(folder: Path, name: str, answers: Mapping[str, Kept]) -> Iterator[Nginx | None]:
    """Serve these answers where there is an nginx; None where there is not."""
    if not is_installed():
        yield None
        return
    with serving(folder / f"nginx-{re.sub('[^a-z0-9]+', '-', name.lower())}", answers) as beside:
        yield beside


def is_installed() -> bool:
    """Whether there is an nginx."""
    return shutil.which("nginx", path=_path()) is not None


def has_nchan() -> bool:
    """Whether there is an nginx with nchan."""
    return is_installed() and any(module.exists() for module in NCHAN)


@contextmanager
def serving(
    folder: Path, answers: Mapping[str, Kept] | None = None, *, is_streaming: bool = False
) -> Iterator[Nginx]:
    """Serve these answers, and streams at /stream where wanted, until the block ends."""
    kept = answers or {}
    (folder / "files").mkdir(parents=True)
    for name, answer in kept.items():
        (folder / "files" / name).touch()
        (folder / "files" / (f"{name}.gz" if answer.is_gzipped else name)).write_bytes(answer.body)
    port, log = free_port(), folder / "error.log"
    locations = "\n".join(answer.location(name) for name, answer in kept.items())
    (folder / "nginx.conf").write_text(
        MAIN.format(
            user=f"user {pwd.getpwuid(0).pw_name};" if os.geteuid() == 0 else "",
            modules=f"load_module {_nchan()};" if is_streaming else "",
            files=MOST_CONNECTIONS,
            connections=MOST_CONNECTIONS - 100,
            folder=folder,
            port=port,
            locations=locations + (STREAMS if is_streaming else ""),
        )
    )
    command = [
        str(shutil.which("nginx", path=_path())),
        "-p",
        str(folder),
        "-c",
        str(folder / "nginx.conf"),
        "-e",
        str(log),
    ]
    with running(command, log=folder / "nginx.log") as process:
        wait_until_listening(process, port, folder / "nginx.log")
        yield Nginx(port, process.pid)


def _nchan() -> Path:
    return next(module for module in NCHAN if module.exists())


def _path() -> str:
    return f"{os.environ.get('PATH', os.defpath)}:/usr/sbin:/usr/local/sbin"


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
