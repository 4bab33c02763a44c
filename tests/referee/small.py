"""A small exercise whose every figure can be computed by hand."""

from __future__ import annotations

from typing import Any

from tabletop.exercise.model import Exercise
from tabletop.referee import Score, ValueLine

ALFA_TRUSTS_BRAVO = 0.2
BRAVO_TRUSTS_ALFA = 0.4
CHARLIE_TRUSTS_ALFA = 0.6
CHARLIE_TRUSTS_BRAVO = 0.8


def table(**changes: Any) -> dict[str, Any]:
    """Return the exercise as its file would give it; `changes` replace whole keys."""
    return {
        "format": 1,
        "id": "small",
        "title": "Small",
        "delegation": [
            {
                "id": "alfa",
                "name": "Alfa",
                "counterparts": ["bravo"],
                "walk_away": 3,
                "urgency": [1.0, 0.5],
                "trust": {"bravo": 20, "charlie": 50},
                "red_line": [{"when": {"base": "closed"}, "because": "the base stays open"}],
            },
            {
                "id": "bravo",
                "name": "Bravo",
                "counterparts": ["alfa"],
                "walk_away": [5, 2],
                "trust": {"alfa": 40, "charlie": 10},
            },
            {"id": "charlie", "name": "Charlie", "trust": {"alfa": 60, "bravo": 80}},
        ],
        "issue": [
            {
                "id": "text",
                "name": "Text",
                "by": [],
                "option": [
                    {"id": "none", "name": "none"},
                    {"id": "signed", "name": "signed", "points": {"alfa": 10, "bravo": -4}},
                    {
                        "id": "guaranteed",
                        "name": "signed and guaranteed",
                        "points": {"alfa": 10},
                        "assurance": 0.25,
                        "tension": -5,
                    },
                ],
            },
            {
                "id": "base",
                "name": "Base",
                "by": ["alfa"],
                "requires": {"text": "!= none"},
                "option": [
                    {"id": "open", "name": "open"},
                    {
                        "id": "closed",
                        "name": "closed",
                        "points": {"alfa": -40, "bravo": 50},
                        "tension": -20,
                    },
                ],
            },
            {
                "id": "drills",
                "name": "Drills",
                "by": ["alfa"],
                "option": [
                    {"id": "held", "name": "held"},
                    {
                        "id": "halved",
                        "name": "halved",
                        "points": {"alfa": -4, "bravo": 8},
                        "tension": -3,
                    },
                    {
                        "id": "halted",
                        "name": "halted",
                        "points": {"alfa": -10, "bravo": 20, "charlie": -3},
                        "tension": -8,
                    },
                ],
            },
            {
                "id": "tests",
                "name": "Tests",
                "by": ["bravo"],
                "option": [
                    {"id": "free", "name": "free"},
                    {
                        "id": "stopped",
                        "name": "stopped",
                        "points": {"alfa": 30, "bravo": -12, "charlie": 5},
                        "tension": -10,
                    },
                ],
            },
            {
                "id": "relief",
                "name": "Relief",
                "by": ["alfa", "bravo"],
                "option": [
                    {"id": "none", "name": "none"},
                    {
                        "id": "sent",
                        "name": "sent",
                        "points": {"alfa": 6, "bravo": 2, "charlie": 7},
                    },
                ],
            },
        ],
        "form": {
            "option": [
                {"id": "words", "name": "words"},
                {
                    "id": "treaty",
                    "name": "treaty",
                    "points": {"alfa": -2, "bravo": 4},
                    "assurance": 0.5,
                    "requires": {"text": "!= none"},
                },
            ]
        },
        "order": {
            "option": [
                {"id": "together", "name": "together"},
                {"id": "steps", "name": "step by step", "instalments": 2},
                {"id": "alfa-first", "name": "Alfa first", "first": ["alfa"]},
                {"id": "sworn", "name": "sworn", "assurance": 0.7, "points": {"alfa": 1}},
            ]
        },
        "interaction": [
            {
                "id": "swap",
                "when": {"drills": ">= halved", "tests": "stopped"},
                "points": {"alfa": 8, "bravo": -6, "charlie": 10},
                "because": "drills for tests",
                "doubt": True,
            },
            {
                "id": "frame",
                "when": {"text": ">= signed", "drills": "halted"},
                "points": {"alfa": 5, "bravo": -2},
                "because": "the text gives the halt a frame",
            },
        ],
        "agreement": {
            "signatories": ["alfa"],
            "also": [{"delegation": "charlie", "when": {"text": "guaranteed"}}],
        },
        "round": [
            {"id": "one", "title": "One", "date": "January"},
            {"id": "two", "title": "Two", "date": "February"},
            {"id": "three", "title": "Three", "date": "March"},
        ],
        **changes,
    }


def exercise(**changes: Any) -> Exercise:
    """Return the small exercise with whole keys of its file replaced."""
    return Exercise.model_validate(table(**changes))


def line(score: Score, source: str) -> ValueLine:
    """Return the one line of a ledger about `source`."""
    (found,) = [one for one in score.ledger if one.source == source]
    return found


def sources(score: Score) -> list[str]:
    """Return the sources of a ledger's lines, in order."""
    return [one.source for one in score.ledger]
