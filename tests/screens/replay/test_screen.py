"""Looking at a past game on the screen, by keyboard and mouse."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rich.style import Style
from textual.pilot import Pilot
from textual.widget import Widget
from textual_plot import PlotWidget

from tabletop.exercise.library import find_exercise
from tabletop.exercise.loading import exercise_source
from tabletop.journal.store import TranscriptRef
from tabletop.past import read_transcript
from tabletop.play.actions import Advance, Assign, CallSpeaker, RaiseHand
from tabletop.play.state import FACILITATOR
from tabletop.screens.facilitator.lock import Lock
from tabletop.screens.flow.app import TabletopApp
from tabletop.screens.replay.course import EVERYTHING
from tabletop.screens.replay.guide import Replaying
from tabletop.screens.replay.screen import Replay
from tabletop.screens.replay.timeline import Timeline
from tabletop.screens.start.beginning import begin_play
from tabletop.screens.start.opening import OpeningGuide
from tabletop.screens.table.panels.grid import Grid
from tabletop.screens.table.panels.offer_line import OfferLine
from tabletop.table import Table
from tests.past.kept import MIDDLE, PAPER, rewritten
from tests.past.test_later import with_an_unknown_kind
from tests.play.councils import PEOPLE, source
from tests.screens.watching import press, see, text_of, until

SMALL, WIDE = (80, 24), (130, 40)


def replaying(path: Path = MIDDLE, at: int = 1, eyes: str = EVERYTHING) -> TabletopApp:
    app = TabletopApp()

    def play(fork: TranscriptRef) -> None:
        begin_play(app, Table.resume(fork), fork, lock=Lock())

    table = read_transcript(path, later=True)
    return app.led_by(Replaying(app, table, at, eyes, lambda: app.exit(0), play))


def page(pilot: Pilot[int]) -> Replay:
    found = pilot.app.screen_stack[1]
    assert isinstance(found, Replay)
    return found


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Change to a folder with one finished game."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "transcripts").mkdir()
    return Path(shutil.copy(MIDDLE, tmp_path / "transcripts"))


def kept(path: Path) -> tuple[bytes, int]:
    """Return a file's content and time of change."""
    return path.read_bytes(), path.stat().st_mtime_ns


async def test_a_game_whose_exercise_was_changed_since_says_so_when_it_is_looked_at(
    here: Path,
) -> None:
    library = here.parents[1] / "exercises"
    library.mkdir()
    source = exercise_source(find_exercise("korea-end-of-war"))
    file = library / "korea-end-of-war.toml"
    file.write_text(source.replace("minutes = 90", "minutes = 95"), encoding="utf-8")
    app = replaying(here)
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await until(pilot, lambda: pilot.app._notifications)
        (said,) = pilot.app._notifications
        assert "has been changed since this game began" in said.message
        assert said.message.endswith("played with the exercise as it was then.")


async def test_one_goes_on_by_event_move_phase_and_round_and_back() -> None:
    app = replaying()
    async with app.run_test(size=SMALL) as pilot:
        await see(pilot, "everything revealed", "1 of 155", "· briefing")
        await press(pilot, "right_square_bracket")
        await see(pilot, "Round 1, Sep–Oct 2021")
        await press(pilot, "right_square_bracket", "pagedown", "pagedown")
        await see(pilot, "Phase: caucus.", "round 2, caucus")
        await press(pilot, "pageup")
        await see(pilot, "Phase: situation.")
        await press(pilot, "full_stop")
        assert page(pilot).here == 36
        await press(pilot, "right", "right")
        await see(pilot, "Washington to its own people")
        await press(pilot, "left", "comma")
        assert page(pilot).here == 36
        await press(pilot, "end")
        await see(pilot, "155 of 155", "debrief")
        await press(pilot, "home")
        await see(pilot, "1 of 155")


