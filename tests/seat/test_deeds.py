"""People can find every kind of move, and each key says what it does."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from functools import partial
from itertools import product
from random import Random
from typing import Literal, assert_never, cast

import pytest

from tabletop.exercise.model import PHASES
from tabletop.play.actions import (
    KINDS,
    AnyAction,
    AskCoach,
    Assign,
    MakeGesture,
    MakeStatement,
    MoveMotion,
    read_action,
)
from tabletop.play.seen import View
from tabletop.play.state import FACILITATOR
from tabletop.screens.facilitator.menu import ITEMS
from tabletop.screens.table.deciding_table import DecidingSeat, DecidingTable
from tabletop.screens.table.seat_table import SeatTable
from tabletop.screens.table.table_screen import TableScreen
from tabletop.seat.deeds import DEEDS, Deed
from tabletop.seat.legal import legal_moves
from tabletop.seat.port import Port
from tabletop.table import Table
from tests.effort import few_of
from tests.table.drawn import drawn_source
from tests.table.drawn_second import drawn_second_source
from tests.table.legal import Players

Way = Literal["table", "facilitator", "page"]


def way_to(action: AnyAction) -> Way:
    """Return where a person makes a kind of move; the type checker names a forgotten one."""
    match action.do:
        case (
            "message"
            | "statement"
            | "offer"
            | "withdraw"
            | "sign"
            | "reject"
            | "gesture"
            | "perform"
            | "ready"
            | "respond"
            | "raise-hand"
            | "motion"
            | "coach"
        ):
            return "table"
        case (
            "advance"
            | "pause"
            | "resume"
            | "hold"
            | "extend"
            | "inject"
            | "adjust"
            | "undo"
            | "debrief"
            | "end"
            | "note"
        ):
            return "facilitator"
        case "put-to-vote" | "vote" | "call-roll" | "close-vote":
            return "page"
        case "breach" | "decide" | "join" | "leave" | "assign" | "reveal" | "answer" | "plan":
            # On pages of their own: the decision, the console, the debrief, or by coming and going.
            return "page"
        case "lower-hand" | "yield" | "withdraw-motion":
            # By the key that raised the hand, or moved the motion.
            return "page"
        case (
            "call"
            | "stop-speaker"
            | "extend-speaker"
            | "close-list"
            | "put-motion"
            | "refuse-motion"
        ):
            # On the page of the speakers' list.
            return "page"
    assert_never(action.do)


@pytest.mark.parametrize("do", KINDS)
def test_a_person_finds_every_kind_of_move(do: str) -> None:
    way = way_to(cast("AnyAction", KINDS[do].model_construct(by="")))
    if way == "table":
        assert do in {one.do for one in DEEDS}, "give it a key in seat/deeds.py"
    elif way == "facilitator":
        assert do in {one.do for one in ITEMS}, "give it a line of the facilitator's menu"


@pytest.mark.parametrize("deed", DEEDS, ids=lambda one: one.action)
def test_every_deed_is_done_by_the_table_screen(deed: Deed) -> None:
    assert inspect.isroutine(getattr(SeatTable, f"action_{deed.action}"))


def test_keys_at_the_table_are_each_one_deeds() -> None:
    assert len({one.key for one in DEEDS}) == len(DEEDS)


KEYS = {one.key.upper(): one.action for one in DEEDS if len(one.key) == 1} | {"H": "share"}
READING = ("messages", "questions")
"""Commands that open a page which is also there to be read."""


def accepted(table: Table, view: View, deed: Deed, picked: str) -> bool:
    """Return whether the rules allow a move that a command leads to."""
    seat, legal = view.seat, partial(legal_moves, view, table.why_not)
    match deed.action:
        case "sign" | "reject" | "withdraw" | "put_to_vote":
            made = legal(kinds=(deed.do or "",))
            return any(getattr(one, "offer", "") == picked for one in made)
        case "decide":
            return any(legal(kinds=("perform", "breach", "decide")))
        case "hand":
            return any(legal(kinds=("raise-hand", "lower-hand", "yield")))
        case "table" | "counter":
            # What the draft may not have is said when it is tabled; that offers are made is not.
            return "offer" not in view.cannot
        case "statement":
            said = MakeStatement(by=seat, tone="neutral", text="So.")
            return table.why_not(said) is None
        case "motion":
            rules = table.exercise.speakers
            moves = [
                MoveMotion(by=seat, what=what, text="So." if what == "other" else "", minutes=more)
                for what, more in product(rules.motions if rules else (), (None, 1))
            ]
            told = [table.why_not(one) for one in moves]
            # What would change nothing now is said beside what one moves.
            return any(legal(kinds=("withdraw-motion",))) or any(
                why is None or why.endswith(("closed already", "no clock", "break them"))
                for why in told
            )
        case "coach":
            asked = AskCoach(by=seat, advice="wait", code="nothing-better")
            return table.why_not(asked) is None
        case "gesture":
            # What else it would need is said when it is made.
            refusals = [
                table.why_not(MakeGesture(by=seat, issue=issue.id, option=option.id)) or ""
                for issue in view.issues
                if view.delegation in issue.by
                for option in issue.listed()
            ]
            return any("promised" not in why and "go beyond" not in why for why in refusals)
        case _:
            return any(legal(kinds=(deed.do or "",)))


def pages_of(table: Table, seat: str) -> Iterator[TableScreen | DecidingTable]:
    """Yield the pages of a seat, with a draft begun where there can be one."""
    ways: list[type[TableScreen] | type[DecidingTable]] = (
        [SeatTable, TableScreen] if table.exercise.has.offers else [DecidingSeat, DecidingTable]
    )
    view = table.view(seat)
    for way in ways if view.role == "head" else ways[:1]:
        port = Port(table, seat)
        if view.choices:
            port.draft(view.standing).step(view.choices[0], 1)
        yield way(port)


@pytest.mark.parametrize("seed", few_of(16))
def test_hints_and_footers_name_only_keys_that_the_rules_accept_now(seed: int) -> None:
    """Of drawn games: every phase, every seat, every key."""
    source = drawn_source(seed) if seed % 4 == 0 else drawn_second_source(seed)
    table, players = Table.create(source, clocks=False), Players(Random(seed))
    for number, one in enumerate(table.exercise.delegations):
        for role in ("head", "member"):
            given = Assign(
                by=FACILITATOR,
                seat=f"{role}-{number}",
                delegation=one.id,
                role=role,
                name=f"Ada {role} {number}",
            )
            table.submit(given)
    seen: set[tuple[str, str | None]] = set()
    for _ in range(70):
        table.submit(read_action(players.move(table.state, table.state.at)))
        if table.state.stage not in PHASES:
            continue
        for seat in [one.id for one in table.state.seats.values() if one.delegation]:
            for page in pages_of(table, seat):
                view, offer = page._view, page._offer()
                can = {one.action for one in DEEDS if page.check_action(one.action, ()) is True}
                hint = page._hint()
                for key in re.findall(r"(?<![\w'-])(?!A [a-z])([A-Z])(?![\w'-])", hint):
                    action = KEYS.get(key)
                    assert action is None or page.check_action(action, ()) is True, (hint, key)
                for deed in DEEDS:
                    if deed.action in can and deed.do and deed.action not in READING:
                        picked = offer.id if offer is not None else ""
                        where = (view.stage, view.role, deed.action, seat)
                        assert accepted(table, view, deed, picked), where
                seen.add((view.stage, view.role))
    assert {"head", "member"} <= {role for _, role in seen}
