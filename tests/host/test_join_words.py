"""`tabletop join` on a dead connection: typed text is shown at once, kept, and sent once."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from textual.widgets import Input

from tabletop.client.typed import MOST_KEPT
from tabletop.host.admission.lobby import Place
from tabletop.host.runtime.hosted import Hosted
from tabletop.screens.table.overlays.inbox import Inbox
from tests.host.doors import Door, door_in
from tests.host.far import until
from tests.host.programs import Program, on_screen, program, whole
from tests.host.relays import Relay, relay_to

pytestmark = [pytest.mark.slow, pytest.mark.terminal, pytest.mark.linux("terminals of their own")]


@dataclass
class Far:
    """Anna in her terminal, her host, and the network between."""

    anna: Program
    door: Door
    network: Relay

    @property
    def app(self) -> Hosted:
        return self.door.hall.floor.session(Place("1", "upper")).app

    @property
    def line(self) -> str:
        return self.app.screen.query_one("#line", Input).value

    @property
    def writing(self) -> bool:
        return isinstance(self.app.screen, Inbox) and isinstance(self.app.focused, Input)

    @property
    def last_row(self) -> str:
        return self.anna.text.splitlines()[-1]

    async def opens_the_line(self) -> None:
        self.anna.type("m")
        await until(lambda: isinstance(self.app.screen, Inbox))
        self.anna.type("\r")
        await until(lambda: self.writing)
        # Her terminal has heard of the field once it has shown what was typed into it.
        self.anna.type("#")
        await self.reads("#")
        self.anna.type("\x7f")
        await self.reads_nothing_of("#")

    async def has(self, text: str) -> None:
        await until(lambda: self.line == text, lambda: f"{self.line!r}, not {text!r}")

    async def reads(self, words: str) -> None:
        """Wait until the screen shows a text."""
        await until(lambda: words in self.anna.text, lambda: self.anna.text)

    async def reads_nothing_of(self, words: str) -> None:
        await until(lambda: words not in self.anna.text, lambda: self.anna.text)


@asynccontextmanager
async def far(folder: Path, *, height: int = 24) -> AsyncIterator[Far]:
    async with (
        door_in(folder / "hall") as door,
        relay_to(int(door.url.rpartition(":")[2])) as (network, url),
        program(
            *(sys.executable, "-m", "tabletop", "join", url, "--name", "Anna"),
            *("--code", door.hall.join_code, "--table", "1"),
            height=height,
            environment={"XDG_STATE_HOME": str(folder), "HOME": str(folder)},
        ) as anna,
    ):
        await until(lambda: on_screen(anna) and "Anna" in anna.text)
        yield Far(anna, door, network)


async def test_words_typed_into_a_dead_line_are_told_at_once_and_arrive_once(
    tmp_path: Path,
) -> None:
    async with far(tmp_path) as one:
        await one.opens_the_line()
        one.anna.type("before, ")
        await one.has("before, ")
        await one.reads("before, ")
        one.network.hold()
        one.anna.type("meanwhilx")
        one.anna.type("\x7f")
        one.anna.type("e")
        await one.reads("meanwhile")
        # Before the line is taken for dead, and after.
        await one.reads("No answer from the host yet; ")
        assert "keys kept" in one.last_row
        await one.reads("The connection is lost; ")
        assert "keys kept; reconnecting. Ctrl+C leaves." in one.last_row
        one.anna.type("!")
        await one.reads("meanwhile!")
        assert one.line == "before, "
        one.network.renew()
        # A new line is there, and then the old one brings late what it still had.
        await one.has("before, meanwhile!")
        one.network.let_go()
        await one.reads_nothing_of("kept")
        one.anna.type(" after")
        await one.has("before, meanwhile! after")


async def test_what_only_comes_late_is_not_sent_again_and_the_screen_is_whole_again(
    tmp_path: Path,
) -> None:
    async with far(tmp_path) as one:
        await one.opens_the_line()
        await until(lambda: "Esc" in one.last_row, lambda: one.anna.text)
        before = one.last_row
        one.network.hold()
        one.anna.type("late")
        await one.reads("No answer from the host yet; ")
        one.network.let_go()
        await one.has("late")
        await until(lambda: one.last_row == before, lambda: one.anna.text)
        assert "Kept:" not in one.anna.text
        one.anna.type("r")
        await one.has("later")


async def test_no_more_is_kept_than_has_room_and_a_bell_says_so(tmp_path: Path) -> None:
    async with far(tmp_path) as one:
        await one.opens_the_line()
        one.network.hold()
        await one.reads("The connection is lost")
        one.anna.type("x")
        await one.reads("Kept: x")
        bells = one.anna.bytes.count(b"\x07")
        one.anna.type("y" * MOST_KEPT)
        await one.reads("no more is kept for now")
        assert "Kept: x " in one.anna.text and " kept; no more" in one.last_row
        assert one.anna.bytes.count(b"\x07") == bells + 1
        one.network.renew()
        await one.has("x")


async def test_a_key_that_is_no_word_goes_nowhere_and_is_told(tmp_path: Path) -> None:
    async with far(tmp_path) as one:
        one.network.hold()
        await one.reads("The connection is lost; reconnecting.")
        one.anna.type("m")
        await one.reads("that key was not sent")
        # A click is no word either.
        one.anna.type("\x1b[<0;5;5M\x1b[<0;5;5m")
        one.network.renew()
        await one.reads_nothing_of("connection is lost")
        assert not isinstance(one.app.screen, Inbox)


async def test_words_that_find_another_page_wait_for_a_line_to_go_into(tmp_path: Path) -> None:
    async with far(tmp_path) as one:
        await one.opens_the_line()
        one.network.hold()
        one.anna.type("for Ben\r")
        await one.reads("Kept: for Ben")
        # Another page has come up, where keys do other things.
        one.app.screen.dismiss(None)
        one.network.renew()
        await one.reads("Not sent (open a text field for it, Ctrl+X drops it): for Ben")
        await one.opens_the_line()
        await one.reads("Not sent (Ctrl+Y inserts it here, Ctrl+X drops it): for Ben")
        assert one.line == ""
        one.anna.type("\x19")
        await one.has("for Ben")
        await one.reads_nothing_of("Not sent")


async def test_words_held_are_dropped_when_their_person_says_so(tmp_path: Path) -> None:
    async with far(tmp_path) as one:
        await one.opens_the_line()
        one.network.hold()
        one.anna.type("for Ben")
        await one.reads("Kept: for Ben")
        one.app.screen.dismiss(None)
        one.network.renew()
        await one.reads("Ctrl+X drops it")
        one.anna.type("\x18")
        await one.reads_nothing_of("for Ben")


async def test_ctrl_c_leaves_a_dead_line_at_once_and_tells_what_did_not_arrive(
    tmp_path: Path,
) -> None:
    async with far(tmp_path) as one:
        await one.opens_the_line()
        one.network.hold()
        one.anna.type("never sent")
        await one.reads("Kept: never sent")
        one.anna.type("\x03")
        assert await one.anna.ended() == 0
        assert whole(one.anna)
        assert "may not have arrived: never sent" in " ".join(one.anna.text.split())
