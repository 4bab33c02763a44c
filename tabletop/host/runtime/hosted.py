"""Makes any of our apps fit to share one process with a hundred others."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any

import textual.screen
from rich.console import Console
from textual import message_pump, timer
from textual._callback import invoke
from textual._context import active_message_pump
from textual.app import App
from textual.css.query import NoMatches
from textual.dom import DOMNode, NoScreen
from textual.driver import Driver
from textual.filter import ANSIToTruecolor
from textual.screen import Screen
from textual.widget import MountError, Widget
from textual.widgets import Input, TextArea
from textual.worker import WorkerFailed, active_worker

from tabletop.host.admission.lobby import Place
from tabletop.host.admission.metering import FIRST, measure_the_loop
from tabletop.host.runtime.compositor import ThriftyCompositor
from tabletop.host.runtime.driver import SeatDriver
from tabletop.host.runtime.faults import place_of
from tabletop.host.runtime.parting import part_with_the_closed
from tabletop.host.runtime.strips import keep_strips_lean
from tabletop.host.runtime.styles import SharedStylesheet
from tabletop.screens.kit.form import DIGITS

log = logging.getLogger("tabletop.host")

textual.screen.Compositor = ThriftyCompositor  # type: ignore[attr-defined]
keep_strips_lean()
part_with_the_closed()
measure_the_loop()


FieldPlace = tuple[int, int, int, int, bool]
"""Where a field is, in cells: row and column from 0, height, width; and whether only digits are
typed there.
"""
MOST_FIELDS = 40
"""The most fields that a client is told of."""


class HandlerExited(Exception):
    """A screen's handler tried to exit the process, which belongs to everybody."""


def _of_digits(field: Widget) -> bool:
    """Return whether only digits are typed into a field: a phone then shows them alone."""
    return (isinstance(field, Input) and field.type == "integer") or field.has_class(DIGITS)


async def _guarded(callback: Callable[..., Any], *params: object) -> Any:
    try:
        result = await invoke(callback, *params)
        if FIRST.has_worked_long():
            # A page that is put up gets a dozen messages, one right after the other.
            await asyncio.sleep(0)
        return result
    except SystemExit:
        raise HandlerExited from None
    except _LOST:
        # A page being removed still gets messages meant for it, without its widgets.
        if not _is_leaving(active_message_pump.get(None)):
            raise
        return None


_LOST = (NoMatches, MountError, NoScreen)
"""What happens when a removed page looks for its widgets, or mounts more."""


def _page_of(node: object) -> Screen[Any] | None:
    """Return the page that this is, or is part of."""
    if not isinstance(node, Widget):
        return None
    return next((one for one in node.ancestors_with_self if isinstance(one, Screen)), None)


def _is_leaving(node: object) -> bool:
    """Return whether this is, or is part of, a page that was removed or an app that ends."""
    if not isinstance(node, Widget):
        return False
    page = _page_of(node)
    return page is None or page.app._exit or page not in page.app.screen_stack


def _guard_handlers() -> None:
    """Call every handler through `_guarded`, from the first hosted app on.

    Textual lets `SystemExit` through from any handler, and it would end the loop.
    """
    message_pump.invoke = _guarded  # type: ignore[attr-defined]
    timer.invoke = _guarded  # type: ignore[attr-defined]


class Sink:
    """Takes what a screen prints by mistake: standard output belongs to the whole process."""

    encoding = "utf-8"

    def write(self, text: str) -> int:
        return len(text)

    def flush(self) -> None:
        """Do nothing: nothing is kept."""

    def isatty(self) -> bool:
        return False

    def fileno(self) -> int:
        return -1


SINK = Sink()
"""One for all apps: Textual puts each app's own in `sys.stdout`, and they end in any order."""


