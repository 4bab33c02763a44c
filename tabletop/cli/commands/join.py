"""`tabletop join`: this terminal as a seat at a hosted table."""

from __future__ import annotations

import argparse
import asyncio
import os
from collections.abc import Generator
from typing import TypeVar

from tabletop.cli.commands.start import need_terminal
from tabletop.cli.text import say
from tabletop.client.join_client import JoinClient, LineEnd
from tabletop.client.joining import WRONG_CODE, Address, Refused, openings, reach, take_seat
from tabletop.client.saved_seats import keep, kept
from tabletop.errors import UnreadableInput
from tabletop.host.admission.arriving import SeatQuestion, named, where, who
from tabletop.host.admission.lobby import Opening
from tabletop.host.admission.seat_request import SeatRequest

Answer = TypeVar("Answer")

_TRIES = 3
_LONGEST_CODE = 12
"""The most characters of a join code; anything longer is a personal code, or a key."""


def run(asked: argparse.Namespace) -> int:
    from tabletop.cli import FINE, INTERRUPTED

    need_terminal("run it in one, with nothing piped in or out; a browser works too")
    address = Address(asked.url)
    if not address.secure:
        # Before anything is said that strangers should not hear.
        address = reach(address)
    code = asked.code or address.code
    ending = None
    if not asked.new and len(code) <= _LONGEST_CODE:
        ending = _come_back(address, asked.name or "")
    if ending is None:
        ending = _join(address, asked, code)
    say(ending.reason)
    return INTERRUPTED if ending.stopped else FINE


def _come_back(address: Address, name: str) -> LineEnd | None:
    """Return to a seat that was taken before; None when there is none (any more)."""
    for seat in kept(address.base, name):
        try:
            ending = _sit(address, seat.token)
        finally:
            seat.let_go()
        if not ending.refused:
            return ending
        say(f"Your seat as {seat.name or 'facilitator'} is no longer kept: {ending.reason}")
        seat.forget()
    return None


def _join(address: Address, asked: argparse.Namespace, code: str) -> LineEnd:
    try:
        name, token = _taken(address, asked, code)
    except Refused as refusal:
        raise UnreadableInput(refusal.sentence) from None
    seat = keep(address.base, name, token)
    if seat is None:
        say("The seat can't be saved on this computer: write down your name and your table.")
    try:
        return _sit(address, token)
    finally:
        if seat is not None:
            seat.let_go()


def _sit(address: Address, token: str) -> LineEnd:
    async def sit() -> LineEnd:
        return await JoinClient(address, token, os.environ).run()

    return asyncio.run(sit())


def _taken(address: Address, asked: argparse.Namespace, given: str) -> tuple[str, str]:
    """Return a name and the token of a seat taken under it. Raises `Refused`."""
    tries = 1 if given else _TRIES
    if not given:
        # Check the host first, so that nobody looks for a code in vain.
        reach(address)
    while True:
        code = given or _ask("Join code: ")
        try:
            if len(code) > _LONGEST_CODE:
                return "", take_seat(address, code, SeatRequest())
            openings(address, code)
            break
        except Refused as refusal:
            tries -= 1
            if refusal.status != WRONG_CODE or not tries:
                raise
            say(refusal.sentence)
    name = _answered(who(asked.name or ""))
    return name, _seat(address, code, name, asked)


def _seat(address: Address, code: str, name: str, asked: argparse.Namespace) -> str:
    """Return a seat's token, chosen by the options or by answers. Raises `Refused`."""

    def look() -> tuple[Opening, ...]:
        # Seats may be taken while somebody reads and types.
        return openings(address, code)

    if asked.table or asked.delegation:
        among = [one for one in look() if asked.table in (None, one.table)]
        meant = next((id for one in among if (id := named(one, asked.delegation or ""))), None)
        delegation = meant or asked.delegation or ""
        return take_seat(address, code, SeatRequest(name, asked.table or "", delegation))
    while True:
        wish = _answered(where(look, name))
        try:
            return take_seat(address, code, wish)
        except Refused as refusal:
            say(refusal.sentence)


def _answered(conversation: Generator[SeatQuestion, str, Answer]) -> Answer:
    try:
        question = next(conversation)
        while True:
            for text in question.said:
                say(text)
            question = conversation.send(_ask(question.prompt))
    except StopIteration as over:
        answer: Answer = over.value
        return answer


def _ask(prompt: str) -> str:
    try:
        return input(prompt).strip()
    except (EOFError, UnicodeDecodeError):
        raise KeyboardInterrupt from None
