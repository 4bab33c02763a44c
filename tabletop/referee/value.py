"""What a package is worth to a delegation, as a ledger that sums to it exactly.

Additive values over issues with a few interactions (Keeney and Raiffa, *Decisions with Multiple
Objectives*, 1976), set against a walk-away (Raiffa, *The Art and Science of Negotiation*, 1982);
promises are discounted by trust and by how they are bound, since words alone commit nobody
(Fearon, "Rationalist Explanations for War", 1995; Kydd, *Trust and Mistrust in International
Relations*, 2005). With T the trust of delegation d as a share:

    T(d, C)  the lowest trust of d in the delegations C (1 where C is empty)
    k(x)   = min(0.9, assurance of form + of order + of each issue's option)
    p(t)   = t + (1 - t) k
    P      = p(T(d, counterparts of d))
    e      = together 0.3, step by step 0.2, d first 1, d second 0, counterparts promise nothing 1

    joint text, form, order        gain: urgency                         cost: 1
    others' act, performers B      gain: urgency * delay * p(T(d, B))    cost: 1
    own act                        gain: urgency                         cost: P + (1 - P) e
    interaction                    gain: urgency (* delay * P in doubt)  cost: 1

In play facts replace promises, issue by issue: see `Delivery`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

from tabletop.exercise.conditions import holds
from tabletop.exercise.model import Exercise
from tabletop.exercise.package import Package
from tabletop.referee.circumstances import Circumstances, Pair, reaches, walk_away
from tabletop.referee.compile import (
    Combination,
    CompiledExercise,
    Kind,
    Party,
    Row,
    Sequence,
    compiled,
)
from tabletop.referee.ledger import Line, Score


@dataclass(frozen=True, slots=True)
class Delivery:
    """What has become of one moved issue of the package in force.

    `since` is the round in which it was agreed: its urgency is taken from that round. `done` is the
    share performed, 0..1; `broken` says that what is not done is back at the status quo. `fade`
    counts the rounds of its agreement at whose end no act of it had been performed.
    """

    since: int
    done: float = 0.0
    broken: bool = False
    fade: int = 0


Facts: TypeAlias = Mapping[str, Delivery]
"""Issue, `form` or `order` to what has become of it; what is absent is a promise made now."""

PROMISES: Facts = MappingProxyType({})


def value(
    exercise: Exercise,
    package: Package,
    delegation: str,
    circumstances: Circumstances,
    facts: Facts = PROMISES,
) -> Score:
    """Score a package for one delegation. Raises `KeyError` for ids the exercise does not have."""
    known = compiled(exercise)
    reading = _read(known, package, facts)
    return _score(exercise, known.parties[delegation], reading, circumstances)


def values(
    exercise: Exercise,
    package: Package,
    circumstances: Circumstances,
    facts: Facts = PROMISES,
) -> dict[str, Score]:
    """Score a package for every delegation."""
    known = compiled(exercise)
    reading = _read(known, package, facts)
    return {one.id: _score(exercise, one, reading, circumstances) for one in known.parties.values()}


def red_lines(exercise: Exercise, package: Package, delegation: str) -> tuple[str, ...]:
    """Why a delegation can't accept a package whatever it is worth: the red lines it crosses."""
    party = compiled(exercise).parties[delegation]
    return tuple(because for when, because in party.red_lines if holds(when, package))


def acceptable(
    exercise: Exercise,
    package: Package,
    delegation: str,
    circumstances: Circumstances,
    facts: Facts = PROMISES,
) -> bool:
    """Say whether a package is worth at least the walk-away and crosses no red line."""
    if red_lines(exercise, package, delegation):
        return False
    score = value(exercise, package, delegation, circumstances, facts)
    return reaches(score.value, walk_away(exercise, delegation, circumstances))


