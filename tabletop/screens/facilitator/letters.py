"""At one keyboard: messages to the facilitator and its answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from tabletop.play.actions import AnyAction
from tabletop.play.seen import MessageSeen, View
from tabletop.screens.facilitator.forms import Attempt, MessageForm
from tabletop.screens.kit.form import Begun
from tabletop.screens.kit.keybar import KeyBar
from tabletop.screens.kit.masthead import Masthead
from tabletop.screens.pages.whole_table import said_block
from tabletop.text.safe import one_line


def letters(view: View) -> tuple[MessageSeen, ...]:
    """Return the messages to and from the facilitator, oldest first, from the
    facilitator's view.
    """
    return tuple(one for one in view.messages if one.to == "facilitator" or one.mine)


def unread(view: View, read: int) -> int:
    """Return how many were sent to the facilitator after event `read`."""
    return sum(not one.mine and one.seq > read for one in letters(view))


def last_answer(view: View) -> int:
    """Return the seq of the facilitator's last message: everything before it had been read."""
    return max((one.seq for one in letters(view) if one.mine), default=0)


class Letters(Screen[AnyAction | None]):
    """Dismisses with the message to send, or None. `read` is how far they were read before."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", key_display="Esc"),
        Binding("enter", "write", "Write", key_display="Enter"),
    ]
    HELP = (
        "What delegations wrote to the facilitator, and what you answered. **Enter** writes, or "
        "begin with the words themselves: to whoever wrote last, unless you choose somebody else "
        "with the arrows."
    )
    DEFAULT_CSS = """
    Letters VerticalScroll { padding: 1 3; }
    Letters Static { height: auto; max-width: 100; margin: 0 0 1 0; }
    """

    def __init__(self, view: View, read: int, attempt: Attempt, begun: Begun) -> None:
        super().__init__()
        self.shown = view
        self._read = read
        self._attempt = attempt
        self._begun = begun

    def compose(self) -> ComposeResult:
        yield Masthead(self.shown, "To the facilitator: not for players' eyes")
        with VerticalScroll():
            yield from self._told(letters(self.shown))
        yield KeyBar()

    def _told(self, some: Sequence[MessageSeen]) -> list[Static]:
        if not some:
            return [Static(Content.styled("Nobody has written to the facilitator yet.", "$muted"))]
        return [
            Static(
                Content.assemble(
                    ("● new  " if self._new(one) else "", "bold $accent"),
                    said_block(self.shown, one),
                )
            )
            for one in some[-200:]
        ]

    def _new(self, one: MessageSeen) -> bool:
        return not one.mine and one.seq > self._read

    def on_mount(self) -> None:
        page = self.query_one(VerticalScroll)
        page.focus()
        page.scroll_end(animate=False)

    def on_key(self, event: events.Key) -> None:
        """Begin the answer with words that are typed here."""
        if event.is_printable and event.character and event.key not in ("space", "question_mark"):
            event.stop()
            self.action_write(event.character)

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        self.action_write(event.text)

    def action_write(self, words: str = "") -> None:
        names = {one.id: one_line(one.name) for one in self.shown.delegations}
        last = next((one for one in reversed(letters(self.shown)) if not one.mine), None)
        to = last.sender if last is not None and last.sender in names else ""
        form = MessageForm(names, self._attempt, begun=self._begun, to=to, words=words)
        self.app.push_screen(form, self._written)

    def _written(self, action: AnyAction | None) -> None:
        if action is not None:
            self.dismiss(action)

    def action_back(self) -> None:
        self.dismiss(None)
