"""The guide of the editor: asks for a copy of what ships, offers what was kept, opens the page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tabletop.editing.draft import ExerciseDraft
from tabletop.editing.files import ExerciseFile, belongs_to_tabletop, new_file, open_file
from tabletop.errors import UnreadableInput
from tabletop.play.seen import View
from tabletop.screens.editor.asking import AskWords
from tabletop.screens.editor.screen import Editor
from tabletop.screens.kit.dialog import Ask

if TYPE_CHECKING:
    from tabletop.screens.flow.app import TabletopApp


class Editing:
    """Edits the exercise of a file."""

    has_menu = False

    def __init__(self, app: TabletopApp, file: ExerciseFile, draft: ExerciseDraft) -> None:
        self._app = app
        self._file = file
        self._draft = draft

    def begin(self) -> None:
        if belongs_to_tabletop(self._file.path):
            self._ask_where(f"exercises/{self._file.path.name}", "")
        else:
            self._open()

    def _ask_where(self, at: str, refused: str) -> None:
        note = (
            "This exercise comes with Tabletop and stays as it is. Where should your own copy be "
            "saved?"
        )
        ask = AskWords("Edit a copy", f"{refused} {note}".strip(), at)
        self._app.show(ask, self._copy)

    def _copy(self, name: str | None) -> None:
        if name is None or not name.strip():
            self._app.exit(0)
            return
        path = Path(name.strip())
        try:
            self._file = new_file(path, self._file.content)
        except UnreadableInput as refusal:
            self._ask_where(name, f"{refusal.sentence}.")
            return
        self._open()

    def _open(self) -> None:
        kept = self._file.kept()
        page = Editor(self._file, self._draft, lambda: self._app.exit(0))
        self._app.show(page, lambda _: None)
        if kept is not None:
            ask = Ask(
                "Changes that were not saved",
                "An editor was stopped before it had saved this exercise. Go on with what was "
                "changed then? Ctrl+Z takes it back.",
                yes="Go on with it",
                no="Without it",
            )
            self._app.show(ask, lambda yes: self._restored(page, kept) if yes else None)

    def _restored(self, page: Editor, kept: str) -> None:
        page.change(lambda: page.draft.become(kept, "what was not saved"))

    def open_facilitator(self) -> None:
        """Do nothing: no game is played here."""

    def tick(self) -> None:
        """Do nothing: no clock runs here."""

    def stage_view(self) -> View | None:
        return None

    def close(self) -> None:
        """Nothing to let go of: what is not saved is kept beside the file."""


def editing(app: TabletopApp, path: Path) -> Editing:
    """Return the guide for a file. Raises `UnreadableInput` for one that can't be edited."""
    return Editing(app, *open_file(path))
