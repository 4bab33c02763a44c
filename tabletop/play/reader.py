"""Who reads: a seat, or the public, at a table in a state."""

from __future__ import annotations

from functools import cached_property

from tabletop.play.state import FACILITATOR, State


class Reader:
    """A seat (None: the public) that asks what it may read as the table stands."""

    def __init__(self, state: State, seat: str | None) -> None:
        self.state = state
        self.seat = seat
        self.delegation = own_delegation(state, seat)

    @cached_property
    def mine(self) -> tuple[str, ...]:
        """The delegations whose secrets it may know."""
        return knows(self.state, self.seat)

    @property
    def knows_everything(self) -> bool:
        """Whether no delegation has a secret from it."""
        return len(self.mine) == len(self.state.exercise.delegations)


def knows(state: State, seat: str | None) -> tuple[str, ...]:
    """The delegations whose secrets a seat may know: its own; all for the facilitator.

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
    """Say whether a seat reads what others wrote in private: the facilitator and evaluators do.

    The debrief reveals briefs, numbers and decisions to all, but nobody's private words.
    """
    found = state.seats.get(seat) if seat is not None else None
    return seat == FACILITATOR or (found is not None and found.role == "evaluator")


def own_delegation(state: State, seat: str | None) -> str | None:
    """The delegation that a seat belongs to; None for the public and those without one."""
    found = state.seats.get(seat) if seat is not None else None
    return found.delegation if found is not None else None
