"""The line along the Mereth: a dilemma, steps that trust makes possible, and how word was kept."""

from __future__ import annotations

import pytest

from tabletop.play import actions as a
from tabletop.play.state import FACILITATOR
from tabletop.table import Table
from tests.exercises.shipped import LIBRARY, shipped, space

LINE = shipped("ceasefire-line")
ACTS = {
    "orsa": {"orsa-guns": "behind", "road": "open", "orsa-captives": "home"},
    "tovin": {"tovin-guns": "behind", "sluice": "open", "tovin-captives": "home"},
}
GUNS = {"orsa-guns": "behind", "tovin-guns": "behind"}
WHOLE = ACTS["orsa"] | ACTS["tovin"]
LOOKED_AT = {"observers": "bridge"}


def suits_both(moved: dict[str, str], trust: float) -> bool:
    """Return whether a package that moves this and nothing else is in the zone."""
    found = space("ceasefire-line", 1, trust)
    still = {one.id: one.status_quo for one in LINE.issues}
    package = {**still, "form": LINE.form.options[0].id, "order": LINE.order.options[0].id}
    return found.space.number({**package, **moved}) in found.zone


def test_it_has_trust_and_acts_and_neither_form_nor_order() -> None:
    has = LINE.has
    assert (has.climate, has.acts, has.gestures, has.points, has.signatures) == (True,) * 5
    assert (has.form, has.order, has.votes, has.decisions, has.roles) == (False,) * 5


@pytest.mark.parametrize("doer", ACTS)
def test_each_act_costs_its_doer_less_than_it_gives_the_other(doer: str) -> None:
    other = next(one for one in ACTS if one != doer)
    points = [LINE.issue_by_id[i].option_by_id[o].points for i, o in ACTS[doer].items()]
    assert all(0 < -one[doer] < one[other] for one in points)
    assert sum(one[doer] for one in points) == -180
    assert sum(one[other] for one in points) == 270


@pytest.mark.parametrize(
    ("trust", "packages", "whole"),
    [(20, 0, False), (30, 4, False), (40, 17, True), (50, 24, True), (60, 33, True)],
)
def test_the_zone_grows_with_trust_and_the_whole_list_is_too_much_to_begin_with(
    trust: int, packages: int, whole: bool
) -> None:
    assert len(space("ceasefire-line", 1, trust).zone) == packages
    assert suits_both(WHOLE, trust) is whole


def test_at_first_a_small_exchange_is_worth_signing_and_no_large_one() -> None:
    assert suits_both(GUNS, 30)
    assert not any(
        suits_both(moved, 30)
        for moved in (
            {"road": "open", "sluice": "open"},
            {"orsa-captives": "home", "tovin-captives": "home"},
            WHOLE | LOOKED_AT,
            WHOLE | {"observers": "banks"},
        )
    )


def test_after_a_breach_over_the_guns_they_can_be_had_again_if_somebody_looks_on() -> None:
    assert not suits_both(GUNS, 22)
    assert suits_both(GUNS | LOOKED_AT, 22)


def played(orsa: type[a.Perform | a.Breach], tovin: type[a.Perform | a.Breach]) -> Table:
    """Return a table at which both have signed for the guns and decided whether to keep it."""
    table = Table.create(
        (LIBRARY / "ceasefire-line.toml").read_text(encoding="utf-8"), clocks=False
    )
    for one in ACTS:
        table.submit(a.Assign(by=FACILITATOR, seat=one, delegation=one))
    to(table, "negotiation", 1)
    table.submit(a.TableOffer(by="orsa", to="all", package=GUNS))
    table.submit(a.SignOffer(by="tovin", offer="O1"))
    to(table, "decision", 2)
    table.submit(orsa(by="orsa", agreement="A1", issue="orsa-guns"))
    table.submit(tovin(by="tovin", agreement="A1", issue="tovin-guns"))
    return to(table, "situation", 3)


def to(table: Table, stage: str, round_number: int) -> Table:
    while (table.state.stage, table.state.round) != (stage, round_number):
        table.submit(a.Advance(by=FACILITATOR))
    return table


@pytest.mark.parametrize(
    ("orsa", "tovin", "has"),
    [
        (a.Perform, a.Perform, {"orsa": 30, "tovin": 30}),
        (a.Breach, a.Perform, {"orsa": 60, "tovin": -30}),
        (a.Perform, a.Breach, {"orsa": -30, "tovin": 60}),
        (a.Breach, a.Breach, {"orsa": 0, "tovin": 0}),
    ],
    ids=["both keep it", "Orsa breaks it", "Tovin breaks it", "both break it"],
)
def test_it_is_a_dilemma_breaking_pays_alone_and_keeping_pays_both(
    orsa: type[a.Perform | a.Breach],
    tovin: type[a.Perform | a.Breach],
    has: dict[str, float],
) -> None:
    with played(orsa, tovin) as table:
        assert {one: round(ruled.value, 6) for one, ruled in table.state.scores.items()} == has
        trust = table.state.circumstances.climate.trust
        assert (trust["tovin", "orsa"] > 30) == (orsa is a.Perform)
        assert (trust["orsa", "tovin"] > 30) == (tovin is a.Perform)


def test_each_side_has_an_accident_that_only_it_knows_the_truth_of() -> None:
    by_id = {one.id: one for one in LINE.injects}
    assert by_id["shot"].effects.trust == {"tovin-orsa": -6}
    assert by_id["lights"].effects.trust == {"orsa-tovin": -6}
    assert (by_id["rifle"].to, by_id["boy"].to) == (("orsa",), ("tovin",))


def test_the_briefs_are_as_long_as_each_other() -> None:
    orsa, tovin = (len(one.secret_brief.split()) for one in LINE.delegations)
    assert abs(orsa - tovin) < 0.1 * orsa
