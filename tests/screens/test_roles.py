"""Roles on screens: each brief for its holder, worth beside the delegation's, then all of it."""

from __future__ import annotations

import pytest

from tabletop.play.actions import (
    Advance,
    Assign,
    EndExercise,
    OpenDebrief,
    Role,
    SignOffer,
    TableOffer,
)
from tabletop.play.state import FACILITATOR
from tabletop.screens.flow.app import TabletopApp
from tabletop.screens.flow.hotseat import HotSeat
from tabletop.screens.pages.debrief import Debrief
from tabletop.screens.pages.role_results import roles_told
from tabletop.screens.start.beginning import open_table
from tabletop.screens.table.overlays.briefing import Briefing
from tabletop.screens.table.seat_table import SeatTable
from tabletop.screens.table.table_screen import TableScreen
from tabletop.seat.port import Port
from tabletop.seat.seating import Seating
from tabletop.seat.unread import Read, having_read, next_unread
from tabletop.seat.words.roles import secrets_of
from tabletop.table import Table
from tests.play.market import PRICED
from tests.play.ministry import BRIEFS_ONLY, MINISTRY, PEOPLE, SECRETS
from tests.screens.rivers import in_memory
from tests.screens.watching import introduced, press, see, text_of

SIZES = [(80, 24), (120, 36), (180, 40)]
BANKER, APPRENTICE = SECRETS["banker"], SECRETS["apprentice"]


def seated(source: str = MINISTRY) -> Table:
    """Anna the master, Ben the banker, Cem the apprentice, and Mia, in the negotiation."""
    table = Table.create(source, clocks=False)
    for id, name, role in PEOPLE:
        give(table, id, name, role)
    table.submit(Assign(by=FACILITATOR, seat="miller", delegation="miller", name="Mia"))
    table.submit(Advance(by=FACILITATOR))
    return table


def give(
    table: Table, id: str, name: str, role: Role, holds: tuple[str, ...] | None = None
) -> None:
    table.submit(
        Assign(by=FACILITATOR, seat=id, delegation="baker", role=role, name=name, holds=holds)
    )


@pytest.mark.parametrize("size", SIZES)
async def test_a_role_has_a_section_of_its_own_in_its_holders_brief(size: tuple[int, int]) -> None:
    table = seated()
    app = TabletopApp()
    async with app.run_test(size=size) as pilot:
        await app.push_screen(Briefing(table.view("b2")))
        await see(pilot, "4 Banker", "What everybody knows")
        assert BANKER not in text_of(app)
        await press(pilot, "4")
        await see(pilot, "You are Banker.", BANKER, "its own walk-away", "+30.3", "-7.8")
        assert APPRENTICE not in text_of(app)
        assert "Not even the others of your delegation" in text_of(app)
    app = TabletopApp()
    async with app.run_test(size=size) as pilot:
        await app.push_screen(Briefing(table.view("baker")))
        await see(pilot, "3 Your points")
        # Only a title: there is nothing to read.
        assert "Master baker" not in text_of(app).replace("Anna, Master baker", "")
        await press(pilot, "4")
        assert BANKER not in text_of(app)


@pytest.mark.parametrize("size", SIZES)
async def test_a_holder_sees_what_offers_and_the_draft_are_worth_to_the_role(
    size: tuple[int, int],
) -> None:
    table = seated()
    table.submit(TableOffer(by="baker", package={**table.state.standing, "price": "low"}))
    app = TabletopApp()
    async with app.run_test(size=size) as pilot:
        await app.push_screen(SeatTable(Port(table, "b2")))
        await see(pilot, "You, as Banker: now 5.0 · O1 30.3", "walk-away 5.0")
        await press(pilot, "plus", "plus")
        await see(pilot, "your draft -7.8")
        await press(pilot, "f2", "end")
        await see(pilot, "Your draft, to you as Banker", "the role's own walk-away")
        await press(pilot, "escape", "o")
        await see(pilot, "To you, as Banker: 30.3, 25.3 above its walk-away (5.0).")
    app = TabletopApp()
    async with app.run_test(size=size) as pilot:
        await app.push_screen(SeatTable(Port(table, "baker")))
        await see(pilot, "Your draft")
        assert "You, as" not in text_of(app)


