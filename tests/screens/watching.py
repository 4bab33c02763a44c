"""Look at an app under test: read its text as a person does, and wait for conditions."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from textual.app import App
from textual.events import Key
from textual.keys import _character_to_key
from textual.pilot import Pilot

from tabletop.screens.flow.app import TabletopApp

_PATIENCE = 60.0
"""Seconds that a test waits for what must come true; only a fault takes them."""


def text_of(app: App[Any]) -> str:
    """Return the text on the screen, line by line."""
    strips = app.screen._compositor.render_strips(app.size)
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


async def until(pilot: Pilot[Any], condition: Callable[[], object], what: str = "") -> None:
    """Wait for a condition; fail with the text on the screen if it never holds."""
    with suppress(TimeoutError):
        async with asyncio.timeout(_PATIENCE):
            while not condition():
                await pilot._wait_for_screen()
                await asyncio.sleep(0.002)
            return
    raise AssertionError(f"never came true: {what}\n{text_of(pilot.app)}")


async def see(pilot: Pilot[Any], *words: str) -> None:
    """Wait until the screen shows these words."""
    await until(pilot, lambda: all(one in text_of(pilot.app) for one in words), " and ".join(words))


async def read_on(pilot: Pilot[Any]) -> None:
    """Press Enter until the page is read to its end and another one is there."""
    page = pilot.app.screen
    while pilot.app.screen is page:
        await press(pilot, "enter")


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys one after another, each once every widget has handled the one before.

    The pilot's own `press` guesses when the program is idle, which is slow.
    """
    for key in keys:
        name = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
        event = Key(name, key if len(key) == 1 else None)
        event.set_sender(pilot.app)
        assert pilot.app._driver is not None
        pilot.app._driver.send_message(event)
        for _ in range(5):
            await asyncio.sleep(0)
        # Until the app has passed it on, and whoever got it is done.
        while pilot.app._typed if isinstance(pilot.app, TabletopApp) else ():
            await asyncio.sleep(0)
            await pilot._wait_for_screen()
        for _ in range(3):
            await asyncio.sleep(0)
            await pilot._wait_for_screen()


async def introduced(pilot: Pilot[Any]) -> None:
    """Read what the room is told of the game before any brief."""
    await see(pilot, "The game in a minute")
    await press(pilot, "enter")
