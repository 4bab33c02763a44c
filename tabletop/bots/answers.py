"""What others' answers tell of what they would sign: a line drawn between yes and no.

Somebody who tables or signs an offer gains by it, and somebody who rejects it does not. From these
answers a linear classifier learns how much more or less each option must be liked than had been
thought, for all of them to make sense: batches of the passive-aggressive updates of Crammer, Dekel,
Keshet, Shalev-Shwartz and Singer, "Online passive-aggressive algorithms" (2006).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]

_MARGIN = 0.06
"""How far on its side of the line an answer should be, in liking: all options weigh 1 together."""
_REMEMBERED = 96
"""The answers that must make sense; of more, the last."""
_TIMES = 8
"""Batches of updates."""


class AnswersHeard:
    """The answers of several parties, and the corrections that they ask for: the same for the same
    answers, however often one has asked before.
    """

    def __init__(self) -> None:
        self._told: list[tuple[int, float, Places, Places | None]] = []

    def hear(self, party: int, agrees: bool, places: Places, standing: Places | None) -> None:
        """Remember an answer to a package, by the places of its options in a row of all. `standing`
        are those of what there was without it; None where nothing stood.
        """
        self._told.append((party, 1.0 if agrees else -1.0, places, standing))
        del self._told[:-_REMEMBERED]

    def corrected(self, liking: Floats, lines: Floats) -> Floats:
        """Return liking by party and option, such that the answers make sense. `lines` are how far
        each party must like a package to prefer it to none, where nothing stood.
        """
        if not self._told:
            return liking
        parties, answers, packages, without = zip(*self._told, strict=True)
        who, signs, new = np.array(parties), np.array(answers), np.array(packages)
        nothing = np.array([one is None for one in without])
        old = np.array([a if b is None else b for a, b in zip(packages, without, strict=True)])
        moved = (new != old) | nothing[:, None]
        flat_new, flat_old = who[:, None] * liking.shape[1] + [new, old]
        line = np.where(nothing, lines[who], 0.0)
        there = moved & ~nothing[:, None]
        size = np.maximum(1, moved.sum(axis=1))
        now = liking.ravel().copy()
        for _ in range(_TIMES):
            gained = (now[flat_new] * moved - now[flat_old] * there).sum(axis=1) - line
            wrong = np.maximum(0.0, _MARGIN - signs * gained)
            at_fault = wrong > 0
            if not at_fault.any():
                break
            changed = moved & at_fault[:, None]
            step = np.broadcast_to((signs * wrong / size)[:, None], moved.shape)[changed]
            places = flat_new[changed]
            shared = np.bincount(places, minlength=now.size)
            now += np.bincount(places, step, now.size) / np.maximum(1, shared)
        return np.asarray(now.reshape(liking.shape))
