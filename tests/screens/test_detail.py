"""The panel under the grid tells about the issue at the cursor."""

from __future__ import annotations

from dataclasses import replace

from textual.app import App, ComposeResult

from tabletop.screens.table.panels.worth import Detail, bar_cells
from tests.screens.rivers import advanced, briefed, seen
from tests.screens.watching import text_of


class Below(App[None]):
    def compose(self) -> ComposeResult:
        yield Detail()


async def test_what_does_not_fit_in_an_options_line_goes_on_under_its_name() -> None:
    _, views = seen(advanced(briefed(), "negotiation"))
    issue = views["upper"].issues[0]
    long = "word " * 30 + "end."
    first = replace(issue.options[0], summary=long)
    told = replace(issue, options=(first, *issue.options[1:]))
    app = Below()
    async with app.run_test(size=(80, 12)) as pilot:
        detail = app.query_one(Detail)
        detail.add_class("-tall")
        detail.put(told, first.id, "upper")
        await pilot.pause()
        rows = [one for one in text_of(app).splitlines() if "word" in one or "end." in one]
    name = rows[0].index(first.name)
    assert len(rows) > 1
    assert all(len(one) - len(one.lstrip()) == name for one in rows[1:])


def test_a_bar_is_shorter_where_a_walk_away_of_three_digits_would_be_cut_off() -> None:
    room, said = 68, len("140.0 below your walk-away (140.0)")
    assert bar_cells(room, said) == bar_cells(room, 0) - 1
    assert room - 11 - bar_cells(room, said) == said
    assert bar_cells(40, 200) == 12
