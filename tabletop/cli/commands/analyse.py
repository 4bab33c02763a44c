"""`tabletop analyse`: what the parties could have."""

from __future__ import annotations

import argparse
import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from tabletop.cli.analysis.circumstances import asked_circumstances
from tabletop.cli.analysis.outcomes import rows_of, write_csv
from tabletop.cli.analysis.plot import plotted
from tabletop.cli.analysis.sampling import run_sample
from tabletop.cli.analysis.sweep import run_sweep
from tabletop.cli.progress import patiently
from tabletop.cli.text import columns, say, say_json
from tabletop.errors import UnreadableInput
from tabletop.exercise.loading import load_exercise
from tabletop.exercise.model import Exercise
from tabletop.exercise.wording import unknown
from tabletop.play.queries.naming import told_package
from tabletop.referee.feasibility import votes_needed, votes_of
from tabletop.referee.ledger import tenth
from tabletop.referee.outcomes.analysis import Analysis, Cost, analyse_space, costs
from tabletop.referee.outcomes.measures import Which, distance, nash_products, opposition
from tabletop.referee.outcomes.passing import passing
from tabletop.referee.outcomes.space import Space, size

_SETS = 6
SOLUTION_NAMES = {
    "nash": "Nash",
    "kalai_smorodinsky": "Kalai-Smorodinsky",
    "egalitarian": "egalitarian",
    "utilitarian": "utilitarian",
}


def run(asked: argparse.Namespace) -> int:
    """Run the command. Raises `UnreadableInput` for unknown delegations or options that exclude
    each other.
    """
    exercise = load_exercise(asked.exercise)
    _one_answer(asked)
    if not exercise.has.points or not exercise.has.offers:
        return _tell_packages(exercise, asked)
    if asked.sample is not None:
        return run_sample(exercise, asked)
    if asked.sweep is not None:
        return run_sweep(exercise, asked)
    pair = asked.plot.split(",") if asked.plot else []
    known = list(exercise.delegation_by_id)
    for one in pair:
        if one not in known:
            raise UnreadableInput(f"--plot: {unknown('delegation', one, known)}")
    if asked.plot and (len(pair) != 2 or pair[0] == pair[1]):
        raise UnreadableInput(
            f"--plot {asked.plot}: name two of {', '.join(known)}, as in {known[0]},{known[1]}"
        )
    now = asked_circumstances(exercise, asked)
    analysis = patiently(lambda: analyse_space(exercise, now), f"{size(exercise):,} packages")
    if asked.json:
        say_json(document(analysis, asked.round, asked.list))
        return 0
    if asked.list:
        write_csv(analysis, asked.list)
        return 0
    _tell(analysis, asked.round)
    if pair:
        say()
        for row in plotted(analysis, pair[0], pair[1]):
            say(row)
    return 0


def _tell_packages(exercise: Exercise, asked: argparse.Namespace) -> int:
    """Print only how many packages there are, for an exercise without points, or that there are
    none.

    Raises `UnreadableInput` when what is asked for needs values.
    """
    for option in ("sample", "sweep", "list", "plot"):
        if getattr(asked, option):
            lacking = "has points" if exercise.has.offers else "is negotiated"
            raise UnreadableInput(
                f"nothing {lacking} in '{exercise.id}', so there is nothing for --{option}"
            )
    count = size(exercise) if exercise.has.offers else 0
    if asked.json:
        say_json(
            {
                "exercise": exercise.id,
                "round": asked.round,
                "delegations": [one.id for one in exercise.delegations],
                "issues": [issue.id for issue in exercise.issues],
                "packages": count,
            }
        )
        return 0
    say(f"{exercise.title}, round {asked.round}")
    say()
    if not exercise.has.offers:
        say("Nothing is negotiated here, so there are no packages to analyse.")
        return 0
    apart = " and no deal" if exercise.whole else ""
    say(f"{count:,} packages{apart}. Nothing has points here, so none is worth more than another.")
    return 0


def _one_answer(asked: argparse.Namespace) -> None:
    """Refuse two outputs at once, one of which would be dropped silently."""
    wanted = {
        "--sample": asked.sample is not None,
        "--sweep": asked.sweep is not None,
        "--list": bool(asked.list),
        "--plot": bool(asked.plot),
    }
    given = [name for name, there in wanted.items() if there]
    if len(given) > 1:
        raise UnreadableInput(f"{' and '.join(given)} are separate outputs; ask for one")
    if asked.plot and asked.json:
        raise UnreadableInput("--plot is drawn for people; leave out --json, or --plot")


