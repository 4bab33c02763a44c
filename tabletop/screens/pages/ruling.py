"""The referee's ruling: first for the room, revealed line by line, then for each in private."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Literal

from textual import events
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tabletop.exercise.model import Has
from tabletop.play.events import AnyEvent, ClimateChanged
from tabletop.play.kinds import declared
from tabletop.play.kinds.declared import DeedTold as Kind
from tabletop.play.seen import View
from tabletop.referee.ledger import tenth
from tabletop.screens.kit.masthead import Masthead, meter
from tabletop.screens.kit.page import Page, own, turned_on
from tabletop.screens.kit.theme import BROAD
from tabletop.screens.pages.outcome import gone, hanging, ledger_page, span_of, verdict, worth_bar
from tabletop.seat.asked import phase_of
from tabletop.text.lists import dotted
from tabletop.text.safe import one_line, pad

NEXT = "next"
_GO_ON = "The facilitator goes on: F10, N, Enter. H, Enter there lets it pass."

COLOURS: Mapping[Kind, str] = {
    "agreed": "$success",
    "voted": "$primary",
    "gesture": "$primary",
    "performed": "$success",
    "BREACHED": "$error",
    "suspended": "$warning",
    "not due": "$muted",
    "decided": "$primary",
    "not decided": "$warning",
    "lapsed": "$muted",
    "adjusted": "$accent",
}
"""What is listed of a round, in this order, each with its colour."""


@dataclass(frozen=True)
class DeedTold:
    """One line of what was done: its kind in a word, and a sentence."""

    kind: Kind | Literal["nothing"]
    sentence: str
    colour: str


def deeds(view: View) -> tuple[DeedTold, ...]:
    """Return a round's events worth listing: agreements first, then acts, then what lapsed."""
    found: dict[Kind, list[DeedTold]] = {kind: [] for kind in COLOURS}
    for one, said in zip(view.events, view.story, strict=True):
        kind = declared(one).place.deed
        if kind is not None and one.seq not in view.taken_back:
            found[kind].append(DeedTold(kind, said, COLOURS[kind]))
    return tuple(deed for deeds in found.values() for deed in deeds)


def climate_of(happened: Sequence[AnyEvent]) -> ClimateChanged | None:
    """Return the round's ruling on the climate as this view may know it."""
    return next((one for one in reversed(happened) if isinstance(one, ClimateChanged)), None)


def _help(has: Has) -> str:
    """Say what this page is for, for what the exercise has."""
    tension = ", and then how tension moved" if has.climate else ""
    own = (
        " What it means for each delegation is for its own eyes: each reads it at its next turn, "
        "or now with its number key."
        if has.points
        else ""
    )
    return (
        f"The referee rules. **Enter** reveals what was done, one line after another{tension}.{own}"
    )


def nothing_done(view: View) -> str:
    """Return what to say of a round in which nothing was done."""
    if not view.has.offers:
        return "Nothing was decided this round."
    if not view.has.acts:
        return "Nothing was agreed this round."
    return "Nothing was agreed, performed or breached this round."


