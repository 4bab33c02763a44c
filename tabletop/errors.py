"""Every fault Tabletop tells a person about, each with its sentence.

TabletopError
├── UnreadableInput      a file or argument that cannot be used (exit code 2)
│   ├── FaultyExercise   an exercise file, with all its faults at once
│   └── FaultyMove        a move that can't be read, with the key at fault
├── NotAllowed           a move the rules refuse; the table is unchanged
├── StorageFailed        the transcript could not be written; nothing is lost
├── TranscriptHeld       another process is writing this transcript
└── TranscriptDamaged    a transcript that does not verify
"""

from __future__ import annotations

from dataclasses import dataclass


class TabletopError(Exception):
    """A fault with one clear sentence: where, what is wrong, what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class UnreadableInput(TabletopError):
    """A file or an argument cannot be used as it is."""


@dataclass(frozen=True, order=True)
class Fault:
    """One fault of an exercise file. Lines and columns count from 1; 0 means the whole file."""

    path: str
    line: int
    column: int
    message: str
    warning: bool = False

    def __str__(self) -> str:
        kind = "warning: " if self.warning else ""
        return f"{self.path}:{self.line}:{self.column}: {kind}{self.message}"


class FaultyExercise(UnreadableInput):
    """An exercise file with faults, all of them in `faults`, in the file's order."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        first = str(faults[0])
        more = len(faults) - 1
        super().__init__(first if not more else f"{first} (and {more} more: run tabletop check)")
        self.faults = faults


class FaultyMove(UnreadableInput):
    """A move that can't be read; `key` is the path to what is wrong in it, empty for all of it.

    Its first part is a field of the move, the next are keys or indices (from 0) within that.
    """

    def __init__(self, sentence: str, key: tuple[str | int, ...]) -> None:
        super().__init__(sentence)
        self.key = key


class NotAllowed(TabletopError):
    """The rules refuse a move; nothing has changed and nothing is recorded."""


class StorageFailed(TabletopError):
    """The transcript could not be written; what was acknowledged is safe.

    `told` is the sentence without the file `at` which it happened, for people on another computer,
    who should not see this one's paths.
    """

    def __init__(self, sentence: str, *, at: object = None) -> None:
        super().__init__(sentence if at is None else f"{at}: {sentence}")
        self.told = sentence if at is None else f"{sentence[:1].upper()}{sentence[1:]}"


class TranscriptHeld(TabletopError):
    """Another process holds the transcript for writing."""


class TranscriptDamaged(UnreadableInput):
    """A transcript does not verify. `event` is the number of the first event at fault, if known."""

    def __init__(self, sentence: str, event: int | None = None) -> None:
        super().__init__(sentence)
        self.event = event
