"""The form for an amount: a number is typed, or stepped to by keys or by touch."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Static

from tabletop.play.seen import ChoiceSeen, View
from tabletop.play.seen.amounts_seen import AmountsSeen
from tabletop.referee.ledger import tenth
from tabletop.screens.kit.content import plain
from tabletop.screens.kit.dialog import Box
from tabletop.screens.kit.doing import Doing
from tabletop.screens.kit.form import DIGITS
from tabletop.text.safe import one_line

_LONGEST = 40
"""Characters of a number, with its unit."""
_STEPS = "↑ ↓ or + - by {}"
_LEAPS = " · PgUp PgDn by {}"


def _to_you(points: float) -> tuple[str, str]:
    if not points:
        return "nothing to you", "$muted"
    return f"{tenth(points):+.1f} to you", "$success" if points > 0 else "$error"


class _Number(Input):
    """A line in which + and - are steps, except for a - that begins a negative number."""

    def __init__(
        self, value: str, step: Callable[[int], None], *, negative: bool, digits: bool
    ) -> None:
        super().__init__(value, max_length=_LONGEST, classes=DIGITS if digits else None)
        self._step = step
        self._negative = negative
        self._whole = False

    def on_mouse_down(self) -> None:
        self._whole = bool(self.value) and self.selected_text == self.value

    def on_click(self) -> None:
        """Keep the whole number selected that a tap fell on: what is typed then replaces it."""
        if self._whole:
            self.select_all()

    def on_key(self, event: events.Key) -> None:
        begins = self._negative and self.cursor_position == 0
        by = {"plus": 1, "equals_sign": 1, "minus": 0 if begins else -1}.get(event.key, 0)
        if by:
            event.stop()
            event.prevent_default()
            self._step(by)


class AmountChooser(Doing[str | None], ModalScreen[str | None]):
    """A value of a range, with your own points for it; dismisses with its id."""

    HELP = (
        "Type a number, or go to one by steps: **↑ ↓** or **+ -** by one step, **PgUp PgDn** by a "
        "tenth of what there is. **Enter** takes it for your draft, **Esc** leaves it as it was."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(1)", "More", key_display="↑+"),
        Binding("down", "step(-1)", "Less", key_display="↓-"),
        Binding("pageup", "leap(1)", show=False),
        Binding("pagedown", "leap(-1)", show=False),
        Binding("escape", "back", "Leave it", key_display="Esc"),
    ]
    DEFAULT_CSS = """
    AmountChooser { align: center middle; }
    AmountChooser Box { width: 76; max-width: 98%; max-height: 96%; padding: 1 2; }
    AmountChooser Static { height: auto; }
    AmountChooser .text { margin: 0 0 1 0; color: $secondary; }
    AmountChooser #number { height: auto; margin: 0 0 1 0; }
    AmountChooser Input { width: 1fr; margin: 1 1 0 1; }
    AmountChooser .step { min-width: 7; height: 3; }
    AmountChooser #why { margin: 0 0 1 0; }
    AmountChooser #how { color: $muted; margin: 1 0 0 0; }
    AmountChooser.-flat #how { display: none; }
    """

    def __init__(self, view: View, choice: ChoiceSeen, chosen: str, typed: str = "") -> None:
        """`chosen` is the value in the draft; with something `typed` the line begins with that."""
        super().__init__()
        assert choice.amounts is not None
        self._view = view
        self._choice = choice
        self._options: AmountsSeen = choice.amounts
        self._here = self._options.ids.index(chosen)
        """The place of the value that was last understood."""
        self._typed = typed

    def compose(self) -> ComposeResult:
        choice, amounts = self._choice, self._options.amounts
        last = amounts.count - 1
        with Box():
            yield Static(plain(choice.name), classes="title")
            about = f"{amounts.name(0)} to {amounts.name(last)}"
            summary = f"{one_line(choice.summary)} " if choice.summary else ""
            yield Static(plain(f"{summary}({about})"), classes="text")
            with Horizontal(id="number"):
                yield Button("-", id="less", classes="step")
                line = _Number(
                    self._typed or self._digits(self._here),
                    self.action_step,
                    negative=amounts.first < 0,
                    digits=amounts.first >= 0 and not amounts.decimals,
                )
                line.select_on_focus = not self._typed
                yield line
                yield Button("+", id="more", classes="step")
            yield Static("", id="why")
            with Horizontal():
                yield self.doing("Take it")
                yield Button("Back (Esc)", compact=True, id="back")
            how = _STEPS.format(amounts.distance(1))
            if self._tenth > 1:
                how += _LEAPS.format(amounts.distance(self._tenth))
            yield Static(plain(how), id="how")

    @property
    def _tenth(self) -> int:
        return max(1, (self._options.amounts.count - 1) // 10)

    def _digits(self, place: int) -> str:
        return self._options.ids[place]

    def on_mount(self) -> None:
        line = self.query_one(Input)
        line.focus()
        if self._typed:
            line.cursor_position = len(line.value)
        self._tell()

    def on_input_changed(self, event: Input.Changed) -> None:
        self._tell()

    def _read(self) -> str | None:
        """Understand the line; return what is wrong with it, None when it can be taken."""
        try:
            self._here = self._options.amounts.place(self.query_one(Input).value)
        except ValueError as fault:
            return f"{str(fault)[:1].upper()}{str(fault)[1:]}."
        return self._options[self._here].obstacle

    def _tell(self) -> None:
        """Say what the number means and is worth, or what is wrong with it."""
        wrong = self._read()
        said = self.query_one("#why", Static)
        if wrong is not None:
            said.update(Content.styled(one_line(wrong), "$error"))
            return
        option, mine = self._options[self._here], self._view.delegation
        points = option.points.get(mine, 0.0) if mine else 0.0
        worth = ("  ", _to_you(points)) if self._view.has.points else ()
        stands = self._view.stands and self._view.standing[self._choice.id] == option.id
        now = "  (as it stands)" if stands else ""
        said.update(Content.assemble((one_line(option.name), "bold"), (now, "$accent"), *worth))

    def action_step(self, by: int) -> None:
        """Go to the next value that can be had; from a number between two, to the one beside it."""
        last = len(self._options) - 1
        place = max(0, min(last, self._from(by)))
        while place in self._options.gone and 0 < place < last:
            place += 1 if by > 0 else -1
        # At once, for the next key: the line says that it has changed only later.
        self._here = place
        line = self.query_one(Input)
        line.value = self._digits(place)
        line.cursor_position = len(line.value)

    def _from(self, by: int) -> int:
        """Return the place that lies so many steps from what the line says."""
        typed, amounts = self.query_one(Input).value, self._options.amounts
        try:
            return amounts.place(typed) + by
        except ValueError:
            pass
        try:
            # The way to it is the first step.
            return amounts.beside(typed, above=by > 0) + by - (1 if by > 0 else -1)
        except ValueError:
            return self._here + by

    def action_leap(self, by: int) -> None:
        self.action_step(by * self._tenth)

    async def on_button_pressed(self, event: Button.Pressed) -> None:
        steps = {"less": -1, "more": 1}
        if event.button.id in steps:
            # Not what every other button of a form does.
            event.stop()
            event.prevent_default()
            self.action_step(steps[event.button.id])

    async def action_done(self) -> None:
        if self._read() is None:
            self.dismiss(self._options.ids[self._here])
        else:
            self._tell()

    def action_back(self) -> None:
        self.dismiss(None)
