"""What the facilitator fills in: more time, an inject, an adjustment, a message.

Each gives an action, for one table or for several.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Button, Input, OptionList, Static, TextArea
from textual.widgets.option_list import Option

from tabletop.exercise.model import Effects, Exercise
from tabletop.play.actions import Adjust, AnyAction, DeliverInject, Extend, SendMessage
from tabletop.play.seen import InjectWaiting, View
from tabletop.play.state import FACILITATOR
from tabletop.screens.cycler import Cycler
from tabletop.screens.dialog import Box
from tabletop.screens.safe import cut, line, plain

A = TypeVar("A", bound=AnyAction)

EVERYBODY = "everybody"

Attempt = Callable[[AnyAction], Awaitable[str | None]]
"""Does it: None when it is done, else the sentence that says why it is not."""


class Form(Screen[AnyAction | None]):
    """Fields and a button. Dismisses with the action, or None; nothing below shows through.

    With an `attempt` it does the action itself first, and stays as it was filled in when refused.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "done", "Do it"),
        Binding("escape", "back", "Back", key_display="Esc"),
    ]
    TITLE_TEXT = ""
    DONE = "Do it"
    HELP = "Fill in and press **Ctrl+S**; **Tab** goes on to the next field, **Esc** goes back."
    DEFAULT_CSS = """
    Form { align: center middle; }
    Form Box { width: 76; }
    Form .label { height: 1; color: $secondary; margin: 1 0 0 0; }
    Form .note { height: auto; color: $muted; }
    Form #fault { height: auto; color: $error; margin: 1 0 0 0; }
    Form Horizontal { margin: 1 0 0 0; }
    Form TextArea {
        height: 4; margin: 1 0; border: none; padding: 0 1; background: $panel;
    }
    Form TextArea:focus { border: none; background: $block-cursor-blurred-background; }
    Form Input.short { width: 16; }
    Form OptionList { height: auto; max-height: 7; }
    Form #about { height: 3; color: $secondary; padding: 0 1; }
    """

    def __init__(self, attempt: Attempt | None = None, whose: str = "") -> None:
        """`whose` says where it will be done, such as "table 3"."""
        super().__init__()
        self._attempt = attempt
        self._whose = whose

    def compose(self) -> ComposeResult:
        with Box():
            title = f"{self.TITLE_TEXT}, {self._whose}" if self._whose else self.TITLE_TEXT
            yield Static(plain(title), classes="title")
            yield from self.fields()
            yield Static(id="fault")
            with Horizontal():
                done = f"{self.DONE} (Ctrl+S)"
                yield Button(done, variant="primary", compact=True, id="done")
                yield Button("Back (Esc)", compact=True, id="back")

    def fields(self) -> Iterable[Widget]:
        raise NotImplementedError

    def action(self) -> AnyAction | str:
        """What is to be done, or the sentence that says what is wrong with what was typed."""
        raise NotImplementedError

    async def on_button_pressed(self, event: Button.Pressed) -> None:
        if event.button.id == "done":
            await self.action_done()
        else:
            self.action_back()

    async def action_done(self) -> None:
        action = self.action()
        if isinstance(action, str):
            self.refuse(action)
        else:
            await self.do(action)

    async def do(self, action: AnyAction) -> None:
        """Do it, or say why not."""
        refusal = await self._attempt(action) if self._attempt is not None else None
        if refusal is None:
            self.dismiss(action)
        else:
            self.refuse(refusal)

    def refuse(self, sentence: str) -> None:
        """Say what is wrong; what was typed stays."""
        self.query_one("#fault", Static).update(plain(sentence))

    def action_back(self) -> None:
        self.dismiss(None)


class ExtendForm(Form):
    """More time on this phase's clock."""

    TITLE_TEXT = "More time for this phase"
    MINUTES = (1, 2, 3, 5, 10, 15)

    def fields(self) -> Iterable[Widget]:
        values = tuple(f"{n} minute{'s' if n > 1 else ''}" for n in self.MINUTES)
        yield Cycler("Extend by", values, id="minutes")

    def action(self) -> AnyAction | str:
        minutes = self.MINUTES[self.query_one("#minutes", Cycler).at]
        return Extend(by=FACILITATOR, seconds=60 * minutes)


