"""What the facilitator fills in: more time, an inject, an adjustment. Each gives an action."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Button, Input, OptionList, Static, TextArea
from textual.widgets.option_list import Option

from tabletop.exercise.model import Effects
from tabletop.play.actions import Adjust, AnyAction, DeliverInject, Extend
from tabletop.play.seen import InjectWaiting, View
from tabletop.play.state import FACILITATOR
from tabletop.screens.cycler import Cycler
from tabletop.screens.dialog import Box
from tabletop.screens.safe import line, plain

A = TypeVar("A", bound=AnyAction)

EVERYBODY = "everybody"


class Form(Screen[AnyAction | None]):
    """Fields and a button. Dismisses with the action, or None; nothing below shows through."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "done", "Do it"),
        Binding("escape", "back", "Back", key_display="Esc"),
    ]
    TITLE_TEXT = ""
    DONE = "Do it"
    DEFAULT_CSS = """
    Form { align: center middle; }
    Form Box { width: 76; }
    Form .label { height: 1; color: $secondary; margin: 1 0 0 0; }
    Form .note { height: auto; color: $muted; }
    Form #fault { height: auto; color: $error; margin: 1 0 0 0; }
    Form Horizontal { margin: 1 0 0 0; }
    Form TextArea {
        height: 3; margin: 1 0; border: none; padding: 0 1; background: $panel;
    }
    Form Input.short { width: 16; }
    Form OptionList { height: auto; max-height: 12; }
    """

    def __init__(self, view: View) -> None:
        super().__init__()
        self.shown = view

    def compose(self) -> ComposeResult:
        with Box():
            yield Static(self.TITLE_TEXT, classes="title")
            yield from self.fields()
            yield Static(id="fault")
            with Horizontal():
                yield Button(self.DONE, variant="primary", compact=True, id="done")
                yield Button("Back", compact=True, id="back")

    def fields(self) -> Iterable[Widget]:
        raise NotImplementedError

    def action(self) -> AnyAction | str:
        """What is to be done, or the sentence that says what is wrong with what was typed."""
        raise NotImplementedError

    def on_button_pressed(self, event: Button.Pressed) -> None:
        if event.button.id == "done":
            self.action_done()
        else:
            self.action_back()

    def action_done(self) -> None:
        action = self.action()
        if isinstance(action, str):
            self.query_one("#fault", Static).update(plain(action))
        else:
            self.dismiss(action)

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

    def fields(self) -> Iterable[Widget]:
        yield Static("From the exercise: Enter delivers it", classes="note")
        by_hand_first = sorted(self.shown.injects_waiting, key=lambda one: not one.manual)
        waiting = [self._option(one) for one in by_hand_first]
        yield OptionList(*(waiting or [Option("none is left", disabled=True)]))
        yield Static("Or written on the spot", classes="label")
        yield Input(placeholder="title", max_length=120, id="title")
        yield TextArea(placeholder="what happens", id="text")
        values = (EVERYBODY, *(line(one.name) for one in self.shown.delegations))
        yield Cycler("For", values, id="to")
        yield Input(placeholder="tension +/-", type="number", classes="short", id="tension")

    def _option(self, one: InjectWaiting) -> Option:
        when = f"round {one.round}" if one.round else "when its condition holds"
        when = "by hand" if one.manual else when
        prompt = Content.assemble(plain(line(one.title)), (f"  {when}", "$muted"))
        return Option(prompt, id=one.id)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        if event.option_id is not None:
            self.dismiss(DeliverInject(by=FACILITATOR, id=event.option_id))

    def action(self) -> AnyAction | str:
        title = self.query_one("#title", Input).value
        text = self.query_one("#text", TextArea).text
        if not title.strip() or not text.strip():
            return "An inject needs a title and a text."
        tension = _number(self.query_one("#tension", Input).value or "0")
        if tension is None or not -100 <= tension <= 100:
            return "Tension can change by -100 to 100."
        at = self.query_one("#to", Cycler).at
        to = "all" if at == 0 else (self.shown.delegations[at - 1].id,)
        return DeliverInject(
            by=FACILITATOR, title=title, text=text, to=to, effects=Effects(tension=tension)
        )


class AdjustForm(Form):
    """Another value for tension, a score or a trust, with the reason."""

    TITLE_TEXT = "Adjust a ruling"
    DONE = "Adjust"

    def fields(self) -> Iterable[Widget]:
        self._what = self._adjustable()
        yield Cycler("What", tuple(name for _, name, _ in self._what), id="what")
        yield Static(id="now", classes="note")
        yield Static("Its new value", classes="label")
        yield Input(type="number", classes="short", id="value")
        yield Static("The reason, for the record", classes="label")
        yield Input(max_length=500, id="reason")

    def _adjustable(self) -> list[tuple[str, str, float]]:
        """What can be adjusted: its name for the rules, its name for people, its value now."""
        view = self.shown
        names = {one.id: line(one.name) for one in view.delegations}
        listed = [("tension", "tension", view.tension)]
        listed += [
            (f"score:{one}", f"score of {names[one]}", score.value)
            for one, score in view.scores.items()
        ]
        listed += [
            (f"trust:{of}-{toward}", f"trust of {names[of]} in {names[toward]}", trust)
            for (of, toward), trust in view.trust.items()
        ]
        return listed

    def on_mount(self) -> None:
        self._tell()

    def on_cycler_changed(self) -> None:
        self._tell()

    def _tell(self) -> None:
        now = self._what[self.query_one("#what", Cycler).at][2]
        self.query_one("#now", Static).update(f"now {now:.1f}")

    def action(self) -> AnyAction | str:
        value = _number(self.query_one("#value", Input).value)
        reason = self.query_one("#reason", Input).value
        if value is None:
            return "Type the new value, a number."
        if not reason.strip():
            return "An adjustment needs its reason: it stands in the transcript."
        what = self._what[self.query_one("#what", Cycler).at][0]
        return Adjust(by=FACILITATOR, what=what, value=value, reason=reason)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
