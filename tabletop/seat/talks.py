"""Conversations: which one a message belongs to, and how much of each is unread."""

from __future__ import annotations

from collections import Counter

from tabletop.play.seen import MessageSeen, View
from tabletop.seat.port import Port


def conversation_of(message: MessageSeen, mine: str | None) -> str:
    """Return the conversation that a message belongs to, from one delegation's perspective.

    "all", "caucus", "facilitator", or the other delegations of a bilateral, joined by "+".
    """
    if isinstance(message.to, str) and message.to in ("all", "caucus", "facilitator"):
        return message.to
    if message.sender == "facilitator":
        return "facilitator"
    to = (message.to,) if isinstance(message.to, str) else message.to
    others = sorted({message.sender, *to} - {mine or ""})
    return "+".join(others)


def colleagues(view: View) -> bool:
    """Return whether anybody else sits in the view's own delegation."""
    return view.delegation is not None and any(
        one.delegation == view.delegation and one.seat != view.seat and one.name
        for one in view.people
    )


def new_messages(view: View, port: Port) -> tuple[MessageSeen, ...]:
    """Return what others have written that this seat has not read, oldest first."""
    return tuple(
        one
        for one in view.messages
        if not one.mine and one.seq > port.read_up_to(conversation_of(one, view.delegation))
    )


def new_by_talk(view: View, port: Port) -> Counter[str]:
    """Return how many of them there are in each conversation."""
    return Counter(conversation_of(one, view.delegation) for one in new_messages(view, port))


def having_read(view: View, port: Port, talk: str) -> None:
    """Note that a conversation has been read as it stands."""
    port.heard[talk] = view.seq
    if not new_messages(view, port):
        port.read = view.seq
        port.heard.clear()


def taken_up(port: Port, seen: int, *, known: bool) -> int:
    """Return what a resumed seat, which had seen the table up to event `seen`, has read by now.

    Where it is not `known` which conversations were read, what had been written by then counts as
    read.
    """
    if not known:
        port.read = max(port.read, seen)
    view = port.view()
    return seen if new_messages(view, port) else view.seq


def messages_label(view: View, port: Port) -> str:
    """Return the key bar's label for messages, with the number of new ones."""
    count = len(new_messages(view, port))
    return f"Messages ({count} new)" if count else "Messages"
