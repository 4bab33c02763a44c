"""Decisions as a block of text: what is asked of whom, and what was decided."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

from tabletop.play.seen import View
from tabletop.play.seen.decisions_seen import DecisionSeen
from tabletop.screens.pages.outcome import hanging
from tabletop.seat.words.deciding import told_state
from tabletop.text.safe import one_line


def settled_block(
    view: View, some: Iterable[DecisionSeen], cells: int, *, heading: str = ""
) -> Content:
    """Return these decisions in the order in which they were settled."""
    lines = [Content.styled(heading, "bold $muted")] if heading else []
    for one in sorted(some, key=lambda one: one.closed or 0):
        lines += _lines(view, one, cells)
    return Content("\n").join(lines)


def decisions_block(view: View, cells: int, *, heading: str = "Decisions") -> Content:
    """Return every decision that the seat may know of: open ones first, as they were asked, then
    the others, the newest first.
    """
    lines = [Content.styled(heading, "bold $muted")] if heading else []
    some = sorted(view.decisions, key=lambda one: (not one.open, one.seq if one.open else -one.seq))
    for one in some:
        lines += _lines(view, one, cells)
    if not some:
        lines.append(Content.styled("Nobody has been asked to decide anything yet.", "$muted"))
    return Content("\n").join(lines)


def _lines(view: View, one: DecisionSeen, cells: int) -> list[Content]:
    party = view.party(one.delegation)
    colour = "$error" if one.option is None else "$accent" if one.open else "$success"
    secret = " (secret until revealed)" if one.secret and one.open else ""
    told = f"{one_line(party.name)}, {one_line(one.name)}{secret}: {told_state(one)}"
    lines = [hanging("? " if one.open else "◆ ", f"bold {colour}", told, cells)]
    if one.why:
        lines.append(hanging("  ", "", f"“{one_line(one.why)}”", cells, style="$muted"))
    return lines
