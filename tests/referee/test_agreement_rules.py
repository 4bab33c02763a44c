"""Rules of agreement, and contracts settled whole: what passes, and who must sign."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tabletop.exercise.loading import load_exercise
from tabletop.exercise.model import Exercise
from tabletop.exercise.package import status_quo
from tabletop.referee import acceptable, enough, needed, parties, quota
from tabletop.referee.circumstances import opening_circumstances
from tabletop.referee.feasibility import wanted
from tabletop.referee.outcomes.analysis import analyse_space
from tabletop.referee.outcomes.passing import passing
from tabletop.referee.outcomes.space import size
from tabletop.referee.public import analyse, sample, score
from tests.play.market import market, priced
from tests.referee.drawn import exercises

FILES = Path(__file__).parent / "files"
HARBOUR = load_exercise(FILES / "harbour.toml")
JOB = load_exercise(FILES / "job-offer.toml")


def with_rule(exercise: Exercise, **agreement: Any) -> Exercise:
    """Return the exercise under another rule, with defaults for what is not given."""
    document = exercise.model_dump(by_alias=True, exclude_unset=True)
    signatories = [one.id for one in exercise.delegations]
    return Exercise.model_validate(
        {**document, "agreement": {"signatories": signatories, **agreement}}
    )


def test_the_harbour_game_can_be_said_as_it_is_played() -> None:
    analysis = analyse(HARBOUR)
    found = passing(analysis)
    assert (analysis.deals, len(analysis.zone)) == (720, 12)
    assert (found.needed, found.veto, len(found.packages)) == (5, ("sportco", "dot"), 55)
    assert [round(100 * share, 1) for share in found.alone.values()] == [
        *(49.2, 27.1, 44.4, 89.7, 77.1, 64.2)
    ]
    assert {("sportco",), ("dot",)} <= set(found.blocking)
    assert len(passing(analyse(with_rule(HARBOUR, rule=5))).packages) == 133
    assert len(passing(analyse(with_rule(HARBOUR))).packages) == 12


def test_a_whole_contract_has_every_package_and_no_deal_is_none_of_them() -> None:
    analysis = analyse(JOB)
    assert size(JOB) == analysis.deals == analysis.feasible == 1_640_625
    firsts = {issue.id: issue.options[0].id for issue in JOB.issues}
    assert {one: worth.value for one, worth in score(JOB, firsts).items()} == {
        "firm": 6000 + 1600 + 4000 + 1600 + 3200 + 800 + 1200,
        "cand": 1200,
    }
    number = analysis.space.number({**firsts, "form": "plain", "order": "together"})
    assert analysis.values(number)["firm"] == 18_400
    drawn = sample(JOB, 2_000, seed=1)
    assert drawn.feasible == 2_000


@pytest.mark.parametrize(
    ("asked", "of", "least"),
    [
        *(("all", 7, 7), ("majority", 6, 4), ("majority", 7, 4), ("two-thirds", 6, 4)),
        *(("two-thirds", 7, 5), (3, 7, 3), (9, 7, 7), (0.6, 5, 3), (0.6, 6, 4), (1.0, 4, 4)),
        (0.2, 15, 3),
    ],
)
def test_a_quota_is_a_word_a_number_or_a_share(asked: Any, of: int, least: int) -> None:
    assert wanted(asked, of) == least


def test_members_and_votes_can_be_asked_for_together() -> None:
    council = with_rule(
        HARBOUR, rule="majority", votes=0.65, weights={"sportco": 10, "dot": 8, "env": 6}
    )
    ids = [one.id for one in council.delegations]
    assert quota(council, ids) == 4
    # 27 votes in all, of which 18 are needed: three of three small ones bring only three.
    assert not enough(council, ids, (), ("env", "mayor", "cities", "union"))
    assert enough(council, ids, (), ("sportco", "dot", "mayor", "cities"))
    assert not enough(council, ids, (), ("sportco", "dot", "env"))
    votes_alone = with_rule(HARBOUR, votes="majority", weights={"sportco": 10})
    assert enough(votes_alone, ids, (), ("sportco",))


def test_a_veto_and_the_proposers_signature_are_needed_whatever_the_rule() -> None:
    quo = status_quo(HARBOUR)
    assert needed(HARBOUR, quo, None) == ("sportco", "dot")
    tabled = with_rule(HARBOUR, rule=2, signatories=["sportco", "dot", "env"], proposer=True)
    assert needed(tabled, quo, None, proposer="union") == ("union",)
    assert parties(tabled, quo, None, proposer="union") == ("sportco", "dot", "env", "union")


@pytest.mark.slow
@given(st.data())
@settings(max_examples=40)
def test_what_passes_is_what_those_who_accept_it_could_bring_into_force(
    data: st.DataObject,
) -> None:
    drawn = data.draw(exercises().filter(lambda one: size(one) <= 100))
    ids = [one.id for one in drawn.delegations]
    some = st.lists(st.sampled_from(ids), unique=True, min_size=1)
    quotas = st.sampled_from(["all", "majority", "two-thirds", 1, 2, 0.5])
    agreement: dict[str, Any] = {
        "signatories": data.draw(some),
        "veto": data.draw(st.one_of(st.just([]), some)),
        "proposer": data.draw(st.booleans()),
    }
    if data.draw(st.booleans()):
        agreement["votes"] = data.draw(quotas)
        agreement["weights"] = {one: data.draw(st.integers(0, 5)) for one in ids}
    if data.draw(st.booleans()):
        agreement["rule"] = data.draw(quotas)
    exercise = with_rule(drawn, **agreement)
    now = opening_circumstances(exercise)
    analysis = analyse_space(exercise, now)
    found = set(passing(analysis).packages.tolist())
    quo = status_quo(exercise)
    for number in range(len(analysis.space)):
        package = analysis.space.package(number)
        willing = [one for one in ids if acceptable(exercise, package, one, now)]
        tabling: list[str | None] = [*willing] if exercise.agreement.proposer else [None]
        passes = any(
            enough(
                exercise,
                parties(exercise, package, quo, (), one),
                needed(exercise, package, quo, proposer=one),
                willing,
            )
            for one in tabling
        )
        assert (number in found) == (passes and bool(analysis.space.deals[number]))


def test_all_first_options_are_a_deal_of_a_whole_contract_and_of_no_other() -> None:
    whole, pieces = (Exercise.model_validate(priced(**more)) for more in ({"whole": True}, {}))
    assert analyse(whole).deals == size(whole) == 6
    assert analyse(pieces).deals == size(pieces) - 1
    assert Exercise.model_validate(market(whole=True)).has.gestures is False