def document(analysis: Analysis, round_number: int, which: Which | None = None) -> dict[str, Any]:
    """Return the JSON of the contract, with every package of the zone or the frontier when asked
    for.
    """
    space = analysis.space
    found = {which: {"list": rows_of(analysis, which)}} if which else {}
    return {
        "exercise": space.exercise.id,
        "round": round_number,
        "delegations": list(space.delegations),
        "issues": [issue.id for issue in space.exercise.issues],
        "packages": len(space),
        "feasible": analysis.feasible,
        "walk_away": _by_delegation(analysis, space.walk_aways[:, 0].tolist()),
        "ideal": dict(analysis.ideal),
        "zone_of_agreement": {
            "packages": len(analysis.zone),
            "share": share(analysis),
            **found.get("zone", {}),
        },
        "frontier": {
            "size": len(analysis.frontier),
            "in_zone": analysis.frontier_in_zone,
            **found.get("frontier", {}),
        },
        "solutions": {
            name: None
            if number is None
            else {
                "package": _named(space, number),
                "value": analysis.values(number),
                "nash_product": float(nash_products(analysis, np.array([number]))[0]),
                "to_nash": distance(analysis, number, analysis.solutions["nash"]),
                "to_kalai_smorodinsky": distance(
                    analysis, number, analysis.solutions["kalai_smorodinsky"]
                ),
            }
            for name, number in analysis.solutions.items()
        },
        "opposition": opposition(analysis),
        **_by_rule(analysis),
    }


def _named(space: Space, number: int) -> dict[str, str]:
    """Return a package without a form or an order that the exercise does not have."""
    package = space.package(number)
    return {choice: package[choice] for choice in space.exercise.named}


def share(analysis: Analysis) -> float:
    """Return the zone's share of the feasible packages."""
    return len(analysis.zone) / analysis.feasible if analysis.feasible else 0.0


def _no_deal(analysis: Analysis) -> str:
    """Say how many feasible packages are not counted as deals."""
    unmoved = analysis.feasible - analysis.deals
    if not unmoved:
        return ""
    which = "that leaves" if unmoved == 1 else "that leave"
    return f" ({unmoved:,} {which} every issue at its status quo: no deal)"


def _by_rule(analysis: Analysis) -> dict[str, Any]:
    """Return what passes by a rule other than all; empty where all must sign anyway."""
    if analysis.space.exercise.agreement.unanimous:
        return {}
    found = passing(analysis)
    return {
        "rule": {"needed": found.needed, "veto": list(found.veto), **_votes(analysis)},
        "passing": {
            "packages": len(found.packages),
            "share": found.share,
            "below": dict(found.below),
        },
        "alone": dict(found.alone),
        "blocking": [list(one) for one in found.blocking],
        "winning": [list(one) for one in found.winning],
    }


def _votes(analysis: Analysis) -> dict[str, int]:
    """Return how many votes are needed of those who are always asked; empty without votes."""
    exercise = analysis.space.exercise
    if exercise.agreement.votes is None:
        return {}
    return {"votes": votes_needed(exercise, _always_asked(exercise))}


def _always_asked(exercise: Exercise) -> tuple[str, ...]:
    rule = exercise.agreement
    named = (*rule.signatories, *rule.veto)
    return tuple(one.id for one in exercise.delegations if one.id in named)


def _opposition(analysis: Analysis) -> str:
    found = opposition(analysis)
    if found is None:
        return "-"
    most = math.sqrt(len(analysis.space.delegations))
    return f"{found:.2f} of {most:.2f} (0: one package is best for everybody)"


def _by_delegation(analysis: Analysis, row: list[float]) -> dict[str, float]:
    return dict(zip(analysis.space.delegations, row, strict=True))


