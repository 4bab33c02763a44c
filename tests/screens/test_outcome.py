"""The course of a value is drawn in its own row."""

from __future__ import annotations

import pytest

from tabletop.play.events import ScoreRuled
from tabletop.play.state import Term
from tabletop.screens.pages.outcome import SPARKS, act_colour, hanging, scores_block, sparkline


def test_no_block_of_a_course_fills_its_row_and_reaches_the_one_above() -> None:
    assert "█" not in SPARKS and "▇" not in SPARKS
    assert sparkline([0.0, 5.0, 10.0])[::2] == SPARKS[0] + SPARKS[-1]
    assert len(set(sparkline([4.0, 4.0]))) == 1


def ruled(value: float, walk_away: float) -> ScoreRuled:
    return ScoreRuled.model_construct(
        seq=1,
        at="",
        by="referee",
        delegation="usa",
        round=1,
        value=value,
        walk_away=walk_away,
        ledger=(),
    )


@pytest.mark.parametrize(
    ("value", "told"), [(7.2, "2.8 below"), (13.5, "3.5 above"), (10.0, "on it")]
)
def test_how_far_a_score_is_from_the_walk_away_is_said_by_a_word_and_no_sign(
    value: float, told: str
) -> None:
    said = scores_block([("usa", "Washington")], {"usa": ruled(value, 10.0)}, 80).plain
    assert told in said
    assert "-2.8" not in said and "+3.5" not in said


@pytest.mark.parametrize("cells", [24, 40, 76])
def test_a_note_stands_after_the_words_and_not_among_them(cells: int) -> None:
    text = "Inter-Korean contacts (Seoul and Pyongyang): aid and a liaison office"
    lines = hanging("· ", "", text, cells, note="suspended at 50 % performed").plain.splitlines()
    assert " ".join(" ".join(lines).split()) == f"· {text} suspended at 50 % performed"
    assert max(len(one) for one in lines) <= cells
    assert all(one.startswith("  ") for one in lines[1:])


def test_only_what_was_performed_in_full_is_green() -> None:
    def colour(done: float, *, broken: bool = False, suspended: bool = False) -> str:
        term = Term("dam", "half", "A1", 1, done, broken)
        return act_colour(term, suspended=suspended)

    assert colour(1.0) == "$success"
    assert "$success" not in {colour(0.0), colour(0.5), colour(1.0, broken=True)}
    assert colour(0.0) == "$muted"
    assert colour(0.5, suspended=True) == "bold $warning"
