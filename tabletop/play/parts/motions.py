"""Motions on how a table goes on: what is moved, and what became of it. Records without rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tabletop.exercise.speakers import MotionKind

MotionStatus = Literal["moved", "put", "carried", "lost", "refused", "withdrawn", "lapsed"]


@dataclass(frozen=True)
class Motion:
    """`minutes` are those asked for, `text` the words that go with it; `put` is being voted on."""

    id: str
    what: MotionKind
    delegation: str
    minutes: int
    text: str
    round: int
    seq: int
    status: MotionStatus = "moved"

    @property
    def told(self) -> str:
        """What is moved, as it follows "moves"."""
        return told_motion(self.what, self.minutes, self.text)


def told_motion(what: MotionKind, minutes: int, text: str) -> str:
    """Return what is moved, as it follows "moves"."""
    words = f" “{text}”" if text else ""
    match what:
        case "next-phase":
            return f"to go on to the next phase{words}"
        case "longer-phase":
            return f"for {minutes} minute{'' if minutes == 1 else 's'} more{words}"
        case "close-debate":
            return f"to close the speakers' list{words}"
        case "other":
            return f"“{text}”"
