"""The foot of every screen: the keys that do something here, each of them clickable.

One widget and few lines, so that a key press costs one repaint. Where the screen's own keys do not
all fit, *More* turns to those left out; it and the keys that work everywhere keep their place. A
screen that has a method `called` says how a binding is called now.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual import events
from textual.binding import ActiveBinding, Binding
from textual.geometry import Size
from textual.screen import Screen

from tabletop.screens.kit.drawn import Drawn, DrawnLine, Piece
from tabletop.screens.kit.theme import LOW, SLIM
from tabletop.text.safe import CUT, width

_TALL = 30
"""From this many lines on, a narrow screen gets two lines of keys."""

_MORE = (CUT, "More")
"""Shows the keys for which there is no room."""

_Key = tuple[str, str, Binding, bool]
"""The key, its current label, its action, and whether it can be done now."""


class KeyBar(Drawn):
    MARGIN = 0
    DEFAULT_CSS = """
    KeyBar { dock: bottom; height: auto; background: $footer-background; color: $foreground; }
    """

    def __init__(self, lines: int = 1) -> None:
        super().__init__()
        self._least = lines
        self._lines = lines
        self._hits: list[tuple[int, int, int, str]] = []
        """Line, first cell, cell after the last, and the key that a click there presses; "" is
        More.
        """
        self._first = 0
        """The first of the screen's own keys that is shown."""
        self._next = 0
        """The first one after the last shown."""
        self._keys: tuple[list[_Key], list[_Key]] | None = None
        self._shown: list[list[Piece]] = []
        self._shown_width = 0

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return more lines on narrow screens, and one on short screens."""
        screen = self.app.size
        if screen.height < LOW:
            self._lines = 1
        elif screen.width < SLIM and screen.height >= _TALL:
            self._lines = 2 * self._least
        else:
            self._lines = self._least
        return self._lines

    def on_resize(self, event: events.Resize) -> None:
        self._shown_width = 0
        self._first = 0
        # Notices go above the keys, however many lines those have.
        self.screen.set_class(event.size.height > 1, "-more-keys")
        self.redraw_all()

    def on_unmount(self) -> None:
        self.screen.bindings_updated_signal.unsubscribe(self)

    def _changed(self, screen: Screen[object]) -> None:
        self.follow()

    def follow(self) -> None:
        """Show what can be done now."""
        before, self._keys = self._keys, self._keys_now()
        if self._keys != before:
            if before is None or _actions(before[0]) != _actions(self._keys[0]):
                self._first = 0
            self._shown_width = 0
            self.redraw()

    def on_click(self, event: events.Click) -> None:
        for row, start, end, key in self._hits:
            if row == event.y and start <= event.x < end:
                if key:
                    self.app.simulate_key(key)
                else:
                    self._turn()
                return

    def _turn(self) -> None:
        """Show the keys after the last one shown, and the first ones after all."""
        own = self._keys[0] if self._keys is not None else []
        self._first = self._next if self._next < len(own) else 0
        self._shown_width = 0
        self.redraw()

    def draw(self, y: int) -> DrawnLine:
        if self._shown_width != self.room:
            self._shown_width = self.room
            self._fill()
        return self._shown[y] if y < len(self._shown) else ()

    def _fill(self) -> None:
        """Distribute the keys over the lines, as many as fit."""
        if self._keys is None:
            self._keys = self._keys_now()
        own, shared = self._keys
        room = self.room - sum(_cells(label, name) for label, name, _, _ in shared)
        at, row = self._share(own, room)
        last = [(label, name, binding.key, enabled) for label, name, binding, enabled in shared]
        if self._next < len(own) or self._first:
            # In a fixed place, so that it can be tapped again and again.
            last.insert(0, (*_MORE, "", True))
            room -= _cells(*_MORE)
            at, row = self._share(own, room)
        if last:
            if row < self._lines - 1:
                at, row = 0, self._lines - 1
            self._shown[row].append((" " * max(0, room - at), ""))
            at = max(at, room)
            for label, name, key, enabled in last:
                self._put(row, at, label, name, key, enabled)
                at += _cells(label, name)

    def _share(self, own: list[_Key], room: int) -> tuple[int, int]:
        """Place keys from `first` on; `room` is that of the last line. Return where the next would
        go.
        """
        self._shown = [[] for _ in range(self._lines)]
        self._hits = []
        at = row = 0
        self._next = len(own)
        for place, (label, name, binding, enabled) in enumerate(own[self._first :], self._first):
            cells = _cells(label, name)
            if row < self._lines - 1 and at + cells > self.room:
                at, row = 0, row + 1
            # At least one, or More would lead nowhere.
            if row == self._lines - 1 and at + cells > room and place > self._first:
                self._next = place
                break
            self._put(row, at, label, name, binding.key, enabled)
            at += _cells(label, name)
        return at, row

    def _put(
        self, row: int, at: int, label: str, name: str, key: str, enabled: bool = True
    ) -> None:
        self._shown[row] += [
            (f" {label}", "bold $accent" if enabled else "$muted"),
            (f" {name} ", "" if enabled else "$muted"),
        ]
        # One that can't be done says why, as its key does.
        self._hits.append((row, at, at + _cells(label, name), key))

    def _keys_now(self) -> tuple[list[_Key], list[_Key]]:
        """Return the screen's own keys to show, and the global ones, one for each action."""
        own: dict[str, _Key] = {}
        shared: dict[str, _Key] = {}
        for active in self.screen.active_bindings.values():
            if not active.binding.show:
                continue
            group = shared if active.node is self.app else own
            label = self.app.get_key_display(active.binding)
            name = name_of(active, self.screen)
            group.setdefault(active.binding.action, (label, name, active.binding, active.enabled))
        return list(own.values()), list(shared.values())


def name_of(active: ActiveBinding, screen: Screen[Any]) -> str:
    """Return what a key is called now, by the page or the app whose key it is."""
    by = screen.app if active.node is screen.app else screen
    called: Callable[[Binding], str] | None = getattr(by, "called", None)
    return called(active.binding) if called is not None else active.binding.description


def _actions(keys: list[_Key]) -> list[str]:
    return [binding.action for _, _, binding, _ in keys]


def _cells(label: str, name: str) -> int:
    return width(label) + width(name) + 3
