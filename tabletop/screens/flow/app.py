"""The app: two looks, help, the command palette, and pages shown one after another.

It knows nothing of a game. What is played, and how a table is shared, is decided by a `Guide`: one
for a shared keyboard (`hotseat`), and another for a single seat (`solo`).
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeVar

from textual import events
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.screen import Screen

from tabletop.screens.flow.dead_keys import why_dead
from tabletop.screens.flow.notices import Notices
from tabletop.screens.flow.once import goes_once
from tabletop.screens.kit.carrying_out import AtOneKeyboard
from tabletop.screens.kit.hangul import letter_at
from tabletop.screens.kit.palette import Palette
from tabletop.screens.kit.theme import HOUSE_STYLE, INK, LOW, PAPER, SLIM, WIDE
from tabletop.screens.kit.too_small import TooSmall

if TYPE_CHECKING:
    from tabletop.play.seen import View

R = TypeVar("R")

KEYBOARD = {
    "backspace": "Bksp",
    "delete": "Del",
    "end": "End",
    "enter": "Enter",
    "escape": "Esc",
    "home": "Home",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "space": "Space",
    "tab": "Tab",
}
"""The labels printed on keys that Textual calls something else."""


class Guide(Protocol):
    """Decides which page the app shows."""

    has_menu: bool
    """Whether there is a facilitator's menu."""

    def begin(self) -> None:
        """Show the first page."""

    def open_facilitator(self) -> None:
        """Open the facilitator's menu."""

    def tick(self) -> None:
        """Handle the passing of a second."""

    def stage_view(self) -> View | None:
        """Return what help may know of the table, None while there is none."""

    def close(self) -> None:
        """Let go of the table as the program ends."""


