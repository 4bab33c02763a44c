"""The grid and its values are records without a screen: any interface can show them."""

from __future__ import annotations

from tabletop.play.actions import SignOffer, TableOffer
from tabletop.play.seen import View, Worth
from tabletop.seat.packages.grid import DRAFT, NOW, GridSeen, columns_of, grid_of, performers
from tabletop.seat.packages.sharing import Shared
from tabletop.seat.packages.worth import WorthSeen, bars_of, own, told, told_briefly, worths_of
from tabletop.seat.port import Port
from tabletop.seat.words.signatures import when_due
from tabletop.table import Table
from tests.play.game import SWAP
from tests.screens.test_suspended import suspended, to
from tests.seat.tables import at

SIGNS = {"": "", "settled": "= ", "suspended": "‖ ", "moved": "• "}


def plain(view: View, grid: GridSeen) -> str:
    """Return the grid as plain text, made of the record and of names only."""
    lines = [" | ".join(["Issue", "By", *(one.title for one in grid.columns)])]
    for row in grid.rows:
        cells = []
        for one in row.cells:
            points = f" {one.points:+g}" if one.points else ""
            due = f", due {when_due(view, one.due)}" if one.due else ""
            cells.append(f"{SIGNS[one.mark]}{one.option.name}{points}{due}")
        lines.append(" | ".join([row.choice.name, performers(view, row.choice), *cells]))
    return "\n".join(lines)


def offered() -> Table:
    table = at("negotiation")
    table.submit(TableOffer(by="bravo", package=dict(SWAP)))
    return table


def test_a_grid_is_told_in_plain_text_of_nothing_but_its_record() -> None:
    port = Port(offered(), "alfa")
    view = port.view()
    draft = {**view.standing, "dam": "half"}
    columns = columns_of(view, draft, due=port.falling_due(draft))
    assert plain(view, grid_of(view, columns)) == (
        "Issue | By | Now | O1 from Brav | Your draft\n"
        "Treaty | joint text | none | • signed +4.017 | none\n"
        "Dam | Alfa | shut | • half open -4.061, due in round 2 | "
        "• half open -4.061, due in round 2\n"
        "Raids | Brav | go on | • stop +15.103, due in round 2 | go on\n"
        "Patrol | Alfa Brav | none | none | none\n"
        "Form |  | words | words | words\n"
        "Order |  | together | together | together"
    )


def test_what_stands_comes_first_then_offers_then_drafts_passed_on_and_ones_own_last() -> None:
    view = offered().view("alfa")
    columns = columns_of(view, view.standing, [Shared("draft-9", "Cyd", view.standing)])
    assert [one.id for one in columns] == [NOW, "O1", "draft-9", DRAFT]
    assert [one.id for one in columns_of(view)] == [NOW, "O1"]


def test_an_offer_is_ones_own_or_from_somebody() -> None:
    table = offered()
    assert columns_of(table.view("bravo"))[1].title == "O1 yours"
    assert columns_of(table.view("bravo"), yours=False)[1].title == "O1 from Brav"
    assert columns_of(table.view(None))[1:] == ()


def test_points_are_the_seats_own_and_nobodys_to_the_room() -> None:
    table = offered()
    for seat, points in (("alfa", -4.061), ("bravo", 9.073), ("charlie", 0.0)):
        view = table.view(seat)
        (dam,) = [one for one in grid_of(view, columns_of(view)).rows if one.choice.id == "dam"]
        assert dam.cells[-1].points == points
    room = table.view(None)
    assert not any(
        cell.points for row in grid_of(room, columns_of(room)).rows for cell in row.cells
    )


def test_what_a_breach_suspends_is_marked_and_a_draft_that_keeps_it_settles_it_anew() -> None:
    view = to(suspended(), "negotiation", 3).view("alfa")
    grid = grid_of(view, columns_of(view, view.standing))
    marks = {row.choice.id: tuple(one.mark for one in row.cells) for row in grid.rows}
    assert marks["dam"] == ("suspended", "moved")
    assert marks["treaty"] == ("settled", "")


def test_what_is_agreed_says_when_the_rest_of_it_falls_due() -> None:
    table = at("negotiation")
    table.submit(TableOffer(by="alfa", package={**SWAP, "order": "steps"}))
    table.submit(SignOffer(by="bravo", offer="O1"))
    view = table.view("charlie")
    (dam,) = [one for one in grid_of(view, columns_of(view)).rows if one.choice.id == "dam"]
    assert dam.cells[0].due is not None
    assert dam.cells[0].due.rounds == (2, 3)


def test_worths_are_told_in_a_plain_line_each() -> None:
    table = offered()
    port = Port(table, "alfa")
    view = port.view()
    worse = own(view, port.appraise({**view.standing, "dam": "open"}))
    bars = bars_of(worths_of(view, view.open_offers, worse))
    lines = [f"{one.name}: {one.worth.value:.1f}, {told(one)}" for one in bars.bars]
    assert lines[0] == "Now: 2.0, walk-away 2.0"
    assert lines[1].startswith("O1 from Brav: ")
    assert lines[2].startswith("Your draft: ")
    assert lines[2].endswith(" below your walk-away (2.0)")


def test_bars_share_a_scale_with_the_walk_away_on_it() -> None:
    view = offered().view("alfa")
    bars = bars_of(worths_of(view, view.open_offers))
    assert all(0 <= one.at <= 1 for one in bars.bars)
    assert 0 <= bars.walk_away <= 1
    for one in bars.bars:
        assert (one.at >= bars.walk_away) == (one.worth.surplus >= 0)


def test_whoever_has_no_delegation_has_no_worths() -> None:
    assert worths_of(offered().view(None)) == ()
    assert bars_of(()).bars == ()


def test_what_gives_no_more_than_the_walk_away_is_not_said_to_be_over_it() -> None:
    even = WorthSeen("O1 yours", Worth("upper", 3.04, 3.0, (), ()), 0.5, "over")
    assert told(even) == "exactly your walk-away"
    assert told_briefly(even, standing=False) == "exactly it"
    more = WorthSeen("O1 yours", Worth("upper", 3.1, 3.0, (), ()), 0.5, "over")
    assert (told(more), told_briefly(more, standing=False)) == ("+0.1 over", "+0.1 over it")
