"""Bytes over the wire to a browser that reads gzip: of nothing new, and of a story's page without its photos."""

import re
from urllib.parse import urljoin

from bench.figures import Results, at_most
from bench.newsroom import Server
from bench.options import SIZES, Bench

GZIP = {"Accept_Encoding": "gzip"}
KILOBYTE = 1000
SMALL_ANSWER, LIVE_SCRIPT, SCRIPTS, PAGE = 300, 5, 12, 60
_LIVE = re.compile(r'<script[^>]*/live\.js"')
IMPORTED = re.compile(r"""(?:\bfrom|\bimport)\s*\(?\s*["']([^"']+)["']""")


def sizes(bench: Bench, results: Results) -> None:
    """How much goes over the wire."""
    story = bench.newsroom.stories[SIZES[0]]
    with bench.newsroom.serving() as server:
        path = server.poll(story)
        full = server.get(path, **GZIP)
        unchanged = server.get(path, **GZIP, If_None_Match=full.headers["ETag"])
        page = server.get(story.path, **GZIP)
        same_page = server.get(story.path, **GZIP, If_None_Match=page.headers["ETag"])
        style, script = _styles(server, page.text), _scripts(server, page.text)
        live = _scripts(server, _LIVE.search(page.text)[0])  # type: ignore[index]  # every story page has it
    for name, answer in (("200", full), ("304", unchanged)):
        results.add(f"Nothing new ({name}), headers and all", answer.size, "bytes", "", at_most(SMALL_ANSWER))
    results.add("Unchanged story page (304), headers and all", same_page.size, "bytes")
    html, css, javascript = (sum(map(len, parts)) / KILOBYTE for parts in ([page.body], style, script))
    kept_up = sum(map(len, live)) / KILOBYTE
    results.add("JavaScript that keeps a story page up to date", kept_up, "kB", "", at_most(LIVE_SCRIPT))
    results.add("JavaScript of a story page", javascript, "kB", f"files: {len(script)}", at_most(SCRIPTS))
    measured = f"{html:.1f} kB HTML, {css:.1f} kB CSS, {javascript:.1f} kB JavaScript"
    results.add("Story page of 30 entries", html + css + javascript, "kB", measured, at_most(PAGE))


def _styles(server: Server, html: str) -> list[bytes]:
    links = (tag for tag in re.findall(r"<link\b[^>]*>", html) if 'rel="stylesheet"' in tag)
    addresses = (address for tag in links for address in re.findall(r'href="([^"]+)"', tag))
    return [server.get(address, **GZIP).body for address in addresses]


def _scripts(server: Server, html: str) -> list[bytes]:
    """Every module that the page loads, and those that they import."""
    waiting = re.findall(r'<script\b[^>]*\bsrc="([^"]+)"', html)
    loaded: dict[str, bytes] = {}
    while waiting:
        address = waiting.pop()
        if address not in loaded:
            answer = server.get(address, **GZIP)
            loaded[address] = answer.body
            waiting += [urljoin(address, name) for name in IMPORTED.findall(answer.text)]
    return list(loaded.values())
