"""What the facilitator has taken back, said once to those who look at the table meanwhile."""

from __future__ import annotations

from tabletop.play.events import MoveUndone
from tabletop.play.seen import View
from tabletop.text.safe import one_line


def taken_back(view: View, since: int) -> str | None:
    """What was taken back after event `since`, as far as this seat may know; None if nothing was.

    The story tells it as taken back; of what is not for this seat nothing but that is said.
    """
    undone = [one for one in view.events if isinstance(one, MoveUndone) and one.seq > since]
    if not undone:
        return None
    first = min(undone[-1].undone)
    told = zip(view.events, view.story, strict=True)
    said = next((said for one, said in told if one.seq == first), "")
    return one_line(said) or "The facilitator took a move back that not everybody knew of."
