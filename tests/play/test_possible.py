"""What was left on the table, told as a difference that students understand."""

from __future__ import annotations

from pathlib import Path

import pytest

from tabletop.exercise.loading import load_exercise
from tabletop.exercise.package import complete, status_quo
from tabletop.play.history.possible import differences, left_at_the_end, left_by, told
from tabletop.play.state import initial
from tabletop.table import read_transcript
from tests.play.game import at_negotiation

KOREA = "korea-end-of-war"
END = {"id": "end", "title": "End", "text": "Over."}
TRANSCRIPTS = Path(__file__).parents[2] / "transcripts"


def test_a_difference_adds_changes_and_leaves_out() -> None:
    korea = load_exercise(KOREA)
    before = complete(korea, {"declaration": "sentence", "sanctions": "part-suspended"})
    after = complete(
        korea, {"declaration": "sentence-and-agenda", "joint-exercises": "scaled-down"}
    )
    declaration = korea.issue_by_id["declaration"]
    exercises = korea.issue_by_id["joint-exercises"]
    assert differences(korea, before, after) == (
        f"{declaration.name}: {declaration.options[2].name} instead of "
        f"{declaration.options[1].name}",
        f"add {exercises.name}: {exercises.options[1].name}",
        f"leave out {korea.issue_by_id['sanctions'].name}",
    )
    assert differences(korea, before, before) == ()


def test_the_piece_of_paper_left_hundreds_of_better_packages() -> None:
    table = read_transcript(TRANSCRIPTS / "piece-of-paper.toml")
    possible = left_at_the_end(table.state_at(len(table.events)))
    assert possible is not None
    assert possible.better > 100
    assert possible.best is not None
    assert all(gain >= -1e-9 for gain in possible.gains.values())
    first, second, third = told(table.exercise, possible)
    assert first.startswith("Left on the table: ")
    assert "add " in second
    assert second.endswith("; leave the rest as it is.")
    assert third.startswith("It would give ")


def test_without_an_agreement_it_says_what_there_was_at_the_beginning() -> None:
    korea = load_exercise(KOREA)
    possible = left_at_the_end(initial(korea))
    assert possible is not None
    assert possible.zone == possible.better == 752
    (first, *_) = told(korea, possible)
    assert first == (
        "Left on the table: 752 packages would have been better for someone and worse for no one "
        "than no agreement, judged by how things stood at the start."
    )


@pytest.mark.slow
def test_an_offer_that_nothing_improves_leaves_nothing() -> None:
    korea = load_exercise(KOREA)
    state = initial(korea)
    opening = left_at_the_end(state)
    assert opening is not None
    assert opening.best is not None
    again = left_by(state, opening.best)
    assert again is not None
    assert (again.better, again.best, again.changes) == (0, None, ())
    assert told(korea, again)[0].startswith("Nothing was left on the table")
    nothing = left_by(state, status_quo(korea))
    assert nothing is not None
    assert nothing.better > 0


def test_where_there_are_too_many_packages_to_look_through_it_says_so() -> None:
    option = [{"id": f"o{n}", "name": f"o{n}", "points": {"alfa": float(n)}} for n in range(1, 12)]
    issues = [
        {"id": f"i{n}", "name": f"I{n}", "by": [], "option": [{"id": "no", "name": "no"}, *option]}
        for n in range(8)
    ]
    game = at_negotiation(issue=issues, inject=[], interaction=[], agreement={}, ending=[END])
    for possible in (left_at_the_end(game.state), left_by(game.state, game.state.standing)):
        assert told(game.exercise, possible) == (
            "What was left on the table is not known: there are too many packages to enumerate.",
        )
