"""Wherever an offer is shown it says what it needs and has, under any rule of agreement."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import tomli_w

from tabletop.exercise.loading import load_exercise
from tabletop.exercise.model import Exercise
from tabletop.past import read_transcript
from tabletop.play.actions import read_action
from tabletop.play.queries.offers import needs_if_tabled
from tabletop.play.state import FACILITATOR
from tabletop.play.view import view
from tabletop.report.table.facts import facts_of
from tabletop.screens.flow.app import TabletopApp
from tabletop.screens.pages.whole_table import offers_block
from tabletop.screens.table.overlays.offer_page import offer_in_full
from tabletop.screens.table.table_screen import TableScreen
from tabletop.seat.port import Port
from tabletop.seat.words.signatures import once_tabled, told_signatures, waits_for
from tabletop.seat.words.signing import what_binds
from tabletop.table import Table
from tests.play.game import Game, at_negotiation
from tests.screens.watching import press, see, text_of

HARBOUR = load_exercise(Path(__file__).parent.parent / "referee" / "files" / "harbour.toml")
IDS = tuple(one.id for one in HARBOUR.delegations)
DEAL = {issue.id: issue.options[0].id for issue in HARBOUR.issues}
DEAL_WHOLE = {**DEAL, "form": HARBOUR.form.options[0].id, "order": HARBOUR.order.options[0].id}
OTHERS = "Tour, Env, Mayor, Ports, Union"

RULES: dict[str, tuple[dict[str, Any], str]] = {
    "all": ({}, f"waits for {OTHERS}"),
    "majority": ({"rule": "majority"}, f"1 of 4 signatures, waits for any three of {OTHERS}"),
    "two-thirds": ({"rule": "two-thirds"}, f"1 of 4 signatures, waits for any three of {OTHERS}"),
    "a number": ({"rule": 5}, f"1 of 5 signatures, waits for any four of {OTHERS}"),
    "a share": ({"rule": 0.6}, f"1 of 4 signatures, waits for any three of {OTHERS}"),
    "vetoes": (
        {"rule": 5, "veto": ["sportco", "dot"]},
        "1 of 5 signatures, waits for Tour and any three of Env, Mayor, Ports, Union",
    ),
    "votes": (
        {"votes": "two-thirds", "weights": {"dot": 4}},
        f"1 of 6 votes, waits for 5 more votes of {OTHERS}",
    ),
    "members and votes": (
        {"rule": "majority", "votes": "two-thirds", "weights": {"dot": 4}},
        "1 of 4 signatures and 1 of 6 votes, waits for any three of "
        f"{OTHERS} and 5 more votes of {OTHERS}",
    ),
    "the proposer": (
        {"rule": 2, "signatories": ["dot", "env"], "proposer": True},
        "1 of 2 signatures, waits for any one of Tour, Env",
    ),
    "whom it concerns": (
        {"rule": 2, "also": [{"delegation": "union", "when": {"mix": DEAL["mix"]}}]},
        "1 of 2 signatures, waits for Union",
    ),
}


def ruled(**agreement: Any) -> Exercise:
    document = HARBOUR.model_dump(by_alias=True, exclude_unset=True)
    return Exercise.model_validate({**document, "agreement": {"signatories": [*IDS], **agreement}})


def tabled(**agreement: Any) -> Game:
    """Return a table where the company has tabled its plan under a rule."""
    game = Game(exercise=ruled(**agreement)).seated().to("negotiation")
    game.offer("sportco", **DEAL, public=True)
    return game


def said(game: Game, seat: str) -> str:
    seen = view(game.state, seat)
    (offer,) = seen.open_offers
    return waits_for(seen, offer)


@pytest.mark.parametrize("rule", RULES)
def test_it_says_what_it_has_and_whom_it_waits_for_by_every_rule(rule: str) -> None:
    agreement, told = RULES[rule]
    game = tabled(**agreement)
    assert said(game, FACILITATOR) == told
    assert told in offers_block(view(game.state, FACILITATOR)).plain


@pytest.mark.parametrize("rule", RULES)
def test_your_signature_is_said_to_decide_exactly_when_it_brings_the_offer_into_force(
    rule: str,
) -> None:
    game = tabled(**RULES[rule][0])
    while game.status("O1") == "open":
        seen = {one: view(game.state, one) for one in IDS}
        decide = []
        for one in [one for one in IDS if seen[one].open_offers[0].why_not_sign is None]:
            (offer,) = seen[one].open_offers
            before = game.state
            game.do(one, "sign", offer="O1")
            decides = game.status("O1") == "agreed"
            after, game.state = game.state, before
            del game.events[-(after.seq - before.seq) :]
            assert offer.needs.decides(one) is decides
            assert ("your signature decides" in waits_for(seen[one], offer)) is decides
            assert ("With your signature it is in force." in what_binds(seen[one], offer)) is (
                decides
            )
            decide.append(one)
        game.do(decide[0], "sign", offer="O1")
    assert not any(view(game.state, one).open_offers for one in IDS)


def test_four_of_five_and_yours_decides() -> None:
    game = tabled(rule=5, veto=["sportco", "dot"])
    for one in ("env", "mayor", "cities"):
        game.do(one, "sign", offer="O1")
    assert said(game, "dot") == "4 of 5, your signature decides"
    assert said(game, "union") == "4 of 5 signatures, waits for Tour"
    seen = view(game.state, "dot")
    (offer,) = seen.open_offers
    assert told_signatures(seen, offer) == (
        "signed Sport, Env, Mayor, Ports · 4 of 5, your signature decides"
    )
    page = offer_in_full(seen, offer).plain
    assert "It asks Sport, Tour, Env, Mayor, Ports, Union; Sport and Tour must sign." in page
    assert (
        "Signed Sport, Env, Mayor, Ports: 4 of 5 signatures. With your signature it is in force."
    ) in what_binds(seen, offer)


def test_votes_that_one_has_decide_too() -> None:
    game = tabled(votes="two-thirds", weights={"dot": 5})
    assert said(game, "union") == f"1 of 7 votes, waits for 6 more votes of {OTHERS}"
    game.do("env", "sign", offer="O1")
    assert said(game, "dot") == "2 of 7 votes, your signature decides"


def test_an_open_offer_that_nobody_can_bring_into_force_any_more_says_why() -> None:
    three = ["alfa", "bravo", "charlie"]
    game = at_negotiation(agreement={"signatories": three, "rule": "majority"}, inject=[])
    game.offer("alfa", treaty="signed")
    game.do("charlie", "reject", offer="O1")
    game.offer("bravo", "charlie", treaty="guaranteed")
    seen = view(game.state, "alfa")
    offer = next(one for one in seen.offers if one.id == "O1")
    assert (offer.status, offer.needs.possible) == ("open", False)
    assert waits_for(seen, offer).endswith(
        "signatures, can't be agreed any more: Char has rejected it"
    )
    assert "It can't be agreed any more: Char has rejected it." in what_binds(seen, offer)


def test_the_story_counts_at_each_signature_and_not_where_everybody_must_sign() -> None:
    game = tabled(rule=5)
    game.do("dot", "sign", offer="O1")
    game.do("env", "sign", offer="O1")
    told = view(game.state, None, game.events).story
    assert "Harbour Sport Co. tables O1" in told[-3]
    assert "(1 of 5 signatures)" in told[-3]
    assert told[-2:] == (
        "Tourism Department signs O1: 2 of 5 signatures.",
        "Environmental League signs O1: 3 of 5 signatures.",
    )
    game = tabled()
    game.do("dot", "sign", offer="O1")
    assert view(game.state, None, game.events).story[-1] == "Tourism Department signs O1."


def hearing(where: Path | None = None) -> Table:
    """Return the harbour at a table: five of six and both vetoes needed, three have signed."""
    document = HARBOUR.model_dump(mode="json", by_alias=True, exclude_unset=True)
    table = Table.create(tomli_w.dumps(document), where=where, clocks=False)
    do: list[dict[str, Any]] = [
        *(
            {"by": FACILITATOR, "do": "assign", "seat": one, "delegation": one, "name": one}
            for one in IDS
        ),
        *[{"by": FACILITATOR, "do": "advance"}] * 3,
        {"by": "sportco", "do": "offer", "package": DEAL, "public": True},
        *({"by": one, "do": "sign", "offer": "O1"} for one in ("env", "mayor", "cities")),
    ]
    for one in do:
        table.submit(read_action(one))
    return table


def test_replay_and_report_say_what_it_had(tmp_path: Path) -> None:
    path = tmp_path / "harbour.toml"
    with hearing(path) as table:
        for _ in range(3):
            table.submit(read_action({"by": FACILITATOR, "do": "advance"}))
        signed = [one.seq for one in table.events if one.kind == "offer.signed"]
    past = read_transcript(path)
    for seat in ("dot", FACILITATOR):
        assert past.sentence_for(signed[-1], seat) == "Other ports signs O1: 4 of 5 signatures."
    (offer,) = facts_of(past).offers
    assert (offer.status, offer.tally) == ("lapsed", "4 of 5 signatures")


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_it_stands_at_the_offer_on_its_page_and_in_the_question(
    size: tuple[int, int],
) -> None:
    app = TabletopApp()
    with hearing() as table:
        async with app.run_test(size=size) as pilot:
            await app.push_screen(TableScreen(Port(table, "dot")))
            await see(pilot, "O1 signed Sport, Env, Mayor, Ports · 4 of 5, your signature decides")
            await press(pilot, "o")
            await see(
                pilot,
                "Signed Sport, Env, Mayor, Ports · 4 of 5, your signature decides.",
                "It asks Sport, Tour, Env, Mayor, Ports, Union; Sport and Tour must sign.",
                "Esc goes back",
            )
            await press(pilot, "s")
            await see(pilot, "Signed Sport, Env, Mayor, Ports: 4 of 5 signatures. With")
            await press(pilot, "escape")
            assert "4 of 5, your signature decides" in text_of(app)


@pytest.mark.parametrize(
    ("agreement", "told"),
    [
        ({}, ""),
        ({"rule": 5}, f"has 1 of 5 signatures, waits for any four of {OTHERS}"),
        (
            {"rule": 2, "signatories": ["dot", "env"], "proposer": True},
            "has 1 of 2 signatures, waits for any one of Tour, Env",
        ),
        ({"rule": 1, "signatories": ["sportco"]}, "is in force as soon as you table it"),
    ],
    ids=["all", "a number", "the proposer", "one alone"],
)
def test_a_draft_says_what_it_will_need_and_have_once_it_is_tabled(
    agreement: dict[str, Any], told: str
) -> None:
    game = Game(exercise=ruled(**agreement)).seated().to("negotiation")
    needs = needs_if_tabled(game.state, DEAL_WHOLE, "sportco")
    assert once_tabled(view(game.state, "sportco"), needs) == told


def test_a_draft_asks_its_proposer_too_where_the_rule_says_so() -> None:
    source = tomli_w.dumps(
        ruled(rule=2, signatories=["dot", "env"], proposer=True).model_dump(
            mode="json", by_alias=True, exclude_unset=True
        )
    )
    with Table.create(source, clocks=False) as table:
        for one in IDS:
            seat = {"by": FACILITATOR, "do": "assign", "seat": one, "delegation": one}
            table.submit(read_action(seat))
        parties, needed = Port(table, "sportco").asked(DEAL_WHOLE)
        assert "sportco" in parties and needed == ("sportco",)
        assert table.asked(DEAL_WHOLE, "union") == (("dot", "env", "union"), ("union",))
