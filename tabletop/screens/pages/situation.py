"""A round opens: the situation, then what happened, one card at a time.

The room reads public cards together; the same page shows a delegation the news for it alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.geometry import Offset
from textual.widget import Widget
from textual.widgets import Static

from tabletop.play.events import AgreementReached
from tabletop.play.seen import InjectSeen, View
from tabletop.play.seen.decisions_seen import DecisionSeen
from tabletop.screens.kit.content import plain
from tabletop.screens.kit.page import Page, Reading, turned_on
from tabletop.seat.words.deciding import told_state
from tabletop.seat.words.signatures import when_due
from tabletop.text.lists import dotted, listed
from tabletop.text.safe import one_line


@dataclass(frozen=True)
class Card:
    """One thing that happened: where or when (`kicker`), its title and its text.

    `seq` is the number of the event it tells, 0 for none.
    """

    kicker: str
    title: str
    text: str
    private: bool = False
    seq: int = 0


def ending_card(view: View) -> Card:
    """Return how the exercise ends, with its author's note on its numbers."""
    _, title, text = view.ending or ("", "The exercise ends", "")
    said = f"{text}\n\n*{view.disclaimer}*" if view.disclaimer else text
    return Card("HOW IT ENDS", title, said)


def headline(view: View) -> Card:
    """Return the round's own card."""
    one = view.round
    if one is None:
        return Card("", view.title, view.summary)
    crisis = " · CRISIS: no caucus, half the time" if one.crisis else ""
    kicker = dotted(one_line(one.date).upper(), f"ROUND {one.number} OF {one.count}{crisis}")
    return Card(kicker, one.title, one.situation)


def card_of(inject: InjectSeen, view: View) -> Card:
    """Return an inject's card; one that is not for everybody says whom it is for."""
    date = one_line(view.round.date).upper() if view.round else ""
    channel = one_line(inject.channel).upper()
    if inject.to == "all":
        return Card(dotted(date, channel or "NEWS"), inject.title, inject.text, seq=inject.seq)
    to = [view.party(one).name for one in inject.to if one in {d.id for d in view.delegations}]
    whose = f"FOR {one_line(' and '.join(to)).upper()} ONLY"
    return Card(
        dotted(date, f"{f'{channel} ' if channel else ''}{whose}"),
        inject.title,
        inject.text,
        True,
        inject.seq,
    )


def agreement_card(event: AgreementReached, view: View) -> Card:
    """Return the card of a new agreement: who signed, what it moves, and who must act."""
    date = one_line(view.round.date).upper() if view.round else ""
    names = [one_line(view.party(one).name) for one in event.signed]
    lines = []
    acts = {act.issue: act for one in view.offers if one.id == event.offer for act in one.acts}
    for choice in view.choices:
        option = one_line(choice.option(event.package[choice.id]).name)
        if choice.id in event.terms:
            by = ", ".join(one_line(view.party(one).name) for one in choice.by)
            if choice.id in acts:
                by += f", due {when_due(view, acts[choice.id])}"
            lines.append(f"- {one_line(choice.name)}: **{option}**" + (f" (by {by})" if by else ""))
        elif choice in (view.form, view.order) and len(choice.options) > 1:
            lines.append(f"- {one_line(choice.name)}: {option}")
    return Card(
        dotted(date, f"AGREEMENT {event.agreement} IS IN FORCE"),
        f"{listed(names)} have {'signed' if view.has.signatures else 'voted for it'}.",
        "\n".join(lines),
        seq=event.seq,
    )


def decided_cards(some: Sequence[DecisionSeen], view: View) -> tuple[Card, ...]:
    """Return the card of what was decided: by whom, what, and why; none where nothing was."""
    if not some:
        return ()
    lines = []
    for one in some:
        who = one_line(view.party(one.delegation).name)
        lines.append(f"- {who}, {one_line(one.name)}: **{one_line(told_state(one))}**")
        if one.why:
            lines.append(f"  “{one_line(one.why)}”")
    title = "What was decided" if len(some) > 1 else f"Decided: {one_line(some[0].name)}"
    return (Card("DECIDED", title, "\n".join(lines), seq=some[0].closed or 0),)


