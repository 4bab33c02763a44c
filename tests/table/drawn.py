"""Small exercises drawn from a seed, with whatever the format allows, and short enough to be
played thousands of times: what is rare in exercises that people write is common here.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any, TypeVar

import tomli_w

from tabletop.errors import FaultyExercise
from tabletop.exercise.loading import read_exercise

T = TypeVar("T")
IDS = ("alfa", "bravo", "charlie", "delta")
PHASES = ("situation", "caucus", "negotiation", "decision", "ruling")


def drawn_source(seed: int) -> str:
    """Return the exercise of a seed as text: the first of its attempts without a fault."""
    chance = Random(seed)
    while True:
        source = tomli_w.dumps(Author(chance).document())
        try:
            read_exercise(source)
        except FaultyExercise:
            continue
        return source


class Author:
    """Makes up an exercise."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._ids = IDS[: chance.choice((2, 2, 3, 3, 4))]
        self._choices: dict[str, list[str]] = {}

    def document(self) -> dict[str, Any]:
        issues = [self._issue(number) for number in range(self._chance.randint(1, 4))]
        for issue in issues:
            self._choices[issue["id"]] = self._options_of(issue)
        if len(issues) > 1:
            for issue in issues:
                if self._may(0.15):
                    issue["requires"] = self._condition(apart_from=issue["id"])
        found: dict[str, Any] = {
            "format": 1,
            "id": "drawn",
            "title": "Drawn",
            "issue": issues,
            "agreement": self._agreement(),
        }
        if self._may(0.5):
            found["form"] = {"option": [self._form(n) for n in range(self._one((1, 2, 3)))]}
            self._choices["form"] = [option["id"] for option in found["form"]["option"]]
        if self._may(0.7):
            found["order"] = {"option": [self._order(n) for n in range(self._one((2, 3, 4)))]}
            self._choices["order"] = [option["id"] for option in found["order"]["option"]]
        found["delegation"] = [self._delegation(one) for one in self._ids]
        if self._may(0.4):
            found["interaction"] = [
                {
                    "id": "both",
                    "when": self._condition(),
                    "points": self._points(),
                    "because": "Both together",
                    "doubt": self._may(0.5),
                }
            ]
        found["round"] = self._calendar()
        rounds = len(found["round"])
        found["inject"] = [self._inject(n, rounds) for n in range(self._one((0, 1, 2, 4)))]
        found["ending"] = [
            *(
                {"id": f"e{n}", "title": f"E {n}", "text": "So.", "when": self._played(rounds)}
                for n in range(self._one((0, 1, 2)))
            ),
            {"id": "last", "title": "Last", "text": "So it ended."},
        ]
        found["question"] = [
            {"id": "why", "text": "Why?"},
            {"id": "fair", "text": "Fair?", "kind": "rating", "for": [self._one(self._ids)]},
        ]
        if self._may(0.3):
            found["referee"] = {"crisis_at": self._one((52, 60)), "fade": self._one((0, 1, 0.5))}
        return found

    def _calendar(self) -> list[dict[str, Any]]:
        rounds = self._one((1, 2, 3, 3, 4))
        clocked = self._may(0.4)
        return [
            {
                "id": f"r{number}",
                "title": f"Round {number}",
                "date": f"Day {number}",
                "phases": {phase: 60 for phase in PHASES if clocked and self._may(0.6)},
            }
            for number in range(1, rounds + 1)
        ]

    def _options_of(self, issue: dict[str, Any]) -> list[str]:
        return [option["id"] for option in issue["option"]]

    def _may(self, share: float) -> bool:
        return self._chance.random() < share

    def _one(self, known: Sequence[T]) -> T:
        return self._chance.choice(known)

    def _some(self, known: Sequence[str], most: int) -> list[str]:
        return self._chance.sample(known, min(len(known), self._chance.randint(0, most)))

    def _points(self) -> dict[str, float]:
        return {one: float(self._chance.randint(-20, 20)) for one in self._some(self._ids, 4)}

    def _issue(self, number: int) -> dict[str, Any]:
        id = f"i{number}"
        by = self._some(self._ids, self._one((0, 1, 1, 1, 2, 3)))
        options: list[dict[str, Any]] = [{"id": f"{id}-0", "name": f"{id} as it is"}]
        options += [
            {
                "id": f"{id}-{place}",
                "name": f"{id} at {place}",
                "points": self._points(),
                "tension": self._one((0, 0, -5, 8)),
                "assurance": self._one((0.0, 0.0, 0.2)),
            }
            for place in range(1, self._one((2, 3, 3, 4)))
        ]
        return {"id": id, "name": f"Issue {number}", "by": by, "option": options}

    def _condition(self, apart_from: str = "") -> dict[str, Any]:
        known = [one for one in self._choices if one != apart_from]
        found: dict[str, Any] = {}
        for choice in self._chance.sample(known, self._chance.randint(1, min(2, len(known)))):
            options = self._choices[choice]
            sign, option = self._one(("", "", ">= ", "<= ", "!= ")), self._one(options)
            found[choice] = int(option) if option.isdigit() and not sign else f"{sign}{option}"
        return found

    def _form(self, number: int) -> dict[str, Any]:
        found: dict[str, Any] = {"id": f"f{number}", "name": f"Form {number}"}
        found["points"] = self._points() if self._may(0.3) else {}
        found["assurance"] = self._one((0.0, 0.3, 0.9))
        if number and self._may(0.2):
            found["requires"] = self._condition()
        return found

    def _order(self, number: int) -> dict[str, Any]:
        found = {**self._form(number), "id": f"o{number}", "name": f"Order {number}"}
        if number:
            found["first"] = self._some(self._ids, self._one((0, 1, 2)))
            found["instalments"] = self._one((1, 2))
        return found

    def _delegation(self, one: str) -> dict[str, Any]:
        others = [other for other in self._ids if other != one]
        found: dict[str, Any] = {
            "id": one,
            "name": one.title(),
            "walk_away": self._one((0.0, 4.0, -6.0, 30.0)),
            "counterparts": self._some(others, 2),
            "trust": {other: float(self._chance.randint(0, 100)) for other in others},
            "urgency": self._one(([], [1.0, 0.7, 0.4])),
        }
        if self._may(0.2):
            found["red_line"] = [{"when": self._condition(), "because": "Never"}]
        return found

    def _agreement(self) -> dict[str, Any]:
        found: dict[str, Any] = {"signatories": self._some(self._ids, len(self._ids))}
        found["rule"] = self._one(("all", "all", "all", "majority", 1, 2, 3))
        if self._may(0.3):
            also = {"delegation": self._one(self._ids), "when": self._condition()}
            found["also"] = [also]
        return found

    def _played(self, rounds: int) -> dict[str, Any]:
        """Return a condition on play."""
        kinds = ("signed", "performed", "breached", "level", "round", "below", "not")
        return self._condition_of(self._one(kinds), rounds)

    def _condition_of(self, kind: str, rounds: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        if kind in ("signed", "performed", "breached"):
            found[kind] = self._condition() if self._may(0.6) else {}
        elif kind == "level":
            found[self._one(("tension_at_least", "tension_at_most"))] = self._one((40, 55, 70))
        elif kind == "round":
            found["round_at_least"] = self._chance.randint(1, rounds)
        elif kind == "below":
            found["below_walk_away"] = [self._one(self._ids)]
        else:
            found["not"] = {"signed": self._condition()}
        return found

    def _inject(self, number: int, rounds: int) -> dict[str, Any]:
        found: dict[str, Any] = {
            "id": f"n{number}",
            "title": f"Inject {number}",
            "text": "Something happens.",
            "phase": self._one(PHASES),
            "effects": self._effects(),
        }
        if self._may(0.3):
            found["manual"] = True
        elif self._may(0.5):
            found["round"] = self._chance.randint(1, rounds)
        else:
            found["when"] = self._played(rounds)
        if self._may(0.3):
            found["to"] = [self._one(self._ids)]
        return found

    def _effects(self) -> dict[str, Any]:
        one, other = self._chance.sample(self._ids, 2)
        issue = self._one([choice for choice in self._choices if choice.startswith("i")])
        return self._one(
            (
                {},
                {"tension": self._one((30, -30))},
                {"trust": {f"{one}-{other}": self._one((40, -40))}},
                {"walk_away": {one: 7.0}, "urgency": {other: 0.5}},
                {"forbid": self._condition()},
                {"points": [{"issue": issue, "option": f"{issue}-1", "points": {one: 9.0}}]},
            )
        )
