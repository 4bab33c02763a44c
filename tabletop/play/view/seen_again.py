"""Parts of a view that are the same as when they were last seen, kept so as not to be made again.

A view is asked for after every event, and most of it has not changed: an offer looks the same to a
seat as long as the offer and all that it is judged by are. A state shares with the next one
whatever an event leaves alone, so "the same" is one look at identities.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import is_
from typing import TypeVar

from tabletop.exercise.model import Exercise
from tabletop.play import seen as s
from tabletop.play.state import FACILITATOR, Offer, State
from tabletop.referee.remembered import remembered

T = TypeVar("T")
_MOST_KEPT = 1_024
"""Parts that are kept for an exercise: more than the seats of a table look at in one round."""

Worths = dict[str, s.Worth]
Basis = tuple[object, ...]
"""All that a part is made of; compared by identity."""


@remembered
def _kept(_exercise: Exercise) -> dict[tuple[object, ...], tuple[Basis, object]]:
    return {}


def _again(exercise: Exercise, key: tuple[object, ...], basis: Basis, make: Callable[[], T]) -> T:
    """Return a part as it was made of the very same basis, or make it."""
    kept = _kept(exercise)
    found = kept.get(key)
    if found is not None and all(map(is_, found[0], basis)):
        # What was made under a key is of the type that its one caller makes.
        return found[1]  # type: ignore[return-value]
    if len(kept) >= _MOST_KEPT:
        kept.clear()
    made = make()
    kept[key] = (basis, made)
    return made


def offers_again(
    state: State, seat: str | None, as_needed: bool
) -> Callable[[Offer, str, Callable[[Offer, str], s.OfferSeen]], s.OfferSeen]:
    """Return how offers, with their words, look to a seat as they were last made, or are made."""
    kept = _kept(state.exercise)
    closed: Basis = (state.seats, state.stage == "debrief")
    judged: Basis = (*closed, *_judged_by(state))

    def again(offer: Offer, text: str, make: Callable[[Offer, str], s.OfferSeen]) -> s.OfferSeen:
        # What became of an agreed one goes on changing.
        if offer.status == "agreed":
            return make(offer, text)
        key = ("offer", id(offer), seat, text, as_needed)
        basis = judged if offer.status == "open" else closed
        found = kept.get(key)
        if found is not None and found[0][0] is offer and all(map(is_, found[0][1:], basis)):
            return found[1]  # type: ignore[return-value]
        if len(kept) >= _MOST_KEPT:
            kept.clear()
        made = make(offer, text)
        kept[key] = ((offer, *basis), made)
        return made

    return again


def past_offers_again(
    state: State,
    seat: str | None,
    as_needed: bool,
    make: Callable[[], tuple[tuple[Offer, s.OfferSeen | None], ...]],
) -> tuple[tuple[Offer, s.OfferSeen | None], ...]:
    """Return the offers of earlier rounds that a seat sees, and how all but agreed ones look."""
    basis: Basis = (state.past_offers, state.seats, state.stage == "debrief")
    return _again(state.exercise, ("past offers", seat, as_needed), basis, make)


def worth_again(
    state: State, seat: str | None, package: Mapping[str, str], make: Callable[[], Worths]
) -> Worths:
    """Return what an open offer's package is worth to whom a seat may know."""
    basis: Basis = (
        package,
        state.seats,
        state.stage == "debrief",
        state.circumstances,
        state.standing,
        state.terms,
        state.agreements,
    )
    return _again(state.exercise, ("worth", id(package), seat), basis, make)


def worth_now_again(state: State, seat: str | None, make: Callable[[], Worths]) -> Worths:
    """Return what stands is worth to whom a seat may know."""
    basis: Basis = (
        state.seats,
        state.stage == "debrief",
        state.circumstances,
        state.standing,
        state.terms,
        state.agreements,
        state.adjustments,
        state.decisions,
    )
    return _again(state.exercise, ("worth now", seat), basis, make)


def bound_again(
    state: State, id: str, mine: tuple[str, ...], make: Callable[[], s.ChoiceSeen]
) -> s.ChoiceSeen:
    """Return the form or the order as whoever may know the points of `mine` sees it."""
    return _again(state.exercise, (id, mine), (), make)


def injects_again(
    state: State, seat: str | None, make: Callable[[], tuple[s.InjectSeen, ...]]
) -> tuple[s.InjectSeen, ...]:
    """Return the injects that a seat has read."""
    basis: Basis = (state.injects, state.seats, state.stage == "debrief")
    return _again(state.exercise, ("injects", seat), basis, make)


def _judged_by(state: State) -> Basis:
    return (
        state.circumstances,
        state.standing,
        state.terms,
        state.agreements,
        state.votes,
        state.absent,
        state.stage,
    )


def issues_again(
    state: State, mine: tuple[str, ...], make: Callable[[], tuple[s.ChoiceSeen, ...]]
) -> tuple[s.ChoiceSeen, ...]:
    """Return the issues as they are seen by whoever may know the points of `mine`."""
    now = state.circumstances
    # Where injects have changed nothing of it every game of the exercise looks the same.
    basis: Basis = (
        now.points or None,
        now.forbidden or None,
        state.standing if now.forbidden else None,
    )
    return _again(state.exercise, ("issues", mine), basis, make)


def refusals_again(state: State, seat: str, make: Callable[[], dict[str, str]]) -> dict[str, str]:
    """Return what a seat may not do now. What the facilitator may do depends on more."""
    if seat == FACILITATOR:
        return make()
    basis: Basis = (
        state.seats,
        state.stage,
        state.round,
        state.ready,
        state.due,
        state.holding,
        state.absent,
    )
    return _again(state.exercise, ("refusals", seat), basis, make)
