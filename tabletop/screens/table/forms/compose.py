"""Small forms for words: statements, rejections, and choosing an option."""

from __future__ import annotations

from typing import ClassVar, Literal

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Input, OptionList, Static
from textual.widgets.option_list import Option

from tabletop.play.actions import MakeStatement
from tabletop.play.seen import ChoiceSeen, View
from tabletop.referee.ledger import tenth
from tabletop.screens.kit.carrying_out import hand_in
from tabletop.screens.kit.content import plain
from tabletop.screens.kit.cycler import Cycler
from tabletop.screens.kit.dialog import Box
from tabletop.screens.table.forms.kept_words import KeepsWords
from tabletop.seat.deeds import WordsAsked
from tabletop.seat.port import Port, words_kept_as
from tabletop.text.safe import one_line, wrap

FORM_STYLE = """
{0} {{ align: center middle; }}
{0} Box {{ width: 76; max-width: 98%; max-height: 96%; padding: 1 2; }}
{0} Static {{ height: auto; }}
{0} .text {{ margin: 0 0 1 0; color: $secondary; }}
{0} OptionList {{ height: auto; max-height: 14; margin: 0 0 1 0; }}
{0}.-slim OptionList {{ max-height: 28; }}
{0} Input {{ margin: 0 0 1 0; }}
{0} Cycler {{ margin: 0 0 1 0; }}
{0} #why {{ color: $error; }}
"""


_LONGEST = 40
"""Letters of a name that are looked for."""
_HOW = "↑ ↓ or its letters choose · Enter takes it · Esc leaves it as it was"
_ABOUT = 58
"""Cells for what an option means, beside the points."""


def points_of(points: float) -> tuple[str, str]:
    """Return an option's points for oneself as a column, and their style."""
    if not points:
        return "     -", "$muted"
    return f"{tenth(points):+6.1f}", "$success" if points > 0 else "$error"


class OptionChooser(ModalScreen[str | None]):
    """The options of an issue, with your own points where there are any; dismisses with the one
    chosen.
    """

    HELP = (
        "Choose an option for your draft: **↑ ↓**, or some letters of its name, go to it, "
        "**Enter** takes it, **Esc** leaves it as it was."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Leave it", key_display="Esc"),
        Binding("ctrl+s", "take", show=False),
    ]
    DEFAULT_CSS = (
        FORM_STYLE.format("OptionChooser")
        + """
    OptionChooser OptionList { margin: 0; }
    OptionChooser #how { color: $muted; margin: 1 0 0 0; }
    OptionChooser.-flat #how { display: none; }
    """
    )

    def __init__(self, view: View, choice: ChoiceSeen, chosen: str) -> None:
        super().__init__()
        self._typed = ""
        """The letters of a name typed since an option was last chosen otherwise."""
        self._view = view
        self._choice = choice
        self._chosen = chosen

    def compose(self) -> ComposeResult:
        choice, mine = self._choice, self._view.delegation
        stands = self._view.standing[choice.id] if self._view.stands else ""
        with Box():
            yield Static(plain(choice.name), classes="title")
            if choice.summary:
                yield Static(plain(choice.summary), classes="text")
            # What the box leaves beside the points, with its border, padding and scroll bar.
            room = int(self.app.size.width * 0.98) - 17
            options = []
            for one in choice.options:
                points = one.points.get(mine, 0.0) if mine else 0.0
                now = "  (as it stands)" if one.id == stands else ""
                about = one.obstacle or one.summary
                lines = wrap(about, min(_ABOUT, room)) if about else []
                column = (points_of(points), "  ") if self._view.has.points else ()
                indent = " " * (8 if column else 2)
                label = Content.assemble(
                    *column,
                    (one_line(one.name), "bold"),
                    (now, "$accent"),
                    ("".join(f"\n{indent}{part}" for part in lines), "$muted"),
                )
                options.append(Option(label, id=one.id, disabled=one.obstacle is not None))
            chosen = next(i for i, one in enumerate(choice.options) if one.id == self._chosen)
            choices = OptionList(*options)
            choices.highlighted = chosen
            yield choices
            yield Static(_HOW, id="how")

    def on_mount(self) -> None:
        self.query_one(OptionList).focus()

    def on_key(self, event: events.Key) -> None:
        """Go to the option whose name is being typed."""
        before = self._typed
        if event.key == "backspace":
            self._typed = self._typed[:-1]
        elif event.is_printable and event.character and event.key != "question_mark":
            self._typed = (self._typed + event.character).lstrip()[:_LONGEST]
        else:
            # An arrow chooses by itself: what is typed after it is another name.
            self._typed = ""
        if self._typed != before:
            # Only then: an update while Esc closes this page would keep it in memory.
            self.query_one("#how", Static).update(plain(self._find()))

    def _find(self) -> str:
        """Go to the first option that can be taken and has what was typed; say what came of it."""
        if not self._typed:
            return _HOW
        wanted = self._typed.casefold()
        names = [
            (one_line(option.name).casefold(), at)
            for at, option in enumerate(self._choice.options)
            if option.obstacle is None
        ]
        found = [at for name, at in names if name.startswith(wanted)]
        found += [at for name, at in names if wanted in name]
        if not found:
            return f"No option here has “{self._typed}” in its name."
        self.query_one(OptionList).highlighted = found[0]
        return f"“{self._typed}”: Enter takes the option marked."

    def action_take(self) -> None:
        """Do the same as Enter, which a list uses for itself."""
        self.query_one(OptionList).action_select()

    @on(OptionList.OptionSelected)
    def _take(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id)

    def action_back(self) -> None:
        self.dismiss(None)


