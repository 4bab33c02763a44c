"""The negotiation grid as data: packages side by side, issue by issue.

A screen, a page or a line of plain text shows the same records; nothing here is measured in cells.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from tabletop.play.seen import ActSeen, ChoiceSeen, OfferSeen, View
from tabletop.play.seen.option_seen import OptionSeen
from tabletop.seat.packages.sharing import Shared
from tabletop.text.safe import one_line

NOW = "now"
DRAFT = "draft"

Mark = Literal["", "settled", "suspended", "moved"]
"""What should be visible at a glance about an option in a package.

For how things stand: that it is not the status quo, or that a breach keeps it from falling due. For
every other package: that it settles the issue anew.
"""


@dataclass(frozen=True, slots=True)
class Column:
    """A package. `id` is "now", an offer's id, a shared draft's id, or "draft".

    `acts` are those it makes due and when, if that was asked for.
    """

    id: str
    title: str
    package: Mapping[str, str]
    acts: tuple[ActSeen, ...] = ()


class Cell(NamedTuple):
    """What a package says on one issue.

    `points` are the seat's own for the option, 0 where it has none; `due` is when it would fall
    due, for an act.
    """

    option: OptionSeen
    mark: Mark
    points: float
    due: ActSeen | None


class Row(NamedTuple):
    """An issue, the form or the order, with a cell for each column.

    `joint`: nobody has to carry it out, and it takes effect on signature; else `choice.by` do.
    """

    choice: ChoiceSeen
    joint: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class GridSeen:
    """The whole grid. What stands comes first; a draft comes last."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def grid_of(view: View, columns: tuple[Column, ...]) -> GridSeen:
    """Return the grid of these packages as a seat sees it."""
    return GridSeen(columns, tuple(row_of(view, columns, one) for one in view.choices))


def row_of(view: View, columns: Iterable[Column], choice: ChoiceSeen) -> Row:
    """Return one row of it; a screen asks only for visible ones."""
    joint = view.has.acts and not choice.by and choice not in (view.form, view.order)
    return Row(choice, joint, tuple(_cell(view, one, choice) for one in columns))


def _cell(view: View, column: Column, choice: ChoiceSeen) -> Cell:
    option, mine = choice.option(column.package[choice.id]), view.delegation
    points = option.points.get(mine, 0.0) if mine is not None else 0.0
    acts = column.acts
    due = next((one for one in acts if one.issue == choice.id), None) if acts else None
    return Cell(option, _mark(view, column, choice.id), points, due)


def _mark(view: View, column: Column, choice: str) -> Mark:
    option = column.package[choice]
    suspended = choice in view.suspended
    if column.id == NOW:
        if suspended:
            return "suspended"
        return "settled" if option != view.status_quo.get(choice) else ""
    if not view.stands:
        # Nothing stands that an offer could differ from.
        return ""
    # What keeps a suspended act settles it anew.
    return "moved" if suspended or option != view.standing[choice] else ""


def columns_of(
    view: View,
    draft: Mapping[str, str] | None = None,
    passed: Iterable[Shared] = (),
    *,
    due: Iterable[ActSeen] = (),
    yours: bool = True,
) -> tuple[Column, ...]:
    """Return what stands, the open offers, drafts `passed` within the delegation, and one's own.

    `due` are the acts that the draft would make due (`Port.falling_due`), if asked for. With
    `yours` a seat's own offers are labelled that way.
    """
    found = [Column(NOW, "Now", view.standing, _still_due(view))] if view.stands else []
    found += [
        Column(one.id, title_of(view, one, yours=yours), one.package, one.acts)
        for one in view.open_offers
    ]
    found += [Column(one.id, f"by {one.person}", one.package) for one in passed]
    if draft is not None:
        found.append(Column(DRAFT, "Your draft", draft, tuple(due)))
    return tuple(found)


def _still_due(view: View) -> tuple[ActSeen, ...]:
    """Return the agreed acts that are still to come."""
    if not view.agreements:
        return ()
    return tuple(act for one in view.offers if one.status == "agreed" for act in one.acts)


def title_of(view: View, offer: OfferSeen, *, yours: bool = True) -> str:
    """Return the heading of an offer's column: "O3 from Mill", or "O3 yours"."""
    if yours and offer.delegation == view.delegation:
        return f"{offer.id} yours"
    return f"{offer.id} from {one_line(view.party(offer.delegation).tag)}"


def performers(view: View, choice: ChoiceSeen) -> str:
    """Return who must carry it out, in short."""
    if choice in (view.form, view.order):
        return ""
    if not choice.by:
        # Where nobody can act there is no need to tell joint texts from acts.
        return "joint text" if view.has.acts else ""
    return " ".join(view.party(one).tag for one in choice.by)
