"""A real browser for tests: the system's Chromium, without a window."""

from __future__ import annotations

import json
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, BrowserContext, Page, async_playwright, expect

from tests.host.doors import Door
from tests.missing import missing

# A browser on a busy machine is as slow as the machine: only a fault takes so long.
expect.set_options(timeout=60_000)

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP hall.test 127.0.0.1",
)
_READABLE = 'localStorage.setItem("reader", "on")'
"""With screen reader support on, the page holds as text what the terminal draws."""


def _program() -> str:
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        missing("Chromium")
    return found


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """Start a browser; skip the test where there is none."""
    found = _program()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=found, args=list(_SWITCHES))
        try:
            yield browser
        finally:
            await browser.close()


PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
}
FLAT: dict[str, Any] = {**PHONE, "viewport": {"width": 844, "height": 390}}
"""A phone held upright, and one on its side."""


class Person:
    """A person with a browser context of their own."""

    def __init__(self, context: BrowserContext, page: Page) -> None:
        self.context = context
        self.page = page
        self.faults: list[str] = []
        page.on("pageerror", lambda fault: self.faults.append(str(fault)))
        page.on(
            "console",
            lambda said: self.faults.append(said.text) if said.type == "error" else None,
        )

    async def sit(self, door: Door, name: str, choice: str = "anywhere") -> None:
        """Open the address of the QR code and take a seat."""
        await self.page.goto(f"{door.url}/#{door.hall.join_code}")
        await self.page.fill("#name", name)
        if choice != "anywhere":
            await self.page.click("button[value=choose]")
        await self.page.click(f'button[value^="{choice}"]')
        await self.here()

    async def here(self) -> None:
        """Wait until the screen is there."""
        await self.page.wait_for_selector("#page.here:not(.lost)")

    async def press(self, *keys: str) -> None:
        """Press keys one after another."""
        for key in keys:
            await self.page.keyboard.press(key)

    async def paste(self, text: str) -> None:
        """Press Ctrl+V with this in the browser's clipboard."""
        await self.context.grant_permissions(["clipboard-read", "clipboard-write"])
        await self.page.evaluate("text => navigator.clipboard.writeText(text)", text)
        await self.page.keyboard.press("Control+v")

    async def drag(self, text: str) -> None:
        """Select a text on the screen with the mouse."""
        rows = await self.page.locator(".xterm-accessibility-tree > div").all_text_contents()
        row = next(number for number, one in enumerate(rows) if text in one)
        begin = rows[row].index(text)
        screen = await self.page.locator(".xterm-screen").bounding_box()
        assert screen is not None
        cell = screen["width"] / max(map(len, rows))
        middle = (row + 0.5) * screen["height"] / len(rows)
        mouse = self.page.mouse
        await mouse.move((begin + 0.5) * cell, middle)
        await mouse.down()
        await mouse.move((begin + len(text) - 0.5) * cell, middle, steps=5)
        await mouse.up()

    async def sees(self, *texts: str) -> None:
        """Wait until the screen shows all of these."""
        screen = self.page.locator(".xterm-accessibility-tree")
        for text in texts:
            await expect(screen).to_contain_text(text)


@asynccontextmanager
async def without_cookies(profile: Path) -> AsyncIterator[Person]:
    """Yield a person whose browser keeps no cookies and no storage for scripts."""
    settings = {"profile": {"default_content_setting_values": {"cookies": 2}}}
    (profile / "Default").mkdir(parents=True)
    (profile / "Default" / "Preferences").write_text(json.dumps(settings))
    async with async_playwright() as playwright:
        context = await playwright.chromium.launch_persistent_context(
            profile, executable_path=_program(), args=list(_SWITCHES), headless=True
        )
        try:
            yield Person(context, context.pages[0])
        finally:
            await context.close()


@asynccontextmanager
async def person(
    browser: Browser, *, readable: bool = True, **settings: Any
) -> AsyncIterator[Person]:
    """Yield a person with cookies and a window; only a `readable` screen can be read by tests."""
    context = await browser.new_context(**{"viewport": {"width": 1100, "height": 700}, **settings})
    if readable:
        await context.add_init_script(_READABLE)
    try:
        yield Person(context, await context.new_page())
    finally:
        await context.close()
