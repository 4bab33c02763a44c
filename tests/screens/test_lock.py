"""The facilitator's word: asked for every time, slow to guess, written nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from tabletop.journal.places import located
from tabletop.screens.facilitator.lock import Lock
from tabletop.screens.flow.app import TabletopApp
from tabletop.screens.flow.hotseat import HotSeat
from tabletop.screens.start.beginning import begin_play
from tabletop.screens.start.opening import OpeningGuide, choose
from tabletop.table import Table
from tests.screens.keyboard import SMALL
from tests.screens.rivers import SOURCE, advanced, briefed, in_memory
from tests.screens.watching import press, see, text_of, until

WORD = "heron7"


class Watch:
    """A clock in seconds that tests move on."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def locked_app(table: Table, watch: Watch | None = None) -> TabletopApp:
    app = TabletopApp()
    lock = Lock(WORD, watch or Watch())
    return app.led_by(HotSeat(app, table, in_memory("rivers.toml"), lock=lock))


def test_each_wrong_word_doubles_the_wait_and_the_right_one_is_not_looked_at_meanwhile() -> None:
    watch = Watch()
    lock = Lock(WORD, watch)
    waits = []
    for _ in range(9):
        assert not lock.opens("herring")
        waits.append(lock.wait())
        assert not lock.opens(WORD), "the wait holds for every word"
        assert lock.wait() == waits[-1], "and is not made longer by asking"
        watch.now += waits[-1]
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert lock.opens(WORD)
    assert not lock.opens("herring")
    assert lock.wait() == 1


def test_blanks_and_ways_of_writing_a_letter_are_not_the_word() -> None:
    assert Lock("caf\N{LATIN SMALL LETTER E WITH ACUTE}").opens(" cafe\N{COMBINING ACUTE ACCENT} ")
    assert not Lock(WORD).opens(WORD.upper())
    assert not Lock("  ").shut and not Lock().shut and Lock(" x ").shut


def written_in(folder: Path) -> list[Path]:
    """Return the files in which the word can be read."""
    return [one for one in folder.iterdir() if WORD in one.read_text(encoding="utf-8")]


async def test_the_menu_asks_for_the_word_each_time_and_shows_nothing_before() -> None:
    table = advanced(briefed(), "negotiation")
    app = locked_app(table)
    async with app.run_test(size=SMALL) as pilot:
        for _ in range(2):
            await see(pilot, "The keyboard goes to")
            await press(pilot, "f10")
            await see(pilot, "The facilitator's word", "the others look away")
            assert "Upper Town" not in text_of(app)
            await press(pilot, *WORD)
            assert WORD not in text_of(app)
            await press(pilot, "enter")
            await see(pilot, "End this phase and go on")
            await press(pilot, "escape")


@pytest.mark.slow
async def test_a_wrong_word_opens_nothing_and_has_to_wait() -> None:
    watch = Watch()
    app = locked_app(advanced(briefed(), "negotiation"), watch)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "f10", *"12", "enter")
        await see(pilot, "That is not the word. Try again in 1 second.")
        await press(pilot, *WORD, "enter")
        await see(pilot, "Not so fast", "Try again in 1 second.")
        # Going away and coming back is no way round it.
        await press(pilot, "escape")
        await see(pilot, "The keyboard goes to")
        await press(pilot, "f10", *WORD, "enter")
        await see(pilot, "Not so fast")
        watch.now += 1
        await press(pilot, *WORD, "enter")
        await see(pilot, "End this phase and go on")


@pytest.mark.slow
async def test_without_a_word_the_menu_opens_at_once_and_can_be_locked_and_unlocked_there() -> None:
    table = advanced(briefed(), "negotiation")
    app = TabletopApp()
    app.led_by(HotSeat(app, table, in_memory("rivers.toml")))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "f10", "l", "enter")
        await see(pilot, "A word for the facilitator's menu?")
        await press(pilot, *WORD, "enter")
        await see(pilot, "End this phase", "Change or remove the word for this menu")
        await press(pilot, "escape", "f10")
        await see(pilot, "The facilitator's word")
        await press(pilot, *WORD, "enter", "l", "enter")
        await see(pilot, "A word for the facilitator's menu?")
        await press(pilot, "escape")
        await see(pilot, "End this phase")
        await press(pilot, "escape", "f10")
        await see(pilot, "The facilitator's word")
        await press(pilot, *WORD, "enter", "l", "enter", "enter")
        await see(pilot, "End this phase")
        await press(pilot, "escape", "f10")
        await see(pilot, "End this phase")


async def test_a_new_game_offers_a_word_and_keeps_it_out_of_the_transcript(tmp_path: Path) -> None:
    source, game = tmp_path / "rivers.toml", tmp_path / "game.toml"
    source.write_text(SOURCE, encoding="utf-8")
    app = TabletopApp()
    app.led_by(OpeningGuide(app, choose(source), located(game)))
    async with app.run_test(size=SMALL) as pilot:
        await see(pilot, "Who is here", "Word for F10")
        await press(pilot, *"Anna", "tab", *"Ben")
        people = app.screen
        # A name may be missing: Enter goes on from every field.
        for _ in people.focus_chain:
            if people.focused is people.query_one("#word"):
                break
            await press(pilot, "enter")
        assert app.screen is people
        await press(pilot, *WORD)
        assert WORD not in text_of(app)
        await press(pilot, "f2")
        await see(pilot, "The game in a minute")
        await press(pilot, "f10")
        await see(pilot, "The facilitator's word")
        await press(pilot, *WORD, "enter")
        await see(pilot, "End this phase")
    assert not written_in(tmp_path)


@pytest.mark.parametrize("word", [WORD, ""])
async def test_a_game_taken_up_again_asks_whether_there_shall_be_a_word(
    tmp_path: Path, word: str
) -> None:
    path = tmp_path / "game.toml"
    with advanced(briefed(where=path), "negotiation"):
        pass
    app = TabletopApp()
    begin_play(app, Table.resume(path), located(path))
    async with app.run_test(size=SMALL) as pilot:
        await see(pilot, "A word for the facilitator's menu?")
        await press(pilot, "f10")
        assert "End this phase" not in text_of(app)
        await press(pilot, *word, "enter")
        await see(pilot, "The keyboard goes to")
        await press(pilot, "f10")
        await see(pilot, "The facilitator's word" if word else "End this phase")


async def test_the_clock_ends_no_phase_while_the_first_question_is_open(tmp_path: Path) -> None:
    table = advanced(briefed(), "negotiation")
    app = TabletopApp()
    guide = HotSeat(app, table, in_memory("rivers.toml"), ask_word=True)
    app.led_by(guide)
    async with app.run_test(size=SMALL) as pilot:
        await see(pilot, "A word for the facilitator's menu?")
        guide.tick()
        await press(pilot, "escape")
        await until(pilot, lambda: "The keyboard goes to" in text_of(app))


async def test_a_resumed_game_asks_for_its_word_before_the_card_that_says_to_press_f10(
    tmp_path: Path,
) -> None:
    path = tmp_path / "rivers.toml"
    advanced(briefed(clocks=True, where=path), "negotiation").close()
    app = TabletopApp()
    begin_play(app, Table.resume(path), located(path))
    async with app.run_test(size=SMALL) as pilot:
        await see(pilot, "A word for the facilitator's menu?")
        await press(pilot, *WORD, "enter")
        await see(pilot, "The game was interrupted", "F10")
        await press(pilot, "f10")
        await see(pilot, "The facilitator's word")
