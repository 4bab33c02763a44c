"""Queue what is typed while a page is being mounted, and pass it on one event after another."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from time import monotonic, time
from typing import Any
from weakref import ref

from textual import events
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widgets import Input

from tabletop.screens.flow.pasting import Pasting

_LONG_DONE = 0.5
"""Seconds which, passed twice, make a key count as handled, whatever became of it."""


class TypingAhead(Pasting):
    """The part of the app that holds back keys until the one before has been dealt with."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._typed: deque[events.Event] = deque()
        self._before: Callable[[], DOMNode | None] = lambda: None
        """The widget that got the last forwarded key, if it still exists."""
        self._passed_on, self._slow = 0.0, False
        """When the last key was forwarded, and whether it has had a second time to be handled."""
        self._settled: Callable[[], Screen[Any] | None] = lambda: None
        self._settling: Callable[[], Screen[Any] | None] = lambda: None
        """The page that has put the focus where it begins, and the one that is to."""
        self._came, self._put_up = 0.0, 0.0
        """When the last key came, and when the top page was mounted."""
        self._keyed = 0.0
        self.phase: Callable[[], object] = lambda: None
        """The table's current phase, which a page may not have been told of yet."""
        self._keyed_in: object = None
        self._following = False
        self._starting = False

    def once_started(self, show: Callable[[], None]) -> None:
        """Show a guide's first page once Textual has started; what is typed meanwhile is queued.

        A page shown while the app is being mounted would be laid out and painted twice.
        """

        async def begin() -> None:
            self._starting = False
            show()
            await self._pass_on()

        self._starting = True
        self.call_later(begin)

    async def on_event(self, event: events.Event) -> None:
        """Queue what is typed or clicked while a page is being mounted."""
        if not isinstance(event, events.InputEvent | events.Paste) or event.is_forwarded:
            await super().on_event(event)
            return
        self._typed.append(event)
        await self._pass_on()

    async def _pass_on(self) -> None:
        while self._typed and self.screen_stack and not self._starting:
            if self._settled() is not self.screen:
                self._settle(self.screen)
                return
            before, now = self._before(), monotonic()
            if before is not None and self._still_handled(now):
                if not self._following:
                    self._following = True
                    # A key goes from its widget to the app, and so does what the app makes of it.
                    self._follow([*before.ancestors_with_self] * 2)
                return
            event = self._typed.popleft()
            if isinstance(event, events.Paste) and isinstance(self.focused, Input):
                self.fit(event, self.focused)
            if isinstance(event, events.Paste):
                self.tell_if_nowhere(event)
            keyed = isinstance(event, events.Key | events.Paste)
            self._before = ref(self.focused or self.screen) if keyed else lambda: None
            self._passed_on, self._following, self._slow = now, False, False
            if keyed:
                self._came = event.time
                self._keyed, self._keyed_in = time(), self.phase()
            await super().on_event(event)

    def _settle(self, page: Screen[Any]) -> None:
        """Go on once a page that has come up is mounted and its first field has the focus.

        The page's own first message comes after it has been mounted, and the app sets the focus
        when it gets to that: a key that came before would be lost.
        """

        async def settled() -> None:
            self._settled = ref(page)
            if self._settling() is page:
                self._settling = lambda: None
            await self._pass_on()

        if self._settling() is page:
            return
        self._settling = ref(page)
        if not page.call_later(self.call_later, settled):
            # It is closing, and sets no focus any more.
            self.call_later(settled)

    def _still_handled(self, now: float) -> bool:
        """Return whether to wait for the last key. What is never done with it holds up no other;
        but while the program was busy nobody could handle it, so its time counts twice.
        """
        if now - self._passed_on < _LONG_DONE:
            return True
        if self._slow:
            return False
        self._passed_on, self._slow = now, True
        self.set_timer(_LONG_DONE, self._pass_on)
        return True

    @property
    def typed_ahead(self) -> bool:
        """Return whether the last key was typed before the top page was mounted."""
        return self._came < self._put_up

    def _follow(self, way: Sequence[DOMNode]) -> None:
        """Wait for each of these to have handled earlier messages, then forward the next key.

        A key that follows one that moves the focus or changes the page would reach the wrong widget
        if it came before that was done; after a hiccup of the machine both come at once.
        """
        while way:
            node, *way = way
            if node.call_later(self._follow, way):
                return
        self._before = lambda: None
        self.call_later(self._pass_on)

    def page_put_up(self) -> None:
        """Note that a page is put on top now, by the clock with which Textual stamps its events."""
        self._put_up = events.Event().time
