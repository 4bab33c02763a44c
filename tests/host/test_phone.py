"""A seat on a phone: readable, a tap chooses, a swipe scrolls, every key has a button."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import expect
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import OptionList, TextArea
from textual.widgets._toast import Toast

from tabletop.exercise.library import find_exercise
from tabletop.host.runtime.hosted import Hosted
from tabletop.play.actions import EndExercise, OpenDebrief, TableOffer
from tabletop.play.state import FACILITATOR
from tabletop.screens.pages.debrief import Debrief
from tabletop.screens.pages.situation import Cards
from tabletop.screens.table.forms.amount import AmountChooser
from tabletop.screens.table.forms.compose import OptionChooser
from tabletop.screens.table.overlays.inbox import Inbox
from tabletop.screens.table.panels.grid import Grid
from tabletop.screens.table.table_screen import TableScreen
from tests.exercise.test_ranges import JOB
from tests.host.browser import FLAT, PHONE, Person, chromium, person
from tests.host.doors import Door, door_in
from tests.host.far import until
from tests.host.players import advance, submit

pytestmark = pytest.mark.browser

KOREA = find_exercise("korea-end-of-war")
READABLE = 14
"""Pixels of a letter's height that can be read in the hand."""


@dataclass
class Held:
    """Anna with a phone, and her screen at the host."""

    anna: Person
    app: Hosted
    door: Door

    async def spot(self, text: str) -> tuple[float, float]:
        """Return where on the glass a text is shown, once it has stopped moving."""
        before, now = None, await self._spot(text)
        while now != before:
            await asyncio.sleep(0.2)
            before, now = now, await self._spot(text)
        return now

    async def _spot(self, text: str) -> tuple[float, float]:
        await self.anna.sees(text)
        rows = await self.anna.page.locator(".xterm-accessibility-tree > div").all_text_contents()
        row = next(number for number, one in enumerate(rows) if text in one)
        box = await self.anna.page.locator(".xterm-screen").bounding_box()
        assert box is not None
        columns, lines = self.app.size
        x = (rows[row].index(text) + 0.5) * box["width"] / columns
        return box["x"] + x, box["y"] + (row + 0.5) * box["height"] / lines

    async def tap(self, text: str) -> None:
        await self.anna.page.touchscreen.tap(*await self.spot(text))

    async def swipe_up(self, text: str, pixels: int = 200) -> None:
        """Swipe up, beginning on a text."""
        x, y = await self.spot(text)
        finger = await self.anna.context.new_cdp_session(self.anna.page)
        steps = [("touchStart", y)]
        steps += [("touchMove", y - pixels * step / 10) for step in range(1, 11)]
        for kind, at in steps:
            points = [{"x": x, "y": at}]
            await finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        await finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    async def button(self, name: str) -> None:
        await self.anna.page.locator("#keys").get_by_text(name, exact=True).tap()

    async def raised(self) -> bool:
        """Return whether the phone would show its keyboard."""
        return bool(
            await self.anna.page.evaluate(
                """() => document.activeElement.tagName === "TEXTAREA"
                    && !document.activeElement.readOnly
                    && ["text", "numeric"].includes(document.activeElement.inputMode)"""
            )
        )


@asynccontextmanager
async def held(folder: Path, **how: Any) -> AsyncIterator[Held]:
    source = KOREA.read_text(encoding="utf-8")
    async with (
        door_in(folder, source=source) as door,
        chromium() as browser,
        person(browser, **how) as anna,
    ):
        for name, delegation in (("Ben", "dprk"), ("Cho", "rok"), ("Dai", "chn")):
            await door.hall.seat(name, table="1", delegation=delegation)
        await anna.sit(door, "Anna", "sit 1 usa")
        await anna.sees("You head Washington")
        (place,) = (one for one in door.hall.floor._sessions if one.seat == "usa")
        yield Held(anna, door.hall.floor.session(place).app, door)
        assert anna.faults == []


