"""The questions of a round at a seat: what is asked of it, and what is not answered yet."""

from __future__ import annotations

from tabletop.play.seen import View
from tabletop.play.seen.seen_plan import QuestionSeen


def asked_now(view: View) -> tuple[QuestionSeen, ...]:
    """Return the questions that the seat's delegation can answer now."""
    return tuple(one for one in view.discussion if one.open and one.mine)


def unanswered(view: View) -> tuple[QuestionSeen, ...]:
    """Return those of them that whoever heads the delegation has not answered yet."""
    if view.role != "head":
        return ()
    return tuple(one for one in asked_now(view) if view.delegation not in one.answers)


def told_unanswered(view: View) -> str:
    """Return a warning about questions left open, with a space before it; empty where none is."""
    left = len(unanswered(view))
    if not left:
        return ""
    return f" {'A question is' if left == 1 else f'{left} questions are'} not answered yet (Q)."


def when_asked(one: QuestionSeen) -> str:
    """Return when a question is asked, such as "round 2, decision"."""
    return f"round {one.round}" + (f", {one.phase}" if one.phase else "")
