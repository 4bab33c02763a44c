"""The values of a range as a seat sees them: made when they are asked for, as there may be
thousands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, overload

from tabletop.exercise.amounts import AmountIds, Amounts, between_corners
from tabletop.exercise.conditions import met_by
from tabletop.play.seen.option_seen import OptionSeen

if TYPE_CHECKING:
    from tabletop.exercise.model import Issue
    from tabletop.play.state import State

Corners = tuple[tuple[int, float], ...]
_FEW = 7
"""As many values as a list can show; of more, those that matter."""
_EVENLY = 4
_EITHER_SIDE = 3


@dataclass(frozen=True)
class AmountsSeen(Sequence[OptionSeen]):
    """The options of an issue with a range.

    `corners` are those of delegations whose points the seat may know, `added` what injects added to
    theirs, by place and delegation, and `gone` the places that are no longer possible.
    """

    issue: str
    ids: AmountIds
    corners: Mapping[str, Corners]
    added: Mapping[tuple[int, str], float]
    gone: frozenset[int]

    @property
    def amounts(self) -> Amounts:
        return self.ids.amounts

    def __len__(self) -> int:
        return len(self.ids)

    @overload
    def __getitem__(self, place: int) -> OptionSeen: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[OptionSeen]: ...
    def __getitem__(self, place: int | slice) -> OptionSeen | Sequence[OptionSeen]:
        if isinstance(place, slice):
            return tuple(self[one] for one in range(*place.indices(len(self))))
        at = place + len(self) if place < 0 else place
        if not 0 <= at < len(self):
            raise IndexError(place)
        name = self.amounts.name(at)
        points = {
            party: between_corners(corners, at) + self.added.get((at, party), 0.0)
            for party, corners in self.corners.items()
        }
        obstacle = f"{self.issue} '{name}' is no longer possible." if at in self.gone else None
        return OptionSeen(self.ids[at], name, "", points, obstacle)

    @cached_property
    def landmarks(self) -> frozenset[int]:
        """The places at which something changes: both ends, own corners, and what injects did."""
        told = {place for corners in self.corners.values() for place, _ in corners}
        told |= {place for place, _ in self.added}
        return frozenset({*told, 0, len(self) - 1})

    def listed(self, *around: str, beside: int = _EITHER_SIDE) -> tuple[OptionSeen, ...]:
        """Return the values worth listing: all of a few; of many the landmarks, some evenly spaced,
        and the ids in `around` with some on either side.
        """
        last = len(self) - 1
        if last < _FEW:
            return tuple(self)
        places = {*self.landmarks, *(round(last * n / _EVENLY) for n in range(_EVENLY + 1))}
        for id in around:
            here = self.ids.index(id)
            places |= {*range(max(0, here - beside), min(last, here + beside) + 1)}
        return tuple(self[place] for place in sorted(places))

    def near(self, id: str) -> tuple[OptionSeen, ...]:
        """Return a value, and those a step, a tenth of the range and all of it away from it."""
        last, here = len(self) - 1, self.ids.index(id)
        if last < _FEW:
            return tuple(self)
        tenth = max(1, last // 10)
        wanted = {here, here - 1, here + 1, here - tenth, here + tenth, 0, last}
        return tuple(self[place] for place in sorted(wanted) if 0 <= place <= last)


def amounts_seen(state: State, issue: Issue, ids: AmountIds, mine: tuple[str, ...]) -> AmountsSeen:
    """Return the values of an issue's range as somebody sees them who may know points of `mine`."""
    added = {
        (ids.index(option), party): points
        for (changed, option, party), points in state.circumstances.points.items()
        if changed == issue.id and party in mine
    }
    gone = {
        ids.index(option)
        for condition in state.circumstances.forbidden
        if set(condition) == {issue.id}
        for option in met_by(condition[issue.id], ids)
    }
    gone.discard(ids.index(state.standing[issue.id]))
    corners = {party: issue.corners.get(party, ()) for party in mine}
    return AmountsSeen(issue.name, ids, corners, added, frozenset(gone))
