"""The facilitator's list of tables: what a line shows, and which tables a move reaches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any

import pytest
import tomli_w

from tabletop.play.actions import (
    Advance,
    Answer,
    EndExercise,
    OpenDebrief,
    Respond,
    SignOffer,
    TableOffer,
)
from tabletop.play.state import FACILITATOR
from tabletop.screens.console.desk.all_tables import AllTables
from tabletop.screens.console.desk.table_list import TableList, columns_for
from tabletop.screens.console.guides import AllTablesGuide
from tabletop.screens.flow.app import TabletopApp
from tabletop.screens.kit.theme import PAPER
from tabletop.seat.desk import TableGlance
from tabletop.seat.desk.glances import agreements_of
from tabletop.table import Table
from tests.console.room import Room, stages
from tests.play.deciding import hospital
from tests.screens.rivers import advanced
from tests.screens.test_deciding import decided_on
from tests.screens.test_pictures import after
from tests.screens.watching import press, see, text_of, until

SMALL = (80, 24)


def app_of(room: Room) -> TabletopApp:
    app = TabletopApp()
    return app.led_by(AllTablesGuide(app, room))


def line_of(app: TabletopApp, table: str) -> str:
    """Return a table's line as shown on the screen."""
    lines = text_of(app).splitlines()
    return next(one for one in lines if one[:12].strip(" ▸■!").split(" ")[0] == table)


def offered(table: Table) -> None:
    advanced(table, "negotiation")
    package = {**table.state.standing, "charter": "signed", "dam": "opened", "form": "deed"}
    table.submit(TableOffer(by="upper", to="all", package=package, public=True))


@pytest.mark.parametrize("way", ["key", "click"])
async def test_a_warning_is_put_aside_by_a_key_or_a_click_until_another_comes(way: str) -> None:
    class Warned(Room):
        told_of: tuple[str, ...] = ("Eva's link was used again, from 192.0.2.66.",)

        def tables(self) -> tuple[TableGlance, ...]:
            first, *others = super().tables()
            return (replace(first, warnings=self.told_of), *others)

    room = Warned(2)
    app = app_of(room)
    async with app.run_test(size=SMALL) as pilot:
        await see(pilot, "Eva's link was used again", "Esc: read")
        await press(pilot, "space")
        assert "!" in line_of(app, "1")
        await (press(pilot, "escape") if way == "key" else pilot.click("#about"))
        await until(pilot, lambda: "used again" not in text_of(app), "no warning")
        assert "(marked)" in text_of(app), "the key that reads a warning does nothing else"
        assert "!" not in line_of(app, "1")
        room.told_of = (*room.told_of, "Bo's link was used again.")
        (tables,) = [one for one in app.screen_stack if isinstance(one, AllTables)]
        tables.refresh_view()
        await see(pilot, "Bo's link was used again")
        assert "Eva's" not in text_of(app)


async def test_a_line_says_where_a_table_is_and_who_is_waited_for() -> None:
    room = Room(3)
    offered(room.by_id["2"])
    room.by_id["2"].submit(SignOffer(by="lower", offer="O1"))
    offered(room.by_id["3"])
    room.away["3", "mill"] = 200.0
    app = app_of(room)
    async with app.run_test(size=SMALL) as pilot:
        await see(pilot, "3 tables", "8 of 9 here", room.join_code, room.address)
        assert "briefing" in line_of(app, "1")
        second, third = line_of(app, "2"), line_of(app, "3")
        assert "1/3" in second and "negotiation" in second and "3/3" in second
        tags = [one.tag for one in room.exercise.delegations]
        assert " ".join(tags) in third
        assert "O1" in third and "2/3" in third
        best = room.tables()[2].best
        assert best is not None and f"{best[1]:+.1f}" in third
        await press(pilot, "end")
        await see(pilot, "○ 지민", "gone 3 min")


