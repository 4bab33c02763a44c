"""Outcomes compared with everything possible: one table's, and those of a class.

A table is judged at the moment of its agreement, as in its report; a class by one yardstick for all
(see `referee.yardstick`), as in its comparison. Called in threads: it enumerates the whole space.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from tabletop.exercise.model import Exercise
from tabletop.play.history.possible import NOT_KNOWN, Possible, judged
from tabletop.play.seen import View
from tabletop.screens.console.wall.outcome_picture import PlacedMark, draw, picture_of
from tabletop.screens.console.wall.scene import TableOutcome
from tabletop.text.safe import one_line, pad, wrap

if TYPE_CHECKING:
    from tabletop.referee.outcomes.yardstick import Yardstick

_MOST_OFFERS = 12
"""How many of the last offers are plotted."""
_AGREED = ("bold $background on $success", ("[", "]"))
_NOT_AGREED = ("bold $background on $error", ("<", ">"))


def table_picture(found: Possible | None, view: View, pair: str, cells: int, rows: int) -> Content:
    """Plot where a table ended among everything possible, with its last offers."""
    if found is None:
        return Content(NOT_KNOWN)
    across, _, up = pair.partition(":")
    space = found.analysis.space
    style, around = _AGREED if found.agreed else _NOT_AGREED
    marks = [PlacedMark(found.had[across], found.had[up], "here", style, around)]
    offers = view.offers[:_MOST_OFFERS]
    for offer in offers:
        values = found.analysis.values(space.number(dict(offer.package)))
        marks.append(PlacedMark(values[across], values[up], offer.id, "bold $accent", aside=True))
    told = ["[here] this table" if found.agreed else "<here> this table: no agreement"]
    if offers:
        told.append(f"{offers[-1].id} an offer")
    told.append(judged(found))
    names = {one.id: one.name for one in view.delegations}
    return draw(picture_of(found.analysis, (across, up), names, marks, tuple(told)), cells, rows)


def class_picture(
    stick: Yardstick | None,
    exercise: Exercise,
    outcomes: Sequence[TableOutcome],
    pair: str,
    cells: int,
    rows: int,
) -> Content:
    """Plot where every table ended among everything possible."""
    if stick is None:
        return Content(NOT_KNOWN)
    across, _, up = pair.partition(":")
    marks = []
    for one in outcomes:
        values = dict(one.values)
        style, around = _AGREED if one.agreed else _NOT_AGREED
        marks.append(PlacedMark(values[across], values[up], one.table, style, around))
    agreed = next((one_line(one.table) for one in outcomes if one.agreed), None)
    none = next((one_line(one.table) for one in outcomes if not one.agreed), None)
    told = [f"[{agreed}] table {agreed}, an agreement"] if agreed is not None else []
    told += [f"<{none}> table {none}, no agreement"] if none is not None else []
    told.append("every promise kept")
    names = {one.id: one.name for one in exercise.delegations}
    return draw(picture_of(stick.analysis, (across, up), names, marks, tuple(told)), cells, rows)


def reached_block(stick: Yardstick | None, outcomes: Sequence[TableOutcome], cells: int) -> Content:
    """Return how much of what was possible each table reached, best first."""
    if stick is None:
        return Content(NOT_KNOWN)
    found = [(one, stick.measure(dict(one.values)).share) for one in outcomes]
    known = [(one, share) for one, share in found if share is not None]
    if not known:
        return Content("There was nothing that all could have accepted.")
    bar = max(10, min(60, cells - 34))
    lines = [Content.styled(pad("Table", 8) + pad("of what was possible", bar + 8), "$muted")]
    for one, share in sorted(known, key=lambda pair: -pair[1]):
        full = round(max(0.0, min(1.0, share)) * bar)
        lines.append(
            Content.assemble(
                (pad(one_line(one.table), 8), "bold $accent"),
                ("█" * full, "$success" if one.agreed else "$error"),
                ("─" * (bar - full), "$faint"),
                (f" {100 * share:4.0f} %  ", "bold"),
                ("agreement" if one.agreed else "no agreement", "$muted"),
            )
        )
    told = (
        "0 %: everybody at the walk-away. 100 %: the most that all together could have had with "
        "every promise kept, and nobody below the walk-away."
    )
    lines += [Content(""), *(Content.styled(one, "$muted") for one in wrap(told, cells))]
    return Content("\n").join(lines)