class Ruling(Page[str]):
    """For the room. Dismisses with `NEXT`, or with a delegation that wants its own page now."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "reveal", "Go on", key_display="Enter"),
        Binding("space", "reveal", "Go on", show=False),
        Binding("a", "all", "Show all"),
        *[Binding(str(n), f"own({n})", f"Delegation {n}", show=False) for n in range(1, 10)],
    ]
    DEFAULT_CSS = """
    Ruling #stage { padding: 1 3; align: center top; }
    Ruling #sheet {
        width: 100%; max-width: 96; height: auto; padding: 1 3; background: $surface;
        border-left: outer $primary;
    }
    Ruling #sheet Static { height: auto; }
    Ruling .title { text-style: bold; color: $accent; margin: 0 0 1 0; }
    Ruling .heading { text-style: bold; margin: 1 0 0 0; }
    Ruling #invite { margin: 1 3 0 3; height: auto; color: $secondary; max-width: 96; }
    """

    def __init__(
        self,
        view: View,
        done: tuple[DeedTold, ...],
        *,
        revealed: bool = False,
        alone: bool = False,
        remaining: int | None = None,
    ) -> None:
        """`alone` for somebody with a screen of their own: their own ruling then comes next."""
        self._alone = alone
        self._climate = climate_of(view.events)
        moved = sum(one.change for one in self._climate.tension_lines) if self._climate else 0.0
        self._before = view.tension - moved
        # The head keeps the old tension until the new one is revealed.
        hidden = view if revealed else replace(view, tension=self._before)
        whose = one_line(view.party(view.delegation).name) if view.delegation else "The whole room"
        super().__init__(hidden, whose, remaining)
        self._ruled = view
        self._done = done or (DeedTold("nothing", nothing_done(view), "$muted"),)
        self.help_here = _help(view.has)
        self._last = len(self._done) + 1
        self._shown = self._last if revealed else 0

    def body(self) -> Iterable[Widget]:
        number = self.shown.round.number if self.shown.round else 0
        date = one_line(self.shown.round.date).upper() if self.shown.round else ""
        with VerticalScroll(id="stage"):
            with Vertical(id="sheet"):
                yield Static(
                    dotted(date, f"THE RULING OF ROUND {number}"), classes="title", markup=False
                )
                yield Static(id="deeds")
                if self.shown.has.climate:
                    yield Static("Tension", id="tension-title", classes="heading")
                    yield Static(id="tension")
            yield Static(id="invite")

    def on_mount(self) -> None:
        self.query_one("#stage").focus()
        self._show()

    def on_resize(self, event: events.Resize) -> None:
        self._show()

    @property
    def whole(self) -> bool:
        """Return whether everything has been revealed."""
        return self._shown >= self._last

    def _show(self) -> None:
        told = self._done[: self._shown]
        cells = max(24, min(96, self.size.width - 6) - 8)
        lines = [
            hanging(pad(one.kind, 11), f"bold {one.colour}", one.sentence, cells) for one in told
        ]
        hidden = len(self._done) - len(told)
        lines += [Content.styled("· · ·", "$muted")] * min(1, hidden)
        self.query_one("#deeds", Static).update(Content("\n").join(lines))
        for one in self.query("#tension-title, #tension"):
            one.display = self.whole
        self.query_one("#invite").display = self.whole
        if self.whole:
            self.query_one(Masthead).show(self._ruled)
            for one in self.query("#tension").results(Static):
                one.update(self._tension(cells))
            self.query_one("#invite", Static).update(self._invitation())
        self.refresh_bindings()

    def _tension(self, cells: int) -> Content:
        now, crisis_at = self._ruled.tension, self.shown.crisis_at
        changes = [] if self._climate is None else list(self._climate.tension_lines)
        lines = [
            Content.assemble(("before  ", "$muted"), *_bar(self._before, crisis_at, cells - 8)),
            Content.assemble(("now     ", "$muted"), *_bar(now, crisis_at, cells - 8)),
        ]
        if changes:
            lines += [
                hanging(
                    f"{tenth(one.change):+8.1f}  ",
                    "$error" if one.change > 0 else "$success",
                    one.told(self.shown.names),
                    cells,
                )
                for one in changes
            ]
        else:
            lines.append(Content.styled("Nothing moved it this round.", "$muted"))
        if now >= crisis_at:
            lines.append(
                Content.styled("CRISIS: the next round has no caucus and half the time.", "$error")
            )
        return Content("\n").join(lines)

    def follow(self, view: View) -> None:
        """Keep the head at this ruling, without a clock once that is the next phase's."""
        if phase_of(view) != phase_of(self.shown):
            self.query_one(Masthead).leave_time()

    def _invitation(self) -> Content:
        if not self._ruled.has.points:
            held = f"\n\nHeld for discussion. {_GO_ON}" if self._ruled.held else ""
            return Content.assemble(("Enter", "bold $accent"), f" goes on.{held}")
        if self._alone:
            held = " The facilitator holds the ruling for discussion." if self._ruled.held else ""
            return Content.assemble(
                ("Enter", "bold $accent"),
                f" shows what it means for you, for your eyes only.{held}",
            )
        pieces: list[tuple[str, str]] = [
            ("What it means for each is for its own eyes, at its next turn or now:  ", "")
        ]
        for number, party in enumerate(self.shown.delegations, 1):
            pieces += [(f"{number} ", "bold $accent"), (f"{one_line(party.name)}   ", "")]
        if self._ruled.held:
            pieces += [("\n\nHeld for discussion. ", "bold $accent"), (_GO_ON, "")]
        return Content.assemble(*pieces)

    def action_reveal(self) -> None:
        stage = self.query_one("#stage", VerticalScroll)
        if self.whole and turned_on(stage):
            return
        if self.whole and self._ruled.held and not self._alone:
            self.notify(f"The ruling is held for discussion. {_GO_ON}")
        elif self.whole:
            self.dismiss(NEXT)
        else:
            self._shown += 1
            self._show()
            if not self.whole:
                # What is revealed below the last line is in sight.
                stage.scroll_end(animate=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "own":
            here = parameters[0] in range(1, len(self.shown.delegations) + 1)
            return here and self.whole and not self._alone and self._ruled.has.points
        if action == "all":
            return not self.whole
        return super().check_action(action, parameters)

    def action_all(self) -> None:
        self._shown = self._last
        self._show()

    def action_own(self, number: int) -> None:
        self.dismiss(self.shown.delegations[number - 1].id)


def _bar(tension: float, crisis_at: float, cells: int) -> list[tuple[str, str]]:
    """Return tension as a bar and a number in at most `cells` cells; on two lines
    there is no bar.
    """
    full, rest = meter(tension, min(40, cells - 6))
    colour = "$error" if tension >= crisis_at else "$accent"
    return [(full, colour), (rest, "$faint"), (f" {tenth(tension):5.1f}", "bold")]


class OwnRuling(Page[bool]):
    """For one delegation: what the table is worth to it after the last ruling, and why."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go_on", "Go on", key_display="Enter"),
        Binding("escape", "close", "Go on", show=False),
        Binding("space", "scroll_on", "Scroll", show=False),
    ]
    HELP = (
        "Your own ruling: what the table is worth to you now, line by line, what is *new* or has "
        "changed since the last ruling, and how far your delegation trusts the others. Nobody "
        "else sees this page."
    )
    DEFAULT_CSS = """
    OwnRuling VerticalScroll { padding: 1 3; }
    OwnRuling Vertical { height: auto; width: 1fr; }
    OwnRuling #beside { layout: vertical; }
    OwnRuling.-broad #beside { layout: horizontal; }
    OwnRuling.-broad #made { width: 116; }
    OwnRuling Static { height: auto; max-width: 110; }
    OwnRuling .title { text-style: bold; color: $accent; margin: 0 0 1 0; }
    OwnRuling .heading { text-style: bold; margin: 1 0 0 0; }
    """

    def __init__(self, view: View, remaining: int | None = None) -> None:
        party = view.party(view.delegation or "")
        super().__init__(view, own(view), remaining)
        self._delegation = party.id
        if not view.has.climate:
            self.help_here = (
                "Your own ruling: what the table is worth to you now, line by line, and what is "
                "*new* or has changed since the last ruling. Nobody else sees this page."
            )

    def body(self) -> Iterable[Widget]:
        score = self.shown.scores[self._delegation]
        with VerticalScroll():
            yield Static(f"FOR YOUR EYES ONLY · THE RULING OF ROUND {score.round}", classes="title")
            with Vertical(id="beside"):
                with Vertical(id="made"):
                    yield Static(id="worth")
                    yield Static("What makes it up", classes="heading")
                    yield Static(id="ledger")
                if self.shown.has.climate:
                    with Vertical():
                        yield Static("How far your delegation trusts", classes="heading")
                        yield Static(id="trust")

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.width >= BROAD, "-broad")
        cells = min(108, event.size.width - 8)
        self.query_one("#worth", Static).update(self._worth(cells))
        self.query_one("#ledger", Static).update(self._ledger(cells))
        for one in self.query("#trust").results(Static):
            one.update(self._trust(cells))

    def _worth(self, cells: int) -> Content:
        mine = [one for one in self.shown.rulings if one.delegation == self._delegation]
        score = self.shown.scores[self._delegation]
        earlier = [one for one in mine if one.round < score.round]
        words, colour = verdict(score.value, score.walk_away)
        change = ""
        if earlier:
            moved = tenth(score.value - earlier[-1].value)
            since = f"since round {earlier[-1].round}"
            change = f" ({moved:+.1f} {since})" if moved else f" (unchanged {since})"
        return Content.assemble(
            ("Worth to you  ", ""),
            (f"{tenth(score.value):.1f}", "bold"),
            (change, "$secondary"),
            ("   ", ""),
            (words, f"bold {colour}"),
            ("\n", ""),
            *worth_bar(score.value, score.walk_away, span_of(mine), min(60, cells)),
            (
                f"\n┃ walk-away {tenth(score.walk_away):.1f}: what your plan without a deal is "
                "worth",
                "$muted",
            ),
        )

    def _ledger(self, cells: int) -> Content:
        score = self.shown.scores[self._delegation]
        earlier = [
            one
            for one in self.shown.rulings
            if one.delegation == self._delegation and one.round < score.round
        ]
        before = earlier[-1].ledger if earlier else ()
        names = self.shown.names
        page = ledger_page(score.ledger, before, names, cells)
        lost = gone(score.ledger, before)
        if not lost:
            return page
        lines = [
            hanging(
                f"{tenth(one.value):+8.1f}  ",
                "$muted",
                one.told(names),
                cells,
                style="strike $muted",
            )
            for one in lost
        ]
        title = Content.styled("\nNo longer counts", "$muted")
        return Content("\n").join([page, title, *lines])

    def _trust(self, cells: int) -> Content:
        climate = climate_of(self.shown.events)
        changes = () if climate is None else climate.trust_lines
        lines: list[Content] = []
        # A name, a bar, the number and its change: on one line, even on a phone.
        room = cells - len(" 100") - len("  +00.0")
        bar = max(8, min(20, room - 22))
        names = max(8, min(22, room - bar))
        for party in self.shown.delegations:
            trust = self.shown.trust.get((self._delegation, party.id))
            if trust is None:
                continue
            moved = [one for one in changes if (one.of, one.toward) == (self._delegation, party.id)]
            full, rest = meter(trust, bar)
            change = sum(one.change for one in moved)
            lines.append(
                Content.assemble(
                    (pad(party.name, names), ""),
                    (full, "$primary"),
                    (rest, "$faint"),
                    (f" {trust:3.0f}", "bold"),
                    (f"  {tenth(change):+.1f}" if moved else "", "bold $accent"),
                )
            )
            lines += [
                hanging(
                    f"{tenth(one.change):+9.1f}  ",
                    "$secondary",
                    one.told(self.shown.names),
                    cells,
                    style="$secondary",
                )
                for one in moved
            ]
        return Content("\n").join(lines)

    def action_go_on(self) -> None:
        if not turned_on(self.query_one(VerticalScroll)):
            self.dismiss(True)

    def action_close(self) -> None:
        self.dismiss(True)

    def action_scroll_on(self) -> None:
        self.query_one(VerticalScroll).scroll_page_down()