def pages(page: Screen[Any]) -> int:
    """Return how many presses of Enter are left until the text is read."""
    if not isinstance(page, Cards):
        return 1
    stage = page.query_one("#stage")
    return 1 + max(0, -(-(stage.max_scroll_y - 1) // stage.scrollable_content_region.height))


async def negotiating(one: Held) -> None:
    """Read the first pages by the button until the negotiation is open."""
    advance(one.door.hall)
    await one.anna.sees("DECLARING THE END OF THE KOREAN WAR")
    for _ in range(pages(one.app.screen)):
        await one.button("Enter")
    await one.anna.sees("What everybody knows")
    await one.anna.press("3")
    for there in ("Without a deal", "ROUND 1 OF 6", "WASHINGTON ONLY"):
        await one.anna.sees(there)
        for _ in range(pages(one.app.screen)):
            await one.button("Enter")
    await until(lambda: isinstance(one.app.screen, TableScreen))
    advance(one.door.hall, "negotiation")
    await one.anna.sees("negotiation opens")


@pytest.mark.parametrize("how", [PHONE, FLAT], ids=["upright", "flat"])
async def test_letters_can_be_read_upright_and_flat_and_nothing_lies_over_them(
    tmp_path: Path, how: dict[str, Any]
) -> None:
    async with held(tmp_path, **how) as one:
        size = await one.anna.page.evaluate(
            "getComputedStyle(document.querySelector('.xterm-rows,"
            " .xterm-helpers')).fontSize && document.querySelector('.xterm-screen').clientHeight"
        )
        assert size / one.app.size.height >= READABLE
        await expect(one.anna.page.locator("#notice")).not_to_contain_text("sideways")
        # The phone's keyboard takes the lower half, and nothing is said of it.
        wide = one.anna.page.viewport_size
        assert wide is not None
        await one.anna.page.set_viewport_size({"width": wide["width"], "height": 260})
        await until(lambda: one.app.size.height < 15)
        await expect(one.anna.page.locator("#notice")).not_to_contain_text("sideways")


async def test_a_swipe_scrolls_what_is_under_the_finger(tmp_path: Path) -> None:
    async with held(tmp_path, **PHONE) as one:
        await one.button("Enter")
        await one.anna.sees("DECLARING THE END OF THE KOREAN WAR")
        await one.button("Enter")
        await one.tap("Your points")
        points = one.app.screen.query_one("#points", VerticalScroll)
        await one.swipe_up("Missile tests")
        await until(lambda: points.scroll_y >= 8)
        assert not await one.raised()


async def test_a_tap_chooses_an_issue_an_option_a_key_and_a_conversation(tmp_path: Path) -> None:
    async with held(tmp_path, **PHONE) as one:
        await negotiating(one)
        await one.tap("Missile tests")
        grid = one.app.screen.query_one(Grid)
        await until(lambda: grid.choice.name == "Missile tests")
        await one.button("Enter")
        await until(lambda: isinstance(one.app.screen, OptionChooser))
        # All options and what they mean are in sight at once.
        await until(lambda: one.app.screen.query_one(OptionList).size.height > 14)
        assert not one.app.screen.query_one(OptionList).max_scroll_y
        await one.tap("no tests, notice")
        await until(lambda: isinstance(one.app.screen, TableScreen))
        screen = one.app.screen
        assert isinstance(screen, TableScreen)
        await until(lambda: screen._draft.package["missile-tests"] == "all-tests-notified")
        await one.tap("Messages")
        await until(lambda: isinstance(one.app.screen, Inbox))
        await one.tap("Beijing")
        await until(lambda: getattr(one.app.screen, "_talk", "") == "chn")


async def test_every_key_that_has_no_place_at_the_foot_is_in_the_menu(tmp_path: Path) -> None:
    async with held(tmp_path, **PHONE) as one:
        await negotiating(one)
        dark = one.app.theme
        await one.button("Menu")
        await one.anna.sees("Search for commands")
        await one.tap("Key F8")
        await until(lambda: one.app.theme != dark)
        await one.door.hall.seat("Eve", table="1", delegation="usa")
        await one.anna.press("+")
        screen = one.app.screen
        assert isinstance(screen, TableScreen)
        await until(lambda: screen._draft.changed)
        await one.button("Menu")
        await one.anna.sees("Search for commands")
        await one.anna.sees("Share draft")
        await one.tap("Key N")
        await until(lambda: not screen._draft.changed)


async def test_the_line_is_in_sight_although_the_keyboard_leaves_a_flat_phone_few_lines(
    tmp_path: Path,
) -> None:
    async with held(tmp_path, **FLAT) as one:
        await one.anna.press("m")
        await until(lambda: isinstance(one.app.screen, Inbox))
        await one.tap("to everybody")
        await one.anna.page.wait_for_selector(".xterm-helper-textarea[inputmode=text]")
        await one.anna.page.set_viewport_size({"width": 844, "height": 150})
        await until(lambda: one.app.size.height == 10)
        await one.anna.page.keyboard.type("hello")
        await one.anna.sees("hello")
        _, y = await one.spot("hello")
        assert 0 < y < 150


async def test_the_keyboard_comes_only_where_text_is_typed_and_is_asked_for(
    tmp_path: Path,
) -> None:
    async with held(tmp_path, **PHONE) as one:
        await negotiating(one)
        await one.tap("Missile tests")
        assert not await one.raised()
        await one.anna.press("m")
        await until(lambda: isinstance(one.app.screen, Inbox))
        assert not await one.raised()
        await one.tap("to everybody")
        await one.anna.page.wait_for_selector(".xterm-helper-textarea[inputmode=text]")
        assert await one.raised()
        await one.anna.page.keyboard.type("hello")
        await one.anna.sees("hello")
        await one.button("Esc")
        await one.anna.page.wait_for_selector(".xterm-helper-textarea[inputmode=none]")
        assert not await one.raised()
        await one.anna.page.get_by_label("Keyboard").tap()
        assert await one.raised()
        await one.anna.page.get_by_label("Keyboard").tap()
        assert not await one.raised()


async def test_a_number_is_typed_with_digits_alone(tmp_path: Path) -> None:
    async with (
        door_in(tmp_path, source=JOB) as door,
        chromium() as browser,
        person(browser, **PHONE) as anna,
    ):
        await door.hall.seat("Ben", table="1", delegation="firm")
        await anna.sit(door, "Anna", "sit 1 cand")
        await until(lambda: any(one.seat == "cand" for one in door.hall.floor._sessions))
        (place,) = (one for one in door.hall.floor._sessions if one.seat == "cand")
        one = Held(anna, door.hall.floor.session(place).app, door)
        advance(door.hall, "negotiation")
        read = anna.page.locator(".xterm-accessibility-tree")
        while not isinstance(one.app.screen, TableScreen):
            before = await read.text_content()
            await one.button("Enter")
            await expect(read).not_to_have_text(before or "", timeout=60_000)
        await anna.press("Enter")
        await until(lambda: isinstance(one.app.screen, AmountChooser))
        await anna.sees("Take it")
        assert not await one.raised()
        await one.tap("40000")
        await anna.page.wait_for_selector(".xterm-helper-textarea[inputmode=numeric]")
        assert await one.raised()
        await anna.page.keyboard.type("45500")
        await anna.sees("+3300.0 to you")
        await one.button("Esc")
        await anna.page.wait_for_selector(".xterm-helper-textarea[inputmode=none]")
        assert anna.faults == []


@pytest.mark.parametrize("how", [PHONE, FLAT], ids=["upright", "flat"])
async def test_a_second_tap_on_an_issue_opens_its_options(
    tmp_path: Path, how: dict[str, Any]
) -> None:
    async with held(tmp_path, **how) as one:
        await negotiating(one)
        await one.tap("Missile tests")
        grid = one.app.screen.query_one(Grid)
        await until(lambda: grid.choice.name == "Missile tests")
        await one.tap("Missile tests")
        await until(lambda: isinstance(one.app.screen, OptionChooser))


def _offer(one: Held) -> None:
    """Table Pyongyang's offer to Washington."""
    table = one.door.hall.floor.tables["1"].table
    package = {**table.state.standing, "missile-tests": "all-tests-notified"}
    submit(one.door.hall, TableOffer(by="dprk", to=("usa",), package=package))


async def test_lying_flat_a_tap_on_more_leads_to_the_keys_left_out(tmp_path: Path) -> None:
    async with held(tmp_path, **FLAT) as one:
        await negotiating(one)
        _offer(one)
        await one.anna.sees("O1 from DPRK", "Issue \u2193")
        # It keeps its place, and leads round to the first keys again.
        more = await one.spot("\u2026 More")
        await one.tap("\u2026 More")
        await one.anna.sees("V Compare")
        assert await one.spot("\u2026 More") == more
        await one.tap("V Compare")
        await one.anna.sees("Offers side by side")


@pytest.mark.parametrize("how", [PHONE, FLAT], ids=["upright", "flat"])
async def test_a_notice_stands_whole_over_the_head_and_the_keys_below_can_be_tapped(
    tmp_path: Path, how: dict[str, Any]
) -> None:
    async with held(tmp_path, **how) as one:
        await negotiating(one)
        one.app.call_later(
            one.app.notify, "Somebody has done something that takes many words. " * 2
        )
        await one.anna.sees("Somebody has done something", "many words.", "F1 Help")
        toast = one.app.screen.query_one(Toast).region
        assert toast.y == 0
        assert toast.bottom <= one.app.screen.query_one(Grid).region.y
        await one.tap("M Messages")
        await until(lambda: isinstance(one.app.screen, Inbox))


async def test_on_a_phone_held_upright_an_offer_shows_its_options_whole(tmp_path: Path) -> None:
    async with held(tmp_path, **PHONE) as one:
        await negotiating(one)
        _offer(one)
        await one.anna.sees("O1 from DPRK", "no tests, notice", "not mentioned")
        # A draft that differs has its column too, and names take a second line.
        await one.anna.press("+")
        await one.anna.sees("Your draft", "notice")
        grid = one.app.screen.query_one(Grid)
        await until(lambda: len(grid._shown) == 3)
        rows = await one.anna.page.locator(".xterm-accessibility-tree > div").all_text_contents()
        top = grid.region.y + 1
        assert not any("\u2026" in row for row in rows[top : grid.region.bottom])


async def test_a_tap_anywhere_in_an_answer_raises_the_keyboard_in_the_tap_itself(
    tmp_path: Path,
) -> None:
    async with held(tmp_path, **PHONE) as one:
        await negotiating(one)
        submit(one.door.hall, EndExercise(by=FACILITATOR))
        submit(one.door.hall, OpenDebrief(by=FACILITATOR))
        await until(lambda: isinstance(one.app.screen, Debrief))
        await one.tap("4 Questions")
        await until(lambda: isinstance(one.app.focused, TextArea))
        field = one.app.focused
        assert field is not None
        await until(lambda: field.region.height > 1)
        # A browser opens its keyboard only in the handling of the touch, not when the host answers.
        await one.anna.page.evaluate(
            """() => document.addEventListener("touchend", () => setTimeout(() => {
                window.raised = document.activeElement.inputMode === "text";
            }), { capture: true })"""
        )
        box = await one.anna.page.locator(".xterm-screen").bounding_box()
        assert box is not None
        columns, lines = one.app.size
        await one.anna.page.touchscreen.tap(
            box["x"] + (field.region.x + 3) * box["width"] / columns,
            box["y"] + (field.region.bottom - 0.5) * box["height"] / lines,
        )
        # Only asked for: a page has no event that says it.
        while (raised := await one.anna.page.evaluate("window.raised")) is None:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
        assert raised
        await one.anna.page.keyboard.type("hello")
        await one.anna.sees("hello")
