"""Exchange with GENIUS, ANAC and NegMAS: domains in, domains out.

from tabletop import import_genius

laptop = import_genius("laptop.xml", ["buyer.xml", "seller.xml"])
laptop.exercise, laptop.text, laptop.warnings
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from tabletop.errors import FaultyExercise, UnreadableInput

if TYPE_CHECKING:
    from tabletop.exercise.genius.reading import Scale
    from tabletop.exercise.model import Exercise


@dataclass(frozen=True)
class Imported:
    """An exercise made from a domain, its file as text, and warnings about what could
    not be kept.
    """

    exercise: Exercise
    text: str
    warnings: tuple[str, ...]


def import_genius(
    domain: str | Path,
    profiles: Sequence[str | Path],
    scale: Scale = "genius",
    id: str | None = None,
) -> Imported:
    """Read a domain and one profile per party, and return a playable exercise.

    With `scale` "genius", 100 points are what GENIUS 10.4 counts as a utility of 1; "raw" takes
    values as NegMAS does. Raises `UnreadableInput` with one sentence.
    """
    from tabletop.exercise.arguments import need_one_of, need_path, need_paths, need_text
    from tabletop.exercise.genius.importing import exercise_of
    from tabletop.exercise.genius.reading import Scale, read_domain, read_profiles
    from tabletop.exercise.loading import read_exercise

    need_path(domain, "domain")
    need_paths(profiles, "profiles")
    need_one_of(scale, "scale", get_args(Scale))
    if id is not None:
        need_text(id, "id", "the id of the exercise, or None for the domain's name")
    if len(profiles) < 2:
        raise UnreadableInput("a negotiation needs at least two profiles; name them all")
    read, warnings = read_domain(Path(domain))
    parties, more = read_profiles([Path(one) for one in profiles], read, scale)
    warnings += more
    for path, party in zip(profiles, parties, strict=True):
        if not party.constant and not any(map(any, party.utilities.values())):
            raise UnreadableInput(
                f"{path}: every evaluation counts as 0, so nothing is worth anything to this party"
            )
    text = exercise_of(read, parties, scale, id, warnings)
    try:
        exercise = read_exercise(text, str(domain))
    except FaultyExercise as fault:
        # The generated file was never written to disk, so a place in it would only mislead.
        raise UnreadableInput(
            f"{domain}: this domain can't be made into an exercise: {fault.faults[0].message}"
        ) from None
    return Imported(exercise, text, tuple(warnings))
