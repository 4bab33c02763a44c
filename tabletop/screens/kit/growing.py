"""A text of which more is known from second to second, such as what a process has found so far."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from tabletop.screens.kit.content import plain
from tabletop.text.safe import one_line

AskMore = Callable[[], tuple[Sequence[str], bool]]
"""Returns the sentences as they are now, and whether there may be others later."""


class GrowingText(Static):
    """A heading and sentences, which are asked for every second until they are whole."""

    DEFAULT_CSS = """
    GrowingText { height: auto; max-width: 116; margin: 1 0 0 0; }
    """

    def __init__(self, heading: str, ask: AskMore) -> None:
        super().__init__()
        self._heading = heading
        self._ask = ask
        self._asking: Timer | None = None

    def on_mount(self) -> None:
        if self._tell():
            self._asking = self.set_interval(1, self._more)

    def _more(self) -> None:
        if not self._tell() and self._asking is not None:
            self._asking.stop()

    def _tell(self) -> bool:
        sentences, more = self._ask()
        told = [plain(one_line(one)) for one in sentences]
        self.update(Content("\n").join([Content.styled(self._heading, "bold"), *told]))
        return more