async def test_a_delegation_that_lost_its_head_shows_at_a_glance() -> None:
    room = Room(3)
    await room.seat("2", "Dora", delegation="upper", role="member")
    await room.remove("2", "upper")
    await room.remove("3", "mill")
    app = app_of(room)
    async with app.run_test(size=(150, 30)) as pilot:
        await see(pilot, "UP without head", "mill empty")
        rows = app.screen.query_one(TableList)
        counts = [str(rows._row(at, one, rows._columns())) for at, one in enumerate(rows.glances)]
        assert [part in row for part, row in zip(("3/3", "3/4", "2/3"), counts, strict=True)] == [
            True
        ] * 3


async def test_a_move_goes_to_the_table_under_the_cursor() -> None:
    room = Room(3)
    app = app_of(room)
    async with app.run_test(size=SMALL) as pilot:
        await see(pilot, "Moves go to table 1")
        await press(pilot, "down", "n")
        await see(pilot, "Begin round 1, table 2?")
        await press(pilot, "enter")
        await until(pilot, lambda: stages(room) == ["lobby", "situation", "lobby"])


async def test_a_move_goes_to_all_marked_tables() -> None:
    room = Room(3)
    app = app_of(room)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "space", "down", "down", "space")
        await see(pilot, "Moves go to tables 1 and 3 (marked)")
        await press(pilot, "n", "enter")
        await until(pilot, lambda: stages(room) == ["situation", "lobby", "situation"])
        await press(pilot, "asterisk")
        await see(pilot, "Moves go to all 3 tables (marked)")
        await press(pilot, "m", *"Hurry")
        await press(pilot, "shift+tab", "right", "ctrl+s")
        await until(
            pilot,
            lambda: (
                [t.state.messages[-1].to for t in room.by_id.values() if t.state.messages]
                == [("upper",)] * 3
            ),
        )


async def test_in_the_debrief_the_list_says_what_it_waits_for_and_how_many_answers_are_in() -> None:
    room = Room(1)
    table = advanced(room.by_id["1"], "negotiation")
    table.submit(EndExercise(by=FACILITATOR))
    table.submit(OpenDebrief(by=FACILITATOR))
    table.submit(Answer(by="upper", question=table.exercise.questions[0].id, value="Late"))
    app = app_of(room)
    async with app.run_test(size=(150, 30)) as pilot:
        await see(pilot, "Waits for", "you, 1 replied")


async def test_a_refusal_says_which_table_and_the_form_keeps_what_was_typed() -> None:
    room = Room(2)
    advanced(room.by_id["1"], "situation")
    app = app_of(room)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "asterisk", "i", "tab", *"Rain", "tab", *"It rains.", "ctrl+s")
        await see(pilot, "Deliver (Y)")
        await press(pilot, "y")
        await see(pilot, "Done at table 1. Table 2: injects are delivered in")
        assert [len(t.state.injects) for t in room.by_id.values()] == [1, 0]
        room.by_id["2"].submit(Advance(by=FACILITATOR))
        await press(pilot, "ctrl+s")
        await see(pilot, "Deliver (Y)")
        await press(pilot, "y")
        await until(pilot, lambda: len(room.by_id["2"].state.injects) == 1)
        # Trying again was for the table that had refused, and for no other.
        assert [len(t.state.injects) for t in room.by_id.values()] == [1, 1]
        assert room.by_id["2"].state.injects[-1].text == "It rains."


class Full(Room):
    """A hall whose only table cannot be saved."""

    def tables(self) -> tuple[TableGlance, ...]:
        trouble = "/home/anna/negotiations/table-1.toml: the move could not be saved"
        return tuple(replace(one, trouble=trouble) for one in super().tables())


async def test_a_table_that_cannot_be_saved_says_so_in_its_line_and_names_the_file_below() -> None:
    app = app_of(Full(1))
    async with app.run_test(size=(150, 30)) as pilot:
        await see(pilot, "table-1.toml: the move could not be saved")
        assert "negotiations" not in str(app.screen.query_one(TableList).render_line(0).text)
        assert "the move could" in str(app.screen.query_one(TableList).render_line(0).text)


