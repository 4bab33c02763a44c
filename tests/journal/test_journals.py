"""Every journal does this, in a file or in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tabletop.errors import NotAllowed, StorageFailed
from tabletop.journal import FileJournal, Journal, MemoryJournal, read_transcript_file
from tests.journal.drawn import HEADER, event, group


@pytest.fixture(params=["file", "memory"])
def journal(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Journal]:
    make: dict[str, Callable[[], Journal]] = {
        "file": lambda: FileJournal.create(tmp_path / "table.toml", HEADER),
        "memory": lambda: MemoryJournal(HEADER),
    }
    made = make[request.param]()
    yield made
    made.close()


def test_a_journal_hands_back_its_header(journal: Journal) -> None:
    assert journal.header == HEADER


def test_a_new_journal_has_no_records(journal: Journal) -> None:
    assert journal.read() == []


def test_append_returns_the_records_with_their_chains(journal: Journal) -> None:
    kept = journal.append(group(1, ["a move", "its ruling"]))
    assert [one["text"] for one in kept] == ["a move", "its ruling"]
    assert len({one["chain"] for one in kept}) == 2
    assert all(len(one["chain"]) == 64 for one in kept)


def test_append_leaves_the_records_it_was_given_as_they_were(journal: Journal) -> None:
    record = event(1)
    journal.append([record])
    assert record == event(1)


def test_all_records_can_be_read_at_any_time_and_again(journal: Journal) -> None:
    kept = journal.append(group(1, ["a", "b"]))
    assert journal.read() == kept
    kept += journal.append([event(3)])
    assert journal.read() == kept
    assert journal.read() == kept


def test_appending_nothing_changes_nothing(journal: Journal) -> None:
    assert journal.append([]) == []
    assert [one["seq"] for one in journal.append([event(1)])] == [1]


def test_groups_appended_together_are_kept_as_if_one_after_the_other(tmp_path: Path) -> None:
    moves = [group(1, ["a move", "its ruling"]), [], [event(3)], group(4, ["one", "more"])]
    with (
        FileJournal.create(tmp_path / "together.toml", HEADER) as together,
        FileJournal.create(tmp_path / "one-by-one.toml", HEADER) as one_by_one,
    ):
        kept = together.append(*moves)
        assert kept == [record for one in moves for record in one_by_one.append(one)]
        assert together.read() == kept
    assert together.path.read_bytes() == one_by_one.path.read_bytes()
    assert [len(one) for one in read_transcript_file(together.path).groups()] == [2, 1, 2]


def test_groups_appended_together_are_all_kept_or_none(journal: Journal) -> None:
    with pytest.raises(NotAllowed):
        journal.append([event(1)], [event(2, "half \ud800")])
    assert journal.read() == []
    assert [one["seq"] for one in journal.append([event(1)], [event(2)])] == [1, 2]


@pytest.mark.parametrize("seqs", [[2], [0], [1, 3], [1, 1]])
def test_a_gap_in_the_sequence_is_refused_and_leaves_nothing(
    journal: Journal, seqs: list[int]
) -> None:
    with pytest.raises(ValueError, match="comes next"):
        journal.append([event(seq) for seq in seqs])
    assert journal.read() == []


def test_records_that_had_a_chain_elsewhere_get_one_of_this_journal(journal: Journal) -> None:
    elsewhere = MemoryJournal({"transcript": {"format": 1}}).append([event(1), event(2)])
    kept = journal.append(elsewhere)
    assert kept == journal.read()
    assert kept[0]["chain"] != elsewhere[0]["chain"]


def test_both_journals_make_the_same_chain(tmp_path: Path) -> None:
    memory = MemoryJournal(HEADER)
    with FileJournal.create(tmp_path / "table.toml", HEADER) as file:
        for start in (1, 3, 5):
            assert file.append(group(start, ["a", "b"])) == memory.append(group(start, ["a", "b"]))
    assert read_transcript_file(tmp_path / "table.toml").chain == memory.read()[-1]["chain"]


def test_a_journal_opened_again_goes_on_where_it_was_left(tmp_path: Path) -> None:
    path = tmp_path / "table.toml"
    with FileJournal.create(path, HEADER) as journal:
        kept = journal.append(group(1, ["a", "b"]))
    with FileJournal.open(path) as journal:
        assert journal.header == HEADER
        assert journal.read() == kept
        assert journal.read() == kept
        kept += journal.append([event(3)])
    with FileJournal.open(path) as journal:
        kept += journal.append([event(4)])
        assert journal.read() == kept
    assert read_transcript_file(path).records == kept


def test_a_transcript_tells_which_records_belong_to_one_move(tmp_path: Path) -> None:
    path = tmp_path / "table.toml"
    with FileJournal.create(path, HEADER) as journal:
        for start, texts in ((1, ["a"]), (2, ["b", "c", "d"]), (5, ["e", "f"])):
            journal.append(group(start, texts))
    found = read_transcript_file(path).groups()
    assert [[one["seq"] for one in moves] for moves in found] == [[1], [2, 3, 4], [5, 6]]


def test_a_transcript_is_never_started_over_another_file(tmp_path: Path) -> None:
    path = tmp_path / "table.toml"
    path.write_text("precious", encoding="utf-8")
    with pytest.raises(StorageFailed, match=r"table\.toml: there is already a transcript"):
        FileJournal.create(path, HEADER)
    assert path.read_text(encoding="utf-8") == "precious"


def test_folders_on_the_way_are_made(tmp_path: Path) -> None:
    path = tmp_path / "class" / "monday" / "table.toml"
    FileJournal.create(path, HEADER).close()
    assert read_transcript_file(path).header == HEADER
