"""A delegation's brief: its public part, its secret part, and its points.

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
from tabletop.screens.kit.page import Page, Reading, own, turned_on
from tabletop.screens.kit.tabs import Tabs
from tabletop.screens.kit.theme import BROAD, WIDE
from tabletop.screens.table.points import FORMULA, formula, points_page

SECTIONS = ("public", "secret", "points")
TITLES = {
    "public": "What everybody knows",
    "secret": "For your eyes only",
    "points": "Your points",
}


class Briefing(Page[bool]):
    """With `first`, dismisses with True once the last section has been read."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "read_on", "Read on", key_display="Enter"),
        Binding("space", "scroll_on", "Scroll", key_display="Space"),
        Binding("1", "section('public')", "Public", show=False),
        Binding("2", "section('secret')", "Secret", show=False),
        Binding("3", "section('points')", "Sections", key_display="1-3"),
        Binding("escape", "close", "Back", key_display="Esc"),
    ]
    HELP = (
        "Read your brief: what everybody knows of your delegation, what only you know, and what "
        "each option is worth to you. You can come back to it on every turn.\n\n" + FORMULA
    )
    DEFAULT_CSS = """
    Briefing Horizontal { height: 1fr; }
    Briefing VerticalScroll { padding: 1 3; width: 1fr; }
    Briefing.-slim VerticalScroll { padding: 1 2; }
    Briefing .heading {
        height: 1; margin: 0 0 1 0; color: $muted; text-style: bold; display: none;
    }
    Briefing #points #sheet { height: auto; max-width: 110; }
    Briefing.-two .heading, Briefing.-three .heading { display: block; }
    Briefing #public { max-width: 100; }
    Briefing #secret { max-width: 100; }
    """

    def __init__(self, view: View, *, first: bool = False, remaining: int | None = None) -> None:
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
        self._section = "public"
        self._sections = SECTIONS if view.has.offers else ("public", "secret")
        if not view.has.offers:
            self.help_here = (
                "Read your brief: what everybody knows of your delegation, and what only you know. "
                "You can come back to it on every turn."
            )

    def body(self) -> Iterable[Widget]:
        yield Tabs({one: self._titles[one] for one in self._sections})
        with Horizontal():
            for section in ("public", "secret"):
                with VerticalScroll(id=section):
                    yield Static(TITLES[section], classes="heading")
                    yield Reading(self._text(section))
            with VerticalScroll(id="points"):
                # Where nothing is negotiated this column stays hidden.
                yield Static(self._titles["points"], classes="heading")
                yield Static(id="sheet")
                yield Static(Content.styled(formula(self.shown.has), "$muted"))

    def _text(self, section: str) -> str:
        party = self._party
        if section == "public":
            return party.public_brief or "There is nothing more to say in public."
        return party.secret_brief or "There is nothing secret in this brief."

    def on_mount(self) -> None:
        self._show("public")

    def on_resize(self, event: events.Resize) -> None:
        columns = 3 if event.size.width >= BROAD else 1
        cells = min(108, event.size.width // columns - 8)
        self.query_one("#sheet", Static).update(points_page(self.shown, cells))
        self._show(self._section)

    def _beside(self, section: str) -> tuple[str, ...]:
        """Return the sections shown beside the one being read."""
        if self.size.width >= BROAD:
            return self._sections
        if self.size.width >= WIDE and section != "points":
            return ("public", "secret")
        return (section,)

    def _show(self, section: str) -> None:
        self._section = section
        beside = self._beside(section)
        for one in SECTIONS:
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
        if action == "section" and parameters == ("points",):
            return "points" in self._sections
        return not (action == "close" and self._first)

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

    def action_section(self, section: str) -> None:
        self._show(section)

    def on_tabs_chosen(self, message: Tabs.Chosen) -> None:
        self._show(message.section)

    def action_close(self) -> None:
        self.dismiss(False)
