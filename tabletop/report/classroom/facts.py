"""What a class comparison needs to know about one table: small and frozen, without events or
states.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tabletop.exercise.model import Exercise
from tabletop.play import events as e
from tabletop.play.history import traverse
from tabletop.play.queries.clock import between
from tabletop.play.queries.offers import tally_of
from tabletop.play.state import FACILITATOR, Offer, State, initial
from tabletop.play.telling.hearing import taken_back
from tabletop.play.view.appraise import appraise
from tabletop.referee.circumstances import reaches
from tabletop.referee.value import red_lines
from tabletop.report.kit.people import Person, people

Live = Sequence[e.AnyEvent]
"""A table's events without those that were taken back."""


@dataclass(frozen=True, slots=True)
class Side:
    """One delegation at one table.

    `value` and `walk_away` are those of the last ruling, including adjustments; None where nothing
    was ever ruled. `crossed` are the red lines that what stands crosses.
    """

    delegation: str
    people: tuple[Person, ...]
    value: float | None
    walk_away: float | None
    crossed: tuple[str, ...]
    signed: bool
    offers: int
    gestures: int
    breaches: int

    @property
    def surplus(self) -> float | None:
        """The value less the walk-away."""
        if self.value is None or self.walk_away is None:
            return None
        return self.value - self.walk_away

    @property
    def content(self) -> bool:
        """Whether this outcome is acceptable: at least the walk-away, and no red line crossed."""
        return self.surplus is not None and reaches(self.surplus, 0) and not self.crossed


@dataclass(frozen=True, slots=True)
class Deal:
    """The agreement in force at the end.

    `first_round` is that of the table's first agreement, `round` that of this one. `acts` counts
    the issues it moves that somebody has to carry out, and `performed` those carried out in full.
    """

    by: str
    signed: tuple[str, ...]
    first_round: int
    round: int
    package: Mapping[str, str]
    acts: int
    performed: int
    tally: str = ""
    """What it had of the signatures or votes that it needed; empty where everybody had to sign."""


@dataclass(frozen=True, slots=True)
class FirstOffer:
    """The first offer: by whom, in which round, and its value to each delegation when tabled."""

    by: str
    round: int
    worth: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class TableFacts:
    """One table. `trail` concatenates the first bytes of every event's chain."""

    path: str
    exercise: str
    version: str
    """The SHA-256 of the exercise's own text."""
    trail: str
    origin: str
    """For a what-if: the transcript and the event it was forked from."""
    events: int
    begun: str
    minutes: int
    rounds: int
    ended: bool
    ending: str
    """The ending's title, empty where there is none."""
    sides: tuple[Side, ...]
    deal: Deal | None
    stands: Mapping[str, str]
    """The package that stands at the end, including what gestures moved."""
    agreements: int
    first: FirstOffer | None
    offers: int
    counters: int
    rejections: int
    gestures: int
    breaches: int
    due: int
    """Acts that fell due, once for each performer and instalment."""
    tones: Mapping[str, int]
    messages: int
    adjustments: int
    trust: Mapping[str, float]
    """Every pair by `of-toward`, 0..100, at the end."""
    tension: float
    pointed: bool = True
    """Something has points in the exercise, so that the referee rules on what everybody has."""
    decided: Mapping[str, str] = field(default_factory=dict)
    """By decision, the option that holds at the end."""
    undecided: tuple[str, ...] = ()
    """The decisions that were asked and that nobody took."""

    @property
    def performed(self) -> int:
        """How many of the acts due were performed."""
        return self.due - self.breaches

    @property
    def kept(self) -> bool | None:
        """Whether nothing was breached and every act in force was carried out in full; None where
        there was nothing to carry out.
        """
        deal = self.deal
        if deal is None or not (deal.acts or self.due):
            return None
        return not self.breaches and deal.performed == deal.acts

    @property
    def ruled(self) -> bool:
        """Whether there is an outcome to compare."""
        return all(one.value is not None for one in self.sides)

    @property
    def values(self) -> dict[str, float]:
        """Every delegation's value; empty where nothing was ruled."""
        found = {one.delegation: one.value for one in self.sides}
        return {one: value for one, value in found.items() if value is not None}

    @property
    def acceptable(self) -> bool:
        """Whether the outcome is acceptable to every delegation."""
        return all(one.content for one in self.sides)