class TabletopApp(AtOneKeyboard, Notices):
    """Shows pages for its guide, which `led_by` sets before the app runs."""

    TITLE = "Tabletop"
    BASE = 1
    """The stack position of the guide's page: above Textual's own empty screen."""
    CSS = HOUSE_STYLE
    # Textual's own annotation of this attribute reads as an instance's.
    HORIZONTAL_BREAKPOINTS: ClassVar[list[tuple[int, str]]] = [  # type: ignore[misc]
        (0, "-slim"),
        (SLIM, "-narrow"),
        (WIDE, "-wide"),
    ]
    VERTICAL_BREAKPOINTS: ClassVar[list[tuple[int, str]]] = [  # type: ignore[misc]
        (0, "-flat"),
        (LOW, "-roomy"),
    ]
    BINDINGS: ClassVar[list[BindingType]] = [
        # Before the page's own bindings: a question over it would keep these from working.
        Binding("f1", "help", "Help", key_display="F1", priority=True),
        Binding("question_mark", "help", "Help", key_display="?", show=False),
        Binding("f10", "facilitator", "Facilitator", key_display="F10", priority=True),
        Binding("ctrl+f", "facilitator", "Facilitator", show=False),
        Binding("f6", "hurry", "Others now", key_display="F6"),
        Binding("f8", "look", "Dark or light", key_display="F8", show=False, priority=True),
        Binding("ctrl+q", "quit", "Leave", show=False, priority=True),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.register_theme(INK)
        self.register_theme(PAPER)
        self.theme = INK.name
        self._guide: Guide | None = None
        self.where = ""
        """Which of several tables this is a screen of; empty where there is only one."""
        self.looked: Callable[[str], None] = lambda theme: None
        """Called with the name of a theme when it is chosen."""
        self.farewell = ""
        """Printed at the prompt once the screen is gone: where the game is kept."""
        self.stopped_by: signal.Signals | None = None
        self.cover: TooSmall | None = None
        """What covers pages in a window that is too small for them and can be enlarged."""

    def get_driver_class(self) -> type[Driver]:
        """Return our driver for the terminal the program was started in, else Textual's own."""
        if sys.platform == "win32":
            return super().get_driver_class()
        from tabletop.screens.kit.terminal import OwnTerminal

        return OwnTerminal

    def stop(self, by: signal.Signals) -> None:
        """Exit at once, for a signal or because the terminal is gone: there is nobody to ask."""
        self.stopped_by = by
        self.exit(128 + by)

    def led_by(self, guide: Guide) -> TabletopApp:
        """Set the guide; return the app."""
        self._guide = guide
        return self

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return our own colour names, needed before our themes are registered."""
        return dict(INK.variables)

    def on_mount(self) -> None:
        if self._guide is not None:
            self._guide.begin()
            self.keep_time()

    def keep_time(self) -> None:
        """Tick the current guide every second: a game's guide follows the start screen's."""
        self.set_interval(1, self._second)

    def _second(self) -> None:
        if self._guide is not None:
            self._guide.tick()

    def on_unmount(self) -> None:
        if self._guide is not None:
            self._guide.close()

    async def on_event(self, event: events.Event) -> None:
        """Handle an event, unless it was typed in a window too small to show what it would do."""
        if not self._covered(event):
            await super().on_event(event)

    def _covered(self, event: events.Event) -> bool:
        """Return whether this was typed in a window too small to show what it would do."""
        if self.cover is None:
            return False
        if isinstance(event, events.Resize):
            if self.cover.measure(event.size):
                self.refresh()
        elif self.cover.up and isinstance(event, events.InputEvent | events.Paste):
            if isinstance(event, events.Key) and event.key == "enter":
                self.cover.look()
                self.refresh()
            return not (isinstance(event, events.Key) and event.key == "ctrl+q")
        return False

    def _display(self, screen: Screen[Any], renderable: Any) -> None:
        if self.cover is not None and self.cover.up and self._driver is not None:
            self._driver.write(self.cover.painted())
            self._driver.flush()
        else:
            super()._display(screen, renderable)

    def push_screen(self, screen: Any, *args: Any, **kwargs: Any) -> Any:
        """Show a page as Textual does, but let it close only once, however fast its key repeats.

        A notice belongs to the page it was shown on, and would cover this one; but why a key did
        nothing is still to be read when the next page comes by itself.
        """
        self.drop_read_notices()
        self.page_put_up()
        if isinstance(screen, Screen):
            goes_once(screen)
            self._fit(screen)
        return super().push_screen(screen, *args, **kwargs)

    def _fit(self, screen: Screen[Any]) -> None:
        """Give a page the classes of this size before its first layout: Textual does so after it,
        and styles and lays out everything on it a second time.
        """
        across, down = screen.HORIZONTAL_BREAKPOINTS, screen.VERTICAL_BREAKPOINTS
        for length, points in (
            (self.size.width, self.HORIZONTAL_BREAKPOINTS if across is None else across),
            (self.size.height, self.VERTICAL_BREAKPOINTS if down is None else down),
        ):
            _, fits = max(one for one in points if one[0] <= length)
            for _, name in points:
                screen.set_class(name == fits, name, update=False)

    def show(self, screen: Screen[R], then: Callable[[R | None], Any]) -> None:
        """Put a page on top; `then` gets what it was dismissed with."""
        self.push_screen(screen, then)

    def clear(self) -> None:
        """Remove every page, whatever it was doing."""
        while len(self.screen_stack) > self.BASE:
            self.pop_screen()

    def refresh_page(self) -> bool:
        """Let the page under any menu show the table's current state; return False
        when it can't.
        """
        page = self.screen_stack[self.BASE] if len(self.screen_stack) > self.BASE else None
        refresh = getattr(page, "refresh_view", None)
        if refresh is None:
            return False
        refresh()
        return True

    async def _check_bindings(self, key: str, priority: bool = False) -> bool:
        """Match keys as Textual does, but let Shift and Caps Lock press a letter whose capital is
        unused.

        With a Hangul input method left on, its characters press the letters of their keys.
        """
        key = letter_at(key) or key
        if await super()._check_bindings(key, priority):
            return True
        small = key.lower() if len(key) == 1 else key
        done = small != key and await super()._check_bindings(small, priority)
        return done or (
            not priority and (self._told_why_not(key, small) or self._told_of_the_house(key))
        )

    def _told_of_the_house(self, key: str) -> bool:
        """Say why a key that other pages have does nothing on this one, during a game."""
        if self._guide is None or self._guide.stage_view() is None:
            return False
        said = why_dead(key, self.screen)
        if said is not None:
            self.notify(said, severity="warning")
        return said is not None

    def _told_why_not(self, *keys: str) -> bool:
        """Say why a key of the page does nothing now, if the page knows."""
        why_not = getattr(self.screen, "why_not", None)
        if why_not is None:
            return False
        # A binding that can't be used now is not among the active ones.
        bound = self.screen._bindings.key_to_bindings  # noqa: SLF001
        for binding in (one for key in keys for one in bound.get(key, ())):
            name, _, _ = binding.action.partition("(")
            if (refusal := why_not(name)) is not None:
                self.notify(refusal, severity="warning", markup=False)
                return True
        return False

    def get_key_display(self, binding: Binding) -> str:
        """Return a key's name as on a keyboard: PgUp and ^Q, not pgup and ctrl+q."""
        if binding.key_display:
            return binding.key_display
        *held, key = binding.key.split("+")
        if not held and len(key) == 1 and key.isalpha():
            return f"Shift+{key}" if key.isupper() else key.upper()
        if not held and key not in KEYBOARD:
            return super().get_key_display(binding)
        return "+".join((*(one.capitalize() for one in held), KEYBOARD.get(key, key.upper())))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "facilitator":
            guide = self._guide
            return guide is not None and guide.has_menu and guide.stage_view() is not None
        if action == "hurry":
            return self._hurry() is not None
        return True

    def called(self, binding: Binding) -> str:
        """How a key that works everywhere is called: the menu as its guide calls it."""
        name = getattr(self._guide, "menu_name", None) if binding.action == "facilitator" else None
        return name or binding.description

    def _hurry(self) -> Callable[[], None] | None:
        """Return what lets stand-ins act at once, where the guide has any and the game goes on."""
        hurry: Callable[[], None] | None = getattr(self._guide, "hurry", None)
        if hurry is None or self._guide is None:
            return None
        view = self._guide.stage_view()
        return None if view is None or view.stage in ("ended", "debrief") else hurry

    def action_hurry(self) -> None:
        if (hurry := self._hurry()) is not None:
            hurry()

    def action_help(self) -> None:
        from tabletop.screens.pages.help import HelpPage

        if isinstance(self.screen, HelpPage):
            self.screen.action_close()
            return
        view = self._guide.stage_view() if self._guide is not None else None
        self.push_screen(HelpPage(self.screen, view))

    def action_facilitator(self) -> None:
        # The menu closes by the key that opened it, and what it opened returns to it by Esc.
        close = getattr(self.screen, "action_f10", None)
        if close is not None:
            close()
        elif self._guide is not None and len(self.screen_stack) > self.BASE:
            self._guide.open_facilitator()

    def action_help_quit(self) -> None:
        """Handle Ctrl+C when nothing is selected to be copied."""
        self.notify("Ctrl+Q leaves. Ctrl+C copies the selection.")

    def action_look(self) -> None:
        self.theme = PAPER.name if self.theme == INK.name else INK.name
        self.looked(self.theme)

    def action_command_palette(self) -> None:
        if self.use_command_palette and not isinstance(self.screen, Palette):
            self.push_screen(Palette(id="--command-palette"))

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Yield the command palette's entries: everything that has a key here, by name."""
        from tabletop.screens.pages.help import bindings_of

        named: set[str] = set()
        for active in bindings_of(screen):
            binding = active.binding
            if binding.description in named:
                continue
            named.add(binding.description)
            key = self.get_key_display(binding)
            yield SystemCommand(
                binding.description,
                f"Key {key}",
                lambda node=active.node, action=binding.action: self.call_later(
                    self.run_action, action, node
                ),
            )
        yield SystemCommand(
            "Save a picture of this screen",
            "An SVG in the current folder",
            self.deliver_screenshot,
        )
