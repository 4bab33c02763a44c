"""Screens for those who watch a table: an observer's, and an evaluator's with notes to write."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from tabletop.play.actions import Answer, WriteNote
from tabletop.play.seen import View
from tabletop.screens.console.story_tab import WholeStory
from tabletop.screens.console.wall.scene import scene_of
from tabletop.screens.kit.carrying_out import carry_out, is_up
from tabletop.screens.kit.content import plain
from tabletop.screens.kit.cycler import Cycler
from tabletop.screens.kit.hotwash import RATINGS, Hotwash, HotwashQuestion
from tabletop.screens.kit.hung import Hung
from tabletop.screens.kit.keybar import KeyBar
from tabletop.screens.kit.masthead import Masthead
from tabletop.screens.kit.page import Reading, gone
from tabletop.screens.kit.speakers_line import speakers_line, tell_speakers
from tabletop.screens.kit.tabs import Tabs
from tabletop.screens.pages.decisions_block import decisions_block
from tabletop.screens.pages.plan_block import discussion_block, plan_block
from tabletop.screens.pages.whole_table import (
    due_block,
    notes_block,
    offers_block,
    standing_block,
    story_block,
    talk_block,
    trust_block,
    values_block,
)
from tabletop.seat.port import Port
from tabletop.seat.words.objectives import About, abouts
from tabletop.text.lists import listed
from tabletop.text.safe import one_line, told_why


class Watch(Screen[None]):
    """Sections of what a seat without a delegation may know. Follows its table by itself."""

    SECTIONS: ClassVar[dict[str, str]] = {
        "now": "Now",
        "story": "Story",
        "talk": "Talk",
        "stands": "What stands",
        "questions": "Questions",
    }
    ABOUT: ClassVar[dict[str, str]] = {
        "now": "what is going on",
        "story": "what happened",
        "talk": "what was said",
        "stands": "what was agreed",
        "questions": "your own answers once the debrief is open",
    }
    HELP = "You see what is public and nothing else. **1 to {last}** choose a section{about}."
    BINDINGS: ClassVar[list[BindingType]] = [
        *[Binding(str(n), f"section({n})", f"Section {n}", show=False) for n in range(1, 7)],
        Binding("space", "read_on", "Scroll"),
        Binding("escape", "leave_field", "Leave the field", key_display="Esc"),
    ]
    DEFAULT_CSS = """
    Watch #body { height: 1fr; }
    Watch #sections { width: 1fr; height: 1fr; }
    Watch #sections > VerticalScroll { padding: 1 3; height: 1fr; }
    Watch VerticalScroll > Static { height: auto; margin: 0 0 1 0; max-width: 110; }
    Watch #side { display: none; width: 44; padding: 1 2; border-left: solid $border; }
    Watch.-wide #side { display: block; }
    Watch #unasked { padding: 1 3; }
    Watch #kicker { color: $accent; text-style: bold; }
    Watch #title { text-style: bold; }
    """

    def __init__(self, port: Port) -> None:
        super().__init__()
        self._port = port
        self._story = WholeStory(port)
        self.shown: View = port.view()
        self._sections = _sections_of(self.SECTIONS, self.shown)
        self._section = next(iter(self._sections))
        about = [self.ABOUT[one] for one in self._sections if one in self.ABOUT]
        if not self.shown.has.offers:
            about = [one.replace("agreed", "decided") for one in about]
        told = f": {listed(about)}" if about else ""
        self.help_here = self.HELP.format(last=len(self._sections), about=told)
        self._asking = False

    def whose(self) -> str:
        """Return whose screen this is, for its head."""
        return "An observer: public things only"

    def compose(self) -> ComposeResult:
        yield Masthead(self.shown, self.whose(), self._port.remaining())
        yield Tabs(self._sections)
        yield from speakers_line(self._port)
        with Horizontal(id="body"):
            with Vertical(id="sections"):
                yield from self.sections()
            with VerticalScroll(id="side", can_focus=False):
                yield Hung(id="beside")
        yield KeyBar()

    def sections(self) -> Iterable[Widget]:
        """Yield one scrollable section each, with its name as id; the questions come once they are
        asked.
        """
        yield VerticalScroll(
            Static(id="kicker"),
            Static(id="title"),
            Reading("", id="text"),
            Static(id="block"),
            id="now",
        )
        yield VerticalScroll(Hung(id="happened"), id="story")
        yield VerticalScroll(Static(id="said"), id="talk")
        yield VerticalScroll(Static(id="decided"), Hung(id="due"), Hung(id="standing"), id="stands")
        yield Vertical(Static("Questions are asked in the debrief.", id="unasked"), id="asked")

    async def on_mount(self) -> None:
        await self._tell()
        self._show(self._section)

    def on_resize(self, event: events.Resize) -> None:
        self.call_after_refresh(self.refresh_view)

    def refresh_view(self) -> None:
        """Show the table as it is now; section, scroll position and what is being typed stay."""
        self.shown = self._port.view()
        self.tick()
        self.call_next(self._tell)

    def tick(self) -> None:
        """Update the clock."""
        if not gone(self):
            self.query_one(Masthead).tick(self._port.remaining())
            tell_speakers((self,))

    async def _tell(self) -> None:
        if gone(self):
            return
        view = self.shown
        self.query_one(Masthead).show(view)
        cells = max(30, min(104, self.query_one("#sections").size.width - 8))
        scene = scene_of(view, cells)
        self.put("kicker", plain(scene.kicker))
        self.put("title", plain(one_line(scene.title)))
        self.put("block", scene.block or scene.asked)
        self.query_one("#text").display = bool(scene.text)
        await self.query_one("#text", Reading).put(scene.text)
        self.put("happened", self._story.block(view))
        self.put("beside", story_block(view))
        self.put("said", talk_block(view))
        self.put("due", due_block(view) if view.due else Content(""))
        self.put("standing", standing_block(view) if view.has.offers else Content(""))
        decided = decisions_block(view, cells) if view.has.decisions else Content("")
        self.put("decided", decided)
        self.tell_more()
        self.query_one("#side", VerticalScroll).scroll_end(animate=False)
        if view.stage == "debrief" and not self._asking:
            self._asking = True
            await self._ask()

    def tell_more(self) -> None:
        """Fill in the sections that a subclass adds."""

    def put(self, id: str, content: Content) -> None:
        """Fill a block, unless its content is unchanged."""
        block = self.query_one(f"#{id}", Static)
        block.display = bool(content.plain)
        if block.content != content:
            block.update(content)

    async def _ask(self) -> None:
        view = self.shown
        questions = tuple(
            HotwashQuestion(
                id,
                text,
                kind,
                {"me": "Your answer"},
                {"me": view.answers[id]} if id in view.answers else {},
            )
            for id, text, kind in view.questions
        )
        box = self.query_one("#asked", Vertical)
        await box.remove_children()
        await box.mount(Hotwash(questions, self._answer))
        if self._section == "questions":
            self._show("questions")

    async def _answer(self, _: str, question: str, value: str | int) -> str | None:
        return await self._port.submit(Answer(by=self._port.seat, question=question, value=value))

    def _show(self, section: str) -> None:
        self._section = section
        for one in self.SECTIONS:
            self.query_one(f"#{_box(one)}").display = one == section
        self.query_one(Tabs).show(section)
        self.focus_section(section)
        self.refresh_bindings()

    def focus_section(self, section: str) -> None:
        """Put the focus where the section's keys work."""
        if section == "questions":
            for hotwash in self.query(Hotwash):
                hotwash.focus_field()
        else:
            self.query_one(f"#{section}").focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        typing = isinstance(self.focused, Input | TextArea)
        if action == "leave_field":
            return typing
        if action == "section":
            number = parameters[0]
            return isinstance(number, int) and number <= len(self._sections)
        return True

    def action_section(self, number: int) -> None:
        self._show(list(self._sections)[number - 1])

    def on_tabs_chosen(self, message: Tabs.Chosen) -> None:
        self._show(message.section)

    def action_read_on(self) -> None:
        self.query_one(f"#{_box(self._section)}").scroll_page_down(animate=False)

    def action_leave_field(self) -> None:
        self.set_focus(None)


