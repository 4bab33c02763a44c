"""Integer and real issues of GENIUS as ranges, where that changes no value."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from tabletop.exercise.amounts import Amounts, WrongRange, between_corners
from tabletop.exercise.genius.model import GeniusIssue, GeniusProfile
from tabletop.exercise.issues import MOST_CORNERS

Corners: TypeAlias = Sequence[tuple[int, float]]
AsRange: TypeAlias = tuple[Amounts, Sequence[Corners]]
"""The values, and for each profile its corners: a place and the utility there."""

_SAME = 1e-12


def range_of(issue: GeniusIssue, profiles: Sequence[GeniusProfile]) -> AsRange | None:
    """Return a numeric issue as a range; None where its values or utilities are none of one."""
    numbers = issue.numbers
    if numbers is None or len(numbers) < 2:
        return None
    step = round((numbers[-1] - numbers[0]) / (len(numbers) - 1), 6)
    try:
        amounts = Amounts.between(numbers[0], numbers[-1], step)
    except WrongRange:
        return None
    if tuple(map(amounts.number, range(amounts.count))) != numbers:
        return None
    corners = [_corners(profile.utilities[issue.name]) for profile in profiles]
    known = [one for one in corners if one is not None]
    return (amounts, known) if len(known) == len(corners) else None


def _corners(worths: Sequence[float]) -> Corners | None:
    """Return where the straight lines through these meet; None for too many of them."""
    least = _SAME * max(1.0, *map(abs, worths))
    last = len(worths) - 1
    places = [0, *(n for n in range(1, last) if _bend(worths, n) > least), last]
    if len(places) > MOST_CORNERS:
        return None
    corners = [(place, worths[place]) for place in places]
    straight = all(
        abs(between_corners(corners, place) - worth) <= last * least
        for place, worth in enumerate(worths)
    )
    return corners if straight else None


def _bend(worths: Sequence[float], place: int) -> float:
    return abs(worths[place - 1] - 2 * worths[place] + worths[place + 1])
