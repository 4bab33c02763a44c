"""How what delegations do moves trust and tension.

The costlier the signal, the more it tells (Kydd, *Trust and Mistrust in International Relations*,
2005); unasked first steps tell most (Osgood, *An Alternative to War or Surrender*, 1962). With T
trust as a share and c the points the act costs its performer (absolute, at most 20):

    act performed          its beneficiaries' trust in the performer   + 0.30 (1 - T) c / 20
    gesture, first move    the same with 0.45 in place of 0.30
    breach                 beneficiaries' trust in the one who breached  - 0.60 T c / 20
                           every other delegation's a third of that, by its own T
    statement              everybody's trust in the speaker: hostile - 0.04, conciliatory + 0.02

    tension    options' own changes as they take effect, each broken issue + 10,
               no agreement in force + 3

A beneficiary is a delegation, other than the performer, to whom the step is worth points.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tabletop.exercise.model import Exercise
from tabletop.referee.circumstances import Circumstances, Climate, Pair
from tabletop.referee.codes import TensionCode, TrustCode, Values


@dataclass(frozen=True, slots=True)
class OptionStep:
    """An issue moved from one option to another, or the `share` of that move an instalment makes.

    `before` is the option that stood, the status quo if None: a step counts for the difference.
    """

    issue: str
    option: str
    before: str | None = None
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class ActDone:
    """A step that one delegation performed (or, among the breaches, broke).

    `signal` marks a gesture or the act of a delegation that its agreement has move first.
    """

    delegation: str
    step: OptionStep
    signal: bool = False


@dataclass(frozen=True, slots=True)
class Happened:
    """What a climate ruling weighs.

    `performed` and `broken` hold an entry for each delegation and issue; `effects` lists once each
    step that has taken effect for the table, whoever performed it, including joint texts on
    signature; `tones` are (delegation, tone) pairs, each counted once. `suspended` names an
    agreement that a breach keeps from being in force.
    """

    performed: tuple[ActDone, ...] = ()
    broken: tuple[ActDone, ...] = ()
    effects: tuple[OptionStep, ...] = ()
    tones: Iterable[tuple[str, str]] = ()
    in_force: bool = False
    suspended: str = ""


@dataclass(frozen=True, slots=True)
class TrustChange:
    """A `change`, in points of 0..100, to the trust of one delegation in another."""

    of: str
    toward: str
    change: float
    code: TrustCode
    values: Values


@dataclass(frozen=True, slots=True)
class TensionChange:
    """A `change`, in points of 0..100, to tension."""

    change: float
    code: TensionCode
    values: Values


@dataclass(frozen=True, slots=True)
class ClimateRuling:
    """The climate after a ruling: each level is the one before plus the sum of its changes."""

    climate: Climate
    trust: tuple[TrustChange, ...]
    tension: tuple[TensionChange, ...]


def ruling(exercise: Exercise, circumstances: Circumstances, happened: Happened) -> ClimateRuling:
    """Rule on the climate.

    Trust: acts performed in the order given, then breaches, then statements by delegation in the
    file's order, hostile first; each applies to the level that the one before left. Tension:
    effects in the order given, then breaches, then the lack of an agreement. Levels are clamped to
    0..100, and a change that was clamped records only what it moved. A change of nothing gets no
    line.
    """
    before = circumstances.climate
    trust = _Trust(exercise, before)
    for deed in happened.performed:
        _perform(exercise, circumstances, trust, deed)
    for deed in happened.broken:
        _break(exercise, circumstances, trust, deed)
    tones = set(happened.tones)
    for one in exercise.delegations:
        for tone, change in (
            ("hostile", -100 * exercise.referee.trust_hostile),
            ("conciliatory", 100 * exercise.referee.trust_conciliatory),
        ):
            if (one.id, tone) in tones:
                for other in trust.others(one.id):
                    trust.add(other, one.id, change, "statement", {"tone": tone})
    tension = _tension(exercise, before.tension, happened)
    level = before.tension + math.fsum(line.change for line in tension)
    return ClimateRuling(
        before.with_trust(trust.levels()).with_tension(level), tuple(trust.lines), tuple(tension)
    )


def crisis(exercise: Exercise, climate: Climate) -> bool:
    """Return whether tension makes the next round a crisis: no caucus, half the clock."""
    return climate.tension >= exercise.referee.crisis_at


def cost(
    exercise: Exercise, circumstances: Circumstances, delegation: str, step: OptionStep
) -> float:
    """Return c: the points (absolute, at most 20, times its share) a step costs or gives its
    performer.
    """
    points = abs(worth(exercise, circumstances, delegation, step))
    return step.share * min(exercise.referee.signal_points, points)


def trust_lost(
    exercise: Exercise, circumstances: Circumstances, delegation: str, step: OptionStep
) -> float:
    """Return the share, 0..1, of their trust in a delegation that beneficiaries lose by its breach.

    All others lose `trust_bystander` of that share.
    """
    constants = exercise.referee
    size = cost(exercise, circumstances, delegation, step) / constants.signal_points
    return constants.trust_breach * size


def beneficiaries(
    exercise: Exercise, circumstances: Circumstances, performer: str, step: OptionStep
) -> tuple[str, ...]:
    """Return the other delegations to whom a step is worth points, in the file's order."""
    return tuple(
        one.id
        for one in exercise.delegations
        if one.id != performer and worth(exercise, circumstances, one.id, step) > 0
    )


