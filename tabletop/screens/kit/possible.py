"""What was left on the table: computed over the whole outcome space in the background, told in
words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from textual.content import Content
from textual.widgets import Static
from textual.worker import Worker, WorkerState

from tabletop.errors import TabletopError
from tabletop.play.history.possible import Possible
from tabletop.screens.kit.content import plain
from tabletop.text.safe import one_line

AskLeft = Callable[["Mapping[str, str] | None"], tuple[str, ...]]
"""What a package (an open offer's), or None for the end of the game, leaves on the table."""


AskPossible = Callable[[], "Possible | None"]
"""What the end leaves on the table, with the whole outcome space."""


class Worked(Static):
    """Something slow to draw, computed in a thread so that no key waits for it."""

    DEFAULT_CSS = """
    Worked { height: auto; }
    """

    def __init__(self, draw: Callable[[], Content]) -> None:
        super().__init__(plain("Looking at every package there was …", "$muted"))
        self._draw = draw

    def on_mount(self) -> None:
        self.run_worker(self._draw, thread=True, exit_on_error=False)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        if event.state == WorkerState.SUCCESS and event.worker.result is not None:
            self.update(event.worker.result)
        elif event.state == WorkerState.ERROR:
            self.update(plain("This could not be worked out.", "$muted"))


class LeftOnTableText(Static):
    """A heading and sentences. The search runs in a thread, so that no key waits for it."""

    DEFAULT_CSS = """
    LeftOnTableText { height: auto; max-width: 116; }
    """

    def __init__(self, heading: str, ask: Callable[[], tuple[str, ...]]) -> None:
        super().__init__(plain(f"{heading}: looking at every package there was …", "$muted"))
        self._heading = heading
        self._ask = ask

    def on_mount(self) -> None:
        self.run_worker(self._search, thread=True, exit_on_error=False)

    def _search(self) -> tuple[str, ...]:
        try:
            return self._ask()
        except TabletopError as fault:
            return (fault.sentence,)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        if event.state == WorkerState.SUCCESS and event.worker.result is not None:
            told = [plain(one_line(one)) for one in event.worker.result]
            self.update(Content("\n").join([Content.styled(self._heading, "bold"), *told]))
        elif event.state == WorkerState.ERROR:
            self.update(plain(f"{self._heading}: this could not be worked out.", "$muted"))
