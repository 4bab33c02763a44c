"""docs/formulas.md as plain loops over what tomllib reads: the oracle for other tests.

Nothing here knows the tabletop package, so that the two can only agree by both being right. A
package is a flat mapping of every issue, `form` and `order` to an option; trust maps (of, toward)
to 0..100; rounds count from 1.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

Raw: TypeAlias = dict[str, Any]
"""An exercise file as tomllib reads it."""
Package: TypeAlias = Mapping[str, str]
Trust: TypeAlias = Mapping[tuple[str, str], float]
Condition: TypeAlias = Mapping[str, str | list[str]]

KOREA = Path(__file__).parents[2] / "exercises" / "korea-end-of-war.toml"
SMALLEST = 1e-9
"""Less than this is rounding: a package worth its walk-away but for it is acceptable."""


def load(path: Path = KOREA) -> Raw:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def by_id(rows: Sequence[Raw], id: str) -> Raw:
    return next(row for row in rows if row["id"] == id)


def choices(ex: Raw) -> dict[str, list[str]]:
    """Every issue, form and order with its options in the order of the file."""
    found = {issue["id"]: [o["id"] for o in issue["option"]] for issue in ex["issue"]}
    found["form"] = [o["id"] for o in ex["form"]["option"]]
    found["order"] = [o["id"] for o in ex["order"]["option"]]
    return found


def package(ex: Raw, **moved: str) -> dict[str, str]:
    """Return the status quo with the given choices (`_` stands for `-`)."""
    return {choice: options[0] for choice, options in choices(ex).items()} | {
        choice.replace("_", "-"): option for choice, option in moved.items()
    }


def opening_trust(ex: Raw) -> dict[tuple[str, str], float]:
    ids = [d["id"] for d in ex["delegation"]]
    trust = ex["climate"]["trust"]
    return {(a, b): trust[f"{a}-{b}"] for a in ids for b in ids if a != b}


def walk_away(ex: Raw, delegation: str, round_number: int) -> float:
    return _in_round(by_id(ex["delegation"], delegation)["walk_away"], round_number)


def _in_round(numbers: float | list[float], round_number: int) -> float:
    return float(numbers[round_number - 1] if isinstance(numbers, list) else numbers)


def allowed(ex: Raw, choice: str, test: str | list[str]) -> set[str]:
    """The options of an issue, form or order that meet one row of a condition."""
    options = choices(ex)[choice]
    if isinstance(test, list):
        return set().union(*(allowed(ex, choice, one) for one in test))
    for sign in (">= ", "<= ", "!= "):
        if test.startswith(sign):
            place = options.index(test.removeprefix(sign))
            return set(
                {
                    ">= ": options[place:],
                    "<= ": options[: place + 1],
                    "!= ": options[:place] + options[place + 1 :],
                }[sign]
            )
    if test not in options:
        raise ValueError(test)
    return {test}


def meets(ex: Raw, x: Package, condition: Condition) -> bool:
    return all(x[choice] in allowed(ex, choice, test) for choice, test in condition.items())


def moved(issue: Raw, x: Package) -> bool:
    return bool(x[issue["id"]] != issue["option"][0]["id"])


def acting(ex: Raw, x: Package) -> set[str]:
    """Return the delegations that promise an act."""
    return {d for issue in ex["issue"] if moved(issue, x) for d in issue.get("by", [])}


def feasible(ex: Raw, x: Package, forbidden: Sequence[Condition] = ()) -> bool:
    for issue in ex["issue"]:
        if moved(issue, x) and not meets(ex, x, issue.get("requires", {})):
            return False
    form = by_id(ex["form"]["option"], x["form"])
    order = by_id(ex["order"]["option"], x["order"])
    if not meets(ex, x, form.get("requires", {})) or not meets(ex, x, order.get("requires", {})):
        return False
    if any(meets(ex, x, condition) for condition in forbidden):
        return False
    return order_feasible(ex, order, acting(ex, x))


def order_feasible(ex: Raw, order: Raw, acts: Set[str]) -> bool:
    """Whether both sides promise acts, where an order asks for that."""
    first = set(order.get("first", []))
    if first and not (acts & first and acts - first):
        return False
    return order.get("instalments", 1) == 1 or any(
        d["id"] in acts and acts & set(d["counterparts"]) for d in ex["delegation"]
    )


def assurance(ex: Raw, x: Package) -> float:
    """k(x)."""
    chosen = [by_id(issue["option"], x[issue["id"]]) for issue in ex["issue"]]
    chosen += [by_id(ex[what]["option"], x[what]) for what in ("form", "order")]
    return float(min(0.9, sum(option.get("assurance", 0) for option in chosen)))


def exposure(order: Raw, delegation: str, answered: bool) -> float:
    """e: how much of its own acts a delegation has lost if the other side does not deliver.

    `answered` says that one of its counterparts promises an act at all.
    """
    if not answered:
        return 1.0
    if order.get("first"):
        return 1.0 if delegation in order["first"] else 0.0
    return 0.3 if order.get("instalments", 1) == 1 else 0.2


@dataclass(frozen=True)
class Reading:
    """Everything that a delegation's factors for a package depend on."""

    delegation: str
    counterparts: Sequence[str]
    trust: Trust
    urgency: float
    delay: float
    assured: float
    exposed: float

    def relied(self, others: Sequence[str]) -> float:
        """p(T(d, C)); with nobody to wait for there is nothing to doubt."""
        lowest = min((self.trust[self.delegation, c] / 100 for c in others), default=1.0)
        return lowest + (1 - lowest) * self.assured

    def worth(self, points: float, by: Sequence[str] = ()) -> float:
        """Return the value of points for an issue, a form or an order with the performers `by`."""
        if points > 0:
            theirs = by and self.delegation not in by
            return points * self.urgency * (self.delay * self.relied(by) if theirs else 1)
        if self.delegation in by:
            p = self.relied(self.counterparts)
            return points * (p + (1 - p) * self.exposed)
        return points

    def combined(self, points: float, doubt: bool) -> float:
        """Return the value of points for an interaction."""
        if points <= 0:
            return points
        relied = self.relied(self.counterparts)
        return points * self.urgency * (self.delay * relied if doubt else 1)