class InjectForm(Form):
    """An inject of the exercise, or one written on the spot."""

    TITLE_TEXT = "An inject"
    DONE = "Deliver what is written"

    def __init__(
        self,
        waiting: Sequence[InjectWaiting],
        names: Mapping[str, str],
        attempt: Attempt | None = None,
        whose: str = "",
    ) -> None:
        """`names` of delegations by id."""
        super().__init__(attempt, whose)
        self._waiting = waiting
        self._names = names

    def fields(self) -> Iterable[Widget]:
        yield Static("From the exercise: Enter delivers it", classes="note")
        by_hand_first = sorted(self._waiting, key=lambda one: not one.manual)
        waiting = [self._option(one) for one in by_hand_first]
        yield OptionList(*(waiting or [Option("none is left", disabled=True)]))
        yield Static(id="about")
        yield Static("Or written on the spot", classes="label")
        yield Input(placeholder="title", max_length=120, id="title")
        yield TextArea(placeholder="what happens", id="text")
        yield Cycler("For", (EVERYBODY, *map(line, self._names.values())), id="to")
        yield Input(placeholder="tension +/-", type="number", classes="short", id="tension")

    def _option(self, one: InjectWaiting) -> Option:
        when = f"round {one.round}" if one.round else "when its condition holds"
        when = "by hand" if one.manual else when
        prompt = Content.assemble(plain(line(one.title)), (f"  {when}", "$muted"))
        return Option(prompt, id=one.id)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        found = next((one for one in self._waiting if one.id == event.option_id), None)
        text = cut(found.text, 200) if found is not None else ""
        self.query_one("#about", Static).update(plain(text))

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        if event.option_id is not None:
            await self.do(DeliverInject(by=FACILITATOR, id=event.option_id))

    def action(self) -> AnyAction | str:
        title = self.query_one("#title", Input).value
        text = self.query_one("#text", TextArea).text
        if not title.strip() or not text.strip():
            return "An inject needs a title and a text."
        tension = _number(self.query_one("#tension", Input).value or "0")
        if tension is None or not -100 <= tension <= 100:
            return "Tension can change by -100 to 100."
        at = self.query_one("#to", Cycler).at
        to = "all" if at == 0 else (tuple(self._names)[at - 1],)
        return DeliverInject(
            by=FACILITATOR, title=title, text=text, to=to, effects=Effects(tension=tension)
        )


def scheduled(exercise: Exercise) -> tuple[InjectWaiting, ...]:
    """All injects of an exercise, for tables of which each may have had others."""
    return tuple(
        InjectWaiting(one.id, one.title, one.text, one.manual, one.round)
        for one in exercise.injects
    )


@dataclass(frozen=True)
class Adjustable:
    """What can be adjusted: its name for the rules and for people, and its value now if known."""

    what: str
    name: str
    now: float | None = None


def adjustable(view: View) -> tuple[Adjustable, ...]:
    """What can be adjusted at a table."""
    names = {one.id: line(one.name) for one in view.delegations}
    return (
        Adjustable("tension", "tension", view.tension),
        *(
            Adjustable(f"score:{one}", f"score of {names[one]}", score.value)
            for one, score in view.scores.items()
        ),
        *(
            Adjustable(f"trust:{of}-{toward}", f"trust of {names[of]} in {names[toward]}", trust)
            for (of, toward), trust in view.trust.items()
        ),
    )


def adjustable_anywhere(exercise: Exercise) -> tuple[Adjustable, ...]:
    """What can be adjusted at any table of an exercise, whatever its value is there."""
    names = {one.id: line(one.name) for one in exercise.delegations}
    return (
        Adjustable("tension", "tension"),
        *(Adjustable(f"score:{one}", f"score of {name}") for one, name in names.items()),
        *(
            Adjustable(f"trust:{pair}", f"trust of {names[of]} in {names[toward]}")
            for pair, (of, toward) in exercise.pairs.items()
        ),
    )


class AdjustForm(Form):
    """Another value for tension, a score or a trust, with the reason."""

    TITLE_TEXT = "Adjust a ruling"
    DONE = "Adjust"

    def __init__(
        self, what: Sequence[Adjustable], attempt: Attempt | None = None, whose: str = ""
    ) -> None:
        super().__init__(attempt, whose)
        self._what = what

    def fields(self) -> Iterable[Widget]:
        yield Cycler("What", tuple(one.name for one in self._what), id="what")
        yield Static(id="now", classes="note")
        yield Static("Its new value", classes="label")
        yield Input(type="number", classes="short", id="value")
        yield Static("The reason, for the record", classes="label")
        yield Input(max_length=500, id="reason")

    def on_mount(self) -> None:
        self._tell()

    def on_cycler_changed(self) -> None:
        self._tell()

    def _tell(self) -> None:
        now = self._chosen().now
        self.query_one("#now", Static).update("" if now is None else f"now {now:.1f}")

    def _chosen(self) -> Adjustable:
        return self._what[self.query_one("#what", Cycler).at]

    def action(self) -> AnyAction | str:
        value = _number(self.query_one("#value", Input).value)
        reason = self.query_one("#reason", Input).value
        if value is None:
            return "Type the new value, a number."
        if not reason.strip():
            return "An adjustment needs its reason: it stands in the transcript."
        return Adjust(by=FACILITATOR, what=self._chosen().what, value=value, reason=reason)


class MessageForm(Form):
    """Words from the facilitator to a delegation, or to all."""

    TITLE_TEXT = "A message from the facilitator"
    DONE = "Send"

    def __init__(
        self, names: Mapping[str, str], attempt: Attempt | None = None, whose: str = ""
    ) -> None:
        """`names` of delegations by id."""
        super().__init__(attempt, whose)
        self._names = names

    def fields(self) -> Iterable[Widget]:
        yield Cycler("To", (EVERYBODY, *map(line, self._names.values())), id="to")
        yield TextArea(placeholder="what you want to say", id="text")

    def on_mount(self) -> None:
        self.query_one("#text").focus()

    def action(self) -> AnyAction | str:
        text = self.query_one("#text", TextArea).text.strip()
        if not text:
            return "Write what you want to say first."
        at = self.query_one("#to", Cycler).at
        to = "all" if at == 0 else (tuple(self._names)[at - 1],)
        return SendMessage(by=FACILITATOR, to=to, text=text)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
