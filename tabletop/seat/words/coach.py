"""A coach in words: when one can be asked."""

from __future__ import annotations

from tabletop.play.rules.coach_rules import COACHED
from tabletop.play.seen import View


def why_no_coach(view: View) -> str | None:
    """Return why the coach can't be asked now; None when it can."""
    if view.role != "head":
        return "whoever heads your delegation asks the coach"
    if view.stage not in COACHED:
        return "the coach is asked while you prepare, negotiate and decide"
    return None
