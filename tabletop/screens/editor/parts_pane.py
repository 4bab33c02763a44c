"""The parts of an exercise in a list, and beside it what the chosen one says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tabletop.editing.outline import ExercisePart, keys_of, parts_of
from tabletop.editing.splicing import at_path
from tabletop.editing.writing import toml_text
from tabletop.exercise.locate import KeyPath
from tabletop.screens.kit.content import plain
from tabletop.text.safe import cut, one_line

_LONGEST = 200
"""The most characters of a value on its line; the whole of it opens with Enter."""


class PartsPane(Horizontal):
    """Posts `Opened` when a key is to be changed; which part is chosen is `part`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "keys", show=False),
        Binding("left", "parts", show=False),
    ]
    DEFAULT_CSS = """
    PartsPane { height: 1fr; }
    PartsPane OptionList { height: 1fr; border: none; text-wrap: nowrap; text-overflow: ellipsis; }
    PartsPane #parts { width: 2fr; max-width: 44; background: $surface; }
    PartsPane #keys { width: 3fr; background: $background; }
    """

    class Opened(Message):
        """A key of a part is to be changed."""

        def __init__(self, path: KeyPath) -> None:
            super().__init__()
            self.path = path

    class Shown(Message):
        """Another part is chosen."""

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._document: Mapping[str, Any] = {}
        self._parts: list[ExercisePart] = []
        self._keys: list[str] = []

    def compose(self) -> ComposeResult:
        yield OptionList(id="parts")
        yield OptionList(id="keys")

    @property
    def part(self) -> ExercisePart | None:
        """The part that is chosen."""
        at = self.query_one("#parts", OptionList).highlighted
        return self._parts[at] if at is not None and at < len(self._parts) else None

    @property
    def key(self) -> KeyPath | None:
        """The path of the key that is chosen, while the keys have the focus."""
        keys = self.query_one("#keys", OptionList)
        part = self.part
        if part is None or not keys.has_focus or keys.highlighted is None or not self._keys:
            return None
        return (*part.path, self._keys[keys.highlighted])

    def show(self, document: Mapping[str, Any], path: KeyPath | None = None) -> None:
        """Show what a document consists of, with the part at a path chosen, or the same as now."""
        self._document = document
        menu = self.query_one("#parts", OptionList)
        old, before = menu.highlighted or 0, self._parts
        wanted = path if path is not None else (before[old].path if old < len(before) else ())
        self._parts = parts_of(document)
        menu.clear_options()
        menu.add_options([Option(_line(one)) for one in self._parts])
        same = [at for at, one in enumerate(self._parts) if one.path == wanted]
        menu.highlighted = same[0] if same else min(old, len(self._parts) - 1)
        self._show_keys()

    def choose(self, path: KeyPath) -> None:
        """Choose the part that holds a place of the document."""
        around = [at for at, one in enumerate(self._parts) if path[: len(one.path)] == one.path]
        if around:
            best = max(around, key=lambda at: len(self._parts[at].path))
            self.query_one("#parts", OptionList).highlighted = best
            self.query_one("#parts", OptionList).focus()

    def _show_keys(self) -> None:
        keys, part = self.query_one("#keys", OptionList), self.part
        old = keys.highlighted or 0
        keys.clear_options()
        self._keys = []
        if part is None or part.heading:
            keys.add_option(Option(Content.styled("N adds one.", "$muted"), disabled=True))
            return
        value = at_path(self._document, part.path)
        if not isinstance(value, Mapping):
            keys.add_option(Option(plain(str(value))))
            return
        self._keys = keys_of(self._document, part.path)
        keys.add_options([Option(_pair(key, value)) for key in self._keys])
        if self._keys:
            keys.highlighted = min(old, len(self._keys) - 1)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        if event.option_list.id == "parts":
            self._show_keys()
            self.post_message(self.Shown())

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        part = self.part
        if part is None or part.heading:
            return
        if event.option_list.id == "parts" and self._keys:
            self.action_keys()
        elif self._keys:
            self.post_message(self.Opened((*part.path, self._keys[event.option_index])))
        else:
            self.post_message(self.Opened(part.path))

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        self.post_message(self.Shown())

    def action_keys(self) -> None:
        self.query_one("#keys", OptionList).focus()

    def action_parts(self) -> None:
        self.query_one("#parts", OptionList).focus()


def _line(part: ExercisePart) -> Content:
    text = "  " * part.depth + one_line(cut(part.called, _LONGEST))
    heading = part.depth == 0
    return Content.styled(plain(text).plain, "bold $primary") if heading else plain(text)


def _pair(key: str, table: Mapping[str, Any]) -> Content:
    """Return a key and its value on a line; one that is not there is muted."""
    name = plain(f"{key:<16} ").plain
    if key not in table:
        return Content.styled(f"{name}·", "$muted")
    value = table[key]
    text = value if isinstance(value, str) else toml_text(value)
    return Content.assemble((name, "$secondary"), plain(one_line(text[:_LONGEST])))
