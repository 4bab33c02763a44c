"""The plot on the wall: its axes can be read to their ends."""

from __future__ import annotations

import pytest

from tabletop.screens.console.wall.outcome_picture import Picture, draw

EMPTY = Picture(
    across="Washington and a long name",
    up="Pyongyang",
    shown=((-20.0, 60.0), (-20.0, 60.0)),
    regions=(),
    walk_aways=(10.0, 10.0),
    solutions=(),
    marks=(),
    told=(),
)


@pytest.mark.parametrize("cells", [40, 80, 106])
def test_every_tick_of_the_axis_has_its_number_and_its_title_covers_none(cells: int) -> None:
    lines = draw(EMPTY, cells, 24).plain.splitlines()
    place = next(at for at, one in enumerate(lines) if "└" in one)
    ruler, numbers, title = lines[place : place + 3]
    for at, sign in enumerate(ruler):
        if sign == "┴":
            assert numbers[at : at + 1].strip(), f"no number at {at}: {numbers}"
    assert title.strip().startswith("what Washington")
    assert title.endswith("→")
    assert len(title) <= cells


def test_the_plot_has_no_more_lines_than_it_was_given() -> None:
    assert len(draw(EMPTY, 80, 24).plain.splitlines()) <= 24