def _left(card: Card) -> Card:
    """Return what remains of a card about something taken back."""
    return replace(card, title="The facilitator has taken this back.", text="")


class Cards(Page[bool]):
    """Shows cards one after another; dismisses with True after the last."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "read_on", "Read on", key_display="Enter"),
        Binding("space", "scroll_on", "Scroll", show=False),
        Binding("left,backspace", "back", "Back", key_display="←"),
        Binding("right", "read_on", "Read on", show=False),
    ]
    HELP = "Read the card, together if it is for the room. **Enter** turns to the next one."
    DEFAULT_CSS = """
    Cards #stage { padding: 1 3; align: center top; height: 1fr; }
    Cards #card {
        width: 100%; max-width: 92; height: auto; padding: 1 3; background: $surface;
        border-left: outer $primary;
    }
    Cards.-wide #stage { padding: 3 3; align: center middle; }
    Cards.-slim #stage { padding: 1 0; }
    Cards.-slim #card { padding: 1 2; }
    Cards.-private #card { border-left: outer $accent; }
    Cards #kicker { height: auto; color: $accent; text-style: bold; }
    Cards #title { height: auto; text-style: bold; margin: 1 0; }
    Cards #place { height: 1; margin: 1 0 0 0; color: $muted; }
    """

    def __init__(
        self,
        view: View,
        cards: tuple[Card, ...],
        whose: str = "The whole room",
        remaining: int | None = None,
    ) -> None:
        super().__init__(view, whose, remaining)
        self._cards = cards
        self._at = 0

    def body(self) -> Iterable[Widget]:
        with VerticalScroll(id="stage"), Vertical(id="card"):
            yield Static(id="kicker")
            yield Static(id="title")
            yield Reading(self._cards[0].text)
            yield Static(id="place")

    async def on_mount(self) -> None:
        self.query_one("#stage").focus()
        await self._show(0)

    def follow(self, view: View) -> None:
        """Keep what is being read, unless the facilitator has taken it back."""
        super().follow(view)
        kept = tuple(_left(one) if one.seq in view.taken_back else one for one in self._cards)
        if kept != self._cards:
            self._cards = kept
            self.run_worker(self._put(kept[self._at]), exclusive=True)

    async def _put(self, card: Card) -> None:
        self.query_one("#kicker", Static).update(plain(card.kicker))
        self.query_one("#title", Static).update(plain(card.title))
        await self.query_one(Reading).put(card.text)

    async def _show(self, at: int) -> None:
        """Turn to a card; it slides in from below, unless animation is off."""
        self._at = at
        card = self._cards[at]
        self.set_class(card.private, "-private")
        await self._put(card)
        place = (
            ""
            if len(self._cards) == 1
            else "".join("● " if number == at else "○ " for number in range(len(self._cards)))
        )
        self.query_one("#place", Static).update(Content(place.rstrip()))
        self.query_one("#place").display = bool(place)
        stage = self.query_one("#stage", VerticalScroll)
        stage.scroll_home(animate=False)
        whole = self.query_one("#card", Vertical)
        whole.offset = Offset(0, 3)
        whole.animate("offset", Offset(0, 0), duration=0.3)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "back":
            return self._at > 0
        return super().check_action(action, parameters)

    async def action_read_on(self) -> None:
        if turned_on(self.query_one("#stage", VerticalScroll)):
            return
        if self._at + 1 == len(self._cards):
            self.dismiss(True)
        else:
            await self._show(self._at + 1)

    async def action_back(self) -> None:
        await self._show(self._at - 1)

    def action_scroll_on(self) -> None:
        self.query_one("#stage", VerticalScroll).scroll_page_down()
