"""The card that the host's terminal shows before anybody has come."""

from __future__ import annotations

from pathlib import Path

from rich.text import Text

from tabletop.cli.invitation import card
from tabletop.host.hosting import Hosting
from tests.host.halls import hall_in

FINGERPRINT = "SHA256:" + "abcdefg" * 6 + "h"


async def test_tables_that_go_on_with_the_exercise_as_it_was_are_told(tmp_path: Path) -> None:
    async with hall_in(tmp_path, tables=4) as hall:
        host = Hosting(hall, ("http://localhost:8000",), tmp_path, 4, as_begun=(1, 3))
        lines = [Text.from_ansi(one).plain for one in card(host, lan=True, columns=80)]
    said = " ".join(one[33:].strip() for one in lines)
    assert "changed since tables 1, 3 began: they go on with it as it was then." in said
    assert max(map(len, lines)) <= 80


async def test_nothing_beside_the_code_breaks_its_lines_in_80_columns(tmp_path: Path) -> None:
    async with hall_in(tmp_path) as hall:
        ssh = "ssh -p 2222 table@192.168.100.100"
        address = ("http://192.168.100.100:8000",)
        host = Hosting(hall, address, tmp_path, 0, ssh=ssh, fingerprint=FINGERPRINT)
        lines = [Text.from_ansi(one).plain for one in card(host, lan=True, columns=80)]
    beside = [one for one in lines if "\u2588" in one]
    assert beside
    assert max(map(len, beside)) <= 80
    said = "".join(one[33:].strip() for one in beside)
    assert FINGERPRINT in said
