"""Before the first round: who is at the table, and one's own brief to read meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tabletop.play.seen import PersonSeen, View
from tabletop.screens.kit.keybar import KeyBar
from tabletop.screens.kit.masthead import Masthead, where
from tabletop.screens.kit.page import Page
from tabletop.screens.kit.theme import SLIM
from tabletop.seat.port import Port
from tabletop.seat.talks import messages_label
from tabletop.text.lists import listed
from tabletop.text.safe import cut, one_line, pad, stopped, width

_ROLES = {"head": "head", "member": "", "evaluator": "evaluator", "observer": "observer"}
_AROUND, _COLUMNS = 9, 18
"""The width of the page's padding and scroll bar, and of what is beside a person's name."""


class Waiting(Page[bool]):
    """The people as they join. `brief` opens one's own brief."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,b", "brief", "Read your brief", key_display="Enter"),
        Binding("m", "messages", "Messages", key_display="M"),
    ]
    HELP = (
        "You have a seat. **Enter** opens your brief: read it while the others come in. The "
        "facilitator opens the first round when everybody is here."
    )
    DEFAULT_CSS = """
    Waiting #room { padding: 1 2; align: center top; }
    Waiting #inner { width: 100%; max-width: 88; height: auto; }
    Waiting #card {
        height: auto; padding: 1 3; margin: 0 0 1 0; background: $surface;
        border-left: outer $primary;
    }
    Waiting #people { height: auto; padding: 0 2; }
    Waiting.-wide #room { padding: 3 2; }
    """

    def __init__(self, port: Port, brief: Callable[[], None]) -> None:
        view = port.view()
        mine = view.delegation
        super().__init__(view, one_line(view.party(mine).name) if mine else "")
        self._port = port
        self._brief = brief
        self._told: dict[str, Content] = {}

    def body(self) -> Iterable[Widget]:
        with VerticalScroll(id="room", can_focus=False), Vertical(id="inner"):
            yield Static(self._card(), id="card")
            yield Static(self._people(), id="people")

    def follow(self, view: View) -> None:
        """Update who has come or gone."""
        self.shown = view
        self.query_one(Masthead).show(view)
        self._put("#card", self._card())
        self._put("#people", self._people())
        self.query_one(KeyBar).follow()

    def _put(self, where: str, text: Content) -> None:
        """Lay the page out again only if the number of lines has changed."""
        there = self.query_one(where, Static)
        before = self._told.get(where)
        if before is None or not text.is_same(before):
            lines = before is None or text.plain.count("\n") != before.plain.count("\n")
            there.update(text, layout=lines)
        self._told[where] = text

    def called(self, binding: Binding) -> str:
        """Return the key bar's label for a binding: messages with the number of new ones."""
        if binding.action == "messages":
            return messages_label(self._port.view(), self._port)
        return binding.description

    def on_screen_resume(self) -> None:
        self.follow(self._port.view())

    def on_resize(self) -> None:
        self._put("#people", self._people())

    def _card(self) -> Content:
        view = self.shown
        me = next((one for one in view.people if one.seat == view.seat), None)
        party = view.party(view.delegation or "")
        table = "".join(f"{one} · " for one in where(self.app))
        part = "You head" if me is not None and me.role == "head" else "You belong to"
        return Content.assemble(
            (f"{one_line(me.name)}, welcome to the table.\n" if me and me.name else "", "$muted"),
            (stopped(f"{table}{part} {one_line(party.name)}"), "bold $primary"),
            ("\n\nPress ", ""),
            ("Enter", "bold $accent"),
            (" to read your brief. The facilitator opens the first round.", ""),
        )

    def _people(self) -> Content:
        """Return a line for each person, grouped by delegation; empty seats too.

        On a narrow screen a delegation goes above its people: beside it a name would be a few
        letters.
        """
        view = self.shown
        stacked = self.app.size.width < SLIM
        names = min(34, max(width(one.name) for one in view.delegations))
        lines = [Content.styled("At the table", "bold $muted")]
        if stacked:
            names = 0
        for party in view.delegations:
            here = [one for one in view.people if one.delegation == party.id and one.name]
            if stacked:
                lines.append(Content.styled(cut(party.name, self.app.size.width - _AROUND), "bold"))
            lines += [
                self._person(pad(party.name if not at else "", names) if names else "", one)
                for at, one in enumerate(here)
            ] or [
                Content.assemble(
                    (pad(party.name, names) if names else "", "bold"), ("   nobody yet", "$muted")
                )
            ]
        for one in view.people:
            if one.delegation is None and one.name:
                lines.append(self._person(" " * names, one))
        return Content("\n").join(lines)

    def _person(self, party: str, one: PersonSeen) -> Content:
        mine = one.seat == self.shown.seat
        role = _ROLES[one.role]
        beside = _COLUMNS
        if not party:
            longest = max(width(_ROLES[each.role]) for each in self.shown.people)
            beside, role = _COLUMNS - 9 + longest, pad(role, longest)
        # What the page's padding and the other columns leave.
        named = max(8, min(24, self.app.size.width - _AROUND - width(party) - beside))
        return Content.assemble(
            (party, "bold"),
            (" ▸ " if mine else "   ", "bold $accent"),
            (pad(one.name, named), "bold" if mine else "$secondary"),
            (f" {pad(role, 10)}" if party else f" {role} ", "$muted"),
            ("here" if one.present else "away", "$success" if one.present else "$accent"),
            (f"   {listed([one_line(title) for title in one.titles])}" if one.titles else "", ""),
        )

    def action_brief(self) -> None:
        self._brief()

    def action_messages(self) -> None:
        from tabletop.screens.table.overlays.inbox import Inbox

        self.app.push_screen(Inbox(self._port))
