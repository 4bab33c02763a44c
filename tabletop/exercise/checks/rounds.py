"""Rounds, and the lists and injects that refer to them."""

from __future__ import annotations

from collections.abc import Iterator

from tabletop.exercise.locate import Finding, KeyPath
from tabletop.exercise.model import Exercise


def round_faults(exercise: Exercise) -> Iterator[Finding]:
    """Return lists not as long as there are rounds, injects never delivered, impossible player
    numbers.
    """
    rounds = len(exercise.rounds)
    counted = f"the exercise has {rounds} round{'s' if rounds > 1 else ''}"
    for at, one in enumerate(exercise.delegations):
        for key, numbers in (("walk_away", one.walk_away), ("urgency", one.urgency)):
            if isinstance(numbers, tuple) and len(numbers) not in (rounds, 0):
                given = f"{len(numbers)} number{'s' if len(numbers) > 1 else ''}"
                message = f"{given}, but {counted}; give one number per round"
                yield Finding(("delegation", at, key), message)
        if one.walk_away == ():
            message = "an empty list; give one number, or one per round"
            yield Finding(("delegation", at, "walk_away"), message)
    for at, inject in enumerate(exercise.injects):
        path: KeyPath = ("inject", at)
        if inject.round is not None and inject.round > rounds:
            message = f"there is no round {inject.round}: {counted}; choose an earlier one"
            yield Finding((*path, "round"), message)
        waits = inject.round is None and inject.when is None and inject.after is None
        if waits and not inject.manual:
            message = (
                f"the inject '{inject.id}' is never delivered; give it a round, "
                "a condition (when), or manual = true"
            )
            yield Finding(path, message)
        if inject.to == ():
            message = f"the inject '{inject.id}' goes to nobody; write \"all\" or name delegations"
            yield Finding((*path, "to"), message)
    if exercise.players_min > exercise.players_max:
        message = (
            f"players_max is {exercise.players_max} and players_min {exercise.players_min}; "
            "players_max can't be smaller than players_min"
        )
        yield Finding(("players_max",), message)
