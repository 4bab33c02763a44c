"""What a rule of agreement lets pass, compared with known answers and package by package."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tabletop import analyse, load_exercise
from tabletop.exercise.loading import read_exercise
from tabletop.exercise.model import Exercise
from tabletop.exercise.package import status_quo
from tabletop.referee import acceptable, enough, needed, parties
from tabletop.referee.circumstances import opening_circumstances
from tabletop.referee.outcomes.analysis import analyse_space
from tabletop.referee.outcomes.coalitions import (
    Kinds,
    _found_by_search,
    blocking_and_winning,
    kinds_of_deals,
)
from tabletop.referee.outcomes.passing import passing
from tabletop.referee.outcomes.signing import asked_masks, must_masks, willing_masks
from tabletop.referee.outcomes.space import size
from tests.effort import examples
from tests.referee.drawn import circumstances, exercises
from tests.referee.test_agreement_rules import HARBOUR, with_rule

FILES = Path(__file__).parent / "files"


def test_the_harbour_game_has_its_published_numbers() -> None:
    analysis = analyse(load_exercise(FILES / "harbour-five.toml"))
    found = passing(analysis)
    assert (analysis.deals, len(analysis.zone), len(found.packages)) == (720, 12, 133)
    assert (found.needed, found.veto) == (5, ())
    assert [round(100 * share, 1) for share in found.alone.values()] == [
        49.2,
        27.1,
        44.4,
        89.7,
        77.1,
        64.2,
    ]
    assert all(len(together) == 2 for together in found.blocking)
    assert sum(found.below.values()) == 133 - 12, "each of the others leaves exactly one below"


def test_who_must_sign_every_deal_can_block_it_alone() -> None:
    found = passing(analyse(load_exercise(FILES / "harbour-open.toml")))
    assert found.veto == ("sportco", "dot")
    assert {("sportco",), ("dot",)} <= set(found.blocking)


@pytest.mark.parametrize("name", ["harbour-five", "harbour-open"])
def test_a_winning_coalition_passes_something_alone_and_none_of_its_parts_does(name: str) -> None:
    analysis = analyse(load_exercise(FILES / f"{name}.toml"))
    exercise, space = analysis.space.exercise, analysis.space
    found = passing(analysis)
    now = opening_circumstances(exercise)
    quo = status_quo(exercise)
    deals = [space.package(int(one)) for one in np.flatnonzero(space.deals)]
    willing = [
        (
            parties(exercise, one, quo),
            needed(exercise, one, quo),
            {d for d in space.delegations if acceptable(exercise, one, d, now)},
        )
        for one in deals
    ]

    def passes(together: Collection[str]) -> bool:
        return any(
            enough(exercise, asked, must, sorted(fine & set(together)))
            for asked, must, fine in willing
        )

    assert found.winning
    for together in found.winning:
        assert passes(together)
        for one in together:
            assert not passes(set(together) - {one})
    for together in found.blocking:
        assert not passes(set(space.delegations) - set(together))


@pytest.mark.slow
@given(st.data())
@settings(max_examples=examples(30))
def test_a_package_passes_when_those_who_accept_it_are_enough(data: st.DataObject) -> None:
    drawn = data.draw(exercises().filter(lambda one: size(one) <= 100))
    ids = [one.id for one in drawn.delegations]
    rule = data.draw(st.sampled_from(["all", "majority", 1, 2, 3]))
    also = [{"delegation": ids[0], "when": {drawn.issues[0].id: drawn.issues[0].options[1].id}}]
    agreement = {
        "signatories": data.draw(st.lists(st.sampled_from(ids), unique=True, min_size=1)),
        "rule": rule,
        "also": also if data.draw(st.booleans()) else [],
    }
    exercise = Exercise.model_validate(
        {**drawn.model_dump(by_alias=True, exclude_unset=True), "agreement": agreement}
    )
    now = data.draw(circumstances(exercise))
    analysis = analyse_space(exercise, now)
    found = set(passing(analysis).packages.tolist())
    quo = status_quo(exercise)
    for number in range(len(analysis.space)):
        package = analysis.space.package(number)
        willing = [one for one in ids if acceptable(exercise, package, one, now)]
        passes = enough(
            exercise, parties(exercise, package, quo), needed(exercise, package, quo), willing
        )
        assert (number in found) == (passes and bool(analysis.space.deals[number]))


@pytest.mark.parametrize("name", ["harbour-five", "harbour-open"])
def test_what_all_accept_passes_by_any_rule(name: str) -> None:
    analysis = analyse(load_exercise(FILES / f"{name}.toml"))
    assert set(analysis.zone.tolist()) <= set(passing(analysis).packages.tolist())


@pytest.mark.parametrize(("rule", "needed"), [("3", 3), ('"majority"', 4), ("6", 6)])
def test_whoever_a_deal_asks_besides_counts_among_those_who_are_asked(
    rule: str, needed: int
) -> None:
    written = (FILES / "harbour-shift.toml").read_text(encoding="utf-8")
    exercise = read_exercise(written.replace("\nrule = 3\n", f"\nrule = {rule}\n"))
    found = passing(analyse(exercise))
    assert (found.needed, found.counts) == (needed, ((needed, 6),))


@given(st.data())
@settings(max_examples=examples(40), deadline=None)
def test_all_coalitions_at_once_are_those_found_one_after_another(data: st.DataObject) -> None:
    delegations = [one.id for one in HARBOUR.delegations]
    rules: list[dict[str, Any]] = [
        {"rule": data.draw(st.sampled_from(["all", "majority", 0.4, 2, 4]))},
        {"votes": "two-thirds", "weights": {delegations[0]: 3, delegations[2]: 0}},
        {"rule": 3, "proposer": True, "veto": [delegations[1]]},
    ]
    exercise = with_rule(HARBOUR, **data.draw(st.sampled_from(rules)))
    count = data.draw(st.integers(1, 8))
    rows = st.lists(st.booleans(), min_size=count, max_size=count)
    willing, must = (np.array(data.draw(st.lists(rows, min_size=6, max_size=6))) for _ in range(2))
    always = np.array(data.draw(st.lists(st.booleans(), min_size=6, max_size=6)))
    asked = must | always[:, None]
    deals = np.arange(count)
    kinds = Kinds(deals, deals, np.ones(count, dtype=np.intp), willing, asked, must)
    assert blocking_and_winning(exercise, kinds) == _found_by_search(exercise, kinds)


def test_the_kinds_of_deals_are_all_deals_by_who_is_willing_and_who_must_sign() -> None:
    space = analyse(load_exercise(FILES / "harbour-shift.toml")).space
    kinds = kinds_of_deals(space)
    deals = np.flatnonzero(space.deals)
    assert kinds.deals.tolist() == deals.tolist()
    assert kinds.many.tolist() == np.bincount(kinds.of).tolist()
    for by_kind, by_package in (
        (kinds.willing, willing_masks(space)),
        (kinds.asked, asked_masks(space)),
        (kinds.must, must_masks(space)),
    ):
        assert (by_kind[:, kinds.of] == by_package[:, deals]).all()
