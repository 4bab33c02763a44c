"""A past game on the screen: the widgets of live play at any moment of it, and a timeline.

It can change nothing: all it holds is a transcript that was read.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Literal

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.screen import Screen
from textual.timer import Timer

from tabletop.journal.carried import library_note
from tabletop.past import ReadTable
from tabletop.play.seen import OfferSeen, View
from tabletop.screens.kit.dialog import Ask
from tabletop.screens.kit.keybar import KeyBar
from tabletop.screens.kit.masthead import Masthead
from tabletop.screens.kit.tabs import Tabs
from tabletop.screens.kit.theme import BROAD, WIDE
from tabletop.screens.replay.asking import AskFilter, AskLine
from tabletop.screens.replay.course import (
    ALL,
    EVERYTHING,
    OPENINGS,
    ROOM,
    Course,
    Filter,
    groups_of,
)
from tabletop.screens.replay.decided import LEDGER, OF_OFFERS, help_for
from tabletop.screens.replay.eyes import eyes_of, seat_name, seen_at, whose
from tabletop.screens.replay.figures import Figures
from tabletop.screens.replay.happenings import Happenings
from tabletop.screens.replay.panel import FigurePanel
from tabletop.screens.replay.table_pane import TablePane
from tabletop.screens.replay.telling import EventTold
from tabletop.screens.replay.timeline import Timeline
from tabletop.screens.table.panels.grid import Grid
from tabletop.seat.packages.grid import Column, columns_of
from tabletop.seat.packages.worth import NamedWorth, worths_of
from tabletop.text.safe import one_line

PANES = {"table": "Table", "happenings": "Events", "figures": "Figures"}
SPEEDS = (0.5, 1.0, 2.0, 5.0, 20.0)
"""Events per second."""
_TALL = 30

Wish = tuple[Literal["fork", "beside", "leave"], int]
"""What is wanted next, and the event it is wanted at."""


class Replay(Screen[Wish]):
    """Never dismisses by itself: `wished` is called with what is wanted next."""

    HELP = (
        "The game as it was, at any moment. Above, all of it: **│** a round, **▼** an inject, "
        f"{OF_OFFERS}. Click anywhere on it to go there.\n\n"
        "**V** changes the perspective: everything revealed, the whole room, or a seat "
        "as it saw things at that moment. **F** filters the events, **/** searches for words."
        f"{LEDGER}\n\n"
        "**W** asks *what if*: a new table with the same past, to continue differently. **C** puts "
        "another game of this exercise beside this one. **Esc** stops playing, then clears the "
        "search, clears the filter and goes back to the table; **Q** leaves."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "step(1, 'event')", "Event", key_display="← →"),
        Binding("left", "step(-1, 'event')", "Event back", show=False),
        Binding("full_stop", "step(1, 'move')", "Move", key_display=", ."),
        Binding("comma", "step(-1, 'move')", "Move back", show=False),
        Binding("pagedown", "step(1, 'phase')", "Phase", key_display="PgUp PgDn"),
        Binding("pageup", "step(-1, 'phase')", "Phase back", show=False),
        Binding("right_square_bracket", "step(1, 'round')", "Round", key_display="[ ]"),
        Binding("left_square_bracket", "step(-1, 'round')", "Round back", show=False),
        Binding("home", "seek(1)", "First event", show=False),
        Binding("end", "seek(-1)", "Last event", show=False),
        Binding("space", "play", "Play", key_display="Space"),
        Binding("plus,equals_sign", "speed(1)", "Faster", show=False, key_display="+"),
        Binding("minus", "speed(-1)", "Slower", show=False, key_display="-"),
        Binding("v", "eyes(1)", "Eyes", key_display="V"),
        Binding("V", "eyes(-1)", "Eyes before", show=False, key_display="Shift+V"),
        Binding("f", "filter", "Filter", key_display="F"),
        Binding("slash", "search", "Find", key_display="/"),
        Binding("n", "found(1)", "Next found", key_display="N"),
        Binding("N", "found(-1)", "Found before", show=False, key_display="Shift+N"),
        Binding("g", "go_to", "Go to", key_display="G"),
        Binding("f2", "why", "Why?", key_display="F2"),
        Binding("y", "why", "Why?", show=False),
        Binding("w", "wish('fork')", "What if", key_display="W"),
        Binding("c", "wish('beside')", "Compare", key_display="C"),
        Binding("b", "brief", "Brief", key_display="B"),
        Binding("o", "pick", "Offer", key_display="O", show=False),
        *[
            Binding(str(number), f"pane('{one}')", title, show=False)
            for number, (one, title) in enumerate(PANES.items(), 1)
        ],
        Binding("tab", "next_pane", "Pane", show=False, key_display="Tab"),
        Binding("up", "go(-1)", "", show=False),
        Binding("down", "go(1)", "", show=False),
        Binding("escape", "back", "Back", key_display="Esc", show=False),
        Binding("q", "wish('leave')", "Leave", key_display="Q"),
    ]
    DEFAULT_CSS = """
    Replay Tabs { height: 1; padding: 0 3; background: $background; }
    Replay #body { height: 1fr; }
    Replay Happenings { width: 1fr; }
    """

    def __init__(
        self, table: ReadTable, at: int, eyes: str, wished: Callable[[Wish], None]
    ) -> None:
        super().__init__()
        self.course = Course(table)
        self.here = at
        self.eyes = eyes
        self.only: Filter = ALL
        self._wished = wished
        self._table = table
        self._figures = Figures(table)
        self._hits: tuple[int, ...] = ()
        self._words = ""
        self._pane = "table"
        self._picked = ""
        self._speed = 1
        self._timer: Timer | None = None
        self._shown_as_it_was = True
        self._view = seen_at(table, at, eyes)
        self.help_here = help_for(self.HELP, table.exercise.has)

    @property
    def shown(self) -> View:
        """What is seen at this moment."""
        if self._view is None:
            # Before the first event everything can be shown.
            self._view = self._table.view_at(0, None)
        return self._view

    @property
    def playing(self) -> bool:
        return self._timer is not None

    def compose(self) -> ComposeResult:
        yield Masthead(self.shown, whose(self.course, self.eyes, self.shown))
        yield Timeline(self.course)
        yield Tabs(PANES)
        with Horizontal(id="body"):
            yield TablePane(self.shown, self._columns(), self._offer())
            yield Happenings(self.course, id="happenings")
            yield FigurePanel(self.course.last, self.course.rounds, id="figures")
        yield EventTold(self.course)
        yield KeyBar(lines=2)

    def on_mount(self) -> None:
        self._show_pane(self._pane)
        self._paint()
        edited = library_note(self._table.exercise, looking=True)
        for doubt in (*self._table.doubts, *filter(None, [edited])):
            self.notify(one_line(doubt), severity="warning", timeout=15, markup=False)

    def on_resize(self, event: events.Resize) -> None:
        self.query_one(EventTold).set_class(event.size.height >= _TALL, "-tall")
        self._show_pane(self._pane)
        self._paint()

    # What is shown.

    def seek(self, seq: int) -> None:
        """Go to an event, at once."""
        self.here = min(max(0, seq), self.course.last)
        view = seen_at(self._table, self.here, self.eyes)
        self._shown_as_it_was = view is not None
        self._view = view or self._view
        self._paint()

    def _paint(self) -> None:
        view, stops = self.shown, self.course.stops(self.eyes, self.only)
        open_offers = [one.id for one in view.open_offers]
        if self._picked not in open_offers:
            self._picked = open_offers[0] if open_offers else ""
        masthead = self.query_one(Masthead)
        masthead.say(whose(self.course, self.eyes, view))
        masthead.show(view)
        self.query_one(Timeline).put(self.here, stops, self._hits)
        pane = self.query_one(TablePane)
        pane.put(view, self._columns(), self._offer(), self._worths())
        self.query_one(Happenings).put(self.here, self.eyes, stops, self._hits)
        self.query_one(FigurePanel).put(self._figures.known(view), self.here)
        self.query_one(EventTold).put(self.here, self.eyes, self._hidden(), self._note())
        self.refresh_bindings()

    def _columns(self) -> tuple[Column, ...]:
        return columns_of(self.shown, yours=False)

    def _worths(self) -> tuple[NamedWorth, ...]:
        """Return what the seat's delegation had to weigh: how things stood, and the
        selected offer.
        """
        offer = self._offer()
        return worths_of(self.shown, () if offer is None else (offer,), yours=False)

    def _offer(self) -> OfferSeen | None:
        return next((one for one in self.shown.open_offers if one.id == self._picked), None)

    def _hidden(self) -> str:
        """Say why the current event is not told: this perspective did not see it."""
        if not self._shown_as_it_was:
            return "How the table stood here can't be shown: it does not fit the exercise."
        if not self.here or self.eyes == EVERYTHING or self.here in self.course.seen_by(self.eyes):
            return ""
        who = "The room" if self.eyes == ROOM else seat_name(self.course, self.eyes)
        return f"{who} did not see what happened here."

    def _note(self) -> str:
        parts = [f"▶ {SPEEDS[self._speed]:g} a second"] if self.playing else []
        if self._hits:
            place = self._hits.index(self.here) + 1 if self.here in self._hits else "-"
            parts.append(f"“{one_line(self._words)}” {place} of {len(self._hits)}")
        if self.only:
            names = self._table.exercise.delegation_by_id
            whom = one_line(names[self.only.delegation].name) if self.only.delegation else ""
            parts.append("only " + ", ".join(one for one in (whom, self.only.kind) if one))
        return " · ".join(parts)

    def _show_pane(self, pane: str) -> None:
        """Open a pane; where there is room the figures are beside it, and then all three."""
        wide, broad = self.size.width >= WIDE, self.size.width >= BROAD
        self._pane = pane
        self.query_one(FigurePanel).set_class(wide, "-aside")
        left = "table" if wide and pane == "figures" else pane
        for one in PANES:
            beside = broad or (wide and one == "figures")
            self.query_one(f"#{one}").display = one == left or beside
        self.query_one(Tabs).show(*(PANES if broad else (left, "figures") if wide else (pane,)))
        shown = {"table": self.query_one(TablePane).main, "happenings": self.query_one(Happenings)}
        (shown.get(pane) or self.query_one("FigureList")).focus()

    # Stepping.

    def on_timeline_sought(self, event: Timeline.Sought) -> None:
        self._pause()
        self.seek(event.seq)

    def on_grid_picked(self, event: Grid.Picked) -> None:
        self._picked = event.column
        self._paint()

    def action_step(self, by: int, of: str) -> None:
        self._pause()
        reached = self.course.step(self.here, by, of, self.eyes, self.only)
        if reached == self.here and of not in OPENINGS:
            self._note_end(by)
        self.seek(reached)

    def _note_end(self, by: int) -> None:
        where = "last" if by > 0 else "first"
        self.notify(f"This is the {where} event{' that matches the filter' if self.only else ''}.")

    def action_seek(self, place: int) -> None:
        self._pause()
        stops = self.course.stops(self.eyes, self.only)
        if stops:
            self.seek(stops[0] if place == 1 else stops[-1])

    def action_play(self) -> None:
        if self.playing:
            self._pause()
        else:
            self._timer = self.set_interval(1 / SPEEDS[self._speed], self._play_on)
        self._paint()

    def _pause(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def _play_on(self) -> None:
        reached = self.course.step(self.here, 1, "event", self.eyes, self.only)
        if reached == self.here:
            self._pause()
        self.seek(reached)

    def action_speed(self, by: int) -> None:
        self._speed = min(max(0, self._speed + by), len(SPEEDS) - 1)
        if self.playing:
            self._pause()
            self.action_play()
        else:
            self.notify(f"Space plays {SPEEDS[self._speed]:g} events a second.")

    def action_go(self, by: int) -> None:
        """Move up or down in the open pane."""
        if self._pane == "figures":
            self.query_one(FigurePanel).go(by)
        elif self._pane == "happenings":
            self.action_step(by, "event")
        else:
            self.query_one(TablePane).main.go(by)

    def action_pick(self) -> None:
        offers = [one.id for one in self.shown.open_offers]
        if offers:
            place = offers.index(self._picked) if self._picked in offers else -1
            self._picked = offers[(place + 1) % len(offers)]
            self._paint()

    def action_pane(self, pane: str) -> None:
        self._show_pane(pane)
        self._paint()

    def on_tabs_chosen(self, message: Tabs.Chosen) -> None:
        self.action_pane(message.section)

    def action_next_pane(self) -> None:
        panes = list(PANES)
        self.action_pane(panes[(panes.index(self._pane) + 1) % len(panes)])

    # Perspective and filter.

    def action_eyes(self, by: int) -> None:
        all_eyes = eyes_of(self.course)
        self.eyes = all_eyes[(all_eyes.index(self.eyes) + by) % len(all_eyes)]
        self._find(self._words)
        self.seek(self.here)

    def action_filter(self) -> None:
        self._pause()
        names = tuple((one.id, one_line(one.name)) for one in self._table.exercise.delegations)
        groups = groups_of(self._table.exercise.has)
        self.app.push_screen(AskFilter(names, self.only, groups), self._filtered)

    def _filtered(self, only: Filter | None) -> None:
        if only is None:
            return
        self.only = only
        if not self.course.stops(self.eyes, only):
            self.only = ALL
            self.notify("No event matches; the filter was cleared.")
        self._find(self._words)
        self.seek(self.course.nearest(self.here, self.eyes, self.only) if only else self.here)

    def action_search(self) -> None:
        self._pause()
        text = (
            "Words of the event, in any order; N and Shift+N find the next and the previous one. "
            "Empty to stop searching."
        )
        self.app.push_screen(AskLine("Find", self._words, text), self._searched)

    def _searched(self, words: str | None) -> None:
        if words is None:
            return
        self._find(words)
        if words and not self._hits:
            self.notify("Nothing was found.", markup=False)
        if self._hits:
            self.seek(next((one for one in self._hits if one >= self.here), self._hits[0]))
        self._paint()

    def _find(self, words: str) -> None:
        self._words = words
        self._hits = self.course.search(words, self.eyes, self.only)

    def action_found(self, by: int) -> None:
        if not self._hits:
            return
        later = [one for one in self._hits if (one > self.here if by > 0 else one < self.here)]
        self._pause()
        # Wraps around.
        self.seek(later[0 if by > 0 else -1] if later else self._hits[0 if by > 0 else -1])

    def action_go_to(self) -> None:
        self._pause()
        text = f"1 to {self.course.last}"
        self.app.push_screen(
            AskLine("Go to event", str(self.here), text, numbers=True), self._gone_to
        )

    def _gone_to(self, number: str | None) -> None:
        if number and number.lstrip("-").isdecimal():
            self.seek(int(number))

    # What a number is made of, and what is wanted next.

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "brief":
            return self.shown.delegation is not None
        if action == "found":
            return bool(self._hits)
        if action == "wish" and parameters == ("fork",):
            return not self._table.doubts
        return True

    def action_why(self) -> None:
        from tabletop.screens.replay.figure_ledger import FigureLedger
        from tabletop.screens.table.panels.ledger import Ledger

        figure, view = self.query_one(FigurePanel).chosen, self.shown
        if self._pane == "figures":
            if figure is not None:
                self.app.push_screen(FigureLedger(figure, self.here, self.course, view.names))
            return
        parts = tuple(reversed(self._worths()))
        of = tuple(one_line(view.party(view.delegation or "").name) for _ in parts)
        if not parts:
            parts = tuple(NamedWorth("Now", worth) for worth in view.worth_now.values())
            of = tuple(one_line(view.party(id).name) for id in view.worth_now)
        if parts:
            self.app.push_screen(Ledger(parts, view.names, view.has, of))

    def action_brief(self) -> None:
        from tabletop.screens.table.overlays.briefing import Briefing

        self.app.push_screen(Briefing(self.shown, first=False))

    def action_back(self) -> None:
        """Undo one thing that was begun, the last first; with none left, ask before leaving."""
        if self.playing:
            self._pause()
        elif self._words:
            self._find("")
        elif self.only:
            self.only = ALL
        elif self._pane != "table":
            self._show_pane("table")
        else:
            self._ask_to_leave()
        self._paint()

    def _ask_to_leave(self) -> None:
        def answered(sure: bool | None) -> None:
            if sure:
                self._wished(("leave", self.here))

        text = "A replay changes nothing, so nothing is lost."
        self.app.push_screen(Ask("Leave the replay?", text, "Leave", "Stay"), answered)

    def action_wish(self, what: Literal["fork", "beside", "leave"]) -> None:
        self._pause()
        self._wished((what, self.here))
