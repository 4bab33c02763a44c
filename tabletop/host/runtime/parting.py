"""Closed pages and ended screens give their memory back at once.

The objects that Textual makes for a page refer to each other in cycles: only the garbage collector
finds them, and it would have to scan everybody's screens for every page that somebody has closed.
So the cycles are cut as soon as a page is closed; reference counting does the rest.
"""

from __future__ import annotations

from contextvars import Context
from typing import Any

from textual._context import active_message_pump
from textual.app import App
from textual.cache import LRUCache
from textual.css.styles import RenderStyles
from textual.dom import DOMNode
from textual.geometry import Size
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget
from textual.worker import Worker

_forget_all = LRUCache.clear
_exit = Widget._message_loop_exit
_lay_out = Screen._refresh_layout
_work = Worker._run


def part(node: DOMNode) -> None:
    """Cut the references that lead from a node back to itself. It has ended: it draws and hears
    nothing more.
    """
    for styles in (node._css_styles, node._inline_styles):
        styles.node = None
    node.styles._animate = None
    for its_own in tuple(vars(node).values()):
        if isinstance(its_own, LRUCache):
            its_own.clear()
        elif isinstance(its_own, Timer):
            its_own._callback = None
    if isinstance(node, Widget):
        node._layout_cache.clear()
    if isinstance(node, Screen):
        # Its maps of the page refer to the page.
        node._compositor = type(node._compositor)()


def part_components(components: dict[str, RenderStyles]) -> None:
    """Do the same for the nodes that stand for parts of a widget, of which it keeps the styles."""
    for styles in components.values():
        if (node := styles.node) is not None:
            part(node)


async def _exit_and_part(self: Widget) -> None:
    components = dict(self._component_styles)
    app = self.app
    await _exit(self)
    part_components(components)
    part(self)
    if isinstance(self, Screen):
        # An app keeps its last message, which may refer to this page, until the next one. A message
        # also refers to its sender; a fresh context has none.
        Context().run(app.call_later, _nothing)


def _nothing() -> None:
    pass


def _lay_out_by_itself(self: Screen[Any], size: Size | None = None, scroll: bool = False) -> None:
    # A dialog has the page below laid out, too, and would be the sender of its widgets' new sizes:
    # an idle widget keeps its last message, and with it the dialog, long after that was closed.
    before = active_message_pump.set(self)
    try:
        _lay_out(self, size, scroll)
    finally:
        active_message_pump.reset(before)


def _forget(self: LRUCache[object, object]) -> None:
    # Each entry refers to the next one and the previous one.
    for link in self._cache.values():
        link.clear()
    _forget_all(self)


async def _work_and_part(self: Worker[Any], app: App[Any]) -> None:
    try:
        await _work(self, app)
    finally:
        # Its context refers to it, and it refers to the page that it works for.
        self._task = None


def part_with_the_closed() -> None:
    """From here on, release all pages of this process when they are closed."""
    Widget._message_loop_exit = _exit_and_part  # type: ignore[method-assign]
    Screen._refresh_layout = _lay_out_by_itself  # type: ignore[method-assign]
    Worker._run = _work_and_part  # type: ignore[method-assign]
    LRUCache.clear = _forget  # type: ignore[method-assign, assignment]
