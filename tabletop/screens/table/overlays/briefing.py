"""A delegation's brief: its public part, its secret part, and its points; then a person's roles.

The same page serves for the first reading (it ends when everything has been read) and for looking
back during a turn (Escape closes it).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tabletop.play.seen import View
from tabletop.play.seen.role_seen import RoleSeen
from tabletop.screens.kit.page import Page, Reading, own, turned_on
from tabletop.screens.kit.tabs import Tabs
from tabletop.screens.kit.theme import BROAD, WIDE
from tabletop.screens.table.panels.points import FORMULA, formula, points_page, role_points_page
from tabletop.seat.words.roles import alone, with_something_to_read
from tabletop.text.safe import one_line

SECTIONS = ("public", "secret", "points")
TITLES = {
    "public": "What everybody knows",
    "secret": "For your eyes only",
    "points": "Your points",
}


class Briefing(Page[bool]):
    """With `first`, dismisses with True once the last section has been read.

    Each role of the seat's person that is more than a title has a section of its own; without
    `roles` none has, and with `only` (ids of roles) there are no others.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "read_on", "Read on", key_display="Enter"),
        Binding("space", "scroll_on", "Scroll", key_display="Space"),
        *[Binding(str(n), f"number({n})", "Sections", show=False) for n in range(1, 10)],
        # Only the last section's is there, and says how many there are.
        *[Binding(str(n), f"last({n})", "Sections", key_display=f"1-{n}") for n in range(2, 10)],
        Binding("escape", "close", "Back", key_display="Esc"),
    ]
    HELP = (
        "Read your brief: what everybody knows of your delegation, what only you know, and what "
        "each option is worth to you. You can come back to it on every turn.\n\n" + FORMULA
    )
    DEFAULT_CSS = """
    Briefing > Horizontal { height: 1fr; }
    Briefing VerticalScroll { padding: 1 3; width: 1fr; }
    Briefing.-slim VerticalScroll { padding: 1 2; }
    Briefing .heading {
        height: 1; margin: 0 0 1 0; color: $muted; text-style: bold; display: none;
    }
    Briefing #points #sheet, Briefing .sheet { height: auto; max-width: 110; }
    Briefing .sheet { margin: 1 0 0 0; }
    Briefing .whose { height: auto; margin: 0 0 1 0; max-width: 100; }
    Briefing Reading { max-width: 100; }
    Briefing.-two .heading, Briefing.-three .heading { display: block; }
    Briefing #public { max-width: 100; }
    Briefing #secret { max-width: 100; }
    """

    def __init__(
        self,
        view: View,
        *,
        first: bool = False,
        remaining: int | None = None,
        roles: bool = True,
        only: tuple[str, ...] = (),
    ) -> None:
        party = view.party(view.delegation or "")
        super().__init__(view, own(view), remaining)
        self._party = party
        self._first = first
        self._titles = TITLES if view.has.points else {**TITLES, "points": "What can be settled"}
        if not (view.has.climate and view.has.points):
            last = "what each option is worth to you" if view.has.points else "what can be settled"
            self.help_here = (
                "Read your brief: what everybody knows of your delegation, what only you know, and "
                f"{last}. You can come back to it on every turn."
            )
        if not view.has.offers:
            self.help_here = (
                "Read your brief: what everybody knows of your delegation, and what only you know. "
                "You can come back to it on every turn."
            )
        shown = with_something_to_read(view) if roles else ()
        if shown:
            self.help_here = getattr(self, "help_here", self.HELP) + (
                "\n\nA role of yours has a section of its own, after the others: its brief and "
                "its points are for you alone, and no score contains them."
            )
        self._roles = {f"role-{one.id}": one for one in shown if not only or one.id in only}
        of_delegation = SECTIONS if view.has.offers else ("public", "secret")
        self._own = () if only else of_delegation
        self._sections = (*self._own, *self._roles)
        roles_called = {section: one.name for section, one in self._roles.items()}
        self._titles = {**self._titles, **roles_called}
        self._section = self._sections[0]

    def body(self) -> Iterable[Widget]:
        yield Tabs({one: self._titles[one] for one in self._sections})
        with Horizontal():
            for section in ("public", "secret") if self._own else ():
                with VerticalScroll(id=section):
                    yield Static(TITLES[section], classes="heading")
                    yield Reading(self._text(section))
            if "points" in self._own:
                with VerticalScroll(id="points"):
                    yield Static(self._titles["points"], classes="heading")
                    yield Static(id="sheet")
                    yield Static(Content.styled(formula(self.shown.has), "$muted"))
            for section, role in self._roles.items():
                with VerticalScroll(id=section):
                    yield Static(self._role_head(role), classes="whose")
                    yield Reading(role.secret_brief or "Your brief as a delegation says it all.")
                    yield Static(id=f"sheet-{section}", classes="sheet")

    def _text(self, section: str) -> str:
        party = self._party
        if section == "public":
            return party.public_brief or "There is nothing more to say in public."
        return party.secret_brief or "There is nothing secret in this brief."

    def _role_head(self, role: RoleSeen) -> Content:
        """Say whose brief this is: one person's, whatever else their delegation reads."""
        others = (
            "Nobody else sits for your delegation, so all its roles are yours."
            if alone(self.shown)
            else "Not even the others of your delegation read this."
        )
        return Content.assemble(
            (f"You are {one_line(role.name)}. ", "bold $primary"), (others, "$muted")
        )

    def on_mount(self) -> None:
        self._show(self._section)

    def on_resize(self, event: events.Resize) -> None:
        columns = 3 if event.size.width >= BROAD else 1
        cells = min(108, event.size.width // columns - 8)
        if "points" in self._sections:
            self.query_one("#sheet", Static).update(points_page(self.shown, cells))
        wide = min(108, event.size.width - 8)
        for section, role in self._roles.items():
            sheet = self.query_one(f"#sheet-{section}", Static)
            sheet.display = bool(role.points)
            sheet.update(role_points_page(self.shown, role, wide))
        self._show(self._section)

    def _beside(self, section: str) -> tuple[str, ...]:
        """Return the sections shown beside the one being read."""
        if section in self._roles:
            return (section,)
        if self.size.width >= BROAD:
            return self._own
        if self.size.width >= WIDE and section != "points":
            return ("public", "secret")
        return (section,)

    def _show(self, section: str) -> None:
        self._section = section
        beside = self._beside(section)
        for one in self._sections:
            self.query_one(f"#{one}").display = one in beside
        self.set_class(len(beside) == 2, "-two")
        self.set_class(len(beside) == 3, "-three")
        self.query_one(Tabs).show(*beside)
        self.query_one(f"#{section}", VerticalScroll).focus()
        self.refresh_bindings()

    def _next(self) -> str | None:
        """Return the section that follows, None after the last."""
        at = self._sections.index(self._beside(self._section)[-1])
        return self._sections[at + 1] if at + 1 < len(self._sections) else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "number":
            return parameters[0] in range(1, max(2, len(self._sections)))
        if action == "last":
            return parameters[0] == len(self._sections)
        if action == "close":
            return not self._first
        return super().check_action(action, parameters)

    def action_read_on(self) -> None:
        """Turn the page, then to the next section.

        Points are no text: they are a table to look things up in, and stand beside every draft.
        """
        texts = [one for one in self._beside(self._section) if one != "points"]
        turned = [turned_on(self.query_one(f"#{one}", VerticalScroll)) for one in texts]
        if any(turned):
            return
        following = self._next()
        if following is None:
            self.dismiss(True)
        else:
            self._show(following)

    def action_scroll_on(self) -> None:
        self.query_one(f"#{self._section}", VerticalScroll).scroll_page_down()

    def action_number(self, number: int) -> None:
        """Show the section that has this number."""
        self._show(self._sections[number - 1])

    def action_last(self, number: int) -> None:
        """Show the last section, which has this number."""
        self._show(self._sections[number - 1])

    def on_tabs_chosen(self, message: Tabs.Chosen) -> None:
        self._show(message.section)

    def action_close(self) -> None:
        self.dismiss(False)
