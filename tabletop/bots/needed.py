"""Whose agreement a package needs, for a delegation that looks for one: how many may refuse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tabletop.play.seen import View
from tabletop.referee.feasibility import wanted
from tabletop.seat.port import Port

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Needed:
    """Of the others, in their order: who must agree, and how many of the rest may refuse."""

    must: npt.NDArray[np.bool_]
    spare: int

    @classmethod
    def of(cls, view: View, port: Port, others: Sequence[str]) -> Needed:
        """Return what any package needs under the rule of this table."""
        everybody = cls(np.ones(len(others), dtype=np.bool_), 0)
        needs = port.needs(view.standing) if view.has.offers else None
        if needs is None or (needs.unanimous and needs.vote is None):
            return everybody
        me = view.delegation or ""
        if needs.vote is None:
            must: Sequence[str] = needs.must
            among, more = set(needs.among), needs.more
        elif needs.vote.members is None:
            return everybody
        else:
            must = (*needs.vote.must, *needs.vote.veto)
            among = {*others, me}.difference(must)
            more = wanted(needs.vote.members, needs.vote.asked) - len({*must})
        rest = len(among - {me})
        spare = max(0, rest - max(0, more - (me in among)))
        return cls(np.array([one in must for one in others]), min(spare, max(0, rest - 1)))

    def lowest(self, gains: Floats) -> Floats:
        """Return the least gain of those who can't be left out, a row of gains for each other
        delegation: of the rest those who gain least by a package are left out.
        """
        if not self.spare or self.must.all():
            return np.asarray(gains.min(axis=0))
        rest = np.partition(gains[~self.must], self.spare, axis=0)[self.spare]
        if not self.must.any():
            return np.asarray(rest)
        return np.asarray(np.minimum(gains[self.must].min(axis=0), rest))
