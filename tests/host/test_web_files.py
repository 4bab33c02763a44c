"""Pages and their files: what they forbid, how they are packed, and how much they weigh."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tabletop.host.web.replies import Statics
from tests.host.doors import Door, door_in

pytestmark = pytest.mark.slow


async def test_every_page_forbids_what_it_does_not_need(tmp_path: Path) -> None:
    async with door_in(tmp_path) as door:
        for path in ("/", "/seat", "/seat/abcdef", "/nowhere", "/api/join"):
            async with door.outside.get(door.url + path) as reply:
                policy = reply.headers["Content-Security-Policy"]
                assert "default-src 'none'" in policy and "unsafe" not in policy
                assert "frame-ancestors 'none'" in policy
                assert reply.headers["X-Content-Type-Options"] == "nosniff"
                assert reply.headers["Cache-Control"] == "no-store"


async def test_files_of_the_pages_come_packed_and_once(tmp_path: Path) -> None:
    async with door_in(tmp_path) as door:
        statics = Statics("/static")
        for name in ("pages.css", "terminal.css", "terminal.js", "xterm.js"):
            async with door.outside.get(door.url + statics.url(name)) as reply:
                assert reply.status == 200
                assert reply.headers["Content-Encoding"] == "gzip"
                assert "immutable" in reply.headers["Cache-Control"]
                assert "max-age=31536000" in reply.headers["Cache-Control"]
        async with door.outside.get(door.url + statics.url("terminal.css")) as reply:
            style = await reply.text()
        (font,) = re.findall(r'url\("(mono[^"]+)"\)', style)
        async with door.outside.get(f"{door.url}/static/{font}") as reply:
            assert reply.status == 200
            assert (await reply.read())[:4] == b"wOF2"
        for none in ("..%2f__init__.py", "terminal.js", "README.md"):
            async with door.outside.get(f"{door.url}/static/{none}") as reply:
                assert reply.status == 404


async def test_what_a_browser_loads_for_its_first_screen_is_little_enough_for_a_class(
    tmp_path: Path,
) -> None:
    """10 Mbit/s carry 300 kB for each of 250 people in a minute, and screens need some of it."""
    async with door_in(tmp_path) as door:
        weight = 0
        for name in ("pages.css", "landing.js", "terminal.css", "terminal.js", "xterm.js"):
            weight += await _weight(door, Statics("/static").url(name))
        weight += await _weight(door, Statics("/static").url("mono.woff2"))
        weight += await _weight(door, "/")
        assert weight < 210_000


async def _weight(door: Door, path: str) -> int:
    """Return the size in bytes of an answer's compressed body."""
    packed = {"Accept-Encoding": "gzip"}
    async with door.outside.get(door.url + path, headers=packed) as reply:
        await reply.read()
        return int(reply.headers["Content-Length"])
