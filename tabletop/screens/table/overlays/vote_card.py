"""The card of a vote: what it is about, how one votes, and who has voted already."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from tabletop.play.actions import CastVote, CloseVote
from tabletop.play.parts.votes import ABSTAIN, CHOICES, NO, YES
from tabletop.play.seen import View
from tabletop.play.seen.seen_votes import VoteSeen
from tabletop.screens.kit.carrying_out import carry_out, is_up
from tabletop.screens.kit.content import plain
from tabletop.screens.kit.dialog import Box
from tabletop.seat.port import Port
from tabletop.seat.words.ballot_card import about_told, option_told, question_of
from tabletop.seat.words.voting import result_told, tally_told
from tabletop.text.safe import told_why

KEYS = {YES: "y", NO: "n", ABSTAIN: "a"}
_LABELS = {YES: "Yes", NO: "No", ABSTAIN: "Abstain"}
_YOURS = {YES: "You vote YES", NO: "You vote NO", ABSTAIN: "You ABSTAIN"}


def key_of(vote: VoteSeen, choice: str) -> str:
    """Return the key of a choice: y, n and a, or the number of an option."""
    if choice in KEYS:
        return KEYS[choice]
    options = [one for one in vote.choices if one not in CHOICES]
    return str(options.index(choice) + 1)


class VoteCard(ModalScreen[None]):
    """The votes that a seat may vote in, one at a time; a ballot can be changed until it is
    closed.
    """

    HELP = (
        "**Y** votes yes, **N** no, **A** abstains, or press the button; options have numbers. "
        "Until the vote is closed you can vote otherwise: your last ballot counts. Nobody sees how "
        "you vote before then, only that you have, unless the roll is called. The facilitator "
        "closes a vote, or the end of the phase; whoever asked for it may close it (**C**) once "
        "everybody has voted."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter", "close", "Back", key_display="Esc"),
        *(Binding(key, f"choose('{choice}')", _LABELS[choice]) for choice, key in KEYS.items()),
        *(Binding(str(n), f"number({n})", "", show=False) for n in range(1, 10)),
        Binding("c", "count", "Close the vote"),
        Binding("left", "turn(-1)", "", show=False),
        Binding("right", "turn(1)", "Another vote", key_display="← →"),
        Binding("up", "app.focus_previous", "", show=False),
        Binding("down", "app.focus_next", "", show=False),
    ]
    DEFAULT_CSS = """
    VoteCard { align: center middle; }
    VoteCard Box { width: 84; max-width: 98%; max-height: 96%; padding: 1 2; }
    VoteCard Static { height: auto; }
    VoteCard .gap { margin: 1 0 0 0; }
    VoteCard #choices { margin: 1 0; height: auto; }
    VoteCard #choices Button:focus { background: $primary; color: $background; }
    VoteCard.-slim #choices { layout: vertical; }
    VoteCard.-slim #choices Button { width: 100%; margin: 0 0 1 0; }
    VoteCard #why { color: $error; }
    """

    def __init__(self, port: Port) -> None:
        super().__init__()
        self._port = port
        view = port.view()
        known = [one for one in view.open_votes if one.own is not None] or [*view.open_votes]
        self._id = next((one.id for one in known if one.asks), known[0].id if known else "")

    def compose(self) -> ComposeResult:
        vote = self._vote()
        choices = vote.choices if vote is not None else ()
        with Box():
            yield Static(id="question", classes="title")
            yield Static(id="about")
            with Horizontal(id="choices"):
                for choice in choices:
                    yield Button(self._label(choice), compact=True, id=f"choice-{choice}")
            yield Static(id="mine")
            yield Static(id="tally", classes="gap")
            yield Static("", id="why")
            with Horizontal():
                yield Button("Close the vote (C)", compact=True, id="count")
                yield Button("Back (Esc)", compact=True, id="back")

    def _label(self, choice: str) -> str:
        vote = self._vote()
        key = key_of(vote, choice).upper() if vote is not None else ""
        named = _LABELS.get(choice) or (self._named(vote, choice) if vote is not None else "")
        return f"{named} ({key})"

    def on_mount(self) -> None:
        # Enter goes back: words typed for another page must not vote.
        self.query_one("#back").focus()
        self._tell()

    def _vote(self) -> VoteSeen | None:
        return next((one for one in self._port.view().votes if one.id == self._id), None)

    def _tell(self) -> None:
        view, vote = self._port.view(), self._vote()
        if vote is None:
            self._put("question", plain("No vote is open."))
            return
        self._put("question", plain(f"{vote.id} · {question_of(view, vote)}"))
        self._put("about", plain("\n".join(about_told(view, vote))))
        self._put("mine", self._mine(vote))
        self._put("tally", self._tally(view, vote))
        may = vote.why_not_vote is None
        for button in self.query("#choices Button").results(Button):
            button.disabled = not may
            chosen = button.id == f"choice-{vote.mine}"
            button.variant = "primary" if chosen else "default"
        self.query_one("#count").display = vote.why_not_close is None

    def _put(self, id: str, content: Content) -> None:
        self.query_one(f"#{id}", Static).update(content)

    def _mine(self, vote: VoteSeen) -> Content:
        if vote.closed is not None:
            return Content("")
        if vote.mine:
            said = _YOURS.get(vote.mine) or f"You vote for {self._named(vote, vote.mine)}"
            return Content.styled(f"{said}, until you vote otherwise.", "bold $accent")
        if vote.why_not_vote is not None:
            return plain(told_why(vote.why_not_vote), "$muted")
        return Content.styled("You have not voted yet.", "bold $error")

    def _named(self, vote: VoteSeen, choice: str) -> str:
        return option_told(self._port.view(), vote, choice)

    def _tally(self, view: View, vote: VoteSeen) -> Content:
        tally = tally_told(view, vote)
        if vote.closed is not None:
            told = f"{vote.id} is closed: {result_told(view, vote)}.\n{tally}"
            return plain(told, "bold")
        how = (
            "The roll is called: each says it aloud."
            if vote.ballot == "roll-call"
            else "Nobody sees how you vote before it is closed."
        )
        return Content.assemble((f"{tally}\n", "$secondary"), (how, "$muted"))

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        id = event.button.id or ""
        if id == "back":
            self.dismiss(None)
        elif id == "count":
            self.action_count()
        else:
            self.action_choose(id.removeprefix("choice-"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        vote = self._vote() if self.is_mounted else None
        if action == "choose":
            return vote is not None and parameters[0] in vote.choices and vote.open
        if action == "count":
            return vote is not None and vote.why_not_close is None
        if action == "turn":
            return len(self._port.view().open_votes) > 1
        return True

    def action_number(self, number: int) -> None:
        vote = self._vote()
        options = [one for one in vote.choices if one not in CHOICES] if vote is not None else []
        if number <= len(options):
            self.action_choose(options[number - 1])

    def action_choose(self, choice: str) -> None:
        vote = self._vote()
        if vote is not None and choice != vote.mine:
            carry_out(self, self._done(CastVote(by=self._port.seat, vote=vote.id, choice=choice)))

    def action_count(self) -> None:
        vote = self._vote()
        if vote is not None and vote.why_not_close is None:
            carry_out(self, self._done(CloseVote(by=self._port.seat, vote=vote.id)))

    async def _done(self, action: CastVote | CloseVote) -> None:
        refusal = await self._port.submit(action)
        if is_up(self):
            self._put("why", plain(told_why(refusal) if refusal else ""))
            self._tell()
            self.refresh_bindings()

    def follow(self, view: View) -> None:
        """Follow the table when it has moved on."""
        self._tell()
        self.refresh_bindings()

    async def action_turn(self, by: int) -> None:
        ids = [one.id for one in self._port.view().open_votes]
        if len(ids) > 1:
            place = ids.index(self._id) if self._id in ids else 0
            self._id = ids[(place + by) % len(ids)]
            await self.recompose()
            self.on_mount()

    def action_close(self) -> None:
        self.dismiss(None)
