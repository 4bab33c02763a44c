"""How somebody did, beside rehearsals in which stand-ins held the same seat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tabletop.bots.rehearsed import Rehearsed
from tabletop.referee.circumstances import NEGLIGIBLE

ENOUGH = 10
"""The rehearsals from which their shares say something."""


@dataclass(frozen=True)
class Compared:
    """One game's end beside rehearsals of it: how many there are, of those that are wanted.

    `lower` and `same` count those that left the delegation with less and with as much; None where
    nothing has points. `alike` count those with the same ending.
    """

    games: int
    wanted: int
    lower: int | None
    same: int | None
    alike: int


def compared(
    delegation: str,
    value: float | None,
    ending: str,
    games: Sequence[Rehearsed],
    wanted: int,
) -> Compared:
    """Compare what a delegation had at the end, and the ending, with those of rehearsals."""
    lower = same = None
    if value is not None:
        less = [value - one.value[delegation] for one in games]
        same = sum(abs(one) <= NEGLIGIBLE for one in less)
        lower = sum(one > NEGLIGIBLE for one in less)
    alike = sum(one.ending == ending for one in games)
    return Compared(len(games), wanted, lower, same, alike)


def told(one: Compared, title: str, *, going_on: bool) -> tuple[str, ...]:
    """Return the comparison in sentences; `title` is the ending's, and `going_on` says that more
    rehearsals are being played.
    """
    if not one.games:
        if going_on:
            return (f"Stand-ins are playing it {one.wanted} times from your seat …",)
        return ("No rehearsal of it could be played, so there is nothing to compare with.",)
    said = []
    if one.games < one.wanted:
        more = "the others are being played" if going_on else "the others could not be played"
        said.append(f"Only {one.games} of {one.wanted} rehearsals are done: {more}.")
    if one.lower is not None and one.same is not None:
        said.append(_placed(one.lower, one.same, one.games))
    if title:
        said.append(f"“{title}” was the ending of {_of(one.alike, one.games)}.")
    return tuple(said)


def _placed(lower: int, same: int, games: int) -> str:
    higher = games - lower - same
    exact = f"{lower} ended with less for your delegation, {same} with as much, {higher} with more"
    if games < ENOUGH:
        return f"Of these {games}, {exact}."
    tenths, alike = 10 * lower // games, 10 * same // games
    if tenths:
        and_so = f", and as well as {alike} more" if alike else ""
        return f"You did better than {tenths} of 10 rehearsals from this seat{and_so}: {exact}."
    if alike:
        return f"You did as well as {alike} of 10 rehearsals from this seat: {exact}."
    return f"Hardly a rehearsal from this seat did worse than you: {exact}."


def _of(count: int, games: int) -> str:
    if count == games:
        return f"all {games} of them" if games > 1 else "it, too"
    return f"{count or 'none'} of the {games} rehearsals"