async def test_everybodys_clock_is_paused_and_extended_whatever_is_marked() -> None:
    room = Room(3, clocks=True)
    for table in room.by_id.values():
        advanced(table, "negotiation")
    app = app_of(room)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "down", "space", "P", "enter")
        await until(pilot, lambda: all(t.state.clock.paused for t in room.by_id.values()))
        await see(pilot, "paused 0")
        await press(pilot, "R", "enter", "E", "5", "ctrl+s")
        await until(
            pilot,
            lambda: all(
                t.state.clock.paused is None and t.events[-1].kind == "clock.extended"
                for t in room.by_id.values()
            ),
        )


@pytest.mark.parametrize("cells", range(80, 220, 5))
def test_no_column_vanishes_while_a_clock_is_paused(cells: int) -> None:
    runs, stands = columns_for(cells, 2), columns_for(cells, 2, paused=True)
    assert stands.clock >= len("paused 12:34")
    assert (bool(stands.meter), bool(stands.title), bool(stands.away)) == (
        bool(runs.meter),
        bool(runs.title),
        bool(runs.away),
    )
    assert sum(asdict(stands).values()) == sum(asdict(runs).values())
    assert stands.waits >= 8


async def test_the_tension_has_its_bar_while_the_clock_is_paused() -> None:
    room = Room(1, clocks=True)
    offered(room.by_id["1"])
    app = app_of(room)
    async with app.run_test(size=(100, 24)) as pilot:
        await see(pilot, "1 table")
        assert "─" in line_of(app, "1")
        await press(pilot, "p")
        await see(pilot, "paused")
        assert "─" in line_of(app, "1")


async def test_news_from_the_tables_moves_neither_cursor_nor_marks_nor_focus() -> None:
    room = Room(4)
    app = app_of(room)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "down", "space", "down")
        room.by_id["4"].submit(Advance(by=FACILITATOR))
        for call in room.told:
            call("4")
        await until(pilot, lambda: "situation" in line_of(app, "4"))
        listed = app.screen.query_one(TableList)
        assert (listed.current.id, list(listed.marked)) == ("3", ["2"])
        assert app.focused is listed


async def test_enter_or_a_second_click_opens_a_table() -> None:
    room = Room(3)
    app = app_of(room)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "down", "enter")
        assert room.gone == ["2"]
        await pilot.click(TableList, offset=(12, 2), times=2)
        assert room.gone == ["2", "3"]
        await pilot.click(TableList, offset=(1, 0))
        await see(pilot, "Moves go to table 1 (marked)")


async def test_fifty_tables_scroll_and_stay_under_the_cursor() -> None:
    room = Room(50, people=False)
    app = app_of(room)
    async with app.run_test(size=SMALL) as pilot:
        await see(pilot, "50 tables")
        await press(pilot, "end")
        await see(pilot, "Moves go to table 50")
        await until(pilot, lambda: "▸  50" in text_of(app))


async def test_the_last_move_is_told_before_it_is_taken_back() -> None:
    room = Room(2)
    for table in room.by_id.values():
        offered(table)
    app = app_of(room)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "u")
        await see(pilot, "Take back the last move, table 1?", "tables O1 to")
        await press(pilot, "enter")
        await until(pilot, lambda: not room.by_id["1"].state.offers)
        assert room.by_id["2"].state.offers


async def test_the_end_and_the_debrief_are_opened_for_all() -> None:
    room = Room(2)
    for table in room.by_id.values():
        advanced(table, "negotiation")
    app = app_of(room)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "asterisk", "x")
        await see(pilot, "End the exercise now, all 2 tables?")
        # What can't be taken back is not done by Enter alone.
        await see(pilot, "End it (Y)", "No (Enter)")
        await press(pilot, "enter")
        await until(pilot, lambda: "End the exercise now" not in text_of(app))
        assert stages(room) == ["negotiation", "negotiation"]
        await press(pilot, "x", "y")
        await until(pilot, lambda: stages(room) == ["ended", "ended"])
        await see(pilot, "Debrief")
        await press(pilot, "d", "y")
        await until(pilot, lambda: stages(room) == ["debrief", "debrief"])


