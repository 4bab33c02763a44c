"""A page of the game: head, body and foot, the same on every screen of the flow."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any, ClassVar, Generic, TypeVar

from markdown_it import MarkdownIt
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Markdown

from tabletop.play.seen import View
from tabletop.screens.kit.keybar import KeyBar
from tabletop.screens.kit.masthead import Masthead
from tabletop.text.safe import clean, one_line

R = TypeVar("R")

_MARGIN = 1
"""Lines of space below a text that scrolls."""


def gone(screen: Screen[Any]) -> bool:
    """Return whether a screen is being removed; late results may still reach it."""
    return not screen.is_attached or not screen.query(KeyBar)


def turned_on(text: VerticalScroll) -> bool:
    """Turn a text one page on; False when its end is in sight already, and one has read it.

    What reads on comes by here first: a small terminal shows half of a brief, and the key that
    goes on would leave the other half unread.
    """
    # A last line that is only the margin below the text is nothing to read.
    if text.max_scroll_y - text.scroll_offset.y <= _MARGIN:
        return False
    # At once, so that a second Enter before the next frame finds where the first one came to.
    turn_page(text, 1)
    return True


def turn_page(text: VerticalScroll, by: int) -> None:
    """Scroll a text by a page, up (-1) or down (1), at once."""
    height = text.scrollable_content_region.height
    text.scroll_to(y=text.scroll_offset.y + by * height, animate=False, immediate=True)


def own(view: View) -> str:
    """Return whose page this is: the delegation, and the person who sits there."""
    party = view.party(view.delegation or "")
    me = next((one for one in view.people if one.seat == view.seat), None)
    name = one_line(me.name) if me is not None else ""
    role = ", member" if me is not None and me.role == "member" else ""
    if me is not None and me.titles:
        role = f", {one_line(me.titles[0])}" if len(me.titles) == 1 else role
    return " · ".join(one for one in (one_line(party.name), f"{name}{role}" if name else "") if one)


@cache
def parser() -> MarkdownIt:
    """One parser for all texts: creating it costs more than parsing most texts."""
    return MarkdownIt("gfm-like")


class Reading(Markdown):
    """An author's or a player's text as plain Markdown, without clickable links."""

    DEFAULT_CSS = """
    Reading { padding: 0; margin: 0; background: transparent; height: auto; }
    Reading MarkdownBlock { margin: 0 0 1 0; padding: 0; }
    Reading MarkdownBlock:last-child { margin: 0; }
    Reading MarkdownH1, Reading MarkdownH2, Reading MarkdownH3, Reading MarkdownH4 {
        content-align: left middle; color: $primary; text-style: bold; margin: 0 0 1 0;
        background: transparent; width: 1fr;
    }
    Reading MarkdownBullet { color: $accent; }
    """

    def __init__(self, text: str, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(
            clean(text), open_links=False, parser_factory=parser, id=id, classes=classes
        )

    async def put(self, text: str) -> None:
        """Show another text; the same one costs nothing."""
        if clean(text) != self.source:
            await self.update(clean(text))


class Page(Screen[R], Generic[R]):
    """`whose` says whose screen this is. A page shows one view; the flow makes the next page."""

    # For a text that has no focus and so no keys of its own.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pagedown", "turn_page(1)", "Scroll", show=False),
        Binding("pageup", "turn_page(-1)", "Scroll back", show=False),
    ]
    HELP: ClassVar[str | None] = None
    """What to do on this page, in Markdown."""

    def __init__(self, view: View, whose: str, remaining: int | None = None) -> None:
        super().__init__()
        self.shown = view
        self._whose = whose
        self._remaining = remaining

    def compose(self) -> ComposeResult:
        yield Masthead(self.shown, self._whose, self._remaining)
        yield from self.body()
        yield KeyBar()

    def body(self) -> Iterable[Widget]:
        """Yield the widgets between head and foot. Raises `NotImplementedError`
        unless overridden.
        """
        raise NotImplementedError

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != "turn_page" or self._long is not None

    @property
    def _long(self) -> VerticalScroll | None:
        """The text that is longer than the screen."""
        texts = self.query(VerticalScroll)
        return next((one for one in texts if one.display and one.max_scroll_y), None)

    def action_turn_page(self, by: int) -> None:
        if self._long is not None:
            turn_page(self._long, by)

    def follow(self, view: View) -> None:
        """Update the head when the table has moved on; what is being read stays."""
        self.query_one(Masthead).show(view)
