"""Every seat's screen says at which table it is, whose it is, and no other phase's clock."""

from __future__ import annotations

from pathlib import Path

import pytest

from tabletop.host.admission.lobby import PROJECTOR, Place
from tabletop.play.actions import Adjust, OpenDebrief
from tabletop.play.state import FACILITATOR
from tests.host.far import until
from tests.host.halls import come, hall_in
from tests.host.players import Player, advance, submit, three
from tests.screens.rivers import SOURCE

pytestmark = pytest.mark.slow


async def test_among_several_tables_a_seats_screen_and_title_name_its_own(tmp_path: Path) -> None:
    async with hall_in(tmp_path, 2) as hall:
        anna = await Player.arrives(hall, "Anna", table="2", delegation="upper")
        await anna.sees("Table 2 · Upper Town", "Table 2 · You head Upper Town.")
        await anna.turns_to("Table 2 · Upper Town · briefing")
        for one in ("lower", "mill"):
            await Player.arrives(hall, one, table="2", delegation=one)
        advance(hall, table="2")
        await anna.reads("The game in a minute")
        await anna.reads("What everybody knows")
        await anna.press("3", "enter")
        await anna.sees("ROUND 1 OF 3")
        await anna.turns_to("● Your turn · Table 2 · Upper Town · round 1, situation")
        await anna.press("enter")
        await anna.sees("Table 2 · Upper Town · trust Lowe ▃30 mill ▅50", "tension ━━━━━───── 50")
        submit(hall, Adjust(by=FACILITATOR, what="tension", value=90, reason="Shots."), "2")
        await anna.sees("Table 2 · Upper Town · trust Lowe ▃30 mill ▅50", " 90 crisis")
        room, _ = await come(hall, Place("2", PROJECTOR))
        await until(lambda: "Table 2 · Two rivers" in room.text, lambda: room.text)


async def test_the_only_table_has_no_number(tmp_path: Path) -> None:
    async with hall_in(tmp_path) as hall:
        anna = await Player.arrives(hall, "Anna")
        await anna.sees("You head Upper Town.")
        assert "Table" not in anna.far.text
        await anna.turns_to("briefing · ")


async def test_the_head_of_the_page_follows_ones_capitals_trust(tmp_path: Path) -> None:
    async with hall_in(tmp_path) as hall:
        anna, *_ = await three(hall)
        await anna.sees("your trust: Lowe ▃30")
        submit(hall, Adjust(by=FACILITATOR, what="trust:upper-lower", value=80, reason="A visit."))
        await anna.sees("your trust: Lowe ▇80")


async def test_who_joins_a_delegation_is_told_its_part_and_sees_its_own_name(
    tmp_path: Path,
) -> None:
    async with hall_in(tmp_path) as hall:
        await three(hall)
        aya = await Player.arrives(hall, "Aya", delegation="upper")
        await aya.reads("The game in a minute")
        await aya.sees("You are a member of Upper Town.", "Anna heads it, and tables and signs")
        await aya.sees("Upper Town · Aya, member")
        await aya.press("enter")
        await aya.sees("What everybody knows", "Upper Town · Aya, member")
        assert "Anna" not in aya.far.text


async def test_a_ruling_still_on_the_screen_shows_no_other_phases_clock(tmp_path: Path) -> None:
    timed = SOURCE.replace('date = "July"', 'date = "July"\nphases = { caucus = 60 }')
    async with hall_in(tmp_path, clocks=True, source=timed) as hall:
        anna, *_ = await three(hall)
        advance(hall, "ruling")
        await anna.sees("THE RULING OF ROUND 1")
        advance(hall, "caucus")
        await anna.sees("THE CAUCUS HAS BEGUN")
        app = hall.floor.session(anna.place).app
        app.tick()
        await anna.press("a")
        await anna.sees("for your eyes only")
        assert "ruling 0" not in anna.far.text


async def test_the_page_around_a_screen_is_told_whether_that_is_dark(tmp_path: Path) -> None:
    async with hall_in(tmp_path) as hall:
        anna = await Player.arrives(hall, "Anna")
        await anna.sees("You head Upper Town.")
        await anna.press("\x1b[19~")
        await until(lambda: anna.far.told.get("dark") is False, "the page should be light")
        again = await Player.comes_back(hall, anna)
        await until(lambda: again.far.told.get("dark") is False, "and for who comes back")
        await again.press("\x1b[19~")
        await until(lambda: again.far.told.get("dark") is True, "the page should be dark")


async def test_who_reads_the_brief_as_the_debrief_opens_comes_to_it_next(tmp_path: Path) -> None:
    async with hall_in(tmp_path) as hall:
        anna, *_ = await three(hall)
        await anna.press("b")
        await anna.sees("What everybody knows")
        advance(hall, "ended")
        submit(hall, OpenDebrief(by=FACILITATOR))
        await anna.sees("THE DEBRIEF IS OPEN", "What everybody knows")
        await anna.press("esc")
        await anna.sees("Outcome", "What stands at the end")


async def test_on_an_upright_phone_what_has_begun_leaves_round_phase_and_clock_in_sight(
    tmp_path: Path,
) -> None:
    async with hall_in(tmp_path) as hall:
        anna, *_ = await three(hall)
        anna.line.resize(48, 40)
        anna.far.resized(48, 40)
        await anna.sees("Your draft")
        await anna.press("m")
        await anna.sees("Everybody")
        advance(hall)
        await anna.sees("▶ THE NEGOTIATION HAS BEGUN", "round 1 of 3", " negotiation", "tension")
