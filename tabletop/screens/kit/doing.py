"""One rule for every form: Enter does it, and from where Enter has another use Ctrl+S does.

Enter begins a new line in a text of several lines and chooses in a list; everywhere else it does
what the button says that looks like the default. Ctrl+S does so from anywhere. The button names the
key that works where one is, and looks like the default only while that is Enter. Foot and help call
it by the button's name too.
"""

from __future__ import annotations

from typing import ClassVar, Generic, TypeVar

from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Button, Input, OptionList, TextArea

R = TypeVar("R")

_USES_ENTER = (TextArea, OptionList)


class Doing(Screen[R], Generic[R]):
    """A screen with a button that `doing` made and `action_done` obeys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "done", "Do it"),
        Binding("enter", "done", show=False),
    ]

    _label = ""

    def doing(self, label: str, *, disabled: bool = False) -> Button:
        """The button that does what the form is for."""
        self._label = label
        return Button(
            f"{label} (Enter)", variant="primary", compact=True, id="done", disabled=disabled
        )

    def called(self, binding: Binding) -> str:
        """How foot and help call a binding: what does it has the name of its button."""
        if binding.action == "done":
            return self._label or binding.description
        return binding.description

    async def action_done(self) -> None:
        """Do what was filled in, or say why it can't be done."""
        raise NotImplementedError

    def on_descendant_focus(self) -> None:
        enter = not isinstance(self.focused, _USES_ENTER)
        for button in self.query("#done").results(Button):
            button.label = f"{self._label} ({'Enter' if enter else 'Ctrl+S'})"
            button.variant = "primary" if enter else "default"

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        await self.action_done()

    async def on_button_pressed(self, event: Button.Pressed) -> None:
        event.stop()
        await self.run_action("done" if event.button.id == "done" else "back")
