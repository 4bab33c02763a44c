"""Facilitator, projector, evaluator and observer as clients of a running hall."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tabletop.host.admission.lobby import OVERVIEW, PROJECTOR, Place
from tabletop.host.tables.hall import Hall
from tabletop.play.actions import (
    Advance,
    EndExercise,
    MakeStatement,
    OpenDebrief,
    Reveal,
    SendMessage,
)
from tabletop.play.state import FACILITATOR
from tests.host.far import until
from tests.host.halls import come, hall_in, join

pytestmark = pytest.mark.slow

CLOCK = re.compile(r"\b\d\d:\d\d\b")


async def to_negotiation(hall: Hall) -> None:
    """Take the first table, with complete delegations, to its first negotiation."""
    there = hall.floor.tables["1"].table
    for one in ("upper", "lower", "mill"):
        await hall.seat(one.title(), table="1", delegation=one)
    while there.state.stage != "negotiation":
        there.submit(Advance(by=FACILITATOR))


async def test_the_facilitator_goes_to_a_table_and_back_with_the_same_line(tmp_path: Path) -> None:
    async with hall_in(tmp_path, 2) as hall:
        await join(hall, "Anna", table="2", delegation="upper")
        far, line = await come(hall, OVERVIEW)
        await until(lambda: "2 tables" in far.text and hall.join_code in far.text)
        line.feed(b"\x1b[B\r")
        await until(lambda: "Table 2 · the facilitator's desk" in far.text)
        line.feed(b"4")
        await until(lambda: "The dam leaks." in far.text)
        line.feed(b"\x1b")
        await until(lambda: "Moves go to table 2" in far.text)
        assert far.closed is None


async def test_a_move_over_all_tables_reaches_every_screen(tmp_path: Path) -> None:
    async with hall_in(tmp_path, 2) as hall:
        everybody = [
            (await join(hall, f"{one} {table}", table=table, delegation=one))[0]
            for table in ("1", "2")
            for one in ("upper", "lower", "mill")
        ]
        far, line = await come(hall, OVERVIEW)
        await until(lambda: "6 of 6 here" in far.text)
        line.feed(b"*m")
        await until(lambda: "A message from the facilitator, all 2 tables" in far.text)
        line.feed(b"Five minutes left.\x13")
        tables = [one.table for one in hall.floor.tables.values()]
        await until(lambda: all(table.state.messages for table in tables))
        line.feed(b"n")
        await until(lambda: "Begin round 1, all 2 tables?" in far.text)
        line.feed(b"\r")
        await until(lambda: far.text.count("situation") == 2)
        await until(lambda: not any("briefing" in one.text for one in everybody))


async def test_a_projector_shows_public_things_and_the_steps_of_a_debrief(tmp_path: Path) -> None:
    async with hall_in(tmp_path, 2) as hall:
        hall.opened_at("http://127.0.0.1:9")
        far, _ = await come(hall, Place("1", PROJECTOR), 120, 36)
        whole, _ = await come(hall, Place("", PROJECTOR))
        await until(lambda: hall.address in far.text and hall.address in whole.text)
        await to_negotiation(hall)
        table = hall.floor.tables["1"].table
        table.submit(SendMessage(by="mill", to=("upper",), text="PRIVATE WORD"))
        table.submit(MakeStatement(by="mill", tone="neutral", text="In public."))
        await until(lambda: "In public." in far.text and "1 of 3" in whole.text)
        table.submit(EndExercise(by=FACILITATOR))
        table.submit(OpenDebrief(by=FACILITATOR))
        await until(lambda: "answer the questions" in far.text)
        seen = bytes(far.bytes + whole.bytes).decode("utf-8", "replace")
        assert "PRIVATE" not in seen and "leaks" not in seen
        table.submit(Reveal(by=FACILITATOR, what="brief:upper"))
        await until(lambda: "The dam leaks." in far.text)


async def test_the_rooms_projector_follows_the_only_table(tmp_path: Path) -> None:
    async with hall_in(tmp_path) as hall:
        hall.opened_at("http://127.0.0.1:9")
        far, _ = await come(hall, Place("", PROJECTOR))
        await until(lambda: hall.address in far.text)
        await to_negotiation(hall)
        await until(lambda: "round 1 of 3" in far.text)


async def test_what_the_room_is_shown_is_the_same_after_a_restart(tmp_path: Path) -> None:
    async with hall_in(tmp_path) as hall:
        await to_negotiation(hall)
        table = hall.floor.tables["1"].table
        for action in (EndExercise(by=FACILITATOR), OpenDebrief(by=FACILITATOR)):
            table.submit(action)
        table.submit(Reveal(by=FACILITATOR, what="question:moment"))
    async with hall_in(tmp_path) as hall:
        far, _ = await come(hall, Place("", PROJECTOR))
        await until(lambda: "When did it turn?" in far.text)


async def test_an_evaluators_note_is_kept_and_an_observer_can_write_none(tmp_path: Path) -> None:
    async with hall_in(tmp_path) as hall:
        ticket = await hall.roster.seat("Eva", "1", None, "evaluator")
        far, line = await come(hall, ticket.place)
        await until(lambda: "An evaluator" in far.text)
        line.feed(b"n")
        await until(lambda: "Leave the field" in far.text)
        line.feed(b"It works.\r")
        table = hall.floor.tables["1"].table
        await until(lambda: bool(table.state.notes))
        assert table.state.notes[-1].text == "It works."
        await hall.roster.move(
            "1", ticket.place.seat, to_table="1", delegation=None, role="observer"
        )
        await until(lambda: "An observer: public things only" in far.text)


async def test_a_running_clock_goes_on_where_somebody_looks(tmp_path: Path) -> None:
    async with hall_in(tmp_path, clocks=True) as hall:
        projector, _ = await come(hall, Place("1", PROJECTOR), 120, 36)
        desk, _ = await come(hall, Place("1", FACILITATOR))
        over, _ = await come(hall, OVERVIEW)
        await to_negotiation(hall)
        await until(lambda: all(CLOCK.search(one.text) for one in (desk, over)))

        def clocks() -> list[str]:
            # The projector's is drawn in large letters.
            return [projector.text, *(CLOCK.findall(one.text)[0] for one in (desk, over))]

        before = clocks()
        await until(lambda: all(now != then for now, then in zip(clocks(), before, strict=True)))
