"""People at a table on disk, their clock turned by hand: a move is done and kept, or nothing is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tabletop.errors import NotAllowed, UnreadableInput
from tabletop.play.actions import AnyAction, read_action
from tabletop.play.state import State
from tabletop.table import Table, read_transcript


class Company:
    """A table and its clock; `submitted` may remember what was done."""

    def __init__(self, path: Path, source: str, *, clocks: bool = True) -> None:
        self.path = path
        self.time = datetime(2026, 1, 1, tzinfo=UTC)
        self.table = Table.create(source, where=path, now=lambda: self.time, clocks=clocks)

    def tries(self, move: dict[str, Any]) -> None:
        """Make a move, or something that was meant to be one."""
        try:
            action = read_action(move)
        except UnreadableInput as refusal:
            assert refusal.sentence.strip()
        else:
            self.do(action)

    def do(self, action: AnyAction) -> None:
        """Submit: all of it is done and kept, or nothing is and a sentence says why."""
        before, kept = self.table.state, self.path.stat().st_size
        expected = self.table.why_not(action)
        try:
            group = self.table.submit(action)
        except NotAllowed as refusal:
            assert refusal.sentence == expected
            assert refusal.sentence.strip()
            assert self.table.state is before
            assert self.path.stat().st_size == kept
            return
        assert expected is None
        assert self.path.stat().st_size > kept
        assert [one.seq for one in group] == [before.seq + n for n in range(1, len(group) + 1)]
        self.submitted(action, before)

    def submitted(self, action: AnyAction, before: State) -> None:
        """Called after each move that was allowed."""

    def wait(self, seconds: int) -> None:
        """Let time pass: planned injects come, and the clock ends a phase whose time is over."""
        self.time += timedelta(seconds=seconds)
        self.table.deliver_planned()
        left = self.table.remaining()
        assert bool(self.table.tick()) == (left == 0)

    def start_again(self) -> None:
        """Close the program and open it again."""
        before = self.table.state
        self.table.close()
        self.table = Table.resume(self.path, now=lambda: self.time)
        assert self.table.state == before

    def leave(self) -> None:
        """Assert that the transcript on disk is what was played."""
        live, events = self.table.state, list(self.table.events)
        self.table.close()
        read = read_transcript(self.path)
        assert read.events == events
        assert [event.seq for event in events] == list(range(1, len(events) + 1))
        assert read.state_at(len(events)) == live
        assert read.problems() == []
