"""Text from input methods and phone keyboards arrives as composed, exactly once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import CDPSession
from textual.widgets import Input

from tabletop.host.runtime.hosted import Hosted
from tabletop.screens.table.overlays.inbox import Inbox
from tests.host.browser import Person, chromium, person
from tests.host.doors import door_in
from tests.host.far import until

pytestmark = pytest.mark.browser


class Writer:
    """Somebody at the input for messages whose input method drives the browser directly."""

    def __init__(self, one: Person, method: CDPSession, app: Hosted) -> None:
        self.one = one
        self.method = method
        self.app = app

    @property
    def line(self) -> str:
        """Return the text in the input at the host."""
        return self.app.screen.query_one("#line", Input).value

    @property
    def writing(self) -> bool:
        return isinstance(self.app.screen, Inbox)

    async def has(self, text: str) -> None:
        """Wait until the input at the host has exactly this text."""
        await until(lambda: self.line == text, lambda: f"{self.line!r}, not {text!r}")

    async def compose(self, text: str, *, instead_of: tuple[int, int] | None = None) -> None:
        """Compose a text without committing it, perhaps over existing text."""
        replaced = dict(zip(("replacementStart", "replacementEnd"), instead_of or (), strict=False))
        await self.method.send(
            "Input.imeSetComposition",
            {"text": text, "selectionStart": len(text), "selectionEnd": len(text), **replaced},
        )

    async def commit(self, text: str) -> None:
        """Commit a text in place of the composition."""
        await self.method.send("Input.insertText", {"text": text})

    async def replace(self, begin: int, end: int, text: str) -> None:
        """Replace committed text, as a late correction does."""
        await self.one.page.evaluate(
            """([begin, end, text]) => {
                const area = document.querySelector(".xterm-helper-textarea");
                const what = {inputType: "insertReplacementText", data: text, bubbles: true};
                area.dispatchEvent(new InputEvent("beforeinput", what));
                area.setRangeText(text, begin, end, "end");
                area.dispatchEvent(new InputEvent("input", what));
            }""",
            [begin, end, text],
        )

    async def press_in_hangul(self, code: str) -> None:
        """Press a key that a Hangul input method handles."""
        await self.method.send(
            "Input.dispatchKeyEvent",
            {
                "type": "rawKeyDown",
                "code": code,
                "key": "Process",
                "windowsVirtualKeyCode": 229,
            },
        )


@asynccontextmanager
async def writer(folder: Path, **settings: Any) -> AsyncIterator[Writer]:
    async with (
        door_in(folder) as door,
        chromium() as browser,
        person(browser, **settings) as anna,
    ):
        await anna.sit(door, "Anna")
        ((session,),) = door.hall.floor._sessions.values()
        method = await anna.context.new_cdp_session(anna.page)
        yield Writer(anna, method, session.app)
        assert anna.faults == []


@asynccontextmanager
async def at_the_line(folder: Path, **settings: Any) -> AsyncIterator[Writer]:
    async with writer(folder, **settings) as one:
        await one.one.press("m")
        await until(lambda: one.writing)
        await one.one.press("Enter")
        await one.one.page.wait_for_selector(".xterm-helper-textarea:not([readonly])")
        yield one


@pytest.mark.parametrize("readable", [True, False])
async def test_keys_and_inserted_text_arrive_once_with_and_without_a_screen_reader(
    tmp_path: Path, readable: bool
) -> None:
    async with at_the_line(tmp_path, readable=readable) as anna:
        await anna.one.page.keyboard.type("Good ")
        await anna.commit("morning ")
        await anna.one.page.keyboard.type("Älice, 한!")
        await anna.has("Good morning Älice, 한!")
        await anna.one.press("Backspace", "Home", "x", "End", "Backspace", "y")
        await anna.has("xGood morning Älice, y")


async def test_an_autocorrection_takes_the_place_of_what_was_typed(tmp_path: Path) -> None:
    async with at_the_line(tmp_path) as anna:
        for text in ("t", "te", "teh"):
            await anna.compose(text)
        assert anna.line == ""
        await anna.commit("the")
        await anna.commit(" ")
        await anna.has("the ")
        # And one that comes when the word has been committed, as other keyboards do it.
        await anna.commit("adn")
        await anna.has("the adn")
        await anna.replace(4, 7, "and ")
        await anna.has("the and ")


async def test_a_word_gone_back_to_is_changed_where_it_stands(tmp_path: Path) -> None:
    async with at_the_line(tmp_path) as anna:
        await anna.commit("hello world")
        await anna.has("hello world")
        await anna.compose("help", instead_of=(0, 5))
        await anna.commit("help")
        await anna.has("help world")
        await anna.replace(5, 10, "me")
        await anna.has("help me")


async def test_hangul_is_composed_in_the_line_and_sent_as_syllables(tmp_path: Path) -> None:
    async with at_the_line(tmp_path) as anna:
        for text in ("ㅎ", "하", "한"):
            await anna.compose(text)
            await anna.one.page.wait_for_selector(f"#composing:has-text('{text}')")
        await anna.commit("한")
        await anna.compose("국")
        await anna.commit("국")
        await anna.has("한국")
        assert await anna.one.page.locator("#composing").is_hidden()
        await anna.one.press("Enter")
        await anna.has("")


@pytest.mark.parametrize("readable", [True, False])
async def test_under_a_hangul_input_method_letter_keys_work_by_their_place(
    tmp_path: Path, readable: bool
) -> None:
    async with writer(tmp_path, readable=readable) as anna:
        await anna.press_in_hangul("KeyM")
        await until(lambda: anna.writing)


async def test_where_nothing_is_written_no_input_method_and_no_keyboard_of_glass_comes(
    tmp_path: Path,
) -> None:
    async with writer(tmp_path) as anna:
        area = anna.one.page.locator(".xterm-helper-textarea")
        assert await area.get_attribute("inputmode") == "none"
        await anna.one.press("m")
        await until(lambda: anna.writing)
        await anna.one.press("Enter")
        await anna.one.page.wait_for_selector(".xterm-helper-textarea[inputmode=text]")
        await anna.one.press("Escape")
        await anna.one.page.wait_for_selector(".xterm-helper-textarea[inputmode=none]")
