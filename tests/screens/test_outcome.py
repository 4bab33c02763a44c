"""The course of a value is drawn in its own row."""

from __future__ import annotations

from tabletop.screens.pages.outcome import SPARKS, sparkline


def test_no_block_of_a_course_fills_its_row_and_reaches_the_one_above() -> None:
    assert "█" not in SPARKS and "▇" not in SPARKS
    assert sparkline([0.0, 5.0, 10.0])[::2] == SPARKS[0] + SPARKS[-1]
    assert len(set(sparkline([4.0, 4.0]))) == 1
