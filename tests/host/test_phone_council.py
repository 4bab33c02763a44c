"""A council of eight hosted, one of its heads on a phone: a tap raises the hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import expect

from tabletop.exercise.library import find_exercise
from tabletop.play.actions import CallSpeaker
from tabletop.play.state import FACILITATOR
from tabletop.screens.table.table_screen import TableScreen
from tests.host.browser import PHONE, chromium, person
from tests.host.doors import door_in
from tests.host.players import advance, submit
from tests.host.test_phone import Held

pytestmark = pytest.mark.browser

OTHERS = ("castovia", "deltara", "estmark", "fennoria", "galdia", "hesperia", "ilmar")


async def test_a_tap_raises_the_hand_and_the_clock_of_the_floor_is_seen(tmp_path: Path) -> None:
    source = find_exercise("council-of-eight").read_text(encoding="utf-8")
    async with (
        door_in(tmp_path, source=source, clocks=True) as door,
        chromium() as browser,
        person(browser, **PHONE) as anna,
    ):
        for number, one in enumerate(OTHERS):
            await door.hall.seat(f"Person {number}", table="1", delegation=one)
        await anna.sit(door, "Anna", "sit 1 aurelia")
        await anna.sees("You head Aurelia")
        (place,) = (one for one in door.hall.floor._sessions if one.seat == "aurelia")
        phone = Held(anna, door.hall.floor.session(place).app, door)
        advance(door.hall, "negotiation")
        read = anna.page.locator(".xterm-accessibility-tree")
        while not isinstance(phone.app.screen, TableScreen):
            before = await read.text_content()
            await phone.button("Enter")
            await expect(read).not_to_have_text(before or "", timeout=60_000)
        await anna.sees("Nobody has the floor.", "Raise hand")
        await phone.tap("Raise hand")
        await anna.sees("your hand is up, 1st", "Hand down")
        submit(door.hall, CallSpeaker(by=FACILITATOR))
        await anna.sees("You have the floor", "left")
        await anna.page.screenshot(path=str(tmp_path / "floor.png"))
        table = door.hall.floor.tables["1"].table
        assert table.state.speakers.speaker is not None
        assert anna.faults == []
