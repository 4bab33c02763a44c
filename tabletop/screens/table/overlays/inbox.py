"""Messages by conversation: everybody, each delegation, your own people, the facilitator."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Protocol, cast

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tabletop.play.actions import SendMessage
from tabletop.play.seen import MessageSeen, View
from tabletop.screens.kit.addressed import EVERYBODY, FACILITATOR, OWN, addressed
from tabletop.screens.kit.carrying_out import carry_out, is_up
from tabletop.screens.kit.content import plain
from tabletop.screens.kit.keybar import KeyBar
from tabletop.screens.kit.masthead import Masthead
from tabletop.screens.kit.page import turn_page
from tabletop.seat.packages.sharing import words_of
from tabletop.seat.port import Port
from tabletop.seat.talks import colleagues, conversation_of, having_read, new_by_talk, new_messages
from tabletop.text.safe import one_line, told_why

_IN_CAUCUS = " In caucus you can reach only your own people and the facilitator."


class Fits(Protocol):
    """The app that the inbox is a page of."""

    def fit(self, paste: events.Paste, field: Input) -> None:
        """Reduce a paste to one line that fits the field."""


class Inbox(Screen[None]):
    """Conversations on the left, their messages on the right, a line to write on below."""

    HELP = (
        "Choose a conversation with **↑ ↓**, from the list or from the line, write and press "
        "**Enter**; the label above the line says who will read it. A new message opens its "
        "conversation; the number beside another says how many are new there. **PgUp** and "
        "**PgDn** go through what was said. Unsent text is kept with its conversation, and *not "
        f"sent* stands beside it.{_IN_CAUCUS}"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Back", key_display="Esc"),
        Binding("tab", "app.focus_next", "List / line", key_display="Tab"),
        # Before the line's own, which would scroll by them: they choose from there as well.
        Binding("up", "turn(-1)", "Choose", key_display="↑↓", priority=True),
        Binding("down", "turn(1)", show=False, priority=True),
        # Neither list nor line scrolls what was said.
        Binding("pageup", "read(-1)", "Earlier", show=False, priority=True),
        Binding("pagedown", "read(1)", "Later", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    Inbox #talks { width: 26; height: 1fr; background: $surface; padding: 1 0; }
    Inbox.-slim Horizontal { layout: vertical; }
    Inbox.-slim #talks { width: 1fr; height: auto; max-height: 9; }
    Inbox.-slim #log { padding: 0 2; }
    Inbox #right { width: 1fr; height: 1fr; }
    Inbox #log { height: 1fr; padding: 1 2; }
    Inbox #log Static { height: auto; margin: 0 0 1 0; }
    Inbox Input { margin: 0 2; }
    Inbox #why { height: auto; color: $error; margin: 0 2; }
    Inbox #whom { height: auto; max-height: 2; margin: 0 2; }
    """

    def __init__(self, port: Port) -> None:
        super().__init__()
        self._port = port
        self._view = view = port.view()
        told = "caucus" in view.phases
        self.help_here = self.HELP if told else self.HELP.replace(_IN_CAUCUS, "")
        new = new_messages(view, port)
        self._new = bool(new)
        """Whether it opens on an unread message, to be answered at once."""
        if new:
            self._talk = conversation_of(new[-1], view.delegation)
        else:
            alone = FACILITATOR if view.stage == "caucus" else EVERYBODY
            self._talk = OWN if view.stage == "caucus" and colleagues(view) else alone
        having_read(view, port, self._talk)

    def compose(self) -> ComposeResult:
        yield Masthead(self._view, "Messages", self._port.remaining())
        with Horizontal():
            yield OptionList(*self._talks(), id="talks")
            with Vertical(id="right"):
                yield VerticalScroll(id="log", can_focus=False)
                yield Static("", id="why")
                yield Static("", id="whom")
                yield Input(max_length=4000, select_on_focus=False, id="line")
        yield KeyBar()

    async def on_mount(self) -> None:
        talks = self.query_one("#talks", OptionList)
        talks.highlighted = talks.get_option_index(self._talk)
        # The list comes first, unless there is something to answer: words go where one has chosen.
        (self.query_one("#line") if self._new else talks).focus()
        self._take_up()
        await self._show()

    def _take_up(self) -> None:
        """Restore what was begun in this conversation, and in no other."""
        written = self.query_one("#line", Input)
        written.value = self._port.unsent.get(self._talk, "")
        written.cursor_position = len(written.value)

    @on(Input.Changed)
    def _keep(self, event: Input.Changed) -> None:
        if event.value != self.query_one("#line", Input).value:
            # Typed before the conversation was changed.
            return
        if event.value:
            self._port.unsent[self._talk] = event.value
        else:
            self._port.unsent.pop(self._talk, None)

    def _talks(self) -> list[Option]:
        view = self._view
        found = {"all": "Everybody"}
        found |= {one.id: one.name for one in view.delegations if one.id != view.delegation}
        if colleagues(view) or OWN in self._port.unsent:
            found[OWN] = "Our own people"
        found |= {FACILITATOR: "Facilitator"}
        for message in view.messages:
            talk = conversation_of(message, view.delegation)
            if talk == OWN:
                found.setdefault(OWN, "Our own people")
            elif talk not in found:
                found[talk] = ", ".join(view.party(one).tag for one in talk.split("+"))
        new = new_by_talk(view, self._port)
        return [
            Option(
                Content.assemble(
                    (one_line(name), "bold" if new[id] else ""),
                    (f"  {new[id]} new" if new[id] else "", "bold $accent"),
                    ("  not sent" if self._begun(id) else "", "$warning"),
                ),
                id=id,
            )
            for id, name in found.items()
        ]

    def _begun(self, talk: str) -> bool:
        """Do words that are not sent wait in a conversation other than the one shown?"""
        return talk != self._talk and bool(self._port.unsent.get(talk, "").strip())

    def action_turn(self, by: int) -> None:
        talks = self.query_one("#talks", OptionList)
        last = talks.option_count - 1
        talks.highlighted = min(max(0, (talks.highlighted or 0) + by), last)

    def action_read(self, by: int) -> None:
        turn_page(self.query_one("#log", VerticalScroll), by)

    @on(OptionList.OptionHighlighted)
    async def _turn_to(self, event: OptionList.OptionHighlighted) -> None:
        if event.option.id is not None and event.option.id != self._talk:
            self._talk = event.option.id
            having_read(self._view, self._port, self._talk)
            self._count()
            self._take_up()
            await self._show()

    def on_key(self, event: events.Key) -> None:
        """Send what is typed in the list to the line of the selected conversation."""
        if event.is_printable and event.character and self._to_line(event.character):
            event.stop()

    def on_paste(self, event: events.Paste) -> None:
        written = self.query_one("#line", Input)
        if self.focused is not written:
            event.stop()
            cast("Fits", self.app).fit(event, written)
            self._to_line(event.text)

    def _to_line(self, text: str) -> bool:
        written = self.query_one("#line", Input)
        if self.focused is written:
            return False
        written.focus()
        written.insert_text_at_cursor(text)
        return True

    @on(OptionList.OptionSelected)
    def _write(self) -> None:
        self.query_one("#line").focus()

    async def _show(self) -> None:
        view = self._view
        log = self.query_one("#log", VerticalScroll)
        mine = [m for m in view.messages if conversation_of(m, view.delegation) == self._talk]
        await log.remove_children()
        if mine:
            await log.mount_all(Static(self._told(view, message)) for message in mine[-200:])
        else:
            nothing = plain("Nothing has been said here yet.", "$muted")
            await log.mount(Static(nothing, classes="nothing"))
        log.scroll_end(animate=False)
        self._tell_whom()

    def _tell_whom(self) -> None:
        """Say who will read it, or why nothing can be written to them now."""
        refusal = self._port.why_not(self._message("."))
        line = self.query_one("#line", Input)
        line.placeholder = "" if refusal else f"to {self._called()}: write, then Enter"
        self.query_one("#whom", Static).update(
            plain(told_why(refusal), "$warning")
            if refusal
            else addressed(self._talk, self._called())
        )

    def _message(self, text: str) -> SendMessage:
        special = self._talk in (EVERYBODY, OWN, FACILITATOR)
        to = self._talk if special else tuple(self._talk.split("+"))
        return SendMessage(by=self._port.seat, to=to, text=text)

    def _called(self) -> str:
        words = {"all": "everybody", "caucus": "our own people", "facilitator": "the facilitator"}
        if self._talk in words:
            return words[self._talk]
        return ", ".join(one_line(self._view.party(one).name) for one in self._talk.split("+"))

    def _told(self, view: View, message: MessageSeen) -> Content:
        known = {one.id: one.name for one in view.delegations} | {"facilitator": "Facilitator"}
        who = one_line(known.get(message.sender, message.person or message.sender))
        if message.sender in {one.id for one in view.delegations}:
            chief = view.party(message.sender).person
            who += f" · {one_line(message.person)}" if message.person not in ("", chief) else ""
        when = f"round {message.round}" if message.round else "before"
        return Content.assemble(
            (who, "bold $accent" if message.mine else "bold $primary"),
            (f"  {when}\n", "$muted"),
            plain(words_of(message, view)),
        )

    @on(Input.Submitted)
    def _send(self, event: Input.Submitted) -> None:
        line = self.query_one("#line", Input)
        text = line.value
        if text.strip():
            # At once: what is typed while it is saved is the next message's.
            line.value = ""
            carry_out(self, self._sent(self._talk, text, self._message(text)))

    async def _sent(self, talk: str, text: str, message: SendMessage) -> None:
        refusal = await self._port.submit(message)
        here = is_up(self)
        if refusal is not None and here and talk == self._talk:
            line = self.query_one("#line", Input)
            line.value = text + line.value
        elif refusal is not None:
            self._port.unsent[talk] = text + self._port.unsent.get(talk, "")
            self.app.notify(told_why(refusal), severity="warning", markup=False)
        if here:
            # What can't be written to at all says so above the line already.
            again = refusal == self._port.why_not(self._message("."))
            said = "" if refusal is None or again else told_why(refusal)
            self.query_one("#why", Static).update(plain(said))
            self.follow(self._port.view())

    def follow(self, view: View) -> None:
        """Add new messages, and leave what is being written alone."""
        before, self._view = self._view.seq, view
        having_read(view, self._port, self._talk)
        self.query_one(Masthead).show(view)
        self._tell_whom()
        fresh = [one for one in view.messages if one.seq > before]
        if not fresh:
            return
        self._count()
        said = [one for one in fresh if conversation_of(one, view.delegation) == self._talk]
        if said:
            self.call_later(self._add, said)

    def _count(self) -> None:
        talks = self.query_one("#talks", OptionList)
        listed = {one.id for one in talks.options}
        for option in self._talks():
            if option.id is not None and option.id in listed:
                talks.replace_option_prompt(option.id, option.prompt)
            else:
                talks.add_option(option)

    async def _add(self, messages: Sequence[MessageSeen]) -> None:
        log = self.query_one("#log", VerticalScroll)
        await log.query(".nothing").remove()
        await log.mount_all(Static(self._told(self._view, one)) for one in messages)
        log.scroll_end(animate=False)

    def action_close(self) -> None:
        self.dismiss(None)
