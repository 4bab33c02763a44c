"""What a breach has suspended, in words, and what would make it fall due again."""

from __future__ import annotations

from tabletop.play.seen import ChoiceSeen, OfferSeen, View
from tabletop.play.state import Term
from tabletop.text.lists import listed
from tabletop.text.safe import one_line


def became(term: Term, suspended: bool) -> str:
    """Say what has become of an act."""
    done = f"{round(100 * term.done)} % performed"
    if term.broken:
        return f"{done}, then broken"
    if not suspended:
        return done
    return f"suspended at {done}" if term.done else "suspended"


def suspension(view: View) -> str:
    """Say on one line for a whole table what is suspended, and whose signatures resume it."""
    names = [one_line(one.name) for one in view.issues if one.id in view.suspended]
    return f"Suspended by a breach: {listed(names)}. {_again(view, len(names) > 1)}"


def suspended_until(view: View) -> str:
    """Say the same for the line above the grid, where the rows are marked."""
    several = len(view.suspended) > 1
    return f"‖ Suspended until an agreement keeps {'them' if several else 'it'}, {_signed(view)}."


def out_of_force(view: View) -> str:
    """Say that a breach has left no agreement in force, and what ends that; empty otherwise.

    An agreement whose every act was broken has nothing left to mark in the grid.
    """
    if not view.agreements or not view.agreements[-1].suspended:
        return ""
    return f"A breach suspended {view.agreements[-1].id}: no agreement is in force until a new one."


def status_told(view: View, offer: OfferSeen) -> str:
    """Return an offer's status, and of an agreed one whether a breach has suspended it."""
    held = any(one.offer == offer.id and one.suspended for one in view.agreements)
    return f"{offer.status}, suspended by a breach" if held else offer.status


def suspended_act(view: View, choice: ChoiceSeen) -> str:
    """Say the same for one issue: how it stands, since nothing more of it falls due."""
    term = view.terms[choice.id]
    half = f"{round(100 * term.done)} % performed and then " if term.done else ""
    what = "broken" if term.broken else "suspended by a breach"
    return f"{half}{what}; it does not fall due.".capitalize() + f" {_again(view, False)}"


def _again(view: View, several: bool) -> str:
    them = "them" if several else "it"
    return f"An agreement that keeps {them}, {_signed(view)}, makes {them} fall due again."


def _signed(view: View) -> str:
    return f"signed by {listed([one_line(view.party(one).tag) for one in view.taken_up_by])}"
