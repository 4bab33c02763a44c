"""A decision that a delegation is asked for: what has become of it so far."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class DecisionAsked:
    """A decision that has been opened. `option` is what its delegation has chosen, or, once it is
    closed, what holds; None for nothing.
    """

    decision: str
    delegation: str
    secret: bool
    round: int
    seq: int
    """The event that opened it."""
    option: str | None = None
    text: str = ""
    """Why, in the words of whoever decided."""
    by: str = ""
    """The seat that decided, or `facilitator`; empty while nobody has."""
    taken: int | None = None
    """The event with which it was last decided."""
    closed: int | None = None
    """The event with which it was settled; None while it is open."""
    default: bool = False
    """Nobody decided in time, and the exercise's default holds."""

    @property
    def open(self) -> bool:
        """Whether it can still be decided, or is still to be revealed."""
        return self.closed is None
