"""An exercise of decisions alone, for tests: a hospital without points, climate or offers."""

from __future__ import annotations

from typing import Any

from tabletop.exercise.model import Exercise
from tests.play.game import Game

PHASES = {"situation": 0, "caucus": 0, "decision": 0}


def decision(id: str, by: str, *options: str, **fields: Any) -> dict[str, Any]:
    named = [{"id": one, "name": one.replace("-", " ")} for one in options]
    return {"id": id, "name": id.capitalize(), "by": by, "option": named, **fields}


def hospital(**changes: Any) -> dict[str, Any]:
    """The exercise as a file of format 2 would give it; `changes` replace whole keys."""
    return {
        "format": 2,
        "id": "hospital",
        "title": "The hospital",
        "delegation": [
            {"id": one, "name": one.capitalize(), "secret_brief": f"SECRET-OF-{one}"}
            for one in ("wards", "board", "press")
        ],
        "decision": [
            decision("divert", "wards", "accept", "send-away", round=1),
            decision("pay", "board", "refuse", "pay", round=1, secret=True),
            decision("tell", "press", "silent", "all", round=1, final=True, default="silent"),
            decision(
                "interview",
                "press",
                "give",
                "decline",
                round=1,
                when={"decided": {"tell": "all"}},
            ),
        ],
        "round": [
            {"id": f"r{n}", "title": f"Day {n}", "date": f"{n} May", "phases": PHASES}
            for n in (1, 2)
        ],
        "inject": [
            {
                "id": "leak",
                "title": "A leak",
                "text": "Files are public.",
                "round": 2,
                "when": {"not": {"decided": {"pay": "pay"}}},
            },
        ],
        "ending": [
            {"id": "paid", "title": "Paid", "text": "P", "when": {"decided": {"pay": "pay"}}},
            {"id": "muddled", "title": "Muddled", "text": "M", "when": {"undecided": ["divert"]}},
            {"id": "held", "title": "Held", "text": "H"},
        ],
        "question": [{"id": "why", "text": "Why?"}],
        **changes,
    }


def deciding(stage: str = "decision", **changes: Any) -> Game:
    """A game of it with everybody seated, in the first phase of that name."""
    exercise = Exercise.model_validate(hospital(**changes))
    return Game(exercise=exercise).seated().to(stage)
