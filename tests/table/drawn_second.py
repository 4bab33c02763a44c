"""Small exercises of format 2 drawn from a seed: each has some of the parts that an exercise can
have and lacks others, since what is rare among exercises that people write is common here.
"""

from __future__ import annotations

from random import Random
from typing import Any

import tomli_w

from tabletop.errors import FaultyExercise
from tabletop.exercise.loading import read_exercise
from tests.table.drawn import PHASES, Author

OF_A_CLIMATE = {"assurance", "tension", "first", "instalments", "doubt", "counterparts", "trust"}
OF_POINTS = {"points", "walk_away", "urgency", "red_line", "interaction"}


def drawn_second_source(seed: int) -> str:
    """Return the exercise of a seed as text: the first of its attempts without a fault."""
    chance = Random(seed)
    while True:
        source = tomli_w.dumps(_Second(chance).document())
        try:
            read_exercise(source)
        except FaultyExercise:
            continue
        return source


class _Second(Author):
    """Makes up an exercise of the second format."""

    def __init__(self, chance: Random) -> None:
        super().__init__(chance)
        self._offers = self._may(0.85)
        self._whole = self._offers and self._may(0.25)
        self._climate = self._offers and not self._whole and self._may(0.4)
        self._points_there = self._may(0.7)
        self._decisions: dict[str, list[str]] = {}
        self._phases = [one for one in PHASES if self._may(0.75)]
        must = {"negotiation": self._offers, "decision": self._climate or not self._offers}
        self._phases += [one for one in PHASES if must.get(one) and one not in self._phases]
        self._rounds = self._one((1, 2, 2, 3))

    def document(self) -> dict[str, Any]:
        found = super().document()
        found["format"] = 2
        if self._whole:
            found["whole"] = True
        referee = found.pop("referee", {})
        trust = {
            f"{one['id']}-{other}": level
            for one in found["delegation"]
            for other, level in one.pop("trust").items()
        }
        if self._climate:
            found["climate"] = {"tension": 50.0, "trust": trust, **referee}
        if not self._offers:
            for key in ("issue", "agreement", "form", "order", "interaction"):
                found.pop(key, None)
            for one in found["delegation"]:
                one.pop("red_line", None)
        if self._may(0.5):
            found["speakers"] = self._speakers()
        if self._may(0.5):
            found["objective"] = [
                {"id": "plan", "text": "To plan", "tasks": ["Ask", "Write"], "scale": "performed"},
                {"id": "talk", "text": "To talk"},
            ]
        if self._decisions:
            found["decision"] = self._asked
        if not self._climate:
            _without(found, OF_A_CLIMATE)
        if not self._points_there:
            _without(found, OF_POINTS)
        return found

    def _calendar(self) -> list[dict[str, Any]]:
        clocked = self._may(0.6)
        # Conditions of what follows ask for decisions, so these are made up first.
        self._asked: list[dict[str, Any]] = []
        for number in range(self._one((0, 1, 2, 3)) if self._offers else self._one((1, 2, 4))):
            self._asked.append(self._decision(number))
            self._decisions[f"d{number}"] = [f"d{number}-{place}" for place in range(2)]
        return [
            {
                "id": f"r{number}",
                "title": f"Round {number}",
                "date": f"Day {number}",
                "phases": {
                    phase: self._one((60, 300)) if clocked and self._may(0.6) else 0
                    for phase in self._phases
                },
                "question": [self._question(number, n) for n in range(self._one((0, 0, 1, 2)))],
            }
            for number in range(1, self._rounds + 1)
        ]

    def _question(self, round: int, number: int) -> dict[str, Any]:
        found: dict[str, Any] = {"id": f"q{round}-{number}", "text": "What now?"}
        found["kind"] = self._one(("text", "text", "rating"))
        found["shown"] = self._one(("debrief", "afterwards"))
        if self._may(0.4):
            found["for"] = [self._one(self._ids)]
        if self._may(0.4):
            found["phase"] = self._deciding()
        return found

    def _deciding(self) -> str:
        return self._one([one for one in self._phases if one in PHASES[1:4]])

    def _decision(self, number: int) -> dict[str, Any]:
        found: dict[str, Any] = {"id": f"d{number}", "name": f"Decision {number}"}
        found |= {"by": self._one(self._ids), "phase": self._deciding()}
        found |= {"secret": self._may(0.4), "final": self._may(0.4)}
        found["option"] = [
            {
                "id": f"d{number}-{place}",
                "name": f"Way {place} of {number}",
                "points": self._points() if self._may(0.5) else {},
                "effects": self._effects() if self._may(0.5) else {},
            }
            for place in range(2)
        ]
        if self._may(0.6):
            found["round"] = self._chance.randint(1, self._rounds)
        if self._may(0.3):
            found["when"] = self._played(self._rounds)
        if self._may(0.3):
            found["vote"] = True
        if self._may(0.3):
            found["default"] = f"d{number}-0"
        return found

    def _speakers(self) -> dict[str, Any]:
        motions = ["next-phase", "longer-phase", "close-debate", "other"]
        return {
            "seconds": self._one((0, 20, 60)),
            "motions": self._some(motions, 4),
            "rule": self._one(("majority", "all", "two-thirds", 1)),
        }

    def _issue(self, number: int) -> dict[str, Any]:
        found = super()._issue(number)
        if self._whole:
            found["option"][0]["points"] = self._points()
        if not self._may(0.3):
            return found
        del found["option"]
        step = self._one((1, 5))
        found["range"] = {"from": 0, "to": 4 * step, "step": step, "unit": "EUR"}
        first = 3.0 if self._whole else 0.0
        found["points"] = {
            one: [[0, first], [4 * step, float(self._chance.randint(-20, 20))]]
            for one in self._some(self._ids, 3)
        }
        return found

    def _options_of(self, issue: dict[str, Any]) -> list[str]:
        if "range" not in issue:
            return super()._options_of(issue)
        return [str(issue["range"]["step"] * place) for place in range(5)]

    def _delegation(self, one: str) -> dict[str, Any]:
        found = {**super()._delegation(one), "secret_brief": f"BRIEF-OF-{one}."}
        if found["urgency"]:
            found["urgency"] = [self._one((1.0, 0.7, 0.4)) for _ in range(self._rounds)]
        if not self._offers:
            found.pop("walk_away", None)
        if self._may(0.4):
            issue = self._one([choice for choice in self._choices if choice.startswith("i")])
            found["role"] = [
                {"id": "chief", "name": "Chief"},
                {"id": "clerk", "name": "Clerk", "secret_brief": f"ROLE-OF-{one}."},
            ]
            if self._offers and self._points_there and not self._choices[issue][0].isdigit():
                found["role"][1]["points"] = {issue: {self._choices[issue][1]: 4.0}}
                found["role"][1]["walk_away"] = 2.0
        return found

    def _agreement(self) -> dict[str, Any]:
        found = super()._agreement()
        found["signatories"] = found["signatories"] or list(self._ids)
        found["rule"] = self._one(("all", "majority", "two-thirds", 1, 2, 0.6))
        if self._may(0.3):
            found["veto"] = [self._one(self._ids)]
        if self._may(0.3):
            found["weights"] = {one: self._chance.randint(0, 5) for one in self._ids}
            found["votes"] = self._one(("majority", 0.65, 2))
        if self._may(0.2):
            found["proposer"] = True
        if self._may(0.6):
            found["by"] = "vote"
            found["ballot"] = self._one(("recorded", "recorded", "roll-call"))
            found["of"] = self._one(("members", "voting"))
        return found

    def _played(self, rounds: int) -> dict[str, Any]:
        kinds = ["round", "round"]
        if self._decisions:
            kinds += ["decided", "decided", "undecided"]
        if self._offers:
            kinds += ["signed", "not", "performed"]
        if self._climate:
            kinds += ["breached", "level"]
        if self._points_there:
            kinds += ["below"]
        return self._condition_of(self._one(kinds), rounds)

    def _condition_of(self, kind: str, rounds: int) -> dict[str, Any]:
        if kind == "decided":
            decision = self._one(list(self._decisions))
            return {"decided": {decision: self._one(self._decisions[decision])}}
        if kind == "undecided":
            return {"undecided": [self._one(list(self._decisions))]}
        return super()._condition_of(kind, rounds)

    def _inject(self, number: int, rounds: int) -> dict[str, Any]:
        found = super()._inject(number, rounds)
        found |= {"text": f"NEWS-OF-n{number}.", "expected": f"EXPECTED-OF-n{number}."}
        found["phase"] = self._one(self._phases)
        if self._may(0.5):
            found.pop("manual", None)
            found["at"] = self._one((0, 1, 1, 2, 4))
            found["auto"] = self._may(0.6)
        if number and self._may(0.4):
            found["after"] = f"n{self._chance.randrange(number)}"
            for key in ("round", "phase", "when", "manual"):
                found.pop(key, None)
        if self._may(0.4):
            found |= {"channel": "phone", "owner": self._one(("facilitator", *self._ids))}
        return found

    def _effects(self) -> dict[str, Any]:
        one, other = self._chance.sample(self._ids, 2)
        known: list[dict[str, Any]] = [{}]
        if self._climate:
            known += [{"tension": 30}, {"trust": {f"{one}-{other}": -40}}]
        if self._points_there:
            known += [{"walk_away": {one: 7.0}, "urgency": {other: 0.5}}]
        if self._offers:
            known += [{"forbid": self._condition()}]
        return self._one(known)


def _without(table: Any, keys: set[str]) -> None:
    """Leave keys out, however deep they are."""
    if isinstance(table, list):
        for one in table:
            _without(one, keys)
    elif isinstance(table, dict):
        for key in [*table]:
            if key in keys:
                del table[key]
            else:
                _without(table[key], keys)
