"""The offer's form: fixed addressees, and boxes that keep their place and state."""

from __future__ import annotations

from typing import Any

import pytest
from textual.geometry import Region
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Input

from tabletop.play.actions import TableOffer
from tabletop.screens.flow.app import TabletopApp
from tabletop.screens.table.forms.offer_form import OfferForm, TickBox, _Addressee
from tabletop.seat.port import Port
from tabletop.table import Table
from tests.screens.rivers import advanced, briefed
from tests.screens.watching import press, see, text_of

SIZES = ((80, 24), (120, 36))


def package(table: Table, **moves: str) -> dict[str, str]:
    return {**table.state.standing, **moves}


async def opened(pilot: Pilot[Any], table: Table, reply_to: str | None = None) -> OfferForm:
    """Open Upper Town's form for a charter."""
    form = OfferForm(Port(table, "upper"), package(table, charter="signed"), reply_to)
    await pilot.app.push_screen(form)
    await see(pilot, "Your offer")
    return form


def ticks(form: OfferForm) -> dict[str, TickBox]:
    return {(one.id or "").removeprefix("to-"): one for one in form.query(TickBox)}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("theme", ["ink", "paper"])
async def test_nothing_moves_and_nothing_vanishes_when_the_focus_goes_round(
    size: tuple[int, int], theme: str
) -> None:
    table = advanced(briefed(), "negotiation")
    app = TabletopApp()
    async with app.run_test(size=size) as pilot:
        app.theme = theme
        form = await opened(pilot, table)

        def places() -> dict[Widget, Region]:
            return {one: one.region for one in form.query("Box *")}

        before, seen = places(), set()
        for _ in form.focus_chain:
            await press(pilot, "tab")
            assert form.focused is not None
            seen.add(form.focused)
            assert places() == before
            for one in form.query(TickBox):
                assert one.region.height == 1 and str(one.label) in text_of(app)
        assert seen == set(form.focus_chain)


async def test_the_form_says_when_each_act_would_fall_due() -> None:
    table = advanced(briefed(), "negotiation")
    app = TabletopApp()
    async with app.run_test(size=SIZES[0]) as pilot:
        form = OfferForm(Port(table, "upper"), package(table, dam="opened"), None)
        await app.push_screen(form)
        await see(pilot, "opened in summer  (", "due in round 2")


async def test_an_offer_that_cannot_be_tabled_says_so_and_takes_words_for_no_keys() -> None:
    table = advanced(briefed(), "negotiation")
    app = TabletopApp()
    async with app.run_test(size=SIZES[0]) as pilot:
        form = OfferForm(Port(table, "upper"), table.state.standing, None)
        await app.push_screen(form)
        await see(pilot, "This leaves everything as it stands")
        await press(pilot, "enter", "r")
        await see(pilot, "It can't be tabled as it is")
        assert app.screen is form and form.query_one("#text", Input).value == "r"


async def test_enter_tables_from_a_box_as_from_the_line() -> None:
    table = advanced(briefed(), "negotiation")
    app = TabletopApp()
    async with app.run_test(size=SIZES[0]) as pilot:
        form = await opened(pilot, table)
        form.query_one("#public").focus()
        await press(pilot, "space", "enter")
        offer = table.state.offers["O1"]
        assert offer.public


async def test_a_box_is_ticked_where_it_stands_by_key_and_by_tap() -> None:
    table = advanced(briefed(), "negotiation")
    app = TabletopApp()
    async with app.run_test(size=SIZES[0]) as pilot:
        form = await opened(pilot, table)

        def ticked() -> list[str]:
            return [id for id, one in ticks(form).items() if one.value]

        assert ticked() == ["lower", "mill"]
        await pilot.click(ticks(form)["mill"])
        assert ticked() == ["lower"]
        await pilot.click(ticks(form)["public"])
        assert ticked() == ["lower", "public"]
        await press(pilot, "shift+tab", "space")
        assert ticked() == ["lower", "mill", "public"]


async def test_whoever_must_sign_has_the_offer_and_its_box_says_so_and_is_locked() -> None:
    table = advanced(briefed(), "negotiation")
    app = TabletopApp()
    async with app.run_test(size=SIZES[0]) as pilot:
        form = await opened(pilot, table)
        assert table.asked(package(table, charter="signed")) == (
            ("upper", "lower"),
            ("upper", "lower"),
        )
        lower = ticks(form)["lower"]
        assert "Lower Town · must sign it, so sees it" in text_of(app)
        assert lower.disabled and lower.value
        await pilot.click(lower)
        assert lower.value
        await pilot.click(ticks(form)["mill"])
        await press(pilot, "ctrl+s")
        assert table.state.offers["O1"].to == ("lower",)


async def test_an_answer_goes_at_first_to_those_who_had_what_it_answers() -> None:
    table = advanced(briefed(), "negotiation")
    table.submit(TableOffer(by="lower", to=("upper",), package=package(table, charter="signed")))
    table.submit(
        TableOffer(by="mill", to="all", package=package(table, charter="signed"), public=True)
    )
    app = TabletopApp()
    async with app.run_test(size=SIZES[0]) as pilot:
        form = await opened(pilot, table, "O1")
        assert not ticks(form)["mill"].value
        await press(pilot, "escape")
        form = await opened(pilot, table, "O2")
        assert ticks(form)["mill"].value


@pytest.mark.parametrize("cells", [30, 32, 36, 60])
@pytest.mark.parametrize("signs", ["must", "may"])
@pytest.mark.parametrize("signed", [True, False])
def test_why_somebody_sees_it_is_said_however_narrow_the_screen(
    cells: int, signs: str, signed: bool
) -> None:
    said = _Addressee("The Republic of Upper Town", "Upper", signs, signed).label(cells).plain
    assert said.endswith("sees it")
    assert f"{signs} " in said
    assert len(said) <= cells


async def test_on_a_phone_the_form_says_who_sees_it_because_it_must_sign() -> None:
    app = TabletopApp()
    async with app.run_test(size=(40, 40)) as pilot:
        await opened(pilot, advanced(briefed(), "negotiation"))
        await see(pilot, "Lowe · must sign, so sees it")
