"""The strong Pareto frontier: packages that no other package improves on without cost to anyone.

The non-dominated sorting is moocore's (docs/non-dominated-sorting.md says what it was compared
with). Before it, everything strictly below one of a few good packages is discarded: in a space of a
million that leaves a few per cent to sort.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.float64]
Numbers: TypeAlias = npt.NDArray[np.intp]

EVEN = 9
"""Decimals to which values are compared: a sum in another order must not look better."""
WORTH_CULLING = 20_000
_SAMPLE = 5_000
_CANDIDATES = 120
_MOST_PROBES = 24
_AT_A_TIME = 8
_LEAST_GAIN = 0.006


def efficient(values: Floats) -> Numbers:
    """Return the columns of `values` (delegations by packages) that no column dominates, ascending.

    A column dominates another when it is nowhere lower and somewhere higher; equal columns are all
    kept.
    """
    import moocore

    kept = _cull(values) if values.shape[1] > WORTH_CULLING else np.arange(values.shape[1])
    rows = np.ascontiguousarray(np.round(values[:, kept], EVEN).T)
    if not len(rows):
        return kept
    best = moocore.is_nondominated(rows, maximise=True, keep_weakly=True)
    return np.asarray(kept[best], dtype=np.intp)


def _cull(values: Floats) -> Numbers:
    """Return the columns that are not strictly below some probe for everyone."""
    kept: Numbers = np.arange(values.shape[1])
    current = values
    probes = _probes(values)
    for start in range(0, probes.shape[1], _AT_A_TIME):
        below = np.zeros(current.shape[1], dtype=np.bool_)
        for probe in probes[:, start : start + _AT_A_TIME].T:
            below |= _below(current, probe)
        kept = kept[~below]
        current = values[:, kept]
    return kept


def _below(values: Floats, probe: Floats) -> npt.NDArray[np.bool_]:
    """Return which columns lie below a probe in every row, by more than rounding."""
    level = probe - 10.0**-EVEN
    below: npt.NDArray[np.bool_] = values[0] < level[0]
    for row in range(1, len(values)):
        below &= values[row] < level[row]
    return below


def _probes(values: Floats) -> Floats:
    """Return a few efficient columns of a fixed sample that between them lie above most of it."""
    import moocore

    # A fixed seed: the probes change how fast the answer comes, never the answer.
    chance = np.random.default_rng(0)
    sample = values[:, chance.integers(0, values.shape[1], _SAMPLE)]
    best = sample[:, moocore.is_nondominated(np.ascontiguousarray(sample.T), maximise=True)]
    best = best[:, :: max(1, best.shape[1] // _CANDIDATES)]
    above = np.array([_below(sample, probe) for probe in best.T])
    left = np.ones(_SAMPLE, dtype=np.bool_)
    chosen: list[int] = []
    while len(chosen) < _MOST_PROBES:
        gains = above[:, left].sum(axis=1)
        widest = int(gains.argmax())
        if gains[widest] < _LEAST_GAIN * _SAMPLE:
            break
        chosen.append(widest)
        left &= ~above[widest]
    return np.asarray(best[:, chosen])
