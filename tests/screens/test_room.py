"""A wide window shows more columns, not emptier ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from tabletop.past import read_transcript
from tabletop.play.actions import read_action
from tabletop.screens.flow.app import TabletopApp
from tabletop.screens.kit.theme import BROAD, WIDE
from tabletop.screens.replay.guide import Replaying
from tabletop.screens.start.opening import OpeningGuide
from tabletop.screens.table.overlays.briefing import Briefing
from tabletop.screens.table.panels.grid import Grid
from tabletop.screens.table.seat_table import SeatTable
from tabletop.screens.table.table_screen import TableScreen
from tabletop.seat.port import Port
from tests.screens.picture import at_negotiation
from tests.screens.watching import press, see, text_of, until

GAME = Path(__file__).parents[2] / "transcripts" / "middle-ground.toml"
ROOMY = (200, 60)


def widths(app: TabletopApp, *names: str) -> list[int]:
    """Return the width of each, 0 if it is hidden."""
    return [
        one.region.width if one.display else 0 for name in names for one in app.screen.query(name)
    ]


@pytest.mark.parametrize("page", [TableScreen, SeatTable])
async def test_beside_a_wide_table_stands_what_has_happened_in_this_round(
    page: type[TableScreen],
) -> None:
    app = TabletopApp()
    with at_negotiation() as table:
        port = Port(table, "dprk")
        async with app.run_test(size=ROOMY) as pilot:
            await app.push_screen(page(port))
            await see(pilot, "This round", "Seoul tables O1", "Washington tables O2", "Your draft")
            await pilot.resize_terminal(WIDE, 36)
            await pilot.pause()
            assert "This round" not in text_of(app)


async def test_where_many_offers_need_the_room_they_have_it() -> None:
    app = TabletopApp()
    with at_negotiation() as table:
        async with app.run_test(size=(200, 40)) as pilot:
            await app.push_screen(page := TableScreen(Port(table, "usa")))
            await see(pilot, "This round")
            for option in ("aid", "aid-and-liaison"):
                package = {"inter-korean-contacts": option}
                table.submit(read_action({"by": "rok", "do": "offer", "package": package}))
                page.follow(table.view("usa"))
            await pilot.pause()
            assert "This round" not in text_of(app)


@pytest.mark.slow
async def test_a_brief_has_its_points_beside_it_and_one_key_has_read_it_all() -> None:
    app = TabletopApp()
    with at_negotiation() as table:
        done: list[bool | None] = []
        async with app.run_test(size=ROOMY) as pilot:
            app.push_screen(Briefing(table.view("dprk"), first=True), done.append)
            await pilot.pause()
            assert min(widths(app, "#public", "#secret", "#points")) > 60
            await press(pilot, "enter")
            assert done == [True]
        app = TabletopApp()
        async with app.run_test(size=(WIDE, 40)) as pilot:
            app.push_screen(Briefing(table.view("dprk"), first=True), done.append)
            await pilot.pause()
            while widths(app, "#points") == [0]:
                await press(pilot, "enter")
            assert widths(app, "#public", "#secret", "#points") == [0, 0, WIDE]


async def test_a_replay_has_table_events_and_figures_side_by_side() -> None:
    app, table = TabletopApp(), read_transcript(GAME)
    app.led_by(Replaying(app, table, 60, "*", lambda: None, lambda path: None))
    async with app.run_test(size=ROOMY) as pilot:
        await see(pilot, "Joint exercises", "Tension between all", "Seoul signs O4")
        await pilot.resize_terminal(WIDE, 40)
        await pilot.pause()
        assert "Seoul signs O4" not in text_of(app)


async def test_the_first_page_tells_of_an_exercise_in_two_columns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    app = TabletopApp()
    app.led_by(OpeningGuide(app))
    async with app.run_test(size=(BROAD, 50)) as pilot:
        await see(pilot, "What it teaches")
        left, right = app.screen.query(".text")
        assert left.region.y == right.region.y
        await pilot.resize_terminal(100, 50)
        await pilot.pause()
        left, right = app.screen.query(".text")
        assert left.region.bottom <= right.region.y


@pytest.mark.parametrize("page", [TableScreen, SeatTable])
@pytest.mark.parametrize("size", [(120, 60), ROOMY])
async def test_below_the_grid_of_a_tall_window_stand_reasons_and_what_has_happened(
    page: type[TableScreen], size: tuple[int, int]
) -> None:
    app = TabletopApp()
    with at_negotiation() as table:
        async with app.run_test(size=size) as pilot:
            await app.push_screen(page(Port(table, "dprk")))
            await see(pilot, "O2 from US: why it is worth that", "This round", "for how far you")
            await press(pilot, "c", "down", "plus")
            await see(pilot, "Your draft: why it is worth that", "Denuclearisation: reaffirmed")
            grid = app.screen.query_one(Grid)
            assert grid.region.height == len(grid._view.choices) + 1
            await pilot.resize_terminal(80, 24)
            await until(pilot, lambda: "why it is worth" not in text_of(app))
            assert "This round" not in text_of(app)
