"""Trust and tension over time, and what moved them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from tabletop.play import events as e
from tabletop.report.facts.walk import Step, Walk


@dataclass(frozen=True)
class Measured:
    """A level at a moment; `at` on the axis of time of `Walk.when`."""

    at: float
    round: int
    seq: int
    level: float
    because: str


@dataclass(frozen=True)
class Shift:
    """How the trust of one delegation in another changed over the whole game, and by what most."""

    of: str
    toward: str
    first: float
    last: float
    because: str

    @property
    def change(self) -> float:
        return self.last - self.first


@dataclass(frozen=True)
class ClimateTold:
    """Tension and trust, each from before the first round on. `trust` is by (of, toward)."""

    crisis_at: float
    tension: tuple[Measured, ...]
    trust: Mapping[tuple[str, str], tuple[Measured, ...]]
    shifts: tuple[Shift, ...]


def climate(told: Walk) -> ClimateTold:
    """Every change of the climate, ruled or brought about by an inject or an adjustment."""
    exercise = told.exercise
    opening = told.steps[0].before.circumstances.climate if told.steps else None
    tension: list[Measured] = []
    trust: dict[tuple[str, str], list[Measured]] = {}
    lines: dict[tuple[str, str], list[e.TrustLine]] = {}
    if opening is not None:
        start = "as the exercise begins"
        tension.append(Measured(0.0, 0, 0, opening.tension, start))
        trust = {pair: [Measured(0.0, 0, 0, t, start)] for pair, t in opening.trust.items()}
    at = 0.0
    for step in told.steps:
        before, after = step.before.circumstances.climate, step.after.circumstances.climate
        ruled = isinstance(step.event, e.ClimateChanged)
        if before is after and not ruled:
            continue
        # A ruling stands at the end of its round, and so does what follows it in that round.
        at = max(at, float(step.after.round) if ruled else told.when(step.event.seq))
        place = (at, step.after.round, step.event.seq)
        if ruled or after.tension != before.tension:
            tension.append(Measured(*place, after.tension, _tension_because(step)))
        if isinstance(step.event, e.ClimateChanged):
            for line in step.event.trust_lines:
                lines.setdefault((line.of, line.toward), []).append(line)
        for pair, level in after.trust.items():
            if ruled or level != before.trust.get(pair):
                why = _trust_because(step, pair)
                trust.setdefault(pair, []).append(Measured(*place, level, why))
    return ClimateTold(
        crisis_at=exercise.referee.crisis_at,
        tension=tuple(tension),
        trust={pair: tuple(levels) for pair, levels in trust.items()},
        shifts=tuple(
            Shift(*pair, levels[0].level, levels[-1].level, _most(lines.get(pair, ()), levels))
            for pair, levels in trust.items()
        ),
    )


def _tension_because(step: Step) -> str:
    if isinstance(step.event, e.ClimateChanged):
        return _joined([line.because for line in step.event.tension_lines])
    return _outside(step)


def _trust_because(step: Step, pair: tuple[str, str]) -> str:
    if isinstance(step.event, e.ClimateChanged):
        mine = [x.because for x in step.event.trust_lines if (x.of, x.toward) == pair]
        return _joined(mine)
    return _outside(step)


def _outside(step: Step) -> str:
    match step.event:
        case e.InjectDelivered():
            return f"inject: {step.event.title}"
        case e.RulingAdjusted():
            return f"adjusted by the facilitator: {step.event.reason}"
        case _:
            return ""


def _joined(because: list[str]) -> str:
    return "; ".join(dict.fromkeys(because)) or "nothing moved it"


def _most(lines: list[e.TrustLine] | tuple[()], levels: list[Measured]) -> str:
    """What moved a trust furthest in the direction it went."""
    change = levels[-1].level - levels[0].level
    sums: dict[str, float] = {}
    for line in lines:
        sums[line.because] = sums.get(line.because, 0.0) + line.change
    for before, after in pairwise(levels):
        if after.because.startswith(("inject: ", "adjusted ")):
            step = after.level - before.level
            sums[after.because] = sums.get(after.because, 0.0) + step
    along = {because: value for because, value in sums.items() if value * change > 0}
    return max(along, key=lambda because: abs(along[because])) if along else ""
