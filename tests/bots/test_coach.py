"""A coach knows what its seat's view shows, and what it advises can be done."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import pytest
import tomli_w

from tabletop.bots.coach import Advice, advise, said_already
from tabletop.bots.game import play_out, seat_all
from tabletop.bots.negotiator import Negotiator
from tabletop.exercise.library import find_exercise
from tabletop.exercise.loading import exercise_source
from tabletop.exercise.toml import parse_written
from tabletop.play import actions as a
from tabletop.play.state import FACILITATOR
from tabletop.seat.port import Port
from tabletop.table import Table
from tests.bots.tables import at_negotiation, mixed, opened
from tests.play.market import market, priced
from tests.table.drawn_second import drawn_second_source
from tests.votes.council import council


def seated(document: dict[str, Any]) -> Table:
    table = opened(tomli_w.dumps({**document, "coach": True}))
    for one in table.exercise.delegation_by_id:
        table.submit(a.Assign(by=FACILITATOR, seat=one, delegation=one, name=one))
    return table


def bargaining(**changes: Any) -> Table:
    return at_negotiation(seated(priced(**changes)))


def asked(table: Table, seat: str) -> Advice:
    """Ask a coach as a screen does: with a port that stands still."""
    advice = advise(Port(table, seat).still())
    if not said_already(table.view(seat), advice):
        table.submit(advice.asked)
    return advice


def test_it_advises_an_offer_that_can_be_tabled_and_is_worth_more_than_none() -> None:
    table = bargaining()
    advice = asked(table, "baker")
    assert advice.package
    assert advice.worth is not None and advice.worth.acceptable
    assert "over your walk-away" in advice.words
    table.submit(advice.move or a.Ready(by="baker"))
    assert table.state.offers["O1"].delegation == "baker"


def test_it_advises_to_sign_what_serves_the_delegation() -> None:
    table = bargaining()
    table.submit(a.TableOffer(by="miller", package={"price": "low", "day": "friday"}))
    advice = asked(table, "baker")
    assert isinstance(advice.move, a.SignOffer)
    assert advice.words.startswith("Sign O1")


def test_it_advises_no_offer_again_and_waits_for_answers() -> None:
    table = bargaining()
    tabled = []
    for _ in range(4):
        advice = asked(table, "baker")
        if advice.move is None:
            break
        assert advice.package not in tabled
        tabled.append(advice.package)
        table.submit(advice.move)
    assert advice.why.code == "answer-awaited"
    assert "Wait for an answer" in advice.words


def test_asked_again_it_says_the_same_and_the_transcript_tells_it_once() -> None:
    table = bargaining()
    once, again = asked(table, "baker"), asked(table, "baker")
    assert once == again
    assert [one.kind for one in table.events].count("advice.given") == 1


def test_what_others_do_in_secret_changes_nothing() -> None:
    found = []
    for secret in (False, True):
        changes = priced()
        for one in changes["delegation"]:
            if secret and one["id"] == "miller":
                one.update(walk_away=9, secret_brief="Another.")
        for issue in changes["issue"]:
            for option in issue["option"]:
                if secret and "miller" in option.get("points", {}):
                    option["points"]["miller"] += 4
        table = at_negotiation(seated(changes))
        if secret:
            table.submit(a.SendMessage(by="miller", to="caucus", text="We take anything."))
            table.submit(a.AskCoach(by="miller", advice="wait", code="nothing-better"))
        found.append(advise(Port(table, "baker").still()))
    assert found[0] == found[1]


def test_its_words_hold_nothing_of_anybody_else() -> None:
    table = bargaining()
    said = asked(table, "baker").words
    assert "Miller" not in said
    assert not re.search(r"flour by friday|fair price", said, re.IGNORECASE)


def test_a_port_that_stands_still_does_not_go_on_with_its_table() -> None:
    table = bargaining()
    still = Port(table, "baker").still()
    before = still.view()
    table.submit(a.TableOffer(by="miller", package={"price": "low"}))
    assert still.view() is before
    assert still.seq() < table.state.seq
    assert not still.view().open_offers


def test_in_a_caucus_it_advises_what_to_offer() -> None:
    phases = {"caucus": 60, "negotiation": 60}
    table = seated(priced(round=[{"id": "r1", "title": "Day", "phases": phases}]))
    while table.state.stage != "caucus":
        table.submit(a.Advance(by=FACILITATOR))
    assert asked(table, "baker").package


def test_a_delegation_s_own_stand_in_advises_it() -> None:
    document = priced()
    document["delegation"][0]["stand_in"] = "hardliner"
    assert Port(at_negotiation(seated(document)), "baker").stand_in() == "hardliner"


def test_a_coach_that_fails_costs_its_advice_only(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(self: object, look: object) -> None:
        raise RuntimeError("no idea")

    monkeypatch.setattr(Negotiator, "advise", fails)
    assert asked(bargaining(), "baker").move is None


@pytest.mark.parametrize(
    "document",
    [
        *(tomllib.loads(drawn_second_source(seed)) for seed in (1, 4, 8)),
        parse_written(exercise_source(find_exercise("ransomware-hospital"))),
        council({}),
        market(),
    ],
    ids=["drawn 1", "drawn 4", "drawn 8", "hospital", "council", "market"],
)
def test_at_any_kind_of_table_what_it_advises_can_be_done(document: dict[str, Any]) -> None:
    table = seated(document)
    stages: set[str] = set()

    def ask(_: object) -> None:
        # Once a phase and delegation, as a look takes its time.
        stage = f"{table.state.round} {table.state.stage}"
        if stage in stages or table.state.stage not in ("caucus", "negotiation", "decision"):
            return
        stages.add(stage)
        for one in table.exercise.delegation_by_id:
            advice = advise(Port(table, one).still())
            assert table.why_not(advice.asked) is None, advice
            if advice.move is not None and table.state.stage != "caucus":
                assert table.why_not(advice.move) is None, advice

    stand_ins = seat_all(table, mixed(table, 2), 2)
    table.subscribe(ask)
    play_out(table, stand_ins, 2)
    assert stages
