"""The negotiation grid shows as many issues as there is room for."""

from __future__ import annotations

import pytest
from textual.app import ComposeResult
from textual.events import MouseScrollDown
from textual.message import Message

from tabletop.screens.flow.app import TabletopApp
from tabletop.screens.table.panels.grid import Grid
from tabletop.seat.packages.grid import DRAFT, NOW, Column
from tabletop.table import Table
from tests.play.market import MARKET
from tests.screens.rivers import advanced, briefed, seen
from tests.screens.watching import text_of, until


class Page(TabletopApp):
    def compose(self) -> ComposeResult:
        view = seen(advanced(briefed(), "negotiation"))[1]["upper"]
        yield Grid(view, (Column(NOW, "What stands", view.standing),))


async def test_a_terminal_that_was_small_shows_every_issue_again_once_it_is_large() -> None:
    app = Page()
    async with app.run_test(size=(80, 24)) as pilot:
        grid = app.query_one(Grid)
        names = [one.name for one in grid._view.choices]
        grid.go(len(names))
        await pilot.resize_terminal(30, 3)
        await pilot.pause()
        assert names[0] not in text_of(app)
        await pilot.resize_terminal(80, len(names) + 1)
        await pilot.pause()
        shown = text_of(app)
        assert all(one in shown for one in names), shown


async def test_a_columns_head_stands_above_its_options() -> None:
    app = Page()
    async with app.run_test(size=(80, 12)) as pilot:
        await pilot.pause()
        head, first, *_ = text_of(app).splitlines()
        issue = app.query_one(Grid).choice
        option = issue.options[0].name
        assert head.index("What stands") == first.index(option, first.index(issue.name) + 1)


class FiveColumns(TabletopApp):
    def compose(self) -> ComposeResult:
        view = seen(advanced(briefed(), "negotiation"))[1]["upper"]
        settled = {one.id: one.options[-1].id for one in view.choices}
        offers = (Column(f"O{n}", f"O{n} from L", settled) for n in range(1, 4))
        yield Grid(view, (Column(NOW, "Now", view.standing), *offers, Column(DRAFT, "D", settled)))


async def test_points_stand_in_every_column_that_there_is_room_for() -> None:
    # What a browser of 1366 points shows, and less.
    for cells in (112, 130, 150):
        app = FiveColumns()
        async with app.run_test(size=(cells, 24)) as pilot:
            await pilot.pause()
            grid = app.query_one(Grid)
            dam = grid._view.choices[1]
            row = text_of(app).splitlines()[2]
            assert dam.name in row
            points = f"{dam.options[-1].points['upper']:+.0f}"
            assert row.count(points) == len(grid._shown) - 1 >= 3, row


async def test_no_issue_is_out_of_sight_without_a_mark_and_the_wheel_brings_it() -> None:
    app = Page()
    async with app.run_test(size=(80, 3)) as pilot:
        await pilot.pause()
        grid = app.query_one(Grid)
        hidden = len(grid._view.choices) - 2
        assert f"Issue ↓{hidden}" in text_of(app)
        app.post_message(MouseScrollDown(None, 1, 1, 0, 1, 0, shift=False, meta=False, ctrl=False))
        await pilot.pause()
        assert f"Issue ↑1 ↓{hidden - 1}" in text_of(app)
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert "↓" not in text_of(app)
        assert "↑" not in text_of(app)


async def test_in_few_columns_an_issue_stands_above_its_options_and_a_click_finds_both() -> None:
    app = Page()
    async with app.run_test(size=(46, 40)) as pilot:
        await pilot.pause()
        grid = app.query_one(Grid)
        shown = text_of(app).splitlines()
        for place, choice in enumerate(grid._view.choices):
            assert choice.name in shown[1 + 2 * place]
            assert choice.option(grid._view.standing[choice.id]).name in shown[2 + 2 * place]
        await pilot.click(Grid, offset=(5, 4))
        await pilot.pause()
        assert grid.cursor == 1
        await pilot.resize_terminal(46, 4)
        await pilot.pause()
        assert "↓" in text_of(app)


@pytest.mark.parametrize("cells", [40, 43, 48])
async def test_few_columns_show_every_option_whole(cells: int) -> None:
    app = FiveColumns()
    async with app.run_test(size=(cells, 60)) as pilot:
        await pilot.pause()
        shown = text_of(app)
        assert "…" not in "".join(shown.splitlines()[1:])
        grid = app.query_one(Grid)
        flat = "".join(shown.split())
        for choice in grid._view.choices:
            for column in grid._shown:
                words = choice.option(column.package[choice.id]).name.split()
                assert all(word in flat for word in words)


async def test_rows_of_several_lines_scroll_and_keep_the_cursor_and_the_marks() -> None:
    app = FiveColumns()
    async with app.run_test(size=(40, 8)) as pilot:
        await pilot.pause()
        grid = app.query_one(Grid)
        last = len(grid._view.choices) - 1
        for row in (*range(last + 1), *range(last, -1, -1)):
            grid.cursor = row
            await pilot.pause()
            assert grid._first <= row < grid._first + grid._rows
            lines = text_of(app).splitlines()[:8]
            assert any(one.startswith("▸") for one in lines)
            assert ("↑" in "".join(lines)) == bool(grid._first)
            assert ("↓" in "".join(lines)) == (grid._first + grid._rows <= last)


async def test_a_second_click_on_an_issue_opens_its_options_and_on_an_offer_does_not() -> None:
    for cells, lines in ((112, 1), (46, 2)):
        app = FiveColumns()
        opened: set[str] = set()

        def heard(message: Message, opened: set[str] = opened) -> None:
            if isinstance(message, Grid.Stepped):
                opened.add(message.choice)
            elif isinstance(message, Grid.Picked):
                opened.add(message.column)

        async with app.run_test(size=(cells, 24), message_hook=heard) as pilot:
            await pilot.pause()
            grid = app.query_one(Grid)
            assert grid._heights[0] >= lines
            place = (2, 1 + sum(grid._heights[:2]))
            chosen = grid._view.choices[2].id
            await pilot.click(Grid, offset=place)
            await pilot.pause()
            assert (grid.cursor, opened) == (2, set())
            await pilot.click(Grid, offset=place)
            await pilot.pause()
            assert opened == {chosen}
            issue, by, (each, *_) = grid._widths
            offer = (1 if lines == 2 else issue + by + 3) + each + 3
            await pilot.click(Grid, offset=(offer, sum(grid._heights[:3])))
            await pilot.pause()
            assert opened == {chosen, "O1"}


async def test_the_column_of_issues_is_headed_however_short_their_names() -> None:
    table = Table.create(MARKET, clocks=False)
    app = TabletopApp()
    async with app.run_test(size=(80, 24)) as pilot:
        view = table.view(None)
        await app.mount(Grid(view, (Column(NOW, "Now", view.standing),)))
        await until(pilot, lambda: "Now" in text_of(app), "the grid")
        assert max(len(one.name) for one in view.choices) == len("Issue")
        head = next(line for line in text_of(app).splitlines() if "Now" in line)
        assert head.lstrip().startswith("Issue")
