"""Say where a transcript is damaged: its event and its line, in one sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from tabletop.errors import TranscriptDamaged
from tabletop.journal.tail import MARK

_EVENT = re.compile(rb"^\[\[event\]\]", re.MULTILINE)
CHANGED = "was changed after it was written"


@dataclass(frozen=True)
class Content:
    """A transcript's content, and how to locate something in it."""

    where: str
    text: bytes

    @cached_property
    def start(self) -> int:
        """The offset of the events, right after the header's mark; 0 when there is no such mark."""
        mark = MARK.search(self.text)
        return mark.end() if mark and mark[1] == b"0" else 0

    @property
    def holds_events(self) -> bool:
        """Whether somebody played, however damaged the rest is."""
        return bool(MARK.search(self.text) or _EVENT.search(self.text))

    def damaged(self, event: int, what: str) -> TranscriptDamaged:
        """Return the damage to an event (0: the header)."""
        line = 1
        for number, found in enumerate(_EVENT.finditer(self.text, self.start), start=1):
            if number == event:
                line = self.line(found.start())
        return self._said(line, event, what)

    def damaged_at(self, line: int, what: str) -> TranscriptDamaged:
        """Return the damage at a line of the file."""
        before = b"\n".join(self.text.split(b"\n")[:line])
        event = len(_EVENT.findall(before, self.start)) if self.start else 0
        return self._said(line, event, what)

    def strange_table(self, name: str) -> TranscriptDamaged:
        """Return the damage by a table that is not an event: an inserted one, or an
        event renamed.
        """
        pattern = re.compile(rb"^\[*[ \t]*\"?" + re.escape(name.encode()), re.MULTILINE)
        found = pattern.search(self.text, self.start)
        at = found.start() if found else self.start
        event = len(_EVENT.findall(self.text, self.start, at)) + 1
        return self._said(self.line(at), event, CHANGED)

    def line(self, at: int) -> int:
        """Return the line of an offset, counted from 1."""
        return self.text.count(b"\n", 0, at) + 1

    def _said(self, line: int, event: int, what: str) -> TranscriptDamaged:
        place = f"event {event}" if event else "the header"
        return TranscriptDamaged(
            f"{self.where}:{line}: {place} {what}; restore the file from a copy", event or None
        )
