"""A gesture can't be taken back, so what it does to its delegation is said before it is made."""

from __future__ import annotations

import tomli_w

from tabletop.play.actions import Advance, Assign, MakeGesture
from tabletop.play.state import FACILITATOR
from tabletop.screens.flow.app import TabletopApp
from tabletop.screens.table.forms.gesture_form import GestureForm, what_it_does
from tabletop.seat.port import Port
from tabletop.table import Table
from tests.play.game import DELEGATIONS, document
from tests.screens.keyboard import SMALL
from tests.screens.rivers import advanced, briefed
from tests.screens.watching import press, see, text_of, until


async def test_it_is_asked_about_and_no_leaves_everything_as_it_was() -> None:
    table = advanced(briefed(), "negotiation")
    app = TabletopApp()
    async with app.run_test(size=SMALL) as pilot:
        await app.push_screen(GestureForm(Port(table, "lower")))
        await see(pilot, "A gesture")
        before = table.state.seq
        for answer in ("enter", "escape"):
            await press(pilot, "enter", "ctrl+s")
            await see(pilot, "Make this gesture?", "taking it back")
            await press(pilot, answer)
            await until(pilot, lambda: "Make this gesture?" not in text_of(app))
            assert table.state.seq == before
        await press(pilot, "ctrl+s")
        await see(pilot, "Make this gesture?")
        await press(pilot, "left", "enter")
        await until(pilot, lambda: table.state.seq > before)


def test_the_question_says_what_it_leaves_one_with_and_warns_below_the_walk_away() -> None:
    table = Table.create(tomli_w.dumps(document()), clocks=False)
    for one in DELEGATIONS:
        table.submit(Assign(by=FACILITATOR, seat=one, delegation=one, name=one.title()))
    while table.state.stage != "negotiation":
        table.submit(Advance(by=FACILITATOR))
    port = Port(table, "alfa")
    gesture = MakeGesture(by="alfa", issue="dam", option="half")
    said = what_it_does(port, gesture).splitlines()
    then = port.worth_after(gesture)["alfa"]
    assert said[:2] == [
        "Dam: half open.",
        "It takes effect at once, and there is no taking it back.",
    ]
    assert f"and {then.value:.1f} with it; your walk-away is {then.walk_away:.1f}." in said[2]
    assert said[3].startswith("Below your walk-away, and worth less to you than how things stand")
    table.submit(gesture)
    assert table.view("alfa").worth_now["alfa"].value == then.value