async def test_a_step_lays_nothing_out_and_marks_nothing_again_where_there_is_room(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = next(one.seq for one in read_transcript(MIDDLE).events if one.kind == "offer.tabled")
    app = replaying(at=first - 3)
    async with app.run_test(size=WIDE) as pilot:
        await see(pilot, f"{first - 3} of 155")
        await pilot.pause()
        laid_out, real = [], Replay._refresh_layout
        marked = pilot.app.screen.query_one(Timeline)._marked
        told = pilot.app.screen.query_one(OfferLine)

        def counted(page: Replay, *how: Any) -> None:
            laid_out.append(page.here)
            real(page, *how)

        monkeypatch.setattr(Replay, "_refresh_layout", counted)
        assert told.draw(0) == ()
        await press(pilot, "right", "right", "right")
        await see(pilot, f"{first} of 155", "O1 signed")
        await press(pilot, "left")
        await until(pilot, lambda: told.draw(0) == ())
        assert laid_out == []
        assert pilot.app.screen.query_one(Timeline)._marked is marked


async def test_a_grid_without_room_takes_the_line_of_the_offer_that_is_not_there() -> None:
    app = replaying()
    async with app.run_test(size=(80, 16)) as pilot:
        await see(pilot, "1 of 155")
        grid, told = (pilot.app.screen.query_one(one) for one in (Grid, OfferLine))
        assert isinstance(grid, Grid)
        assert grid.spare < 0
        assert not told.display


async def test_a_click_on_a_mark_is_to_be_there() -> None:
    app = replaying()
    async with app.run_test(size=SMALL) as pilot:
        await see(pilot, "1 of 155")
        marks = text_of(app).splitlines()[3]
        await pilot.click(Timeline, offset=(marks.index("●"), 1))
        await see(pilot, "Agreement A1 (O4) is in force", "one sentence")


async def test_any_event_is_reached_by_its_number() -> None:
    app = replaying()
    async with app.run_test(size=SMALL) as pilot:
        await see(pilot, "1 of 155")
        await press(pilot, "g", "backspace", *"107", "enter")
        await see(pilot, "107 of 155")
        await press(pilot, "g", *"99999", "enter")
        await see(pilot, "155 of 155")


@pytest.mark.slow
async def test_a_seat_sees_at_that_moment_what_it_saw_then_and_no_more() -> None:
    app = replaying(at=38)
    async with app.run_test(size=WIDE) as pilot:
        await see(pilot, "Washington to its own people", "Pyongyang", "US in DPRK")
        await press(pilot, "v")
        await see(pilot, "as the whole room saw it", "The room did not see what happened here.")
        assert "US in DPRK" not in text_of(app)
        await press(pilot, "v", "v")
        await see(pilot, "as Pyongyang saw it", "Pyongyang did not see what happened here.")
        await see(pilot, "DPRK in US", "walk-away 5.0")
        assert "US in DPRK" not in text_of(app)
        await press(pilot, "2")
        await see(pilot, "Phase: caucus.")
        assert "moratorium on all tests" not in text_of(app)
        await press(pilot, "b")
        await see(pilot, "What everybody knows")


@pytest.mark.slow
async def test_a_filter_stops_only_at_what_was_asked_for() -> None:
    app = replaying()
    async with app.run_test(size=SMALL) as pilot:
        await see(pilot, "1 of 155")
        await press(pilot, "2", "f", "right", "down", "right", "enter")
        await see(pilot, "only Washington, offers")
        for _ in range(3):
            await press(pilot, "right")
        stops = page(pilot).course.stops(EVERYTHING, page(pilot).only)
        assert page(pilot).here == stops[3]
        assert "Phase:" not in text_of(app)
        await press(pilot, "f", "delete", "right")
        await until(pilot, lambda: page(pilot).here == stops[3] + 1)


@pytest.mark.slow
async def test_words_are_found_one_after_another_round_and_round() -> None:
    app = replaying()
    # Where the line at the foot has room for all that it says.
    async with app.run_test(size=WIDE) as pilot:
        await see(pilot, "1 of 155")
        await press(pilot, "slash", *"sanctions", "enter")
        hits = page(pilot).course.search("sanctions", EVERYTHING, page(pilot).only)
        await see(pilot, f"“sanctions” 1 of {len(hits)}")
        for _ in hits[1:]:
            await press(pilot, "n")
        await see(pilot, f"“sanctions” {len(hits)} of {len(hits)}")
        await press(pilot, "n")
        await see(pilot, f"“sanctions” 1 of {len(hits)}")
        await press(pilot, "N")
        assert page(pilot).here == hits[-1]


@pytest.mark.slow
async def test_it_plays_by_itself_at_the_speed_one_chose_and_stops_at_the_end() -> None:
    app = replaying(at=145)
    async with app.run_test(size=SMALL) as pilot:
        await see(pilot, "145 of 155")
        await press(pilot, "plus", "plus", "plus", "space")
        await see(pilot, "▶ 20 a second")
        await until(pilot, lambda: page(pilot).here == 155 and not page(pilot).playing)
        assert "▶" not in text_of(app).splitlines()[-5]


@pytest.mark.slow
async def test_escape_undoes_one_thing_after_another_and_asks_before_it_leaves() -> None:
    app = replaying(at=80)
    async with app.run_test(size=SMALL) as pilot:
        await see(pilot, "80 of 155")
        await press(pilot, "slash", *"signs", "enter")
        await see(pilot, "“signs”")
        await press(pilot, "2", "space")
        await see(pilot, "▶")
        await press(pilot, "escape")
        await until(pilot, lambda: not page(pilot).playing)
        assert "“signs”" in text_of(app)
        await press(pilot, "escape")
        await until(pilot, lambda: "“signs”" not in text_of(app))
        await press(pilot, "escape")
        await until(pilot, lambda: page(pilot).query_one("Grid").has_focus)
        await press(pilot, "escape")
        await see(pilot, "Leave the replay?")
        await press(pilot, "escape")
        await until(pilot, lambda: "Leave the replay?" not in text_of(app))
        await press(pilot, "escape", "enter")
    assert app.return_value == 0


@pytest.mark.slow
async def test_every_number_has_its_ledger() -> None:
    app = replaying(at=80)
    async with app.run_test(size=SMALL) as pilot:
        await see(pilot, "80 of 155")
        await press(pilot, "3")
        await see(pilot, "Tension between all of them", "tension", "Washington")
        await press(pilot, "f2")
        await see(pilot, "at the beginning", "in all", "from here on a crisis")
        await press(pilot, "escape", "down", "f2")
        await see(pilot, "What the table is worth to Washington", "ruled on in event", "walk-away")
        await press(pilot, "escape", "1", "f2")
        await see(pilot, "Now: what it is worth to Washington", "“you” is the delegation")
        await see(pilot, "you can rely on")
        await press(pilot, "escape", "v", "v", "f2")
        await see(pilot, "what it is worth to Washington, and why")
        assert "to you" not in text_of(app)


async def test_what_if_makes_a_new_table_and_plays_it(here: Path) -> None:
    before = kept(here)
    app = replaying(here, at=60)
    async with app.run_test(size=SMALL) as pilot:
        await see(pilot, "60 of 155")
        await press(pilot, "w")
        await see(pilot, "What if, after event 61?", "middle-ground-what-if-61-1.toml")
        await press(pilot, "enter")
        await see(pilot, "THE RULING OF ROUND 2")
    fork = here.parents[1] / "tabletop-games" / "middle-ground-what-if-61-1.toml"
    forked = read_transcript(fork)
    assert forked.transcript.origin is not None
    assert forked.transcript.origin.event == 61
    assert kept(here) == before


async def test_a_fork_that_cannot_be_kept_is_said_and_asked_again(here: Path) -> None:
    (here.parents[1] / "tabletop-games").write_text("not a folder")
    app = replaying(here, at=60)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "w", "enter")
        await see(pilot, "What if, after event 61?", "no transcript can be", "written there")
        await press(pilot, "escape", "end", "w", "enter")
        await see(pilot, "the exercise ended with event")


