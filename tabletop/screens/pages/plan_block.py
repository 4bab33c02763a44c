"""Planned injects and the questions of rounds in blocks of text, for those who read everything."""

from __future__ import annotations

from textual.content import Content

from tabletop.play.seen import View
from tabletop.play.seen.seen_plan import InjectPlan, QuestionSeen
from tabletop.screens.kit.content import plain
from tabletop.screens.pages.outcome import hanging
from tabletop.seat.desk.injects import about, in_order, now_of, told_now
from tabletop.seat.words.discussion import when_asked
from tabletop.text.lists import listed
from tabletop.text.prose import flowing
from tabletop.text.safe import one_line

_LOOKS = {"due": "bold $accent", "delivered": "$success", "missed": "$error", "skipped": "$muted"}


def plan_block(view: View, played: int, cells: int) -> Content:
    """Return every inject: where it stands at a playing time, its plan and what is expected."""
    lines = [Content.styled("Injects", "bold $accent")]
    for one in in_order(view.plan, played):
        lines += _inject(view, one, played, cells)
    return Content("\n").join(lines)


def _inject(view: View, one: InjectPlan, played: int, cells: int) -> list[Content]:
    look, stands = _LOOKS.get(now_of(one, played), "$secondary"), told_now(one, played)
    head = Content.assemble(plain(one_line(one.title), "bold"), "   ", plain(stands, look))
    names = {party.id: one_line(party.name) for party in view.delegations}
    rows = [
        f"{label}: {flowing(words)}" for label, words in about(one, names) if words not in stands
    ]
    if one.to != "all":
        rows.insert(0, f"For: {listed([names.get(to, to) for to in one.to])}")
    return [head, *(hanging("   ", "$muted", row, cells, style="$secondary") for row in rows)]


def discussion_block(view: View, cells: int) -> Content:
    """Return the questions of rounds: who has answered, and what."""
    lines = [Content.styled("Questions", "bold $accent")]
    for one in view.discussion:
        lines += _question(view, one, cells)
    return Content("\n").join(lines)


def _question(view: View, one: QuestionSeen, cells: int) -> list[Content]:
    parties = {party.id: party for party in view.delegations}
    state = "asked now" if one.open else "over" if one.past else "to come"
    head = hanging(
        "", "", f"{one_line(one.text)} ({when_asked(one)}, {state})", cells, style="bold"
    )
    rows = []
    for who in one.asked:
        name = one_line(parties[who].name)
        if who in one.answers:
            value = one.answers[who]
            said = f"{value} of 5" if isinstance(value, int) else one_line(value)
            rows.append(hanging(f"   {name}: ", "$secondary", said, cells))
        elif one.open or one.past:
            missing = "absent" if parties[who].absent else f"no answer{' yet' * one.open}"
            rows.append(plain(f"   {name}: {missing}", "$muted"))
    return [head, *rows]
