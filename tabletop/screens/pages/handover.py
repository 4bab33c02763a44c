"""The page between two turns: it hides every secret and says who comes to the keyboard.

What it shows is public: the room as everybody may see it. That somebody has something waiting is
shown as a mark without what, from whom or how much.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import RenderResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from tabletop.exercise.model import PHASES
from tabletop.play.seen import DelegationSeen, View
from tabletop.screens.kit.page import Page
from tabletop.screens.kit.speakers_line import speakers_line, tell_speakers
from tabletop.screens.pages.outcome import hanging
from tabletop.seat.port import Port
from tabletop.seat.words.speakers import speaks_now
from tabletop.text.lists import listed
from tabletop.text.safe import cut, one_line, pad, width

PURPOSE = {
    "lobby": "to read its brief",
    "situation": "to read news for its eyes only",
    "caucus": "to prepare in private",
    "negotiation": "to negotiate",
    "decision": "to decide in private",
    "ruling": "to read what the ruling means for it",
}

_CUT_BELOW = 1
"""Rows of padding below the last line."""

MOVED_ON = ""
"""Nobody takes the keyboard for what has been announced: the table has moved on."""


@dataclass(frozen=True)
class Chair:
    """One delegation as the room sees it: `waiting` when something waits for it."""

    party: DelegationSeen
    waiting: bool = False


def decides_in_private(view: View) -> bool:
    """Return whether what is done in a decision phase stays secret until it is revealed: acts that
    are due, and votes that are not called aloud.
    """
    return view.has.acts or any(one.ballot == "recorded" for one in view.open_votes)


def trail(view: View) -> Content:
    """Return the round's phases with the current one marked."""
    pieces: list[tuple[str, str]] = []
    for phase in view.phases:
        if phase == "caucus" and view.round is not None and view.round.crisis:
            continue
        if pieces:
            pieces.append((" › ", "$muted"))
        here = phase == view.stage
        pieces.append((phase.upper() if here else phase, "bold $primary" if here else "$muted"))
    return Content.assemble(*pieces)


def away(chairs: Iterable[Chair], next_id: str) -> str:
    """Say who must look away, by person and role; whoever comes to the keyboard is not asked to."""
    chairs = tuple(chairs)
    person = next(one.party.person for one in chairs if one.party.id == next_id)
    others: dict[str, list[str]] = {}
    for chair in chairs:
        if chair.party.id == next_id or (person and chair.party.person == person):
            continue
        others.setdefault(one_line(chair.party.person), []).append(one_line(chair.party.name))
    if not others:
        return ""
    named = [
        f"{name} ({', '.join(played)})" if name else ", ".join(played)
        for name, played in others.items()
    ]
    return f"{listed(named)}: please look away."


class ChairRow(Widget):
    """A delegation's line; a click calls it to the keyboard."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    ChairRow { height: 1; padding: 0 2; }
    ChairRow:hover { background: $panel; }
    """

    class Called(Message):
        def __init__(self, delegation: str) -> None:
            super().__init__()
            self.delegation = delegation

    def __init__(self, number: int, chair: Chair, columns: tuple[int, int]) -> None:
        super().__init__()
        self.chair = chair
        self._number = number
        self._columns = columns
        self.chosen = False

    def choose(self, chosen: bool) -> None:
        self.chosen = chosen
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        self.post_message(self.Called(self.chair.party.id))

    def render(self) -> RenderResult:
        party = self.chair.party
        if self.chosen:
            state, colour = "next", "bold $primary"
        elif party.ready:
            state, colour = "ready", "$success"
        else:
            state, colour = "", "$muted"
        if self.chair.waiting:
            state += (" · " if state else "") + "something waits for it"
        name = pad(party.name, self._columns[0])
        person = pad(party.person, self._columns[1])
        return Content.assemble(
            ("▸ " if self.chosen else "  ", "bold $primary"),
            (str(self._number) if self._number < 10 else " ", "bold $accent"),
            ("  ", ""),
            (name, "bold" if self.chosen else ""),
            ("  ", ""),
            (person, "$secondary"),
            ("  ", ""),
            (state, colour),
        )


