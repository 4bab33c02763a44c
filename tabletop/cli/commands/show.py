"""`tabletop show`: the issues, options and decisions of an exercise with their ids, and the points
of whom one asks.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from tabletop.cli.parsing import Party, party
from tabletop.cli.text import columns, say, say_json
from tabletop.exercise.amounts import AmountIds, between_corners, corners_of
from tabletop.exercise.issues import Issue
from tabletop.exercise.loading import load_exercise
from tabletop.exercise.model import (
    Decision,
    DecisionOption,
    Exercise,
    FormOption,
    Interaction,
    Option,
)
from tabletop.text.lists import listed
from tabletop.text.safe import cut, width

_LEAST_NAME = 24
"""Cells that a name has however narrow a terminal is; rows that need more are wrapped by it."""


def run(asked: argparse.Namespace) -> int:
    exercise = load_exercise(asked.exercise)
    named = [one for given in asked.seats for one in given.split(",") if one.strip()]
    found = {it.key: it for it in (party(one, exercise, "--as") for one in named)}
    shown = _Shown(exercise, tuple(found.values()))
    if asked.json:
        say_json(shown.document())
    else:
        shown.say()
    return 0


class _Shown:
    """An exercise as its author looks things up, with the secrets of some parties."""

    def __init__(self, exercise: Exercise, parties: tuple[Party, ...]) -> None:
        self.exercise = exercise
        self.parties = parties

    # What things are worth

    def _worth(self, whose: Party, choice: str, id: str, points: dict[str, float]) -> float:
        if whose.role is None:
            return points.get(whose.delegation.id, 0.0)
        return whose.role.points.get(choice, {}).get(id, 0.0)

    def _worths(self, choice: str, id: str, points: dict[str, float]) -> dict[str, float]:
        return {one.key: self._worth(one, choice, id, points) for one in self.parties}

    def _corners(self, issue: Issue) -> dict[str, tuple[tuple[int, float], ...]]:
        """Return what a range is worth, as places of its values and points."""
        found: dict[str, tuple[tuple[int, float], ...]] = {}
        for one in self.parties:
            if one.role is None:
                found[one.key] = issue.corners.get(one.delegation.id, ())
            elif isinstance(issue.ids, AmountIds):
                found[one.key] = corners_of(issue.ids, one.role.points.get(issue.id, {}))
        return found

    # The document

    def document(self) -> dict[str, Any]:
        """Return everything as one JSON document. Points are there for whom one asked."""
        exercise = self.exercise
        return {
            "exercise": exercise.id,
            "title": exercise.title,
            "whole": exercise.whole,
            "points_of": [one.key for one in self.parties],
            "delegations": [
                {"id": one.id, "name": one.name, "short": one.tag, "roles": _roles(one.own_roles)}
                for one in exercise.delegations
            ],
            "issues": [self._issue(one) for one in exercise.issues],
            **{
                choice: {
                    "name": table.name,
                    "options": [self._option(choice, one) for one in table.options],
                }
                for choice, table in (("form", exercise.form), ("order", exercise.order))
                if choice in exercise.named
            },
            "decisions": [self._decision(one) for one in exercise.decisions],
            "rounds": [{"id": one.id, "title": one.title} for one in exercise.rounds],
            "secrets": {one.key: self._secrets(one) for one in self.parties},
        }

    def _issue(self, issue: Issue) -> dict[str, Any]:
        quo = None if self.exercise.whole else issue.status_quo
        told = {
            "id": issue.id,
            "name": issue.name,
            "by": list(issue.by),
            "requires": issue.requires,
            "status_quo": quo,
        }
        if issue.range is None:
            return {**told, "options": [self._option(issue.id, one) for one in issue.listed]}
        held, number = issue.range, issue.amounts.number
        return {
            **told,
            "range": {
                "from": held.start,
                "to": held.end,
                "step": held.step,
                "unit": held.unit,
                "before": held.before,
            },
            "points": {
                key: [[number(place), worth] for place, worth in corners]
                for key, corners in self._corners(issue).items()
            },
        }

    def _option(self, choice: str, one: Option | FormOption | DecisionOption) -> dict[str, Any]:
        points = self._worths(choice, one.id, one.points)
        return {"id": one.id, "name": one.name, "summary": one.summary, "points": points}

    def _decision(self, one: Decision) -> dict[str, Any]:
        return {
            "id": one.id,
            "name": one.name,
            "by": one.by,
            "round": one.round,
            "phase": one.phase,
            "options": [self._option(one.id, it) for it in one.options],
        }

    def _secrets(self, whose: Party) -> dict[str, Any]:
        if whose.role is not None:
            return {"walk_away": whose.role.walk_away}
        own = whose.delegation
        return {
            "walk_away": own.walk_away,
            "combinations": [
                {"id": one.id, "because": one.because, "when": one.when, "points": points}
                for one, points in self._combinations(own.id)
            ],
            "red_lines": [{"because": one.because, "when": one.when} for one in own.red_lines],
        }

    def _combinations(self, delegation: str) -> list[tuple[Interaction, float]]:
        return [
            (one, one.points[delegation])
            for one in self.exercise.interactions
            if one.points.get(delegation)
        ]

    # The tables

    def say(self) -> None:
        """Print the tables."""
        exercise = self.exercise
        say(f"{exercise.title} ({exercise.id})")
        say()
        say("Delegations")
        rows = [(f"  {one.id}", one.name) for one in exercise.delegations]
        for row in columns(rows):
            say(row)
        for party_ in exercise.delegations:
            if party_.own_roles:
                names = listed(f"{one.id} ({one.name})" for one in party_.own_roles)
                say(f"  roles of {party_.id}: {names}")
        choices = [row for issue in exercise.issues for row in self._issue_rows(issue)]
        for choice, table in (("form", exercise.form), ("order", exercise.order)):
            if choice in exercise.named:
                choices.append((f"  {choice}", table.name, ""))
                choices += [
                    self._row(choice, one.id, one.name, one.points) for one in table.options
                ]
        self._table("Issues and their options", choices)
        asked = [row for one in exercise.decisions for row in self._decision_rows(one)]
        self._table("Decisions and their options", asked)
        if not self.parties:
            if exercise.has.points:
                self._say_how()
            return
        for one in self.parties:
            self._say_secrets(one)

    def _say_how(self) -> None:
        first = self.exercise.delegations[0].id
        say()
        say(
            "Points, walk-aways and red lines are each delegation's own secret, and left out: "
            f"--as {first} shows those of {self.exercise.delegations[0].name}."
        )

    def _table(self, title: str, rows: Sequence[tuple[str, ...]]) -> None:
        """Print rows of id, name, remark and points below a heading."""
        if not rows:
            return
        heads = [one.delegation.tag if one.role is None else one.role.id for one in self.parties]
        if not self.exercise.has.points:
            heads = []
        full = [(title, "", "", *heads), *(_filled(row, 3 + len(heads)) for row in rows)]
        say()
        numbers = frozenset(range(3, 3 + len(heads)))
        for line in columns(_fitted(full), numbers):
            say(line)

    def _issue_rows(self, issue: Issue) -> Iterable[tuple[str, ...]]:
        yield (f"  {issue.id}", issue.name, f"by {listed(issue.by)}" if issue.by else "")
        if issue.range is None:
            for one in issue.listed:
                yield self._row(issue.id, one.id, one.name, one.points, self._remark(issue, one.id))
            return
        corners, last = self._corners(issue), len(issue.ids) - 1
        # The corners of the others would tell what they are after.
        places = {0, last, *(place for own in corners.values() for place, _ in own)}
        if not self.exercise.whole:
            places.add(issue.quo)
        steps = f"in steps of {issue.amounts.distance(1)}"
        for place in sorted(places):
            id = issue.ids[place]
            quo = self._remark(issue, id)
            worths = [_points(between_corners(own, place)) for own in corners.values()]
            remark = ", ".join(filter(None, (quo, steps if place == 0 else "")))
            yield (f"    {id}", issue.amounts.name(place), remark, *worths)

    def _remark(self, issue: Issue, option: str) -> str:
        return "status quo" if option == issue.status_quo and not self.exercise.whole else ""

    def _row(
        self, choice: str, id: str, name: str, points: dict[str, float], remark: str = ""
    ) -> tuple[str, ...]:
        worths = self._worths(choice, id, points).values()
        return (f"    {id}", name, remark, *map(_points, worths))

    def _decision_rows(self, one: Decision) -> Iterable[tuple[str, ...]]:
        when = f", round {one.round}" if one.round else ""
        yield (f"  {one.id}", one.name, f"by {one.by}{when}")
        for option in one.options:
            remark = "if nobody decides" if option.id == one.default else ""
            yield self._row(one.id, option.id, option.name, option.points, remark)

    def _say_secrets(self, whose: Party) -> None:
        told = self._secrets(whose)
        say()
        if self.exercise.has.points:
            say(f"{whose.name}: walk-away {_level(told['walk_away'])}")
        else:
            say(f"{whose.name}: nothing has points in this exercise")
        for one in told.get("combinations", ()):
            say(f"  {one['points']:+g} {one['because']}: {_condition(one['when'])}")
        for one in told.get("red_lines", ()):
            say(f"  red line, {one['because']}: {_condition(one['when'])}")


def _roles(roles: Iterable[Any]) -> list[dict[str, str]]:
    return [{"id": one.id, "name": one.name} for one in roles]


def _condition(rows: dict[str, str | list[str]]) -> str:
    """Return a condition as its author writes it, on one line."""
    tests = (
        f"{issue} {test}" if isinstance(test, str) else f"{issue} {' or '.join(test)}"
        for issue, test in rows.items()
    )
    return listed(tests) or "any"


def _points(worth: float) -> str:
    return f"{worth:+g}" if worth else "."


def _level(held: float | tuple[float, ...] | None) -> str:
    """Return a walk-away in words."""
    if held is None:
        return "not judged"
    if isinstance(held, tuple):
        return f"{', '.join(f'{one:g}' for one in held)} (round by round)"
    return f"{held:g}"


def _filled(row: tuple[str, ...], count: int) -> tuple[str, ...]:
    return (*row, *[""] * (count - len(row)))[:count]


def _fitted(rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Cut names to what a terminal has room for; a file gets all of them."""
    if not sys.stdout.isatty():
        return rows
    others = sum(2 + max(width(row[at]) for row in rows) for at in range(len(rows[0])) if at != 1)
    most = max(_LEAST_NAME, shutil.get_terminal_size().columns - others)
    return [(row[0], cut(row[1], most), *row[2:]) for row in rows]
