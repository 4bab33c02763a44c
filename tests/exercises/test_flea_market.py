"""A price at the flea market: one number, a zone that nobody sees, and what pulls it apart."""

from __future__ import annotations

import pytest

from tests.exercises.shipped import shipped, space

MARKET = shipped("flea-market")


def prices(round_number: int) -> list[float]:
    """Return the prices that suit both."""
    found = space("flea-market", round_number)
    return sorted(found.values(int(one))["seller"] for one in found.zone)


def test_it_has_a_price_two_walk_aways_and_nothing_else() -> None:
    has = MARKET.has
    assert (has.points, has.offers, has.signatures, MARKET.whole) == (True,) * 4
    assert (has.climate, has.acts, has.gestures, has.form, has.order) == (False,) * 5
    assert (has.votes, has.decisions, has.roles, has.speakers) == (False,) * 4


@pytest.mark.parametrize(("round_number", "least", "most"), [(1, 140, 260), (2, 120, 280)])
def test_the_deadline_widens_the_zone_on_both_sides_and_leaves_its_middle(
    round_number: int, least: int, most: int
) -> None:
    fine = prices(round_number)
    assert (fine[0], fine[-1], len(fine)) == (least, most, (most - least) / 5 + 1)
    found = space("flea-market", round_number)
    for one in ("nash", "kalai_smorodinsky", "egalitarian"):
        place = found.solutions[one]
        assert place is not None
        assert found.values(place) == {"seller": 200, "buyer": 100}


def test_what_one_has_more_the_other_has_less() -> None:
    found = space("flea-market")
    assert {round(sum(found.values(int(one)).values()), 6) for one in found.zone} == {300}


def test_each_reads_of_the_deadline_what_presses_itself() -> None:
    told = {one.id: (one.to, dict(one.effects.walk_away)) for one in MARKET.injects}
    assert told == {"dealer": (("seller",), {"seller": -20}), "shop": (("buyer",), {"buyer": -20})}


def test_the_briefs_are_as_long_as_each_other() -> None:
    seller, buyer = (len(one.secret_brief.split()) for one in MARKET.delegations)
    assert abs(seller - buyer) < 0.25 * seller
