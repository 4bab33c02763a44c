"""What saving asks: the file may have changed on the disk, and a draft may not load."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from textual.screen import Screen

from tabletop.editing.draft import ExerciseDraft
from tabletop.editing.files import ChangedOnDisk, ExerciseFile, why_not_loading
from tabletop.errors import FaultyExercise, UnreadableInput
from tabletop.screens.editor.asking import AskWords, Pick
from tabletop.text.safe import one_line


class DraftSaving:
    """The file of an editor's page, and the questions about it."""

    def __init__(
        self,
        page: Screen[None],
        file: ExerciseFile,
        draft: Callable[[], ExerciseDraft],
        changed: Callable[[], None],
        take: Callable[[ExerciseDraft], None],
    ) -> None:
        """`page` asks and tells; `draft` returns its draft of the moment, `changed` shows it again
        once it is saved, and `take` goes on with another, the file as it is on the disk.
        """
        self._page = page
        self._file = file
        self._draft = draft
        self._changed = changed
        self._take = take
        self._told = False

    @property
    def path(self) -> Path:
        return self._file.path

    def keep(self, draft: ExerciseDraft) -> None:
        """Keep what is not saved beside the file; say once if that can't be done."""
        try:
            self._file.keep(draft)
            self._told = False
        except UnreadableInput as refusal:
            if not self._told:
                self._say(f"What you change can't be kept beside the file: {refusal.sentence}")
            self._told = True

    def forget(self) -> None:
        """Let go of what was kept."""
        self._file.forget()

    def save(self) -> None:
        """Save, or ask what to do instead."""
        draft = self._draft()
        try:
            self._file.save(draft)
        except ChangedOnDisk as changed:
            ways = {"as": "Save mine as another file", "reload": "Take the one on the disk"}
            self._ask(f"{changed.sentence}. Yours is not saved.", ways)
        except FaultyExercise as faulty:
            ways = {"draft": f"Keep it as {self._file.draft.name} meanwhile"}
            why = why_not_loading(faulty)
            self._ask(f"It would not load, so the file stays as it was. {why}", ways)
        except UnreadableInput as refusal:
            ways = {"again": "Try again", "as": "Save as another file"}
            self._ask(refusal.sentence, ways)
        else:
            self._changed()
            self._say("Saved.", "information")

    def _ask(self, why: str, ways: dict[str, str]) -> None:
        pick = Pick("Not saved", one_line(why), {**ways, "back": "Go on editing"})
        self._page.app.push_screen(pick, self._picked)

    def _picked(self, way: str | None) -> None:
        match way:
            case "again":
                self.save()
            case "as":
                at = self.path.with_name(f"{self.path.stem}-mine.toml")
                ask: Any = AskWords("Save as", "The path of a new file.", str(at))
                self._page.app.push_screen(ask, self._save_as)
            case "reload":
                self._try(lambda: self._take(self._file.read_again()))
            case "draft":
                self._try(self._keep_draft)

    def _keep_draft(self) -> None:
        self._say(f"Kept as {self._file.keep_draft(self._draft())}.", "information")

    def _save_as(self, name: str | None) -> None:
        if name is None or not name.strip():
            return

        def save() -> None:
            self._file = self._file.save_as(self._draft(), Path(name.strip()))
            self._changed()
            self._say(f"Saved as {self.path}.", "information")

        self._try(save)

    def _try(self, do: Any) -> None:
        try:
            do()
        except UnreadableInput as refusal:
            self._say(refusal.sentence)

    def _say(self, sentence: str, severity: Any = "error") -> None:
        self._page.notify(one_line(sentence), severity=severity, timeout=10, markup=False)
