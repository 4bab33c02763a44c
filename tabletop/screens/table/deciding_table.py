"""A delegation where nothing is negotiated: the decisions, and everything else it can do.

It knows one seat's `Port` and nothing else, so it serves both a shared keyboard and a single seat.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from textual import events, on
from textual.app import ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.widgets import OptionList, Static

from tabletop.play.actions import Ready
from tabletop.play.seen import OfferSeen, View
from tabletop.play.seen.decisions_seen import DecisionSeen
from tabletop.screens.kit.content import plain
from tabletop.screens.kit.dialog import Ask
from tabletop.screens.kit.keybar import KeyBar
from tabletop.screens.kit.masthead import Masthead, where
from tabletop.screens.kit.one_line import OneLine
from tabletop.screens.kit.theme import BROAD
from tabletop.screens.table.drafting import OVER
from tabletop.screens.table.forms.decide_form import DecideForm
from tabletop.screens.table.overlays.decision_list import DecisionList
from tabletop.screens.table.panels.recent import Recent
from tabletop.screens.table.panels.worth import WorthBar
from tabletop.screens.table.table_pages import TablePages
from tabletop.screens.table.table_words import deciding_help, deciding_hint, head_of, trusted
from tabletop.screens.table.with_news import NEWS_STYLE, WithNews
from tabletop.seat.asked import named, phase_of, too_late
from tabletop.seat.deeds import DEEDS, is_there, why_not
from tabletop.seat.packages.worth import NamedWorth, worths_of
from tabletop.seat.port import Port
from tabletop.seat.talks import messages_label, new_messages
from tabletop.seat.unread import waited_for
from tabletop.seat.words.deciding import asked_of, untaken, without
from tabletop.seat.words.discussion import told_unanswered
from tabletop.text.safe import one_line, told_why

_OF_OFFERS = (
    *("choose", "table", "sign", "counter", "reject", "withdraw", "put_to_vote"),
    *("offer", "compare", "gesture", "reset", "clear", "undo_draft"),
)
_WITHOUT_OFFERS = tuple(one for one in DEEDS if one.action not in _OF_OFFERS)
_DEEDS = {one.action: one for one in _WITHOUT_OFFERS}
_NOTHING = "Nothing is asked of anybody now. Talk it over; what is decided will stand here."


class DecidingTable(TablePages):
    """Dismisses with "pass" when the keyboard goes on and "ready" when the delegation is ready."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(one.key, one.action, one.label, key_display=one.shown or one.key.upper())
            for one in _WITHOUT_OFFERS
        ),
        Binding("k", "hand_on", "", show=False),
        Binding("y", "why", "", show=False),
    ]
    DEFAULT_CSS = """
    DecidingTable #hint { color: $accent; background: $background; }
    DecidingTable #none { height: 1fr; padding: 1 2; color: $muted; }
    DecidingTable WorthBar { height: 1; }
    """

    def __init__(self, port: Port) -> None:
        super().__init__()
        self._port = port
        self._view = port.view()
        self.help_here = self._help()
        self._foot: tuple[object, ...] = ()

    def _deeds(self) -> tuple[Any, ...]:
        return _WITHOUT_OFFERS

    def _help(self) -> str:
        view = self._view
        over = view.stage in OVER
        some = [one for one in self._deeds() if not over or why_not(one, view, None, False) is None]
        return deciding_help(some, view.has)

    def compose(self) -> ComposeResult:
        view = self._view
        yield Recent(view, comings=self.COMINGS)
        yield head_of(view, self._port.remaining(), self._trusted())
        yield OneLine((one_line(self._hint()), ""), id="hint")
        yield from self.news()
        yield Static(plain(_NOTHING), id="none")
        yield DecisionList(view, self._listed(), id="decisions")
        if view.has.points:
            yield WorthBar(self._worths())
        yield KeyBar(lines=2)

    def news(self) -> Iterable[OneLine]:
        """Yield the line that says what others did, where they can do something meanwhile."""
        return ()

    def on_mount(self) -> None:
        self.query_one(DecisionList).focus()
        self._paint()

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.width >= BROAD, "-broad")

    # What is shown.

    def follow(self, view: View) -> None:
        """Follow the table when it has moved on."""
        self.refresh_view()

    def refresh_view(self) -> None:
        """Read the view again and repaint what has changed."""
        self._view = self._port.view()
        self.help_here = self._help()
        self.query_one(Masthead).show(self._view, aside=self._trusted())
        self._paint()

    def _paint(self) -> None:
        view, some = self._view, self._listed()
        for one in self.query(Recent):
            one.put(view)
        decisions = self.query_one(DecisionList)
        decisions.put(view, some)
        decisions.display = bool(some)
        self.query_one("#none").display = not some
        self.query_one("#hint", OneLine).put((one_line(self._hint()), ""))
        for bar in self.query(WorthBar):
            bar.put(self._worths())
        foot = (*(self.check_action(one, ()) for one in _DEEDS), messages_label(view, self._port))
        if foot != self._foot:
            self._foot = foot
            self.query_one(KeyBar).follow()

    def _listed(self) -> list[DecisionSeen]:
        """Return one's own open decisions first, then others', then what was decided, newest
        first.
        """
        mine = self._view.delegation
        return sorted(
            self._view.decisions,
            key=lambda one: (
                not one.open,
                one.open and one.delegation != mine,
                one.seq if one.open else -one.seq,
            ),
        )

    def _worths(self) -> tuple[NamedWorth, ...]:
        return worths_of(self._view, (), None)

    def called(self, binding: Binding) -> str:
        """Return the key bar's label for a binding: messages with the number of new ones."""
        if binding.action == "messages":
            return messages_label(self._view, self._port)
        return binding.description

    def _trusted(self) -> str:
        return trusted(self._view, short=bool(where(self.app)))

    def _hint(self) -> str:
        return deciding_hint(self._view, len(new_messages(self._view, self._port)))

    def _offer(self) -> OfferSeen | None:
        return None

    # What can be done.

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        deed = _DEEDS.get(action)
        if deed is None:
            return True
        if not is_there(deed, self._view.has):
            return False
        if why_not(deed, self._view, None, False) is None:
            return True
        return None if action == "ready" else False

    def why_not(self, action: str) -> str | None:
        """Return why a key of this page does nothing now, in a sentence; None when it does
        something.
        """
        deed = _DEEDS.get(action)
        refusal = deed and why_not(deed, self._view, None, False)
        return told_why(refusal) if refusal else None

    def get_system_commands(self) -> Iterable[SystemCommand]:
        """Yield the same commands for the command palette."""
        for one in self._deeds():
            if self.check_action(one.action, ()):
                what = f"{one.help} ({one.shown or one.key.upper()})"
                yield SystemCommand(one.label, what, getattr(self, f"action_{one.action}"))

    @on(OptionList.OptionSelected)
    def _open(self, event: OptionList.OptionSelected) -> None:
        id = event.option.id
        if id in {one.id for one in asked_of(self._view)} and self._view.role == "head":
            self.app.push_screen(DecideForm(self._port, id or ""), self._again)
        elif any(one.id == id and one.voting for one in self._view.decisions):
            self.action_vote()
        elif id in {one.id for one in asked_of(self._view)}:
            self.notify("Whoever heads your delegation decides: tell them what you think (M).")

    def action_decide(self) -> None:
        here = self.query_one(DecisionList).here
        asked = asked_of(self._view)
        chosen = next((one for one in asked if one.id == here), None)
        first = next(iter((*untaken(self._view), *asked)), None)
        found = chosen or first
        if found is not None:
            self.app.push_screen(DecideForm(self._port, found.id), self._again)

    def action_why(self) -> None:
        from tabletop.screens.table.panels.ledger import Ledger

        view = self._view
        self.app.push_screen(Ledger(tuple(reversed(self._worths())), view.names, view.has))

    def action_ready(self) -> None:
        refusal = self._port.why_not(Ready(by=self._port.seat))
        if refusal is not None:
            self.notify(told_why(refusal), severity="warning", markup=False)
            return
        asked = phase_of(self._view)
        left = without(untaken(self._view))
        text = f"Your delegation is done with {named(asked)}." + (f" {left}" if left else "")
        text += told_unanswered(self._view)

        def answered(sure: bool | None) -> None:
            late = too_late(asked, phase_of(self._port.view()))
            if sure and late is not None:
                self.notify(late, severity="warning", markup=False)
            elif sure:
                self._say_ready()

        self.app.push_screen(Ask("Ready?", text, "Ready", "Not yet", final=bool(left)), answered)

    def _say_ready(self) -> None:
        self.dismiss("ready")

    def action_hand_on(self) -> None:
        self.dismiss("pass")


class DecidingSeat(WithNews, DecidingTable):
    """The same on a device of one's own. Never dismisses: the guide removes it when the game is
    over.
    """

    COMINGS = True
    PART = DECIDING_PART = "{chief} decides for you all: talk it over, and write (M)."
    DEFAULT_CSS = NEWS_STYLE.format("DecidingSeat")

    def _deeds(self) -> tuple[Any, ...]:
        return tuple(one for one in _WITHOUT_OFFERS if one.action != "hand_on")

    def news(self) -> Iterable[OneLine]:
        yield OneLine(*self._news(), id="news")

    def refresh_view(self) -> None:
        super().refresh_view()
        self._tell_news()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "hand_on":
            return False
        if action in ("ready", "decide") and self._view.role != "head":
            return False
        if action == "ready" and not waited_for(self._view):
            return False
        return super().check_action(action, parameters)

    def why_not(self, action: str) -> str | None:
        if action in ("ready", "decide") and self._view.role != "head":
            return "That is for whoever heads your delegation."
        if action == "ready" and not waited_for(self._view):
            return "Nobody is waiting for you now."
        return None if action == "hand_on" else super().why_not(action)