async def test_two_games_are_put_side_by_side(here: Path) -> None:
    shutil.copy(PAPER, here.parent)
    app = replaying(here)
    async with app.run_test(size=WIDE) as pilot:
        await see(pilot, "1 of 155")
        await press(pilot, "c")
        await see(pilot, "Both begin with the same 8 events.", "A piece of paper", "A road with")
        await press(pilot, "enter")
        await see(pilot, "8 of 155")


async def test_a_game_that_does_not_fit_is_not_put_beside_and_why_is_said(here: Path) -> None:
    def unfit(_: dict[str, Any], records: list[dict[str, Any]]) -> None:
        records[-1] = {**records[-1], "kind": "offer.signed", "offer": "O99", "delegation": "usa"}

    rewritten(here.with_name("unfit.toml"), unfit)
    app = replaying(here)
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await see(pilot, "1 of 155")
        await press(pilot, "c")
        # The length of the path decides where the sentence is wrapped, and how much of it is seen.
        await until(pilot, lambda: any("does not fit" in one.message for one in app._notifications))
        await press(pilot, "right")
        await see(pilot, "2 of 155")


async def test_the_drawn_figure_has_the_colours_of_the_look(here: Path) -> None:
    app = replaying(here, at=100)
    async with app.run_test(size=WIDE) as pilot:
        await see(pilot, "100 of 155")
        plot = app.screen.query_one(PlotWidget)

        def drawn_in(colour: str) -> bool:
            found = {style.color.name for style in styles_of(plot) if style.color is not None}
            return app.theme_variables[colour].lower() in found

        await until(pilot, lambda: drawn_in("primary"))
        await press(pilot, "f8")
        await until(pilot, lambda: drawn_in("primary") and drawn_in("muted"))