def _sections_of(titles: Mapping[str, str], view: View) -> dict[str, str]:
    """Return the sections for what the exercise has: questions, and something to agree or decide
    on.
    """
    there = {
        "questions": bool(view.questions),
        "stands": view.has.offers or view.has.decisions,
    }
    found = {id: title for id, title in titles.items() if there.get(id, True)}
    if "stands" in found and not view.has.offers:
        found["stands"] = "Decisions"
    return found


def _box(section: str) -> str:
    """Return the id of a section's widget; the hotwash brings its own."""
    return "asked" if section == "questions" else section


class Observer(Watch):
    """Read only."""


class Evaluator(Watch):
    """Writes notes against the exercise's objectives, and sees everything."""

    SECTIONS: ClassVar[dict[str, str]] = {
        "notes": "Notes",
        "table": "Table",
        "story": "Story",
        "talk": "Talk",
        "now": "Now",
        "questions": "Questions",
    }
    ABOUT: ClassVar[dict[str, str]] = {}
    HELP = (
        "Choose an objective and a rating with **← →**, write what you saw and press **Enter**: "
        "the note is kept with its round. **Esc** leaves the line, then **1 to {last}** choose a "
        "section. You see every delegation's secrets; keep them to yourself."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "write", "Write a note"),
        Binding("ctrl+s", "note", "Keep it", show=False),
    ]
    DEFAULT_CSS = """
    Evaluator #notes { padding: 1 2; height: 1fr; }
    Evaluator Cycler { max-width: 90; }
    Evaluator #notes Input { margin: 1 1 0 1; max-width: 88; }
    Evaluator #said-note { height: 1; margin: 0 2; color: $success; }
    Evaluator #said-note.-refused { color: $error; height: auto; }
    Evaluator #written { height: 1fr; padding: 1 1; }
    """

    def whose(self) -> str:
        return "An evaluator: not for players' eyes"

    def sections(self) -> Iterable[Widget]:
        self._abouts = abouts(self.shown.objectives)
        yield Vertical(
            Cycler("Objective", tuple(one.label for one in self._abouts), id="objective"),
            Cycler("Rating", RATINGS, id="rating"),
            Input(placeholder="what you saw; Enter keeps the note", max_length=4000, id="note"),
            Static(id="said-note"),
            VerticalScroll(Static(id="noted"), id="written"),
            id="notes",
        )
        yield VerticalScroll(
            *([Static(id="planned")] if self.shown.has.planned else []),
            *([Static(id="discussed")] if self.shown.has.discussion else []),
            Static(id="values"),
            Static(id="decided"),
            Static(id="due"),
            Static(id="offers"),
            Static(id="standing"),
            *([Static(id="trust")] if self.shown.has.climate else []),
            id="table",
        )
        yield from (one for one in super().sections() if one.id != "stands")

    def tell_more(self) -> None:
        view = self.shown
        # Two boxes around the notes, and room for the inner scroll bar.
        cells = max(30, min(104, self.query_one("#sections").size.width - 12))
        self.put("noted", notes_block(view, cells))
        self.put("values", values_block(view, cells))
        self.put("offers", offers_block(view) if view.has.offers else Content(""))
        if view.has.planned:
            self.put("planned", plan_block(view, self._port.played(), cells))
        if view.has.discussion:
            self.put("discussed", discussion_block(view, cells))
        if view.has.climate:
            self.put("trust", trust_block(view, cells))

    def focus_section(self, section: str) -> None:
        if section == "notes":
            self.query_one("#objective").focus()
        else:
            super().focus_section(section)

    def action_write(self) -> None:
        self._show("notes")
        self.query_one("#note").focus()

    @property
    def _about(self) -> About:
        return self._abouts[self.query_one("#objective", Cycler).at]

    @on(Cycler.Changed, "#objective")
    def _offer_ratings(self) -> None:
        self.query_one("#rating", Cycler).offer(self._about.ratings, 0)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        if event.input.id == "note":
            self.action_note()

    def action_note(self) -> None:
        field = self.query_one("#note", Input)
        rating = self.query_one("#rating", Cycler)
        text, field.value = field.value, ""
        note = WriteNote(
            by=self._port.seat,
            objective=self._about.objective,
            task=self._about.task,
            rating=rating.at or None,
            text=text.strip(),
        )
        carry_out(self, self._noted(note, text))

    async def _noted(self, note: WriteNote, text: str) -> None:
        refusal = await self._port.submit(note)
        if not is_up(self):
            return
        said = self.query_one("#said-note", Static)
        said.set_class(refusal is not None, "-refused")
        said.update(plain(told_why(refusal) if refusal else "Noted."))
        if refusal is None:
            self.query_one("#rating", Cycler).offer(self._about.ratings, 0)
            self.refresh_view()
        else:
            field = self.query_one("#note", Input)
            field.value = text + field.value