def read(ex: Raw, x: Package, delegation: str, round_number: int, trust: Trust) -> Reading:
    d = by_id(ex["delegation"], delegation)
    order = by_id(ex["order"]["option"], x["order"])
    answered = bool(acting(ex, x) & set(d["counterparts"]))
    return Reading(
        delegation,
        d["counterparts"],
        trust,
        _in_round(d.get("urgency", 1), round_number),
        0.92 if order.get("instalments", 1) == 2 else 1.0,
        assurance(ex, x),
        exposure(order, delegation, answered),
    )


def value(ex: Raw, x: Package, delegation: str, round_number: int, trust: Trust) -> float:
    """value_d(x, r)."""
    reading = read(ex, x, delegation, round_number, trust)
    total = 0.0
    for issue in ex["issue"]:
        option = by_id(issue["option"], x[issue["id"]])
        total += reading.worth(points_of(option, delegation), issue.get("by", []))
    for what in ("form", "order"):
        option = by_id(ex[what]["option"], x[what])
        total += reading.worth(points_of(option, delegation))
    for one in ex.get("interaction", []):
        if meets(ex, x, one["when"]):
            total += reading.combined(points_of(one, delegation), one.get("doubt", False))
    return total


def points_of(row: Raw, delegation: str) -> float:
    return float(row.get("points", {}).get(delegation, 0))


def red_lines(ex: Raw, x: Package, delegation: str) -> list[str]:
    lines = by_id(ex["delegation"], delegation).get("red_line", [])
    return [line["because"] for line in lines if meets(ex, x, line["when"])]


def acceptable(ex: Raw, x: Package, delegation: str, round_number: int, trust: Trust) -> bool:
    enough = value(ex, x, delegation, round_number, trust) >= (
        walk_away(ex, delegation, round_number) - SMALLEST
    )
    return enough and not red_lines(ex, x, delegation)


def forbidden(ex: Raw, round_number: int) -> list[Condition]:
    """Return what scheduled injects forbid at a table that has agreed on nothing."""
    return [
        inject["effects"]["forbid"]
        for inject in ex.get("inject", [])
        if inject.get("round", round_number + 1) <= round_number
        and not inject.get("manual", False)
        and "forbid" in inject.get("effects", {})
        and untouched_meets(ex, inject.get("when", {}), inject["round"])
    ]


def untouched_meets(ex: Raw, when: Raw, round_number: int) -> bool:
    """Return whether a condition on play holds at a table where nothing was agreed or done.

    Raises `ValueError` where that depends on the climate, which is no plain matter.
    """
    answers: dict[str, Callable[[Any], bool]] = {
        "signed": lambda _: False,
        "performed": lambda asked: bool(asked) and meets(ex, package(ex), asked),
        "breached": lambda _: False,
        "in_breach": lambda _: False,
        "round_at_least": lambda least: round_number >= least,
        "any": lambda some: any(untouched_meets(ex, one, round_number) for one in some),
        "not": lambda one: not untouched_meets(ex, one, round_number),
    }
    unknown = set(when) - set(answers)
    if unknown:
        raise ValueError(f"not decided by an untouched table alone: {sorted(unknown)}")
    return all(answers[key](asked) for key, asked in when.items())
