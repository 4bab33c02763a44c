"""A fund for what is lost: what carries, who is left with the bill, what a finding does to it."""

from __future__ import annotations

from functools import cache
from itertools import product

import numpy as np
import pytest

from tabletop.referee.circumstances import opening_circumstances
from tabletop.referee.outcomes.space import Space, enumerate_space
from tests.exercises.shipped import shipped, space

FUND = shipped("loss-fund")
IDS = [one.id for one in FUND.delegations]
INJECT = {one.id: one for one in FUND.injects}
STORMS, SEA = ("storms-more", "storms-less"), ("sea-faster", "sea-slower")
MARCH = {"sum": "10", "payers": "all", "trigger": "gauge", "harm": "slow", "review": "fixed"}
HOLDS = {"sum": "6", "payers": "all", "trigger": "gauge", "harm": "slow", "review": "follows"}


@cache
def after(*findings: str) -> Space:
    now = opening_circumstances(FUND)
    for one in findings:
        now = now.after(INJECT[one].effects, FUND)
    return enumerate_space(FUND, now)


def content(found: Space) -> dict[tuple[str, ...], frozenset[str]]:
    """Return who is content with each package that four or more are content with."""
    limits = np.array([[one.walk_away_in(1)] for one in FUND.delegations])
    enough = found.values >= limits - 1e-9
    keys = [issue.id for issue in FUND.issues]
    sets = {}
    for place in np.flatnonzero(found.deals):
        names = frozenset(name for name, yes in zip(IDS, enough[:, place], strict=True) if yes)
        if len(names) >= 4:
            package = found.package(int(place))
            sets[tuple(package[one] for one in keys)] = names
    return sets


def worth(found: Space, package: dict[str, str]) -> dict[str, float]:
    for place in np.flatnonzero(found.deals):
        chosen = found.package(int(place))
        if {one: chosen[one] for one in package} == package:
            return dict(zip(IDS, found.values[:, place].tolist(), strict=True))
    raise AssertionError(package)


def test_it_has_votes_points_and_sealed_notes_and_nothing_else() -> None:
    has = FUND.has
    assert (has.points, has.offers, has.votes, has.decisions, FUND.whole) == (True,) * 5
    assert (has.climate, has.acts, has.form, has.order, has.signatures) == (False,) * 5
    assert (has.roles, has.speakers, has.motions) == (False,) * 3


def test_everybody_has_a_hundred_points_to_win() -> None:
    for one in IDS:
        best = [
            max(option.points.get(one, 0) for option in issue.option_by_id.values())
            for issue in FUND.issues
        ]
        assert sum(best) == 100, one


def test_one_package_in_five_can_be_carried_and_five_suit_everybody() -> None:
    found = content(after())
    assert len(found) == 81
    assert sum(len(one) == len(IDS) for one in found.values()) == 5


def test_everybody_can_be_left_out_and_the_union_of_every_second_text() -> None:
    found = content(after()).values()
    assert {one: sum(one not in names for names in found) for one in IDS} == {
        "isles": 20,
        "delta": 18,
        "kesh": 12,
        "union": 44,
        "jovana": 9,
        "corran": 25,
    }


def test_what_a_fair_share_out_takes_is_a_bill_that_follows_the_findings() -> None:
    found = space("loss-fund")
    for name in ("nash", "egalitarian", "utilitarian"):
        best = found.solutions[name]
        assert best is not None
        chosen = found.space.package(best)
        assert {one: chosen[one] for one in HOLDS} == HOLDS
        assert found.values(best) == pytest.approx(
            {"isles": 66, "delta": 78, "kesh": 86, "union": 72, "jovana": 82, "corran": 64}
        )


@pytest.mark.parametrize(("storms", "sea"), list(product(STORMS, SEA)))
def test_no_finding_touches_a_text_that_is_measured_and_follows_the_findings(
    storms: str, sea: str
) -> None:
    assert worth(after(storms, sea), HOLDS) == worth(after(), HOLDS)


def test_a_fixed_bill_that_suits_all_six_in_march_is_undone_by_either_finding_on_the_sea() -> None:
    def below(*findings: str) -> set[str]:
        values = worth(after(*findings), MARCH)
        return {one.id for one in FUND.delegations if values[one.id] < one.walk_away_in(1) - 1e-9}

    assert below() == set()
    assert below("sea-faster") == {"isles"}
    assert below("sea-slower") == {"union", "corran"}


def test_whether_the_panel_is_a_way_to_four_votes_depends_on_what_it_finds() -> None:
    def shown(found: Space) -> int:
        return sum(package[2] == "panel" for package in content(found))

    assert [shown(after()), shown(after(STORMS[0])), shown(after(STORMS[1]))] == [3, 17, 0]


@pytest.mark.parametrize(
    ("notes", "findings"),
    [(("core-delta", "core-union"), STORMS), (("buoys-isles", "buoys-corran"), SEA)],
)
def test_whatever_one_of_two_writes_in_its_note_both_findings_can_come(
    notes: tuple[str, str], findings: tuple[str, str]
) -> None:
    first, second = (
        next(one for one in FUND.decisions if one.id == note).option_by_id for note in notes
    )
    come: dict[tuple[str, str], str] = {}
    for finding in findings:
        when = INJECT[finding].when
        assert when is not None
        for case in when.any:
            assert case.decided is not None
            pair = (str(case.decided[notes[0]]), str(case.decided[notes[1]]))
            assert pair not in come, "never both"
            come[pair] = finding
    assert set(come) == set(product(first, second)), "always one"
    for one in first:
        assert {come[one, other] for other in second} == set(findings)
    for other in second:
        assert {come[one, other] for one in first} == set(findings)


def test_the_briefs_are_as_long_as_each_other() -> None:
    words = [len(one.secret_brief.split()) for one in FUND.delegations]
    assert min(words) > 0.75 * max(words)
