"""Names in any script keep their place in lists: what stands beside them does not move."""

from __future__ import annotations

from rich.cells import cell_len

from tabletop.play.actions import Assign, SendMessage
from tabletop.play.state import FACILITATOR
from tabletop.table import Table
from tests.console.room import Room
from tests.console.test_seats import app_of as seats_of
from tests.screens.keyboard import app_of
from tests.screens.rivers import HEADS, advanced, briefed
from tests.screens.watching import press, see, text_of

NAMES = (
    "\N{MAN}\u200d\N{WOMAN}\u200d\N{GIRL}\u200d\N{BOY} Kim",
    "\u05d3\u05e0\u05d4 \u05dc\u05d5\u05d9",
    "\uff37\uff29\uff24\uff25\u3000\u540d\u524d",
)


def named(table: Table) -> Table:
    for one, name in zip(HEADS, NAMES, strict=True):
        table.submit(Assign(by=FACILITATOR, seat=one, delegation=one, name=name))
    return table


def places(text: str, word: str) -> set[int]:
    """Return the column of a word in each line that has it."""
    return {cell_len(line[: line.index(word)]) for line in text.splitlines() if word in line}


async def test_on_the_hand_over_page() -> None:
    table = named(advanced(briefed(), "negotiation"))
    for one in HEADS:
        table.submit(SendMessage(by=one, text="Hello."))
    app = app_of(table)
    async with app.run_test(size=(80, 24)) as pilot:
        await see(pilot, "The keyboard goes to", "something waits for it")
        lines = [one for one in text_of(app).splitlines() if "something waits" in one]
        assert len(lines) == 3
        assert len(places("\n".join(lines).replace("next · ", ""), "something waits")) == 1


async def test_in_the_list_of_seats() -> None:
    room = Room(1)
    named(room.by_id["1"])
    app = seats_of(room)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "s")
        await see(pilot, "3 of 3 here")
        rows = "\n".join(one for one in text_of(app).splitlines() if "head" in one)
        assert len(rows.splitlines()) == 3
        assert len(places(rows, " here")) == 1
        assert len(places(rows, "head")) == 1