def _tell(analysis: Analysis, round_number: int) -> None:
    space, exercise = analysis.space, analysis.space.exercise
    say(f"{exercise.title}, round {round_number}")
    say()
    in_zone = analysis.frontier_in_zone
    for row in columns(
        [
            ("Packages", f"{len(space):,}{' and no deal' if exercise.whole else ''}"),
            ("Feasible", f"{analysis.feasible:,}{_no_deal(analysis)}"),
            ("Zone of agreement", f"{len(analysis.zone):,} ({100 * share(analysis):.2f} %)"),
            ("Efficient (frontier)", f"{len(analysis.frontier):,}, {in_zone:,} in the zone"),
            ("Opposition", _opposition(analysis)),
        ]
    ):
        say(row)
    _tell_rule(analysis)
    say()
    least = space.walk_aways[:, 0].tolist()
    table = [("", *(one.name for one in exercise.delegations))]
    table.append(("walk-away", *(f"{tenth(value):.1f}" for value in least)))
    what = "best in the zone" if len(analysis.zone) else "best feasible"
    table.append((what, *(f"{tenth(analysis.ideal[one]):.1f}" for one in space.delegations)))
    for name, number in analysis.solutions.items():
        values = analysis.values(number) if number is not None else {}
        cells = (f"{tenth(values[one]):.1f}" if values else "-" for one in space.delegations)
        table.append((SOLUTION_NAMES[name], *cells))
    for row in columns(table, numbers=frozenset(range(1, len(table[0])))):
        say(row)
    if not len(analysis.zone):
        say()
        say("No package is acceptable to all: there is no zone of agreement.")
    say()
    for name, number in analysis.solutions.items():
        if number is not None:
            say(f"{SOLUTION_NAMES[name]}: {told_package(exercise, space.package(number))}")
    _tell_costs(exercise, costs(analysis))


def _tell_rule(analysis: Analysis) -> None:
    """Print what passes under a rule other than all, beside the zone that needs everybody."""
    exercise = analysis.space.exercise
    if exercise.agreement.unanimous:
        return
    found = passing(analysis)
    names = {one.id: one.name for one in exercise.delegations}
    asked = _always_asked(exercise)
    signing = exercise.has.signatures
    counted = "signatures" if signing else "members in favour"
    needs = []
    if found.counts:
        each = " or ".join(f"{needed} of {of}" for needed, of in found.counts)
        needs.append(f"{each} {counted}" + (" asked" if len(found.counts) > 1 else ""))
    if exercise.agreement.votes is not None:
        needs.append(f"{votes_needed(exercise, asked)} of {votes_of(exercise, asked)} votes")
    say()
    say(f"Under the rule, {' and '.join(needs)}")
    rows = [("Passing", f"{len(found.packages):,} ({100 * found.share:.2f} % of all deals)")]
    if found.veto:
        must = "Must sign every deal" if signing else "Can veto every deal"
        rows.append((must, ", ".join(names[one] for one in found.veto)))
    for what, sets in (("Can block", found.blocking), ("Can pass a deal alone", found.winning)):
        shown = _coalitions(sets, names)
        rows += [(what if not at else "", one) for at, one in enumerate(shown)]
    for row in columns(rows):
        say(f"  {row}")
    table = [("", "accepts alone", "of those passing below its walk-away")]
    table += [
        (names[one], f"{100 * found.alone[one]:.1f} %", f"{found.below[one]:,}") for one in names
    ]
    for row in columns(table, numbers=frozenset({1, 2})):
        say(f"  {row}")


def _coalitions(sets: Sequence[tuple[str, ...]], names: Mapping[str, str]) -> list[str]:
    """Return sets of delegations, a line each: their number where any so many will do, else the
    first few by name.
    """
    if not sets:
        return []
    size = len(sets[0])
    alike = all(len(one) == size for one in sets)
    if alike and len(sets) == math.comb(len(names), size) and len(sets) > 1:
        return [f"any {size} of the {len(names)}"]
    shown = [" + ".join(names[one] for one in together) for together in sets[:_SETS]]
    return [*shown, *([f"and {len(sets) - _SETS:,} more"] if len(sets) > _SETS else [])]


def _tell_costs(exercise: Exercise, found: tuple[Cost, ...]) -> None:
    felt = [cost for cost in found if cost.packages]
    say()
    say("What rules and combinations cost the zone, in packages (+ would be gained without it)")
    rows = [
        (
            f"{cost.packages:+,}",
            f"red line of {exercise.delegation_by_id[cost.delegation].name}"
            if cost.delegation
            else cost.source,
            cost.because,
        )
        for cost in felt
    ]
    for row in columns(rows, numbers=frozenset({0})) if rows else ["  none costs any"]:
        say(row)
    if rows and len(felt) < len(found):
        say(f"The other {len(found) - len(felt)} change nothing.")
