"""The facilitator's questions and forms: they do what they say, and lose nothing that was typed."""

from __future__ import annotations

import pytest
from textual.widgets import Button

from tabletop.play.actions import Advance, Perform, Ready, SendMessage, Undo
from tabletop.play.state import FACILITATOR
from tabletop.screens.console.desk.told_tables import told_refusals
from tabletop.screens.console.guides import AllTablesGuide
from tabletop.screens.flow.app import TabletopApp
from tests.console.room import Room, stages
from tests.console.test_table_desk import bargaining, desk_of
from tests.screens.rivers import HEADS, advanced, owing
from tests.screens.watching import press, see, text_of, until

SMALL = (80, 24)


def app_of(room: Room) -> TabletopApp:
    app = TabletopApp()
    return app.led_by(AllTablesGuide(app, room))


def at_negotiation(count: int, **options: object) -> Room:
    room = Room(count, **options)  # type: ignore[arg-type]
    for table in room.by_id.values():
        advanced(table, "negotiation")
    return room


async def test_going_on_ends_the_phase_that_the_question_named_and_no_later_one() -> None:
    room = at_negotiation(1)
    app = app_of(room)
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await press(pilot, "n")
        await see(pilot, "This ends: negotiation, round 1.")
        room.by_id["1"].submit(Advance(by=FACILITATOR))
        await press(pilot, "y")
        await see(pilot, "The table has moved on and is in the decision, round 1, now;")
        assert stages(room) == ["decision"]


async def test_of_several_tables_those_that_have_moved_on_are_left_out() -> None:
    room = at_negotiation(3)
    app = app_of(room)
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await press(pilot, "asterisk", "n")
        room.by_id["2"].submit(Advance(by=FACILITATOR))
        await press(pilot, "y")
        await see(pilot, "Done at tables 1 and 3. Table 2: the table has moved on")
        assert stages(room) == ["decision"] * 3


async def test_undo_takes_back_the_move_that_was_shown_and_no_later_one() -> None:
    room = at_negotiation(1)
    table = room.by_id["1"]
    table.submit(SendMessage(by=FACILITATOR, to="all", text="Five more minutes."))
    app = app_of(room)
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await press(pilot, "u")
        await see(pilot, "Five more minutes.", "Take it back")
        table.submit(Ready(by="upper"))
        await press(pilot, "y")
        await see(pilot, "Something else was done since")
        assert table.state.ready == {"upper"}


async def test_undo_at_several_tables_takes_back_each_ones_own_move() -> None:
    room = at_negotiation(3)
    room.by_id["1"].submit(SendMessage(by="upper", to="all", text="One."))
    for text in ("Before.", "Two."):
        room.by_id["3"].submit(SendMessage(by="upper", to="all", text=text))
    app = app_of(room)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "asterisk", "u")
        await see(pilot, "One.", "Two.", "Phase: negotiation.")
        await press(pilot, "y")
        await until(pilot, lambda: stages(room) == ["negotiation", "caucus", "negotiation"])
        said = [[one.text for one in room.by_id[at].state.messages] for at in ("1", "3")]
        assert said == [[], ["Before."]]


async def test_a_long_move_leaves_the_question_in_view() -> None:
    room = at_negotiation(1)
    long = "Words upon words. " * 150
    room.by_id["1"].submit(SendMessage(by=FACILITATOR, to="all", text=long))
    app = app_of(room)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "u")
        await see(pilot, "Take back the last move, table 1?", "Words upon", "Take it back")


@pytest.mark.slow
async def test_what_was_begun_in_a_form_is_there_when_it_is_opened_again() -> None:
    room = bargaining()
    app, _ = desk_of(room)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "m", "right", *"Hurry", "escape")
        await press(pilot, "a", "tab", *"66", "tab", *"Floods", "escape")
        await press(pilot, "m")
        await see(pilot, "Hurry", "‹ Upper Town ›")
        await press(pilot, *" up", "ctrl+s")
        await until(pilot, lambda: room.by_id["2"].state.messages[-1].text == "Hurry up")
        await press(pilot, "m")
        await see(pilot, "what you want to say")
        await press(pilot, "escape", "a")
        await see(pilot, "66", "Floods")


async def test_a_begun_seat_keeps_its_name_and_its_place() -> None:
    room = Room(2)
    app = app_of(room)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "s", "a", *"Dora", "tab", "right", "escape", "escape", "s", "a")
        await see(pilot, "Dora", "‹ 2 ›")
        await press(pilot, "ctrl+s")
        await see(pilot, "The way in for Dora alone")
        await press(pilot, "escape", "a")
        await see(pilot, "Seat somebody", "name", "‹ 1 ›")


