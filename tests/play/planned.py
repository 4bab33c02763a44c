"""A small exercise with planned injects and questions, and a table of it whose clock tests turn."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from tabletop.exercise.model import Exercise
from tabletop.play.queries.clock import moment
from tabletop.stopwatch import Stopwatch
from tests.play.game import Game


def document(*injects: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """The exercise as a file would give it; each inject needs an id only."""
    return {
        "format": 2,
        "id": "crisis",
        "title": "The crisis",
        "delegation": [
            {"id": "clinic", "name": "Clinic", "secret_brief": "S"},
            {"id": "press", "name": "Press", "secret_brief": "S"},
        ],
        "agreement": {"signatories": ["clinic", "press"]},
        "issue": [
            {
                "id": "truce",
                "name": "Truce",
                "option": [{"id": "no", "name": "no"}, {"id": "yes", "name": "yes"}],
            }
        ],
        "round": [
            {
                "id": f"r{number}",
                "title": f"Module {number}",
                "date": f"Day {number}",
                "phases": {"situation": 300, "negotiation": 1200},
                "question": [
                    {"id": f"next-{number}", "text": f"What do you do on day {number}?"},
                    {
                        "id": f"ready-{number}",
                        "text": "How ready are you?",
                        "kind": "rating",
                        "for": ["clinic"],
                        "phase": "negotiation",
                        "shown": "afterwards",
                    },
                ],
            }
            for number in (1, 2)
        ],
        "inject": [
            {"title": one["id"].title(), "text": f"Of {one['id']}.", **one} for one in injects
        ],
        "ending": [{"id": "end", "title": "The end", "text": "It is over."}],
        "question": [{"id": "why", "text": "Why?"}],
        **changes,
    }


def table(*injects: dict[str, Any], clocks: bool = True, **changes: Any) -> Game:
    """A table with everybody seated, in its first situation."""
    exercise = Exercise.model_validate(document(*injects, **changes))
    return Game(clocks=clocks, exercise=exercise).seated().to("situation")


class Turned(Stopwatch):
    """A clock that tests turn."""

    def __init__(self) -> None:
        self.now = 0

    def read(self) -> int:
        return self.now

    def beat(self) -> int:
        return 0


def later(game: Game, minutes: float) -> None:
    """Let time pass at a table."""
    game.at = moment(datetime.fromisoformat(game.at) + timedelta(minutes=minutes))
