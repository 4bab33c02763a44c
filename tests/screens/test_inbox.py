"""Messages go to the chosen conversation, and public ones can't be mistaken for private."""

from __future__ import annotations

import pytest
from textual.events import Paste

from tabletop.play.actions import Assign, SendMessage
from tabletop.screens.flow.app import TabletopApp
from tabletop.screens.table.overlays.inbox import Inbox
from tabletop.seat.port import Port
from tabletop.table import Table
from tests.screens.rivers import advanced, briefed
from tests.screens.watching import press, see, text_of

SIZE = (80, 24)
PUBLIC = "TO EVERYBODY  the whole table will read it"


def sent(table: Table) -> list[tuple[object, str]]:
    return [(one.to, one.text) for one in table.view("facilitator").messages]


@pytest.fixture
def table() -> Table:
    return advanced(briefed(), "negotiation")


@pytest.mark.parametrize("keys", [("down",), ("tab", "down"), ("down", "enter")])
async def test_arrows_choose_whom_one_writes_to_wherever_the_cursor_is(
    table: Table, keys: tuple[str, ...]
) -> None:
    app = TabletopApp()
    async with app.run_test(size=SIZE) as pilot:
        await app.push_screen(Inbox(Port(table, "upper")))
        await see(pilot, PUBLIC)
        await press(pilot, *keys)
        await see(pilot, "To Lower Town · no other delegation reads it")
        assert PUBLIC not in text_of(app)
        await press(pilot, *"Psst", "enter")
        assert sent(table) == [(("lower",), "Psst")]


async def test_it_begins_where_one_chooses(table: Table) -> None:
    app = TabletopApp()
    async with app.run_test(size=SIZE) as pilot:
        await app.push_screen(Inbox(Port(table, "upper")))
        await see(pilot, "to everybody: write", "↑↓ Choose")
        assert app.focused is app.screen.query_one("#talks")
        await press(pilot, "tab")
        await see(pilot, "↑↓ Choose")


async def test_a_new_message_opens_its_conversation_with_the_cursor_in_the_line(
    table: Table,
) -> None:
    table.submit(SendMessage(by="mill", to="all", text="Hello."))
    table.submit(SendMessage(by="lower", to=("upper",), text="Just between us."))
    port, app = Port(table, "upper"), TabletopApp()
    async with app.run_test(size=SIZE) as pilot:
        await app.push_screen(Inbox(port))
        await see(pilot, "Just between us.", "To Lower Town")
        assert app.focused is app.screen.query_one("#line")
        await press(pilot, *"Yes", "enter", "escape")
        assert sent(table)[-1] == (("lower",), "Yes")
        await app.push_screen(Inbox(port))
        await see(pilot, "to everybody: write")
        assert app.focused is app.screen.query_one("#talks"), "one's own words are no news"


async def test_in_caucus_it_begins_with_ones_own_people_where_there_are_any() -> None:
    table, app = advanced(briefed(), "caucus"), TabletopApp()
    async with app.run_test(size=SIZE) as pilot:
        await app.push_screen(Inbox(Port(table, "upper")))
        await see(pilot, "To the facilitator · no delegation reads it")
        assert "Our own people" not in text_of(app), "one is alone"
        await press(pilot, "escape")
        table.submit(
            Assign(by="facilitator", seat="clerk", delegation="upper", role="member", name="Kim")
        )
        await app.push_screen(Inbox(Port(table, "upper")))
        await see(pilot, "To our own people · no other delegation reads", "Our own people")


async def test_words_stay_in_the_conversation_they_were_begun_in(table: Table) -> None:
    app = TabletopApp()
    async with app.run_test(size=SIZE) as pilot:
        await app.push_screen(Inbox(Port(table, "upper")))
        await press(pilot, "down", *"Psst", "up")
        await see(pilot, PUBLIC)
        assert "Psst" not in text_of(app)
        await press(pilot, "enter")
        assert sent(table) == []
        await press(pilot, "down")
        await see(pilot, "Psst")
        await press(pilot, "enter")
        assert sent(table) == [(("lower",), "Psst")]


async def test_words_not_sent_are_seen_from_every_other_conversation(table: Table) -> None:
    app = TabletopApp()
    async with app.run_test(size=SIZE) as pilot:
        await app.push_screen(Inbox(Port(table, "upper")))
        await press(pilot, "down", *"Psst")
        await see(pilot, "Psst")
        assert "not sent" not in text_of(app), "one is looking at it"
        await press(pilot, "up")
        await see(pilot, "Lower Town  not sent")


async def test_what_is_pasted_in_the_list_comes_to_the_line_and_is_not_sent(table: Table) -> None:
    app = TabletopApp()
    async with app.run_test(size=SIZE) as pilot:
        await app.push_screen(Inbox(Port(table, "upper")))
        await press(pilot, "down")
        app.post_message(Paste("one\ntwo"))
        await see(pilot, "one two")
        assert app.focused is app.screen.query_one("#line")
        assert sent(table) == []


async def test_arrows_stop_at_both_ends_of_the_list(table: Table) -> None:
    app = TabletopApp()
    async with app.run_test(size=SIZE) as pilot:
        await app.push_screen(Inbox(Port(table, "upper")))
        await press(pilot, "tab", "up", "up")
        await see(pilot, PUBLIC)
        await press(pilot, *["down"] * 9)
        await see(pilot, "To the facilitator · no delegation reads it")


async def test_why_nothing_can_be_written_is_said_once(table: Table) -> None:
    table = advanced(briefed(), "caucus")
    app = TabletopApp()
    async with app.run_test(size=SIZE) as pilot:
        await app.push_screen(Inbox(Port(table, "upper")))
        await press(pilot, *("up",) * 9)
        await see(pilot, "In caucus")
        said = text_of(app).count("In caucus")
        await press(pilot, "tab", *"Hello", "enter")
        await see(pilot, "Hello")
        assert text_of(app).count("In caucus") == said == 1


async def test_a_long_conversation_is_read_by_page_from_the_line(table: Table) -> None:
    for number in range(1, 31):
        table.submit(SendMessage(by="lower", to="all", text=f"Message {number}."))
    app = TabletopApp()
    async with app.run_test(size=SIZE) as pilot:
        await app.push_screen(Inbox(Port(table, "upper")))
        await see(pilot, "Message 30.")
        assert app.focused is app.screen.query_one("#line")
        await press(pilot, *("pageup",) * 12)
        await see(pilot, "Message 1.")
        await press(pilot, *("pagedown",) * 12)
        await see(pilot, "Message 30.")
