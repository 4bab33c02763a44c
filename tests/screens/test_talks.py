"""New messages are marked at the table and at their conversation until they are read."""

from __future__ import annotations

import pytest

from tabletop.play.actions import MakeStatement, SendMessage, Undo
from tabletop.play.state import FACILITATOR
from tabletop.screens.flow.app import TabletopApp
from tabletop.screens.table.overlays.inbox import Inbox
from tabletop.screens.table.seat_table import SeatTable
from tabletop.screens.table.table_screen import TableScreen
from tabletop.seat.port import Port
from tabletop.seat.talks import having_read, messages_label, new_by_talk
from tabletop.table import Table
from tests.screens.keyboard import SMALL
from tests.screens.rivers import advanced, briefed
from tests.screens.watching import press, see, text_of, until


def written() -> Table:
    """Send Upper Town two messages from Lower Town and one from the mill, and one of its own."""
    table = advanced(briefed(), "negotiation")
    for by, to, text in (
        ("lower", ("upper",), "The dam?"),
        ("lower", ("upper",), "Hello?"),
        ("upper", ("lower",), "Wait."),
        ("mill", ("upper",), "And we?"),
    ):
        table.submit(SendMessage(by=by, to=to, text=text))
    return table


def test_only_what_others_wrote_counts_until_its_conversation_is_read() -> None:
    port = Port(written(), "upper")
    view = port.view()
    assert new_by_talk(view, port) == {"lower": 2, "mill": 1}
    assert messages_label(view, port) == "Messages (3 new)"
    having_read(view, port, "lower")
    assert new_by_talk(view, port) == {"mill": 1}
    having_read(view, port, "mill")
    assert messages_label(view, port) == "Messages"


def test_what_has_been_read_is_known_to_the_next_port_of_the_seat() -> None:
    table = written()
    port = Port(table, "upper")
    having_read(port.view(), port, "lower")
    again = Port(table, "upper", begun=port.unfinished())
    assert new_by_talk(again.view(), again) == {"mill": 1}


@pytest.mark.parametrize("kind", [TableScreen, SeatTable])
async def test_new_messages_are_marked_at_the_table_and_cleared_when_they_are_read(
    kind: type[TableScreen],
) -> None:
    app, port = TabletopApp(), Port(written(), "upper")
    async with app.run_test(size=SMALL) as pilot:
        await app.push_screen(kind(port))
        await see(pilot, "Messages (3 new)")
        await press(pilot, "m")
        await see(pilot, "And we?", "Lower Town  2 new")
        assert "The mill  1 new" not in text_of(app)
        await press(pilot, "up")
        await see(pilot, "The dam?", "Hello?")
        await until(pilot, lambda: "new" not in text_of(app).split("The mill")[0])
        await press(pilot, "escape")
        await see(pilot, "Your draft", "M Messages ")
        assert "new)" not in text_of(app)


async def test_a_message_that_comes_while_another_conversation_is_read_is_counted_there() -> None:
    app, table = TabletopApp(), written()
    port = Port(table, "upper")
    async with app.run_test(size=SMALL) as pilot:
        page = Inbox(port)
        await app.push_screen(page)
        await see(pilot, "And we?")
        table.submit(SendMessage(by="lower", to=("upper",), text="Still there?"))
        page.follow(port.view())
        await see(pilot, "Lower Town  3 new")


async def test_the_story_has_every_round_and_opens_at_the_newest() -> None:
    table = advanced(briefed(), "negotiation")
    table.submit(SendMessage(by="lower", to="all", text="A first word."))
    advanced(table, "negotiation", 3)
    table.submit(SendMessage(by="lower", to="all", text="Taken back."))
    table.submit(Undo(by=FACILITATOR))
    table.submit(SendMessage(by="mill", to=("lower",), text="Not for you."))
    table.submit(SendMessage(by="mill", to="all", text="A last word."))
    app = TabletopApp()
    async with app.run_test(size=SMALL) as pilot:
        await app.push_screen(TableScreen(Port(table, "upper")))
        await see(pilot, "Your draft")
        await press(pilot, "l")
        await see(pilot, "A last word.")
        assert "A first word." not in text_of(app)
        await press(pilot, "home")
        await see(pilot, "What has happened", "Before")
    told = "\n".join(sentence for _, sentence in table.retold("upper"))
    assert "A first word." in told
    assert "Taken back." not in told
    assert "Not for you." not in told
    assert [number for number, sentence in table.retold("upper") if "first word" in sentence] == [1]


async def test_on_an_upright_phone_new_messages_and_what_others_did_are_told_apart() -> None:
    table = written()
    table.submit(MakeStatement(by="mill", tone="neutral", text="We are ready to talk to all."))
    app = TabletopApp()
    async with app.run_test(size=(48, 41)) as pilot:
        await app.push_screen(SeatTable(Port(table, "upper")))
        await see(pilot, "3 new messages (M) · ")


async def test_a_tap_on_the_line_of_news_opens_what_it_tells_of() -> None:
    app = TabletopApp()
    async with app.run_test(size=(105, 17)) as pilot:
        await app.push_screen(SeatTable(Port(written(), "upper")))
        await see(pilot, "3 new messages (M)")
        await pilot.click("#news", offset=(5, 0))
        await see(pilot, "And we?", "To ")
        await press(pilot, "escape")
        for talk in ("all", "lower", "mill"):
            having_read(app.screen._view, app.screen._port, talk)  # type: ignore[attr-defined]
        await pilot.click("#news", offset=(5, 0))
        await see(pilot, "Upper Town to Lower Town: “Wait.”")
