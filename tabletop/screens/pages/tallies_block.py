"""Every vote of the game as it came out, for the debrief."""

from __future__ import annotations

from textual.content import Content

from tabletop.play.seen import View
from tabletop.screens.pages.outcome import hanging
from tabletop.seat.words.voting import result_told, tally_told


def tallies_block(view: View, cells: int) -> Content:
    """Return the closed votes in their order, each with its result and who voted how."""
    lines = [Content.styled("Votes", "bold")]
    for vote in reversed(view.votes):
        if vote.closed is not None:
            said = f"{vote.id} on {vote.about}: {result_told(view, vote)}. {tally_told(view, vote)}"
            lines.append(hanging("· ", "$muted", said, cells))
    return Content("\n").join(lines)
