"""The card that the host's terminal shows before anybody has joined."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.text import Text

from tabletop.cli.commands.invitation import card
from tabletop.host.server.addresses import FoundAddress
from tabletop.host.server.hosting import Hosting
from tests.host.halls import hall_in

CODE = "\u2580\u2584\u2588 "
"""What a QR code is drawn with."""
FINGERPRINT = "SHA256:" + "abcdefg" * 6 + "h"


@pytest.mark.slow
async def test_a_long_public_address_stands_whole_beside_its_code(tmp_path: Path) -> None:
    for path in ("tabletop", "negotiation/2026"):
        url = f"https://class.example.org/{path}"
        async with hall_in(tmp_path / path[:3]) as hall:
            hall.opened_at(url)
            host = Hosting(hall, (FoundAddress(url),), tmp_path, 0, proxied=True)
            lines = [Text.from_ansi(one).plain for one in card(host, lan=False, columns=80)]
        assert max(map(len, lines)) <= 80
        assert any("\u2588 Address" in one for one in lines)
        assert any(url in one for one in lines)


async def test_tables_that_go_on_with_the_exercise_as_it_was_are_told(tmp_path: Path) -> None:
    async with hall_in(tmp_path, tables=4) as hall:
        hall.opened_at("http://localhost:8000")
        host = Hosting(hall, (FoundAddress("http://localhost:8000"),), tmp_path, 4, as_begun=(1, 3))
        lines = [Text.from_ansi(one).plain for one in card(host, lan=True, columns=80)]
    said = " ".join(said_in(one) for one in lines)
    assert "changed since tables 1, 3 began: they go on with it as it was then." in said
    assert max(map(len, lines)) <= 80


async def test_nothing_beside_the_code_breaks_its_lines_in_80_columns(tmp_path: Path) -> None:
    async with hall_in(tmp_path) as hall:
        hall.opened_at("http://192.168.100.100:8000")
        ssh = "ssh -p 2222 table@192.168.100.100"
        host = Hosting(
            hall,
            (
                FoundAddress("http://192.168.100.100:8000", "wlp0s20f3"),
                FoundAddress("http://100.100.100.100:8000", "tailscale0", "tailscale0: a VPN"),
                FoundAddress(
                    "http://172.17.0.1:8000", "docker0", "docker0: only within this computer"
                ),
            ),
            tmp_path,
            0,
            ssh=ssh,
            fingerprint=FINGERPRINT,
        )
        lines = [Text.from_ansi(one).plain for one in card(host, lan=True, columns=80)]
    beside = [one for one in lines if "\u2588" in one]
    assert beside
    assert max(map(len, beside)) <= 80
    said = "".join(said_in(one) for one in lines)
    assert FINGERPRINT in said
    for part in (
        "192.168.100.100",
        "100.100.100.100",
        "a VPN",
        "within this computer",
        "--address",
    ):
        assert part in said
    assert "http:// and not https://" in " ".join(said_in(one) for one in lines)


def said_in(line: str) -> str:
    """Return what is printed beside the code."""
    return line.lstrip(CODE).rstrip()