async def test_a_table_without_roles_has_no_line_for_them() -> None:
    table = Table.create(PRICED, clocks=False)
    for one in ("baker", "miller"):
        table.submit(Assign(by=FACILITATOR, seat=one, delegation=one, name=one.title()))
    table.submit(Advance(by=FACILITATOR))
    app = TabletopApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(TableScreen(Port(table, "baker")))
        await see(pilot, "Your draft")
        assert not app.screen.query_one("RoleLines").display


async def test_at_one_keyboard_each_roles_brief_comes_behind_a_card_of_its_own() -> None:
    seating = Seating({"baker": "Anna", "miller": "Mia"})
    table = open_table(MINISTRY, in_memory("market.toml"), seating, 1)
    app = TabletopApp()
    app.led_by(HotSeat(app, table, in_memory("market.toml")))
    async with app.run_test(size=(80, 24)) as pilot:
        await introduced(pilot)
        await see(pilot, "Anna, for Baker")
        await press(pilot, "enter")
        await see(pilot, "What everybody knows")
        assert "Banker" not in text_of(app)
        await press(pilot, "3", "enter")
        for name, secret in (("Banker", BANKER), ("Apprentice", APPRENTICE)):
            await see(pilot, f"The next brief is for {name}.", "ONE ROLE ONLY")
            assert secret not in text_of(app)
            await press(pilot, "enter")
            await see(pilot, f"You are {name}.", secret)
            await press(pilot, "enter")
        await see(pilot, "Mia, for Miller")
        await press(pilot, "enter")
        await see(pilot, "Your points")
        await press(pilot, "3", "enter")
        await see(pilot, "Anna, for Baker", "to negotiate")
        await press(pilot, "enter")
        await see(pilot, "You, as Banker: now 5.0", "You, as Apprentice: now 0.0")


def test_a_role_given_later_is_to_be_read_by_its_new_holder() -> None:
    table = seated()
    read = having_read(Read(), "brief", table.view("baker"))
    assert next_unread(table.view("baker"), read) != "role"
    give(table, "baker", "Anna", "head", ("master", "banker"))
    assert next_unread(table.view("baker"), read) == "role"
    read = having_read(read, "role", table.view("baker"))
    assert next_unread(table.view("baker"), read) != "role"


async def test_the_debrief_tells_every_role_to_everybody() -> None:
    table = seated()
    table.submit(TableOffer(by="baker", package={**table.state.standing, "price": "low"}))
    table.submit(SignOffer(by="miller", offer="O1"))
    table.submit(EndExercise(by=FACILITATOR))
    table.submit(OpenDebrief(by=FACILITATOR))
    view = table.view("miller")
    app = TabletopApp()
    async with app.run_test(size=(100, 40)) as pilot:
        await app.push_screen(Debrief(view, (), _answer, (), lambda _: ()))
        await see(
            pilot,
            "Roles, in their own points",
            "Banker (Baker): 30.3, 25.3 above its walk-away (5.0)",
            "Apprentice (Baker): 0.0",
        )
        await press(pilot, "2")
        await see(pilot, "As Banker:", BANKER, "As Apprentice:", APPRENTICE)
        await press(pilot, "3")
        await see(pilot, "As Banker, in its own points", "the role's own walk-away")


async def _answer(*_: object) -> str | None:
    return None


def test_the_facilitator_sees_who_has_which_role_and_what_it_has() -> None:
    table = seated()
    told = roles_told(table.view(FACILITATOR), 90).plain
    assert "Baker · Master baker: Anna · Banker: Ben · Apprentice: Cem" in told
    assert "Banker (Baker): 5.0, exactly its walk-away (5.0)" in told
    assert "in their own points" not in roles_told(table.view("miller"), 90).plain


def test_roles_without_points_have_briefs_and_no_numbers() -> None:
    table = seated(BRIEFS_ONLY)
    view = table.view("b2")
    assert view.role_worth_now == ()
    assert [one.secret_brief for one in view.own_roles] == [BANKER]
    assert "points" not in roles_told(table.view(FACILITATOR), 90).plain


def test_a_roles_title_is_no_markup() -> None:
    table = Table.create(MINISTRY.replace('name = "Banker"', 'name = "[b](x) *Banker*"'))
    text = secrets_of(table.exercise.delegations[0])
    assert "**As \\[b\\](x) \\*Banker\\*:**" in text
