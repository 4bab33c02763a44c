"""Trust and tension over time, and what moved them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tabletop.play import events as e
from tabletop.play.history import Applied
from tabletop.play.kinds import declared
from tabletop.play.parts.lines import Cause, TensionLine, TrustLine
from tabletop.referee.wording import Names
from tabletop.report.table.facts.walk import Walk


@dataclass(frozen=True)
class LevelAt:
    """A level at a moment; `at` is a position on the time axis of `Walk.when`."""

    at: float
    round: int
    seq: int
    level: float
    causes: tuple[Cause, ...]

    def told(self, names: Names) -> str:
        """Say what brought it there."""
        return "; ".join(dict.fromkeys(cause.told(names) for cause in self.causes))


@dataclass(frozen=True)
class Shift:
    """How one delegation's trust in another changed over the whole game, and its main cause."""

    of: str
    toward: str
    first: float
    last: float
    cause: Cause | None

    @property
    def change(self) -> float:
        return self.last - self.first


@dataclass(frozen=True)
class ClimateTold:
    """Tension and trust, each from before the first round on. `trust` is by (of, toward)."""

    crisis_at: float
    tension: tuple[LevelAt, ...]
    trust: Mapping[tuple[str, str], tuple[LevelAt, ...]]
    shifts: tuple[Shift, ...]


def climate(told: Walk) -> ClimateTold:
    """Return every change of the climate, by rulings, injects and adjustments."""
    exercise = told.exercise
    opening = told.steps[0].before.circumstances.climate if told.steps else None
    tension: list[LevelAt] = []
    trust: dict[tuple[str, str], list[LevelAt]] = {}
    lines: dict[tuple[str, str], list[TrustLine]] = {}
    if opening is not None:
        start = (Cause("opening"),)
        tension.append(LevelAt(0.0, 0, 0, opening.tension, start))
        trust = {pair: [LevelAt(0.0, 0, 0, t, start)] for pair, t in opening.trust.items()}
    at = 0.0
    for step in told.steps:
        before, after = step.before.circumstances.climate, step.after.circumstances.climate
        ruled = isinstance(step.event, e.ClimateChanged)
        if before is after and not ruled:
            continue
        # A ruling is placed at the end of its round, as is what follows it in that round.
        at = max(at, float(step.after.round) if ruled else told.when(step.event.seq))
        place = (at, step.after.round, step.event.seq)
        if ruled or after.tension != before.tension:
            tension.append(LevelAt(*place, after.tension, _tension_causes(step)))
        if isinstance(step.event, e.ClimateChanged):
            for line in step.event.trust_lines:
                lines.setdefault((line.of, line.toward), []).append(line)
        for pair, level in after.trust.items():
            if ruled or level != before.trust.get(pair):
                why = _trust_causes(step, pair)
                trust.setdefault(pair, []).append(LevelAt(*place, level, why))
    return ClimateTold(
        crisis_at=exercise.referee.crisis_at,
        tension=tuple(tension),
        trust={pair: tuple(levels) for pair, levels in trust.items()},
        shifts=tuple(
            Shift(*pair, levels[0].level, levels[-1].level, _most(lines.get(pair, ()), levels))
            for pair, levels in trust.items()
        ),
    )


def _tension_causes(step: Applied) -> tuple[Cause, ...]:
    if isinstance(step.event, e.ClimateChanged):
        return _once(step.event.tension_lines)
    return _outside(step)


def _trust_causes(step: Applied, pair: tuple[str, str]) -> tuple[Cause, ...]:
    if isinstance(step.event, e.ClimateChanged):
        return _once([x for x in step.event.trust_lines if (x.of, x.toward) == pair])
    return _outside(step)


def _outside(step: Applied) -> tuple[Cause, ...]:
    """Return what moved the climate between two rulings."""
    weather = declared(step.event).weather
    return (weather.cause,) if weather is not None and weather.cause is not None else ()


def _once(lines: Sequence[TrustLine | TensionLine]) -> tuple[Cause, ...]:
    """Return the causes of a ruling's lines, each once."""
    found: list[Cause] = []
    for line in lines:
        cause = Cause.of(line)
        if cause not in found:
            found.append(cause)
    return tuple(found) or (Cause("unmoved"),)


def _most(lines: Sequence[TrustLine], levels: list[LevelAt]) -> Cause | None:
    """Return what moved a trust furthest in the direction it went."""
    change = levels[-1].level - levels[0].level
    moved = [(Cause.of(line), line.change) for line in lines]
    moved += [
        (cause, after.level - before.level)
        for before, after in pairwise(levels)
        for cause in after.causes
        if cause.code in ("inject", "adjustment")
    ]
    sums: list[tuple[Cause, float]] = []
    for cause, _ in moved:
        if all(cause != one for one, _ in sums):
            sums.append((cause, math.fsum(by for one, by in moved if one == cause)))
    along = [(abs(by), cause) for cause, by in sums if by * change > 0]
    return max(along, key=lambda one: one[0])[1] if along else None
