"""People can find every kind of move, and each key says what it does."""

from __future__ import annotations

import inspect
from typing import Literal, assert_never, cast

import pytest

from tabletop.play.actions import KINDS, AnyAction
from tabletop.screens.facilitator.menu import ITEMS
from tabletop.screens.table.seat_table import SeatTable
from tabletop.seat.deeds import DEEDS, Deed

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
