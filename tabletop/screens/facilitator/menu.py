"""The facilitator's menu, one key away from every page of a game.

The menu itself shows nothing secret; what it opens may, and says so first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

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
from tabletop.play.seen import View
from tabletop.play.state import FACILITATOR
from tabletop.screens.facilitator.decide_for import DecideFor
from tabletop.screens.facilitator.forms import (
    LONGEST_MOVE,
    AdjustForm,
    ExtendForm,
    NoteForm,
    adjustable,
)
from tabletop.screens.facilitator.inject_form import InjectForm, injects_of
from tabletop.screens.facilitator.letters import Letters, unread
from tabletop.screens.facilitator.lock import Lock, SetWord
from tabletop.screens.facilitator.votes_form import VotesForm
from tabletop.screens.kit.dialog import AfterSleep, Ask, Box
from tabletop.screens.kit.form import Begun
from tabletop.screens.kit.possible import AskLeft
from tabletop.screens.pages.overview import Overview
from tabletop.seat.desk.injects import due_now
from tabletop.seat.desk.lapsing import lapses, told_lapses
from tabletop.seat.port import Port
from tabletop.seat.words.deciding import open_now, told_early_end, untaken_by_all, without
from tabletop.seat.words.speakers import speaks_now
from tabletop.seat.words.undone import goes_with, last_move
from tabletop.text.safe import cut, told_why, wrap


@dataclass(frozen=True)
class Item:
    """A line of the menu: its key, the move it makes (`do`) and its label."""

    key: str
    do: str
    says: str


ITEMS = (
    Item("n", "advance", "End this phase and go on"),
    Item("p", "pause", "Pause the clock"),
    Item("r", "resume", "Let the clock run again"),
    Item("h", "hold", "Hold each ruling for discussion"),
    Item("e", "extend", "More time for this phase"),
    Item("i", "inject", "Deliver an inject"),
    Item("m", "message", "Read and answer what was written to you"),
    Item("v", "votes", "Put to the vote, call the roll, close a vote"),
    Item("w", "note", "Write a note"),
    Item("a", "adjust", "Adjust a score, trust or tension"),
    Item("t", "decide", "Decide for a delegation"),
    Item("u", "undo", "Take back the last move"),
    Item("s", "speakers", "The speakers' list"),
    Item("o", "overview", "See the whole table"),
    Item("l", "lock", "Ask for a word before this menu opens"),
    Item("x", "end", "End the exercise now"),
    Item("d", "debrief", "Open the debrief"),
)

_HOLDING = (
    " **H** keeps each ruling on the screen until you go on (**N**), so that it can be discussed."
)
"""What help says of a line that is not always there."""
_TALL = 30
"""From this many lines on, the menu has space around it."""
_BY_DO = {one.do: one for one in ITEMS}


class FacilitatorMenu(Screen[AnyAction | None]):
    """Dismisses with the move to make, or None.

    `desk` is the facilitator's port, which knows what has been read of the messages to them.

    `why_not` says why a move would be refused; `begun` keeps what was begun in a form, by its move.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f10,ctrl+f,q", "back", "Back to the game", key_display="Esc"),
        # A letter typed from habit, or words meant for another page, must do nothing.
        *[Binding(one.key, f"go('{one.do}')", one.says, show=False) for one in ITEMS],
    ]
    # Textual's own annotation of this attribute reads as an instance's.
    VERTICAL_BREAKPOINTS: ClassVar[list[tuple[int, str]]] = [  # type: ignore[misc]
        (0, "-short"),
        (_TALL, "-tall"),
    ]
    HELP = (
        "Whoever facilitates opens this menu. It covers the page of the delegation whose turn it "
        "is. **↑ ↓** or a line's letter goes to it, **Enter** does it. Injects, adjustments, "
        "messages to you, notes, the last move and the whole table are not for players' eyes. "
        "Read and answer messages to you under **M**; your notes (**W**) appear under *See the "
        "whole table* and in the report. **L** sets, changes or removes the word that is "
        f"asked for before the menu opens.{_HOLDING} A paused clock stays paused in the next "
        "phase, until **R**."
    )
    DEFAULT_CSS = """
    FacilitatorMenu { align: center middle; }
    FacilitatorMenu .title { margin: 0; }
    FacilitatorMenu .warning { color: $warning; height: auto; margin: 0 0 1 0; }
    FacilitatorMenu OptionList { height: auto; }
    FacilitatorMenu .foot { color: $muted; height: auto; margin: 1 0 0 0; }
    FacilitatorMenu.-short Box { width: 78; padding: 0 2; max-height: 100%; }
    FacilitatorMenu.-short .title { dock: top; }
    FacilitatorMenu.-short .warning { margin: 0; }
    FacilitatorMenu.-short .foot { dock: bottom; margin: 0; }
    """

    def __init__(
        self,
        view: View,
        left: AskLeft,
        why_not: Callable[[AnyAction], str | None],
        begun: dict[str, Begun],
        desk: Port,
        lock: Lock,
    ) -> None:
        super().__init__()
        self._lock = lock
        self._lettered, self._typed = "", 0
        """The line that the last letter went to, and how many were typed since the last Enter."""
        self._desk = desk
        self._read = desk.read
        self.shown = view
        self._left = left
        self._why_not = why_not
        self._begun = begun
        self._played = desk.played()
        told = self.HELP if self._is_there("hold") else self.HELP.replace(_HOLDING, "")
        self.help_here = told if self._is_there("adjust") else told.replace(" adjustments,", "")

    def compose(self) -> ComposeResult:
        with Box():
            yield Static("The facilitator", classes="title")
            yield Static(
                "The facilitator sees everything: the others look away.", classes="warning"
            )
            yield OptionList(*(self._option(one) for one in ITEMS if self._is_there(one.do)))
            yield Static(
                "A letter goes to its line, Enter does it. Esc goes back to the game",
                classes="foot",
            )

    def _is_there(self, do: str) -> bool:
        """Return whether a line is about something that this exercise has."""
        has = self.shown.has
        return {
            "adjust": has.climate or has.points,
            "hold": "ruling" in self.shown.phases,
            "decide": bool(open_now(self.shown)),
            "votes": has.votes,
            "speakers": speaks_now(self.shown) is not None,
        }.get(do, True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keep help from listing keys about what this exercise does not have."""
        return action != "go" or self._is_there(str(parameters[0]))

    def _option(self, item: Item) -> Option:
        why_not = self.shown.cannot.get(item.do)
        return Option(self._prompt(item), id=item.do, disabled=why_not is not None)

    def _prompt(self, item: Item) -> Content:
        why_not = self.shown.cannot.get(item.do)
        new = unread(self.shown, self._read) if item.do == "message" else 0
        says = f"{item.says} ({new} new)" if new else item.says
        if item.do == "inject" and (due := due_now(self.shown.plan, self._played)):
            says = f"{item.says} ({len(due)} due)"
        if item.do == "adjust" and not (self.shown.has.climate and self.shown.has.points):
            says = "Adjust a score" if self.shown.has.points else "Adjust trust or tension"
        if item.do == "hold" and self.shown.holding:
            says = "Stop holding rulings"
        if item.do == "lock" and self._lock.shut:
            says = "Change or remove the word for this menu"
        if item.do == "advance" and self.shown.clock.paused is not None:
            says += " (stays paused)"
        told = f"{says}: {why_not}" if why_not else says
        key = (f"{item.key.upper()}  ", "bold $accent" if why_not is None else "")
        return Content.assemble(key, "\n   ".join(wrap(told, self._cells)))

    @property
    def _cells(self) -> int:
        """Width of a line after its key: wider where lines are few, so that all fit."""
        screen = self.app.size
        return min(62, screen.width - 16) if screen.height < _TALL else 52

    def on_mount(self) -> None:
        self.query_one(OptionList).focus()

    def on_resize(self) -> None:
        menu = self.query_one(OptionList)
        for one in ITEMS:
            if self._is_there(one.do):
                menu.replace_option_prompt(one.do, self._prompt(one))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        if event.option_id is None:
            return
        letters, self._typed = self._typed, 0
        if letters > 1 and event.option_id == self._lettered:
            # The word before the menu, typed from habit, ends with Enter.
            says = _BY_DO[event.option_id].says
            self.notify(f"Several letters were typed. Enter again does: {says}.")
        else:
            self._choose(event.option_id)

    def action_go(self, do: str) -> None:
        """Put the cursor on a line; Enter does it. One that can't be done now says why."""
        if not self._is_there(do):
            return
        why_not = self.shown.cannot.get(do)
        if why_not is not None:
            self.notify(told_why(why_not), severity="warning", markup=False)
            self._let_go()
            return
        menu = self.query_one(OptionList)
        menu.highlighted = menu.get_option_index(do)
        self._lettered, self._typed = do, self._typed + 1

    def on_key(self, event: events.Key) -> None:
        """Let go of the line for a letter that has none."""
        if event.is_printable:
            self._let_go()

    def _let_go(self) -> None:
        """Leave no line chosen: the next Enter belongs to what was typed in vain."""
        self.query_one(OptionList).highlighted = None
        self._lettered = ""

    def _choose(self, do: str) -> None:
        match do:
            case "advance":
                self._advance()
            case "pause":
                self.dismiss(Pause(by=FACILITATOR))
            case "resume":
                self._resume()
            case "hold":
                self.dismiss(Hold(by=FACILITATOR, on=not self.shown.holding))
            case "debrief":
                self.dismiss(OpenDebrief(by=FACILITATOR))
            case "extend":
                self.app.push_screen(ExtendForm(self._attempt), self._filled_in)
            case "inject":
                injects = injects_of(self.shown, self._played)
                names = {one.id: one.name for one in self.shown.delegations}
                begun = self._begun.setdefault(do, {})
                climate = self.shown.has.climate
                inject = InjectForm(injects, names, self._attempt, begun=begun, climate=climate)
                self.app.push_screen(inject, self._filled_in)
            case "adjust":
                begun = self._begun.setdefault(do, {})
                what = adjustable(self.shown)
                self.app.push_screen(AdjustForm(what, self._attempt, begun=begun), self._filled_in)
            case "decide":
                begun = self._begun.setdefault(do, {})
                form = DecideFor(self.shown, self._attempt, begun=begun)
                self.app.push_screen(form, self._filled_in)
            case "message":
                self._letters(self._begun.setdefault(do, {}))
            case "note":
                begun = self._begun.setdefault(do, {})
                note = NoteForm(self.shown.objectives, self._attempt, begun=begun)
                self.app.push_screen(note, self._filled_in)
            case "votes":
                self.app.push_screen(VotesForm(self.shown), self._filled_in)
            case "lock":
                self.app.push_screen(SetWord("Leave it as it is"), self._locked)
            case "speakers":
                from tabletop.screens.pages.speakers import SpeakersPage

                self.app.push_screen(SpeakersPage(self._desk, leaves=True), self._listed)
            case "overview":
                self.app.push_screen(Overview(self.shown, self._left, self._played))
            case "undo":
                move = cut(last_move(self.shown), LONGEST_MOVE) or "There is no move to take back."
                self._confirm(
                    "Take back the last move?",
                    "\n".join(filter(None, (move, goes_with(self.shown)))),
                    Undo(by=FACILITATOR, seq=self.shown.undoable),
                )
            case "end":
                self._confirm(
                    "End the exercise now?",
                    told_early_end(
                        decisions=bool(open_now(self.shown)),
                        votes=any(one.open for one in self.shown.votes),
                        acts=bool(self.shown.due),
                    ),
                    EndExercise(by=FACILITATOR),
                    final=True,
                )

    def _listed(self, _: object) -> None:
        """Leave the menu of a phase that a carried motion has ended."""
        number = self.shown.round.number if self.shown.round is not None else 0
        if self._desk.phase() != (self.shown.stage, number):
            self.dismiss(None)

    def _resume(self) -> None:
        missed = self.shown.clock.missed

        def answered(counts: bool | None) -> None:
            if counts is not None:
                self.dismiss(Resume(by=FACILITATOR, less=missed if counts else None))

        if missed:
            self.app.push_screen(AfterSleep(missed, covering=True), answered)
        else:
            self.dismiss(Resume(by=FACILITATOR))

    def _locked(self, word: str | None) -> None:
        if word is None:
            return
        self._lock.put(word)
        now = "asks for its word from now on" if self._lock.shut else "opens without a word"
        self.notify(f"This menu {now}.")
        self.query_one(OptionList).replace_option_prompt("lock", self._prompt(_BY_DO["lock"]))

    def _letters(self, begun: Begun) -> None:
        page = Letters(self.shown, self._read, self._attempt, begun)
        self._desk.read = self._read = self.shown.seq
        self.app.push_screen(page, self._filled_in)
        self.query_one(OptionList).replace_option_prompt("message", self._prompt(_BY_DO["message"]))

    def _advance(self) -> None:
        """Go on at once; but where promises would lapse, ask, and let no others lapse."""
        view = self.shown
        some = lapses(view)
        action = Advance(
            by=FACILITATOR,
            stage=view.stage,
            round=view.round.number if view.round else 0,
            lapsing=tuple(one.key for one in some),
        )
        left = without(untaken_by_all(view))
        if left and not some:
            self._confirm("End this phase now?", left, action, "End it", final=True)
        elif some:
            text = " ".join(filter(None, (told_lapses(some, view.breach_tension), left)))
            self._confirm("End the decision now?", text, action, "End it", final=True)
        else:
            self.dismiss(action)

    def _confirm(
        self, title: str, text: str, action: AnyAction, yes: str = "Yes", *, final: bool = False
    ) -> None:
        def answered(yes: bool | None) -> None:
            if yes:
                self.dismiss(action)

        self.app.push_screen(Ask(title, text, yes, covering=True, final=final), answered)

    async def _attempt(self, action: AnyAction) -> str | None:
        """Let the guide make the move once the menu is closed; a form reports if it can't."""
        return self._why_not(action)

    def _filled_in(self, action: AnyAction | None) -> None:
        if action is not None:
            self.dismiss(action)

    def action_f10(self) -> None:
        self.action_back()

    def action_back(self) -> None:
        self.dismiss(None)
