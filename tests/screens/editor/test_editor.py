"""The editor at a terminal: an exercise is changed, checked beside, and saved as it was written."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

import pytest

from tabletop.cli.commands.edit import run
from tabletop.editing.files import open_file
from tabletop.errors import UnreadableInput
from tabletop.exercise.library import shipped
from tabletop.exercise.loading import load_exercise
from tabletop.screens.editor.guide import editing
from tabletop.screens.editor.screen import Editor
from tabletop.screens.flow.app import TabletopApp
from tests.screens.watching import press, see, until

BRICKS = (shipped() / "brickworks.toml").read_text(encoding="utf-8")


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "mine.toml"
    path.write_text(BRICKS, encoding="utf-8")
    return path


def opened(path: Path) -> TabletopApp:
    app = TabletopApp()
    return app.led_by(editing(app, path))


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def page(app: TabletopApp) -> Editor:
    found = next(one for one in app.screen_stack if isinstance(one, Editor))
    assert isinstance(found, Editor)
    return found


async def test_a_third_delegation_is_added_and_paid_in_the_table_of_points(mine: Path) -> None:
    app = opened(mine)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await see(pilot, "The last week at the brickworks", "No faults", "Delegations")
        await press(pilot, "down", "n")
        await see(pilot, "A new delegation")
        await press(pilot, *"Town", "enter")
        await see(pilot, "not saved")
        await press(pilot, "f3")
        await see(pilot, "town", "rosters four-weeks")
        # The last column, and the row of `rosters four-weeks`.
        cells = page(app)._points.cells
        row = page(app)._points._places.index(("rosters", "four-weeks"))
        cells.move_cursor(row=row, column=3)
        await press(pilot, *"12", "enter", *"7", "tab")
        await until(pilot, lambda: "town = [0, 12, 7, 0]" in page(app).draft.source, "points")
        await press(pilot, "ctrl+s")
        await see(pilot, "Saved.")
        saved = text(mine)
        await press(pilot, "escape")
    assert app.return_value == 0
    assert [one.id for one in load_exercise(mine).delegations] == ["management", "union", "town"]
    # Nothing but what was added has changed.
    assert saved.replace(", town = [0, 12, 7, 0]", "").startswith(
        BRICKS.split("[[issue]]")[0][:900]
    )
    assert all(line in saved for line in BRICKS.splitlines() if line.startswith("#"))
    assert sorted(one.name for one in mine.parent.iterdir()) == ["mine.toml"]


async def test_what_would_not_load_is_told_beside_and_not_saved(mine: Path) -> None:
    app = opened(mine)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await see(pilot, "No faults")
        await press(pilot, "down", "down", "delete")
        await see(pilot, "Management taken out", "faults")
        await until(pilot, lambda: not page(app)._looked.sound, "faults")
        await press(pilot, "ctrl+s")
        await see(pilot, "Not saved", "It would not load", "Keep it as mine.toml.draft")
        await press(pilot, "escape", "ctrl+z")
        await until(pilot, lambda: page(app).draft.source == BRICKS, "undone")
    assert text(mine) == BRICKS


async def test_a_stopped_editor_offers_what_was_not_saved(mine: Path) -> None:
    file, draft = open_file(mine)
    draft.put(("title",), "The very last week", "the title")
    file.keep(draft)
    app = opened(mine)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await see(pilot, "Changes that were not saved")
        await press(pilot, "enter")
        await see(pilot, "The very last week", "not saved")
        await press(pilot, "escape")
        await see(pilot, "Leave without saving?")
        await press(pilot, "y")
    assert file.kept() is None


async def test_what_ships_is_copied_first(mine: Path) -> None:
    app = opened(shipped() / "flea-market.toml")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await see(pilot, "Edit a copy", "exercises/flea-market.toml")
        await press(pilot, "enter")
        await see(pilot, "A price at the flea market")
        await press(pilot, "escape")
    copied = mine.parent / "exercises" / "flea-market.toml"
    assert text(copied) == text(shipped() / "flea-market.toml")


async def test_a_brief_is_written_in_markdown_with_a_preview(mine: Path) -> None:
    app = opened(mine)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await see(pilot, "No faults")
        await press(pilot, "down", "down", "enter", "down", "down", "down", "down", "down", "enter")
        await see(pilot, "public_brief", "You run **Ferrow")
        await press(pilot, *"Hm ", "f5")
        await see(pilot, "Hm You run Ferrow")
        await press(pilot, "ctrl+s")
        await until(pilot, lambda: "\nHm You run **Ferrow" in page(app).draft.source, "the brief")


async def test_points_that_are_no_number_are_refused_with_what_to_write(mine: Path) -> None:
    app = opened(mine)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await see(pilot, "No faults")
        await press(pilot, "f3")
        await see(pilot, "management's points for")
        await press(pilot, *"1x", "enter")
        await see(pilot, "is not a number")
    assert text(mine) == BRICKS


def test_on_a_pipe_one_sentence_says_what_to_do_instead() -> None:
    with pytest.raises(UnreadableInput, match="edit the file in a text editor"):
        run(Namespace(exercise="brickworks"))


async def test_a_number_gets_another_corner(mine: Path) -> None:
    app = opened(mine)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await see(pilot, "No faults")
        await press(pilot, "f3")
        await see(pilot, "management's points for")
        await press(pilot, "c")
        await see(pilot, "A corner of Pay")
        await press(pilot, *"3 = 20", "enter")
        wanted = "management = [[0, 30], [3, 20], [6, 0]]"
        await until(pilot, lambda: wanted in page(app).draft.source, "the corner")
        await see(pilot, "pay 3")
