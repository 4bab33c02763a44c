"""A delegation reads its brief at a shared keyboard: first its own, then each role's in turn.

A delegation has one seat there, which has all its roles. Several people may share it, so a card
asks, before each role's brief, that only whoever plays that role looks.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from textual.screen import Screen

from tabletop.play.seen import View
from tabletop.play.seen.role_seen import RoleSeen
from tabletop.screens.pages.situation import Card, Cards
from tabletop.seat.words.roles import with_something_to_read
from tabletop.text.safe import one_line

Remaining = Callable[[], int | None]


def brief_pages(view: View, remaining: Remaining) -> list[Callable[[], Screen[Any]]]:
    """Return how to make the pages of a first reading, in their order."""
    pages = [partial(_brief, view, remaining)]
    for role in with_something_to_read(view):
        pages.append(partial(_hand_over, view, role, remaining))
        pages.append(partial(_brief, view, remaining, role.id))
    return list(pages)


def _brief(view: View, remaining: Remaining, role: str = "") -> Screen[Any]:
    from tabletop.screens.table.overlays.briefing import Briefing

    only = (role,) if role else ()
    return Briefing(view, first=True, remaining=remaining(), roles=bool(role), only=only)


def _hand_over(view: View, role: RoleSeen, remaining: Remaining) -> Screen[Any]:
    party, name = one_line(view.party(view.delegation or "").name), one_line(role.name)
    card = Card(
        f"{party.upper()} · ONE ROLE ONLY",
        f"The next brief is for {name}.",
        f"If several people play {party}, only whoever plays {name} looks at the screen now. "
        "Whoever plays it alone plays all its roles, and reads on.",
    )
    return Cards(view, (card,), party, remaining())
