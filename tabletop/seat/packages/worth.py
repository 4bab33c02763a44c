"""What packages are worth to a seat, side by side: a table's value bars as data, and
their words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, assert_never

from tabletop.play.seen import OfferSeen, View, Worth
from tabletop.referee.circumstances import reaches
from tabletop.referee.ledger import tenth
from tabletop.seat.packages.grid import title_of
from tabletop.text.safe import one_line

_LEAST_SPAN = 10.0
"""The least range, in points beyond the walk-away, that a bar covers."""

Verdict = Literal["stands", "over", "below", "crosses"]
"""How things stand, unless that is bad; at or above the walk-away, below it; over a red line."""


class NamedWorth(NamedTuple):
    """A package by the name of its column, and what it is worth."""

    name: str
    worth: Worth


@dataclass(frozen=True, slots=True)
class WorthSeen:
    """A package's value on a scale that all bars share: `at` is its position there, 0..1."""

    name: str
    worth: Worth
    at: float
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class WorthBars:
    """Bars of several packages; `walk_away` is its position on their scale, 0..1."""

    bars: tuple[WorthSeen, ...]
    walk_away: float


def worths_of(
    view: View,
    offers: Iterable[OfferSeen] = (),
    draft: Worth | None = None,
    passed: NamedWorth | None = None,
    *,
    yours: bool = True,
) -> tuple[NamedWorth, ...]:
    """Return what packages are worth to the seat: what stands, a draft `passed` on, offers, a
    draft.

    Empty for seats that hold no values. `yours` as in `columns_of`.
    """
    mine = view.delegation
    if mine is None or mine not in view.worth_now:
        return ()
    found = [NamedWorth("Now" if view.stands else "No deal", view.worth_now[mine])]
    if passed is not None:
        found.append(passed)
    found += [
        NamedWorth(title_of(view, one, yours=yours), one.worth[mine])
        for one in offers
        if mine in one.worth
    ]
    if draft is not None:
        found.append(NamedWorth("Your draft", draft))
    return tuple(found)


def own(view: View, worths: Mapping[str, Worth]) -> Worth | None:
    """Return the seat's own entry of a package's values."""
    return worths.get(view.delegation) if view.delegation is not None else None


def bars_of(rows: Sequence[NamedWorth]) -> WorthBars:
    """Return the bars of these packages, the first being how things stand."""
    if not rows:
        return WorthBars((), 0.0)
    least = rows[0].worth.walk_away
    levels = [worth.value for _, worth in rows]
    low, high = min(0.0, least, *levels), max(least + _LEAST_SPAN, *levels)
    span = high - low if high > low else 1.0
    bars = tuple(
        WorthSeen(name, worth, (worth.value - low) / span, _verdict(worth, standing=not place))
        for place, (name, worth) in enumerate(rows)
    )
    return WorthBars(bars, (least - low) / span)


def _verdict(worth: Worth, *, standing: bool) -> Verdict:
    if worth.red_lines:
        return "crosses"
    if worth.surplus < 0:
        return "below"
    return "stands" if standing else "over"


def told(bar: WorthSeen) -> str:
    """Say what a bar's value means to the seat, in a few words."""
    worth = bar.worth
    match bar.verdict:
        case "crosses":
            return f"crosses your red line: {one_line(worth.red_lines[0])}"
        case "stands":
            return f"walk-away {tenth(worth.walk_away):.1f}"
        case "over" if not tenth(worth.surplus):
            return "exactly your walk-away"
        case "over":
            return f"{tenth(worth.surplus):+.1f} over"
        case "below":
            walk_away = tenth(worth.walk_away)
            return f"{tenth(-worth.surplus):.1f} below your walk-away ({walk_away:.1f})"
    assert_never(bar.verdict)


def compared(worth: Worth, now: Worth | None) -> str:
    """Say whether a package is below the seat's walk-away, and whether how things stand is worth
    more: with it or without it one may be below. Empty where there is no cause to warn.
    """
    below = not reaches(worth.value, worth.walk_away)
    if now is None:
        return "Below your walk-away." if below else ""
    stands = tenth(now.value)
    gained = tenth(worth.value) - stands
    told = f"how things stand now ({stands:.1f})"
    if not below:
        return f"Worth less to you than {told}." if gained < 0 else ""
    if gained < 0:
        return f"Below your walk-away, and worth less to you than {told}."
    if gained > 0:
        return f"Below your walk-away, yet worth more to you than {told}."
    return f"Below your walk-away, and worth as much to you as {told}."


def told_briefly(bar: WorthSeen, *, standing: bool) -> str:
    """Say the same where there are few cells; for what is `standing` always the walk-away."""
    worth = bar.worth
    if worth.red_lines:
        return "crosses a red line"
    if standing:
        return f"walk-away {worth.walk_away:.1f}"
    surplus = tenth(worth.surplus)
    if surplus < 0:
        return f"{-surplus:.1f} below it"
    return f"{surplus:+.1f} over it" if surplus else "exactly it"
