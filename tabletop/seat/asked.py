"""The phase in which a question was asked: an answer given later must not count for
the next one.
"""

from __future__ import annotations

from tabletop.play.seen import View

Phase = tuple[str, int]
"""A phase and its round's number, 0 before the first."""


def phase_of(view: View) -> Phase:
    """Return a view's phase."""
    return view.stage, view.round.number if view.round is not None else 0


def named(phase: Phase) -> str:
    """Name a phase."""
    return f"the {phase[0]} of round {phase[1]}"


def too_late(asked: Phase, now: Phase) -> str | None:
    """Return why an answer to a question of a phase no longer counts; None while it does."""
    return None if asked == now else f"T{named(asked)[1:]} is over: nothing was done."
