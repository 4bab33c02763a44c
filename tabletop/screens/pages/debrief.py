"""The debrief: everything revealed. Outcome, briefs, ledgers, questions, and what next."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static, TextArea

from tabletop.play.seen import View
from tabletop.screens.kit.content import plain
from tabletop.screens.kit.cycler import Cycler
from tabletop.screens.kit.hotwash import Hotwash, HotwashQuestion, Submit
from tabletop.screens.kit.page import Page, Reading, turned_on
from tabletop.screens.kit.possible import AskLeft, LeftOnTableText
from tabletop.screens.kit.tabs import Tabs
from tabletop.screens.pages.decisions_block import decisions_block
from tabletop.screens.pages.outcome import (
    act_colour,
    course_block,
    hanging,
    ledger_page,
    scores_block,
)
from tabletop.screens.pages.role_results import roles_block
from tabletop.screens.pages.tallies_block import tallies_block
from tabletop.screens.table.panels.ledger import WHOSE, role_ledger_lines
from tabletop.seat.packages.grid import performers
from tabletop.seat.words.roles import secrets_of
from tabletop.seat.words.suspended import became
from tabletop.text.lists import listed
from tabletop.text.safe import one_line

SECTIONS = {
    "outcome": "Outcome",
    "briefs": "Briefs",
    "ledgers": "Ledgers",
    "questions": "Questions",
    "next": "What next",
}
BY_DELEGATION = ("briefs", "ledgers")


class Debrief(Page[bool]):
    """For the whole room, once every secret is revealed. Dismisses with True at the end."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *[
            Binding(str(number), f"section({number})", title, show=False)
            for number, title in enumerate(SECTIONS.values(), 1)
        ],
        Binding("enter", "read_on", "Read on", key_display="Enter"),
        Binding("right", "turn(1)", "Next delegation", key_display="→"),
        Binding("left", "turn(-1)", "Delegation before", show=False),
        Binding("space", "scroll_on", "Scroll", show=False),
        Binding("escape", "leave_field", "Sections", key_display="Esc"),
        Binding("q", "leave", "Leave", key_display="Q"),
    ]
    DEFAULT_CSS = """
    Debrief > VerticalScroll { padding: 1 3; height: 1fr; }
    Debrief > VerticalScroll > Static { height: auto; max-width: 116; }
    Debrief LeftOnTableText { margin: 1 0 0 0; }
    Debrief .who { text-style: bold; color: $primary; margin: 0 0 1 0; }
    Debrief .whose { color: $muted; margin: 0 0 1 0; }
    Debrief .heading { text-style: bold; color: $accent; margin: 1 0 1 0; height: 1; }
    """

    def __init__(
        self,
        view: View,
        questions: tuple[HotwashQuestion, ...],
        submit: Submit,
        after: tuple[str, ...],
        left: AskLeft,
        whose: str = "The whole room",
        beside: tuple[Widget, ...] = (),
    ) -> None:
        """`left` says what all could have had; what is shown `beside` it comes after."""
        super().__init__(view, whose)
        self._questions = questions
        self._submit = submit
        self._after = after
        self._left = left
        self._beside = beside
        self._section = "outcome"
        self._at = 0
        there = {"ledgers": view.has.points, "questions": bool(questions)}
        self._sections = [one for one in SECTIONS if there.get(one, True)]
        todo = ["read the briefs aloud"]
        todo += ["compare what each wanted with what it got"] if view.has.points else []
        todo += ["answer the questions"] if questions else []
        kept = ": every answer goes into the transcript" if questions else ""
        self.help_here = (
            f"Everything is open now. **1 to {len(self._sections)}** choose a section, **←** and "
            f"**→** another delegation. {listed(todo).capitalize()}{kept}."
        )

    def body(self) -> Iterable[Widget]:
        yield Tabs({one: SECTIONS[one] for one in self._sections})
        with VerticalScroll(id="outcome"):
            yield Static(id="result")
            if self.shown.has.points:
                yield LeftOnTableText("What all could have had", lambda: self._left(None))
            yield from self._beside
        with VerticalScroll(id="briefs"):
            yield Static(id="brief-of", classes="who")
            yield Static("What everybody knew", classes="heading")
            yield Reading("", id="public")
            yield Static("What only it knew", classes="heading")
            yield Reading("", id="secret")
        if self.shown.has.points:
            with VerticalScroll(id="ledgers"):
                yield Static(id="ledger-of", classes="who")
                yield Static(WHOSE, classes="whose")
                yield Static(id="ledger")
        if self._questions:
            yield Hotwash(self._questions, self._submit)
        with VerticalScroll(id="next"):
            yield Static(Content("\n").join(plain(one) for one in self._after))

    async def on_mount(self) -> None:
        await self._tell()
        self._show("outcome")

    async def on_resize(self, event: events.Resize) -> None:
        cells = min(112, event.size.width - 8)
        self.query_one("#result", Static).update(self._outcome(cells))
        await self._tell()

    def _show(self, section: str) -> None:
        self._section = section
        for one in self._sections:
            self.query_one(f"#{one}").display = one == section
        self.query_one(Tabs).show(section)
        if section == "questions":
            self.query_one(Hotwash).focus_field()
        else:
            self.query_one(f"#{section}").focus()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "turn":
            return self._section in BY_DELEGATION
        if action == "section":
            return parameters[0] in range(1, len(self._sections) + 1)
        typing = isinstance(self.focused, TextArea)
        if action == "leave_field":
            # A rating takes digits, too, which are sections once nothing has the focus.
            return typing or isinstance(self.focused, Cycler)
        if action in ("read_on", "leave"):
            # A line of an answer has other uses for these keys.
            return not typing
        return super().check_action(action, parameters)

    async def _tell(self) -> None:
        """Fill in what belongs to the delegation being looked at."""
        party = self.shown.delegations[self._at]
        count = f"{self._at + 1} of {len(self.shown.delegations)}, ← → another"
        person = f" · {one_line(party.person)}" if party.person else ""
        title = plain(f"{one_line(party.name)}{person}   ({count})")
        self.query_one("#brief-of", Static).update(title)
        await self.query_one("#public", Reading).put(party.public_brief or "Nothing more.")
        await self.query_one("#secret", Reading).put(secrets_of(party) or "Nothing.")
        if not self.shown.has.points:
            return
        self.query_one("#ledger-of", Static).update(title)
        cells = min(112, self.size.width - 8)
        score = self.shown.scores.get(party.id)
        page = Content("It was never ruled on.")
        if score:
            page = ledger_page(score.ledger, (), self.shown.names, cells)
        roles = [
            Content.assemble(
                (f"\n\nAs {one_line(party.role(one.role).name)}, in its own points\n", "bold"),
                role_ledger_lines(one, self.shown.names, cells),
            )
            for one in self.shown.role_worth_now
            if one.delegation == party.id
        ]
        self.query_one("#ledger", Static).update(Content("").join([page, *roles]))

    def _outcome(self, cells: int) -> Content:
        view = self.shown
        names = [(one.id, one.name) for one in view.delegations]
        blocks: list[Content] = []
        if view.ending is not None:
            blocks.append(plain(one_line(view.ending[1]), "bold $accent"))
        if view.has.points:
            blocks.append(scores_block(names, view.scores, cells))
        if (course := course_block(view.rulings, names, cells)) is not None:
            blocks.append(course)
        if view.role_worth_now:
            blocks.append(roles_block(view, cells))
        if view.decisions:
            blocks.append(decisions_block(view, cells, heading="What was decided"))
        if view.has.offers or not view.has.decisions:
            blocks.append(self._deal(cells))
        if any(not one.open for one in view.votes):
            blocks.append(tallies_block(view, cells))
        return Content("\n\n").join(blocks)

    def _deal(self, cells: int) -> Content:
        """Return what stands at the end, and what became of it."""
        view = self.shown
        lines = [Content.styled("What stands at the end", "bold")]
        for choice in view.issues:
            if not view.stands or view.standing[choice.id] == view.status_quo.get(choice.id):
                continue
            option = choice.option(view.standing[choice.id])
            term = view.terms.get(choice.id)
            held = choice.id in view.suspended
            said = became(term, held) if term is not None and choice.by and view.has.acts else ""
            whose = one_line(performers(view, choice))
            by = f" ({whose})" if whose else ""
            text = f"{one_line(choice.name)}{by}: {one_line(option.name)}"
            noted = act_colour(term, suspended=held) if term is not None else ""
            lines.append(hanging("· ", "$muted", text, cells, note=said, noted=noted))
        if len(lines) == 1:
            nothing = "Nothing was moved: everything is as it was."
            if not view.stands:
                nothing = "There is no deal: nothing was settled."
            lines.append(Content.styled(nothing, "$muted"))
        return Content("\n").join(lines)

    def called(self, binding: Binding) -> str:
        """How help calls a key: a section by the number that it has here."""
        number = binding.action.removeprefix("section(").removesuffix(")")
        if not number.isdigit():
            return binding.description
        return SECTIONS[self._sections[int(number) - 1]]

    def action_section(self, number: int) -> None:
        """Show the section that has this number among those there are."""
        self._show(self._sections[number - 1])

    def on_tabs_chosen(self, message: Tabs.Chosen) -> None:
        self._show(message.section)

    def action_read_on(self) -> None:
        if self._section != "questions" and turned_on(
            self.query_one(f"#{self._section}", VerticalScroll)
        ):
            return
        order = self._sections
        self._show(order[(order.index(self._section) + 1) % len(order)])

    async def action_turn(self, step: int) -> None:
        self._at = (self._at + step) % len(self.shown.delegations)
        await self._tell()

    def action_scroll_on(self) -> None:
        self.query_one(f"#{self._section}", VerticalScroll).scroll_page_down()

    def action_leave_field(self) -> None:
        self.set_focus(None)

    def action_leave(self) -> None:
        self.dismiss(True)
