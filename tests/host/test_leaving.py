"""Ctrl+Q on a hosted screen asks before it leaves, so that a slip costs nobody their seat."""

from __future__ import annotations

from pathlib import Path

import pytest

from tabletop.host.admission.lobby import OVERVIEW, PROJECTOR, Place
from tabletop.host.tables.faces import LeaveQuestion
from tests.host.far import until
from tests.host.halls import come, hall_in
from tests.host.players import negotiating

pytestmark = pytest.mark.slow

CTRL_Q, ESCAPE, ENTER = b"\x11", b"\x1b", b"\r"


async def test_a_slip_of_ctrl_q_asks_esc_stays_and_enter_leaves_for_the_same_link(
    tmp_path: Path,
) -> None:
    async with hall_in(tmp_path) as hall:
        player = (await negotiating(hall))[0]
        app = hall.floor.session(player.place).app
        before = len(app.screen_stack)
        player.line.feed(CTRL_Q)
        await player.sees("Leave the table?", "Leave (Enter)", "Stay (Esc)", "link brings you back")
        player.line.feed(ESCAPE)
        await player.no_longer_sees("Leave the table?")
        assert len(app.screen_stack) == before
        assert player.far.closed is None
        player.line.feed(CTRL_Q)
        await player.sees("Leave the table?")
        player.line.feed(ENTER)
        await until(lambda: player.far.closed)
        assert "kept for you" in (player.far.closed or "")
        again = await player.comes_back(hall, player)
        await again.sees("Your draft")


async def test_a_key_that_is_held_asks_once_and_answers_nothing(tmp_path: Path) -> None:
    async with hall_in(tmp_path) as hall:
        player = (await negotiating(hall))[0]
        session = hall.floor.session(player.place)
        for _ in range(5):
            player.line.feed(CTRL_Q)
        await until(lambda: not session.meter.waiting)
        await player.sees("Leave the table?")
        assert sum(isinstance(one, LeaveQuestion) for one in session.app.screen_stack) == 1
        assert not session.ended.is_set()


@pytest.mark.parametrize(
    ("place", "asks"),
    [
        (OVERVIEW, "Leave the console?"),
        (Place("1", "facilitator"), "Leave the console?"),
        (Place("1", PROJECTOR), "Leave the table?"),
    ],
)
async def test_a_console_and_a_projector_ask_too(tmp_path: Path, place: Place, asks: str) -> None:
    async with hall_in(tmp_path) as hall:
        await negotiating(hall)
        far, line = await come(hall, place)
        await until(lambda: "ROUND 1" in far.text.upper())
        line.feed(CTRL_Q)
        await until(lambda: asks in far.text, lambda: far.text)
        line.feed(ESCAPE)
        await until(lambda: asks not in far.text)
        assert far.closed is None
        line.feed(CTRL_Q)
        await until(lambda: asks in far.text)
        line.feed(ENTER)
        await until(lambda: far.closed)


async def test_in_a_window_too_small_for_a_question_it_leaves_at_once(tmp_path: Path) -> None:
    async with hall_in(tmp_path) as hall:
        player = (await negotiating(hall))[0]
        app = hall.floor.session(player.place).app
        app.cover_below((20, 5))
        player.line.feed(CTRL_Q)
        await until(lambda: player.far.closed)
