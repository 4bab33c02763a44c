"""Three reaches of the Sarn: a circle of acts, the trust it needs, and the drought."""

from __future__ import annotations

import pytest

from tabletop.play import actions as a
from tabletop.play.state import FACILITATOR
from tabletop.table import Table
from tests.exercises.shipped import LIBRARY, shipped, space

RIVER = shipped("three-reaches")
IDS = [one.id for one in RIVER.delegations]
SMALL = {"level": "published", "power": "sent", "port": "free"}
LARGE = {"water": "full", "canals": "lined", "gas": "at-cost"}
DOERS = {one.id: one.by[0] for one in RIVER.issues if one.by}
SEEN = {"gauges": "borders"}


def worth(moved: dict[str, str], id: str) -> float:
    """Return what these acts are worth to a delegation once they are done."""
    return sum(RIVER.issue_by_id[i].option_by_id[o].points.get(id, 0) for i, o in moved.items())


def suits_all(moved: dict[str, str], trust: float | None = None, round_number: int = 1) -> bool:
    """Return whether a package that moves this and nothing else is in the zone."""
    found = space("three-reaches", round_number, trust)
    still = {one.id: one.status_quo for one in RIVER.issues}
    package = {**still, "form": RIVER.form.options[0].id, "order": RIVER.order.options[0].id}
    return found.space.number({**package, **moved}) in found.zone


def test_it_has_trust_and_acts_and_neither_form_nor_order() -> None:
    has = RIVER.has
    assert (has.climate, has.acts, has.gestures, has.points, has.signatures) == (True,) * 5
    assert (has.form, has.order, has.votes, has.decisions, has.roles) == (False,) * 5


def test_no_two_states_can_make_the_large_exchange_without_the_third() -> None:
    for left_out in IDS:
        acts = {i: o for i, o in LARGE.items() if DOERS[i] != left_out}
        two = [one for one in IDS if one != left_out]
        assert min(worth(acts, one) for one in two) < 0, left_out
    assert {one: worth(LARGE, one) for one in IDS} == {"kalvar": 35, "metten": 35, "luma": 35}


@pytest.mark.parametrize("issue", SMALL)
def test_each_small_act_costs_its_doer_less_than_it_gives_and_is_of_use_to_both_others(
    issue: str,
) -> None:
    act = {issue: SMALL[issue]}
    others = [worth(act, one) for one in IDS if one != DOERS[issue]]
    assert min(others) > 0
    assert -30 <= worth(act, DOERS[issue]) < 0
    assert sum(others) >= 2 * -worth(act, DOERS[issue])


def test_at_first_the_small_acts_can_be_agreed_and_nothing_else() -> None:
    assert len(space("three-reaches").zone) == 2
    assert suits_all(SMALL)
    assert suits_all(SMALL | SEEN)


@pytest.mark.parametrize(
    ("trust", "packages", "large"),
    [(20, 0, False), (30, 3, False), (40, 15, True), (50, 34, True), (60, 48, True)],
)
def test_the_zone_grows_with_trust_and_the_circle_is_closed_at_forty(
    trust: int, packages: int, large: bool
) -> None:
    assert len(space("three-reaches", 1, trust).zone) == packages
    assert suits_all(LARGE | SEEN, trust) is large


def test_without_a_word_about_dry_years_summer_takes_the_circle_out_of_the_zone() -> None:
    assert suits_all(LARGE | SEEN, 40, 3)
    assert not suits_all(LARGE | SEEN, 60, 4)


def to(table: Table, stage: str, round_number: int) -> Table:
    while (table.state.stage, table.state.round) != (stage, round_number):
        table.submit(a.Advance(by=FACILITATOR))
    return table


def agree(table: Table, round_number: int, offer: str, package: dict[str, str]) -> None:
    to(table, "negotiation", round_number)
    table.submit(a.TableOffer(by="kalvar", to="all", package=package))
    for one in IDS[1:]:
        table.submit(a.SignOffer(by=one, offer=offer))


def keep(table: Table, round_number: int, agreement: str, acts: dict[str, str]) -> None:
    to(table, "decision", round_number)
    for issue in acts:
        table.submit(a.Perform(by=DOERS[issue], agreement=agreement, issue=issue))


def kept(extra: dict[str, str]) -> Table:
    """Return a table in its last round, every word kept; `extra` is signed with the circle."""
    text = (LIBRARY / "three-reaches.toml").read_text(encoding="utf-8")
    table = Table.create(text, clocks=False)
    for one in IDS:
        table.submit(a.Assign(by=FACILITATOR, seat=one, delegation=one))
    agree(table, 1, "O1", SMALL)
    keep(table, 2, "A1", SMALL)
    agree(table, 3, "O2", LARGE | extra)
    keep(table, 4, "A2", LARGE)
    return to(table, "situation", 5)


@pytest.mark.parametrize(
    ("extra", "told", "has"),
    [
        ({}, "drought", {"kalvar": 35, "metten": 90, "luma": 100}),
        (
            {"dry-years": "shares"},
            "drought-shared",
            {"kalvar": 78, "metten": 60, "luma": 85},
        ),
    ],
    ids=["not a word", "shares"],
)
def test_what_the_circle_costs_in_the_drought_hangs_on_what_was_signed_before_it(
    extra: dict[str, str], told: str, has: dict[str, float]
) -> None:
    with kept(extra) as table:
        assert {one: round(ruled.value, 6) for one, ruled in table.state.scores.items()} == has
        delivered = set(table.state.delivered)
        assert {told, "stakes-seen"} <= delivered
        assert not delivered & ({"drought", "drought-shared", "stakes"} - {told})


def test_the_small_acts_kept_bring_trust_to_where_the_circle_can_be_signed() -> None:
    with kept({}) as table:
        trust = table.state.circumstances.climate.trust
        assert min(trust[x, y] for x in IDS for y in IDS if x != y) > 37


def test_the_briefs_are_as_long_as_each_other() -> None:
    words = [len(one.secret_brief.split()) for one in RIVER.delegations]
    assert min(words) > 0.85 * max(words)
