"""What would become a breach if the decision phase ended now: shown before it is ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tabletop.play.rules.act_rules import act_key, lapsing
from tabletop.play.seen import View
from tabletop.text.safe import cut, one_line, width


@dataclass(frozen=True)
class Lapse:
    """A delegation's part in an act that it has not decided on. `key` is for `Advance.lapsing`."""

    key: str
    who: str
    issue: str
    option: str


def lapses(view: View) -> tuple[Lapse, ...]:
    """Return what would lapse, from the facilitator's view; nothing outside the decision phase."""
    if view.stage != "decision":
        return ()
    found = []
    for one, due in lapsing(view.due):
        issue = next(any for any in view.issues if any.id == due.issue)
        option = one_line(issue.option(due.option).name)
        found.append(
            Lapse(act_key(one, due), one_line(view.party(one).name), one_line(issue.name), option)
        )
    return tuple(found)


def undecided(some: Sequence[Lapse], cells: int = 0) -> str:
    """Return who is undecided on what, delegation by delegation.

    On one line of a given number of cells (0: as many as needed): shortened to the issues alone,
    and to the delegations alone before one of those is cut off.
    """
    by: dict[str, list[str]] = {}
    for one in some:
        by.setdefault(one.who, []).append(one.issue if cells else f"{one.issue}: {one.option}")
    told = "; ".join(f"{who} ({', '.join(what)})" for who, what in by.items())
    return told if not cells or width(told) <= cells else cut(", ".join(by), cells)


def told_lapses(some: Sequence[Lapse], tension: float) -> str:
    """Say who is undecided, and what it costs if that lapses; `tension` is what one issue adds."""
    issues = len({one.issue for one in some})
    return (
        f"Still undecided: {undecided(some)}.\n\n"
        "Undecided acts lapse and count as breaches: tension "
        f"{issues * tension:+.0f}, others trust them less, and what has not fallen due under the "
        "agreement is suspended. It can't be taken back."
    )
