"""The editor's page: parts and keys, points as one table, and live faults beside."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tabletop.editing.draft import ExerciseDraft
from tabletop.editing.files import ExerciseFile
from tabletop.editing.looking import Looked, look_at
from tabletop.editing.outline import fresh, is_long
from tabletop.editing.splicing import at_path, path_at_line
from tabletop.editing.writing import toml_text
from tabletop.errors import UnreadableInput
from tabletop.exercise.amounts import option_id
from tabletop.exercise.loading import examined
from tabletop.exercise.locate import KeyPath
from tabletop.exercise.toml import parse_written
from tabletop.screens.editor.asking import AskWords, TextPage
from tabletop.screens.editor.parts_pane import PartsPane
from tabletop.screens.editor.points_pane import CellLine, PointsPane
from tabletop.screens.editor.saving import DraftSaving
from tabletop.screens.kit.content import plain
from tabletop.screens.kit.dialog import Ask
from tabletop.screens.kit.keybar import KeyBar
from tabletop.text.safe import one_line

_PAUSE = 0.4
"""Seconds after the last change until the exercise is checked."""


class Editor(Screen[None]):
    """Never dismisses by itself: `leave` is called when its author is done."""

    HELP = (
        "On the left the parts of the exercise, beside them what the chosen one says; **Enter** "
        "changes a value, **N** adds an entry of the chosen kind, **O** an option to the chosen "
        "issue or decision, **Del** takes out an entry or a key, **[** and **]** move an entry up "
        "or down. A key marked **·** is one that may be given and is not.\n\n"
        "**F3** shows all points as one table: type a number on a cell; **Enter** and **Tab** go "
        "on to the next cell, **Esc** leaves it as it was. **C** gives a number another corner; "
        "between corners points are linear. **F4** goes to the faults and warnings, which are "
        "those of `tabletop check`; **Enter** on one goes to its place.\n\n"
        "**Ctrl+Z** takes back the last change, **Ctrl+Y** makes it again. **Ctrl+S** saves: your "
        "comments, order and spacing stay as they are. What is not saved is kept beside the file "
        "after each change, and offered again if the program is stopped."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "pane('parts')", "Parts", key_display="F2"),
        Binding("f3", "pane('points')", "Points", key_display="F3"),
        Binding("f4", "faults", "Faults", key_display="F4"),
        Binding("ctrl+s", "save", "Save", priority=True),
        Binding("n", "add", "New", key_display="N"),
        Binding("o", "add_option", "New option", key_display="O"),
        Binding("delete", "remove", "Take out", key_display="Del"),
        Binding("left_square_bracket", "move(-1)", "Move", key_display="[ ]"),
        Binding("right_square_bracket", "move(1)", "Move down", show=False),
        Binding("c", "corner", "Corner", key_display="C"),
        Binding("ctrl+z", "undo", "Undo", priority=True),
        Binding("ctrl+y", "redo", "Redo", priority=True),
        Binding("escape", "leave", "Leave", key_display="Esc"),
    ]
    DEFAULT_CSS = """
    Editor #head {
        height: 1; padding: 0 2; background: $surface; text-wrap: nowrap; text-overflow: ellipsis;
    }
    Editor #body { height: 1fr; }
    Editor #faults {
        width: 42; height: 1fr; text-wrap: wrap; border: none; background: $surface; padding: 0 1;
    }
    Editor.-narrow #body, Editor.-slim #body { layout: vertical; }
    Editor.-narrow #faults, Editor.-slim #faults { width: 1fr; height: auto; max-height: 5; }
    Editor.-narrow #faults:focus, Editor.-slim #faults:focus { max-height: 14; }
    """

    def __init__(self, file: ExerciseFile, draft: ExerciseDraft, leave: Callable[[], None]) -> None:
        super().__init__()
        self.draft = draft
        self._saving = DraftSaving(self, file, lambda: self.draft, self.changed, self.take)
        self._leave = leave
        self._pane = "parts"
        self._pause: Timer | None = None
        self._looked = Looked(draft.source, None, ())

    def compose(self) -> ComposeResult:
        yield Static(id="head")
        with Horizontal(id="body"):
            yield PartsPane(id="parts-pane")
            yield PointsPane(id="points-pane")
            yield OptionList(id="faults")
        yield KeyBar()

    def on_mount(self) -> None:
        self._parts.show(self.draft.document)
        self.action_pane("parts")
        self._head()
        self._look()

    @property
    def _parts(self) -> PartsPane:
        return self.query_one(PartsPane)

    @property
    def _points(self) -> PointsPane:
        return self.query_one(PointsPane)

    # Changes.

    def change(self, make: Callable[[], Any], path: KeyPath | None = None) -> Any:
        """Make a change, or say why it can't be made; show what the file says then."""
        try:
            made = make()
        except UnreadableInput as refusal:
            self.notify(one_line(refusal.sentence), severity="error", timeout=12, markup=False)
            return None
        self.changed(path)
        return made

    def changed(self, path: KeyPath | None = None) -> None:
        """Show the draft as it is now, keep it beside the file, and check it after a pause."""
        self._parts.show(self.draft.document, path)
        self._saving.keep(self.draft)
        self._head()
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(_PAUSE, self._look)

    def take(self, draft: ExerciseDraft) -> None:
        """Go on with another draft, such as the file as it is on the disk."""
        self.draft = draft
        self.changed()

    def _head(self) -> None:
        title = self.draft.document.get("title")
        mark = "● not saved  " if self.draft.unsaved else ""
        self.query_one("#head", Static).update(
            Content.assemble(
                Content.styled(mark, "bold $accent"),
                Content.styled(plain(one_line(f"{title or '?'}")).plain, "bold $primary"),
                Content.styled(plain(f"  {one_line(str(self._saving.path))}").plain, "$muted"),
            )
        )
        self.refresh_bindings()

    # Faults, found in a thread after a pause, so that no key waits for them.

    @work(thread=True, exclusive=True, group="looking", exit_on_error=False)
    def _look(self) -> None:
        looked = look_at(self.draft.source, str(self._saving.path))
        self.app.call_from_thread(self._show_faults, looked)

    def _show_faults(self, looked: Looked) -> None:
        if not self.is_attached or looked.source != self.draft.source:
            return
        self._looked = looked
        menu = self.query_one("#faults", OptionList)
        menu.clear_options()
        wrong = sum(not one.warning for one in looked.faults)
        said = f"{wrong} fault{'' if wrong == 1 else 's'}" if wrong else "No faults"
        warned = len(looked.faults) - wrong
        said += f", {warned} warning{'' if warned == 1 else 's'}" if warned else ""
        style = "bold $error" if wrong else "bold $success"
        menu.add_option(Option(Content.styled(said, style), disabled=True))
        for one in looked.faults:
            text = f"line {one.line}: {one_line(one.message)}"
            name = "warning " if one.warning else ""
            style = "$warning" if one.warning else "$error"
            menu.add_option(
                Option(Content.assemble((name, style), Content.styled(plain(text).plain, "")))
            )
        if looked.balance:
            menu.add_option(Option(Content.styled("In the first round", "bold"), disabled=True))
        for sentence in looked.balance:
            menu.add_option(Option(plain(sentence), disabled=True))
        if looked.reading:
            menu.add_option(Option(plain(looked.reading), disabled=True))
        self._points.show(looked.source, looked.exercise)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        if event.option_list.id == "faults" and self._looked.source == self.draft.source:
            fault = self._looked.faults[event.option_index - 1]
            self.action_pane("parts")
            self._parts.choose(path_at_line(self.draft.source, fault.line))

    # Keys.

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        typing = isinstance(self.focused, CellLine)
        if action in ("add", "add_option", "remove", "move"):
            return self._pane == "parts" and not typing
        if action == "corner":
            return self._pane == "points" and not typing
        return not (typing and action in ("undo", "redo"))

    def action_pane(self, pane: str) -> None:
        self._pane = pane
        self._parts.display = pane == "parts"
        self._points.display = pane == "points"
        if pane == "parts":
            self._parts.query_one("#parts").focus()
        else:
            self._points.cells.focus()
        self.refresh_bindings()

    def action_faults(self) -> None:
        menu = self.query_one("#faults", OptionList)
        menu.focus()
        if self._looked.faults and not menu.highlighted:
            menu.highlighted = 1

    def action_undo(self) -> None:
        self._step(self.draft.undo(), "Taken back", "There is nothing to take back.")

    def action_redo(self) -> None:
        self._step(self.draft.redo(), "Made again", "There is nothing to make again.")

    def _step(self, what: str | None, done: str, nothing: str) -> None:
        self.notify(f"{done}: {one_line(what)}." if what is not None else nothing, markup=False)
        if what is not None:
            self.changed()

    async def action_save(self) -> None:
        if isinstance(self.focused, CellLine):
            self.focused.action_go(0, 0)
            self.call_after_refresh(self._saving.save)
        else:
            self._saving.save()

    def action_leave(self) -> None:
        if not self.draft.unsaved:
            self._left(leave=True)
            return
        self.app.push_screen(
            Ask(
                "Leave without saving?",
                "What you have changed since it was saved last would be gone. Ctrl+S saves it.",
                yes="Leave",
                no="Go on editing",
                final=True,
            ),
            lambda leave: self._left(leave=bool(leave)),
        )

    def _left(self, *, leave: bool) -> None:
        if leave:
            self._saving.forget()
            self._leave()

    # Entries.

    def action_add(self) -> None:
        part = self._parts.part
        if part is None or not part.kind:
            self.notify("Choose one of the lists first, such as Delegations.")
            return
        kind, path = part.kind, part.path
        if kind in ("form", "order") and len(path) == 1:
            kind = "option"
        elif not part.heading and kind not in ("option", "role", "question"):
            path = path[:-1]
        ask = AskWords(f"A new {kind}", "What is it called?")
        self.app.push_screen(ask, partial(self._add, kind, path))

    def action_add_option(self) -> None:
        part = self._parts.part
        if part is None or part.heading or part.kind not in ("issue", "decision", "option"):
            self.notify("Choose the issue or decision first that is to have another option.")
            return
        ask = AskWords("A new option", "What is it called?")
        self.app.push_screen(ask, partial(self._add, "option", part.path))

    def _add(self, kind: str, path: KeyPath, name: str | None) -> None:
        if name is None or not name.strip():
            return
        name, what = name.strip(), f"a new {kind}"
        if kind == "option":
            around = path[:-2] if path[-2:-1] in (("option",), ("options",)) else path
            made = self.change(lambda: self.draft.add_option(around, name, what))
        elif len(path) > 2 and isinstance(path[-1], int):
            made = self.change(lambda: self.draft.add(path[:-1], fresh({}, kind, name), what))
        else:
            entry = fresh(self.draft.document, kind, name)
            made = self.change(lambda: self.draft.add(path, entry, what))
        if made is not None:
            self._parts.show(self.draft.document, made)

    def action_remove(self) -> None:
        part, key = self._parts.part, self._parts.key
        if key is not None and at_path(self.draft.document, key) is not None:
            self.change(lambda: self.draft.remove(key, f"{key[-1]} taken out"))
        elif part is not None and part.path and not part.heading and key is None:
            what = f"{one_line(part.called)[:40]} taken out"
            remove = self.draft.remove_option if part.kind == "option" else self.draft.remove
            if self.change(lambda: (remove(part.path, what), True)):
                self.notify(f"{what}; Ctrl+Z brings it back.", markup=False)

    def action_move(self, by: int) -> None:
        part = self._parts.part
        if part is None or part.heading or not part.path or not isinstance(part.path[-1], int):
            return
        what = f"{one_line(part.called)[:40]} moved"
        move = self.draft.move_option if part.kind == "option" else self.draft.move
        there = (*part.path[:-1], part.path[-1] + by)
        if at_path(self.draft.document, there) is not None and there[-1] != -1:
            self.change(lambda: move(part.path, by, what), there)

    # Values.

    def on_parts_pane_opened(self, event: PartsPane.Opened) -> None:
        path = event.path
        value = at_path(self.draft.document, path)
        title = " · ".join(str(one + 1) if isinstance(one, int) else one for one in path)
        if is_long(path, value) and isinstance(value, str | None):
            self.app.push_screen(TextPage(title, value or ""), partial(self._put_text, path))
            return
        text = value if isinstance(value, str) else "" if value is None else toml_text(value)
        note = (
            "Empty takes it out."
            if isinstance(value, str)
            else 'As the file has it: words, 12, true, ["a", "b"] or { key = "value" }. '
            "Empty takes it out."
        )
        self.app.push_screen(AskWords(title, note, text), partial(self._put_typed, path, value))

    def _put_text(self, path: KeyPath, text: str | None) -> None:
        if text is not None:
            self.change(lambda: self.draft.put(path, text, f"{path[-1]}"))

    def _put_typed(self, path: KeyPath, before: Any, text: str | None) -> None:
        if text is not None:
            self.change(lambda: self.draft.put(path, _as_typed(text, before), f"{path[-1]}"))

    def on_points_pane_changed(self, event: PointsPane.Changed) -> None:
        looked = self._looked
        if looked.source != self.draft.source:
            # Typed before the last number was checked: what points there are has not changed.
            looked = Looked(self.draft.source, *examined(self.draft.source, ""))
        exercise = looked.exercise
        if exercise is None:
            self.notify("The points can't be changed until the faults are mended (F4).")
            return
        set_points = partial(self.draft.set_points, exercise)
        number = self.change(lambda: set_points(event.place, event.heading, event.text))
        if number is not None:
            self._points.set_cell(event.place, event.heading, number)

    def action_corner(self) -> None:
        place, heading = self._points.here()
        exercise = self._looked.exercise
        issue = exercise.issue_by_id.get(place[0]) if exercise is not None and place else None
        if issue is None or issue.range is None or not heading:
            self.notify("Only a number has corners: choose a cell in a row of one.")
            return
        note = (
            f"At which value, and how many points it is worth to {heading} there, such as "
            f"{issue.range.start:g} = 12."
        )
        ask = AskWords(f"A corner of {issue.name}", note)
        self.app.push_screen(ask, partial(self._corner, issue.id, heading))

    def _corner(self, issue: str, heading: str, text: str | None) -> None:
        exercise, _ = examined(self.draft.source, "")
        if not text or exercise is None:
            return
        value, equals, points = text.partition("=")

        def make() -> float:
            try:
                if not equals:
                    raise ValueError("write a value, an equals sign and points, such as 3 = 12")
                option = option_id(exercise.issue_by_id[issue].ids, value.strip(), f" of {issue}")
            except ValueError as fault:
                raise UnreadableInput(f"{fault}") from None
            return self.draft.set_points(exercise, (issue, option), heading, points.strip())

        self.change(make)

    def on_parts_pane_shown(self, event: PartsPane.Shown) -> None:
        self.refresh_bindings()

    def on_resize(self, event: events.Resize) -> None:
        self.refresh_bindings()


def _as_typed(text: str, before: Any) -> Any:
    """Return what was typed as the file has it: what was a text stays one, and whatever is no TOML
    is one, unless it looks as if it were meant as some.
    """
    if isinstance(before, str):
        return text
    text = text.strip()
    if not text:
        return ""
    try:
        found = parse_written(f"value = {text}")
    except (ValueError, RecursionError):
        if text[0] in "[{\"'" or before is not None:
            raise UnreadableInput(
                f"{one_line(text)[:60]} can't be read; write a number, true, a list such as "
                '["a", "b"], or a table such as { key = "value" }'
            ) from None
        return text
    return found["value"] if list(found) == ["value"] else text
