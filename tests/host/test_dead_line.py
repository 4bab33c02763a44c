"""A connection that dies silently is noticed; what was typed meanwhile arrives exactly once."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.async_api import WebSocket, expect
from textual.widgets import Input

from tabletop.host.runtime.hosted import Hosted
from tabletop.host.web.socket import HEARTBEAT
from tabletop.screens.table.overlays.inbox import Inbox
from tests.host.browser import Person, chromium, person
from tests.host.doors import Door, door_in
from tests.host.far import until
from tests.host.relays import Relay, relay_to

pytestmark = pytest.mark.browser


@dataclass
class Far:
    """Anna at the input for messages, her host, and the network between."""

    anna: Person
    app: Hosted
    door: Door
    network: Relay
    opened: list[str]
    confirmed: list[int]
    """What the page heard of how much has been taken."""

    @property
    def line(self) -> str:
        return self.app.screen.query_one("#line", Input).value

    async def opens_the_line(self) -> None:
        await self.anna.press("m")
        await until(lambda: isinstance(self.app.screen, Inbox))
        await self.anna.press("Enter")
        await self.anna.page.wait_for_selector(".xterm-helper-textarea:not([readonly])")


@asynccontextmanager
async def far(folder: Path) -> AsyncIterator[Far]:
    async with (
        door_in(folder) as door,
        relay_to(int(door.url.rpartition(":")[2])) as (network, url),
        chromium() as browser,
        person(browser) as anna,
    ):
        opened: list[str] = []
        confirmed: list[int] = []

        def told(said: str | bytes) -> None:
            if isinstance(said, str) and "typed" in (message := json.loads(said)):
                confirmed.append(message["typed"])

        def open_line(one: WebSocket) -> None:
            opened.append(one.url)
            one.on("framereceived", told)

        anna.page.on("websocket", open_line)
        door.url = url
        await anna.sit(door, "Anna")
        ((session,),) = door.hall.floor._sessions.values()
        yield Far(anna, session.app, door, network, opened, confirmed)
        assert anna.faults == []


async def test_words_typed_into_a_dead_line_are_marked_in_it_at_once_and_arrive_once(
    tmp_path: Path,
) -> None:
    async with far(tmp_path) as one:
        await one.opens_the_line()
        await one.anna.page.keyboard.type("before, ")
        await until(lambda: one.line == "before, ")
        # All of it, with the two keys that led to the line.
        await until(lambda: one.confirmed[-1] == len("before, ") + 2)
        one.network.hold()
        await one.anna.page.keyboard.type("meanwhilx")
        await one.anna.press("Backspace", "e")
        waiting = one.anna.page.locator("#composing.waiting")
        await expect(waiting).to_have_text("meanwhile")
        assert one.line == "before, "
        one.network.renew()
        # A new line is there, and then the old one brings late what it still had.
        await until(lambda: one.line == "before, meanwhile")
        one.network.let_go()
        await expect(waiting).to_have_count(0)
        await one.anna.page.keyboard.type(" after")
        await until(lambda: one.line == "before, meanwhile after")


async def test_what_only_comes_late_is_not_sent_again(tmp_path: Path) -> None:
    async with far(tmp_path) as one:
        await one.opens_the_line()
        one.network.hold()
        await one.anna.page.keyboard.type("late")
        await expect(one.anna.page.locator("#composing.waiting")).to_have_text("late")
        one.network.let_go()
        await until(lambda: one.line == "late")
        await expect(one.anna.page.locator("#composing.waiting")).to_have_count(0)
        await one.anna.page.keyboard.type("r")
        await until(lambda: one.line == "later")


async def test_words_that_find_another_page_wait_for_a_line_to_go_into(tmp_path: Path) -> None:
    async with far(tmp_path) as one:
        await one.opens_the_line()
        one.network.hold()
        await one.anna.page.keyboard.type("for Ben")
        await one.anna.press("Enter")
        # Another page has come up, where keys do other things.
        one.app.screen.dismiss(None)
        one.network.renew()
        held = one.anna.page.locator("#held")
        await expect(held).to_contain_text("for Ben")
        await expect(one.anna.page.locator("#held-send")).to_be_disabled()
        await one.opens_the_line()
        await one.anna.page.click("#held-send")
        await until(lambda: one.line == "for Ben")
        await expect(held).to_be_hidden()


async def test_a_dead_line_that_nobody_writes_on_is_given_up_within_seconds(
    tmp_path: Path,
) -> None:
    async with far(tmp_path) as one:
        one.network.hold()
        began = await one.anna.page.evaluate("performance.now()")
        await until(lambda: len(one.opened) > 1)
        # 5 at the most where nothing else keeps the machine; far below the 16 it once took.
        assert await one.anna.page.evaluate("performance.now()") - began < 10_000
        one.network.renew()
        await one.anna.here()
    # The host asks who is silent, and gives up after half as long again.
    assert HEARTBEAT * 1.5 <= 5
