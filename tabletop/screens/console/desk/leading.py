"""The facilitator's moves, the same over all tables and at one: keys, forms, and refusals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.screen import Screen

from tabletop.play.actions import (
    Advance,
    AnyAction,
    EndExercise,
    Hold,
    OpenDebrief,
    Pause,
    Resume,
    Undo,
)
from tabletop.play.state import FACILITATOR
from tabletop.screens.console.desk.standing_in import ask_for_stand_ins
from tabletop.screens.console.desk.told_tables import (
    MOST_TOLD,
    due_anywhere,
    named,
    told_debrief,
    told_lapsing,
    told_refusals,
    told_undo,
    told_without,
)
from tabletop.screens.facilitator.forms import (
    Adjustable,
    AdjustForm,
    Attempt,
    ExtendForm,
    MessageForm,
    adjustable_anywhere,
)
from tabletop.screens.facilitator.inject_form import InjectForm, ListedInject, injects_anywhere
from tabletop.screens.kit.dialog import AfterSleep, Ask
from tabletop.screens.kit.form import Begun
from tabletop.screens.kit.masthead import STAGES
from tabletop.seat.desk import Desk, TableGlance
from tabletop.seat.desk.lapsing import told_lapses
from tabletop.seat.desk.standing_in import headless, missed
from tabletop.seat.words.deciding import told_early_end
from tabletop.text.lists import listed
from tabletop.text.safe import one_line, stopped

SECONDS = 10
"""How long a refusal stays on the screen."""
_FEWEST = 2
"""Delegations with a head that are needed to begin."""


class Leading(Screen[None]):
    """A screen with the facilitator's moves for the tables in `targets`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "advance", "Advance"),
        Binding("p", "pause", "Pause"),
        Binding("r", "resume", "Run on"),
        Binding("e", "extend", "More time"),
        Binding("h", "hold", "Hold"),
        Binding("i", "inject", "Inject"),
        Binding("m", "message", "Message"),
        Binding("a", "adjust", "Adjust"),
        Binding("u", "undo", "Undo"),
        Binding("x", "end", "End"),
        Binding("d", "debrief", "Debrief"),
        Binding("v", "reveal", "Reveal"),
        Binding("s", "seats", "Seats"),
        Binding("f", "stand_ins", "Stand-ins"),
        Binding("c", "join", "Code, QR"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._begun: dict[str, Begun] = {}
        """What was begun in a form and not finished, by form."""
        self._told_due: frozenset[tuple[str, str]] = due_anywhere(desk.tables())

    def on_screen_suspend(self) -> None:
        """Drop temporary messages: they would cover the words of the page on top."""
        self.app.clear_notifications()

    def targets(self) -> tuple[TableGlance, ...]:
        """The tables that a move is for, at least one. Raises `NotImplementedError` unless
        overridden.
        """
        raise NotImplementedError

    def injects(self) -> Sequence[ListedInject]:
        """Return what can be delivered to the targets, and what they have had."""
        return injects_anywhere(self._desk.exercise, [one.injects_left for one in self.targets()])

    def adjustable(self) -> Sequence[Adjustable]:
        """Return what can be adjusted at the targets; at a single one with its current value."""
        anywhere = adjustable_anywhere(self._desk.exercise)
        first, *others = self.targets()
        if others:
            return anywhere
        levels = first.levels
        return [replace(one, now=levels[one.what]) for one in anywhere if one.what in levels]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Allow only what makes sense at one of the targets at least."""
        stages = {one.stage for one in self.targets()} if self.is_mounted else set()
        running = bool(stages - {"lobby", "ended", "debrief"})
        match action:
            case "advance":
                return running or "lobby" in stages
            case "extend":
                return any(one.remaining is not None for one in self.targets())
            case "pause":
                return any(one.remaining is not None and not one.paused for one in self.targets())
            case "resume":
                return any(one.paused for one in self.targets())
            case "hold":
                ruled = "ruling" in self._desk.exercise.phases
                return ruled and (running or "lobby" in stages)
            case "adjust":
                return running and bool(self.adjustable())
            case "inject" | "end":
                return running
            case "stand_ins":
                return any(
                    missed(self._desk.exercise, one) for one in self.targets() if not one.ended
                )
            case "undo":
                return any(one.last_move for one in self.targets())
            case "debrief":
                return "ended" in stages
            case "reveal":
                return "debrief" in stages
        return True

    def called(self, binding: Binding) -> str:
        """Return the key bar's label for a binding: what a toggle would do now."""
        if binding.action == "hold" and all(one.holding for one in self.targets()):
            return "No hold"
        return binding.description

    # Doing it

    def attempt(self, tables: Sequence[str]) -> Attempt:
        """Do an action at tables; if some refuse, trying again is for those only."""
        left = list(tables)

        async def submit(action: AnyAction) -> str | None:
            refusals = await self._desk.submit(tuple(left), action)
            done = [one for one in left if one not in refusals]
            left[:] = [one for one in left if one in refusals]
            self.changed_by_us()
            return self._told(refusals, done, among=len(tables))

        return submit

    def _told(self, refusals: Mapping[str, str], done: Sequence[str], among: int) -> str | None:
        """Return what was refused where, None when nothing was."""
        if not refusals:
            return None
        told = told_refusals(refusals, among)
        return f"Done at {self._where(done)}. {told}" if done else told

    def tell_due(self) -> None:
        """Say which injects have become due since the last time."""
        due = due_anywhere(self._desk.tables())
        new, self._told_due = due - self._told_due, due
        titles = {one.id: one.title for one in self._desk.exercise.injects}
        for table, inject in sorted(new)[:MOST_TOLD]:
            where = self._where([table])
            told = f"Due now at {where}: {one_line(titles[inject])}. I reads and delivers it."
            self.notify(told, markup=False, timeout=SECONDS)

    def changed_by_us(self) -> None:
        """Repaint after a move of ours."""
        self.refresh_bindings()

    def _form(self, which: str, tables: Sequence[str] | None = None) -> tuple[Attempt, str, Begun]:
        """Return how a form does its action, where, and what was begun in it before."""
        tables = tables or self._ids()
        return self.attempt(tables), self._where(tables), self._begun.setdefault(which, {})

    def _ids(self) -> tuple[str, ...]:
        return tuple(one.id for one in self.targets())

    def _where(self, tables: Sequence[str]) -> str:
        return named(tables, [one.id for one in self._desk.tables()])

    def _names(self) -> dict[str, str]:
        return {one.id: one.name for one in self._desk.exercise.delegations}

    def do(self, moves: Mapping[str, AnyAction]) -> None:
        """Make each table's move, and report refusals."""
        self.run_worker(self._do(moves))

    async def _do(self, moves: Mapping[str, AnyAction]) -> None:
        alike: dict[AnyAction, list[str]] = {}
        for table, action in moves.items():
            alike.setdefault(action, []).append(table)
        refusals: dict[str, str] = {}
        for action, tables in alike.items():
            refusals |= await self._desk.submit(tuple(tables), action)
        self.changed_by_us()
        refusal = self._told(refusals, [one for one in moves if one not in refusals], len(moves))
        if refusal is not None:
            self.say(refusal)

    def say(self, sentence: str) -> None:
        """Show for a while what could not be done."""
        self.notify(sentence, severity="warning", markup=False, timeout=SECONDS)

    def _confirm(
        self,
        title: str,
        text: str,
        moves: Mapping[str, AnyAction],
        yes: str,
        *,
        final: bool = False,
    ) -> None:
        def answered(sure: bool | None) -> None:
            if sure:
                self.do(moves)

        where = f"{title}, {self._where(list(moves))}?"
        self.app.push_screen(Ask(where, text, yes, final=final), answered)

    def _everywhere(self, action: AnyAction) -> dict[str, AnyAction]:
        """Return the same move for every target."""
        return dict.fromkeys(self._ids(), action)

    # The moves

    def action_advance(self) -> None:
        targets = self.targets()
        names = self._names()
        without = {one.id: headless(self._desk.exercise, one) for one in targets}
        few = {id for id, absent in without.items() if len(names) - len(absent) < _FEWEST}
        if len(targets) > 1 and len(few) == len(targets):
            self.say("Nobody heads two delegations at any of these tables: seat people first.")
            return
        if few and len(targets) > 1:
            targets = tuple(one for one in targets if one.id not in few)
            without = {one.id: without[one.id] for one in targets}
        lapsing = [one for one in targets if one.lapsing]
        if len(targets) == 1:
            one = targets[0]
            if one.stage == "lobby":
                text = "The first round opens. Whoever comes later can still be seated."
                missing = [names[id] for id in without[one.id]]
                if one.id in few:
                    self.say(f"Nobody heads {listed(missing)} yet: seat somebody there first (S).")
                    return
                if missing:
                    text = (
                        f"Nobody heads {listed(missing)}. {told_without(self._desk.exercise.has)}"
                    )
            else:
                text = f"This ends: {STAGES.get(one.stage, one.stage)}, round {one.round}."
                if lapsing:
                    text += f" {told_lapses(one.lapsing, self._breach_tension())}"
                text += f" {one.undecided}" if one.undecided else ""
                if one.waiting_for and not lapsing:
                    text += stopped(
                        f" Still waited for: {listed([names[d] for d in one.waiting_for])}"
                    )
        else:
            text = "At each of them the phase ends now, whoever is still waited for."
            if all(one.stage == "lobby" for one in targets):
                text = "Round 1 opens at each of them now, whoever still reads their brief."
            if lapsing:
                text += f"\n\n{told_lapsing(lapsing, self._breach_tension())}"
            begin = [
                f"{listed([names[id] for id in absent])} at table {table}"
                for table, absent in without.items()
                if absent
            ]
            if begin:
                text += f"\n\nNobody heads {listed(begin)}. {told_without(self._desk.exercise.has)}"
        if staying := sorted(few - without.keys(), key=int):
            text += (
                f"\n\nNot {named(staying, ())}: at least two delegations need a head there before "
                "it can begin."
            )
        paused = [one.id for one in targets if one.paused]
        if paused:
            where = "" if len(targets) == 1 else f" at {self._where(paused)}"
            text += f"\n\nThe clock is paused{where} and stays so in what opens, until R."
        # The answer refers to what was shown, not to where the tables have gone meanwhile.
        moves = {
            one.id: Advance(
                by=FACILITATOR,
                stage=one.stage,
                round=one.round,
                lapsing=tuple(lapse.key for lapse in one.lapsing),
                absent=without[one.id],
            )
            for one in targets
        }
        what = "Begin round 1" if all(one.stage == "lobby" for one in targets) else "Go on"
        self._confirm(what, text, moves, what.removesuffix(" round 1"), final=bool(lapsing))

    def _breach_tension(self) -> float:
        return self._desk.exercise.referee.tension_breach

    def action_pause(self) -> None:
        self._clocks("pause", self.targets())

    def action_resume(self) -> None:
        self._clocks("resume", self.targets())

    def action_extend(self) -> None:
        self._clocks("extend", self.targets())

    def _clocks(self, do: str, tables: Sequence[TableGlance]) -> None:
        """Pause, resume or extend the clocks of those tables that have a suitable one."""
        stopped = do == "resume"
        clocks = [one for one in tables if one.remaining is not None or (stopped and one.paused)]
        if do != "extend" and len(tables) > 1:
            clocks = [one for one in clocks if one.paused == stopped]
        ids = [one.id for one in clocks]
        if not ids:
            none = {"pause": "No clock is running.", "resume": "No clock is paused."}
            self.say(none.get(do, "There is no clock."))
        elif do == "extend":
            self.app.push_screen(ExtendForm(*self._form("extend", ids)))
        elif do == "resume" and any(one.missed for one in clocks):
            self._after_sleep({one.id: one.missed for one in clocks})
        else:
            self._pause_or_resume(ids, pause=do == "pause")

    def _pause_or_resume(self, ids: Sequence[str], *, pause: bool) -> None:
        """Do it at once at one table and say how to take it back; at several, ask."""
        moves = dict.fromkeys(ids, Pause(by=FACILITATOR) if pause else Resume(by=FACILITATOR))
        if len(ids) == 1:
            now = "stands: R lets it run again" if pause else "runs: P pauses it again"
            self.do(moves)
            self.notify(f"The clock at {self._where(ids)} {now}.", markup=False)
        elif pause:
            text = "Nobody's time runs there until you press R."
            self._confirm("Pause the clocks", text, moves, "Pause them")
        else:
            text = "The time of everybody there runs from now on."
            self._confirm("Let the clocks run", text, moves, "Let them run")

    def _after_sleep(self, missed: Mapping[str, int]) -> None:
        """Ask, by table, whether the seconds that the computer slept count, and go on."""

        def answered(counts: bool | None) -> None:
            if counts is not None:
                less = {id: (counts and one) or None for id, one in missed.items()}
                self.do({id: Resume(by=FACILITATOR, less=one) for id, one in less.items()})

        self.app.push_screen(AfterSleep(max(missed.values())), answered)

    def action_hold(self) -> None:
        self.hold(self.targets())

    def hold(self, tables: Sequence[TableGlance]) -> None:
        """Hold the rulings of these tables for discussion; if all are held, stop holding them."""
        tables = [one for one in tables if not one.ended]
        on = not all(one.holding for one in tables)
        ids = [one.id for one in tables if one.holding != on]
        if not ids:
            self.say("The exercise has ended.")
            return
        moves = dict.fromkeys(ids, Hold(by=FACILITATOR, on=on))
        where = self._where(ids)
        told = (
            f"From now on each ruling stays at {where} until you go on (N)."
            if on
            else f"Rulings at {where} end again as soon as everybody is ready."
        )
        if len(ids) > 1:
            title = "Hold each ruling" if on else "Stop holding rulings"
            self._confirm(title, told, moves, "Hold them" if on else "Stop holding")
            return
        self.do(moves)
        back = "H again stops that." if on else "H holds them again."
        self.notify(f"{told} {back}", markup=False, timeout=SECONDS)

    def action_inject(self) -> None:
        climate = self._desk.exercise.has.climate
        self.app.push_screen(
            InjectForm(self.injects(), self._names(), *self._form("inject"), climate=climate)
        )

    def action_message(self) -> None:
        self.app.push_screen(MessageForm(self._names(), *self._form("message")))

    def action_adjust(self) -> None:
        self.app.push_screen(AdjustForm(self.adjustable(), *self._form("adjust")))

    def action_undo(self) -> None:
        tables = [one for one in self.targets() if one.last_move]
        moves = {one.id: Undo(by=FACILITATOR, seq=one.undoable) for one in tables}
        self._confirm("Take back the last move", told_undo(tables), moves, "Take it back")

    def action_end(self) -> None:
        has = self._desk.exercise.has
        acts = has.acts and any(one.stage == "decision" for one in self.targets())
        self._confirm(
            "End the exercise now",
            told_early_end(decisions=has.decisions, votes=has.votes, acts=acts),
            self._everywhere(EndExercise(by=FACILITATOR)),
            "End it",
            final=True,
        )

    def action_debrief(self) -> None:
        self._confirm(
            "Open the debrief",
            told_debrief(self._desk.exercise.has),
            self._everywhere(OpenDebrief(by=FACILITATOR)),
            "Open it",
            final=True,
        )

    def action_reveal(self) -> None:
        from tabletop.screens.console.desk.remote import Remote

        tables = [one.id for one in self.targets() if one.stage == "debrief"]
        self.app.push_screen(Remote(self._desk, tables, self.attempt, self._where(tables)))

    def action_stand_ins(self) -> None:
        ask_for_stand_ins(self, self._desk, self.targets(), self.say, self.changed_by_us)

    def action_seats(self) -> None:
        from tabletop.screens.console.people.seats import SeatsPage

        self.app.push_screen(SeatsPage(self._desk, self.only_table(), self._begun))

    def only_table(self) -> str | None:
        """The table that this screen is about, None when it is about all."""
        return None

    def action_join(self) -> None:
        from tabletop.screens.console.wall.joining import JoinPage

        self.app.push_screen(JoinPage(self._desk.title, self._desk.address, self._desk.join_code))
