"""The file of a draft: read, saved whole or not at all, and kept beside while it is not saved."""

from __future__ import annotations

import codecs
import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tabletop.editing.draft import ExerciseDraft
from tabletop.errors import FaultyExercise, UnreadableInput
from tabletop.exercise.library import shipped
from tabletop.exercise.loading import MOST_BYTES, exercise_source, read_exercise
from tabletop.exercise.syntax import syntax_fault
from tabletop.exercise.toml import parse_written
from tabletop.files import printable, read_file
from tabletop.journal.disk import replace_file

_WHAT = "an exercise file, which is text of a few pages"


class ChangedOnDisk(UnreadableInput):
    """The file is no longer the one that was read."""


@dataclass
class ExerciseFile:
    """An exercise's file as it was read or saved last."""

    path: Path
    content: bytes

    @property
    def recovery(self) -> Path:
        """The file beside it with the changes that are not saved yet."""
        return self.path.with_name(f"{self.path.name}.recovery")

    @property
    def draft(self) -> Path:
        """The file beside it for what would not load."""
        return self.path.with_name(f"{self.path.name}.draft")

    def read_again(self) -> ExerciseDraft:
        """Return a new draft of what the file holds now. Raises `UnreadableInput`."""
        fresh, draft = open_file(self.path)
        self.content = fresh.content
        return draft

    def save(self, draft: ExerciseDraft) -> None:
        """Write a draft to the file, with its mode, line ends and byte order mark.

        Raises `ChangedOnDisk`, `FaultyExercise` for what would not load, and `UnreadableInput` when
        it can't be written; then the file is as it was.
        """
        if self._changed():
            raise ChangedOnDisk(
                f"{printable(str(self.path))} has been changed by another program since it was "
                "read here"
            )
        read_exercise(draft.source, str(self.path))
        self._write(self.path, self._bytes(draft))
        self.content = self._bytes(draft)
        draft.saved()
        self.forget()

    def save_as(self, draft: ExerciseDraft, path: Path) -> ExerciseFile:
        """Write a draft to a new file, and return that one. Raises as `save` does, and
        `UnreadableInput` where there is a file already.
        """
        read_exercise(draft.source, str(path))
        content = self._bytes(draft)
        found = new_file(path, content)
        draft.saved()
        self.forget()
        return found

    def keep_draft(self, draft: ExerciseDraft) -> Path:
        """Write a draft that would not load to a file beside; return that. Raises
        `UnreadableInput`.
        """
        self._write(self.draft, self._bytes(draft))
        return self.draft

    def keep(self, draft: ExerciseDraft) -> None:
        """Keep the changes that are not saved, so that a crash loses none of them. Raises
        `UnreadableInput`.
        """
        if draft.unsaved:
            self._write(self.recovery, self._bytes(draft))
        else:
            self.forget()

    def kept(self) -> str | None:
        """Return the text that an editor kept and did not save, if it differs from the file's and
        can be read.
        """
        try:
            content = read_file(self.recovery, MOST_BYTES, _WHAT)
            text = content.decode("utf-8-sig")
            parse_written(text)
        except (UnreadableInput, ValueError, RecursionError):
            return None
        return text if content != self.content else None

    def forget(self) -> None:
        """Remove what was kept."""
        with suppress(OSError):
            self.recovery.unlink(missing_ok=True)

    def _changed(self) -> bool:
        try:
            return self.path.read_bytes() != self.content
        except FileNotFoundError:
            return False
        except OSError:
            return True

    def _bytes(self, draft: ExerciseDraft) -> bytes:
        mark = codecs.BOM_UTF8 if self.content.startswith(codecs.BOM_UTF8) else b""
        return mark + draft.source.encode()

    def _write(self, path: Path, content: bytes) -> None:
        # A link goes on leading to the file that it leads to.
        target = path.resolve()
        try:
            mode = stat.S_IMODE(self.path.stat().st_mode)
        except OSError:
            mode = 0o644
        try:
            replace_file(target, content, mode=mode)
        except OSError as fault:
            raise UnreadableInput(
                f"{printable(str(path))}: cannot be written: {fault.strerror}; nothing is lost, "
                "and it can be tried again"
            ) from None


def open_file(path: Path) -> tuple[ExerciseFile, ExerciseDraft]:
    """Return an exercise's file and a draft of it.

    Raises `UnreadableInput`, one sentence with the place, for what can't be edited here: a file
    that can't be read, or that isn't TOML.
    """
    source = exercise_source(path)
    try:
        parse_written(source)
    except RecursionError:
        raise UnreadableInput(f"{printable(str(path))}: its tables are nested too deeply") from None
    except ValueError as error:
        line, column, message = syntax_fault(str(error), source)
        raise UnreadableInput(
            f"{printable(str(path))}:{line}:{column}: {printable(message)}; mend this in a text "
            "editor first"
        ) from None
    return ExerciseFile(path, read_file(path, MOST_BYTES, _WHAT)), ExerciseDraft(source)


def new_file(path: Path, content: bytes) -> ExerciseFile:
    """Write a file that is not there yet. Raises `UnreadableInput`."""
    name = printable(str(path))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError:
        raise UnreadableInput(f"{name}: there is a file of that name already") from None
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or "this is not a path"
        raise UnreadableInput(f"{name}: cannot be written: {reason}") from None
    return ExerciseFile(path, content)


def belongs_to_tabletop(path: Path) -> bool:
    """Return whether a file is one of those that ship, which nobody edits in place."""
    return path.resolve().is_relative_to(shipped().resolve())


def why_not_loading(faulty: FaultyExercise) -> str:
    """Return the first fault of a draft that can't be saved, without its file's name."""
    first, more = faulty.faults[0], len(faulty.faults) - 1
    others = f" (and {more} more)" if more else ""
    return f"line {first.line}: {first.message}{others}"