def facts_of(
    exercise: Exercise,
    events: Sequence[e.AnyEvent],
    rules: int,
    *,
    path: str,
    version: str,
    trail: str,
    origin: str = "",
) -> TableFacts:
    """Extract the facts in one pass over a table's events. Raises `Unfit` where an event does not
    fit.
    """
    undone = taken_back(events)
    live = [event for event in events if event.seq not in undone]
    state, first = _walked(exercise, events, rules, undone)
    kinds = Counter(event.kind for event in live)
    offers = (*state.past_offers, *state.offers.values())
    return TableFacts(
        path=path,
        exercise=exercise.id,
        version=version,
        trail=trail,
        origin=origin,
        events=len(events),
        begun=events[0].at if events else "",
        minutes=_minutes(events),
        rounds=state.round,
        ended=state.ending is not None,
        ending=next((one.title for one in exercise.endings if one.id == state.ending), ""),
        sides=tuple(_side(state, one.id, live, offers) for one in exercise.delegations),
        deal=_deal(state, offers),
        stands=dict(state.standing),
        agreements=len(state.agreements),
        first=first,
        offers=len(offers),
        counters=sum(one.reply_to is not None for one in offers),
        rejections=kinds["offer.rejected"],
        gestures=kinds["gesture.made"],
        breaches=kinds["term.breached"],
        due=kinds["term.performed"] + kinds["term.breached"],
        tones=Counter(one.tone for one in state.statements),
        messages=len(state.messages),
        adjustments=len(state.adjustments),
        trust={
            key: state.circumstances.climate.trust[pair] for key, pair in exercise.pairs.items()
        },
        tension=state.circumstances.climate.tension,
        pointed=exercise.has.points,
        decided={
            id: one.option
            for id, one in state.decisions.items()
            if one.option is not None and not one.open
        },
        undecided=tuple(
            id for id, one in state.decisions.items() if one.option is None or one.open
        ),
    )


def _walked(
    exercise: Exercise, events: Sequence[e.AnyEvent], rules: int, undone: frozenset[int]
) -> tuple[State, FirstOffer | None]:
    """Return the final state, and the first offer with its values when it was tabled."""
    state, first = initial(exercise, rules), None
    for event, before, after in traverse(state, events):
        if first is None and isinstance(event, e.OfferTabled) and event.seq not in undone:
            first = _first(before, event)
        state = after
    return state, first


def _first(state: State, event: e.OfferTabled) -> FirstOffer:
    worth = appraise(state, FACILITATOR, event.package)
    return FirstOffer(event.delegation, state.round, {d: one.value for d, one in worth.items()})


def _side(state: State, id: str, live: Live, offers: Sequence[Offer]) -> Side:
    ruled = state.scores.get(id)
    agreed = state.agreement
    return Side(
        delegation=id,
        people=tuple(one for one in people(live) if one.delegation == id),
        value=ruled.value if ruled else None,
        walk_away=ruled.walk_away if ruled else None,
        crossed=red_lines(state.exercise, state.standing, id),
        signed=agreed is not None and id in agreed.signed,
        offers=sum(one.delegation == id for one in offers),
        gestures=sum(isinstance(one, e.GestureMade) and one.delegation == id for one in live),
        breaches=sum(isinstance(one, e.TermBreached) and one.delegation == id for one in live),
    )


def _deal(state: State, offers: Sequence[Offer]) -> Deal | None:
    agreed = state.agreement
    if agreed is None:
        return None
    offer = next(one for one in offers if one.id == agreed.offer)
    acts = [
        issue.id
        for issue in state.exercise.issues
        if state.exercise.performers(issue.id) and agreed.package[issue.id] != issue.status_quo
    ]
    performed = [id for id in acts if _performed(state, id, agreed.package[id])]
    return Deal(
        by=offer.delegation,
        signed=agreed.signed,
        first_round=state.agreements[0].round,
        round=agreed.round,
        package=dict(agreed.package),
        acts=len(acts),
        performed=len(performed),
        tally=tally_of(state, offer),
    )


def _performed(state: State, issue: str, option: str) -> bool:
    term = state.terms.get(issue)
    return term is not None and term.option == option and term.done >= 1 and not term.broken


def _minutes(events: Sequence[e.AnyEvent]) -> int:
    return round(between(events[0].at, events[-1].at) / 60_000) if events else 0
