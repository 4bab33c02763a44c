"""How rehearsed games went, and what they say together: plain facts, for whoever tells them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tabletop.exercise.model import Exercise
from tabletop.exercise.parts import Temperament


@dataclass(frozen=True)
class Rehearsed:
    """How one game went. `value` is what each delegation had in the end, `below` names those under
    their walk-away.
    """

    number: int
    temperaments: dict[str, Temperament]
    ending: str
    agreed: int | None
    """The round of the first agreement; None without one."""
    value: dict[str, float]
    below: tuple[str, ...]
    breaches: int
    traded: tuple[str, ...]
    """The issues that an agreement in force or a gesture has moved."""
    injects: tuple[str, ...]
    moves: int
    """The moves that people would have made."""


@dataclass(frozen=True)
class Worths:
    """What a delegation had in the end: the mean over games, the standard deviation, and the share
    of games in which it was below its walk-away.
    """

    mean: float
    sd: float
    below: float
    least: float
    most: float


@dataclass(frozen=True)
class Findings:
    """How the games of an exercise went. Shares are of all games, 0 to 1."""

    exercise: Exercise
    games: int
    agreement_rate: float
    round: float | None
    """The mean round of the first agreement; None where there was none."""
    endings: Mapping[str, float]
    """Every ending of the exercise, also those that never came."""
    value: Mapping[str, Worths]
    share_of_possible: float | None
    """The mean of what was reached of the most that all together could have had at the start, in
    shares of each delegation's best within the zone of agreement, with every promise kept; None
    where it is not known.
    """
    breaches: float
    traded: Mapping[str, float]
    injects: Mapping[str, float]
    moves: float
    verdict: tuple[str, ...]