class WordsForm(KeepsWords):
    """A line of words that a command needs; they are kept with the offer that they are about."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", "Back", key_display="Esc")]
    DEFAULT_CSS = FORM_STYLE.format("WordsForm")

    def __init__(self, port: Port, asked: WordsAsked, offer: str = "") -> None:
        """`offer` is the id of the offer it is about; empty for none."""
        super().__init__()
        self._port = port
        self._asked = asked
        self._offer = offer

    @property
    def kept_as(self) -> str:
        return words_kept_as(self._asked.make(self._port.seat, self._offer, ""))

    def compose(self) -> ComposeResult:
        asked = self._asked
        with Box():
            yield Static(plain(asked.title.format(offer=self._offer)), classes="title")
            yield Static(plain(asked.text), classes="text")
            yield self.words(asked.placeholder)
            yield Static("", id="why")
            with Horizontal():
                yield self.doing(asked.yes)
                yield Button("Back (Esc)", compact=True, id="back")

    async def action_done(self) -> None:
        text = self.query_one(Input).value.strip()
        hand_in(self, self._port, self._asked.make(self._port.seat, self._offer, text))

    def action_back(self) -> None:
        self.dismiss(False)


Tone = Literal["conciliatory", "neutral", "hostile"]
_TONES: dict[Tone, str] = {
    "conciliatory": "conciliatory: others trust you a little more",
    "neutral": "neutral: words only",
    "hostile": "hostile: others trust you less",
}


class StatementForm(KeepsWords):
    """A public statement, with a tone where that moves a climate; dismisses with True once made."""

    HELP = (
        "A statement is public. A conciliatory tone raises everybody's trust in you by 2, a "
        "hostile one lowers it by 4, each counted once a round. **Tab** goes to the tone, **← →** "
        "change it, **Enter** states it."
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", "Back", key_display="Esc")]
    DEFAULT_CSS = FORM_STYLE.format("StatementForm")
    MOVE = "statement"

    def __init__(self, port: Port) -> None:
        super().__init__()
        self._port = port
        self._toned = port.view().has.climate
        if not self._toned:
            self.help_here = "A statement is public. **Enter** states it."

    def compose(self) -> ComposeResult:
        with Box():
            yield Static("A public statement", classes="title")
            yield self.words("what you say to everybody")
            if self._toned:
                yield Cycler("Tone", tuple(_TONES.values()), tuple(_TONES).index("neutral"))
            yield Static("", id="why")
            with Horizontal():
                yield self.doing("State it")
                yield Button("Back (Esc)", compact=True, id="back")

    async def action_done(self) -> None:
        tone = tuple(_TONES)[self.query_one(Cycler).at] if self._toned else "neutral"
        text = self.query_one(Input).value.strip()
        hand_in(self, self._port, MakeStatement(by=self._port.seat, tone=tone, text=text))

    def action_back(self) -> None:
        self.dismiss(False)
