"""`tabletop score`: what a package is worth to everyone, with ledgers."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from tabletop.cli.analysis.circumstances import asked_circumstances
from tabletop.cli.text import columns, say, say_json
from tabletop.errors import UnreadableInput
from tabletop.exercise.loading import load_exercise
from tabletop.exercise.model import Exercise
from tabletop.exercise.package import complete, moved
from tabletop.play.queries.naming import option_name
from tabletop.referee import obstacles, reaches, red_lines, tenths, values, walk_away
from tabletop.referee.ledger import ValueLine, tenth, weighed
from tabletop.referee.wording import names_in

_SHOWN = 4
"""The most issues of a whole contract in an example."""


def run(asked: argparse.Namespace) -> int:
    """Run the command. Raises `UnreadableInput` for a malformed package or trust."""
    exercise = load_exercise(asked.exercise)
    if not exercise.has.offers:
        raise UnreadableInput(f"nothing is negotiated in '{exercise.id}': there are no packages")
    if not exercise.has.points:
        raise UnreadableInput(f"nothing has points in '{exercise.id}', so no package has a value")
    if exercise.whole and not asked.settled:
        raise UnreadableInput(
            f"every issue of '{exercise.id}' is settled, or none is; name an option of each, "
            f"such as {_example(exercise)}"
        )
    package = complete(exercise, _settled(asked.settled))
    now = asked_circumstances(exercise, asked)
    scores = values(exercise, package, now)
    found = obstacles(exercise, package, now)
    least = {one.id: walk_away(exercise, one.id, now) for one in exercise.delegations}
    names = names_in(exercise)
    crossed = {one.id: red_lines(exercise, package, one.id) for one in exercise.delegations}
    fine = {one: reaches(scores[one].value, least[one]) and not crossed[one] for one in least}
    if asked.json:
        say_json(
            {
                "exercise": exercise.id,
                "round": asked.round,
                "package": {one: package[one] for one in exercise.named},
                "feasible": not found,
                "value": {one: scores[one].value for one in least},
                "walk_away": least,
                "acceptable": fine,
                "red_lines": {one: list(crossed[one]) for one in least},
                "ledger": {
                    one: [
                        {
                            "because": line.told(names),
                            "points": line.points,
                            "factor": line.factor,
                            "value": line.value,
                            "source": line.source,
                        }
                        for line in scores[one].ledger
                    ]
                    for one in least
                },
            }
        )
        return 0
    say(f"{exercise.title}, round {asked.round}")
    for row in _told(exercise, package):
        say(row)
    for sentence in found:
        say(f"Not possible: {sentence}")
    if not moved(exercise, package):
        say(
            "No deal: it leaves every issue at its status quo; settle at least one to agree on it, "
            f"such as {_example(exercise)}."
        )
    in_part = any(weighed(one.ledger) for one in scores.values())
    for one in exercise.delegations:
        shown, total = tenths([line.value for line in scores[one.id].ledger])
        say()
        say(
            f"{one.name}: {tenth(total):.1f}, walk-away {tenth(least[one.id]):.1f}, "
            f"{'acceptable' if fine[one.id] else 'not acceptable'}"
        )
        for because in crossed[one.id]:
            say(f"  crosses a red line: {because}")
        rows = [
            (f"  {value:+.1f}", *_worked(line, in_part), line.told(names))
            for value, line in zip(shown, scores[one.id].ledger, strict=True)
        ]
        numbers = frozenset({0, 1} if in_part else {0})
        for row in columns(rows, numbers=numbers) if rows else ["  nothing moves"]:
            say(row)
    return 0


def _worked(line: ValueLine, in_part: bool) -> tuple[str, ...]:
    """Return the calculation of a line, where anything counts only `in_part`."""
    return (f"{line.points:+g} × {line.factor:.2f}",) if in_part else ()


def _example(exercise: Exercise) -> str:
    """Return what to write to settle something: the first issue, or each of the first few of a
    whole contract.
    """
    issues = exercise.issues[:_SHOWN] if exercise.whole else exercise.issues[:1]
    rest = " ..." if exercise.whole and len(exercise.issues) > _SHOWN else ""
    moved_to = (next(id for id in one.ids if id != one.status_quo) for one in issues)
    return " ".join(f"{one.id}={id}" for one, id in zip(issues, moved_to, strict=True)) + rest


def _settled(given: Iterable[str]) -> dict[str, str]:
    package: dict[str, str] = {}
    for one in given:
        issue, sign, option = one.partition("=")
        if not sign or not issue or not option:
            raise UnreadableInput(f"'{one}': say ISSUE=OPTION, form=FORM or order=ORDER")
        if issue in package:
            raise UnreadableInput(
                f"'{issue}' is settled twice, as '{package[issue]}' and as '{option}'; "
                "name one option"
            )
        package[issue] = option
    return package


def _told(exercise: Exercise, package: dict[str, str]) -> list[str]:
    rows = [
        (f"  {exercise.issue_by_id[id].name}", option_name(exercise, id, package[id]))
        for id in moved(exercise, package)
    ]
    rows += [
        (f"  {name}", option_name(exercise, choice, package[choice]))
        for choice, name, options in (
            ("form", exercise.form.name, exercise.form.options),
            ("order", exercise.order.name, exercise.order.options),
        )
        if len(options) > 1
    ]
    return columns(rows) if rows else []
