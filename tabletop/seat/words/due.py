"""What is due from a delegation now, and what of it is undecided."""

from __future__ import annotations

from tabletop.play.seen import View
from tabletop.play.state import Due


def due_from(view: View) -> tuple[Due, ...]:
    """Return the acts due from the view's own delegation."""
    return tuple(due for due in view.due if view.delegation in due.performers)


def undecided(view: View) -> tuple[Due, ...]:
    """Return those it has not decided on."""
    return tuple(due for due in due_from(view) if view.delegation not in due.decided)
