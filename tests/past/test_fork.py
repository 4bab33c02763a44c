"""A fork is a new table with the same past, and records where it comes from."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tabletop.errors import StorageFailed, UnreadableInput
from tabletop.journal.origin import Origin
from tabletop.past import read_transcript
from tabletop.play.actions import Advance, Resume, SendMessage
from tabletop.play.state import FACILITATOR
from tabletop.table import Table
from tests.past.kept import MIDDLE, PAPER, rewritten
from tests.screens.rivers import advanced, briefed

ORIGINAL = read_transcript(PAPER)
ENDED = next(one for one in ORIGINAL.events if one.kind == "exercise.ended")
FIRST_THAT_ENDS = ENDED.cause or ENDED.seq


@settings(max_examples=12, deadline=None)
@given(seq=st.integers(1, FIRST_THAT_ENDS - 1))
def test_a_fork_has_the_same_past_up_to_the_end_of_what_happened_together(
    tmp_path_factory: pytest.TempPathFactory, seq: int
) -> None:
    path = tmp_path_factory.mktemp("fork") / "what-if.toml"
    last = ORIGINAL.fork(seq, path)
    assert seq <= last
    forked = read_transcript(path)
    assert forked.events == ORIGINAL.events[:last]
    assert forked.problems() == []
    assert last == len(ORIGINAL.events) or ORIGINAL.events[last].cause is None


def test_a_fork_says_where_it_comes_from(tmp_path: Path) -> None:
    last = ORIGINAL.fork(40, tmp_path / "what-if.toml")
    origin = read_transcript(tmp_path / "what-if.toml").transcript.origin
    chain = ORIGINAL.transcript.records[last - 1]["chain"]
    assert origin == Origin("piece-of-paper.toml", last, chain)


def test_a_fork_is_played_on_and_forked_again(tmp_path: Path) -> None:
    ORIGINAL.fork(45, tmp_path / "a.toml")
    with Table.resume(tmp_path / "a.toml") as table:
        table.submit(SendMessage(by="usa", to="facilitator", text="What if we had waited?"))
        table.submit(Advance(by=FACILITATOR))
    played = read_transcript(tmp_path / "a.toml")
    assert played.problems() == []
    played.fork(46, tmp_path / "b.toml")
    again = read_transcript(tmp_path / "b.toml")
    assert again.transcript.origin is not None
    assert again.transcript.origin.source == "a.toml"
    assert again.events == played.events[:46]


def test_the_original_keeps_its_bytes_and_its_time(tmp_path: Path) -> None:
    original = tmp_path / "original.toml"
    original.write_bytes(MIDDLE.read_bytes())
    os.utime(original, (1_000_000_000, 1_000_000_000))
    original.chmod(0o444)
    before = original.read_bytes(), original.stat()
    read_transcript(original).fork(30, tmp_path / "what-if.toml")
    after = original.read_bytes(), original.stat()
    assert before[0] == after[0]
    assert before[1].st_mtime_ns == after[1].st_mtime_ns
    assert before[1].st_ino == after[1].st_ino


def test_a_target_that_exists_is_refused_and_left_alone(tmp_path: Path) -> None:
    taken = tmp_path / "taken.toml"
    taken.write_text("mine")
    with pytest.raises(StorageFailed, match="already a transcript"):
        ORIGINAL.fork(30, taken)
    assert taken.read_text() == "mine"


@pytest.mark.parametrize("seq", [-1, 0, len(ORIGINAL.events) + 1])
def test_a_number_that_no_event_has_is_refused(tmp_path: Path, seq: int) -> None:
    with pytest.raises(UnreadableInput, match=f"there are events 1 to {len(ORIGINAL.events)}"):
        ORIGINAL.fork(seq, tmp_path / "what-if.toml")
    assert list(tmp_path.iterdir()) == []


def test_where_the_exercise_has_ended_nothing_can_be_played_on(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match=f"fork it at 1 to {FIRST_THAT_ENDS - 1}$"):
        ORIGINAL.fork(ENDED.seq, tmp_path / "what-if.toml")
    assert ORIGINAL.fork(FIRST_THAT_ENDS - 1, tmp_path / "what-if.toml") == FIRST_THAT_ENDS - 1


def test_a_clock_that_ran_stands_still_in_the_fork_until_it_is_resumed(tmp_path: Path) -> None:
    begun = datetime(2026, 3, 1, 9, tzinfo=UTC)
    with briefed(where=tmp_path / "a.toml", clocks=True, now=lambda: begun) as table:
        advanced(table, "negotiation")
        left = table.remaining()
    assert left
    original = read_transcript(tmp_path / "a.toml")
    original.fork(len(original.events), tmp_path / "b.toml")
    much_later = begun + timedelta(days=30)
    with Table.resume(tmp_path / "b.toml", now=lambda: much_later) as table:
        assert table.remaining() == left
        table.submit(Resume(by=FACILITATOR))
        assert table.remaining() == left
    assert read_transcript(tmp_path / "b.toml").problems() == []


@pytest.mark.parametrize(
    ("key", "value", "why"),
    [
        ("event", 0, "does not say"),
        ("event", True, "does not say"),
        ("event", "57", "does not say"),
        ("event", 10_000, "ends at event"),
        ("chain", "abc", "does not say"),
        ("source", "", "does not say"),
        ("more", 1, "does not say"),
    ],
)
def test_a_header_that_says_it_otherwise_is_refused(
    tmp_path: Path, key: str, value: object, why: str
) -> None:
    def change(header: dict[str, object], _: object) -> None:
        header["fork"] = {**Origin("a.toml", 4, "0" * 64).table(), key: value}

    with pytest.raises(UnreadableInput, match=why):
        read_transcript(rewritten(tmp_path / "a.toml", change))
