"""The order of a game at one keyboard, without a screen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tabletop.play.actions import (
    Advance,
    Assign,
    DeliverInject,
    EndExercise,
    Join,
    Leave,
    OpenDebrief,
    SendMessage,
    SignOffer,
    TableOffer,
    Undo,
)
from tabletop.play.state import FACILITATOR
from tabletop.seat.flow import (
    Memory,
    Step,
    following,
    news_for,
    next_step,
    ruling_due,
    signed,
    something_waits,
    unseen,
    went_on,
)
from tabletop.seat.unread import News, next_unread, remembered
from tabletop.table import Table
from tests.screens.rivers import HEADS, advanced, briefed, memory_of, ready, seated, seen, turn

ORDER = ("a", "b", "c", "d")


def step(table: Table, memory: Memory | None = None) -> Step:
    return next_step(*seen(table), memory or memory_of(table))


def test_the_room_is_told_the_game_then_each_delegation_reads_its_brief_in_turn() -> None:
    table = seated()
    assert step(table) == Step("minute")
    memory = Memory(introduced=True)
    assert step(table, memory) == Step("brief", HEADS[0])
    for one in HEADS:
        if one != HEADS[0]:
            assert step(table) == Step("brief", one), "who has read a brief has been told the game"
        turn(table, one)
    assert step(table) == Step("open")


def test_a_round_opens_with_the_situation_for_the_whole_room() -> None:
    assert step(advanced(briefed(), "situation")) == Step("situation")


def test_news_for_some_is_read_by_each_of_them_after_the_room_has_read() -> None:
    table = advanced(briefed(), "situation", round_number=2)
    memory = replace(memory_of(table), told=2)
    assert step(table, memory) == Step("situation"), "the mill, without news, acknowledges first"
    ready(table, ["mill"])
    assert step(table, memory) == Step("news", "upper")
    ready(table, ["upper"])
    assert step(table, memory) == Step("news", "lower")
    ready(table, ["lower"])
    assert step(table) == Step("turn", "upper")


def test_whoever_is_called_for_its_news_finds_some_although_all_were_read() -> None:
    table = advanced(briefed(), "situation", round_number=2)
    ready(table, ["mill", "upper", "lower"])
    table.submit(Undo(by=FACILITATOR))
    memory = replace(memory_of(table), told=2)
    memory = memory.showing("lower", table.view("lower").injects)
    assert step(table, memory) == Step("news", "lower")
    assert [one.title for one in news_for(table.view("lower"), Step("news"), memory)] == ["No rain"]
    assert news_for(table.view("lower"), Step("turn"), memory) == ()


@pytest.mark.parametrize("to", ["all", ("lower",)])
def test_what_came_since_somebody_last_read_is_unread_when_the_game_is_resumed(
    to: str | tuple[str, ...],
) -> None:
    table = advanced(briefed(), "negotiation")
    turn(table, "upper")
    turn(table, "lower")
    reader = "lower" if to != "all" else None
    table.submit(DeliverInject(by=FACILITATOR, title="One", text="More.", to=to))
    view = table.view(reader)
    assert [one.title for one in unseen(view, reader, memory_of(table))] == ["One"]
    for one in ("mill", "upper", "lower"):
        turn(table, one)
    assert unseen(table.view(reader), reader, memory_of(table)) == ()


def test_a_seat_of_its_own_reads_again_what_came_in_the_phase_in_which_its_host_stopped() -> None:
    table = advanced(briefed(), "negotiation")
    table.submit(DeliverInject(by=FACILITATOR, title="Early", text="Read.", to=("upper",)))
    table.submit(Join(by="upper"))
    advanced(table, "decision")
    table.submit(DeliverInject(by=FACILITATOR, title="Late", text="Unread.", to=("upper",)))
    view = table.view("upper")
    found = next_unread(view, remembered(table.events, view))
    assert isinstance(found, News)
    assert [one.title for one in (*found.public, *found.private)] == ["Late"]


def test_an_agreement_of_an_interrupted_turn_is_told_when_the_game_is_resumed() -> None:
    table = advanced(briefed(), "negotiation")
    table.submit(Join(by="upper"))
    package = {**table.state.standing, "charter": "signed"}
    table.submit(TableOffer(by="upper", package=package))
    for one in table.state.offers["O1"].needed:
        if one not in table.state.offers["O1"].signed:
            table.submit(SignOffer(by=one, offer="O1"))
    room = table.view(None)
    assert [one.offer for one in signed(room, memory_of(table))] == ["O1"]
    table.submit(Leave(by="upper"))
    turn(table, "lower")
    assert signed(table.view(None), memory_of(table)) == ()


def test_delegations_of_one_person_come_to_the_keyboard_after_each_other() -> None:
    table = seated()
    for one, name in (("upper", "Anna"), ("lower", "Ben"), ("mill", "Anna")):
        table.submit(Assign(by=FACILITATOR, seat=one, delegation=one, name=name))
    for one in ("upper", "mill", "lower"):
        assert step(table, replace(memory_of(table), introduced=True)) == Step("brief", one)
        turn(table, one)
    advanced(table, "negotiation")
    came = []
    for _ in range(6):
        one = step(table).delegation or ""
        came.append(one)
        turn(table, one)
    assert came == ["upper", "mill", "lower"] * 2
    ready(table, ["upper"])
    assert step(table) == Step("turn", "mill")


def test_a_turn_that_was_broken_off_is_the_same_delegations_and_only_once() -> None:
    table = advanced(briefed(), "negotiation")
    memory = memory_of(table).taken("lower").broken_off("lower")
    assert step(table, memory) == Step("turn", "lower")
    assert step(table, memory.taken("lower")) == Step("turn", "mill")


def test_a_later_phase_ends_the_turns_of_one_and_an_undo_does_not() -> None:
    assert went_on(("negotiation", 1), ("decision", 1))
    assert went_on(("ruling", 1), ("situation", 2))
    assert went_on(("decision", 3), ("ended", 3))
    assert not went_on(("decision", 2), ("negotiation", 2)), "a phase taken back"
    assert not went_on(("caucus", 2), ("caucus", 2))


@pytest.mark.parametrize("phase", ["caucus", "negotiation", "decision"])
def test_turns_go_round_until_everybody_is_ready(phase: str) -> None:
    table = advanced(briefed(), phase)
    turns = []
    for _ in range(4):
        one = step(table).delegation
        assert one is not None
        turns.append(one)
        turn(table, one)
    assert turns == ["upper", "lower", "mill", "upper"]


def test_who_is_ready_is_passed_over() -> None:
    table = advanced(briefed(), "negotiation")
    ready(table, ["lower"])
    memory = Memory(last="upper")
    assert step(table, memory) == Step("turn", "mill")


def test_whoever_had_the_keyboard_when_the_program_ended_is_asked_again() -> None:
    table = advanced(briefed(), "negotiation")
    turn(table, "upper")
    table.submit(Join(by="lower"))
    assert step(table) == Step("turn", "lower")


def test_a_turn_that_was_over_is_not_asked_again() -> None:
    table = advanced(briefed(), "negotiation")
    turn(table, "upper")
    assert step(table) == Step("turn", "lower")


def test_what_the_facilitator_delivers_to_all_is_read_before_the_next_turn() -> None:
    table = advanced(briefed(), "negotiation")
    memory = memory_of(table)
    table.submit(DeliverInject(by=FACILITATOR, id="visit"))
    assert step(table, memory) == Step("situation")
    memory = memory.showing(None, unseen(table.view(None), None, memory))
    assert step(table, memory) == Step("turn", "upper")


def test_a_ruling_comes_after_the_decisions_and_then_the_next_round() -> None:
    table = advanced(briefed(), "ruling")
    assert step(table) == Step("ruling")
    ready(table)
    assert step(table) == Step("situation")


def test_the_last_ruling_leads_to_the_ending_and_the_debrief() -> None:
    table = advanced(briefed(), "ruling", round_number=3)
    ready(table)
    assert step(table) == Step("ending")
    table.submit(OpenDebrief(by=FACILITATOR))
    assert step(table) == Step("debrief")


def test_an_early_end_leads_to_the_ending_from_anywhere() -> None:
    table = advanced(briefed(), "caucus")
    table.submit(EndExercise(by=FACILITATOR))
    assert step(table) == Step("ending")


def test_every_step_of_a_game_without_a_move_leads_to_its_end() -> None:
    table, memory, steps = seated(), Memory(), []
    while (now := step(table, memory)).kind != "debrief":
        steps.append(now.kind)
        assert len(steps) < 200, steps[-20:]
        if now.kind == "brief":
            memory = memory.having_briefed(now.delegation or "").taken(now.delegation or "")
        elif now.kind in ("turn", "news"):
            one = now.delegation or ""
            memory = memory.taken(one).showing(one, table.view(one).injects)
            ready(table, [now.delegation or ""])
        elif now.kind in ("situation", "ruling"):
            room, views = seen(table)
            memory = replace(memory.showing(None, room.injects), told=table.state.round)
            news = [one for one in HEADS if unseen(views[one], one, memory)]
            ready(table, [one for one in room.waiting_for if one not in news])
        elif now.kind == "ending":
            table.submit(OpenDebrief(by=FACILITATOR))
        else:
            table.submit(Advance(by=FACILITATOR))
    assert steps.count("ruling") == 3
    assert steps.count("turn") == 3 * 3 * len(HEADS)
    assert steps.count("news") == 2


def test_the_order_goes_round_from_whoever_was_last() -> None:
    assert following(ORDER, "c", ("a", "b")) == "a"
    assert following(ORDER, None, ("c", "d")) == "c"
    assert following(ORDER, "d", ("d",)) == "d"


def test_a_private_ruling_is_due_until_it_has_been_read() -> None:
    table = advanced(briefed(), "ruling")
    view = table.view("upper")
    assert ruling_due(view, Memory())
    assert not ruling_due(view, Memory().with_ruling_read("upper", 1))
    assert not ruling_due(table.view(None), Memory())


def test_a_private_ruling_is_not_shown_again_when_the_game_is_resumed() -> None:
    table = advanced(advanced(briefed(), "ruling"), "negotiation", 2)
    turn(table, "upper")
    table.submit(Join(by="lower"))
    memory = memory_of(table)
    due = {one: ruling_due(view, memory) for one, view in seen(table)[1].items()}
    assert due == {"upper": False, "lower": False, "mill": True}


def test_something_waits_for_whom_an_offer_asks_to_sign() -> None:
    table = advanced(briefed(), "negotiation")
    memory = memory_of(table)
    package = {**table.state.standing, "charter": "signed"}
    table.submit(TableOffer(by="upper", to=("lower",), package=package))
    waiting = [one for one in HEADS if something_waits(table.view(one), memory)]
    assert waiting == ["lower"]
    table.submit(SignOffer(by="lower", offer="O1"))
    assert not something_waits(table.view("lower"), memory)


def test_something_waits_for_whom_a_message_was_written_to_until_its_next_turn() -> None:
    table = advanced(briefed(), "negotiation")
    table.submit(SendMessage(by="upper", to=("mill",), text="Shall we?"))
    waiting = [one for one in HEADS if something_waits(table.view(one), memory_of(table))]
    assert waiting == ["mill"]
    turn(table, "mill")
    assert not something_waits(table.view("mill"), memory_of(table))


def test_nothing_waits_for_anybody_outside_the_phases_with_turns() -> None:
    table = advanced(briefed(), "ruling")
    assert not any(something_waits(view, Memory()) for view in seen(table)[1].values())


def test_an_agreement_is_told_to_the_room_as_soon_as_the_turn_is_over() -> None:
    table = advanced(briefed(), "negotiation")
    memory = memory_of(table)
    package = {**table.state.standing, "charter": "signed"}
    table.submit(TableOffer(by="upper", to=("lower",), package=package))
    table.submit(SignOffer(by="lower", offer="O1"))
    assert step(table, memory) == Step("situation")
    memory = memory.showing(None, signed(table.view(None), memory))
    assert step(table, memory).kind == "turn"
    turn(table, "mill")
    assert step(table).kind == "turn", "a table opened again does not tell it once more"


def test_an_agreement_taken_back_is_not_announced() -> None:
    table = advanced(briefed(), "negotiation")
    memory = memory_of(table)
    package = {**table.state.standing, "charter": "signed"}
    table.submit(TableOffer(by="upper", to=("lower",), package=package))
    table.submit(SignOffer(by="lower", offer="O1"))
    assert signed(table.view(None), memory)
    table.submit(Undo(by=FACILITATOR))
    assert not signed(table.view(None), memory)
    assert step(table, memory).kind == "turn"
