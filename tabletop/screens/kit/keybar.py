"""The foot of every screen: the keys that do something here, each of them clickable.

One widget and few lines, so that a key press costs one repaint. What does not fit is left out from
the right of the screen's own keys; the keys that work everywhere keep their place. A screen that
has a method `called` says how a binding is called now.
"""

from __future__ import annotations

from textual import events
from textual.binding import Binding
from textual.geometry import Size
from textual.screen import Screen

from tabletop.screens.kit.drawn import Drawn, DrawnLine, Piece
from tabletop.screens.kit.theme import LOW, SLIM
from tabletop.text.safe import width

_TALL = 30
"""Lines from which a screen of few columns gives its keys twice as many."""

_Key = tuple[str, str, Binding, bool]
"""What to press, how it is called now, what it does, and whether it can be done now."""


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
        self._keys: tuple[list[_Key], list[_Key]] | None = None
        self._shown: list[list[Piece]] = []
        self._shown_width = 0

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """More lines where there are few columns, and one where there are few lines."""
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
        self.redraw_all()

    def on_unmount(self) -> None:
        self.screen.bindings_updated_signal.unsubscribe(self)

    def _changed(self, screen: Screen[object]) -> None:
        self.follow()

    def follow(self) -> None:
        """Show what can be done now."""
        before, self._keys = self._keys, self._keys_now()
        if self._keys != before:
            self._shown_width = 0
            self.redraw()

    def on_click(self, event: events.Click) -> None:
        for row, start, end, key in self._hits:
            if row == event.y and start <= event.x < end:
                self.app.simulate_key(key)

    def draw(self, y: int) -> DrawnLine:
        if self._shown_width != self.room:
            self._shown_width = self.room
            self._fill()
        return self._shown[y] if y < len(self._shown) else ()

    def _fill(self) -> None:
        """Share the keys out over the lines, for as many as there is room."""
        if self._keys is None:
            self._keys = self._keys_now()
        own, shared = self._keys
        self._shown = [[] for _ in range(self._lines)]
        self._hits = []
        room = self.room - sum(_cells(label, name) for label, name, _, _ in shared)
        at = row = 0
        for label, name, binding, enabled in own:
            last = row == self._lines - 1
            if at + _cells(label, name) > (room if last else self.room):
                if last:
                    break
                at, row = 0, row + 1
            at = self._add(row, at, label, name, binding, enabled)
        if shared:
            if row < self._lines - 1:
                at, row = 0, self._lines - 1
            self._shown[row].append((" " * max(0, room - at), ""))
            at = max(at, room)
            for label, name, binding, enabled in shared:
                at = self._add(row, at, label, name, binding, enabled)

    def _add(
        self, row: int, at: int, label: str, name: str, binding: Binding, enabled: bool
    ) -> int:
        end = at + _cells(label, name)
        self._shown[row] += [
            (f" {label}", "bold $accent" if enabled else "$muted"),
            (f" {name} ", "" if enabled else "$muted"),
        ]
        # One that can't be done now says why, as its key does.
        self._hits.append((row, at, end, binding.key))
        return end

    def _keys_now(self) -> tuple[list[_Key], list[_Key]]:
        """The screen's own keys to show, and those of the whole program, one for each action."""
        own: dict[str, _Key] = {}
        shared: dict[str, _Key] = {}
        called = getattr(self.screen, "called", None)
        for active in self.screen.active_bindings.values():
            if not active.binding.show:
                continue
            group = shared if active.node is self.app else own
            label = self.app.get_key_display(active.binding)
            name = called(active.binding) if called is not None else active.binding.description
            group.setdefault(active.binding.action, (label, name, active.binding, active.enabled))
        return list(own.values()), list(shared.values())


def _cells(label: str, name: str) -> int:
    return width(label) + width(name) + 3
