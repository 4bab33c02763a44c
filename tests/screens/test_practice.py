"""One person against stand-ins: from the brief to the debrief, with nobody else to wait for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from textual.pilot import Pilot

from tabletop.bots.background import Background
from tabletop.bots.rehearsed import Rehearsed
from tabletop.exercise.parts import Temperament
from tabletop.journal.store import TranscriptRef
from tabletop.play.actions import SendMessage
from tabletop.screens.flow.app import TabletopApp
from tabletop.screens.flow.beside_stand_ins import BesideStandIns
from tabletop.screens.flow.hotseat import HotSeat
from tabletop.screens.flow.practice import Practice
from tabletop.screens.flow.practice_menu import PracticeMenu
from tabletop.screens.start.beginning import guide_of, open_table
from tabletop.screens.start.practising import practice_table
from tabletop.screens.table.seat_table import SeatTable
from tabletop.screens.table.table_screen import TableScreen
from tabletop.seat.seating import Seating
from tabletop.table import Table
from tests.screens.rivers import SOURCE, in_memory
from tests.screens.watching import press, see, text_of, until

SMALL = (80, 24)


class Clock:
    """Time that passes when a test says so."""

    def __init__(self) -> None:
        self.time = 0.0

    def __call__(self) -> float:
        return self.time


class Rehearsals(Background):
    """Rehearsals that are done already."""

    def __init__(self, *games: Rehearsed) -> None:
        self.wanted, self.going_on, self._games = len(games), False, games

    def games(self) -> tuple[Rehearsed, ...]:
        return self._games

    def close(self) -> None:
        pass


class Game:
    """A practice game of the rivers for Lower Town."""

    def __init__(self, ref: TranscriptRef | None = None, table: Table | None = None) -> None:
        self.ref = ref or in_memory("practice")
        self.table = table or practice_table(SOURCE, "lower", self.ref, seed=1, name="Anna")
        self.clock = Clock()
        self.app = TabletopApp()
        self.guide = Practice(
            self.app, self.table, "lower", self.ref, rehearsals=self.rehearsed, now=self.clock
        )
        self.app.led_by(self.guide)

    def rehearsed(self) -> Background:
        value = {"upper": 1.0, "lower": -1e6, "mill": 1.0}
        one = Rehearsed(1, {}, "", None, value, (), 0, (), (), 3)
        return Rehearsals(*(one,) * 10)

    async def read(self, pilot: Pilot[Any], until_: Callable[[], bool]) -> None:
        """Read whatever is to be read, and let the others act, until something is so."""
        for _ in range(60):
            if until_():
                return
            if isinstance(self.app.screen, SeatTable):
                self.clock.time += 60
                self.guide.hurry()
                await pilot.pause()
            else:
                await press(pilot, "enter")
        raise AssertionError(f"never came to that:\n{text_of(self.app)}")

    def at(self, stage: str, round_number: int = 1) -> Callable[[], bool]:
        def there() -> bool:
            state = self.table.state
            return (state.stage, state.round) == (stage, round_number) and isinstance(
                self.app.screen, SeatTable
            )

        return there

    async def ready(self, pilot: Pilot[Any]) -> None:
        """Say that one is ready, and let the others say so."""
        before = self.table.state.stage
        await press(pilot, "r", "enter")
        await self.read(pilot, lambda: self.table.state.stage != before)


@pytest.mark.slow
async def test_one_person_plays_from_the_brief_to_the_debrief_alone() -> None:
    game = Game()
    async with game.app.run_test(size=SMALL) as pilot:
        await see(pilot, "The game in a minute")
        await press(pilot, "enter")
        await see(pilot, "What everybody knows")
        await game.read(pilot, game.at("caucus"))
        await game.ready(pilot)
        await game.read(pilot, game.at("negotiation"))
        await press(pilot, "f6")
        assert any(one.delegation != "lower" for one in game.table.state.offers.values())
        while game.table.state.stage not in ("ended", "debrief"):
            if isinstance(game.app.screen, SeatTable):
                await game.ready(pilot)
            else:
                await press(pilot, "enter")
        await game.read(pilot, lambda: game.table.state.stage == "debrief")
        await see(pilot, "Outcome")
        # What is worked out meanwhile comes above and moves the rest down: it is looked for anew.
        for _ in range(600):
            if "Beside rehearsals" in text_of(game.app):
                break
            await press(pilot, "end")
            await pilot.pause()
        await see(pilot, "Beside rehearsals by stand-ins", "better than 10 of 10 rehearsals")


async def test_stand_ins_answer_at_human_pace_and_never_at_once_unasked() -> None:
    game = Game()
    async with game.app.run_test(size=SMALL) as pilot:
        await game.read(pilot, game.at("caucus"))
        await press(pilot, "r", "enter")
        before = game.table.state.seq
        game.guide.tick()
        assert game.table.state.seq == before
        for _ in range(12):
            game.clock.time += 1
            game.guide.tick()
        assert game.table.state.seq > before


async def test_a_key_lets_them_act_at_once() -> None:
    game = Game()
    async with game.app.run_test(size=SMALL) as pilot:
        await game.read(pilot, game.at("caucus"))
        await press(pilot, "r", "enter", "f6")
        await until(pilot, game.at("negotiation"), "negotiation")
        await see(pilot, "F6 Others now", "F10 Menu")


async def test_a_move_is_taken_back_until_somebody_else_has_moved() -> None:
    game = Game()
    async with game.app.run_test(size=SMALL, notifications=True) as pilot:
        await game.read(pilot, game.at("caucus"))
        game.table.submit(SendMessage(by="lower", to="facilitator", text="a slip"))
        await press(pilot, "f10")
        await see(pilot, "You are practising alone", "Take back your last move")
        before = game.table.state.seq
        game.clock.time += 600
        game.guide.tick()
        assert game.table.state.seq == before, "nobody moves while the menu is open"
        await press(pilot, "u")
        await until(pilot, lambda: not isinstance(game.app.screen, PracticeMenu), "no menu")
        assert game.table.events[-1].kind == "move.undone"
        await press(pilot, "f10", "u")
        await see(pilot, "could be taken back")


async def test_an_early_end_is_asked_about_and_leads_to_the_debrief() -> None:
    game = Game()
    async with game.app.run_test(size=SMALL) as pilot:
        await game.read(pilot, game.at("caucus"))
        await press(pilot, "f10", "e")
        await see(pilot, "End the exercise now?")
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(game.app.screen, SeatTable), "the table")
        assert game.table.state.stage == "caucus"
        await press(pilot, "f10", "e", "y")
        await game.read(pilot, lambda: game.table.state.stage == "debrief")


async def test_a_game_that_was_left_goes_on_with_the_same_stand_ins() -> None:
    game = Game()
    async with game.app.run_test(size=SMALL) as pilot:
        await game.read(pilot, game.at("caucus"))
        await press(pilot, "f10", "l")
    resumed = Table.resume(game.ref)
    guide = guide_of(TabletopApp(), resumed, game.ref)
    assert isinstance(guide, Practice)
    guide.close()
    again = Game(game.ref, Table.resume(game.ref))
    async with again.app.run_test(size=SMALL) as pilot:
        await until(pilot, again.at("caucus"), "the caucus, without reading the brief again")
        await again.ready(pilot)
        assert again.table.state.stage == "negotiation"


@contextmanager
def seated(*people: str) -> Iterator[Table]:
    """A table at which stand-ins play whom no person does."""
    others: dict[str, Temperament] = {
        one: "linear" for one in ("upper", "lower", "mill") if one not in people
    }
    seating = Seating(dict(zip(people, ("Anna", "Ben"), strict=False)), stand_ins=others)
    with open_table(SOURCE, in_memory("several"), seating, seed=1) as table:
        yield table


async def test_several_people_share_the_keyboard_and_stand_ins_move_between_their_turns() -> None:
    with seated("upper", "lower") as table:
        app = TabletopApp()
        guide = guide_of(app, table, in_memory("several"))
        assert isinstance(guide, BesideStandIns)
        app.led_by(BesideStandIns(app, table))
        async with app.run_test(size=SMALL) as pilot:
            for _ in range(40):
                if table.state.stage == "negotiation":
                    break
                await press(pilot, *("r", "enter") if isinstance(app.screen, TableScreen) else ())
                await press(pilot, "enter")
                assert "for The mill" not in text_of(app)
            assert any(one.delegation == "mill" for one in table.state.offers.values())


def test_where_only_stand_ins_played_people_may_take_all_their_places() -> None:
    with seated() as table:
        guide = guide_of(TabletopApp(), table, in_memory("nobody"))
        assert type(guide) is HotSeat


@pytest.mark.parametrize("size", [SMALL, (120, 36)])
async def test_the_menu_fits_and_says_where_the_game_is_kept(size: tuple[int, int]) -> None:
    game = Game()
    async with game.app.run_test(size=size) as pilot:
        await game.read(pilot, game.at("caucus"))
        await press(pilot, "f10")
        await see(pilot, "Let the others act now", "Leave, and go on another time", "practice")
