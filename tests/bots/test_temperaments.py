"""What each temperament does, in one look at a table."""

from __future__ import annotations

import re
from typing import Any, get_args

import pytest
import tomli_w

from tabletop.bots.stand_in import StandIn
from tabletop.bots.strategy import Why, WhyCode
from tabletop.bots.temperaments import TEMPERAMENTS
from tabletop.bots.temperaments.concession import FIRST, conceded
from tabletop.bots.wording import advised, said
from tabletop.errors import FaultyExercise
from tabletop.exercise.loading import read_exercise
from tabletop.play.actions import SignOffer, TableOffer
from tabletop.play.state import FACILITATOR
from tabletop.seat.port import Port
from tabletop.table import Table
from tests.bots.tables import ALL, opened, played
from tests.play.game import DELEGATIONS, SWAP, document
from tests.seat.tables import at, moved_on


def agreed() -> Table:
    """Return a table at which acts are due that two delegations promised each other."""
    table = at("negotiation")
    table.submit(TableOffer(by="alfa", package=dict(SWAP)))
    table.submit(SignOffer(by="bravo", offer="O1"))
    return moved_on(table, "decision", 2)


def test_time_concedes_as_the_formula_says() -> None:
    for beta in (0.25, 1.0, 3.0):
        assert conceded(0, beta) == FIRST
        assert conceded(1, beta) == pytest.approx(1)
    assert conceded(0.5, 0.25) < conceded(0.5, 1.0) < conceded(0.5, 3.0)


@pytest.mark.parametrize("name", ALL)
def test_a_temperament_names_its_source(name: Any) -> None:
    module = __import__(TEMPERAMENTS[name].__module__, fromlist=["x"])
    assert re.search(r"\b(19|20)\d\d\b", module.__doc__ or "")


def test_grit_begins_with_a_step_of_its_own_and_says_so() -> None:
    table = played(tomli_w.dumps(document()), 1, dict.fromkeys(DELEGATIONS, "grit"))
    gestures = [one for one in table.events if one.kind == "gesture.made"]
    assert gestures
    assert all("without conditions" in one.text for one in gestures)


def test_who_distrusts_may_break_a_costly_promise_and_a_mediator_never_does() -> None:
    kept = {}
    for name in ("mediator", "hardliner"):
        with agreed() as table:
            stand_in = StandIn(Port(table, "bravo"), name, 1)
            made = [stand_in.next() for _ in range(1)]
            assert made[0] is not None
            kept[name] = made[0].why.code
    assert kept["mediator"] == "keep"


def test_words_hold_no_numbers_of_one_s_own() -> None:
    table = played(tomli_w.dumps(document()), 2)
    written = [
        one.text
        for one in table.events
        if one.kind in ("offer.tabled", "offer.rejected", "statement.made") and one.text
    ]
    assert written
    assert not [one for one in written if re.search(r"\d+\.\d|points|walk-away", one)]


def test_each_reason_has_its_words() -> None:
    seen = opened(tomli_w.dumps(document())).view(FACILITATOR)
    for code in get_args(WhyCode):
        why = Why(code, "O1", (("treaty", "signed"),), (("dam", "half"),), "never")
        told = advised(why, seen)
        assert told.endswith(".")
        for text in (told, said(why, seen)):
            assert text == text.strip()
            assert "None" not in text


def test_an_exercise_gives_a_delegation_its_temperament() -> None:
    found = document()
    found["delegation"][0]["stand_in"] = "mediator"
    assert read_exercise(tomli_w.dumps(found)).delegations[0].stand_in == "mediator"
    found["delegation"][0]["stand_in"] = "saint"
    with pytest.raises(FaultyExercise, match=r"'stand_in' must be 'boulware'") as fault:
        read_exercise(tomli_w.dumps(found))
    assert fault.value.faults[0].line > 1
