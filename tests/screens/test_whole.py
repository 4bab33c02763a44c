"""A contract settled whole on the screen: no status quo, and first options can be tabled."""

from __future__ import annotations

import pytest
from textual.widgets import OptionList

from tabletop.play.actions import Advance, Assign, SignOffer, TableOffer
from tabletop.play.state import FACILITATOR
from tabletop.play.view import view
from tabletop.screens.flow.app import TabletopApp
from tabletop.screens.pages.whole_table import standing_block
from tabletop.screens.table.table_screen import TableScreen
from tabletop.screens.table.table_words import help_of
from tabletop.seat.deeds import DEEDS, label_for
from tabletop.seat.packages.grid import columns_of, row_of
from tabletop.seat.port import Port
from tabletop.table import Table
from tests.play.market import MARKET, PRICED
from tests.screens.watching import press, see, text_of, until


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_the_draft_of_all_first_options_is_worth_something_and_can_be_tabled(
    size: tuple[int, int],
) -> None:
    source = PRICED.replace("format = 2", "format = 2\nwhole = true")
    table = Table.create(source, clocks=False)
    for one in ("baker", "miller"):
        table.submit(Assign(by=FACILITATOR, seat=one, delegation=one, name=one.title()))
    table.submit(Advance(by=FACILITATOR))
    app = TabletopApp()
    async with app.run_test(size=size) as pilot:
        await app.push_screen(TableScreen(Port(table, "baker")))
        await see(pilot, "Your draft", "No deal", "walk-away 2.0")
        head = next(line for line in text_of(app).splitlines() if "Your draft" in line)
        assert "Now" not in head
        await press(pilot, "t")
        await see(pilot, "Price: open", "Day: open")
        await press(pilot, "ctrl+s")
        await until(pilot, lambda: table.state.offers, "the offer")
        assert dict(table.state.offers["O1"].package)["price"] == "open"
        await see(pilot, "O1")


def test_help_does_not_speak_of_what_stands_where_nothing_does_before_a_deal() -> None:
    for whole, there in (("true", False), ("false", True)):
        source = PRICED.replace("format = 2", f"format = 2\nwhole = {whole}")
        shown = view(Table.create(source, clocks=False).state, FACILITATOR)
        told = help_of(DEEDS, shown.has)
        told += "".join(label_for(one, shown) for one in DEEDS)
        assert ("how things stand" in told) == there
        assert ("how it stands" in told) == there
        assert ("As it stands" in told) == there
        assert ("First option" in told) != there


def test_what_goes_back_to_the_first_option_goes_back_to_what_stands_after_a_deal() -> None:
    source = PRICED.replace("format = 2", "format = 2\nwhole = true")
    table = Table.create(source, clocks=False)
    for one in ("baker", "miller"):
        table.submit(Assign(by=FACILITATOR, seat=one, delegation=one, name=one.title()))
    table.submit(Advance(by=FACILITATOR))
    table.submit(TableOffer(by="baker", to=("miller",), package=dict(table.state.standing)))
    table.submit(SignOffer(by="miller", offer="O1"))
    shown = view(table.state, "baker")
    assert {label_for(one, shown) for one in DEEDS if one.action == "reset"} == {"As it stands"}


def test_the_desk_says_that_there_is_no_deal_where_there_is_no_status_quo() -> None:
    for whole, told in (("true", "There is no deal"), ("false", "as it was at the beginning")):
        source = PRICED.replace("format = 2", f"format = 2\nwhole = {whole}")
        state = Table.create(source, clocks=False).state
        assert told in standing_block(view(state, FACILITATOR)).plain


async def test_a_list_of_options_has_a_column_of_points_only_where_there_are_any() -> None:
    for source, row in ((MARKET, "ten a sack"), (PRICED, "+6.0  ten a sack")):
        table = Table.create(source, clocks=False)
        for one in ("baker", "miller"):
            table.submit(Assign(by=FACILITATOR, seat=one, delegation=one, name=one.title()))
        table.submit(Advance(by=FACILITATOR))
        app = TabletopApp()
        async with app.run_test(size=(80, 24)) as pilot:
            await app.push_screen(TableScreen(Port(table, "baker")))
            await press(pilot, "enter")
            await see(pilot, "Enter takes it")
            option = app.screen.query_one(OptionList).get_option_at_index(1)
            assert str(option.prompt).strip() == row


def test_no_option_is_marked_as_moved_where_there_is_nothing_to_move_from() -> None:
    for whole, marked in (("true", False), ("false", True)):
        source = PRICED.replace("format = 2", f"format = 2\nwhole = {whole}")
        table = Table.create(source, clocks=False)
        for one in ("baker", "miller"):
            table.submit(Assign(by=FACILITATOR, seat=one, delegation=one, name=one.title()))
        table.submit(Advance(by=FACILITATOR))
        table.submit(TableOffer(by="miller", package={"price": "low", "day": "friday"}))
        seen = table.view("baker")
        column = next(one for one in columns_of(seen) if one.id == "O1")
        marks = {row_of(seen, [column], one).cells[0].mark for one in seen.issues}
        assert ("moved" in marks) == marked
