"""A key asks the coach, where there is one; another puts its offer into the draft."""

from __future__ import annotations

from typing import Any

import pytest
import tomli_w

from tabletop.play.actions import Advance, Assign, TableOffer
from tabletop.play.state import FACILITATOR
from tabletop.screens.flow.app import TabletopApp
from tabletop.screens.table.seat_table import SeatTable
from tabletop.screens.table.table_screen import TableScreen
from tabletop.screens.table.table_words import help_of
from tabletop.seat.deeds import DEEDS
from tabletop.seat.port import Port
from tabletop.table import Table
from tests.play.market import priced
from tests.screens.watching import press, see, text_of


def bargaining(**changes: Any) -> Table:
    table = Table.create(tomli_w.dumps(priced(**changes)), clocks=False)
    for one in ("baker", "miller"):
        table.submit(Assign(by=FACILITATOR, seat=one, delegation=one, name=f"Ada {one}"))
    table.submit(Advance(by=FACILITATOR))
    return table


@pytest.mark.parametrize("kind", [TableScreen, SeatTable])
async def test_a_key_asks_the_coach_and_enter_takes_its_offer(kind: type[TableScreen]) -> None:
    app, table = TabletopApp(), bargaining(coach=True)
    port = Port(table, "baker")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await app.push_screen(kind(port))
        await see(pilot, "A Coach")
        await press(pilot, "a")
        await see(pilot, "Your coach", "over your walk-away", "Put it into my draft (Enter)")
        assert [one.kind for one in table.events][-1] == "advice.given"
        await press(pilot, "enter")
        await see(pilot, "Your coach's offer", "T Table it")
        assert port.draft(table.view("baker").standing).changed


async def test_what_it_advises_to_sign_is_asked_again_before_it_binds() -> None:
    app, table = TabletopApp(), bargaining(coach=True)
    table.submit(TableOffer(by="miller", package={"price": "low", "day": "friday"}))
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(SeatTable(Port(table, "baker")))
        await see(pilot, "A Coach")
        await press(pilot, "a")
        await see(pilot, "Sign O1 ... (Enter)")
        await press(pilot, "enter")
        await see(pilot, "Sign O1?")
        assert not table.state.agreements


async def test_where_there_is_no_coach_the_key_does_nothing_and_is_named_nowhere() -> None:
    app, table = TabletopApp(), bargaining()
    async with app.run_test(size=(120, 36)) as pilot:
        await app.push_screen(SeatTable(Port(table, "baker")))
        await see(pilot, "Your draft")
        await press(pilot, "a")
        assert isinstance(app.screen, SeatTable)
        assert "oach" not in text_of(app)
    assert "oach" not in help_of(DEEDS, table.exercise.has)
