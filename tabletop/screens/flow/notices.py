"""Notices beside the page: shown once, and gone when they have been read."""

from __future__ import annotations

from time import time
from typing import Any

from textual.widgets import Static
from textual.widgets._toast import ToastRack

from tabletop.screens.flow.typing_ahead import TypingAhead

_JUST_SAID = 2.0
"""Seconds in which a notice can hardly have been read."""


class Notices(TypingAhead):
    """The part of the app that shows notices and drops them."""

    def notify(self, message: str, **how: Any) -> None:
        """Notify as Textual does, but replace an identical notice instead of adding a second.

        One that has only begun is left as it is: of a hundred keys that all do nothing the first
        says so, and the others cost nothing.
        """
        for one in [*self._notifications]:
            if one.message == message:
                if one.time_left > one.timeout / 2:
                    return
                self._unnotify(one, refresh=False)
        super().notify(message, **how)

    def _refresh_notifications(self) -> None:
        """Refresh notices as Textual does, but remove the holder of a notice that is gone too.

        Textual leaves it, empty, for as long as its page is there: it would be laid out with the
        page again and again, and keep what it held in memory.
        """
        self.call_later(self._clear_holders)
        super()._refresh_notifications()

    def _clear_holders(self) -> None:
        # By their names: one that is new has nothing in it yet.
        shown = {ToastRack._toast_id(one) for one in self._notifications}  # noqa: SLF001
        for page in self.screen_stack:
            for rack in page.children:
                if isinstance(rack, ToastRack):
                    rack.remove_children(one for one in rack.children if one.id not in shown)

    def warn(self, sentence: str) -> None:
        """Warn beside the page; ignored before there is one."""
        if self.is_running:
            self.notify(sentence, severity="warning", markup=False)

    def forget_said(self) -> None:
        """Drop notices, and refusals of the previous phase, when a new phase begins."""
        self.drop_read_notices()
        if self._keyed_in is not None and self._keyed_in == self.phase():
            # A key was faster than the news of the phase: its refusal still belongs to the previous
            # one.
            return
        for page in self.screen_stack:
            for refused in page.query("#why, #fault").results(Static):
                refused.update("")

    def drop_read_notices(self) -> None:
        """Remove notices that have been up long enough to be read or are older than the last key
        press.

        Errors stay: what they say is still true.
        """
        before = max(time() - _JUST_SAID, self._keyed)
        for one in [*self._notifications]:
            if one.severity != "error" and one.raised_at <= before:
                self._unnotify(one, refresh=False)
        self._refresh_notifications()
