"""Before a game: who is here, who plays what, and whether phases have clocks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Button, Input, Static

from tabletop.exercise.model import Exercise
from tabletop.exercise.parts import Temperament
from tabletop.screens.kit.content import plain
from tabletop.screens.kit.cycler import Cycler
from tabletop.screens.kit.keybar import KeyBar
from tabletop.seat.seating import LONGEST_NAME, LONGEST_WORD, Seating, divide, fault_in
from tabletop.text.lists import listed
from tabletop.text.prose import flowing
from tabletop.text.safe import one_line


class PeoplePage(Screen[Seating | None]):
    """Dismisses with the seating, or with None to go back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2,ctrl+s", "begin", "Begin", key_display="F2"),
        Binding("escape", "back", "Back", key_display="Esc"),
        # Enter goes on from every field, as from a name; on the button it begins.
        Binding("down,enter", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]
    HELP = (
        "Type the names of those around the keyboard; one person may play several delegations. "
        "Several who play one together share a line: *Ann and Ben*. `tabletop host` gives "
        "everybody a device of their own, and a delegation as many people as you like.\n\n"
        "Delegations that trust each other go to the same person until you change it with the "
        "arrow keys. **F2** begins. Everything is saved after every move.\n\n"
        "Anybody at the keyboard can press F10 and see the whole table. With a *word for F10* the "
        "facilitator's menu asks for it first. It is not stored: a resumed game asks for a new one."
    )
    DEFAULT_CSS = """
    PeoplePage #page { padding: 1 3; }
    PeoplePage #title { text-style: bold; color: $primary; height: auto; }
    PeoplePage #summary { color: $secondary; height: auto; margin: 0 0 1 0; max-width: 100; }
    PeoplePage Horizontal { height: auto; }
    PeoplePage .column { width: 1fr; height: auto; max-width: 56; }
    PeoplePage .heading { text-style: bold; height: 1; margin: 0 0 1 0; }
    PeoplePage Input { width: 28; }
    PeoplePage #lock { margin: 1 0 0 0; }
    PeoplePage #lock Static { width: 21; padding: 0 1; }
    PeoplePage #lock Input { width: 48; }
    PeoplePage #clocks { margin: 1 0 0 0; max-width: 80; }
    PeoplePage .note { color: $muted; height: auto; padding: 0 1; }
    PeoplePage #fault { color: $error; height: 1; padding: 0 1; }
    PeoplePage Button { margin: 1 0 0 1; }
    """

    def __init__(
        self,
        exercise: Exercise,
        transcript: str,
        names: tuple[str, ...] = (),
        stand_ins: Mapping[str, Temperament] | None = None,
    ) -> None:
        """`stand_ins` are delegations that nobody here plays, and how the program does."""
        super().__init__()
        self._exercise = exercise
        self._stand_ins = stand_ins or {}
        self._played = tuple(one for one in exercise.delegations if one.id not in self._stand_ins)
        if not exercise.has.climate:
            self.help_here = (self.HELP or "").replace(
                "Delegations that trust each other go to the same person",
                "Delegations are shared out evenly",
            )
        self._transcript = transcript
        self._names = names
        self._by_hand: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="page", can_focus=False):
            yield Static(plain(self._exercise.title), id="title")
            yield Static(plain(flowing(self._exercise.summary)), id="summary")
            with Horizontal():
                with Vertical(classes="column", id="names"):
                    yield Static("Who is here", classes="heading")
                    yield from self._inputs()
                with Vertical(classes="column"):
                    yield Static("Who plays what", classes="heading")
                    for one in self._played:
                        yield Cycler(one.name, (), id=f"plays-{one.id}")
                    if self._stand_ins:
                        yield Static(plain(self._by_stand_ins()), classes="note")
            yield Cycler("Clocks", ("off", "on"), id="clocks")
            yield Static("Off: a phase ends when everybody is ready.", classes="note", id="about")
            with Horizontal(id="lock"):
                yield Static("Word for F10")
                yield Input(
                    placeholder="asked for by the facilitator's menu, or none",
                    max_length=LONGEST_WORD,
                    password=True,
                    id="word",
                )
            yield Static(
                plain(f"Saved after every move in {self._transcript}"), classes="note", id="saved"
            )
            yield Static(id="fault")
            yield Button("Begin (F2)", compact=True, id="begin")
        yield KeyBar()

    def _inputs(self) -> Iterable[Widget]:
        # Each plays at least one delegation.
        for number in range(len(self._played)):
            yield Input(
                self._names[number] if number < len(self._names) else "",
                placeholder=f"name {number + 1}" + ("" if number < 1 else ", or nobody"),
                max_length=LONGEST_NAME,
                id=f"name-{number}",
            )

    def _by_stand_ins(self) -> str:
        parties = self._exercise.delegation_by_id
        named = [f"{one_line(parties[id].name)} ({how})" for id, how in self._stand_ins.items()]
        return f"By stand-ins: {listed(named)}"

    def on_mount(self) -> None:
        self._divide()
        self.query_one("#name-0").focus()

    def _present(self) -> tuple[str, ...]:
        return tuple(one_line(one.value) for one in self.query("#names Input").results(Input))

    def _divide(self) -> None:
        """Give every delegation to somebody; choices made by hand stay while that person does."""
        names = tuple(name for name in self._present() if name)
        groups = divide(self._exercise, len(names), self._stand_ins)
        default = {
            one: names[at] for at, group in enumerate(groups) if at < len(names) for one in group
        }
        for one in self._played:
            chosen = self._by_hand.get(one.id)
            name = chosen if chosen in names else default.get(one.id)
            at = names.index(name) if name in names else 0
            self.query_one(f"#plays-{one.id}", Cycler).offer(names, at)

    def on_input_changed(self) -> None:
        self.query_one("#fault", Static).update("")
        self._divide()

    def on_input_submitted(self) -> None:
        self.focus_next()

    def on_cycler_changed(self, message: Cycler.Changed) -> None:
        if message.cycler.id == "clocks":
            on = message.cycler.value == "on"
            about = "On: a phase also ends when its time is up." if on else ""
            self.query_one("#about", Static).update(
                about or "Off: a phase ends when everybody is ready."
            )
            return
        delegation = (message.cycler.id or "").removeprefix("plays-")
        self._by_hand[delegation] = message.cycler.value

    def on_button_pressed(self) -> None:
        self.action_begin()

    def action_begin(self) -> None:
        fault = fault_in(self._present())
        if fault is not None:
            self.query_one("#fault", Static).update(plain(fault))
            self.query_one("#name-0").focus()
            return
        names = {one.id: self.query_one(f"#plays-{one.id}", Cycler).value for one in self._played}
        idle = [one for one in self._present() if one and one not in names.values()]
        if idle:
            self._ask_without(idle, names)
        else:
            self._sit_down(names)

    def _ask_without(self, idle: list[str], names: dict[str, str]) -> None:
        """Say who would play nothing, and ask whether to begin like that."""
        # The first page is shown without what a table needs.
        from tabletop.screens.kit.dialog import Ask

        def answered(sure: bool | None) -> None:
            if sure:
                self._sit_down(names)

        who, has = listed(idle), "has" if len(idle) == 1 else "have"
        text = (
            f"{who} {has} no delegation: beside each delegation ← and → choose who plays it. Two "
            "who play one together share a line: Ann and Ben."
        )
        ask = Ask(f"Begin without {who}?", text, "Begin", "Not yet", final=True)
        self.app.push_screen(ask, answered)

    def _sit_down(self, names: dict[str, str]) -> None:
        clocks = self.query_one("#clocks", Cycler).value == "on"
        word = self.query_one("#word", Input).value
        self.dismiss(Seating(names, clocks, self._stand_ins, word))

    def action_back(self) -> None:
        self.dismiss(None)
