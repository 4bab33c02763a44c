"""The speakers' list for whoever leads it: who has the floor, whose hand is up, and the clock.

All of it is public: it can be shown to the whole room.
"""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tabletop.play.actions import (
    AnyAction,
    CallSpeaker,
    CloseList,
    CloseVote,
    ExtendSpeaker,
    LowerHand,
    PutMotion,
    RaiseHand,
    RefuseMotion,
    StopSpeaker,
    Yield,
)
from tabletop.play.parts.motions import Motion
from tabletop.play.seen import View
from tabletop.play.seen.speakers_seen import SpeakersSeen
from tabletop.play.state import FACILITATOR
from tabletop.screens.kit.carrying_out import carry_out, is_up
from tabletop.screens.kit.content import plain
from tabletop.screens.kit.dialog import Ask, Box
from tabletop.screens.kit.keybar import KeyBar
from tabletop.screens.kit.page import gone
from tabletop.seat.port import Port
from tabletop.seat.words.motions import told_motion, told_state
from tabletop.seat.words.speakers import left_of, told_time, told_who
from tabletop.text.lists import listed as told_list
from tabletop.text.safe import cut, one_line, told_why

MORE = 30
"""The seconds that a key adds to the speaker's time."""


class SpeakersPage(Screen[None]):
    """`port` is the facilitator's. Stays open until it is left; where it `leaves`, also until a
    carried motion moves the table on.
    """

    HELP = (
        "Hands in the order in which they went up, then everybody else. **N** gives the floor to "
        "the first, **Enter** to whom you choose with **↑ ↓**, hand up or not. The clock starts "
        f"with the call: **S** stops it and lets it run again, **E** adds {MORE} seconds, **Y** "
        "ends the speech. Time that is over is shown, and nobody is cut off. **H** raises or "
        "lowers a hand for somebody in the room, **L** closes the list to new hands and reopens "
        "it."
    )
    MOTIONS = (
        " Motions stand above the hands: **Enter** puts the chosen one to the vote, and later "
        "closes the vote; **X** rules it out of order."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "next", "Next speaker"),
        # Before the list's own, so that the key bar says what it does.
        Binding("enter", "chosen", "Call", key_display="Enter", priority=True),
        Binding("h", "hand", "Hand up or down"),
        Binding("s", "stop", "Stop the clock"),
        Binding("e", "extend", f"{MORE} s more"),
        Binding("y", "done", "End the speech"),
        Binding("l", "close_list", "Close the list"),
        Binding("x", "refuse", "Out of order"),
        Binding("escape", "back", "Back", key_display="Esc"),
    ]
    DEFAULT_CSS = """
    SpeakersPage { align: center middle; }
    SpeakersPage Box { width: 76; }
    SpeakersPage OptionList { height: auto; max-height: 14; }
    SpeakersPage #now { height: auto; margin: 0 0 1 0; }
    SpeakersPage #fault { height: auto; color: $error; }
    SpeakersPage.-flat Box { max-height: 100%; padding: 0 3; }
    """

    def __init__(self, port: Port, *, leaves: bool = False) -> None:
        super().__init__()
        self._port = port
        self._phase = port.phase() if leaves else None
        self.shown: View = port.view()
        self._order: tuple[str, ...] = ()
        self.help_here = f"{self.HELP}{self.MOTIONS if self.shown.has.motions else ''}"

    def compose(self) -> ComposeResult:
        with Box():
            yield Static("The speakers' list", classes="title")
            yield Static(id="now")
            yield OptionList()
            yield Static(id="fault")
        yield KeyBar(2)

    def on_mount(self) -> None:
        self.set_interval(1, self.tick)
        self._lay_out()
        self.query_one(OptionList).focus()

    def refresh_view(self) -> None:
        """Show the list as it is now; the cursor stays on its delegation."""
        self.shown = self._port.view()
        self._lay_out()
        self.refresh_bindings()

    def tick(self) -> None:
        """Show the speaker's time; at one keyboard and at a host alike."""
        if gone(self):
            return
        if self._port.view() is not self.shown:
            self.refresh_view()
        else:
            self._tell_now()

    @property
    def _list(self) -> SpeakersSeen:
        found = self.shown.speakers
        return found if found is not None else SpeakersSeen((), None, "", True, (), (), "majority")

    def _lay_out(self) -> None:
        options = self.query_one(OptionList)
        chosen = self._chosen() if self._order else ""
        up = [one.delegation for one in self._list.hands]
        rest = [one.id for one in self.shown.delegations if one.id not in up]
        self._order = (*(one.id for one in self._list.motions), *up, *rest)
        options.clear_options()
        options.add_options([Option(self._row(one), id=one) for one in self._order])
        options.highlighted = self._order.index(chosen) if chosen in self._order else 0
        self._tell_now()

    def _motion(self, id: str) -> Motion | None:
        return next((one for one in self._list.motions if one.id == id), None)

    def _row(self, id: str) -> Content:
        motion = self._motion(id)
        if motion is not None:
            return Content.assemble(
                (cut(told_motion(self.shown, motion), 66), "bold"),
                (f"\n     {told_state(self.shown, motion)}", "$accent"),
            )
        listed, party = self._list, self.shown.party(id)
        place = listed.place(id)
        hand = next((one for one in listed.hands if one.delegation == id), None)
        who = told_who(self.shown, id, hand.person if hand else party.person)
        state = "has the floor" if listed.speaks(id) else "hand up" if place else ""
        return Content.assemble(
            (f"{place or '':>3}  ", "bold $accent"),
            (cut(who, 46), "bold" if place or listed.speaks(id) else "$secondary"),
            (f"   {state}" if state else "", "$accent"),
        )

    def _tell_now(self) -> None:
        listed = self._list
        closed = "   The list is closed." if listed.closed else ""
        if listed.speaker is None:
            told = Content.assemble(("Nobody has the floor.", "$muted"), (closed, "$accent"))
        else:
            who = told_who(self.shown, listed.speaker.delegation, listed.person)
            left = left_of(listed.speaker, self._port.spoken())
            over = left is not None and left < 0
            time = told_time(listed.speaker, self._port.spoken())
            told = Content.assemble(
                (cut(who, 44), "bold $primary"),
                (f"   {time}" if time else "", "bold $error" if over else "bold $accent"),
                (closed, "$accent"),
            )
        self.query_one("#now", Static).update(told)

    def _chosen(self) -> str:
        at = self.query_one(OptionList).highlighted
        return self._order[at] if at is not None and at < len(self._order) else ""

    # The moves

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        listed = self._list
        match action:
            case "refuse":
                motion = self._motion(self._chosen())
                return motion is not None and motion.status == "moved"
            case "hand":
                return self._motion(self._chosen()) is None
            case "next":
                return bool(listed.hands)
            case "done":
                return listed.speaker is not None
            case "stop" | "extend":
                return listed.speaker is not None and listed.speaker.seconds > 0
        return True

    def called(self, binding: Binding) -> str:
        """Return the key bar's label for a binding: what a toggle would do now."""
        listed = self._list
        motion = self._motion(self._chosen())
        if binding.action == "chosen" and motion is not None:
            return "Close the vote" if motion.status == "put" else "Put to the vote"
        if binding.action == "stop" and listed.speaker is not None and listed.speaker.stopped:
            return "Let it run"
        if binding.action == "close_list" and listed.closed:
            return "Reopen the list"
        return binding.description

    def _do(self, action: AnyAction) -> None:
        carry_out(self, self._done(action))

    async def _done(self, action: AnyAction) -> None:
        refusal = await self._port.submit(action)
        if self._phase not in (None, self._port.phase()):
            self.dismiss(None)
        elif is_up(self):
            self.query_one("#fault", Static).update(plain(told_why(refusal) if refusal else ""))
            self.refresh_view()

    def on_option_list_option_highlighted(self) -> None:
        self.refresh_bindings()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.action_chosen()

    def action_chosen(self) -> None:
        """Call the delegation under the cursor, or put the motion there to the vote, or close that
        vote.
        """
        # Ballots come in meanwhile.
        self.shown = self._port.view()
        chosen = self._chosen()
        motion = self._motion(chosen)
        if motion is None:
            self._do(CallSpeaker(by=FACILITATOR, delegation=chosen))
        elif motion.status == "moved":
            self._do(PutMotion(by=FACILITATOR, motion=motion.id))
        else:
            self._close_vote(motion)

    def _close_vote(self, motion: Motion) -> None:
        """Close the vote; ask first where somebody has not voted."""
        vote = next((one for one in self.shown.open_votes if one.about == motion.id), None)
        if vote is None:
            return
        close = CloseVote(by=FACILITATOR, vote=vote.id)
        if not vote.waiting:
            self._do(close)
            return

        def answered(sure: bool | None) -> None:
            if sure:
                self._do(close)

        names = told_list([one_line(self.shown.party(one).name) for one in vote.waiting])
        text = (
            f"{names} {'has' if len(vote.waiting) == 1 else 'have'} not voted and will not count."
        )
        self.app.push_screen(Ask("Close the vote?", text, "Close it", "Not yet"), answered)

    def action_refuse(self) -> None:
        self._do(RefuseMotion(by=FACILITATOR, motion=self._chosen()))

    def action_next(self) -> None:
        self._do(CallSpeaker(by=FACILITATOR))

    def action_hand(self) -> None:
        chosen = self._chosen()
        up = bool(self._list.place(chosen))
        self._do((LowerHand if up else RaiseHand)(by=FACILITATOR, delegation=chosen))

    def action_stop(self) -> None:
        speaker = self._list.speaker
        self._do(StopSpeaker(by=FACILITATOR, on=not (speaker and speaker.stopped)))

    def action_extend(self) -> None:
        self._do(ExtendSpeaker(by=FACILITATOR, seconds=MORE))

    def action_done(self) -> None:
        self._do(Yield(by=FACILITATOR))

    def action_close_list(self) -> None:
        self._do(CloseList(by=FACILITATOR, on=not self._list.closed))

    def action_back(self) -> None:
        self.dismiss(None)
