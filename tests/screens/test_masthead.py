"""The two lines at the head of every screen."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult

from tabletop.play.actions import EndExercise, Hold, OpenDebrief, Pause
from tabletop.play.seen import View
from tabletop.play.state import CLOCK, FACILITATOR
from tabletop.screens.kit.masthead import Masthead
from tests.screens.rivers import advanced, briefed, seen
from tests.screens.watching import text_of

TRUST = "trust US ▇90 DPRK ▃35 PRC ▅50"


class Head(App[None]):
    where = "Table 1"

    def __init__(self, view: View, whose: str = "the room", aside: str = "") -> None:
        super().__init__()
        self.view = view
        self.head = Masthead(view, whose, 47_000, aside)

    def compose(self) -> ComposeResult:
        yield self.head


async def shown(view: View) -> str:
    app = Head(view)
    async with app.run_test(size=(100, 10)) as pilot:
        await pilot.pause()
        return text_of(app)


async def test_a_phase_shows_the_time_that_is_left() -> None:
    room, _ = seen(advanced(briefed(), "negotiation"))
    assert "00:47" in await shown(room)


async def test_a_paused_clock_shows_that_it_is_and_the_time_that_is_left() -> None:
    table = advanced(briefed(clocks=True), "negotiation")
    table.submit(Pause(by=FACILITATOR))
    assert "paused 00:47" in await shown(seen(table)[0])


@pytest.mark.parametrize("cells", [40, 43, 48])
async def test_a_phone_shows_a_paused_clock_with_its_time_whole(cells: int) -> None:
    table = advanced(briefed(clocks=True), "negotiation")
    table.submit(Pause(by=FACILITATOR))
    _, when, _ = await stacked(Head(seen(table)[0], "Seoul", TRUST), cells)
    assert when.rstrip().endswith("negotiation paused 00:47")
    assert when.strip().startswith("round 1")
    assert "…" not in when


async def test_a_phone_says_whole_what_the_game_waits_for() -> None:
    table = advanced(briefed(clocks=True), "negotiation")
    table.submit(Pause(by=CLOCK, why="asleep", missed=60))
    top, _, _ = await stacked(Head(seen(table)[0], "Seoul", TRUST), 43)
    assert top.strip() == "paused until the facilitator goes on"


async def test_a_held_ruling_says_so_where_a_clock_would_stand() -> None:
    table = advanced(briefed(), "ruling")
    table.submit(Hold(by=FACILITATOR))
    assert "ruling held" in await shown(seen(table)[0])


@pytest.mark.parametrize("last", [EndExercise, OpenDebrief])
async def test_no_clock_stands_beside_the_end_and_the_debrief(last: type) -> None:
    table = advanced(briefed(), "negotiation")
    table.submit(EndExercise(by=FACILITATOR))
    if last is OpenDebrief:
        table.submit(OpenDebrief(by=FACILITATOR))
    room, _ = seen(table)
    assert "00:47" not in await shown(room)


async def stacked(app: Head, cells: int = 48) -> list[str]:
    async with app.run_test(size=(cells, 20)) as pilot:
        app.head.styles.height = 3
        await pilot.pause()
        return text_of(app).splitlines()[:3]


async def test_a_phone_shows_whose_screen_it_is_and_its_trust_in_the_titles_place() -> None:
    room, _ = seen(advanced(briefed(), "negotiation"))
    top, _, bottom = await stacked(Head(room, "Seoul", TRUST))
    assert TRUST in top
    assert "Table 1 · Seoul " in bottom
    assert "tension" in bottom
    # Where there is room for all of it the title stays.
    top, _, bottom = await stacked(Head(room, "Seoul", TRUST), 80)
    assert room.title in top
    assert f"Table 1 · Seoul · {TRUST}" in bottom


async def test_a_delegation_reads_its_trust_also_while_the_game_waits_to_go_on() -> None:
    table = advanced(briefed(clocks=True), "negotiation")
    table.submit(Pause(by=CLOCK, why="interrupted"))
    app = Head(seen(table)[0], "Seoul", TRUST)
    async with app.run_test(size=(80, 20)) as pilot:
        await pilot.pause()
        first, second = text_of(app).splitlines()[:2]
    assert "paused" in first
    assert TRUST in second


async def test_a_phone_shows_whose_screen_it_is_also_while_the_game_waits_to_go_on() -> None:
    table = advanced(briefed(clocks=True), "negotiation")
    table.submit(Pause(by=CLOCK, why="interrupted"))
    top, _, bottom = await stacked(Head(seen(table)[0], "Seoul", TRUST))
    assert "paused until the facilitator goes on" in top
    assert "Table 1 · Seoul " in bottom