async def test_an_evaluators_seat_asks_for_no_delegation() -> None:
    app = app_of(Room(2))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "s", "a")
        await see(pilot, "Delegation", "‹ member ›")
        app.screen.query_one("#role").focus()
        await press(pilot, "right")
        await see(pilot, "‹ evaluator ›")
        await until(pilot, lambda: "Delegation" not in text_of(app))
        await press(pilot, "left")
        await see(pilot, "Delegation", "‹ member ›")


async def test_the_inject_form_shows_where_it_goes_and_what_its_keys_do_in_24_lines() -> None:
    room = at_negotiation(2)
    app = app_of(room)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "asterisk", "i")
        await see(pilot, "An inject, all 2 tables", "Enter opens it to read", "tension +/-")
        await see(pilot, "Read and deliver (Ctrl+S)", "Back (Esc)", "F1")
        await see(pilot, "Ctrl+S Read and deliver")
        for one in app.screen.query(Button):
            assert app.screen.region.contains_region(one.region)


@pytest.mark.slow
async def test_an_inject_is_read_in_full_before_it_is_delivered_and_marked_where_it_was() -> None:
    room = at_negotiation(2)
    app = app_of(room)
    async with app.run_test(size=SMALL) as pilot:
        before = [len(table.state.injects) for table in room.by_id.values()]
        await press(pilot, "asterisk", "i", "enter")
        await see(pilot, "Deliver (Y)", "everybody at all 2 tables")
        await press(pilot, "escape")
        assert [len(table.state.injects) for table in room.by_id.values()] == before
        await press(pilot, "enter", "y")
        more = [count + 1 for count in before]
        await until(
            pilot, lambda: [len(table.state.injects) for table in room.by_id.values()] == more
        )
        await press(pilot, "i")
        await see(pilot, "✓ ", "delivered at all tables")
        await press(pilot, "end", "enter")
        await see(pilot, "delivered at all tables")
        assert "Deliver" not in text_of(app), "what all have had is only read"


async def test_ctrl_s_over_an_inject_of_the_exercise_opens_that_one() -> None:
    room = at_negotiation(1)
    app = app_of(room)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "i", "ctrl+s")
        await see(pilot, "Deliver (Y)", "Not yet (Esc)")
        await press(pilot, "escape", "tab", "x", "ctrl+s")
        await see(pilot, "An inject needs a title and a text.")


async def test_help_on_a_form_tells_its_keys_and_none_of_a_scroll() -> None:
    room = at_negotiation(1)
    app = app_of(room)
    async with app.run_test(size=(80, 40)) as pilot:
        await press(pilot, "i", "f1")
        await see(pilot, "Enter opens the inject under the cursor", "Read and deliver")
        assert "Scroll Up" not in text_of(app) and "Page Left" not in text_of(app)
        await press(pilot, "escape", "tab", "tab", "tab", "f1")
        await see(pilot, "←→ ", "Change")


async def test_everybodys_clock_passes_over_tables_without_one() -> None:
    room = at_negotiation(2, clocks=True)
    room.by_id["3"] = Room(1).by_id["1"]
    app = app_of(room)
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await press(pilot, "E")
        await see(pilot, "More time for this phase, tables 1 and 2")
        await press(pilot, "5", "ctrl+s")
        await see(pilot, "3 tables")
        await press(pilot, "P")
        await see(pilot, "Pause the clocks, tables 1 and 2?", "until you press R")
        assert not any(room.by_id[at].state.clock.paused for at in ("1", "2"))
        await press(pilot, "enter")
        await until(pilot, lambda: all(room.by_id[at].state.clock.paused for at in ("1", "2")))
        # The third table refused nothing.
        assert not app._notifications
        await press(pilot, "P")
        await see(pilot, "No clock is running.")


async def test_one_tables_clock_stands_at_once_and_it_is_said_how_to_take_that_back() -> None:
    room = at_negotiation(2, clocks=True)
    app = app_of(room)
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await press(pilot, "p")
        await see(pilot, "The clock at table 1 stands: R lets it run again.")
        assert room.by_id["1"].state.clock.paused is not None
        await press(pilot, "r")
        await see(pilot, "The clock at table 1 runs: P pauses it again.")
        assert room.by_id["1"].state.clock.paused is None


async def test_what_was_said_for_a_while_does_not_stand_over_the_next_page() -> None:
    room = Room(1, people=False)
    app = app_of(room)
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await press(pilot, "n", "y")
        await see(pilot, "Nobody heads")
        await press(pilot, "c")
        await see(pilot, "Open in a browser")
        await until(pilot, lambda: "Nobody heads" not in text_of(app))


