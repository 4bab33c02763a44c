"""Injects: the exercise's, read in full before they are delivered, or an improvised one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Button, Input, OptionList, Static, TextArea
from textual.widgets.option_list import Option

from tabletop.exercise.model import PHASES, Effects, Exercise
from tabletop.play.actions import DeliverInject, PlanInject, Planned
from tabletop.play.rules.planning import MOST_MINUTES
from tabletop.play.seen import View
from tabletop.play.seen.seen_plan import InjectPlan
from tabletop.play.state import FACILITATOR
from tabletop.screens.facilitator.forms import EVERYBODY, ActionForm, Attempt, number
from tabletop.screens.kit.content import plain
from tabletop.screens.kit.cycler import Cycler
from tabletop.screens.kit.dialog import Box
from tabletop.screens.kit.form import Begun, FormPage
from tabletop.screens.kit.page import Reading
from tabletop.seat.desk.injects import about, in_order, now_of, told_now
from tabletop.text.lists import listed
from tabletop.text.prose import flowing
from tabletop.text.safe import cut, one_line, wrap


@dataclass(frozen=True)
class ListedInject:
    """An inject as the form lists it: `when` it comes or came, and whom it is for.

    `done` when there is nothing left to deliver, `due` when it should be delivered now; `about` is
    what else is known of it, and `can` what can be done about its plan.
    """

    id: str
    title: str
    text: str
    when: str
    to: str
    done: bool = False
    due: bool = False
    about: tuple[tuple[str, str], ...] = ()
    can: tuple[Planned, ...] = ()


def injects_of(view: View, played: int) -> tuple[ListedInject, ...]:
    """Return a table's injects from the facilitator's view at a playing time: due ones, those to
    come, delivered ones; without a plan, manual ones first.
    """
    names = {one.id: one_line(one.name) for one in view.delegations}
    left = [one for one in in_order(view.plan, played) if one.standing != "delivered"]
    if not view.has.planned:
        left.sort(key=lambda one: not one.manual)
    waiting = [
        ListedInject(
            one.id,
            one.title,
            one.text,
            _standing(one, played, planned=view.has.planned),
            _to(one.to, names),
            due=now_of(one, played) == "due",
            about=about(one, names) if view.has.planned else (),
            can=_can(one, running=view.stage in PHASES),
        )
        for one in left
    ]
    delivered = [
        ListedInject(
            "", one.title, one.text, _delivered_in(one.round), _to(one.to, names), done=True
        )
        for one in reversed(view.injects)
    ]
    return (*waiting, *delivered)


def _standing(one: InjectPlan, played: int, *, planned: bool) -> str:
    if planned or one.standing != "waiting" or one.moved:
        return told_now(one, played)
    return _when(one.manual, one.round)


def _can(one: InjectPlan, *, running: bool) -> tuple[Planned, ...]:
    """Return what the facilitator can do about the plan of an inject."""
    touched = one.standing != "waiting" or one.moved
    return (
        *(("hold",) if one.standing != "held" else ()),
        *(("skip",) if one.standing != "skipped" else ()),
        *(("move",) if running else ()),
        *(("restore",) if touched else ()),
    )


def injects_anywhere(
    exercise: Exercise, waiting: Sequence[Iterable[str]]
) -> tuple[ListedInject, ...]:
    """Return an exercise's injects for several tables; `waiting` are the ids each of them has not
    had yet.
    """
    names = {one.id: one_line(one.name) for one in exercise.delegations}
    left = Counter(id for table in waiting for id in table)
    found = []
    for one in sorted(exercise.injects, key=lambda one: not one.manual):
        when, had = _when(one.manual, one.round), len(waiting) - left[one.id]
        if had:
            when = (
                f"delivered at {had} of {len(waiting)}"
                if left[one.id]
                else "delivered at all tables"
            )
        done = bool(waiting) and not left[one.id]
        found.append(
            ListedInject(
                one.id,
                one.title,
                one.text,
                when,
                _to(one.to, names),
                done,
                about=about(one, names) if exercise.has.planned else (),
                can=() if done else ("hold", "skip", "move", "restore"),
            )
        )
    return tuple(sorted(found, key=lambda one: one.done))


def _when(manual: bool, round_number: int | None) -> str:
    if manual:
        return "by hand"
    return f"round {round_number}" if round_number else "when its condition holds"


def _delivered_in(round_number: int) -> str:
    return f"delivered in round {round_number}" if round_number else "delivered before round 1"


def _to(to: str | tuple[str, ...], names: Mapping[str, str]) -> str:
    return EVERYBODY if isinstance(to, str) else listed([names.get(one, one) for one in to])


_PLANNING: Mapping[Planned, str] = {
    "hold": "Hold (H)",
    "skip": "Skip (K)",
    "move": "Another time (M)",
    "restore": "As planned (R)",
}
"""What can be done about the plan of an inject, by the buttons that do it."""


class InjectTimeForm(FormPage[int]):
    """In how many minutes an inject is due: dismisses with them, or None."""

    TITLE_TEXT = "Another time for this inject"
    DONE = "Move it"
    HELP = (
        "Type in how many minutes from now it is due, then **Enter**. **Esc** goes back and leaves "
        "it where it is."
    )

    def __init__(self, whose: str, called: str) -> None:
        super().__init__(whose)
        self._called = called

    def fields(self) -> Iterable[Widget]:
        yield Static(plain(self._called), classes="note")
        yield Static(f"In how many minutes from now, 0 to {MOST_MINUTES:,}", classes="label")
        yield Input(
            placeholder="minutes", type="integer", max_length=4, classes="short", id="minutes"
        )

    async def action_done(self) -> None:
        minutes = number(self.query_one("#minutes", Input).value)
        if minutes is None or not 0 <= minutes <= MOST_MINUTES:
            self.refuse(f"Type in how many minutes from now it is due, 0 to {MOST_MINUTES:,}.")
        else:
            self.finish(int(minutes))


class InjectPage(ModalScreen[str]):
    """A whole inject, and what to do about it: dismisses with "deliver", with what to do about its
    plan, or empty.

    What has been read stays read, so Enter does nothing until a button is chosen: a second press by
    accident neither delivers it nor closes the page. `where` says where it will be delivered.
    """

    HELP = (
        "The whole of an inject: **↑ ↓** and **PgUp PgDn** scroll. **Y** delivers it; **Esc** goes "
        "back and delivers nothing. **H** holds it until you deliver it, **K** skips it, **M** "
        "moves it to another time, and **R** puts it back where the exercise plans it."
    )

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer('deliver')", "Deliver"),
        Binding("h", "answer('hold')", "Hold"),
        Binding("k", "answer('skip')", "Skip"),
        Binding("m", "answer('move')", "Another time"),
        Binding("r", "answer('restore')", "As planned"),
        Binding("escape,n", "answer('')", "Back", key_display="Esc"),
        Binding("enter", "hint", show=False),
    ]
    DEFAULT_CSS = """
    InjectPage { align: center middle; }
    InjectPage Box { width: 84; max-height: 96%; }
    InjectPage #whole { height: auto; max-height: 45vh; margin: 0 0 1 0; }
    InjectPage .about { height: auto; color: $secondary; margin: 0 0 1 0; }
    InjectPage .asked { height: auto; }
    InjectPage #plan { height: auto; margin: 1 0 0 0; }
    InjectPage #planning { margin: 1 0 0 0; height: auto; }
    InjectPage #planning Button { min-width: 0; margin: 0 1 0 0; }
    InjectPage.-slim #planning { layout: vertical; }
    InjectPage #hint { height: 1; color: $warning; }
    """

    def __init__(self, inject: ListedInject, where: str) -> None:
        super().__init__()
        self._inject = inject
        self._where = where

    def compose(self) -> ComposeResult:
        one = self._inject
        with Box():
            yield Static(plain(one_line(one.title)), classes="title")
            yield Static(plain(f"For {one.to} · {one.when}"), classes="about")
            with VerticalScroll(id="whole"):
                yield Reading(one.text)
                if one.about:
                    told = "\n".join(f"{label}: {flowing(words)}" for label, words in one.about)
                    yield Static(plain(told, "$secondary"), id="plan")
            if not one.done:
                at = f" at {self._where}" if self._where else ""
                asked = (
                    f"Deliver it now? It goes to {one.to}{at} at once. What has been read stays "
                    "read, also when the move is taken back."
                )
                yield Static(plain(asked), classes="asked")
                yield Static(id="hint")
            with Horizontal():
                if not one.done:
                    yield Button("Deliver (Y)", compact=True, id="deliver")
                yield Button(f"{self._no} (Esc)", compact=True, id="back")
            if one.can:
                with Horizontal(id="planning"):
                    for how in one.can:
                        yield Button(_PLANNING[how], compact=True, id=how)

    def on_mount(self) -> None:
        self.query_one("#whole").focus()

    @property
    def _no(self) -> str:
        return "Back" if self._inject.done else "Not yet"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "answer" and parameters[0] in _PLANNING:
            return parameters[0] in self._inject.can
        return not (self._inject.done and (action == "hint" or parameters == ("deliver",)))

    def on_descendant_focus(self) -> None:
        """Let Enter press the focused button only, and style only that one as the default."""
        for button in self.query(Button):
            button.variant = "primary" if button is self.focused else "default"

    def on_button_pressed(self, event: Button.Pressed) -> None:
        event.stop()
        self.dismiss("" if event.button.id == "back" else event.button.id or "")

    def action_answer(self, what: str) -> None:
        self.dismiss(what)

    def action_hint(self) -> None:
        self.query_one("#hint", Static).update("Enter does neither: Y delivers it, Esc goes back.")


class InjectForm(ActionForm):
    """An inject of the exercise, or an improvised one."""

    TITLE_TEXT = "An inject"
    DONE = "Read and deliver"
    HELP = (
        "**Enter** opens the inject under the cursor to be read in full, and **Y** delivers it "
        "from there; **✓** marks those that were delivered. Or write one on the spot, with "
        "**Tab** from field to field: **Enter**, or **Ctrl+S** from a text of several lines, shows "
        "it as it will be read, and **Y** delivers it from there. **Esc** goes back, and what you "
        "have typed is there when you come again."
    )
    DEFAULT_CSS = """
    InjectForm OptionList { height: auto; max-height: 7; }
    InjectForm #about { height: 3; color: $secondary; padding: 0 1; }
    InjectForm.-short OptionList { max-height: 4; }
    InjectForm.-short #about { height: 2; }
    InjectForm.-short TextArea { height: 3; margin: 0; }
    """

    def __init__(
        self,
        injects: Sequence[ListedInject],
        names: Mapping[str, str],
        attempt: Attempt,
        whose: str = "",
        begun: Begun | None = None,
        *,
        climate: bool,
    ) -> None:
        """`names` are those of delegations by id; `climate`: whether there is tension that it may
        change.
        """
        super().__init__(attempt, whose, begun)
        self._climate = climate
        self._injects = injects
        self._names = names

    def fields(self) -> Iterable[Widget]:
        yield Static("From the exercise: Enter opens it to read and deliver", classes="note")
        listed_here = [self._option(at, one) for at, one in enumerate(self._injects)]
        yield OptionList(*(listed_here or [Option("there is none", disabled=True)]))
        yield Static(id="about")
        yield Static("Or written on the spot", classes="label")
        yield Input(placeholder="title", max_length=120, id="title")
        yield TextArea(placeholder="what happens", id="text")
        yield Cycler("For", (EVERYBODY, *map(one_line, self._names.values())), id="to")
        if self._climate:
            yield Input(placeholder="tension +/-", type="number", classes="short", id="tension")

    @staticmethod
    def _option(at: int, one: ListedInject) -> Option:
        mark, look = ("✓ ", "$muted") if one.done else ("● " if one.due else "  ", "")
        prompt = Content.assemble(
            (mark, "bold $accent" if one.due else "$success"),
            plain(one_line(one.title), look),
            plain(f"  {one_line(one.when)}", "bold $accent" if one.due else "$muted"),
        )
        return Option(prompt, id=str(at))

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        # After layout: how much fits depends on it.
        self.call_after_refresh(self._tell_about, int(event.option_id or 0))

    def _tell_about(self, at: int) -> None:
        about, rows = self.query_one("#about", Static), 2 if self.has_class("-short") else 3
        text = flowing(self._injects[at].text)
        cells = about.content_size.width
        told = wrap(text, cells)
        if len(told) > rows:
            told[rows - 1 :] = [cut(f"{told[rows - 1]} {told[rows]}", cells)]
        about.update(plain("\n".join(told)))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self._read_chosen(int(event.option_id or 0))

    @property
    def _chosen(self) -> int | None:
        """Return the exercise's inject under the cursor, while the cursor is in that list."""
        there = self.query_one(OptionList)
        return there.highlighted if there.has_focus and self._injects else None

    @property
    def _written(self) -> bool:
        """Return whether an improvised one has been begun."""
        title, text = self.query_one("#title", Input).value, self.query_one("#text", TextArea).text
        return bool(title.strip() or text.strip())

    def _read_chosen(self, at: int) -> None:
        one = self._injects[at]
        self._read(one, DeliverInject(by=FACILITATOR, id=one.id))

    def _read(self, inject: ListedInject, action: DeliverInject) -> None:
        """Show the whole of it, and deliver it if confirmed."""

        def moved(minutes: int | None) -> None:
            if minutes is not None:
                self.do(PlanInject(by=FACILITATOR, id=inject.id, how="move", minutes=minutes))

        def read(what: str | None) -> None:
            match what:
                case "deliver":
                    self.do(action)
                case "move":
                    self.app.push_screen(InjectTimeForm(self._whose, inject.title), moved)
                case "hold" | "skip" | "restore":
                    self.do(PlanInject(by=FACILITATOR, id=inject.id, how=what))

        self.app.push_screen(InjectPage(inject, self._whose), read)

    async def action_done(self) -> None:
        if self._chosen is not None and not self._written:
            self._read_chosen(self._chosen)
            return
        action = self.action()
        if isinstance(action, str):
            self.refuse(action)
            return
        self.refuse("")
        tension = action.effects.tension
        when = f"tension {tension:+g}" if tension else "written here"
        to = self.query_one("#to", Cycler).value
        self._read(ListedInject("", action.title, action.text, when, to), action)

    def action(self) -> DeliverInject | str:
        title = self.query_one("#title", Input).value
        text = self.query_one("#text", TextArea).text
        if not title.strip() or not text.strip():
            return "An inject needs a title and a text."
        fields = self.query("#tension").results(Input)
        tension = number(next((one.value for one in fields), "") or "0")
        if tension is None or not -100 <= tension <= 100:
            return "Tension can change by -100 to 100."
        at = self.query_one("#to", Cycler).at
        to = "all" if at == 0 else (tuple(self._names)[at - 1],)
        return DeliverInject(
            by=FACILITATOR, title=title, text=text, to=to, effects=Effects(tension=tension)
        )
