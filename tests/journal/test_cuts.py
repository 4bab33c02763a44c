"""A transcript survives a crash: whatever is left opens as whole moves and can be continued."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabletop.errors import UnreadableInput
from tabletop.journal import FileJournal, read_transcript_file
from tests.journal.drawn import HEADER, Record, event, fields, fresh_path, group, groups, written

HEADER_MARK = b"\n# saved to event 0\n"


def header_length(content: bytes) -> int:
    return content.index(HEADER_MARK) + len(HEADER_MARK)


def whole_groups(records: list[Record], length_after: dict[int, int], cut: int) -> list[Record]:
    """Return the records of all groups that end before the cut."""
    last = max((seq for seq, length in length_after.items() if length <= cut), default=0)
    return records[:last]


@pytest.mark.slow
@given(groups, st.data())
def test_a_file_cut_anywhere_opens_as_the_whole_moves_before_the_cut(
    drawn: list[list[str]], data: st.DataObject
) -> None:
    with fresh_path() as path:
        records: list[Record] = []
        length_after = {}
        with FileJournal.create(path, HEADER) as journal:
            for texts in drawn:
                records += journal.append(group(len(records) + 1, texts))
                length_after[len(records)] = path.stat().st_size
        content = path.read_bytes()
        cut = data.draw(st.integers(header_length(content), len(content)))
        path.write_bytes(content[:cut])
        expected = whole_groups(records, length_after, cut)

        found = read_transcript_file(path)
        assert found.records == expected
        assert path.read_bytes() == content[:cut], "reading never changes a file"

        with FileJournal.open(path) as journal:
            assert journal.read() == expected
            more = journal.append([event(len(expected) + 1)])
        assert read_transcript_file(path).records == expected + more
        beside = path.with_name("table.toml.torn")
        kept = beside.read_bytes() if beside.exists() else b""
        assert kept == found.torn
        assert content[: cut - len(kept)] + kept == content[:cut]


@pytest.mark.slow
@given(fields, st.data())
def test_the_beginning_of_any_record_at_all_is_known_for_torn(
    drawn: Record, data: st.DataObject
) -> None:
    with fresh_path() as path:
        with FileJournal.create(path, HEADER) as journal:
            before = path.stat().st_size
            journal.append([{"seq": 1, **drawn}, {"seq": 2, "cause": 1, **drawn}])
        content = path.read_bytes()
        cut = data.draw(st.integers(before, len(content) - 1))
        path.write_bytes(content[:cut])
        assert read_transcript_file(path).records == []


def test_a_file_cut_within_its_header_says_that_nothing_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "table.toml"
    written(path, [["a", "b"]])
    content = path.read_bytes()
    for cut in range(header_length(content)):
        path.write_bytes(content[:cut])
        for read in (read_transcript_file, FileJournal.open):
            with pytest.raises(UnreadableInput, match=r"table\.toml: .*delete it and start again"):
                read(path)
        assert path.read_bytes() == content[:cut]
        assert not path.with_name("table.toml.torn").exists()


@pytest.mark.slow
@given(st.lists(st.text(max_size=900), min_size=1, max_size=4), st.data())
def test_blocks_that_a_loss_of_power_left_empty_are_torn_wherever_they_are(
    texts: list[str], data: st.DataObject
) -> None:
    """A file's length may reach the disk before its blocks do."""
    with fresh_path() as path:
        expected = written(path, [["before"]])
        before = path.stat().st_size
        with FileJournal.open(path) as journal:
            journal.append(group(2, texts))
        content = bytearray(path.read_bytes())
        edges = [before, *range(before + 512 - before % 512, len(content), 512), len(content)]
        lost = data.draw(st.sets(st.sampled_from(range(len(edges) - 1)), min_size=1))
        for number in lost:
            start, end = edges[number : number + 2]
            content[start:end] = bytes(end - start)
        path.write_bytes(content)
        found = read_transcript_file(path)
        assert found.records == expected
        assert found.torn == content[before:]
        with FileJournal.open(path) as journal:
            expected += journal.append([event(2)])
        assert read_transcript_file(path).records == expected


def test_each_torn_tail_is_kept_behind_those_before_it(tmp_path: Path) -> None:
    path = tmp_path / "table.toml"
    written(path, [["a"]])
    whole = path.read_bytes()
    tails = [b"\n[[ev", b"\n[[event]]\nseq = 2\n", b"\n"]
    for tail in tails:
        path.write_bytes(whole + tail)
        assert read_transcript_file(path).torn == tail
        FileJournal.open(path).close()
        assert path.read_bytes() == whole
    assert path.with_name("table.toml.torn").read_bytes() == b"".join(tails)


def test_a_whole_transcript_has_nothing_beside_it(tmp_path: Path) -> None:
    written(tmp_path / "table.toml", [["a"], ["b"]])
    FileJournal.open(tmp_path / "table.toml").close()
    assert [one.name for one in tmp_path.iterdir()] == ["table.toml"]
