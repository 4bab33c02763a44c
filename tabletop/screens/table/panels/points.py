"""A delegation's own points on every option: what it wants, on one page."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from textual.content import Content

from tabletop.exercise.amounts import between_corners, corners_of
from tabletop.exercise.model import Has
from tabletop.play.seen import ChoiceSeen, View
from tabletop.play.seen.option_seen import OptionSeen
from tabletop.play.seen.role_seen import RoleSeen
from tabletop.referee.ledger import tenth
from tabletop.seat.packages.grid import performers
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

    def worth(_: ChoiceSeen, option: OptionSeen) -> float:
        return option.points.get(delegation, 0.0)

    lines: list[Content] = []
    walk_away = view.walk_away.get(delegation)
    if walk_away is not None:
        lines += [
            Content.assemble(
                ("Without a deal your own plan is worth ", ""),
                (f"{tenth(walk_away):g}", "bold $accent"),
                (" to you now: your walk-away.", ""),
            ),
            Content(""),
        ]
    return Content("\n").join([*lines, *_choices(view, view.choices, worth, cells)])


def role_points_page(view: View, role: RoleSeen, cells: int) -> Content:
    """Return the same of a role's own points, on what it has points for."""

    def worth(choice: ChoiceSeen, option: OptionSeen) -> float:
        points = role.points.get(choice.id, {})
        amounts = choice.amounts
        if amounts is None or not points:
            return points.get(option.id, 0.0)
        corners = corners_of(amounts.ids, points)
        return between_corners(corners, amounts.ids.index(option.id))

    lines: list[Content] = []
    if role.walk_away is not None:
        lines += [
            Content.assemble(
                ("Without a deal you have ", ""),
                (f"{tenth(role.walk_away):g}", "bold $accent"),
                (" in this role: its own walk-away.", ""),
            ),
            Content(""),
        ]
    about = [one for one in view.choices if role.points.get(one.id)]
    return Content("\n").join([*lines, *_choices(view, about, worth, cells)])


_SHORTEST = 5
"""Cells of the shortest bar that still tells points apart."""
_BESIDE = 13
"""Cells of an option's mark and its points."""

_WorthOf = Callable[[ChoiceSeen, OptionSeen], float]


def _choices(
    view: View, choices: Iterable[ChoiceSeen], worth: _WorthOf, cells: int
) -> list[Content]:
    choices = tuple(choices)
    most = _scale(choices, worth)
    longest = max((width(option.name) for one in choices for option in one.listed()), default=0)
    # Bars are shortened before names are cut.
    bar = max(_SHORTEST, min(24, cells // 4, cells - _BESIDE - longest))
    lines: list[Content] = []
    for choice in choices:
        lines += _choice(view, choice, worth, most, cells, bar)
        lines.append(Content(""))
    return lines


def _scale(choices: Iterable[ChoiceSeen], worth: _WorthOf) -> float:
    """Return the points that fill a bar: the greatest gain, so that one terrible option does not
    flatten the others.
    """
    every = [worth(choice, option) for choice in choices for option in choice.listed()]
    return max(every, default=0.0) or max((abs(one) for one in every), default=0.0)


def _choice(
    view: View, choice: ChoiceSeen, worth: _WorthOf, most: float, cells: int, bar: int
) -> list[Content]:
    by = performers(view, choice)
    name = cut(choice.name, cells - width(by) - 2)
    lines = [Content.assemble((name, "bold"), ("  ", ""), (one_line(by), "$muted"))]
    room = cells - bar - _BESIDE
    stands = [view.standing[choice.id]] if view.stands else []
    for option in choice.listed(*stands):
        points = worth(choice, option)
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
