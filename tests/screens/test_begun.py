"""Unfinished work at one keyboard survives the program, and so does the theme."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from textual.widgets import Input

from tabletop.journal.places import located
from tabletop.play.actions import Join, Leave, SendMessage, TableOffer
from tabletop.screens.facilitator.lock import Lock
from tabletop.screens.flow.app import TabletopApp
from tabletop.screens.flow.hotseat import HotSeat
from tabletop.screens.kit.theme import INK, PAPER
from tabletop.screens.start.beginning import begin_play
from tabletop.screens.start.looks import keep_look, look
from tabletop.table import Table, read_transcript
from tests.screens.rivers import advanced, briefed
from tests.screens.watching import press, see, text_of, until

SMALL = (80, 24)
BESIDE = "game.unfinished.json"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Write a game in its first negotiation; return its path."""
    path = tmp_path / "game.toml"
    advanced(briefed(where=path), "negotiation").close()
    return path


def resumed(path: Path) -> TabletopApp:
    app = TabletopApp()
    begin_play(app, Table.resume(path), located(path), lock=Lock())
    return app


async def test_a_draft_and_half_a_sentence_are_there_when_the_game_is_taken_up_again(
    path: Path,
) -> None:
    app = resumed(path)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "enter", "plus")
        await see(pilot, "• signed")
        await press(pilot, "m", *"We could", "ctrl+q")
    app = resumed(path)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "enter")
        await see(pilot, "Upper Town", "• signed")
        await press(pilot, "m")
        await see(pilot, "TO EVERYBODY", "We could")
    assert stat.S_IMODE(path.with_name(BESIDE).stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "way, opens, title",
    [
        (("enter", "plus"), "t", "Your offer"),
        (("enter",), "p", "A public statement"),
        (("enter",), "g", "A gesture"),
    ],
)
async def test_words_of_a_form_stay_until_its_move_is_made_and_only_for_whoever_began_them(
    path: Path, way: tuple[str, ...], opens: str, title: str
) -> None:
    app = resumed(path)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "2", *way, opens)
        await see(pilot, title)
        await press(pilot, *"Before the", "escape")
        assert title not in text_of(app)
        await press(pilot, opens)
        await see(pilot, title, "Before the")
        app.screen.query_one(Input).focus()
        await press(pilot, *" dry summer", "escape", "ctrl+q")
    app = resumed(path)
    async with app.run_test(size=SMALL) as pilot:
        await see(pilot, "Ben, for Lower Town")
        await press(pilot, "1", "enter", "plus", opens)
        await see(pilot, title)
        assert not any(one.value for one in app.screen.query(Input))
        await press(pilot, "escape", "escape", "2", "enter", opens)
        await see(pilot, title, "Before the dry summer")
        if opens == "g":
            await press(pilot, "enter")
        await press(pilot, "ctrl+s")
        if opens == "g":
            await see(pilot, "Make this gesture?")
            await press(pilot, "y")
        await until(pilot, lambda: title not in text_of(app))
        await press(pilot, "ctrl+q")
    assert "Before the dry summer" in str(Table.resume(path).events)
    assert "Before the" not in path.with_name(BESIDE).read_text()


async def test_what_one_delegation_began_no_other_finds(path: Path) -> None:
    app = resumed(path)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "enter", "plus")
        await see(pilot, "• signed")
        await press(pilot, "escape")
    app = resumed(path)
    async with app.run_test(size=SMALL) as pilot:
        await see(pilot, "Ben, for Lower Town")
        await press(pilot, "enter")
        await see(pilot, "Your draft")
        assert "• signed" not in text_of(app)


async def test_what_the_facilitator_and_whoever_sits_there_have_read_is_read_after_a_resume(
    path: Path,
) -> None:
    table = Table.resume(path)
    table.submit(SendMessage(by="lower", to="facilitator", text="May we?"))
    table.submit(SendMessage(by="facilitator", to="all", text="Hurry up."))
    table.close()
    app = resumed(path)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "enter", "m")
        await see(pilot, "Hurry up.")
        await press(pilot, "down", "down", "down", "down")
        await see(pilot, "To the facilitator")
        await press(pilot, "f10", "m", "enter")
        await see(pilot, "May we?")
        await press(pilot, "ctrl+q")
    app = resumed(path)
    async with app.run_test(size=SMALL) as pilot:
        await see(pilot, "Anna, for Upper Town")
        assert "waits for the facilitator" not in text_of(app)
        await press(pilot, "f10")
        await see(pilot, "what was written to you")
        assert "new)" not in text_of(app)
        await press(pilot, "escape", "enter")
        await see(pilot, "M Messages")
        assert "new" not in text_of(app)


async def test_a_conversation_that_was_not_read_is_still_marked_after_a_resume(path: Path) -> None:
    app = resumed(path)
    async with app.run_test(size=SMALL) as pilot:
        await see(pilot, "Anna, for Upper Town")
        await press(pilot, "ctrl+q")
    table = Table.resume(path)
    table.submit(SendMessage(by="facilitator", to=("upper",), text="You may."))
    table.submit(SendMessage(by="lower", to="all", text="To all of you."))
    table.submit(Join(by="upper"))
    table.submit(Leave(by="upper"))
    table.close()
    app = resumed(path)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "1", "enter", "m")
        await see(pilot, "To all of you.", "Facilitator  1 new")
        await press(pilot, "ctrl+q")
    app = resumed(path)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "1", "enter")
        await see(pilot, "Messages (1 new)")
        await press(pilot, "m")
        await see(pilot, "You may.")


async def test_it_is_kept_every_second_and_not_at_the_end_alone(path: Path) -> None:
    table = Table.resume(path)
    app = TabletopApp()
    guide = HotSeat(app, table, located(path))
    app.led_by(guide)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "enter", "plus")
        await see(pilot, "• signed")
        guide.tick()
        assert "signed" in path.with_name(BESIDE).read_text()


def test_the_look_that_was_chosen_last_is_the_one_to_begin_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert look() == INK.name
    keep_look(PAPER.name)
    assert look() == PAPER.name
    (tmp_path / "tabletop" / "look").write_text("neon")
    assert look() == INK.name


async def test_a_reason_for_a_rejection_is_kept_with_its_offer_until_it_is_given(
    tmp_path: Path,
) -> None:
    path = tmp_path / "game.toml"
    table = advanced(briefed(where=path), "negotiation")
    for by in ("lower", "mill"):
        table.submit(TableOffer(by=by, package={"charter": "signed"}, public=True))
    table.close()
    app = resumed(path)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "1", "enter", "x")
        await see(pilot, "Reject O2?")
        await press(pilot, *"Too early", "escape", "right", "x")
        await see(pilot, "Reject O1?")
        assert "Too early" not in text_of(app)
        await press(pilot, "escape", "ctrl+q")
    app = resumed(path)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "enter", "x")
        await see(pilot, "Reject O2?", "Too early")
        await press(pilot, *" for us", "enter")
        await until(pilot, lambda: "Reject O2?" not in text_of(app))
        await press(pilot, "ctrl+q")
    kept = read_transcript(path).events[-1]
    assert "Too early for us" in [getattr(one, "text", "") for one in read_transcript(path).events]
    assert kept
    assert "Too early" not in path.with_name(BESIDE).read_text(encoding="utf-8")
