"""Help on every screen: what to do in this phase, what this page is for, and its keys."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from tabletop.play.seen import View
from tabletop.play.state import Stage
from tabletop.screens.kit.keybar import name_of
from tabletop.screens.kit.light_reading import reading
from tabletop.screens.kit.page import turn_page
from tabletop.screens.kit.tabs import Tabs
from tabletop.screens.pages.minute import minute_card
from tabletop.seat.words.minute import TITLE
from tabletop.text.lists import listed
from tabletop.text.safe import pad

COMMON = frozenset(
    {"app.focus_next", "app.focus_previous", "screen.copy_text", "command_palette", "help_quit"}
)
"""Actions that Textual gives every screen; listing them would hide the page's own."""

NOW: dict[Stage, tuple[str, str]] = {
    "lobby": (
        "Briefing",
        (
            "Every delegation reads its own brief in private: what everybody knows, what only it "
            "knows, and what each option is worth to it."
        ),
    ),
    "situation": (
        "Situation",
        (
            "The world has moved on. Read together what happened; news for one delegation only is "
            "read by it alone."
        ),
    ),
    "caucus": (
        "Caucus",
        (
            "Prepare in private: draft packages, and see what they are worth to you and what "
            "your walk-away is. Messages go only within a delegation and to the facilitator."
        ),
    ),
    "negotiation": (
        "Negotiation",
        (
            "Table offers, counter them, sign or reject them; make statements and gestures, write "
            "to each other. Say *ready* when you are done with this phase."
        ),
    ),
    "decision": (
        "Decision",
        (
            "Sign or reject what is still open. Acts that are due are performed or breached: each "
            "decides in private, and all is revealed together. Silence is a breach."
        ),
    ),
    "ruling": (
        "Ruling",
        (
            "The referee says what was done, how tension and trust moved, and what the table is "
            "worth to each delegation, with the reasons."
        ),
    ),
    "ended": ("The end", "The exercise has ended. Next comes the debrief."),
    "debrief": (
        "Debrief",
        (
            "Everything is open now. Compare what each wanted with what it got, and answer the "
            "questions together."
        ),
    ),
}


_DECIDING: dict[Stage, str] = {
    "lobby": (
        "Every delegation reads its own brief in private: what everybody knows, and what only it "
        "knows."
    ),
    "caucus": (
        "Talk it over within your delegation. Messages go only to your own people and to the "
        "facilitator.{decide}"
    ),
    "negotiation": (
        "Everybody talks to everybody.{decide} Say *ready* when you are done with this phase."
    ),
    "decision": (
        "Take the decisions that you are asked for, and say why. {secret}hat nobody decides in "
        "time is not decided{default}."
    ),
    "ruling": "The referee says what was decided, and what that changes.",
}
"""What to do in a phase where nothing is negotiated."""


def told_now(view: View) -> tuple[str, str]:
    """Return the phase and what to do in it, for what this exercise has."""
    title, text = NOW[view.stage]
    has = view.has
    if not has.offers and view.stage in _DECIDING:
        levers = view.levers
        decide = " Take the decisions that you are asked for."
        return title, _DECIDING[view.stage].format(
            decide=decide if view.stage in levers.deciding else "",
            secret="What is secret is revealed together when the phase ends; w"
            if levers.secrets
            else "W",
            default=", unless it has a default" if levers.defaults else "",
        )
    match view.stage:
        case "lobby" if not has.points:
            text = (
                "Every delegation reads its own brief in private: what everybody knows, and what "
                "only it knows."
            )
        case "caucus" if not has.points:
            text = (
                "Prepare in private: draft packages. Messages go only within a delegation and to "
                "the facilitator."
            )
        case "negotiation" if not (has.gestures and has.signatures):
            if not has.gestures:
                text = text.replace("statements and gestures, write", "statements and write")
            if not has.signatures:
                text = text.replace("sign or reject them", "put one to the vote and vote")
        case "decision" if not (has.acts and has.signatures):
            answer = "Sign or reject" if has.signatures else "Vote on"
            decide = " Take the decisions that you are asked for (D)." if has.decisions else ""
            due = text.partition(". ")[2] if has.acts else ""
            text = f"{answer} what is still open.{decide} {due}".strip()
        case "ruling" if not (has.climate and has.points):
            told = ["what was done"]
            told += ["how tension and trust moved"] if has.climate else []
            told += ["what the table is worth to each delegation, with the reasons"]
            text = f"The referee says {listed(told if has.points else told[:-1])}."
        case "debrief" if not (has.points and view.questions):
            todo = ["compare what each wanted with what it got"] if has.points else []
            todo += ["answer the questions together"] if view.questions else []
            text = f"Everything is open now. {listed(todo or ['read the briefs']).capitalize()}."
        case _:
            pass
    if view.stage == "lobby" and has.roles:
        text += (
            " Some people have a role with a brief of its own, which nobody else of their "
            "delegation reads."
        )
    return title, text


