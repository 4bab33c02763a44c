"""What the facilitator has taken back, told once to those looking at the table."""

from __future__ import annotations

from tabletop.play.events import MoveUndone
from tabletop.play.seen import View
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
