"""The card that the host's terminal shows before anybody has come."""

from __future__ import annotations

from pathlib import Path

from rich.text import Text

from tabletop.cli.invitation import card
from tabletop.host.addresses import Found
from tabletop.host.hosting import Hosting
from tests.host.halls import hall_in

FINGERPRINT = "SHA256:" + "abcdefg" * 6 + "h"


async def test_tables_that_go_on_with_the_exercise_as_it_was_are_told(tmp_path: Path) -> None:
    async with hall_in(tmp_path, tables=4) as hall:
        hall.opened_at("http://localhost:8000")
        host = Hosting(hall, (Found("http://localhost:8000"),), tmp_path, 4, as_begun=(1, 3))
        lines = [Text.from_ansi(one).plain for one in card(host, lan=True, columns=80)]
    said = " ".join(one[33:].strip() for one in lines)
    assert "changed since tables 1, 3 began: they go on with it as it was then." in said
    assert max(map(len, lines)) <= 80


async def test_nothing_beside_the_code_breaks_its_lines_in_80_columns(tmp_path: Path) -> None:
    async with hall_in(tmp_path) as hall:
        hall.opened_at("http://192.168.100.100:8000")
        ssh = "ssh -p 2222 table@192.168.100.100"
        host = Hosting(
            hall,
            (
                Found("http://192.168.100.100:8000", "wlp0s20f3"),
                Found("http://100.100.100.100:8000", "tailscale0", "tailscale0: a VPN"),
                Found("http://172.17.0.1:8000", "docker0", "docker0: inside this computer"),
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
    said = "".join(one[33:].strip() for one in lines)
    assert FINGERPRINT in said
    for part in (
        "192.168.100.100",
        "100.100.100.100",
        "a VPN",
        "inside this computer",
        "--address",
    ):
        assert part in said
    assert "http:// and not https://" in " ".join(one[33:].strip() for one in lines)
