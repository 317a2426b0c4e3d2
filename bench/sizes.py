"""Bytes: of an answer that says nothing is new, and of everything that a story's page loads before its photos."""

import gzip
import re

from bench.figures import Results, at_most
from bench.newsroom import Server
from bench.options import SIZES, Bench

KILOBYTE = 1000
SMALL_ANSWER, SCRIPT, PAGE = 300, 5, 60
IMPORTED = re.compile(r"""(?:\bfrom|\bimport)\s*\(?\s*["']([^"']+)["']""")


def sizes(bench: Bench, results: Results) -> None:
    """How much goes over the wire."""
    story = bench.newsroom.stories[SIZES[0]]
    with bench.newsroom.serving() as server:
        path = server.poll(story)
        full = server.get(path, Accept_Encoding="gzip")
        unchanged = server.get(path, Accept_Encoding="gzip", If_None_Match=full.headers["ETag"])
        page = server.get(story.path)
        tag = server.get(story.path, Accept_Encoding="gzip").headers["ETag"]
        same_page = server.get(story.path, Accept_Encoding="gzip", If_None_Match=tag)
        style, script = _styles(server, page.body.decode()), _scripts(server, page.body.decode())
    for name, answer in (("200", full), ("304", unchanged)):
        results.add(f"Nothing new ({name}), headers and all", answer.size, "bytes", "", at_most(SMALL_ANSWER))
    # The policies that a page carries are part of it; a browser needs none of them again, yet HTTP lets them stay.
    results.add("Unchanged story page (304), headers and all", same_page.size, "bytes")
    html, css, javascript = (_gzipped(parts) for parts in ([page.body], style, script))
    results.add(
        "JavaScript of a story page, gzipped", javascript, "kB", f"{len(script)} files", at_most(SCRIPT)
    )
    measured = f"{html:.1f} kB HTML, {css:.1f} kB CSS, {javascript:.1f} kB JavaScript"
    results.add("Story page of 30 entries, gzipped", html + css + javascript, "kB", measured, at_most(PAGE))


def _styles(server: Server, html: str) -> list[bytes]:
    links = (tag for tag in re.findall(r"<link\b[^>]*>", html) if 'rel="stylesheet"' in tag)
    return [server.get(address).body for tag in links for address in re.findall(r'href="([^"]+)"', tag)]


def _scripts(server: Server, html: str) -> list[bytes]:
    """Every module that the page loads, and those that they import."""
    waiting = re.findall(r'<script\b[^>]*\bsrc="([^"]+)"', html)
    loaded: dict[str, bytes] = {}
    while waiting:
        address = waiting.pop()
        if address not in loaded:
            loaded[address] = server.get(address).body
            waiting += [_beside(address, name) for name in IMPORTED.findall(loaded[address].decode())]
    return list(loaded.values())


def _beside(address: str, name: str) -> str:
    return name if name.startswith("/") else f"{address.rpartition('/')[0]}/{name.removeprefix('./')}"


def _gzipped(parts: list[bytes]) -> float:
    """Kilobytes of all of them, each compressed by itself."""
    return sum(len(gzip.compress(part)) for part in parts) / KILOBYTE