class HandOver(Page[str]):
    """Dismisses with the delegation that has the keyboard now and confirms that it is alone."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", "Only I can see the screen", key_display="Enter"),
        Binding("f", "speakers", "Speakers' list"),
        Binding("up", "step(-1)", "Another delegation", show=False),
        Binding("down", "step(1)", "Another delegation", show=False),
        *[Binding(str(n), f"call({n})", f"Delegation {n}", show=False) for n in range(1, 10)],
    ]
    HELP = (
        "The keyboard changes hands. Nothing secret is on the screen.\n\n"
        "The person named on the card comes to the keyboard, the others look away, and **Enter** "
        "opens that delegation's own screen. The numbers, the arrow keys or a click call another "
        "delegation instead."
    )
    DEFAULT_CSS = """
    HandOver #room { padding: 1 2; align: center top; }
    HandOver #inner { width: 100%; max-width: 96; height: auto; }
    HandOver #trail { height: 1; margin: 0 0 1 2; }
    HandOver #card {
        height: auto; padding: 1 3; margin: 0 0 1 0; background: $surface;
        border-left: outer $primary;
    }
    HandOver #happened { height: auto; margin: 1 2 0 2; color: $secondary; }
    """

    def __init__(
        self,
        view: View,
        chairs: tuple[Chair, ...],
        proposed: str,
        callable_now: frozenset[str],
        *,
        happened: tuple[str, ...] = (),
        remaining: int | None = None,
        desk: Port | None = None,
    ) -> None:
        """`desk` is the facilitator's port, for the speakers' list of the whole room."""
        super().__init__(view, "The whole room", remaining)
        self._desk = desk
        self._chairs = chairs
        self._next = proposed
        self._callable = callable_now
        self._happened = happened

    def body(self) -> Iterable[Widget]:
        if self._desk is not None:
            yield from speakers_line(self._desk)
        with VerticalScroll(id="room", can_focus=False), Vertical(id="inner"):
            if self.shown.stage in PHASES:
                yield Static(trail(self.shown), id="trail")
            yield Static(id="card")
            columns = (
                min(30, max(width(one.party.name) for one in self._chairs)),
                min(18, max(width(one.party.person) for one in self._chairs)),
            )
            for number, chair in enumerate(self._chairs, 1):
                yield ChairRow(number, chair, columns)
            if self._happened:
                yield Static(self._story(), id="happened")

    def on_mount(self) -> None:
        self._propose(self._next)

    def on_resize(self) -> None:
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        """Show what happened only with at least a line of it: nothing here can be scrolled."""
        for block in self.query("#happened"):
            rows = self.query_one("#room").region.bottom - block.region.y
            block.visible = rows >= 2 + _CUT_BELOW

    def _story(self) -> Content:
        cells = min(92, self.app.size.width - 10)
        lines = [Content.styled("In the open this round", "bold $muted")]
        lines += [hanging("· ", "$muted", cut(one, 2 * cells - 4), cells) for one in self._happened]
        return Content("\n").join(lines)

    def _propose(self, delegation: str) -> None:
        self._next = delegation
        for row in self.query(ChairRow):
            row.choose(row.chair.party.id == delegation)
        party = self.shown.party(delegation)
        who = (
            f"{one_line(party.person)}, for {one_line(party.name)}"
            if party.person
            else one_line(party.name)
        )
        purpose = PURPOSE.get(self.shown.stage, "")
        if self.shown.stage == "decision" and not decides_in_private(self.shown):
            purpose = "to decide"
        look_away = away(self._chairs, delegation)
        card = Content.assemble(
            ("The keyboard goes to\n", "$muted"),
            (who, "bold $primary"),
            (f"  {purpose}\n\n" if purpose else "\n\n", "$muted"),
            ("Press ", ""),
            ("Enter", "bold $accent"),
            (" when only you can see the screen.", ""),
            (f"\n{look_away}" if look_away else "", "$secondary"),
        )
        self.query_one("#card", Static).update(card)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "speakers":
            return speaks_now(self.shown) is not None and self._desk is not None
        if action == "call":
            return parameters[0] in range(1, len(self._chairs) + 1)
        return super().check_action(action, parameters)

    def action_speakers(self) -> None:
        from tabletop.screens.pages.speakers import SpeakersPage

        if self._desk is not None:
            self.app.push_screen(SpeakersPage(self._desk, leaves=True), self._listed)

    def _listed(self, _: object) -> None:
        number = self.shown.round.number if self.shown.round is not None else 0
        if self._desk is not None and self._desk.phase() != (self.shown.stage, number):
            self.dismiss(MOVED_ON)
        else:
            tell_speakers((self,))

    def action_take(self) -> None:
        self.dismiss(self._next)

    def action_call(self, number: int) -> None:
        self._call(self._chairs[number - 1].party.id)

    def action_step(self, step: int) -> None:
        ids = [one.party.id for one in self._chairs if one.party.id in self._callable]
        at = ids.index(self._next) if self._next in ids else -1
        self._propose(ids[(at + step) % len(ids)])

    def on_chair_row_called(self, message: ChairRow.Called) -> None:
        self._call(message.delegation)

    def _call(self, delegation: str) -> None:
        if delegation in self._callable:
            self._propose(delegation)
        else:
            name = one_line(self.shown.party(delegation).name)
            self.notify(f"{name} has nothing to do here now.", markup=False)
