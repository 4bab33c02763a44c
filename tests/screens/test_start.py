"""From the start screen to a table: choosing, seating, opening and resuming."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tabletop.journal.places import located
from tabletop.screens.flow.app import TabletopApp
from tabletop.screens.flow.hotseat import HotSeat
from tabletop.screens.start.opening import OpeningGuide, choose
from tabletop.screens.start.start import Listed, Start
from tabletop.table import Table, read_transcript
from tests.screens.rivers import SOURCE, advanced, briefed
from tests.screens.watching import introduced, press, see, text_of

SMALL = (80, 24)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Change to a folder with one exercise in its library."""
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises" / "two-rivers.toml").write_text(SOURCE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def starting() -> TabletopApp:
    app = TabletopApp()
    return app.led_by(OpeningGuide(app))


def playing(here: Path, transcript: Path | None = None) -> TabletopApp:
    app = TabletopApp()
    chosen = choose(here / "exercises" / "two-rivers.toml")
    ref = None if transcript is None else located(transcript)
    return app.led_by(OpeningGuide(app, chosen, ref, seed=7))


async def test_the_start_screen_tells_what_there_is_to_play(here: Path) -> None:
    app = starting()
    async with app.run_test(size=(120, 36)) as pilot:
        await see(pilot, "Exercises", "Two rivers", "45 minutes", "3 delegations")
        await press(pilot, "end", "up")
        await see(pilot, "share what water there is", "Upper Town", "2 to 6 players", "3 rounds")
        await press(pilot, "q")
    assert app.return_value == 0


async def test_two_people_sit_down_and_the_transcript_is_opened(here: Path) -> None:
    app = playing(here)
    async with app.run_test(size=SMALL) as pilot:
        await see(pilot, "Who is here", "tabletop-games")
        await press(pilot, *"Anna", "down", *"Ben")
        await see(pilot, "Upper Town          ‹ Anna ›", "The mill            ‹ Ben ›")
        await press(pilot, "f2")
        await introduced(pilot)
        await see(pilot, "Anna, for Upper Town", "Ben (Lower Town, The mill): please look away.")
    (transcript,) = (here / "tabletop-games").glob("*.toml")
    opened = read_transcript(transcript)
    assert opened.events[0].seed == 7  # type: ignore[union-attr]
    assert opened.state_at(len(opened.events)).clocks is False


async def test_who_plays_what_can_be_changed_by_hand(here: Path) -> None:
    app = playing(here, here / "mine.toml")
    async with app.run_test(size=SMALL) as pilot:
        await see(pilot, "Who is here")
        await press(pilot, *"Anna", "enter", *"Ben", "enter", "tab", "tab", "tab", "right")
        await see(pilot, "The mill            ‹ Anna ›")
        await press(pilot, "tab", "right")
        await see(pilot, "a phase also ends when its time is up")
        await press(pilot, "f2")
        await introduced(pilot)
        await see(pilot, "Ben (Lower Town): please look away.")
    assert read_transcript(here / "mine.toml").state_at(4).clocks is True