def worth(
    exercise: Exercise, circumstances: Circumstances, delegation: str, step: OptionStep
) -> float:
    """Return the points of a step to a delegation, including what injects added."""
    issue = exercise.issue_by_id[step.issue]

    def points(option: str) -> float:
        if option == issue.status_quo:
            return 0.0
        base = issue.option_by_id[option].points.get(delegation, 0.0)
        return base + circumstances.points.get((step.issue, option, delegation), 0.0)

    return points(step.option) - points(step.before or issue.status_quo)


class _Trust:
    """Trust while a ruling is made: the changes so far and their total."""

    def __init__(self, exercise: Exercise, climate: Climate) -> None:
        self.lines: list[TrustChange] = []
        self._exercise = exercise
        self._before = climate.trust
        self._changes: dict[Pair, list[float]] = {}

    def others(self, delegation: str) -> list[str]:
        return [one.id for one in self._exercise.delegations if one.id != delegation]

    def level(self, of: str, toward: str) -> float:
        return self._before.get((of, toward), 50.0) + math.fsum(self._changes.get((of, toward), ()))

    def levels(self) -> Mapping[Pair, float]:
        return {pair: self.level(*pair) for pair in self._changes}

    def add(self, of: str, toward: str, change: float, code: TrustCode, values: Values) -> None:
        change = _bounded(self.level(of, toward), change)
        if change:
            self._changes.setdefault((of, toward), []).append(change)
            self.lines.append(TrustChange(of, toward, change, code, values))


def _perform(
    exercise: Exercise, circumstances: Circumstances, trust: _Trust, deed: ActDone
) -> None:
    constants = exercise.referee
    rate = constants.trust_signal if deed.signal else constants.trust_act
    size = cost(exercise, circumstances, deed.delegation, deed.step) / constants.signal_points
    code: TrustCode = "signalled" if deed.signal else "performed"
    said = _values(deed.step)
    for one in beneficiaries(exercise, circumstances, deed.delegation, deed.step):
        room = 100 - trust.level(one, deed.delegation)
        trust.add(one, deed.delegation, rate * room * size, code, said)


def _break(exercise: Exercise, circumstances: Circumstances, trust: _Trust, deed: ActDone) -> None:
    constants = exercise.referee
    size = cost(exercise, circumstances, deed.delegation, deed.step) / constants.signal_points
    deprived = beneficiaries(exercise, circumstances, deed.delegation, deed.step)
    said = _values(deed.step)
    for one in trust.others(deed.delegation):
        rate = constants.trust_breach
        if one not in deprived:
            rate *= constants.trust_bystander
        lost = rate * trust.level(one, deed.delegation) * size
        trust.add(one, deed.delegation, -lost, "broke-word", said)


def _tension(exercise: Exercise, level: float, happened: Happened) -> list[TensionChange]:
    lines: list[TensionChange] = []

    def add(change: float, code: TensionCode, values: Values) -> None:
        now = level + math.fsum(line.change for line in lines)
        change = _bounded(now, change)
        if change:
            lines.append(TensionChange(change, code, values))

    for step in happened.effects:
        issue = exercise.issue_by_id[step.issue]
        stood = issue.option_by_id[step.before or issue.status_quo]
        change = step.share * (issue.option_by_id[step.option].tension - stood.tension)
        add(change, "took-effect", _values(step))
    for name in dict.fromkeys(deed.step.issue for deed in happened.broken):
        add(exercise.referee.tension_breach, "breach", {"issue": name})
    if not happened.in_force:
        if happened.suspended:
            add(exercise.referee.tension_idle, "suspended", {"agreement": happened.suspended})
        else:
            add(exercise.referee.tension_idle, "idle", {})
    return lines


def _bounded(level: float, change: float) -> float:
    """Return the part of a change that fits before the level reaches 0 or 100."""
    return min(100 - level, max(-level, change))


def _values(step: OptionStep) -> Values:
    """Return what a line says about a step; `part` only for an instalment."""
    if step.share == 1:
        return {"issue": step.issue, "option": step.option}
    return {"issue": step.issue, "option": step.option, "part": step.share}
