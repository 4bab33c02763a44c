"""Any change to a transcript is detected, and its place is named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tabletop.errors import TranscriptDamaged, UnreadableInput
from tabletop.journal import FileJournal, Transcript, read_transcript_file
from tests.effort import examples, seconds
from tests.journal.drawn import HEADER, Record, event, fields, fresh_path, group, groups, written

Edit = Callable[[bytes], bytes]


def read_edited(path: Path, content: bytes) -> Transcript | None:
    """Return the transcript of an edited file, None when it is refused in one sentence."""
    path.write_bytes(content)
    try:
        return read_transcript_file(path)
    except UnreadableInput as refusal:
        assert refusal.sentence.startswith(f"{path}:")
        assert "\n" not in refusal.sentence
        return None


def assert_not_fooled(path: Path, content: bytes, at: int, byte: int, whole: Transcript) -> None:
    edited = content[:at] + bytes([byte]) + content[at + 1 :]
    found = read_edited(path, edited)
    if found is None:
        return
    if found.torn:
        # Only zeros on the edge of a disk's block can't be told from a loss of power.
        assert byte == 0
        assert found.records == whole.records[: len(found.records)]
    else:
        assert (found.header, found.records) == (whole.header, whole.records)


LIKELY = b'\0\1 \n\r"#,09=[\\]ae{}\xff'
"""Bytes that mean something in a transcript, or nothing anywhere."""


@pytest.mark.slow
@settings(max_examples=examples(200))
@given(groups, st.data())
def test_a_byte_changed_anywhere_is_refused_or_changes_nothing(
    drawn: list[list[str]], data: st.DataObject
) -> None:
    with fresh_path() as path:
        written(path, drawn)
        content = path.read_bytes()
        whole = read_transcript_file(path)
        at = data.draw(st.integers(0, len(content) - 1))
        byte = data.draw(st.integers(0, 255))
        assert_not_fooled(path, content, at, byte, whole)


@pytest.mark.slow
@pytest.mark.parametrize(
    "last_fields",
    [
        {},
        {"effects": {}},
        {"effects": {"tension": -2}},
        {"effects": {"points": 1e22, "doubt": True}},
        {"effects": {"to": []}},
        {"effects": {"to": ["usa", "dprk"]}},
        {"effects": {"ledger": [{"because": "tests", "of": ["usa"]}]}},
        {"effects": {"text": 'ends in a quote"'}},
        {"effects": {'a key = "with a value"': "and a \\"}},
    ],
)
def test_no_byte_of_the_last_lines_can_hide_the_last_move(
    last_fields: Record, tmp_path: Path
) -> None:
    path = tmp_path / "table.toml"
    with FileJournal.create(path, HEADER) as journal:
        journal.append([event(1)])
        before_last = path.stat().st_size
        journal.append([event(2), event(3, cause=2, **last_fields)])
    content = path.read_bytes()
    whole = read_transcript_file(path)
    # With the last mark, the line that it follows and the ends of both.
    mark = content.rindex(b"\n# saved")
    last_line = content.rindex(b"\n", 0, mark)
    for at in (before_last, *range(last_line, len(content))):
        for byte in range(256) if at >= mark and not last_fields else LIKELY:
            assert_not_fooled(path, content, at, byte, whole)


@pytest.mark.slow
@settings(max_examples=examples(200))
@given(fields, st.data())
def test_a_byte_changed_in_the_last_record_is_refused_or_changes_nothing(
    drawn: Record, data: st.DataObject
) -> None:
    with fresh_path() as path:
        with FileJournal.create(path, HEADER) as journal:
            before_last = path.stat().st_size
            journal.append([{"seq": 1, **drawn}])
        content = path.read_bytes()
        whole = read_transcript_file(path)
        at = data.draw(st.integers(before_last, len(content) - 1))
        byte = data.draw(st.integers(0, 255))
        assert_not_fooled(path, content, at, byte, whole)


def test_a_table_behind_many_empty_lines_is_found_as_soon_as_any_other(tmp_path: Path) -> None:
    path = tmp_path / "table.toml"
    written(path, [["hello"]])
    before, mark, after = path.read_bytes().rpartition(b"# saved")
    content = before + b"\n" * 50_000 + b"[other]\n" + mark + after
    assert seconds(lambda: read_edited(path, content)) < 2
    assert read_edited(path, content) is None


@pytest.mark.slow
def test_no_byte_of_a_header_alone_can_be_changed(tmp_path: Path) -> None:
    path = tmp_path / "table.toml"
    written(path, [])
    content = path.read_bytes()
    whole = read_transcript_file(path)
    for at in range(len(content)):
        for byte in b' \n"#9a[\x00\xff':
            assert_not_fooled(path, content, at, byte, whole)


@pytest.mark.slow
@given(groups, st.data())
def test_lines_taken_out_are_refused_or_change_nothing(
    drawn: list[list[str]], data: st.DataObject
) -> None:
    with fresh_path() as path:
        written(path, drawn)
        lines = path.read_bytes().splitlines(keepends=True)
        whole = read_transcript_file(path)
        first = data.draw(st.integers(0, len(lines) - 1))
        last = data.draw(st.integers(first, len(lines) - 1))
        left = lines[:first] + lines[last + 1 :]
        found = read_edited(path, b"".join(left))
        if found is not None and last < len(lines) - 1:
            assert (found.header, found.records) == (whole.header, whole.records)
        elif found is not None:
            # What is cut off at the end, nobody can miss.
            assert found.records == whole.records[: len(found.records)]


def replaced(old: str, new: str) -> Edit:
    def edit(content: bytes) -> bytes:
        assert old.encode() in content
        return content.replace(old.encode(), new.encode(), 1)

    return edit


def without_event_2(content: bytes) -> bytes:
    start = content.index(b"\n[[event]]\nseq = 2")
    return content[:start] + content[content.index(b"\n[[event]]\nseq = 3") :]


def swapped(content: bytes) -> bytes:
    two, three, end = (content.index(f"\n[[event]]\nseq = {n}".encode()) for n in (2, 3, 4))
    return content[:two] + content[three:end] + content[two:three] + content[end:]


@pytest.mark.parametrize(
    ("edit", "event_at_fault", "sentence"),
    [
        (replaced("event 2's words", "other words"), 2, ":27: event 2 was changed"),
        (replaced("event 4's words", "other words"), 4, ":45: event 4 was changed"),
        (replaced("seq = 3", "seq = 5"), 3, ":36: event 3 is missing or out of order .found seq 5"),
        (replaced("seq = 3", 'seq = "\\u001b[2J"'), 3, ":36: event 3 is missing .*x1b"),
        (replaced("seq = 3", 'seq = "\x1b[2J"'), 3, ":37: event 3 is no longer TOML"),
        (without_event_2, 2, ":27: event 2 is missing or out of order .found seq 3"),
        (swapped, 2, ":27: event 2 is missing or out of order .found seq 3"),
        (replaced("text = \"event 2", "text = event 2"), 2, ":32: event 2 is no longer TOML"),
        (replaced("text = \"event 2", 'text = """event 2'), 4, ":.*event 4 is no longer TOML"),
        (replaced("seq = 3\n", "seq = 2020-01-01\n"), 3, ":36: event 3 is missing"),
        (replaced('by = "usa"\ntext = "event 3', 'by = 1979-05-27\ntext = "event 3'), 3, "event 3"),
        (replaced("\n[[event]]\nseq = 3", "\n[[evant]]\nseq = 3"), 3, ":36: event 3 was changed"),
        (replaced("\n[[event]]\nseq = 3", "\n[other]\nseq = 3"), 3, ":36: event 3 was changed"),
        (replaced('title = "Peace"', 'title = "War"'), None, ":1: the header was changed"),
        (replaced("# chain ", "# chain 0"), None, ":1: the header was changed"),
        (replaced("format = 1\n", "format = 1\nd = 1979-05-27\n"), None, ":1: the header was"),
        (replaced('id = "peace"', 'id = "peace'), None, ":.*the header is no longer TOML"),
        (replaced("# saved to event 0\n", ""), None, ":1: the header was changed"),
        (replaced("[transcript]\n", "[transcript]\0"), None, ":1: the header was changed"),
        (replaced("# saved to event 4", "# saved to event 5"), 5, "what follows event 4 was"),
        (lambda content: content + b"[[event]]\nseq = 5\n", 5, "what follows event 4 was changed"),
        (lambda content: content + b"and then they made peace", 5, "what follows event 4 was"),
        (lambda content: content + b"\0and more", 5, "what follows event 4 was changed"),
        (lambda content: content + content, 5, "event 5"),
    ],
)  # fmt: skip
def test_an_edit_is_refused_with_the_events_number_and_what_to_do(
    edit: Edit, event_at_fault: int | None, sentence: str, tmp_path: Path
) -> None:
    path = tmp_path / "table.toml"
    with FileJournal.create(path, HEADER) as journal:
        for seq in range(1, 5):
            journal.append([event(seq, f"event {seq}'s words")])
    content = edit(path.read_bytes())
    path.write_bytes(content)
    for read in (read_transcript_file, FileJournal.open):
        with pytest.raises(TranscriptDamaged, match=sentence) as refusal:
            read(path)
        assert refusal.value.event == event_at_fault
        assert refusal.value.sentence.endswith("restore the file from a copy")
        assert refusal.value.sentence.isprintable()
    assert path.read_bytes() == content, "a damaged file is left as it is"


def test_bytes_that_are_no_text_are_refused_with_the_events_number(tmp_path: Path) -> None:
    path = tmp_path / "table.toml"
    written(path, [["first"], ["second"]])
    path.write_bytes(path.read_bytes().replace(b"second", b"s\xffcond"))
    with pytest.raises(TranscriptDamaged, match=":32: event 2 is not UTF-8 text"):
        read_transcript_file(path)


@pytest.mark.slow
@given(groups)
def test_line_ends_of_windows_change_nothing(drawn: list[list[str]]) -> None:
    with fresh_path() as path:
        records = written(path, drawn)
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
        assert read_transcript_file(path).records == records
        with FileJournal.open(path) as journal:
            records += journal.append(group(len(records) + 1, ["on", "it goes"]))
        assert read_transcript_file(path).records == records
