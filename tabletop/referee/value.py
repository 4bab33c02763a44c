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
from tabletop.referee.codes import LedgerCode, Value
from tabletop.referee.compile import (
    ChoiceRow,
    Combination,
    CompiledDelegation,
    CompiledExercise,
    Kind,
    Sequence,
    compiled,
)
from tabletop.referee.ledger import Score, ValueLine


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
"""By issue, `form` or `order`, what has become of it; an absent one is a promise made now."""

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
    """Return the red lines that a package crosses: why a delegation can't accept it, whatever it is
    worth.
    """
    party = compiled(exercise).parties[delegation]
    return tuple(because for when, because in party.red_lines if holds(when, package))


def acceptable(
    exercise: Exercise,
    package: Package,
    delegation: str,
    circumstances: Circumstances,
    facts: Facts = PROMISES,
) -> bool:
    """Return whether a package reaches the walk-away and crosses no red line."""
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

    With an agreement in force it is the value of the package. Without one it is the walk-away plus
    what gestures have moved: form, order and unmoved issues do not count.
    """
    score = value(exercise, package, delegation, circumstances, facts)
    if in_force:
        return score
    if exercise.whole:
        worth = walk_away(exercise, delegation, circumstances)
        return Score.summing(delegation, (ValueLine.of("walk-away", {}, worth, 1.0, "walk-away"),))
    known = compiled(exercise)
    still = {**package, **known.status_quo}
    unmoved = {"form", "order"} | {c.id for c in known.combinations if holds(c.when, still)}
    plan = ValueLine.of(
        "walk-away",
        {},
        walk_away(exercise, delegation, circumstances),
        1.0,
        "walk-away",
    )
    return Score.summing(
        delegation, (plan, *(line for line in score.ledger if line.source not in unmoved))
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    """A package and its facts, as shared by all delegations; `kept` is what is left of it."""

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
    exercise: Exercise, party: CompiledDelegation, reading: _Reading, circumstances: Circumstances
) -> Score:
    return Score.summing(party.id, _Bench(exercise, party, reading, circumstances).ledger())


class _Bench:
    """Builds one delegation's ledger for one reading."""

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
        self,
        exercise: Exercise,
        party: CompiledDelegation,
        reading: _Reading,
        circumstances: Circumstances,
    ) -> None:
        self._party = party
        self._reading = reading
        self._delegation = exercise.delegation_by_id[party.id]
        self._factor = circumstances.urgency.get(party.id, 1.0)
        self._shifts = circumstances.points
        self._trust = circumstances.climate.trust
        self._now = max(1, circumstances.round)
        self._relied = self._reliance(party.pairs)

    def ledger(self) -> list[ValueLine]:
        """Return a line for every choice and interaction that is worth something, in the file's
        order.
        """
        reading, package, shifts = self._reading, self._reading.package, self._shifts
        lines = []
        for row in self._party.rows:
            option = package[row.choice]
            place = reading.places[row.choice][option]
            points = row.points[place]
            if shifts and option != reading.status_quo.get(row.choice):
                points += shifts.get((row.choice, option, self._party.id), 0.0)
            if points:
                values = dict(row.values[place])
                code, factor = self._weigh(row, points, values)
                lines.append(ValueLine.of(code, values, points, factor, row.choice))
        for one in reading.combined:
            points = one.points.get(self._party.id, 0.0)
            if points:
                values = {}
                code, factor = self._combine(one, points, values)
                lines.append(ValueLine.of(code, values, points, factor, one.id))
        return lines

    def _weigh(
        self, row: ChoiceRow, points: float, values: dict[str, Value]
    ) -> tuple[LedgerCode, float]:
        """Return a choice's code and factor; further details go into `values`."""
        fact = self._reading.facts.get(row.choice)
        if row.kind is Kind.OTHERS:
            if points < 0:
                return "theirs-cost", _delivered(fact, 1.0, {}, values)
            share = self._reliance(row.pairs)
            told: dict[str, Value] = {"share": share}
            factor = _delivered(fact, self._late(share, told), told, values)
            return "theirs", self._timed(factor, fact, values)
        if row.kind is Kind.OWN:
            if points < 0:
                return self._cost(fact, values)
            return "own", self._timed(_delivered(fact, 1.0, {}, values), fact, values)
        joint = row.kind is Kind.JOINT
        if points < 0:
            return "joint-cost" if joint else "bound-cost", 1.0
        share = 1.0
        if fact is not None and fact.fade:
            share = self._reading.fade**fact.fade
            values["fade"], values["idle"] = share, fact.fade
        return "joint" if joint else "bound", self._timed(share, fact, values)

    def _cost(self, fact: Delivery | None, values: dict[str, Value]) -> tuple[LedgerCode, float]:
        """Return the factor on the cost of an own act: P + (1 - P) e for as long as it is a
        promise.
        """
        reading, party = self._reading, self._party
        if not party.counterparts:
            return "own-cost-unmatched", _delivered(fact, 1.0, {}, values)
        if party.counterparts.isdisjoint(reading.promising):
            return "own-cost-unanswered", _delivered(fact, 1.0, {}, values)
        exposed = party.exposure[reading.package["order"]]
        share = self._relied + (1 - self._relied) * exposed
        if exposed == 1:
            return "own-cost-exposed", _delivered(fact, share, {}, values)
        return "own-cost", _delivered(fact, share, {"share": share}, values)

    def _combine(
        self, one: Combination, points: float, values: dict[str, Value]
    ) -> tuple[LedgerCode, float]:
        """Do the same as `_weigh` for an interaction."""
        if points < 0:
            return "interaction", 1.0
        reading, facts = self._reading, self._reading.facts
        since = None
        if facts:
            since = self._latest(choice for choice, _ in one.when)
        if not one.doubt:
            return "interaction", self._timed(1.0, since, values)
        moved = [i for i in one.acts if reading.kept[i] != reading.status_quo[i]]
        found = [facts.get(issue) for issue in moved]
        done = min((fact.done if fact else 0.0 for fact in found), default=0.0)
        broken = any(fact.broken for fact in found if fact)
        code: LedgerCode = "interaction-undoubted"
        told: dict[str, Value] = {}
        if self._party.counterparts:
            code = "interaction-in-doubt"
            told = {
                "delegations": tuple(other for _, other in self._party.pairs),
                "share": self._relied,
            }
        fact = Delivery(self._now, done, broken) if done or broken else None
        factor = _delivered(fact, self._late(self._relied, told), told, values)
        return code, self._timed(factor, since, values)

    def _latest(self, choices: Iterable[str]) -> Delivery | None:
        """Return the delivery that dates an interaction: the most recent of the moved issues it
        names.

        None (dated now) where one of them is a promise made now, or none has moved. Form and order
        date it only where their own delivery is known.
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
        """Return p(T): the lowest of these trusts, raised by how the package is bound."""
        lowest = 1.0
        for pair in pairs:
            trust = self._trust.get(pair, 50.0) / 100
            lowest = min(lowest, trust)
        return lowest + (1 - lowest) * self._reading.assurance

    def _late(self, share: float, told: dict[str, Value]) -> float:
        """Apply the delay factor: what is promised in instalments comes later and is worth less."""
        delay = self._reading.sequence.delay
        if delay == 1:
            return share
        told["delay"] = delay
        return share * delay

    def _timed(self, factor: float, fact: Delivery | None, values: dict[str, Value]) -> float:
        """Apply the urgency of the round in which a gain was agreed."""
        since = self._now if fact is None else max(1, fact.since)
        urgency = min(1.0, self._delegation.urgency_in(since) * self._factor)
        if urgency == 1:
            return factor
        values["urgency"], values["since"] = urgency, since
        return factor * urgency


def _delivered(
    fact: Delivery | None, promise: float, told: dict[str, Value], values: dict[str, Value]
) -> float:
    """Combine the factors: done counts in full, outstanding as a promise, broken not at all.

    `told` describes the promise, for as long as something is still promised.
    """
    if fact is None or (not fact.done and not fact.broken):
        values.update(told)
        return promise
    values["done"] = min(1.0, fact.done)
    if fact.done >= 1:
        return 1.0
    if fact.broken:
        values["broken"] = True
        return fact.done
    values.update(told)
    return fact.done + (1 - fact.done) * promise
