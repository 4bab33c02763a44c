"""A council of five that votes; one of them must carry a clause out."""

from __future__ import annotations

from typing import Any

import tomli_w

from tabletop.exercise.model import Exercise
from tabletop.play.actions import Advance, Assign, CastVote, PutToVote, TableOffer
from tabletop.play.state import FACILITATOR
from tabletop.play.versions import RULES
from tabletop.table import Table
from tests.play.game import Game

MEMBERS = ("norland", "delta", "steppe", "fjord", "port")


def council(agreement: dict[str, Any] | None = None, **changes: Any) -> dict[str, Any]:
    """The exercise as a file would give it; `agreement` are keys beside the members."""
    return {
        "format": 2,
        "id": "seas",
        "title": "The council on the seas",
        "summary": "Five delegations vote on a resolution.",
        "delegation": [
            {"id": one, "name": one.title(), "secret_brief": f"SECRET-OF-{one.upper()}"}
            for one in MEMBERS
        ],
        "agreement": {
            "signatories": list(MEMBERS),
            "by": "vote",
            "rule": "majority",
            **(agreement or {}),
        },
        "issue": [
            _issue("fund", "Ocean fund", "none", "voluntary", "levy"),
            _issue("mining", "Seabed mining", "free", "paused", "banned"),
            {**_issue("patrol", "Patrols", "none", "joint"), "by": ["fjord"]},
        ],
        "round": [
            {
                "id": f"r{number}",
                "title": f"Session {number}",
                "date": f"Day {number}",
                "phases": {"negotiation": 600, "ruling": 60},
            }
            for number in (1, 2)
        ],
        "ending": [
            {"id": "adopted", "title": "Adopted", "text": "It passed.", "when": {"signed": {}}},
            {"id": "failed", "title": "Failed", "text": "Nothing passed."},
        ],
        "question": [{"id": "why", "text": "Why this vote?"}],
        **changes,
    }


def _issue(id: str, name: str, *options: str) -> dict[str, Any]:
    return {"id": id, "name": name, "option": [{"id": one, "name": one} for one in options]}


def session(agreement: dict[str, Any] | None = None, rules: int = RULES, **changes: Any) -> Game:
    """A game of it, in its first negotiation."""
    exercise = Exercise.model_validate(council(agreement, **changes))
    return Game(exercise=exercise, rules=rules).seated().to("negotiation")


def voting(agreement: dict[str, Any] | None = None, rules: int = RULES, **package: str) -> Game:
    """The same, with an offer of Norland's put to the vote."""
    game = session(agreement, rules)
    game.offer("norland", **(package or {"fund": "levy"}))
    game.do("norland", "put-to-vote", offer="O1")
    return game


def ballots(game: Game, **choices: str) -> None:
    """Have them vote."""
    for one, choice in choices.items():
        game.do(one, "vote", choice=choice)


def hall(agreement: dict[str, Any] | None = None, **changes: Any) -> Table:
    """A table of it where everybody is seated, in its first negotiation."""
    table = Table.create(tomli_w.dumps(council(agreement, **changes)), clocks=False)
    for one in MEMBERS:
        seat = Assign(by=FACILITATOR, seat=one, delegation=one, name=one.title())
        table.submit(seat)
    while table.state.stage != "negotiation":
        table.submit(Advance(by=FACILITATOR))
    return table


def put(table: Table, **package: str) -> Table:
    """The table with an offer of Norland's put to the vote."""
    table.submit(TableOffer(by="norland", package=package or {"fund": "levy"}))
    table.submit(PutToVote(by="norland", offer=f"O{table.state.offers_made}"))
    return table


def vote(table: Table, **choices: str) -> None:
    """Have them vote."""
    for one, choice in choices.items():
        table.submit(CastVote(by=one, choice=choice))
