"""A number at the table: typed, stepped to by keys or buttons, and shown with its unit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from textual.widgets import Input

from tabletop.play.actions import Advance, Assign
from tabletop.play.state import FACILITATOR
from tabletop.screens.flow.app import TabletopApp
from tabletop.screens.table.forms.amount import AmountChooser
from tabletop.screens.table.table_screen import TableScreen
from tabletop.seat.port import Port
from tabletop.table import Table
from tests.exercise.test_ranges import JOB
from tests.screens.watching import press, see, text_of, until

SIZES = [(80, 24), (120, 36)]


def table_of(source: str) -> Table:
    table = Table.create(source, clocks=False)
    for one in ("firm", "cand"):
        table.submit(Assign(by=FACILITATOR, seat=one, delegation=one, name=one.title()))
    while table.state.stage != "negotiation":
        table.submit(Advance(by=FACILITATOR))
    return table


@contextmanager
def negotiating() -> Iterator[tuple[Table, Port, TabletopApp]]:
    table = table_of(JOB)
    yield table, Port(table, "cand"), TabletopApp()


@pytest.mark.parametrize("size", SIZES)
async def test_a_number_is_typed_into_the_grid_and_shown_with_its_unit(
    size: tuple[int, int],
) -> None:
    with negotiating() as (_, port, app):
        async with app.run_test(size=size) as pilot:
            await app.push_screen(TableScreen(port))
            await see(pilot, "40,000 EUR")
            await press(pilot, *"45")
            await see(pilot, "outside: it goes from 40,000 EUR to 50,000 EUR")
            await press(pilot, *"250")
            await see(pilot, "between two steps: take 45,000 EUR or 45,500 EUR")
            await press(pilot, "enter")
            assert isinstance(app.screen, AmountChooser)
            await press(pilot, "backspace", "backspace", "backspace", *"500")
            await see(pilot, "45,500 EUR", "+3300.0 to you")
            await press(pilot, "enter")
            await see(pilot, "Your draft", "45,500 EUR")
            assert port.draft(port.view().standing).package["salary"] == "45500"


async def test_plus_and_minus_step_in_the_grid_and_stop_at_the_ends() -> None:
    with negotiating() as (_, port, app):
        async with app.run_test(size=(80, 24)) as pilot:
            await app.push_screen(TableScreen(port))
            await see(pilot, "40,000 EUR")
            await press(pilot, "-")
            await press(pilot, "+", "+")
            await see(pilot, "41,000 EUR")


async def test_steps_of_the_form_go_by_one_and_by_a_tenth_and_buttons_do_the_same() -> None:
    with negotiating() as (_, port, app):
        async with app.run_test(size=(80, 24)) as pilot:
            await app.push_screen(TableScreen(port))
            await press(pilot, "enter")
            await see(pilot, "Salary", "40,000 EUR to 50,000 EUR", "by 500 EUR", "by 1,000 EUR")
            line = app.screen.query_one(Input)
            await press(pilot, "up", "+", "pageup")
            assert line.value == "42000"
            await press(pilot, "down", "-")
            assert line.value == "41000"
            await pilot.click("#more")
            await until(pilot, lambda: line.value == "41500", "a step by the button")
            await pilot.click("#less")
            await until(pilot, lambda: line.value == "41000", "a step back")
            await press(pilot, "escape")
            await see(pilot, "Your draft")
            assert port.draft(port.view().standing).package["salary"] == "40000"


async def test_what_is_typed_after_a_tap_on_the_number_replaces_it() -> None:
    with negotiating() as (_, port, app):
        async with app.run_test(size=(80, 24)) as pilot:
            await app.push_screen(TableScreen(port))
            await press(pilot, "enter")
            await see(pilot, "40,000 EUR to 50,000 EUR")
            await pilot.click(Input, offset=(4, 1))
            await press(pilot, *"45500")
            await see(pilot, "+3300.0 to you")


async def test_steps_from_a_number_that_is_none_of_them_go_to_the_one_beside_it() -> None:
    with negotiating() as (_, port, app):
        async with app.run_test(size=(80, 24)) as pilot:
            await app.push_screen(TableScreen(port))
            for typed, key, then in (
                ("45250", "+", "45500"),
                ("45250", "-", "45000"),
                ("7", "+", "40000"),
                ("99999", "-", "50000"),
            ):
                await press(pilot, "enter", *typed, key)
                assert app.screen.query_one(Input).value == then
                await press(pilot, "escape")


async def test_a_click_on_the_draft_of_a_number_opens_its_form() -> None:
    with negotiating() as (_, port, app):
        async with app.run_test(size=(80, 24)) as pilot:
            await app.push_screen(TableScreen(port))
            await see(pilot, "40,000 EUR")
            lines = text_of(app).splitlines()
            y = next(at for at, line in enumerate(lines) if "40,000 EUR" in line)
            await pilot.click(offset=(lines[y].index("40,000") + 2, y))
            await until(pilot, lambda: isinstance(app.screen, AmountChooser), "the form")


async def test_a_decimal_comma_is_told() -> None:
    with negotiating() as (_, port, app):
        async with app.run_test(size=(80, 24)) as pilot:
            await app.push_screen(TableScreen(port))
            await press(pilot, "down", *"2,5")
            await see(pilot, "Decimals are written with a point, not a comma: 2.5.")


async def test_amounts_of_one_unit_align() -> None:
    source = JOB.replace("from = 40000, to = 50000", "from = 9500, to = 50000").replace(
        "[40000,", "[9500,"
    )
    table = table_of(source)
    app, port = TabletopApp(), Port(table, "cand")
    async with app.run_test(size=(120, 36)) as pilot:
        await app.push_screen(TableScreen(port))
        await see(pilot, "Your draft", "9,500 EUR")
        first = text_of(app)
        await press(pilot, *"10000", "enter")
        await see(pilot, "10,000 EUR")
        ends = [
            line.index(" EUR")
            for shown in (first, text_of(app))
            for line in shown.splitlines()
            if "Salary " in line
        ]
        assert len(ends) == 2
        assert len(set(ends)) == 1
