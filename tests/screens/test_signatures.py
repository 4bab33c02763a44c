"""An offer says and marks whose signatures it waits for, by the exercise's rule."""

from __future__ import annotations

from typing import Any

import pytest

from tabletop.play.state import FACILITATOR
from tabletop.play.view import view
from tabletop.screens.pages.whole_table import offers_block
from tabletop.seat.flow import Memory, something_waits
from tabletop.seat.words.signatures import waits_for
from tests.play.game import Game, at_negotiation

ALSO = [{"delegation": "charlie", "when": {"treaty": "guaranteed"}}]
ALL_THREE = ["alfa", "bravo", "charlie"]


def offered(rule: int | str, signatories: list[str], *rejecting: str, **package: Any) -> Game:
    """Return a table where Alfa has tabled a package and some have rejected it."""
    agreement = {"signatories": signatories, "rule": rule, "also": ALSO}
    game = at_negotiation(agreement=agreement, inject=[])
    game.offer("alfa", **package)
    for one in rejecting:
        game.do(one, "reject", offer="O1")
    return game


def said(game: Game) -> str:
    """Return how the facilitator sees it, on its page and in the list of offers."""
    seen = view(game.state, FACILITATOR)
    (offer,) = seen.open_offers
    told = waits_for(seen, offer)
    assert told in offers_block(seen).plain
    return told


def marked(game: Game) -> list[str]:
    """Return those for whom something waits at a shared keyboard."""
    views = {one: view(game.state, one) for one in ALL_THREE}
    return [one for one, seen in views.items() if something_waits(seen, Memory())]


@pytest.mark.parametrize(
    ("rule", "signatories", "package", "told", "waiting"),
    [
        ("all", ALL_THREE, {"treaty": "signed"}, "waits for Brav, Char", ["bravo", "charlie"]),
        (
            "majority",
            ALL_THREE,
            {"treaty": "signed"},
            "1 of 2 signatures, waits for any one of Brav, Char",
            ["bravo", "charlie"],
        ),
        (
            3,
            ALL_THREE,
            {"treaty": "signed"},
            "1 of 3 signatures, waits for Brav, Char",
            ["bravo", "charlie"],
        ),
        (
            "majority",
            ALL_THREE,
            {"raids": "stop"},
            "1 of 2 signatures, waits for Brav",
            ["bravo"],
        ),
        (
            1,
            ["alfa", "bravo"],
            {"treaty": "guaranteed"},
            "1 of 2 signatures, waits for Char",
            ["charlie"],
        ),
    ],
)
def test_it_names_who_must_sign_and_how_many_of_the_others(
    rule: int | str, signatories: list[str], package: dict[str, str], told: str, waiting: list[str]
) -> None:
    game = offered(rule, signatories, **package)
    assert said(game) == told
    assert marked(game) == waiting


def test_who_has_rejected_it_is_waited_for_no_more() -> None:
    game = offered("majority", ALL_THREE, "charlie", treaty="signed")
    assert said(game) == "1 of 2 signatures, waits for Brav"
    assert marked(game) == ["bravo"]


def test_of_many_it_says_how_many_are_enough() -> None:
    parties = [f"d{n}" for n in range(1, 6)]
    delegations = [{"id": one, "name": one.upper(), "walk_away": 0} for one in parties]
    treaty = {
        "id": "treaty",
        "name": "Treaty",
        "option": [{"id": "none", "name": "none"}, {"id": "signed", "name": "signed"}],
    }
    game = Game(
        delegation=delegations,
        agreement={"signatories": parties, "rule": 4},
        issue=[treaty],
        order={"option": [{"id": "together", "name": "together"}]},
        inject=[],
        ending=[{"id": "end", "title": "End", "text": "End."}],
        question=[],
    )
    game.seated().to("negotiation").offer("d1", "d5", treaty="signed")
    assert said(game) == "2 of 4 signatures, waits for any two of D2, D3, D4"
