"""The foot of every screen: the keys that do something here, each of them clickable.

One widget and few lines, so that a key press costs one repaint. What does not fit is left out from
the right of the screen's own keys; the keys that work everywhere keep their place.
"""

from __future__ import annotations

from textual import events
from textual.app import RenderResult
from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from tabletop.screens.safe import width

_Key = tuple[str, Binding, bool]
"""What to press, what it does, and whether it can be done now."""


class KeyBar(Widget):
    ALLOW_SELECT = False
    DEFAULT_CSS = """
    KeyBar { dock: bottom; height: 1; background: $footer-background; color: $foreground; }
    """

    def __init__(self, lines: int = 1) -> None:
        super().__init__()
        self._lines = lines
        self.styles.height = lines
        self._hits: list[tuple[int, int, int, str]] = []
        self._shown: tuple[list[_Key], list[_Key]] | None = None

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def on_unmount(self) -> None:
        self.screen.bindings_updated_signal.unsubscribe(self)

    def _changed(self, screen: Screen[object]) -> None:
        if self._keys() != self._shown:
            self.refresh()

    def on_click(self, event: events.Click) -> None:
        for row, start, end, key in self._hits:
            if row == event.y and start <= event.x < end:
                self.app.simulate_key(key)

    def render(self) -> RenderResult:
        own, shared = self._shown = self._keys()
        room = self.size.width - sum(_cells(label, binding) for label, binding, _ in shared)
        pieces: list[tuple[str, str]] = []
        self._hits = []
        at = row = 0
        for label, binding, enabled in own:
            last = row == self._lines - 1
            if at + _cells(label, binding) > (room if last else self.size.width):
                if last:
                    break
                pieces.append(("\n", ""))
                at, row = 0, row + 1
            at = self._add(pieces, row, at, label, binding, enabled)
        if shared:
            if row < self._lines - 1:
                pieces.append(("\n" * (self._lines - 1 - row), ""))
                at, row = 0, self._lines - 1
            pieces.append((" " * max(0, room - at), ""))
            at = max(at, room)
            for label, binding, enabled in shared:
                at = self._add(pieces, row, at, label, binding, enabled)
        return Content.assemble(*pieces)

    def _add(
        self,
        pieces: list[tuple[str, str]],
        row: int,
        at: int,
        label: str,
        binding: Binding,
        enabled: bool,
    ) -> int:
        end = at + _cells(label, binding)
        pieces.append((f" {label}", "bold $accent" if enabled else "$muted"))
        pieces.append((f" {binding.description} ", "" if enabled else "$muted"))
        if enabled:
            self._hits.append((row, at, end, binding.key))
        return end

    def _keys(self) -> tuple[list[_Key], list[_Key]]:
        """The screen's own keys to show, and those of the whole program, one for each action."""
        own: dict[str, _Key] = {}
        shared: dict[str, _Key] = {}
        for active in self.screen.active_bindings.values():
            if not active.binding.show:
                continue
            group = shared if active.node is self.app else own
            label = self.app.get_key_display(active.binding)
            group.setdefault(active.binding.action, (label, active.binding, active.enabled))
        return list(own.values()), list(shared.values())


def _cells(label: str, binding: Binding) -> int:
    return width(label) + width(binding.description) + 3
