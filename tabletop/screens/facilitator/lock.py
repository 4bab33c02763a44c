"""A password for the facilitator's menu: kept while the program runs, and written nowhere."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable
from hashlib import blake2b
from hmac import compare_digest
from secrets import token_bytes
from time import monotonic
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Button, Input, Static

from tabletop.screens.kit.content import plain
from tabletop.screens.kit.dialog import Box
from tabletop.screens.kit.doing import Doing
from tabletop.screens.kit.keybar import KeyBar
from tabletop.seat.seating import LONGEST_WORD

LONGEST_WAIT = 60.0
"""The longest wait in seconds after many wrong words: a four-digit PIN then takes days to guess."""


class Lock:
    """Opens without a word if none is set. Each wrong word doubles the wait before the next is
    checked.
    """

    def __init__(self, word: str = "", now: Callable[[], float] = monotonic) -> None:
        self._now = now
        self.put(word)

    def put(self, word: str) -> None:
        """Require this word from now on, or ("") none."""
        self._salt = token_bytes(16)
        self._kept = self._digest(word) if word.strip() else b""
        self._wrong = 0
        self._next = 0.0

    @property
    def shut(self) -> bool:
        """Whether a word is required."""
        return bool(self._kept)

    def wait(self) -> int:
        """Return the seconds until a word is checked again, 0 for none."""
        return max(0, math.ceil(self._next - self._now()))

    def opens(self, word: str) -> bool:
        """Return whether this is the word; always False during a wait."""
        if self.wait():
            return False
        if compare_digest(self._digest(word), self._kept):
            self._wrong = 0
            return True
        self._next = self._now() + min(LONGEST_WAIT, 2.0**self._wrong)
        self._wrong = min(self._wrong + 1, 10)
        return False

    def _digest(self, word: str) -> bytes:
        # Spaces around it and Unicode variants of a letter are not part of a remembered word.
        plain_word = unicodedata.normalize("NFC", word.strip())
        return blake2b(plain_word.encode("utf-8", "surrogatepass"), salt=self._salt).digest()


class _Word(Doing[str | None]):
    """A question for a word; neither the page below nor the word itself shows."""

    # Its one line has no other use for Enter, which is what the button says too.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "done", "Do it", key_display="Enter"),
    ]
    DEFAULT_CSS = """
    _Word { align: center middle; }
    _Word .text { height: auto; margin: 0 0 1 0; }
    _Word #fault { height: auto; color: $error; margin: 1 0 0 0; }
    _Word Horizontal { margin: 1 0 0 0; }
    """
    TITLE_TEXT = ""
    TEXT = ""
    YES = ""
    NO = ""

    def compose(self) -> ComposeResult:
        with Box():
            yield Static(self.TITLE_TEXT, classes="title")
            yield Static(plain(self.TEXT), classes="text")
            yield Input(
                placeholder="word or PIN", password=True, max_length=LONGEST_WORD, id="word"
            )
            yield Static("", id="fault")
            with Horizontal():
                yield self.doing(self.YES)
                yield Button(f"{self.NO} (Esc)", compact=True, id="back")
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one("#word").focus()

    async def action_done(self) -> None:
        self.given(self.query_one("#word", Input).value)

    def given(self, word: str) -> None:
        """Handle a typed word, perhaps an empty one."""
        raise NotImplementedError

    def action_back(self) -> None:
        self.dismiss(None)


class SetWord(_Word):
    """Dismisses with the word to require from now on, "" for none; or with None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", key_display="Esc"),
    ]
    HELP = (
        "Anybody at this keyboard can press F10 and see the whole table. With a word or a PIN the "
        "facilitator's menu asks for it first. It is not stored: a resumed game asks for a new "
        "one. It keeps out the curious; anybody who opens the transcript itself can read "
        "everything in it."
    )
    TITLE_TEXT = "A word for the facilitator's menu?"
    TEXT = (
        "F10 shows the whole table. Type a word or a PIN and it is asked for first, every time; "
        "leave it empty for none. It is kept until the program ends and written nowhere."
    )
    YES = "Go on"

    def __init__(self, no: str = "Without one") -> None:
        super().__init__()
        self.NO = no

    def given(self, word: str) -> None:
        self.dismiss(word)


class AskWord(_Word):
    """Dismisses with the word once it is right, or with None to go back to the game."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back to the game", key_display="Esc"),
    ]
    HELP = (
        "The facilitator has chosen a word for this menu. After each wrong one the wait gets "
        "longer. If it is forgotten, quit and resume the game: it asks for a new one."
    )
    TITLE_TEXT = "The facilitator's word"
    TEXT = "Behind it is the whole table: the others look away."
    YES = "Open"
    NO = "Back to the game"

    def __init__(self, lock: Lock) -> None:
        super().__init__()
        self._lock = lock

    def given(self, word: str) -> None:
        waited = self._lock.wait()
        if not waited and self._lock.opens(word):
            self.dismiss(word)
            return
        self.query_one("#word", Input).value = ""
        wait = self._lock.wait()
        what = "Not so fast: that was not checked." if waited else "That is not the word."
        again = f"Try again in {wait} second{'s' if wait != 1 else ''}."
        self.query_one("#fault", Static).update(f"{what} {again}")
