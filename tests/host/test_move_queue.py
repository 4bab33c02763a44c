"""A slow disk delays only those whose move it saves; nobody sees a move before it is saved."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from tabletop.errors import NotAllowed, StorageFailed
from tabletop.host.tables.move_queue import AT_ONCE, MoveQueue
from tabletop.journal.memory import Journal, MemoryJournal
from tabletop.journal.memory_store import MemoryStore
from tabletop.journal.store import Groups, TranscriptRef
from tabletop.play.actions import AnyAction, Ready, SendMessage
from tabletop.play.events import AnyEvent, MessageSent
from tabletop.seat.port import Port
from tabletop.table import Table, read_transcript
from tests.host.far import until
from tests.host.halls import hall_in
from tests.host.players import advance, at_two_tables
from tests.screens.rivers import advanced, briefed


class SlowDisk(MemoryStore):
    """A store that saves a move only while it is `free`, and fails while it is `full`."""

    def __init__(self) -> None:
        super().__init__()
        self.free = Event()
        self.free.set()
        self.full = False
        self.asked = 0
        """How often it was asked to keep something."""

    def create(self, name: str, header: dict[str, Any], past: Groups = ()) -> MemoryJournal:
        journal = super().create(name, header, past)
        wait_for(self, journal)
        return journal


def wait_for(disk: SlowDisk, journal: Journal) -> None:
    """Make a journal wait for the disk."""
    keep = journal.append

    def append(*groups: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        disk.asked += 1
        assert disk.free.wait(60)
        if disk.full:
            raise StorageFailed("the move could not be saved (full); make room and try again")
        return keep(*groups)

    journal.append = append  # type: ignore[method-assign]


class Slow:
    """A table on a slow disk, and the queue of its moves."""

    def __init__(self, most: int = 64) -> None:
        self.disk = SlowDisk()
        self.ref = TranscriptRef(self.disk, "table.toml")
        self.table = advanced(briefed(where=self.ref), "negotiation")
        self.moves = MoveQueue(self.table, most)
        self.seen: list[AnyEvent] = []
        self.table.subscribe(self.seen.extend)

    def slowly(self, *actions: AnyAction) -> list[asyncio.Task[tuple[AnyEvent, ...]]]:
        """Submit moves while the disk is busy."""
        self.disk.free.clear()
        return [asyncio.ensure_future(self.moves.submit(one)) for one in actions]

    async def is_writing(self) -> None:
        asked = self.disk.asked
        await until(lambda: self.disk.asked > asked)

    def said(self) -> list[str]:
        """Return everything that anybody can read."""
        return [one.text for one in self.table.view("lower").messages]


def words(text: str, by: str = "upper") -> SendMessage:
    return SendMessage(by=by, to="all", text=text)


async def test_a_slow_disk_holds_no_other_table() -> None:
    slow, other = Slow(), Slow()
    (sent,) = slow.slowly(words("Wait for me."))
    await slow.is_writing()
    for number in range(5):
        await other.moves.submit(words(f"We go on. {number}"))
    assert len(other.said()) == 5
    assert not sent.done()
    slow.disk.free.set()
    await sent
    assert slow.said() == ["Wait for me."]


async def test_nobody_sees_a_move_before_it_is_durable() -> None:
    slow = Slow()
    before = slow.table.state
    (sent,) = slow.slowly(words("Let us meet."))
    await slow.is_writing()
    assert slow.table.state is before
    assert slow.seen == []
    assert slow.said() == []
    assert len(slow.table.events) == before.seq == len(read_transcript(slow.ref).events)
    slow.disk.free.set()
    (event,) = await sent
    assert slow.seen == [event] == [read_transcript(slow.ref).events[-1]]
    assert slow.said() == ["Let us meet."]


async def test_moves_made_while_the_disk_is_busy_keep_their_order() -> None:
    slow = Slow()
    texts = ["one", "two", "three"]
    people = ("upper", "lower", "mill")
    sent = slow.slowly(*(words(text, by) for text, by in zip(texts, people, strict=True)))
    await slow.is_writing()
    slow.disk.free.set()
    done = await asyncio.gather(*sent)
    assert [group[0].seq for group in done] == sorted(group[0].seq for group in done)
    assert [one.text for one in slow.seen if isinstance(one, MessageSent)] == texts
    assert read_transcript(slow.ref).problems() == []


async def test_each_move_is_decided_by_what_those_before_it_have_done() -> None:
    slow = Slow()
    sent = slow.slowly(Ready(by="upper"), Ready(by="upper"))
    await slow.is_writing()
    slow.disk.free.set()
    first, second = await asyncio.gather(*sent, return_exceptions=True)
    assert isinstance(first, tuple)
    assert isinstance(second, NotAllowed)


async def test_moves_handed_in_together_are_written_at_once_and_seen_together() -> None:
    slow = Slow()
    told: list[tuple[int, list[str]]] = []
    slow.table.subscribe(lambda group: told.append((group[0].seq, slow.said())))
    before, asked = slow.table.state.seq, slow.disk.asked
    sent = [slow.moves.submit(words("one")), slow.moves.submit(words("two", "lower"))]
    done = await asyncio.gather(*sent)
    assert slow.disk.asked == asked + 1
    assert told == [(before + 1, ["one", "two"]), (before + 2, ["one", "two"])]
    assert [group[0].seq for group in done] == [before + 1, before + 2]
    groups = slow.ref.store.read(slow.ref.name).groups()
    assert [len(group) for group in groups][-2:] == [1, 1], "each is still a group of its own"


async def test_what_waits_for_a_slow_disk_is_written_at_once() -> None:
    slow = Slow()
    sent = slow.slowly(words("one"))
    await slow.is_writing()
    sent += slow.slowly(*(words(f"more {number}") for number in range(AT_ONCE + 1)))
    asked = slow.disk.asked
    await asyncio.sleep(0)
    slow.disk.free.set()
    await asyncio.gather(*sent)
    assert slow.disk.asked == asked + 2
    assert slow.said() == ["one", *(f"more {number}" for number in range(AT_ONCE + 1))]


async def test_what_no_transcript_can_hold_is_refused_alone() -> None:
    slow = Slow()
    sent = slow.slowly(words("one"), words("half \ud800"), words("two"))
    slow.disk.free.set()
    told = await asyncio.gather(*sent, return_exceptions=True)
    assert isinstance(told[1], NotAllowed)
    assert slow.said() == ["one", "two"]


async def test_nobody_is_refused_for_a_move_that_could_not_be_saved() -> None:
    slow = Slow()
    sent = slow.slowly(Ready(by="upper"), Ready(by="upper"))
    await slow.is_writing()
    slow.disk.full = True
    slow.disk.free.set()
    told = await asyncio.gather(*sent, return_exceptions=True)
    assert all(isinstance(one, StorageFailed) for one in told)
    assert slow.table.why_not(Ready(by="upper")) is None


async def test_a_move_that_can_not_be_saved_has_not_happened_and_its_maker_is_told() -> None:
    slow = Slow()
    before = slow.table.state
    sent = slow.slowly(words("Lost?"), words("And this?", "lower"))
    await slow.is_writing()
    slow.disk.full = True
    slow.disk.free.set()
    told = await asyncio.gather(*sent, return_exceptions=True)
    assert all(isinstance(one, StorageFailed) for one in told)
    assert slow.table.state is before
    assert (slow.seen, slow.said()) == ([], [])
    assert "could not be saved" in slow.table.trouble
    slow.disk.full = False
    (event,) = await slow.moves.submit(words("Again."))
    assert event.seq == before.seq + 1
    assert slow.table.trouble == ""
    assert slow.said() == ["Again."]


async def test_no_more_moves_wait_than_there_is_room_for() -> None:
    slow = Slow(most=2)
    sent = slow.slowly(words("one"))
    await slow.is_writing()
    sent += slow.slowly(words("two"), words("three"), words("four"))
    await until(sent[3].done)
    assert isinstance(sent[3].exception(), StorageFailed)
    assert "too many moves wait" in str(sent[3].exception())
    slow.disk.free.set()
    await asyncio.gather(*sent[:3])
    assert slow.said() == ["one", "two", "three"]


async def test_whoever_stops_waiting_does_not_stop_the_move() -> None:
    slow = Slow()
    first, second = slow.slowly(words("one"), words("two"))
    await slow.is_writing()
    first.cancel()
    second.cancel()
    await asyncio.sleep(0)
    slow.disk.free.set()
    await slow.moves.settled()
    assert slow.said() == ["one", "two"]


async def test_what_happens_meanwhile_at_once_finishes_the_move_before_it() -> None:
    slow = Slow()
    (sent,) = slow.slowly(words("one"))
    await slow.is_writing()
    slow.disk.free.set()
    slow.table.submit(words("two", "lower"))
    assert slow.said() == ["one", "two"]
    (event,) = await sent
    assert event.seq + 1 == slow.table.state.seq
    slow.table.close()


async def test_a_key_pressed_twice_while_the_disk_is_slow_makes_one_move() -> None:
    slow = Slow()
    port = Port(slow.table, "upper", do=slow.moves.submit)
    slow.disk.free.clear()
    sent = [asyncio.ensure_future(port.submit(words("Once."))) for _ in range(2)]
    await slow.is_writing()
    slow.disk.free.set()
    assert await asyncio.gather(*sent) == [None, "This is being saved."]
    assert slow.said() == ["Once."]
    assert await port.submit(words("Once.")) is None, "said again on purpose"


async def test_a_table_that_is_let_go_has_what_was_being_saved(tmp_path: Path) -> None:
    table = advanced(briefed(where=tmp_path / "a.toml"), "negotiation")
    saving = table.begin(words("The last word."))
    table.close()
    assert table.finish(saving) == (tuple(table.events[-1:]),)
    assert read_transcript(tmp_path / "a.toml").events[-1] == table.events[-1]


@pytest.mark.slow
async def test_people_at_a_table_with_a_slow_disk_wait_and_all_others_go_on(
    tmp_path: Path,
) -> None:
    async with hall_in(tmp_path, 2) as hall:
        upper, lower, cho = await at_two_tables(hall)
        advance(hall, "negotiation")
        for one in (upper, lower):
            await one.sees("The negotiation opens")
        here: Table = hall.floor.tables["1"].table
        there = hall.floor.tables["2"]
        disk = SlowDisk()
        assert here._journal is not None
        wait_for(disk, here._journal)
        await upper.press("m")
        await upper.sees("to everybody: write")
        disk.free.clear()
        await upper.press("Let us meet.", "enter")
        await until(lambda: disk.asked > 0)
        # Pressed again by somebody who wonders: and then the words that come next.
        await upper.press("enter", "And")
        await upper.sees("And")
        await cho.answers("r", "Ready?")
        await cho.sees("You are ready")
        assert there.table.state.ready == {"upper"}
        assert "Let us meet." not in lower.far.text
        disk.free.set()
        await lower.sees("Let us meet.")
        await upper.sees("Let us meet.", "And")
        said = [one.text for one in here.view("lower").messages]
        assert said == ["Let us meet."]