async def test_seconds_pass_for_the_game_that_was_begun_and_not_for_the_start_screen(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    passed = asyncio.Event()
    app = playing(here)
    async with app.run_test(size=SMALL) as pilot:
        await see(pilot, "Who is here")
        await press(pilot, *"Anna", "enter", *"Ben", "f2")
        await introduced(pilot)
        assert isinstance(app._guide, HotSeat)
        monkeypatch.setattr(app._guide, "tick", passed.set)
        await asyncio.wait_for(passed.wait(), 20)


async def test_somebody_without_a_delegation_is_named_and_asked_about(here: Path) -> None:
    app = playing(here)
    async with app.run_test(size=SMALL) as pilot:
        await see(pilot, "Who is here")
        await press(pilot, *"Anna", "enter", *"Ben", *("enter",) * 2)
        for one in ("lower", "mill"):
            app.screen.query_one(f"#plays-{one}").focus()
            await press(pilot, "left")
        await press(pilot, "f2")
        await see(pilot, "Begin without Ben?", "Ben has no delegation")
        await press(pilot, "enter")
        await see(pilot, "Who plays what")
        assert not (here / "tabletop-games").exists()
        await press(pilot, "f2")
        await see(pilot, "Begin without Ben?")
        await press(pilot, "y")
        await introduced(pilot)


async def test_two_people_of_one_name_are_asked_to_tell_themselves_apart(here: Path) -> None:
    app = playing(here)
    async with app.run_test(size=SMALL) as pilot:
        await see(pilot, "Who is here")
        await press(pilot, *"Anna", "enter", *"Anna", "f2")
        await see(pilot, "Two people are called Anna")
    assert not (here / "tabletop-games").exists()


async def test_a_transcript_that_cannot_be_written_is_said_and_the_names_are_kept(
    here: Path,
) -> None:
    (here / "file").write_text("not a folder")
    app = playing(here, Path("file") / "game.toml")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await see(pilot, "Who is here")
        await press(pilot, *"Anna", "f2")
        await see(pilot, "file/game.toml:", "Anna")


async def test_an_unfinished_game_goes_on_from_the_start_screen(here: Path) -> None:
    path = here / "tabletop-games" / "rivers.toml"
    advanced(briefed(where=path), "negotiation", round_number=2).close()
    app = starting()
    async with app.run_test(size=SMALL) as pilot:
        await see(pilot, "Exercises", "1 unfinished game further down.")
        await press(pilot, "end")
        await see(pilot, "Unfinished games", " UTC · round 2", "Played by Anna, Ben, 지민.")
        await press(pilot, "enter")
        await see(pilot, "A word for the facilitator's menu?")
        await press(pilot, "enter")
        await see(pilot, "round 2 of 3", "NEGOTIATION")


async def test_a_game_that_another_process_holds_is_refused_politely(here: Path) -> None:
    path = here / "tabletop-games" / "rivers.toml"
    held = advanced(briefed(where=path), "caucus")
    app = starting()
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await see(pilot, "Exercises")
        await press(pilot, "end")
        await see(pilot, "Unfinished games")
        await press(pilot, "enter")
        await see(pilot, "Unfinished games", "rivers.toml")
        assert "CAUCUS" not in text_of(app)
    held.close()
    Table.resume(path).close()


async def test_a_faulty_exercise_is_named_with_its_line(here: Path) -> None:
    broken = SOURCE.replace("format = 1", "format = 1\nunknown = 2", 1)
    (here / "exercises" / "two-rivers.toml").write_text(broken, encoding="utf-8")
    app = starting()
    async with app.run_test(size=(120, 36)) as pilot:
        await see(pilot, "Two rivers")
        await press(pilot, "end", "up")
        await see(pilot, "two-rivers.toml:3:1", "unknown")


async def test_practising_alone_asks_for_a_delegation_and_begins_at_its_brief(here: Path) -> None:
    app = starting()
    async with app.run_test(size=SMALL) as pilot:
        await see(pilot, "Exercises")
        await press(pilot, "end")
        await see(pilot, "answer yours, keep their word")
        await press(pilot, "enter")
        await see(pilot, "Whom do you play?")
        await press(pilot, "end")
        await see(pilot, "Upper Town (linear)", "Lower Town (linear)")
        await press(pilot, "enter")
        await see(pilot, "The game in a minute")
        await press(pilot, "enter")
        await see(pilot, "What everybody knows", "F10 Menu")
    (transcript,) = (here / "tabletop-games").glob("*.toml")
    state = read_transcript(transcript).state_at(5)
    assert {one.id: one.stand_in for one in state.seats.values()} == {
        "upper": "linear",
        "lower": "linear",
        "mill": None,
    }


CHANGED = ("walk_away = 4", "walk_away = 5")


async def test_a_game_whose_exercise_was_changed_since_says_so_before_it_goes_on(
    here: Path,
) -> None:
    path = here / "tabletop-games" / "monday.toml"
    advanced(briefed(where=path), "negotiation").close()
    library = here / "exercises" / "two-rivers.toml"
    library.write_text(SOURCE.replace(*CHANGED), encoding="utf-8")
    app = starting()
    async with app.run_test(size=SMALL) as pilot:
        await see(pilot, "Exercises")
        await press(pilot, "end")
        await see(pilot, "Unfinished games")
        await press(pilot, "enter")
        await see(pilot, "A word for the facilitator's menu?")
        await press(pilot, "enter")
        await see(pilot, "The exercise has changed since", "goes on with the exercise as it was")
        await press(pilot, "enter")
        await see(pilot, "NEGOTIATION")
    assert read_transcript(path).exercise.delegations[1].walk_away == 4


async def test_one_whose_exercise_is_as_it_was_goes_on_at_once(here: Path) -> None:
    path = here / "tabletop-games" / "monday.toml"
    advanced(briefed(where=path), "negotiation").close()
    app = starting()
    async with app.run_test(size=SMALL) as pilot:
        await see(pilot, "Exercises")
        await press(pilot, "end")
        await see(pilot, "Unfinished games")
        await press(pilot, "enter")
        await see(pilot, "A word for the facilitator's menu?")
        await press(pilot, "enter")
        await see(pilot, "NEGOTIATION")
        assert "changed since" not in text_of(app)


KOREA = "Declaring the end of the Korean War"
LONG = "A title that is longer than half of any page " * 3


@pytest.mark.parametrize("size", [SMALL, (120, 36)])
async def test_every_title_of_the_list_stands_on_one_line(size: tuple[int, int]) -> None:
    some = tuple(
        Listed(Path("a.toml"), title, f"NOTE {number}", lambda: ())
        for number, title in enumerate((KOREA, LONG))
    )
    app = TabletopApp()
    async with app.run_test(size=size) as pilot:
        app.push_screen(Start(some, (), some))
        await see(pilot, "NOTE 0", "NOTE 1")
        lines = text_of(app).splitlines()
        # Of each an exercise and a finished game.
        titles = [lines[at - 1] for at, line in enumerate(lines) if "NOTE" in line]
        assert [KOREA in one for one in titles] == [True, False] * 2
        assert all("A title that is" in one and "…" in one for one in titles[1::2])