def styles_of(widget: Widget) -> Iterator[Style]:
    """Yield the styles of all text in a widget and its children."""
    for one in widget.query("*"):
        for y in range(one.size.height):
            yield from (piece.style for piece in one.render_line(y) if piece.style is not None)


async def test_what_a_later_tabletop_wrote_is_shown_with_a_warning(tmp_path: Path) -> None:
    app = replaying(rewritten(tmp_path / "later.toml", with_an_unknown_kind), at=31)
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await see(pilot, "A later Tabletop recorded 'seat.danced'")
        assert any("it is left out" in one.message for one in pilot.app._notifications)
        await press(pilot, "w")
        assert pilot.app.screen is page(pilot)


async def test_a_finished_game_is_looked_at_from_the_start_screen(here: Path) -> None:
    app = TabletopApp()
    app.led_by(OpeningGuide(app))
    async with app.run_test(size=SMALL) as pilot:
        await see(pilot, "Exercises")
        await press(pilot, "end")
        await see(pilot, "Finished games", "· ended", "Enter shows it again.")
        await press(pilot, "enter")
        await see(pilot, "everything revealed", "1 of 155")
        await press(pilot, "q")
        await see(pilot, "Who sits down?")


async def test_an_unfinished_game_too_can_be_looked_at_from_the_start_screen(here: Path) -> None:
    read_transcript(here).fork(60, here.parents[1] / "tabletop-games" / "a.toml")
    app = TabletopApp()
    app.led_by(OpeningGuide(app))
    async with app.run_test(size=SMALL) as pilot:
        await see(pilot, "1 unfinished game further down.")
        await press(pilot, "end", "up", "r")
        await see(pilot, "everything revealed", "1 of 61")


async def test_no_seek_waits_for_garbage_and_what_was_frozen_for_that_is_let_go() -> None:
    app = replaying()
    async with app.run_test(size=SMALL) as pilot:
        await see(pilot, "1 of 155")
        assert gc.get_freeze_count() > 0
        await press(pilot, "q")
    assert gc.get_freeze_count() == 0


async def test_the_speakers_list_stands_above_the_table_as_it_was(tmp_path: Path) -> None:
    where = tmp_path / "council.toml"
    with Table.create(source(), where=where, clocks=False) as table:
        for one, name in PEOPLE.items():
            table.submit(Assign(by=FACILITATOR, seat=one, delegation=one, name=name))
        while table.state.stage != "negotiation":
            table.submit(Advance(by=FACILITATOR))
        table.submit(RaiseHand(by="baker"))
        table.submit(RaiseHand(by="miller"))
        silent = table.state.seq
        table.submit(CallSpeaker(by=FACILITATOR))
    app = replaying(where, at=silent)
    async with app.run_test(size=SMALL) as pilot:
        await see(pilot, "Nobody has the floor. · next: Baker, Miller")
        await press(pilot, "end")
        await see(pilot, "Baker (Ada) speaks · next: Miller")
