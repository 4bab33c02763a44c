"""A small exercise with every kind of issue, and a table that tests can steer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from tabletop.errors import NotAllowed
from tabletop.exercise.model import Exercise
from tabletop.play.actions import read_action
from tabletop.play.apply import apply
from tabletop.play.events import AnyEvent
from tabletop.play.history import fold
from tabletop.play.history.rederive import rederive
from tabletop.play.rules import decide, opening
from tabletop.play.state import State, initial
from tabletop.play.versions import RULES

AT = "2026-01-01T00:00:00.000Z"
DELEGATIONS = ("alfa", "bravo", "charlie")


def document(**changes: Any) -> dict[str, Any]:
    """Return the exercise as its file would give it; `changes` replace whole keys."""
    return {
        "format": 1,
        "id": "river",
        "title": "The river",
        "objectives": ["Share the water", "Keep the peace"],
        "agreement": {
            "signatories": ["alfa", "bravo"],
            "rule": "all",
            "also": [{"delegation": "charlie", "when": {"treaty": "guaranteed"}}],
        },
        "delegation": [
            {
                "id": "alfa",
                "name": "Alfa",
                "walk_away": 2,
                "counterparts": ["bravo"],
                "trust": {"bravo": 40, "charlie": 50},
                "secret_brief": "SECRET-OF-ALFA",
            },
            {
                "id": "bravo",
                "name": "Bravo",
                "walk_away": [3, 1, 1, 1],
                "counterparts": ["alfa"],
                "trust": {"alfa": 30, "charlie": 60},
                "secret_brief": "SECRET-OF-BRAVO",
            },
            {
                "id": "charlie",
                "name": "Charlie",
                "walk_away": 1,
                "trust": {"alfa": 70, "bravo": 20},
                "secret_brief": "SECRET-OF-CHARLIE",
            },
        ],
        "issue": [
            {
                "id": "treaty",
                "name": "Treaty",
                "by": [],
                "option": [
                    {"id": "none", "name": "none"},
                    {"id": "signed", "name": "signed", "points": {"alfa": 4.017, "bravo": 4.029}},
                    {
                        "id": "guaranteed",
                        "name": "guaranteed",
                        "points": {"alfa": 5.031, "bravo": 5.043, "charlie": 3.057},
                        "assurance": 0.1,
                        "tension": -3,
                    },
                ],
            },
            {
                "id": "dam",
                "name": "Dam",
                "by": ["alfa"],
                "option": [
                    {"id": "shut", "name": "shut"},
                    {
                        "id": "half",
                        "name": "half open",
                        "points": {"alfa": -4.061, "bravo": 9.073},
                        "tension": -4,
                    },
                    {
                        "id": "open",
                        "name": "open",
                        "points": {"alfa": -9.087, "bravo": 16.091},
                        "tension": -8,
                    },
                ],
            },
            {
                "id": "raids",
                "name": "Raids",
                "by": ["bravo"],
                "option": [
                    {"id": "go-on", "name": "go on"},
                    {
                        "id": "stop",
                        "name": "stop",
                        "points": {"alfa": 15.103, "bravo": -6.109, "charlie": 2.111},
                        "tension": -6,
                    },
                ],
            },
            {
                "id": "patrol",
                "name": "Patrol",
                "by": ["alfa", "bravo"],
                "requires": {"treaty": "!= none"},
                "option": [
                    {"id": "none", "name": "none"},
                    {"id": "joint", "name": "joint", "points": {"alfa": 1.123, "charlie": 3.127}},
                ],
            },
        ],
        "form": {
            "option": [
                {"id": "words", "name": "words"},
                {"id": "pact", "name": "pact", "assurance": 0.3},
            ]
        },
        "order": {
            "option": [
                {"id": "together", "name": "together"},
                {"id": "steps", "name": "step by step", "instalments": 2},
                {"id": "alfa-first", "name": "Alfa first", "first": ["alfa"]},
            ]
        },
        "round": [
            {
                "id": f"r{n}",
                "title": f"Round {n}",
                "date": f"Day {n}",
                "phases": {"situation": 30, "caucus": 60, "negotiation": 120, "decision": 61},
            }
            for n in range(1, 5)
        ],
        "inject": [
            {
                "id": "flood",
                "title": "Flood",
                "text": "Water rises.",
                "round": 2,
                "effects": {"tension": 5},
            },
            {
                "id": "whisper",
                "title": "Whisper",
                "text": "WHISPER-TO-BRAVO",
                "round": 1,
                "to": ["bravo"],
                "effects": {"walk_away": {"bravo": 0.113}},
            },
            {
                "id": "thaw",
                "title": "Thaw",
                "text": "It worked.",
                "when": {"performed": {"raids": "stop"}},
                "effects": {"tension": -1},
            },
            {
                "id": "drought",
                "title": "Drought",
                "text": "No rain.",
                "manual": True,
                "effects": {
                    "forbid": {"dam": "open"},
                    "points": [{"issue": "dam", "option": "half", "points": {"bravo": 2}}],
                },
            },
        ],
        "ending": [
            {
                "id": "broken",
                "title": "Broken",
                "text": "A word was broken.",
                "when": {"breached": {}},
            },
            {
                "id": "kept",
                "title": "Kept",
                "text": "The raids stopped.",
                "when": {"performed": {"raids": "stop"}},
            },
            {"id": "paper", "title": "Paper", "text": "Words.", "when": {"signed": {}}},
            {"id": "nothing", "title": "Nothing", "text": "Nothing came of it."},
        ],
        "question": [
            {"id": "why", "text": "Why?"},
            {"id": "fair", "text": "Fair?", "kind": "rating"},
            {"id": "mine", "text": "Only you?", "for": ["alfa"]},
        ],
        **changes,
    }


class Game:
    """A table without a journal: moves in, events and state out; it verifies every group."""

    def __init__(
        self,
        clocks: bool = False,
        rules: int = RULES,
        exercise: Exercise | None = None,
        **changes: Any,
    ) -> None:
        self.exercise = exercise or Exercise.model_validate(document(**changes))
        first = opening(self.exercise, AT, clocks=clocks)
        self.state: State = apply(initial(self.exercise, rules), first)
        self.events: list[AnyEvent] = [first]
        self.at = AT

    def do(self, by: str, do: str, **fields: Any) -> tuple[AnyEvent, ...]:
        """Make a move."""
        action = read_action({"by": by, "do": do, **fields})
        group, after = decide(self.state, action, self.at)
        assert rederive(self.state, group) == (None, after)
        for event in group:
            self.state = apply(self.state, event)
        assert self.state == after, "applying what was decided makes the state that was decided"
        self.events.extend(group)
        return group

    def refused(self, by: str, do: str, **fields: Any) -> str:
        """Return the sentence with which a move is refused; assert that nothing changed."""
        with pytest.raises(NotAllowed) as refusal:
            decide(self.state, read_action({"by": by, "do": do, **fields}), self.at)
        return refusal.value.sentence

    def seated(self) -> Game:
        for one in self.exercise.delegations:
            self.do("facilitator", "assign", seat=one.id, delegation=one.id, name=one.name)
        return self

    def to(self, stage: str, number: int | None = None) -> Game:
        """Advance to a phase (of a round)."""
        while self.state.stage != stage or number not in (None, self.state.round):
            self.do("facilitator", "advance")
        return self

    def offer(self, by: str, *signers: str, **package: Any) -> str:
        """Table an offer and have it signed; return its id."""
        fields = {key: package.pop(key) for key in ("to", "public", "reply_to") if key in package}
        settled = {key.replace("_", "-"): option for key, option in package.items()}
        self.do(by, "offer", package=settled, **fields)
        id = f"O{self.state.offers_made}"
        for one in signers:
            self.do(one, "sign", offer=id)
        return id

    def status(self, offer: str) -> str:
        return self.state.offers[offer].status

    def needed(self, offer: str) -> tuple[str, ...]:
        return self.state.offers[offer].needed

    def kinds(self, group: tuple[AnyEvent, ...]) -> list[str]:
        return [event.kind for event in group]

    def again(self) -> State:
        """Return the state folded from the events alone."""
        return fold(self.exercise, self.events, self.state.rules)


def at_negotiation(**changes: Any) -> Game:
    """Return a game with everybody seated, in its first negotiation."""
    return Game(**changes).seated().to("negotiation")


SWAP: Mapping[str, str] = {"treaty": "signed", "dam": "half", "raids": "stop"}
