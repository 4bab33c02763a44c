"""The facilitator's moves, the same over all tables and at one: keys, forms, and refusals told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.screen import Screen

from tabletop.play.actions import (
    Advance,
    AnyAction,
    EndExercise,
    OpenDebrief,
    Pause,
    Resume,
    Undo,
)
from tabletop.play.seen import InjectWaiting
from tabletop.play.state import FACILITATOR
from tabletop.screens.console.desk import Desk, TableGlance
from tabletop.screens.dialog import Ask
from tabletop.screens.facilitator_forms import (
    Adjustable,
    AdjustForm,
    Attempt,
    ExtendForm,
    InjectForm,
    MessageForm,
    adjustable_anywhere,
    scheduled,
)
from tabletop.screens.masthead import STAGES
from tabletop.screens.safe import line, listed

SECONDS = 10
"""How long a refusal stays on the screen."""


class Leading(Screen[None]):
    """A screen with the facilitator's moves for the tables in `targets`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "advance", "Advance"),
        Binding("p", "pause", "Pause"),
        Binding("r", "resume", "Run on"),
        Binding("e", "extend", "More time"),
        Binding("i", "inject", "Inject"),
        Binding("m", "message", "Message"),
        Binding("a", "adjust", "Adjust"),
        Binding("u", "undo", "Undo"),
        Binding("x", "end", "End"),
        Binding("d", "debrief", "Debrief"),
        Binding("v", "reveal", "Reveal"),
        Binding("s", "seats", "Seats"),
        Binding("c", "join", "Code, QR"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk

    def targets(self) -> tuple[TableGlance, ...]:
        """The tables that a move is for, at least one."""
        raise NotImplementedError

    def injects(self) -> Sequence[InjectWaiting]:
        """What can be delivered, as far as it is the same for all targets."""
        return scheduled(self._desk.exercise)

    def adjustable(self) -> Sequence[Adjustable]:
        """What can be adjusted at the targets."""
        return adjustable_anywhere(self._desk.exercise)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what makes sense at one of the targets at least."""
        stages = {one.stage for one in self.targets()} if self.is_mounted else set()
        running = bool(stages - {"lobby", "ended", "debrief"})
        match action:
            case "advance":
                return running or "lobby" in stages
            case "pause" | "resume" | "extend":
                return any(one.remaining is not None for one in self.targets())
            case "inject" | "adjust" | "end":
                return running
            case "undo":
                return any(one.last_move for one in self.targets())
            case "debrief":
                return "ended" in stages
            case "reveal":
                return "debrief" in stages
        return True

    # Doing it

    def attempt(self, tables: Sequence[str]) -> Attempt:
        """Do an action at tables; when some refuse, trying again is for those only."""
        left = list(tables)
        all_tables = [one.id for one in self._desk.tables()]

        async def submit(action: AnyAction) -> str | None:
            refusals = await self._desk.submit(tuple(left), action)
            done = [one for one in left if one not in refusals]
            left[:] = [one for one in left if one in refusals]
            self.changed_by_us()
            if not refusals:
                return None
            told = told_refusals(refusals, among=len(tables))
            return f"Done at {named(done, all_tables)}. {told}" if done else told

        return submit

    def changed_by_us(self) -> None:
        """A move was made; show what it did."""
        self.refresh_bindings()

    def _form(self) -> tuple[Attempt, str]:
        """How a form does its action, and where."""
        tables = self._ids()
        return self.attempt(tables), self._where(tables)

    def _ids(self) -> tuple[str, ...]:
        return tuple(one.id for one in self.targets())

    def _where(self, tables: Sequence[str]) -> str:
        return named(tables, [one.id for one in self._desk.tables()])

    def _names(self) -> dict[str, str]:
        return {one.id: one.name for one in self._desk.exercise.delegations}

    def do(self, action: AnyAction, tables: Sequence[str]) -> None:
        """Do it at these tables, and tell what is refused."""
        self.run_worker(self._do(action, tables))

    async def _do(self, action: AnyAction, tables: Sequence[str]) -> None:
        refusal = await self.attempt(tables)(action)
        if refusal is not None:
            self.notify(refusal, severity="warning", markup=False, timeout=SECONDS)

    def _confirm(
        self, title: str, text: str, action: AnyAction, yes: str, *, final: bool = False
    ) -> None:
        tables = self._ids()

        def answered(sure: bool | None) -> None:
            if sure:
                self.do(action, tables)

        where = f"{title}, {self._where(tables)}?"
        self.app.push_screen(Ask(where, text, yes, final=final), answered)

    # The moves

    def action_advance(self) -> None:
        targets = self.targets()
        names = self._names()
        if len(targets) == 1:
            one = targets[0]
            if one.stage == "lobby":
                text = "The first round opens. Whoever comes later can still be seated."
            else:
                text = f"This ends: {STAGES.get(one.stage, one.stage)}, round {one.round}."
                if one.waiting_for:
                    text += f" Still waited for: {listed([names[d] for d in one.waiting_for])}."
        else:
            text = "At each of them the phase ends now, whoever is still waited for."
        self._confirm("Go on", text, Advance(by=FACILITATOR), "Go on")

    def action_pause(self) -> None:
        self.do(Pause(by=FACILITATOR), self._ids())

    def action_resume(self) -> None:
        self.do(Resume(by=FACILITATOR), self._ids())

    def action_extend(self) -> None:
        self.app.push_screen(ExtendForm(*self._form()))

    def action_inject(self) -> None:
        self.app.push_screen(InjectForm(self.injects(), self._names(), *self._form()))

    def action_message(self) -> None:
        self.app.push_screen(MessageForm(self._names(), *self._form()))

    def action_adjust(self) -> None:
        self.app.push_screen(AdjustForm(self.adjustable(), *self._form()))

    def action_undo(self) -> None:
        moves = [one for one in self.targets() if one.last_move]
        text = "\n".join(
            f"Table {one.id}: {line(one.last_move)}" if len(moves) > 1 else line(one.last_move)
            for one in moves
        )
        self._confirm("Take back the last move", text, Undo(by=FACILITATOR), "Take it back")

    def action_end(self) -> None:
        self._confirm(
            "End the exercise now",
            "The referee chooses the ending from what stands on the table at this moment.",
            EndExercise(by=FACILITATOR),
            "End it",
            final=True,
        )

    def action_debrief(self) -> None:
        self._confirm(
            "Open the debrief",
            "Every brief, every score and every offer is open to everybody from then on.",
            OpenDebrief(by=FACILITATOR),
            "Open it",
            final=True,
        )

    def action_reveal(self) -> None:
        from tabletop.screens.console.remote import Remote

        tables = [one.id for one in self.targets() if one.stage == "debrief"]
        self.app.push_screen(Remote(self._desk, tables, self.attempt, self._where(tables)))

    def action_seats(self) -> None:
        from tabletop.screens.console.seats import Seats

        self.app.push_screen(Seats(self._desk, self.only_table()))

    def only_table(self) -> str | None:
        """The table that this screen is about, None when it is about all."""
        return None

    def action_join(self) -> None:
        from tabletop.screens.console.joining import JoinPage

        self.app.push_screen(JoinPage(self._desk.title, self._desk.address, self._desk.join_code))


def named(tables: Sequence[str], all_tables: Sequence[str]) -> str:
    """Tables in words."""
    if len(tables) == len(all_tables) and len(tables) > 1:
        return f"all {len(tables)} tables"
    if len(tables) == 1:
        return f"table {tables[0]}"
    return f"tables {listed(list(tables))}"


def told_refusals(refusals: Mapping[str, str], among: int) -> str:
    """Refusals in sentences, tables with the same one together."""
    by: dict[str, list[str]] = {}
    for table, sentence in refusals.items():
        by.setdefault(sentence, []).append(table)
    if among == 1:
        return next(iter(refusals.values()))
    return "; ".join(
        f"{'table' if len(tables) == 1 else 'tables'} {listed(tables)}: {sentence}"
        for sentence, tables in by.items()
    ).capitalize()
