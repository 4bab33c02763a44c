"""Readers: a seat, or the public, at a table in some state."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from tabletop.play.state import FACILITATOR, Offer, State


class Reader:
    """A seat (None: the public) that asks what it may read at the table in its state."""

    def __init__(self, state: State, seat: str | None) -> None:
        self.state = state
        self.seat = seat
        self.delegation = own_delegation(state, seat)

    @cached_property
    def mine(self) -> tuple[str, ...]:
        """The delegations whose secrets it may know."""
        return knows(self.state, self.seat)

    def offer(self, id: str) -> Offer | None:
        """Return an offer of this round or an earlier one."""
        return self.state.offers.get(id) or self._past_offers.get(id)

    @cached_property
    def _past_offers(self) -> Mapping[str, Offer]:
        return {one.id: one for one in self.state.past_offers}

    @property
    def knows_everything(self) -> bool:
        """Whether it may know every delegation's secrets."""
        return len(self.mine) == len(self.state.exercise.delegations)


def knows(state: State, seat: str | None) -> tuple[str, ...]:
    """Return the delegations whose secrets a seat may know: its own; all for the facilitator.

    Evaluators see all delegations, as they do in the room; once the debrief is open everybody does.
    """
    everybody = tuple(one.id for one in state.exercise.delegations)
    if seat == FACILITATOR or state.stage == "debrief":
        return everybody
    found = state.seats.get(seat) if seat is not None else None
    if found is None:
        return ()
    if found.role == "evaluator":
        return everybody
    return (found.delegation,) if found.delegation is not None else ()


def overhears(state: State, seat: str | None) -> bool:
    """Return whether a seat reads others' private messages: the facilitator and evaluators do.

    The debrief reveals briefs, numbers and decisions to all, but nobody's private words.
    """
    found = state.seats.get(seat) if seat is not None else None
    return seat == FACILITATOR or (found is not None and found.role == "evaluator")


def own_delegation(state: State, seat: str | None) -> str | None:
    """Return the delegation that a seat belongs to; None for the public and seats without one."""
    found = state.seats.get(seat) if seat is not None else None
    return found.delegation if found is not None else None
