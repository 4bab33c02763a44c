"""`tabletop import genius` and `tabletop export genius`."""

from __future__ import annotations

import argparse
from pathlib import Path

from tabletop.cli.text import complain, say
from tabletop.errors import FaultyExercise, UnreadableInput
from tabletop.exercise.genius.exporting import additive, files_of, flat, why_not_additive
from tabletop.exercise.genius.importing import POINTS, exercise_of
from tabletop.exercise.genius.model import GeniusDomain, GeniusProfile
from tabletop.exercise.genius.reading import read_domain, read_profiles
from tabletop.exercise.loading import load_exercise, read_exercise
from tabletop.exercise.model import Exercise

MOST_FLAT = 20_000
"""The most packages that are written as the values of one issue."""


def run(asked: argparse.Namespace) -> int:
    return _import(asked) if asked.profile is not None else _export(asked)


def _import(asked: argparse.Namespace) -> int:
    if len(asked.profile) < 2:
        raise UnreadableInput("a negotiation needs at least two profiles; name them all")
    domain, warnings = read_domain(asked.domain)
    profiles, more = read_profiles(asked.profile, domain, asked.scale)
    warnings += more
    text = exercise_of(domain, profiles, asked.scale, _id(asked.output), warnings)
    for warning in warnings:
        complain(f"warning: {warning}")
    try:
        exercise = read_exercise(text, str(asked.output))
    except FaultyExercise as fault:
        # A place in a file that was never written would send people looking for it.
        raise UnreadableInput(
            f"{asked.domain}: no exercise can be made of this domain: {fault.faults[0].message}"
        ) from None
    _write(asked.output, text)
    packages = 1
    for options in exercise.choices.values():
        packages *= len(options)
    say(
        f"{asked.output}: '{exercise.id}', {len(exercise.delegations)} delegations, "
        f"{len(exercise.issues)} issues, {packages:,} packages"
    )
    say("GENIUS has no status quo; these options, worth least to all together, stand for it:")
    for issue in exercise.issues:
        say(f"  {issue.name}: {issue.options[0].name}")
    return 0


def _id(output: Path) -> str:
    id = "".join(c if c.isascii() and c.isalnum() else "-" for c in output.stem.lower()).strip("-")
    while "--" in id:
        id = id.replace("--", "-")
    return id or "imported"


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as fault:
        raise UnreadableInput(f"{path}: cannot be written: {fault.strerror}") from None


def _export(asked: argparse.Namespace) -> int:
    exercise = load_exercise(asked.exercise)
    reason = why_not_additive(exercise)
    if reason is None:
        domain, profiles = additive(exercise)
    else:
        complain(f"warning: '{exercise.id}' is not additive: {reason}")
        domain, profiles = _flat(exercise)
    unit = POINTS if asked.scale == "genius" else 1.0
    for name, text in files_of(domain, profiles, unit).items():
        _write(asked.output / name, text)
        say(str(asked.output / name))
    return 0


def _flat(exercise: Exercise) -> tuple[GeniusDomain, tuple[GeniusProfile, ...]]:
    """The packages as one issue: all feasible ones, or the zone where those are too many."""
    import numpy as np

    from tabletop.referee.analysis import analyse_space
    from tabletop.referee.schedule import analysis_circumstances

    analysis = analyse_space(exercise, analysis_circumstances(exercise, 1))
    numbers = np.flatnonzero(analysis.space.feasible)
    what = "feasible packages"
    if len(numbers) > MOST_FLAT:
        numbers, what = analysis.zone[:MOST_FLAT], "packages of the zone of agreement"
    if not len(numbers):
        raise UnreadableInput(f"'{exercise.id}' has no zone of agreement to write")
    complain(
        f"warning: it is written as one issue whose {len(numbers):,} values are the {what} "
        f"(of {analysis.feasible:,} feasible)"
    )
    values = {
        one: analysis.space.values[row, numbers].tolist()
        for row, one in enumerate(analysis.space.delegations)
    }
    packages = [analysis.space.package(int(number)) for number in numbers]
    return flat(exercise, packages, values)
