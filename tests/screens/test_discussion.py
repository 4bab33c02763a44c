"""Questions of a round at a delegation's table: found, answered, revised, and read by others."""

from __future__ import annotations

from typing import Any

import tomli_w

from tabletop.play.actions import Advance, Assign, Respond
from tabletop.play.state import FACILITATOR
from tabletop.screens.flow.app import TabletopApp
from tabletop.screens.flow.hotseat import HotSeat
from tabletop.screens.table.table_screen import TableScreen
from tabletop.seat.port import Port
from tabletop.table import Table
from tests.play.planned import Turned, document
from tests.screens.rivers import advanced, in_memory, seated
from tests.screens.watching import press, see, text_of

SMALL = (80, 24)


def asked(*injects: dict[str, Any], clocks: bool = False, awake: Turned | None = None) -> Table:
    """A table of the exercise with questions, in its first negotiation."""
    table = Table.create(tomli_w.dumps(document(*injects)), clocks=clocks, awake=awake)
    for one in ("clinic", "press"):
        table.submit(Assign(by=FACILITATOR, seat=one, delegation=one, name=one.title()))
    table.submit(Advance(by=FACILITATOR))
    return advanced(table, "negotiation")


class Shown(TabletopApp):
    """The table of one seat, without the pages before it."""

    def __init__(self, port: Port) -> None:
        super().__init__()
        self.port = port

    def on_mount(self) -> None:
        self.push_screen(TableScreen(self.port))


async def test_a_question_is_told_at_the_table_and_answered_on_its_page() -> None:
    table = asked()
    app = Shown(Port(table, "press"))
    async with app.run_test(size=SMALL) as pilot:
        await see(pilot, "A question waits for your answer: press Q.", "Questions")
        await press(pilot, "q")
        await see(pilot, "What do you do on day 1?", "Question 1 of 1")
        await press(pilot, *"Wait", "escape")
        await see(pilot, "Table offers")
        assert table.state.responses["press", "next-1"].value == "Wait"
        await press(pilot, "q")
        await see(pilot, "Wait")
        await press(pilot, "end", *" on", "ctrl+s")
        assert table.state.responses["press", "next-1"].value == "Wait on"


async def test_a_rating_is_typed_as_a_digit() -> None:
    table = asked()
    app = Shown(Port(table, "clinic"))
    async with app.run_test(size=SMALL) as pilot:
        await see(pilot, "2 questions wait for your answer")
        await press(pilot, "q", "pagedown")
        await see(pilot, "How ready are you?")
        await press(pilot, "4")
        await see(pilot, "saved")
        assert table.state.responses["clinic", "ready-1"].value == 4


async def test_words_that_were_not_given_are_kept_and_a_late_answer_is_refused() -> None:
    table = asked()
    port = Port(table, "press")
    app = Shown(port)
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await press(pilot, "q")
        await see(pilot, "What do you do on day 1?")
        await press(pilot, *"Too late")
        assert port.words["respond:next-1"] == "Too late"
        table.submit(Advance(by=FACILITATOR))
        await press(pilot, "escape")
        await see(pilot, "is asked in round 1")
        assert not table.state.responses
        assert port.words["respond:next-1"] == "Too late"


async def test_answers_that_may_be_read_stand_below() -> None:
    table = asked()
    table.submit(Respond(by="clinic", question="ready-1", value=2))
    advanced(table, "negotiation", round_number=2)
    app = Shown(Port(table, "press"))
    async with app.run_test(size=(100, 40)) as pilot:
        await press(pilot, "q")
        await see(pilot, "How ready are you?", "Clinic: 2 of 5", "What do you do on day 2?")


async def test_an_exercise_without_questions_has_no_key_for_them() -> None:
    app = Shown(Port(advanced(seated(), "negotiation"), "upper"))
    async with app.run_test(size=(120, 40)) as pilot:
        await see(pilot, "Table offers")
        assert "Questions" not in text_of(app)
        await press(pilot, "f1")
        assert "discuss" not in text_of(app)


async def test_between_two_turns_the_room_reads_that_an_inject_is_due_but_not_which() -> None:
    table = asked({"id": "leak", "round": 1, "at": 0})
    app = TabletopApp()
    app.led_by(HotSeat(app, table, in_memory("crisis.toml")))
    async with app.run_test(size=(80, 30)) as pilot:
        await see(pilot, "The keyboard goes to")
        await see(pilot, "An inject is due: the facilitator delivers it (F10).")
        assert "Leak" not in text_of(app)
        await press(pilot, "f10")
        await see(pilot, "Deliver an inject (1 due)")


async def test_at_one_keyboard_the_clock_delivers_an_inject_and_nobody_loses_the_page() -> None:
    clock = Turned()
    leak = {"id": "leak", "round": 1, "phase": "negotiation", "at": 1, "auto": True}
    table = asked(leak, clocks=True, awake=clock)
    app = TabletopApp()
    guide = HotSeat(app, table, in_memory("crisis.toml"))
    app.led_by(guide)
    async with app.run_test(size=(80, 30)) as pilot:
        await see(pilot, "The keyboard goes to")
        await press(pilot, "enter")
        await see(pilot, "Table it")
        clock.now += 59_000
        guide.tick()
        assert not table.state.injects
        clock.now += 1_000
        guide.tick()
        assert [one.by for one in table.state.injects] == ["clock"]
        await see(pilot, "Table it")
        await press(pilot, "escape")
        await see(pilot, "DAY 1 · NEWS", "Of leak.")
