"""Pages that a delegation's own page opens over itself: to read, to write and to decide."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partialmethod
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import SystemCommand
from textual.screen import Screen

from tabletop.play.actions import AnyAction, PutToVote, WithdrawMotion, Yield
from tabletop.play.seen import OfferSeen, View
from tabletop.play.seen.decisions_seen import DecisionSeen
from tabletop.screens.kit.carrying_out import carry_out, is_up
from tabletop.screens.kit.dialog import Ask
from tabletop.screens.table.overlays.decision import DueActs
from tabletop.seat.deeds import DEEDS, WordsAsked, help_for, is_there, label_for
from tabletop.seat.port import Port, TurnResult
from tabletop.seat.words.deciding import asked_of, untaken
from tabletop.seat.words.due import due_from, undecided
from tabletop.seat.words.motions import told_motion
from tabletop.seat.words.roles import RoleColumns, RoleRow, of_offer, role_rows
from tabletop.seat.words.speakers import hand_move
from tabletop.text.safe import told_why

if TYPE_CHECKING:
    from tabletop.bots.coach import Advice


class TablePages(Screen[TurnResult]):
    """A subclass holds a port and its view, and reads the view again when a page is closed."""

    COMINGS: ClassVar[bool] = False
    """Whether the story tells who came and left; at one keyboard that is whose turn it was."""
    _port: Port
    _view: View

    def refresh_view(self) -> None:
        """Read the view again and repaint what has changed. Raises `NotImplementedError` unless
        overridden.
        """
        raise NotImplementedError

    def _offer(self) -> OfferSeen | None:
        """Return the selected offer."""
        raise NotImplementedError

    def _hint(self) -> str:
        """Say what to do next."""
        raise NotImplementedError

    def _role_rows(self) -> tuple[RoleRow, ...]:
        """Return what the selected offer and the draft are worth to the person in each role."""
        if not self._view.has.roles:
            return ()
        shown = self._roles_picked()
        draft = self._port.draft(self._view.standing)
        over = self._view.stands and self._view.stage in ("ended", "debrief")
        if (draft.changed or not self._view.stands) and not over:
            shown.append(("your draft", self._port.role_worth(draft.package)))
        return role_rows(self._view, shown)

    def _roles_picked(self) -> RoleColumns:
        """Return what the selected offer is worth in roles, with its column's name."""
        return of_offer(self._offer())

    def get_system_commands(self) -> Iterable[SystemCommand]:
        """Yield the same commands for the command palette."""
        for one in DEEDS:
            if is_there(one, self._view.has) and self.check_action(one.action, ()):
                label, what = label_for(one, self._view), help_for(one, self._view.has)
                shown = f"{what} ({one.shown or one.key.upper()})"
                yield SystemCommand(label, shown, self._run(one.action))

    def _run(self, action: str) -> Any:
        return getattr(self, f"action_{action}")

    def ask_words(self, asked: WordsAsked) -> None:
        """Run a command that needs only words."""
        from tabletop.screens.table.forms.compose import WordsForm

        offer = self._offer()
        chosen = offer.id if offer is not None else ""
        self.app.push_screen(WordsForm(self._port, asked, chosen), self._again)

    def action_hand(self) -> None:
        """Raise one's hand, lower it, or end one's speech, whichever it is now."""
        move = hand_move(self._view)
        if not isinstance(move, Yield):
            carry_out(self, self._made(move))
            return

        def answered(sure: bool | None) -> None:
            if sure:
                carry_out(self, self._made(move))

        text = "The facilitator then calls the next speaker."
        self.app.push_screen(Ask("End your speech?", text, "End it", "Go on"), answered)

    def action_motion(self) -> None:
        """Move a motion, or withdraw one's own."""
        from tabletop.screens.table.forms.motion_form import MotionForm

        listed = self._view.speakers
        mine = listed.motion_of(self._view.delegation) if listed is not None else None
        if mine is None:
            self.app.push_screen(MotionForm(self._port), self._again)
            return
        move = WithdrawMotion(by=self._port.seat, motion=mine.id)

        def answered(sure: bool | None) -> None:
            if sure:
                carry_out(self, self._made(move))

        text = f"{told_motion(self._view, mine)}. It has not been put to the vote yet."
        self.app.push_screen(Ask(f"Withdraw {mine.id}?", text, "Withdraw", "Keep it"), answered)

    async def _made(self, move: AnyAction) -> None:
        refusal = await self._port.submit(move)
        if refusal is not None:
            self.app.notify(told_why(refusal), severity="warning", markup=False)
        if is_up(self):
            self.refresh_view()

    def action_decide(self) -> None:
        """Open what is to be decided: acts that are due first, then decisions."""
        view = self._port.view()
        asked = asked_of(view)
        if asked and (untaken(view) or not due_from(view)) and not undecided(view):
            self.ask_decision(asked)
        else:
            self.app.push_screen(DueActs(self._port), self._again)

    def ask_decision(self, asked: tuple[DecisionSeen, ...]) -> None:
        """Open a decision, or a list of several to choose from."""
        from tabletop.screens.table.forms.decide_form import DecideForm
        from tabletop.screens.table.overlays.decision_list import DecisionsAsked

        one = len(asked) == 1
        page = DecideForm(self._port, asked[0].id) if one else DecisionsAsked(self._port)
        self.app.push_screen(page, self._again)

    def action_vote(self) -> None:
        from tabletop.screens.table.overlays.vote_card import VoteCard

        self.app.push_screen(VoteCard(self._port), self._again)

    def action_put_to_vote(self) -> None:
        offer = self._offer()
        if offer is None:
            return

        async def put() -> None:
            refusal = await self._port.submit(PutToVote(by=self._port.seat, offer=offer.id))
            if refusal is not None:
                self.app.notify(told_why(refusal), severity="warning", markup=False)
            if is_up(self):
                self.refresh_view()

        def answered(sure: bool | None) -> None:
            if sure:
                carry_out(self, put())

        text = (
            "Everybody learns what it settles, and whoever is asked votes on it. It can't be "
            "withdrawn any more."
        )
        self.app.push_screen(
            Ask(f"Put {offer.id} to the vote?", text, "Put it to the vote", "Not yet"), answered
        )

    def action_messages(self) -> None:
        from tabletop.screens.table.overlays.inbox import Inbox

        self.app.push_screen(Inbox(self._port), self._again)

    def action_statement(self) -> None:
        from tabletop.screens.table.forms.compose import StatementForm

        self.app.push_screen(StatementForm(self._port), self._again)

    def action_gesture(self) -> None:
        from tabletop.screens.table.forms.gesture_form import GestureForm

        self.app.push_screen(GestureForm(self._port), self._again)

    def _again(self, _: object) -> None:
        self.refresh_view()

    def action_brief(self) -> None:
        from tabletop.screens.table.overlays.briefing import Briefing

        self.app.push_screen(
            Briefing(self._view, first=False, remaining=self._port.remaining()), self._again
        )

    def action_questions(self) -> None:
        from tabletop.screens.table.overlays.discussion import Discussion

        self.app.push_screen(Discussion(self._port), self._again)

    def action_coach(self) -> None:
        from tabletop.screens.table.overlays.coach_page import CoachPage

        self.app.push_screen(CoachPage(self._port), self._advised)

    def _advised(self, advice: Advice | None) -> None:
        """Begin what the coach advised: its person has chosen to."""
        self.refresh_view()
        if advice is None or advice.move is None:
            return
        action = _BEGINS.get(advice.move.do, "")
        if self.check_action(action, ()):
            self._run(action)()

    def action_story(self) -> None:
        from tabletop.screens.table.overlays.story import Story

        self.app.push_screen(Story(self._port.retold(comings=self.COMINGS)))


_BEGINS = {
    "sign": "sign",
    "put-to-vote": "put_to_vote",
    "vote": "vote",
    "decide": "decide",
    "perform": "decide",
    "breach": "decide",
}
"""The command that begins what a coach advises, by the move; an offer goes into a draft."""

# A command that needs only words has no method of its own.
for _deed in DEEDS:
    if _deed.words is not None:
        _asks = partialmethod(TablePages.ask_words, _deed.words)
        setattr(TablePages, f"action_{_deed.action}", _asks)
