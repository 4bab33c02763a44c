"""One rule for every form: Enter does it, and from where Enter has another use Ctrl+S does.

Enter begins a new line in a text of several lines and chooses in a list; everywhere else it does
what the button says that looks like the default. Ctrl+S does so from anywhere. The button names the
key that works where one is, and looks like the default only while that is Enter. Foot and help call
it by the button's name too.

Nothing typed is lost without a word: letters and pastes that come while a list, a choice or a box
has the focus go into the form's line where it has one, and are told where it has several. An Enter
from before the form was there does nothing while that line is empty (the words are still to come),
nor when it began with words kept from before (they have yet to be read).
"""

from __future__ import annotations

from typing import ClassVar, Generic, Protocol, TypeVar, cast

from textual import events
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Button, Input, OptionList, Static, TextArea

R = TypeVar("R")

_USES_ENTER = (TextArea, OptionList)
_NOWHERE = "That was written nowhere: go to the field for it first (Tab)."
_TOO_EARLY = (
    "Enter came before this form was there, and did nothing: write, or press Enter to go without "
    "words."
)
_UNREAD = (
    "Enter came before this form was there, and did nothing: read the words kept from before, "
    "then press Enter."
)


class TypesAhead(Protocol):
    """The app that a form is a page of, as far as it knows what is typed."""

    typed_ahead: bool
    """Whether the last key was typed before the top page was mounted."""

    def fit(self, paste: events.Paste, field: Input) -> None:
        """Make one line of a paste, no longer than the field has room for."""


class Doing(Screen[R], Generic[R]):
    """A screen with a button that `doing` made and `action_done` handles."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "done", "Do it"),
        Binding("enter", "enter", show=False),
    ]

    _label = ""
    restored = False
    """Whether its line began with words from before."""

    def doing(self, label: str, *, disabled: bool = False) -> Button:
        """Return the button that submits the form."""
        self._label = label
        return Button(
            f"{label} (Enter)", variant="primary", compact=True, id="done", disabled=disabled
        )

    def called(self, binding: Binding) -> str:
        """Return the label of a binding for key bar and help: submitting has the button's name."""
        if binding.action in ("done", "enter"):
            return self._label or binding.description
        return binding.description

    async def action_done(self) -> None:
        """Submit the form, or say why it can't be. Raises `NotImplementedError`
        unless overridden.
        """
        raise NotImplementedError

    def on_descendant_focus(self) -> None:
        enter = not isinstance(self.focused, _USES_ENTER)
        for button in self.query("#done").results(Button):
            button.label = f"{self._label} ({'Enter' if enter else 'Ctrl+S'})"
            button.variant = "primary" if enter else "default"

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        await self.action_enter()

    async def action_enter(self) -> None:
        """Do the same as `done`, unless the words are still to come or have yet to be read."""
        line = self.line
        unseen = line is not None and (self.restored or not _text(line))
        if cast("TypesAhead", self.app).typed_ahead and unseen:
            # On the form itself, and gone with it: a notice would cover the next page.
            for said in self.query("#why, #fault").results(Static):
                said.update(_UNREAD if self.restored else _TOO_EARLY)
        else:
            await self.action_done()

    @property
    def line(self) -> Input | TextArea | None:
        """Return the one field for words; None when there are several, or none."""
        fields = [*self.query(Input), *self.query(TextArea)]
        return fields[0] if len(fields) == 1 else None

    def on_key(self, event: events.Key) -> None:
        # Those two have uses of their own outside a field: to tick a box, and help.
        typed = event.is_printable and event.key not in ("space", "question_mark")
        if typed and self._misses_a_field():
            event.stop()
            self.write(event.character or "")

    def on_paste(self, event: events.Paste) -> None:
        if self._misses_a_field():
            event.stop()
            if isinstance(self.line, Input):
                cast("TypesAhead", self.app).fit(event, self.line)
            self.write(event.text)

    def _misses_a_field(self) -> bool:
        """Return whether there is a text field, but the focus is elsewhere."""
        if isinstance(self.focused, Input | TextArea):
            return False
        return bool(self.query(Input)) or bool(self.query(TextArea))

    def write(self, text: str) -> None:
        """Continue in the form's line with what was typed elsewhere, or say that it
        went nowhere.
        """
        match self.line:
            case Input() as line:
                # What was typed must not be overwritten by what follows.
                line.select_on_focus = False
                line.focus()
                line.insert_text_at_cursor(text)
            case TextArea() as line:
                line.focus()
                line.insert(text)
            case None:
                self.notify(_NOWHERE, severity="warning")

    async def on_button_pressed(self, event: Button.Pressed) -> None:
        event.stop()
        await self.run_action("done" if event.button.id == "done" else "back")


def _text(line: Input | TextArea) -> str:
    return (line.value if isinstance(line, Input) else line.text).strip()