async def test_one_tables_adjustment_tells_the_value_now_and_several_ones_tells_none() -> None:
    room = at_negotiation(2)
    app = app_of(room)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "a")
        await see(pilot, "Adjust a ruling, table 1", "now 50.0")
        await press(pilot, "right")
        await see(pilot, "trust of Upper Town in", "now ")
        await press(pilot, "escape", "asterisk", "a")
        await see(pilot, "Adjust a ruling, all 2 tables")
        assert "now " not in text_of(app)


@pytest.mark.slow
async def test_the_facilitator_writes_a_note_against_an_objective() -> None:
    room = bargaining()
    app, _ = desk_of(room)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "6", "w", "right", "tab", "right", "right", "tab", *"Calm.", "ctrl+s")
        await until(pilot, lambda: room.by_id["2"].state.notes)
        note = room.by_id["2"].state.notes[-1]
        assert (note.by, note.objective, note.rating) == (FACILITATOR, 1, 2)
        await see(pilot, "2 of 5", "Calm.")


@pytest.mark.parametrize(("among", "said"), [(1, "Nobody heads Seoul yet"), (2, "Table 1: nobody")])
def test_a_refusal_is_a_sentence_with_its_names_as_they_are(among: int, said: str) -> None:
    told = told_refusals({"1": "nobody heads Seoul yet"}, among)
    assert told.startswith(said) and "Seoul" in told


async def test_ending_a_decision_names_who_is_undecided_and_what_that_costs() -> None:
    room = Room(1)
    owing(room.by_id["1"])
    app = app_of(room)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "n")
        await see(pilot, "Upper Town", "(The dam: opened", "tension +10", "It can't be")
        await press(pilot, "enter")
        await until(pilot, lambda: "Still undecided" not in text_of(app))
        assert stages(room) == ["decision"]
        await press(pilot, "n", "y")
        await until(pilot, lambda: stages(room) == ["ruling"])


async def test_of_several_tables_the_question_names_those_where_something_lapses() -> None:
    room = Room(3)
    owing(room.by_id["1"])
    advanced(room.by_id["2"], "negotiation")
    owing(room.by_id["3"]).submit(Perform(by="upper", agreement="A1", issue="dam"))
    app = app_of(room)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "asterisk", "n")
        await see(pilot, "Table 1: Upper Town (The dam)", "tension +10 for each issue")
        assert "Table 3: " not in text_of(app)
        await press(pilot, "y")
        await until(pilot, lambda: stages(room) == ["ruling", "decision", "ruling"])


async def test_a_question_about_a_decision_lets_nothing_lapse_that_it_did_not_name() -> None:
    room = Room(1)
    table = owing(room.by_id["1"])
    table.submit(Perform(by="upper", agreement="A1", issue="dam"))
    app = app_of(room)
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await press(pilot, "n")
        await see(pilot, "This ends: decision, round 2.")
        table.submit(Undo(by=FACILITATOR))
        await press(pilot, "y")
        await see(pilot, "More acts are undecided now than were asked about")
        assert stages(room) == ["decision"]


async def test_a_paused_clock_shows_its_time_and_going_on_says_that_it_stays_paused() -> None:
    room = at_negotiation(2, clocks=True)
    app = app_of(room)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "p")
        await see(pilot, "paused 0")
        await press(pilot, "n")
        await see(pilot, "The clock is paused and stays so in what opens, until R.")
        await press(pilot, "y")
        await see(pilot, "decision    paused")
        await press(pilot, "asterisk", "n")
        await see(pilot, "The clock is paused at table 1 and stays so in what opens,")
        await press(pilot, "y")
        await until(pilot, lambda: stages(room) == ["ruling", "decision"])
        await press(pilot, "escape", "r")
        await until(pilot, lambda: room.by_id["1"].state.clock.paused is None)


async def test_rulings_are_held_for_discussion_at_one_table_or_at_all() -> None:
    room = at_negotiation(3)
    app = app_of(room)

    def held() -> list[bool]:
        return [table.state.holding for table in room.by_id.values()]

    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await press(pilot, "h")
        await until(pilot, lambda: held() == [True, False, False])
        await see(pilot, "each ruling stays at table 1 until you go on (N)", "its rulings are held")
        assert "H again stops that." in [*app._notifications][-1].message
        await press(pilot, "H")
        await see(pilot, "Hold each ruling, tables 2 and 3?")
        assert held() == [True, False, False]
        await press(pilot, "enter")
        await until(pilot, lambda: held() == [True, True, True])
        for table in room.by_id.values():
            advanced(table, "ruling")
            for one in HEADS:
                table.submit(Ready(by=one))
        assert stages(room) == ["ruling"] * 3
        app.clear_notifications()
        app.screen.refresh_view()  # type: ignore[attr-defined]
        await see(pilot, "ruling      held", "held for discussion until you go on (N)")
        await press(pilot, "H", "enter")
        await until(pilot, lambda: stages(room) == ["situation"] * 3)
