"""The pages of a preview as lines of text, for pipes and screen readers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from tabletop.play.seen import View
from tabletop.screens.pages.situation import Card
from tabletop.screens.preview.pages import AnyPage, BriefPage, CardPage, TablePage, decision_card
from tabletop.screens.table.overlays.briefing import TITLES
from tabletop.screens.table.panels.points import formula, points_page, role_points_page
from tabletop.seat.packages.grid import columns_of, grid_of, performers
from tabletop.seat.port import Port
from tabletop.seat.words.deciding import asked_of
from tabletop.seat.words.roles import with_something_to_read
from tabletop.text.lists import dotted
from tabletop.text.safe import one_line, pad, width

_CELLS = 78


def plain_lines(pages: Sequence[AnyPage]) -> Iterator[str]:
    """Yield every page as lines."""
    for number, page in enumerate(pages, 1):
        yield f"-- {number} of {len(pages)} {'-' * 60}"
        match page:
            case CardPage():
                for card in page.cards:
                    yield from _card(card)
            case BriefPage():
                yield from _brief(page.view)
            case TablePage():
                yield from _table(page.port)
            case _:
                assert_never(page)


def _card(card: Card) -> Iterator[str]:
    yield dotted(card.kicker, one_line(card.title))
    yield ""
    yield from card.text.strip().splitlines()
    yield ""


def _brief(view: View) -> Iterator[str]:
    party = view.party(view.delegation or "")
    yield from _card(Card(TITLES["public"].upper(), party.name, party.public_brief))
    yield from _card(Card(TITLES["secret"].upper(), party.name, party.secret_brief or ""))
    if view.has.offers:
        what = TITLES["points"] if view.has.points else "What can be settled"
        page = points_page(view, _CELLS).plain
        yield from _card(Card(what.upper(), party.name, f"{page}\n{formula(view.has)}"))
    for role in with_something_to_read(view):
        yield from _card(Card("FOR YOU ALONE", role.name, role.secret_brief or ""))
        if role.points:
            yield from role_points_page(view, role, _CELLS).plain.splitlines()


def _table(port: Port) -> Iterator[str]:
    view = port.view()
    if not view.has.offers:
        for one in asked_of(view):
            yield from _card(decision_card(view, one))
        return
    grid = grid_of(view, columns_of(view, port.draft(view.standing).package))
    rows = [("Issue", "by", *(column.title for column in grid.columns))]
    rows += [
        (
            one_line(row.choice.name),
            performers(view, row.choice),
            *(one_line(cell.option.name) for cell in row.cells),
        )
        for row in grid.rows
    ]
    widths = [max(width(row[at]) for row in rows) for at in range(len(rows[0]))]
    yield "THE TABLE"
    yield ""
    for row in rows:
        yield "  ".join(pad(cell, cells) for cell, cells in zip(row, widths, strict=True)).rstrip()
    yield ""
