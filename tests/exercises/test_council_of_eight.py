"""The council of eight: what can pass it, what its vetoes keep out, and two games to their ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from tabletop.exercise.loading import check_exercise, load_exercise
from tabletop.past import read_transcript
from tabletop.play.state import State
from tabletop.referee.circumstances import opening_circumstances
from tabletop.referee.outcomes.analysis import analyse_space
from tabletop.referee.outcomes.passing import could_pass
from tabletop.report import reports_of
from tests.cli.command import tabletop

FILE = Path(__file__).parents[2] / "exercises" / "council-of-eight.toml"
MOVES = Path(__file__).parent / "council-of-eight"
COUNCIL = load_exercise(FILE)


def test_it_has_no_fault_and_no_warning() -> None:
    assert check_exercise(FILE) == ()


def test_it_has_what_it_names_and_nothing_else() -> None:
    has = COUNCIL.has
    assert (has.votes, has.speakers, has.motions, has.points, has.offers) == (True,) * 5
    assert (has.climate, has.acts, has.gestures, has.form, has.order) == (False,) * 5
    assert (has.signatures, has.decisions, has.roles, has.planned) == (False,) * 4


def test_two_dozen_texts_can_pass_and_a_dozen_suit_all() -> None:
    found = analyse_space(COUNCIL, opening_circumstances(COUNCIL))
    assert (len(could_pass(found)), len(found.zone)) == (24, 12)


def played(capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str) -> Path:
    path = tmp_path / f"{name}.toml"
    said = tabletop(
        capsys, "play", FILE, "--moves", MOVES / f"{name}.moves.toml", "--transcript", path
    )
    assert (said.code, said.err) == (0, "")
    assert not read_transcript(path).problems()
    return path


def final(path: Path) -> State:
    table = read_transcript(path)
    return table.state_at(len(table.events))


def test_the_near_miss_brings_a_ban_that_aurelia_lets_pass(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = played(capsys, tmp_path, "teeth")
    state = final(path)
    assert state.ending == "teeth"
    values = {one: round(ruled.value, 6) for one, ruled in state.scores.items()}
    assert values["aurelia"] == 10
    assert values["castovia"] == 8
    assert all(values[one.id] >= one.walk_away_in(2) for one in COUNCIL.delegations)
    assert [one.status for one in state.speakers.past_motions] == ["refused", "carried", "carried"]
    assert [one.delegation for one in state.speakers.speeches] == [
        *("hesperia", "fennoria", "ilmar", "fennoria"),
    ]


def test_seven_of_eight_do_not_pass_a_veto(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    state = final(played(capsys, tmp_path, "adjourned"))
    assert state.ending == "adjourned"
    (vote, motion) = state.past_votes
    assert (vote.chosen, vote.vetoes) == ("no", ("castovia",))
    assert list(vote.ballots.values()).count("yes") == 7
    assert motion.chosen == "no", "one of two is no majority"


def test_its_report_says_nothing_of_what_it_does_not_have(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = played(capsys, tmp_path, "teeth")
    texts = reports_of(read_transcript(path), "council")
    told = texts["council.md"].lower()
    for word in ("trust", "tension", "breach", "gesture", "signed", "crisis", "perform"):
        assert word not in told, word
    for words in ("who spoke", "| hesperia | 1 |", "## motions", "| 5, 1, 1 | carried |"):
        assert words in told, words
    assert "out of order" in texts["council.html"]
    rows = texts["council-motions.csv"].splitlines()
    assert rows[1].startswith("council,25,M1,1,deltara,close-debate,,We have heard enough.,carried")