class Hosted(App[Any]):
    """Mix in before an app: `class Hosted...(Hosted, SomeApp)`. `output` takes what it paints."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        _guard_handlers()
        super().__init__(*args, **kwargs)
        self.stylesheet = SharedStylesheet(variables=self.get_css_variables())
        self.output: Callable[[str], None] = lambda data: None
        self.going: Callable[[Place], None] = lambda place: None
        self.telling: Callable[[str, bool], None] = lambda title, turn: None
        self.looking: Callable[[bool], None] = lambda dark: None
        """Called when the screen goes from dark to light or back."""
        self.writing: Callable[[int, bool], None] = lambda field, digits: None
        """Called with the number of the focused text field, 0 for none, and whether only digits are
        typed there.
        """
        self.offering: Callable[[list[FieldPlace]], None] = lambda fields: None
        """Called with where on the screen the text fields are, whenever that changes."""
        self._visible: object = None
        self._offered: list[FieldPlace] = []
        self._field: Widget | None = None
        self._fields = 0
        self.ready = asyncio.Event()
        """Set once the first page is ready."""
        self.fault = ""
        """Where it failed, if it failed; for the host's log only."""
        # The host's own NO_COLOR, COLUMNS and TERM say nothing about a client's terminal. Colour
        # codes are cached on styles that all apps share, so all must use the same ones.
        self.no_color = False
        self._filters = [one for one in self._filters if isinstance(one, ANSIToTruecolor)]
        self.console = Console(
            color_system="truecolor",
            file=SINK,  # type: ignore[arg-type]
            markup=True,
            highlight=False,
            emoji=False,
            legacy_windows=False,
            force_terminal=True,
            safe_box=False,
            soft_wrap=False,
            _environ={},
        )
        self._capture_stdout = SINK  # type: ignore[assignment]
        self._capture_stderr = SINK  # type: ignore[assignment]

    def go(self, place: Place) -> None:
        """Send whoever looks at this screen to another place."""
        self.going(place)

    def cover_below(self, size: tuple[int, int] | None) -> None:
        """Set the size below which the current viewer can enlarge the window; None if
        they can't.
        """

    def changed(self) -> None:
        """Handle an event at the table of this screen."""

    def tick(self) -> None:
        """Handle a tick of the clock of this screen's table."""

    def tell(self, *, title: str, turn: bool) -> None:
        """Send something beside the screen: the window's title, and whether it is one's turn."""
        self.telling(title, turn)

    def on_ready(self) -> None:
        self.ready.set()

    def get_driver_class(self) -> type[Driver]:
        return SeatDriver

    async def _process_messages(self, *args: Any, **kwargs: Any) -> None:
        # Since Python 3.12 Textual makes the whole loop's tasks eager; the loop is not its own.
        asyncio.get_running_loop().set_task_factory(None)
        await super()._process_messages(*args, **kwargs)

    def _fatal_error(self) -> None:
        """Log where it failed, without the values: they may be somebody's secrets."""
        self.fault = place_of(self._exception)
        self._close_messages_no_wait()

    async def _dispatch_action(self, namespace: DOMNode, action_name: str, params: Any) -> bool:
        page = _page_of(namespace)
        if page is not None and not page.is_mounted:
            # The key was for the previous page, which opened this one and had no use for it.
            return True
        try:
            return await super()._dispatch_action(namespace, action_name, params)
        except _LOST:
            # Another key had closed the previous page before this one reached it.
            if not _is_leaving(namespace):
                raise
            return True

    def fail(self, fault: Exception) -> None:
        """End as after a fault in a handler of this app's own."""
        self._handle_exception(fault)

    def _handle_exception(self, error: Exception) -> None:
        worker = active_worker.get(None)
        lost = isinstance(error, WorkerFailed) and isinstance(error.error, _LOST)
        if lost and worker is not None and _is_leaving(worker.node):
            # It looked for something on behalf of a page that was closed meanwhile.
            return
        super()._handle_exception(error)

    def panic(self, *renderables: Any) -> None:
        self._fatal_error()

    @property
    def stands(self) -> bool:
        """Return whether there is a visible page, fully mounted."""
        return len(self.screen_stack) > 1 and self.screen.is_mounted

    def _display(self, screen: Screen[Any], renderable: Any) -> None:
        super()._display(screen, renderable)
        self._offer_fields()
        focused = self.screen.focused if self._screen_stack else None
        field = focused if isinstance(focused, Input | TextArea) else None
        if field is not self._field:
            # By the painter: focus changes in many ways, and all of them are painted.
            self._field = field
            self._fields += field is not None
            self.writing(*((self._fields, _of_digits(field)) if field is not None else (0, False)))

    def _offer_fields(self) -> None:
        """Tell where text can be typed: a phone's keyboard must be raised by the tap itself."""
        visible = self.screen._compositor.visible_widgets if self._screen_stack else {}
        if visible is self._visible:
            return
        self._visible = visible
        fields = [
            (seen.y, seen.x, seen.height, seen.width, _of_digits(one))
            for one, (region, clip) in visible.items()
            if isinstance(one, Input | TextArea) and not one.disabled
            for seen in (region.intersection(clip),)
            if seen
        ][:MOST_FIELDS]
        if fields != self._offered:
            self._offered = fields
            self.offering(fields)

    def paint_all(self) -> None:
        """Send every cell again: the client's terminal has just come, or has missed something."""
        if self._running and self._screen_stack:
            screen = self.screen
            whole = screen._compositor.render_update(
                full=True, screen_stack=self._background_screens
            )
            self._display(screen, whole)

    def paint_changes(self) -> None:
        """Send changes at once: a frame later they would mix with others' changes."""
        if self._running and self._screen_stack and self.screen.is_mounted:
            self.screen._on_timer_update()

    def on_descendant_focus(self, event: Any) -> None:
        """Hide Textual's blinking cursor: it costs as much as a player, and the client's terminal
        shows its own.
        """
        for field in self.screen.query("Input, TextArea"):
            if isinstance(field, Input | TextArea) and field.cursor_blink:
                field.cursor_blink = False

    def on_text_selected(self) -> None:
        """Copy what is selected: the clipboard is the client's, not the host's."""
        chosen = self.screen.get_selected_text()
        if chosen:
            self.copy_to_clipboard(chosen)

    def action_suspend_process(self) -> None:
        """Do nothing: Ctrl+Z must not stop the process, which belongs to everybody."""

    def action_screenshot(self, *args: Any, **kwargs: Any) -> None:
        """Do nothing: nothing is written to the host's disk."""

    def deliver_screenshot(self, *args: Any, **kwargs: Any) -> str | None:
        return None
