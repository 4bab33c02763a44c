"""The facilitator's desk at one table: everything visible, and every move one key away."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tabletop.exercise.model import PHASES
from tabletop.play.actions import AnyAction
from tabletop.play.seen import View
from tabletop.screens.console.desk.leading import Leading
from tabletop.screens.console.story_tab import WholeStory
from tabletop.screens.facilitator.forms import Adjustable, NoteForm, adjustable
from tabletop.screens.facilitator.inject_form import ListedInject, injects_of
from tabletop.screens.facilitator.votes_form import VotesForm
from tabletop.screens.kit.content import plain, side_by_side
from tabletop.screens.kit.hung import Hung
from tabletop.screens.kit.keybar import KeyBar
from tabletop.screens.kit.masthead import Masthead
from tabletop.screens.kit.page import Reading, gone
from tabletop.screens.kit.possible import AskLeft, LeftOnTableText
from tabletop.screens.kit.speakers_line import speakers_line, tell_speakers
from tabletop.screens.kit.tabs import Tabs
from tabletop.screens.pages.decisions_block import decisions_block
from tabletop.screens.pages.outcome import course_table
from tabletop.screens.pages.plan_block import discussion_block, plan_block
from tabletop.screens.pages.role_results import roles_told
from tabletop.screens.pages.whole_table import (
    due_block,
    notes_block,
    offers_block,
    standing_block,
    story_block,
    talk_block,
    trust_block,
    values_block,
    votes_block,
)
from tabletop.screens.table.panels.ledger import WHOSE, ledger_lines
from tabletop.seat.desk import Desk, TableGlance
from tabletop.seat.desk.told import told_person
from tabletop.seat.port import Port
from tabletop.seat.words.deciding import open_now
from tabletop.seat.words.roles import secrets_of
from tabletop.text.safe import one_line

SECTIONS = {
    "table": "Table",
    "talk": "Talk",
    "story": "Story",
    "briefs": "Briefs",
    "ledgers": "Ledgers",
    "notes": "Notes",
    "plan": "Plan",
}
_BLOCKS = ("values", "roles", "votes", "decided", "due", "offers", "standing", "trust", "course")
BY_DELEGATION = ("briefs", "ledgers")


class TableDesk(Leading):
    """`left` says what an open offer (or the end) leaves on the table; it is called in a worker."""

    HELP = (
        "Everything at this table, nothing hidden: keep this screen away from players' eyes. "
        "**1**, **2** and so on choose a section, **←** and **→** another delegation's brief or "
        "ledger. The moves below are for this table; **W** writes a note of your own, **F** lets "
        "stand-ins play where somebody is missing. **Esc** goes "
        "back to all tables."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "all_tables", "All tables", key_display="Esc"),
        *[
            Binding(str(number), f"section({number})", title, show=False)
            for number, title in enumerate(SECTIONS.values(), 1)
        ],
        Binding("right", "turn(1)", "Next delegation", key_display="→"),
        Binding("left", "turn(-1)", "Delegation before", show=False),
        Binding("w", "note", "Write a note"),
        Binding("t", "decide", "Decide for"),
        Binding("b", "votes", "Votes"),
        Binding("l", "speakers", "Speakers"),
    ]
    DEFAULT_CSS = """
    TableDesk #seated { height: auto; max-height: 2; padding: 0 3; color: $secondary; }
    TableDesk.-slim #seated { max-height: 6; }
    TableDesk #body { height: 1fr; }
    TableDesk #sections { width: 1fr; height: 1fr; }
    TableDesk #sections > VerticalScroll { padding: 1 3; height: 1fr; }
    TableDesk #side { display: none; width: 44; padding: 1 2; border-left: solid $border; }
    TableDesk.-wide #side { display: block; }
    TableDesk VerticalScroll > Static { height: auto; margin: 0 0 1 0; max-width: 116; }
    TableDesk .who { text-style: bold; color: $primary; }
    TableDesk .whose { color: $muted; }
    TableDesk .heading { text-style: bold; color: $accent; height: 1; }
    TableDesk VerticalScroll > .heading.-after { margin: 1 0 1 0; }
    TableDesk #left { height: auto; }
    TableDesk LeftOnTableText { margin: 0 0 1 0; }
    """

    def __init__(self, desk: Desk, table: str, port: Port, left: AskLeft) -> None:
        super().__init__(desk)
        self._table = table
        self._port = port
        self._left = left
        self._story = WholeStory(port)
        self.shown: View = port.view()
        self._section = "table"
        has = self.shown.has
        there = {"ledgers": has.points, "plan": has.planned or has.discussion}
        self._sections = [one for one in SECTIONS if there.get(one, True)]
        self.help_here = self.HELP if has.points else self.HELP.replace(" or ledger", "")
        self._at = 0
        self._asked: tuple[object, ...] = ()
        self._glance = self._look()

    def compose(self) -> ComposeResult:
        yield Masthead(
            self.shown, f"Table {self._table} · the facilitator's desk", self._port.remaining()
        )
        yield Tabs({one: SECTIONS[one] for one in self._sections})
        yield Static(id="seated")
        yield from speakers_line(self._port)
        with Horizontal(id="body"):
            with Vertical(id="sections"):
                with VerticalScroll(id="table"):
                    for block in _BLOCKS:
                        yield Hung(id=block)
                    yield Vertical(id="left")
                with VerticalScroll(id="talk"):
                    yield Static(id="said")
                with VerticalScroll(id="story"):
                    yield Hung(id="happened")
                with VerticalScroll(id="briefs"):
                    yield Static(id="brief-of", classes="who")
                    yield Static("What everybody knows", classes="heading")
                    yield Reading("", id="public")
                    yield Static("What only it knows", classes="heading -after")
                    yield Reading("", id="secret")
                if "ledgers" in self._sections:
                    with VerticalScroll(id="ledgers"):
                        yield Static(id="ledger-of", classes="who")
                        yield Static(WHOSE, classes="whose")
                        yield Static(id="ledger")
                with VerticalScroll(id="notes"):
                    yield Static(id="noted")
                if "plan" in self._sections:
                    with VerticalScroll(id="plan"):
                        yield Static(id="planned")
                        yield Static(id="discussed")
            with VerticalScroll(id="side", can_focus=False):
                yield Hung(id="beside")
        yield KeyBar(2)

    async def on_mount(self) -> None:
        for newest_last in ("talk", "story", "side"):
            self.query_one(f"#{newest_last}", VerticalScroll).anchor()
        self._show("table")
        self._tell()
        await self._tell_party()

    async def on_resize(self, event: events.Resize) -> None:
        self.call_after_refresh(self._tell)

    def _show(self, section: str) -> None:
        self._section = section
        for one in self._sections:
            self.query_one(f"#{one}").display = one == section
        self.query_one(Tabs).show(section)
        self.query_one(f"#{section}").focus()
        self._tell_plan()
        self.refresh_bindings()

    # What is shown

    def refresh_view(self) -> None:
        """Show the table as it is now; section, delegation and scroll position stay."""
        self.shown = self._port.view()
        self._glance = self._look()
        self.tick()
        self._tell()
        self.call_next(self._tell_party)
        self.refresh_bindings()

    def tick(self) -> None:
        """Update the clock."""
        if not gone(self):
            self.query_one(Masthead).tick(self._port.remaining())
            self._tell_plan()
            self.tell_due()
            tell_speakers((self,))

    def _tell_plan(self) -> None:
        """Show the injects and questions as they are now: times go on without a move."""
        if self._section != "plan":
            return
        cells = max(38, min(112, self.query_one("#sections").size.width - 8))
        has = self.shown.has
        planned = plan_block(self.shown, self._port.played(), cells) if has.planned else Content("")
        self._put("planned", planned, shown=has.planned)
        asked = discussion_block(self.shown, cells) if has.discussion else Content("")
        self._put("discussed", asked, shown=has.discussion)

    def _look(self) -> TableGlance:
        return next(one for one in self._desk.tables() if one.id == self._table)

    def _tell(self) -> None:
        if gone(self):
            return
        view = self.shown
        self.query_one(Masthead).show(view)
        cells = max(38, min(112, self.query_one("#sections").size.width - 8))
        self._put("seated", self._seated())
        self._put("values", values_block(view, cells))
        self._put("roles", roles_told(view, cells), shown=view.has.roles)
        self._put("decided", decisions_block(view, cells), shown=view.has.decisions)
        self._put("due", due_block(view), shown=bool(view.due))
        self._put("votes", votes_block(view), shown=bool(view.open_votes))
        self._put("offers", offers_block(view), shown=view.has.offers)
        self._put("standing", standing_block(view), shown=view.has.offers)
        self._put("trust", trust_block(view, cells), shown=view.has.climate)
        names = [(one.id, one.name) for one in view.delegations]
        course = course_table(view.rulings, names, cells) if view.rulings else Content("")
        self._put("course", course, shown=bool(view.rulings))
        self._put("said", talk_block(view))
        self._put("happened", self._story.block(view))
        self._put("beside", story_block(view))
        self._put("noted", self._notes(cells))
        self._tell_plan()
        self._ask_left()

    def _put(self, id: str, content: Content, *, shown: bool = True) -> None:
        """Fill a block, unless its content is unchanged."""
        block = self.query_one(f"#{id}", Static)
        block.display = shown
        if block.content != content:
            block.update(content)

    def _seated(self) -> Content:
        people = self._glance.people
        tags = {one.id: one.tag for one in self.shown.delegations}
        told = [told_person(one, tags) for one in people if one.name or one.role == "head"]
        if not told:
            return Content.styled("Nobody is seated yet: S seats people.", "$muted")
        return side_by_side(told, max(20, self.size.width - 6))

    def _notes(self, cells: int) -> Content:
        blocks = [notes_block(self.shown, cells)]
        if self.shown.replies:
            names = {one.id: one.name for one in self.shown.delegations}
            lines = [Content.styled("Answers in the debrief", "bold $accent")]
            for id, text, _ in self.shown.questions:
                lines.append(Content.styled(one_line(text), "bold"))
                lines += [
                    Content.assemble(
                        (
                            f"   {one_line(names.get(one.delegation or '', one.person))}: ",
                            "$secondary",
                        ),
                        "\n      ".join(
                            one_line(line)
                            for line in str(one.value).splitlines() or [""]
                            if line.strip()
                        ),
                    )
                    for one in self.shown.replies
                    if one.question == id
                ]
            blocks.append(Content("\n").join(lines))
        return Content("\n\n").join(blocks)

    def _ask_left(self) -> None:
        """Compute again what is left, only when what it depends on has changed."""
        view = self.shown
        number = view.round.number if view.round else 0
        over = view.stage in ("ended", "debrief")
        asked = (over, number, len(view.injects), *((one.id,) for one in view.open_offers))
        if asked == self._asked or view.stage == "lobby":
            return
        self._asked = asked
        self.call_next(self._mount_left, over)

    async def _mount_left(self, over: bool) -> None:
        if gone(self):
            return
        box = self.query_one("#left", Vertical)
        await box.remove_children()
        if not self.shown.has.points:
            return
        if over:
            ask = partial(self._left, None)
            await box.mount(LeftOnTableText("What all could have had", ask))
            return
        for offer in self.shown.open_offers:
            ask = partial(self._left, offer.package)
            await box.mount(LeftOnTableText(f"What {offer.id} leaves on the table", ask))

    async def _tell_party(self) -> None:
        """Fill in what belongs to the delegation being looked at."""
        if gone(self):
            return
        party = self.shown.delegations[self._at]
        count = f"{self._at + 1} of {len(self.shown.delegations)}, ← → another"
        person = f" · {one_line(party.person)}" if party.person else ""
        title = plain(f"{one_line(party.name)}{person}   ({count})")
        self.query_one("#brief-of", Static).update(title)
        worth = self.shown.worth_now.get(party.id)
        cells = max(40, min(112, self.query_one("#sections").size.width - 8))
        if worth is not None:
            self.query_one("#ledger-of", Static).update(title)
            ledger = ledger_lines(worth, self.shown.names, cells, "its")
            self.query_one("#ledger", Static).update(ledger)
        await self.query_one("#public", Reading).put(party.public_brief or "Nothing more.")
        await self.query_one("#secret", Reading).put(secrets_of(party) or "Nothing.")

    # The moves

    def targets(self) -> tuple[TableGlance, ...]:
        return (self._glance,)

    def injects(self) -> Sequence[ListedInject]:
        return injects_of(self.shown, self._port.played())

    def adjustable(self) -> Sequence[Adjustable]:
        return adjustable(self.shown)

    def only_table(self) -> str | None:
        return self._table

    def changed_by_us(self) -> None:
        self.refresh_view()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "turn":
            return self._section in BY_DELEGATION
        if action == "votes":
            return self.shown.has.votes and self.shown.stage in PHASES
        if action == "speakers":
            return self.shown.has.speakers and self.shown.stage in PHASES
        if action == "section":
            return parameters[0] in range(1, len(self._sections) + 1)
        if action == "decide":
            return bool(open_now(self.shown))
        return super().check_action(action, parameters)

    def called(self, binding: Binding) -> str:
        number = binding.action.removeprefix("section(").removesuffix(")")
        if not number.isdigit():
            return super().called(binding)
        return SECTIONS[self._sections[int(number) - 1]]

    def action_section(self, number: int) -> None:
        """Show the section that has this number among those there are."""
        self._show(self._sections[number - 1])

    def on_tabs_chosen(self, message: Tabs.Chosen) -> None:
        self._show(message.section)

    def action_note(self) -> None:
        self.app.push_screen(NoteForm(self.shown.objectives, *self._form("note")))

    def action_decide(self) -> None:
        from tabletop.screens.facilitator.decide_for import DecideFor

        self.app.push_screen(DecideFor(self.shown, *self._form("decide")))

    def action_votes(self) -> None:
        def chosen(action: AnyAction | None) -> None:
            if action is not None:
                self.do({self._table: action})

        self.app.push_screen(VotesForm(self.shown), chosen)

    def action_speakers(self) -> None:
        from tabletop.screens.pages.speakers import SpeakersPage

        self.app.push_screen(SpeakersPage(self._port))

    async def action_turn(self, step: int) -> None:
        self._at = (self._at + step) % len(self.shown.delegations)
        await self._tell_party()

    def action_all_tables(self) -> None:
        self._desk.go("")
