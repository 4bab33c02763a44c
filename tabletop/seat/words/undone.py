"""What the facilitator has taken back, or would take back, in words."""

from __future__ import annotations

from tabletop.play.events import AgreementReached, InjectDelivered, MoveUndone, PhaseOpened
from tabletop.play.seen import View
from tabletop.seat.asked import named
from tabletop.text.lists import listed
from tabletop.text.safe import one_line


def taken_back(view: View, since: int) -> str | None:
    """Say what was taken back after event `since`, as far as this seat may know; None if nothing
    was.

    The story tells it as taken back; of something that is not for this seat only the fact is
    mentioned.
    """
    undone = [one for one in view.events if isinstance(one, MoveUndone) and one.seq > since]
    if not undone:
        return None
    first = min(undone[-1].undone)
    told = zip(view.events, view.story, strict=True)
    said = next((said for one, said in told if one.seq == first), "")
    return one_line(said) or "The facilitator took back a move that not everybody knew of."


def last_move(view: View) -> str:
    """Say what the facilitator's undo would take back; empty when there is nothing."""
    told = zip(view.events, view.story, strict=True)
    return next((said for one, said in told if one.seq == view.undoable), "")


def goes_with(view: View) -> str:
    """Say what else that move brought about, and so goes with it: an agreement, injects, and the
    phase that it opened. Empty when there is nothing of the kind.
    """
    if view.undoable is None or view.round is None:
        return ""
    brought = [one for one in view.events if one.seq >= view.undoable]
    gone = [f"agreement {one.agreement}" for one in brought if isinstance(one, AgreementReached)]
    gone += [
        f"the inject “{one_line(one.title)}”"
        for one in brought
        if isinstance(one, InjectDelivered) and one.seq > view.undoable
    ]
    told = [f"With it {'goes' if len(gone) == 1 else 'go'} {listed(gone)}."] if gone else []
    if any(isinstance(one, PhaseOpened) for one in brought):
        before = [
            one.phase
            for one in view.events
            if isinstance(one, PhaseOpened)
            and one.seq < view.undoable
            and one.seq not in view.taken_back
        ]
        if before:
            told.append(f"The table goes back to {named((before[-1], view.round.number))}.")
    return " ".join(told)