async def test_the_address_and_the_code_are_one_key_away() -> None:
    room = Room(1)
    app = app_of(room)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "c")
        await see(pilot, "Open in a browser", room.address, "▀▀▀▀▀▀▀")
        await press(pilot, "f1")
        await see(pilot, "but no evaluators")
        await press(pilot, "escape", "escape")
        await see(pilot, "Moves go to table 1")


async def test_the_room_is_led_through_the_debrief_step_by_step() -> None:
    room = Room(2)
    for table in room.by_id.values():
        advanced(table, "negotiation")
        table.submit(EndExercise(by=FACILITATOR))
        table.submit(OpenDebrief(by=FACILITATOR))
    app = app_of(room)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "asterisk", "v")
        await see(pilot, "What the room is shown, all 2 tables", "nothing for now")
        await press(pilot, "right")
        await until(pilot, lambda: {t.state.shown for t in room.by_id.values()} == {"ending"})
        await press(pilot, "right", "right")
        await see(pilot, "▶ the answers to")
        await press(pilot, "left")
        await until(
            pilot, lambda: {t.state.shown for t in room.by_id.values()} == {"question:moment"}
        )
        await press(pilot, "0")
        await until(pilot, lambda: {t.state.shown for t in room.by_id.values()} == {""})


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 60)])
async def test_every_size_shows_something(size: tuple[int, int]) -> None:
    app = app_of(Room(3))
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: text_of(app).strip())
        await press(pilot, "f1")
        await see(pilot, "Keys")


async def test_answers_to_this_rounds_questions_are_counted_where_there_are_any() -> None:
    source = hospital()
    source["round"][0]["question"] = [
        {"id": "next", "text": "What now?"},
        {"id": "who", "text": "Who asks?", "for": ["press"]},
    ]
    room = Room(2, tomli_w.dumps(source), people=False)
    table = decided_on(room.by_id["2"])
    table.submit(Respond(by="press", question="next", value="We wait."))
    app = app_of(room)
    async with app.run_test(size=SMALL) as pilot:
        await see(pilot, "Decided  Answers", "0 of 3   1 of 4")
        assert line_of(app, "1").count(" of ") == 0
        await press(pilot, "down")
        await see(pilot, "This round's questions: 1 of 4 answers given.")


def test_all_tables_at_a_glance(snap_compare: Callable[..., bool]) -> None:
    room = hall_of_five()
    assert snap_compare(
        app_of(room), terminal_size=SMALL, run_before=after("down", sees=("Table 2",))
    )


def test_all_tables_on_paper(snap_compare: Callable[..., bool]) -> None:
    app = app_of(hall_of_five())
    app.theme = PAPER.name
    sees = ("Table 1", "Chris")
    assert snap_compare(app, terminal_size=(120, 36), run_before=after("space", sees=sees[:1]))


def hall_of_five() -> Room:
    """Return tables in different rounds and phases, one with an agreement, one in its debrief."""
    room = Room(5)
    tables: list[Any] = list(room.by_id.values())
    offered(tables[1])
    offered(tables[2])
    tables[2].submit(SignOffer(by="lower", offer="O1"))
    advanced(tables[3], "decision", round_number=2)
    advanced(tables[4], "negotiation")
    tables[4].submit(EndExercise(by=FACILITATOR))
    tables[4].submit(OpenDebrief(by=FACILITATOR))
    room.away["2", "mill"] = 130.0
    return room


def test_an_agreement_with_suspended_acts_does_not_count_as_one_that_stands() -> None:
    (plain,) = Room(1).tables()
    assert agreements_of(replace(plain, agreements=0)) == ("-", "$muted")
    assert agreements_of(replace(plain, agreements=1)) == ("1", "bold $success")
    assert agreements_of(replace(plain, agreements=1, suspended=True)) == ("1 ‖", "bold $error")
