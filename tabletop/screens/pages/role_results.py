"""What each role within a delegation has, in its own points: never part of its delegation's result.

Pure: a view in, content out. What a view does not hold for its seat is left out.
"""

from __future__ import annotations

from textual.content import Content

from tabletop.play.seen import View
from tabletop.screens.pages.outcome import hanging
from tabletop.seat.words.roles import role_names, told_worth
from tabletop.text.safe import one_line


def roles_block(view: View, cells: int, title: str = "Roles, in their own points") -> Content:
    """Return a line for each role with points that the seat may know of: what it has now, and its
    walk-away if it has one. Empty where there is none.
    """
    lines = [Content.styled(title, "bold")]
    for one in view.role_worth_now:
        party = view.party(one.delegation)
        who = f"{one_line(party.role(one.role).name)} ({one_line(party.name)})"
        lines.append(hanging("· ", "$muted", f"{who}: {told_worth(one)}", cells))
    return Content("\n").join(lines) if len(lines) > 1 else Content("")


def seats_block(view: View, cells: int) -> Content:
    """Return who has which role, a line for each delegation that has any."""
    lines = [Content.styled("Who has which role", "bold $muted")]
    for party in view.delegations:
        if party.own_roles:
            told = f"{one_line(party.name)} · {role_names(view, party.id)}"
            lines.append(hanging("· ", "$muted", told, cells))
    return Content("\n").join(lines)


def roles_told(view: View, cells: int) -> Content:
    """Return who has which role, and what each has in its own points."""
    both = (seats_block(view, cells), roles_block(view, cells))
    return Content("\n\n").join(one for one in both if one.plain)