SECTIONS = {"game": TITLE, "screen": "This screen"}


class HelpPage(ModalScreen[None]):
    """Help about the page it was asked on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,f1,q,question_mark", "close", "Close", key_display="Esc"),
        Binding("1,left", "section('game')", "The game", show=False),
        Binding("2,right", "section('screen')", "This screen", show=False),
        Binding("space", "scroll_on", "Scroll", show=False),
    ]
    DEFAULT_CSS = """
    HelpPage { align: center middle; }
    HelpPage > Vertical {
        width: 76; max-width: 96%; height: auto; max-height: 92%;
        background: $surface; border-left: outer $primary;
    }
    HelpPage VerticalScroll { height: auto; max-height: 1fr; padding: 1 3; }
    HelpPage .heading { text-style: bold; color: $primary; height: 1; margin: 0 0 1 0; }
    HelpPage Reading, HelpPage LightReading { height: auto; margin: 0 0 1 0; }
    """

    def __init__(self, page: Screen[Any], view: View | None) -> None:
        super().__init__()
        self._view = view
        # A page that leaves out what its exercise does not have says so in `help_here`.
        self._about = getattr(page, "help_here", None) or getattr(page, "HELP", None) or ""
        self._keys = _keys(page)

    def compose(self) -> ComposeResult:
        view = self._view
        with Vertical():
            if view is not None:
                yield Tabs(SECTIONS)
                with VerticalScroll(id="game"):
                    yield reading(minute_card(view).text)
            with VerticalScroll(id="screen"):
                if view is not None:
                    title, text = told_now(view)
                    yield Static(f"Now: {title}", classes="heading", markup=False)
                    yield reading(text)
                if self._about:
                    yield Static("This screen", classes="heading")
                    yield reading(self._about)
                yield Static("Keys", classes="heading")
                yield Static(self._keys)

    def on_mount(self) -> None:
        if self._view is not None:
            self._show("game" if self._view.stage == "lobby" else "screen")

    def _show(self, section: str) -> None:
        for one in SECTIONS:
            self.query_one(f"#{one}").display = one == section
        self.query_one(Tabs).show(section)
        self.query_one(f"#{section}").focus()

    def on_tabs_chosen(self, message: Tabs.Chosen) -> None:
        self._show(message.section)

    def action_section(self, section: str) -> None:
        if self._view is not None:
            self._show(section)

    def action_scroll_on(self) -> None:
        shown = next(one for one in self.query(VerticalScroll) if one.display)
        turn_page(shown, 1)

    def action_close(self) -> None:
        self.dismiss()


def bindings_of(page: Screen[Any]) -> Iterator[ActiveBinding]:
    """Return our own named key bindings, without those that every widget brings along."""
    for active in page.active_bindings.values():
        binding = active.binding
        ours = (binding.key, binding.action) in _given_by_us(type(active.node))
        if binding.description and active.enabled and ours and binding.action not in COMMON:
            yield active


@cache
def _given_by_us(kind: type[DOMNode]) -> frozenset[tuple[str, str]]:
    """Return the keys that our own classes bind, with their actions, without those of Textual's
    widgets, whose descriptions only name the key.
    """
    ours = (one for one in kind.__mro__ if one.__module__.startswith("tabletop."))
    bound = (Binding.make_bindings(one.__dict__.get("BINDINGS", ())) for one in ours)
    return frozenset((binding.key, binding.action) for each in bound for binding in each)


def _keys(page: Screen[Any]) -> Content:
    """Return the page's keys and the global ones, one per line."""
    named: dict[str, list[str]] = {}
    for active in bindings_of(page):
        keys = named.setdefault(name_of(active, page), [])
        label = page.app.get_key_display(active.binding)
        if not any(label in one for one in keys):
            keys.append(label)
    lines = [
        Content.assemble((pad(", ".join(keys), 16), "bold $accent"), (what, ""))
        for what, keys in named.items()
    ]
    return Content("\n").join(lines)
