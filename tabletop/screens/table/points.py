"""A delegation's own points on every option: what it wants, on one page."""

from __future__ import annotations

from textual.content import Content

from tabletop.exercise.model import Has
from tabletop.play.seen import ChoiceSeen, View
from tabletop.referee.ledger import tenth
from tabletop.seat.grid import performers
from tabletop.text.safe import cut, one_line, pad, width

FORMULA = (
    "A promise is worth what you trust. Your own act costs you even when theirs does not follow, "
    "the more so the earlier you move. Words bind no better than their form."
)


def formula(has: Has) -> str:
    """Return what to know about values, where promises may be broken."""
    return FORMULA if has.climate and has.points else ""


def points_page(view: View, cells: int) -> Content:
    """Return the page as text of at most `cells` cells per line; empty without a delegation."""
    delegation = view.delegation
    if delegation is None:
        return Content("")
    most = _scale(view, delegation)
    lines: list[Content] = []
    walk_away = view.walk_away.get(delegation)
    if walk_away is not None:
        lines += [
            Content.assemble(
                ("Without a deal your own plan is worth ", ""),
                (f"{walk_away:g}", "bold $accent"),
                (" to you now: your walk-away.", ""),
            ),
            Content(""),
        ]
    for choice in view.choices:
        lines += _choice(view, choice, delegation, most, cells)
        lines.append(Content(""))
    return Content("\n").join(lines)


def _scale(view: View, delegation: str) -> float:
    """Return the points that fill a bar: the greatest gain, so that one terrible option does not
    flatten the others.
    """
    every = [
        option.points.get(delegation, 0.0) for choice in view.choices for option in choice.options
    ]
    return max(every, default=0.0) or max((abs(one) for one in every), default=0.0)


def _choice(
    view: View, choice: ChoiceSeen, delegation: str, most: float, cells: int
) -> list[Content]:
    by = performers(view, choice)
    name = cut(choice.name, cells - width(by) - 2)
    lines = [Content.assemble((name, "bold"), ("  ", ""), (one_line(by), "$muted"))]
    bar = min(24, cells // 4)
    room = cells - bar - 13
    for option in choice.options:
        points = option.points.get(delegation, 0.0)
        now = view.stands and option.id == view.standing.get(choice.id)
        length = round(abs(points) / most * bar) if most else 0
        if points and not length:
            length = 1
        beyond = length > bar
        colour = "$success" if points > 0 else "$error"
        lines.append(
            Content.assemble(
                (
                    "  · " if not now else "  = ",
                    "$muted" if not now else "bold $accent",
                ),
                (pad(option.name, room), "$muted" if option.obstacle else ""),
                *(
                    (
                        (
                            f"{tenth(points):+7.1f}  " if points else "      -  ",
                            colour if points else "$muted",
                        ),
                        ("━" * (bar - 1) + "»" if beyond else "━" * length, colour),
                    )
                    if view.has.points
                    else ()
                ),
            )
        )
    return lines