def standing_score(
    exercise: Exercise,
    package: Package,
    delegation: str,
    circumstances: Circumstances,
    facts: Facts,
    in_force: bool,
) -> Score:
    """Score what stands at a table.

    With an agreement in force it is the value of the package. Without one it is the walk-away and
    what gestures have moved, so that form, order and what holds of nothing moved do not count.
    """
    score = value(exercise, package, delegation, circumstances, facts)
    if in_force:
        return score
    known = compiled(exercise)
    still = {**package, **known.status_quo}
    unmoved = {"form", "order"} | {c.id for c in known.combinations if holds(c.when, still)}
    plan = Line.of(
        "No agreement: what your plan without one is worth",
        walk_away(exercise, delegation, circumstances),
        1.0,
        "walk-away",
    )
    return Score.summing(
        delegation, (plan, *(line for line in score.ledger if line.source not in unmoved))
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    """A package and its facts, as all delegations read it; `kept` is what is left of it."""

    package: Package
    kept: Package
    facts: Facts
    places: Mapping[str, Mapping[str, int]]
    fade: float
    assurance: float
    sequence: Sequence
    promising: frozenset[str]
    combined: tuple[Combination, ...]
    status_quo: Mapping[str, str]


def _read(known: CompiledExercise, package: Package, facts: Facts) -> _Reading:
    status_quo = known.status_quo
    kept = package
    if facts:
        lost = [i for i in known.issues if i in facts and facts[i].broken and not facts[i].done]
        if lost:
            kept = {**package, **{issue: status_quo[issue] for issue in lost}}
    promising: set[str] = set()
    for issue, performers in known.performers.items():
        if performers and kept[issue] != status_quo[issue]:
            promising.update(performers)
    sure = 0.0
    for choice in known.assured:
        sure += known.assurance[choice][known.places[choice][kept[choice]]]
    return _Reading(
        package,
        kept,
        facts,
        known.places,
        known.fade,
        min(known.most_assurance, sure),
        known.sequences[package["order"]],
        frozenset(promising),
        tuple(one for one in known.combinations if holds(one.when, kept)),
        status_quo,
    )


def _score(
    exercise: Exercise, party: Party, reading: _Reading, circumstances: Circumstances
) -> Score:
    return Score.summing(party.id, _Bench(exercise, party, reading, circumstances).ledger())


class _Bench:
    """Where one delegation's ledger for one reading is made."""

    __slots__ = (
        "_delegation",
        "_factor",
        "_now",
        "_party",
        "_reading",
        "_relied",
        "_shifts",
        "_trust",
    )

    def __init__(
        self, exercise: Exercise, party: Party, reading: _Reading, circumstances: Circumstances
    ) -> None:
        self._party = party
        self._reading = reading
        self._delegation = exercise.delegation_by_id[party.id]
        self._factor = circumstances.urgency.get(party.id, 1.0)
        self._shifts = circumstances.points
        self._trust = circumstances.climate.trust
        self._now = max(1, circumstances.round)
        self._relied = self._reliance(party.pairs)

    def ledger(self) -> list[Line]:
        """A line for every choice and interaction that is worth something, in the file's order."""
        reading, package, shifts = self._reading, self._reading.package, self._shifts
        lines = []
        for row in self._party.rows:
            option = package[row.choice]
            place = reading.places[row.choice][option]
            points = row.points[place]
            if shifts and option != reading.status_quo.get(row.choice):
                points += shifts.get((row.choice, option, self._party.id), 0.0)
            if points:
                factor, reason = self._weigh(row, points)
                lines.append(Line.of(row.stems[place] + reason, points, factor, row.choice))
        for one in reading.combined:
            points = one.points.get(self._party.id, 0.0)
            if points:
                factor, reason = self._combine(one, points)
                lines.append(Line.of(one.because + reason, points, factor, one.id))
        return lines

    def _weigh(self, row: Row, points: float) -> tuple[float, str]:
        fact = self._reading.facts.get(row.choice)
        if row.kind is Kind.OTHERS:
            if points < 0:
                return _delivered(fact, 1.0, "at its full cost to you")
            share = self._reliance(row.pairs)
            reason = f"as far as you can rely on it ({_percent(share)})"
            factor, reason = _delivered(fact, *self._late(share, reason))
            return self._timed(factor, reason, fact)
        if row.kind is Kind.OWN:
            if points < 0:
                return _delivered(fact, *self._cost())
            return self._timed(*_delivered(fact, 1.0, "a gain that hangs on nobody else"), fact)
        if points < 0:
            return 1.0, ", which costs you"
        if fact is None or not fact.fade:
            return self._timed(1.0, "", fact)
        share = self._reading.fade**fact.fade
        idle = "a round" if fact.fade == 1 else f"{fact.fade} rounds"
        reason = f", times {_percent(share)} after {idle} in which none of its acts took effect"
        return self._timed(share, reason, fact)

    def _cost(self) -> tuple[float, str]:
        """The factor on the cost of an own act that is still a promise: P + (1 - P) e."""
        reading, party = self._reading, self._party
        if not party.counterparts:
            return 1.0, "at its full cost, since you wait for nobody's act in return"
        if party.counterparts.isdisjoint(reading.promising):
            return 1.0, "at its full cost, since the other side promises nothing"
        exposed = party.exposure[reading.package["order"]]
        share = self._relied + (1 - self._relied) * exposed
        if exposed == 1:
            return share, "at its full cost, whether or not the other side follows"
        return (
            share,
            f"at {_percent(share)} of its cost, since you would stop if the other side failed",
        )

    def _combine(self, one: Combination, points: float) -> tuple[float, str]:
        if points < 0:
            return 1.0, ""
        reading, facts = self._reading, self._reading.facts
        since = None
        if facts:
            since = self._latest(choice for choice, _ in one.when)
        factor, reason = 1.0, ""
        if one.doubt:
            moved = [i for i in one.acts if reading.kept[i] != reading.status_quo[i]]
            told = [facts.get(issue) for issue in moved]
            done = min((fact.done if fact else 0.0 for fact in told), default=0.0)
            broken = any(fact.broken for fact in told if fact)
            promise = "without doubt to you, since you wait for nobody's act in return"
            if self._party.counterparts:
                promise = (
                    f"as far as you can rely on {self._party.trusted} ({_percent(self._relied)})"
                )
            fact = Delivery(self._now, done, broken) if done or broken else None
            factor, reason = _delivered(fact, *self._late(self._relied, promise))
        return self._timed(factor, reason, since)

    def _latest(self, choices: Iterable[str]) -> Delivery | None:
        """The delivery that dates an interaction: of the moved things it names, the youngest.

        None (dated now) where one of them is a promise made now, or none has moved. Form and order
        date it only where their own delivery is told.
        """
        reading = self._reading
        latest: Delivery | None = None
        for choice in choices:
            if reading.kept[choice] == reading.status_quo.get(choice):
                continue
            fact = reading.facts.get(choice)
            if fact is None:
                if choice in reading.status_quo:
                    return None
                continue
            if latest is None or fact.since > latest.since:
                latest = fact
        return latest

    def _reliance(self, pairs: tuple[Pair, ...]) -> float:
        """p(T): the lowest of these trusts, helped by how the package is bound."""
        lowest = 1.0
        for pair in pairs:
            trust = self._trust.get(pair, 50.0) / 100
            lowest = min(lowest, trust)
        return lowest + (1 - lowest) * self._reading.assurance

    def _late(self, share: float, reason: str) -> tuple[float, str]:
        """What is promised in instalments comes later and is worth less."""
        delay = self._reading.sequence.delay
        if delay == 1:
            return share, reason
        return share * delay, f"{reason}, times {_percent(delay)} for coming in instalments"

    def _timed(self, factor: float, reason: str, fact: Delivery | None) -> tuple[float, str]:
        """A gain is worth what it was in the round it was agreed."""
        since = self._now if fact is None else max(1, fact.since)
        urgency = min(1.0, self._delegation.urgency_in(since) * self._factor)
        if urgency == 1:
            return factor, reason
        return factor * urgency, f"{reason}, times {_percent(urgency)} for a gain of round {since}"


def _delivered(fact: Delivery | None, promise: float, reason: str) -> tuple[float, str]:
    """What is done counts in full, what is outstanding as a promise, what is broken not at all."""
    if fact is None or (not fact.done and not fact.broken):
        return promise, f", {reason}"
    if fact.done >= 1:
        return 1.0, ", performed"
    if fact.broken:
        part = f"only the {_percent(fact.done)} that was performed counts"
        return fact.done, f", broken: {part if fact.done else 'back at the status quo'}"
    share = fact.done + (1 - fact.done) * promise
    rest = _percent(1 - fact.done)
    return share, f", {_percent(fact.done)} performed, {rest} still promised: {reason}"


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"
