"""The facilitator's desk at one table: it shows everything, and its moves go to that table."""

from __future__ import annotations

import pytest

from tabletop.play.actions import (
    Advance,
    Answer,
    Assign,
    EndExercise,
    OpenDebrief,
    SendMessage,
    TableOffer,
    WriteNote,
)
from tabletop.play.state import FACILITATOR
from tabletop.screens.console.guides import TableDeskGuide
from tabletop.screens.flow.app import TabletopApp
from tabletop.seat.port import Port
from tests.console.room import Room
from tests.screens.rivers import advanced
from tests.screens.watching import press, see, text_of, until

SMALL = (80, 24)


def desk_of(room: Room, table: str = "2") -> tuple[TabletopApp, TableDeskGuide]:
    app = TabletopApp()
    there = room.by_id[table]
    guide = TableDeskGuide(app, room, table, Port(there, FACILITATOR), there.left_on_table)
    app.led_by(guide)
    return app, guide


def bargaining() -> Room:
    room = Room(2)
    table = advanced(room.by_id["2"], "negotiation")
    package = {**table.state.standing, "charter": "signed", "dam": "opened", "form": "deed"}
    table.submit(TableOffer(by="upper", to=("lower",), package=package))
    table.submit(SendMessage(by="mill", to="caucus", text="Between us two."))
    return room


async def test_the_story_tells_all_rounds() -> None:
    room = bargaining()
    advanced(room.by_id["2"], "caucus", round_number=2)
    app, guide = desk_of(room)
    async with app.run_test(size=(120, 50)) as pilot:
        await see(pilot, "the facilitator's desk")
        await press(pilot, "3")
        await see(pilot, "Round 1", "Upper Town tables O1", "Round 2")
        room.by_id["2"].submit(SendMessage(by="mill", to="caucus", text="And now?"))
        guide.changed()
        await see(pilot, "Upper Town tables O1", "And now?")


@pytest.mark.slow
async def test_everything_is_there() -> None:
    app, _ = desk_of(bargaining())
    async with app.run_test(size=(120, 36)) as pilot:
        await see(pilot, "Table 2 · the facilitator's desk", "walk-away", "O1 from Upper Town")
        await see(pilot, "Anna", "surplus")
        await press(pilot, "2")
        await see(pilot, "Between us two.")
        await press(pilot, "3")
        await see(pilot, "Upper Town tables O1")
        await press(pilot, "4")
        await see(pilot, "The dam leaks.")
        await press(pilot, "right", "right")
        await see(pilot, "Any water will do.")
        await press(pilot, "5")
        await see(pilot, "its walk-away")


@pytest.mark.slow
async def test_what_an_offer_leaves_on_the_table_is_worked_out_aside() -> None:
    app, _ = desk_of(bargaining())
    async with app.run_test(size=(120, 50)) as pilot:
        await see(pilot, "What O1 leaves on the table", "eft on the table:")


@pytest.mark.slow
async def test_a_move_is_for_this_table_only() -> None:
    room = bargaining()
    app, _ = desk_of(room)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "a")
        await see(pilot, "Adjust a ruling, table 2")
        await press(pilot, "tab", *"66", "ctrl+s")
        await see(pilot, "An adjustment needs a reason")
        await press(pilot, "tab", *"Floods", "ctrl+s")
        await until(pilot, lambda: room.by_id["2"].view(None).tension == 66)
        assert room.by_id["1"].view(None).tension != 66
        await see(pilot, " 66")


async def test_what_happens_is_painted_where_one_stands() -> None:
    room = bargaining()
    app, guide = desk_of(room)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "2")
        room.by_id["2"].submit(SendMessage(by="lower", to="all", text="Anybody there?"))
        guide.changed()
        await see(pilot, "Anybody there?")
        room.by_id["2"].submit(Advance(by=FACILITATOR))
        guide.changed()
        await see(pilot, "decision")
        assert "Anybody there?" in text_of(app)


@pytest.mark.slow
async def test_talk_and_story_stand_at_the_newest_until_one_looks_back() -> None:
    room = bargaining()
    app, guide = desk_of(room)

    def say(number: int) -> None:
        room.by_id["2"].submit(SendMessage(by="lower", to="all", text=f"Word {number}."))

    for number in range(20):
        say(number)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "2")
        await see(pilot, "Word 19.")
        say(20)
        guide.changed()
        await see(pilot, "Word 20.")
        await press(pilot, "home")
        await see(pilot, "Word 0.")
        say(21)
        guide.changed()
        await pilot.pause()
        await see(pilot, "Word 0.")
        await press(pilot, "3")
        await see(pilot, "Word 21.")


async def test_notes_and_answers_are_together() -> None:
    room = bargaining()
    table = room.by_id["2"]
    table.submit(Assign(by=FACILITATOR, seat="eva", role="evaluator", name="Eva"))
    table.submit(WriteNote(by="eva", objective=1, rating=4, text="They asked why."))
    table.submit(EndExercise(by=FACILITATOR))
    table.submit(OpenDebrief(by=FACILITATOR))
    table.submit(Answer(by="mill", question="moment", value="At noon."))
    table.submit(Answer(by="mill", question="fair", value=2))
    app, _ = desk_of(room)
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "6")
        await see(pilot, "4 of 5", "They asked why. (Eva, round 1)", "At noon.", "The mill: 2")


async def test_escape_goes_back_to_all_tables() -> None:
    room = bargaining()
    app, _ = desk_of(room)
    async with app.run_test(size=SMALL) as pilot:
        await see(pilot, "Table 2")
        await press(pilot, "escape")
        assert room.gone == [""]


async def test_on_an_upright_phone_each_row_of_a_small_table_is_laid_out_for_it() -> None:
    app, _ = desk_of(bargaining())
    async with app.run_test(size=(48, 43)) as pilot:
        await see(pilot, "walk-away", "trusts")
        rows = [one.strip() for one in text_of(app).splitlines()]
        assert "Upper Town              waited for" in rows
        assert any(" now, walk-away " in one for one in rows)
        assert any(one.startswith("trusts ") for one in rows)
        assert not any(one.startswith("trust of") for one in rows)


async def test_nobody_is_waited_for_in_the_debrief() -> None:
    room = bargaining()
    room.by_id["2"].submit(EndExercise(by=FACILITATOR))
    room.by_id["2"].submit(OpenDebrief(by=FACILITATOR))
    app, _ = desk_of(room)
    async with app.run_test(size=(120, 36)) as pilot:
        await see(pilot, "walk-away")
        assert "waited for" not in text_of(app)
