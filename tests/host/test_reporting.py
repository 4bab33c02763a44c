"""Report and grades are written from the console while the hall goes on."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tabletop.host.admission.lobby import OVERVIEW
from tests.host.far import until
from tests.host.halls import come, hall_in
from tests.host.players import Player, advance, negotiating

pytestmark = pytest.mark.slow


async def test_the_console_writes_report_and_grades_beside_the_transcripts_and_nobody_waits(
    tmp_path: Path,
) -> None:
    async with hall_in(tmp_path, tables=3) as hall:
        for table in ("1", "2"):
            for name in ("Anna", "Ben", "지민"):
                await Player.arrives(hall, name, table=table)
            advance(hall, "negotiation", table=table)
        other = await Player.arrives(hall, "Zoe", table="3")
        await other.sees("to read your brief")
        far, console = await come(hall, OVERVIEW, 120, 36)
        await until(lambda: "Report, grades" in far.text, lambda: far.text)
        console.feed(b"g")
        folder = tmp_path / "report"
        # The length of the path decides where it is wrapped.
        await until(lambda: "Enter writes them" in far.text, lambda: far.text)
        assert not folder.exists()
        console.feed(b"\r")
        await until(lambda: "of 3" in far.text, lambda: far.text)
        await other.press("enter")
        await other.reads("The game in a minute")
        await other.sees("What everybody knows")
        await until(lambda: "Done: " in far.text, lambda: far.text)
        assert "start with class.html" in far.text
        names = {one.name for one in folder.iterdir()}
        assert {"class.html", "class-seats.csv", "table-1.html", "table-2.md"} <= names
        assert not any(one.startswith("table-3") for one in names), "it has never began"
        assert "Anna" in (folder / "class-seats.csv").read_text(encoding="utf-8")
        assert folder.stat().st_mode & 0o077 == 0


async def test_a_report_that_cannot_be_written_is_a_sentence_at_the_console(tmp_path: Path) -> None:
    (tmp_path / "report").write_text("mine")
    async with hall_in(tmp_path) as hall:
        await negotiating(hall)
        far, console = await come(hall, OVERVIEW, 120, 36)
        await until(lambda: "Report, grades" in far.text, lambda: far.text)
        console.feed(b"g\r")
        # The length of the path decides where the sentence is wrapped.
        await until(lambda: "is not a folder; give -o" in far.text, lambda: far.text)


async def test_a_hall_that_closes_leaves_no_report_being_written(tmp_path: Path) -> None:
    async with hall_in(tmp_path) as hall:
        await negotiating(hall)
        assert hall.reports is not None
        hall.reports.write()
        hall.reports.write()
        await asyncio.sleep(0)
        assert hall.reports.now().running
    assert not hall.reports.now().running
