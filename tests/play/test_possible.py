"""What was left on the table, told as a difference that students understand."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tabletop.exercise.loading import load_exercise
from tabletop.exercise.package import complete, status_quo
from tabletop.play.history.possible import differences, left_at_the_end, left_by, told
from tabletop.play.state import FACILITATOR, State, initial
from tabletop.play.view.appraise import appraise
from tabletop.table import read_transcript
from tests.play.game import Game, at_negotiation

KOREA = "korea-end-of-war"
END = {"id": "end", "title": "End", "text": "Over."}
TRANSCRIPTS = Path(__file__).parents[2] / "transcripts"
JOB = Path(__file__).parents[2] / "docs" / "examples" / "job-offer.toml"


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


def worths(state: State, package: Mapping[str, str]) -> dict[str, float]:
    """Return what a package is worth to everybody as an offer."""
    return {one: worth.value for one, worth in appraise(state, FACILITATOR, package).items()}


def resigned_after_a_breach() -> tuple[Game, State]:
    """Return a game in which Alfa made a gesture and performed, Bravo broke its word and both
    signed the same again, and the state before they did.
    """
    game = at_negotiation()
    game.do("alfa", "gesture", issue="dam", option="half")
    game.offer("alfa", "bravo", treaty="signed", dam="open", raids="stop")
    game.to("decision", 2)
    game.do("alfa", "perform", agreement="A1", issue="dam")
    game.do("bravo", "breach", agreement="A1", issue="raids")
    before = game.to("negotiation", 3).state
    game.offer("alfa", "bravo", treaty="signed", dam="open", raids="stop")
    return game, before


def test_what_was_agreed_is_measured_as_it_was_worth_to_those_who_signed_it() -> None:
    game, before = resigned_after_a_breach()
    signed = worths(before, game.state.standing)
    for state in (game.state, game.to("ruling", 4).state):
        left = left_at_the_end(state)
        assert left is not None
        assert left.had == pytest.approx(signed), "whatever became of it since"


def test_whatever_is_called_better_is_worse_for_no_one_as_an_offer_then() -> None:
    game, before = resigned_after_a_breach()
    again = at_negotiation()
    again.do("alfa", "gesture", issue="dam", option="half")
    gestured = again.state
    again.offer("alfa", "bravo", treaty="signed")
    open_now = left_by(before, {**before.standing, "raids": "stop"})
    for then, left in (
        (before, left_at_the_end(game.state)),
        (gestured, left_at_the_end(again.state)),
        (before, open_now),
    ):
        assert left is not None
        if left.best is None:
            assert left.better == 0
            continue
        better = worths(then, left.best)
        assert {one: better[one] - left.had[one] for one in better} == pytest.approx(left.gains)
        assert min(left.gains.values()) >= -1e-9


def test_a_gesture_made_after_the_agreement_counts_and_a_breach_does_not() -> None:
    game = at_negotiation()
    game.offer("alfa", "bravo", treaty="signed", raids="stop")
    agreed = worths(at_negotiation().state, game.state.standing)
    game.to("decision", 2)
    game.do("bravo", "breach", agreement="A1", issue="raids")
    left = left_at_the_end(game.to("ruling", 2).state)
    assert left is not None
    assert left.had == pytest.approx(agreed)
    game.to("negotiation", 3)
    game.do("alfa", "gesture", issue="dam", option="half")
    left = left_at_the_end(game.state)
    assert left is not None
    assert (left.standing["raids"], left.standing["dam"]) == ("stop", "half")


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


@pytest.mark.slow
def test_of_a_whole_contract_nothing_is_left_as_it_is() -> None:
    job = load_exercise(JOB)
    possible = left_by(initial(job), {one: options[0] for one, options in job.choices.items()})
    assert possible is not None
    assert possible.changes
    assert "as it is" not in " ".join(told(job, possible))
