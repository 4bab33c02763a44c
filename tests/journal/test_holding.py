"""There is one writer at a time, and what it acknowledged is kept, however it ends."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tabletop.errors import StorageFailed, TranscriptDamaged, TranscriptHeld
from tabletop.journal import FileJournal, read_transcript_file
from tests.journal.drawn import HEADER, event, group, written

HOLDER = """
import sys
from tabletop.journal import FileJournal
with FileJournal.open(sys.argv[1]):
    print("held", flush=True)
    sys.stdin.read()
"""

WRITER = """
import sys
from tabletop.journal import FileJournal
from tests.journal.drawn import HEADER, group
with FileJournal.create(sys.argv[1], HEADER) as journal:
    for start in range(1, 100_000, 3):
        kept = journal.append(group(start, ["a move", "its ruling" * 50, "its climate"]))
        print(kept[-1]["seq"], flush=True)
"""


@contextmanager
def process(code: str, path: Path) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-c", code, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as running:
        try:
            yield running
        finally:
            running.kill()


def test_a_second_process_is_refused_politely_and_may_read_meanwhile(tmp_path: Path) -> None:
    path = tmp_path / "table.toml"
    records = written(path, [["a"]])
    with process(HOLDER, path) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(TranscriptHeld) as refusal:
            FileJournal.open(path)
        assert refusal.value.sentence == (
            f"{path}: another Tabletop is playing this transcript; close it first, or read it with "
            "'tabletop replay'"
        )
        assert read_transcript_file(path).records == records
        holder.communicate("")
        FileJournal.open(path).close()


def test_a_holder_that_was_killed_holds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "table.toml"
    written(path, [["a"]])
    with process(HOLDER, path) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        holder.kill()
        holder.wait()
        FileJournal.open(path).close()


def test_one_process_holds_a_transcript_once(tmp_path: Path) -> None:
    path = tmp_path / "table.toml"
    with FileJournal.create(path, HEADER), pytest.raises(TranscriptHeld):
        FileJournal.open(path)
    with FileJournal.open(path), pytest.raises(TranscriptHeld):
        FileJournal.open(path)
    FileJournal.open(path).close()


@pytest.mark.slow
@pytest.mark.parametrize("moves", [1, 2, 7, 30, 101])
def test_what_was_acknowledged_before_a_kill_is_there_and_no_half_move(
    moves: int, tmp_path: Path
) -> None:
    path = tmp_path / "table.toml"
    with process(WRITER, path) as writer:
        assert writer.stdout is not None
        heard = [writer.stdout.readline() for _ in range(moves)]
        writer.kill()
        heard += writer.stdout.readlines()
    acknowledged = max(int(line) for line in heard if line.endswith("\n"))
    with FileJournal.open(path) as journal:
        records = journal.read()
        assert len(records) >= acknowledged
        assert len(records) % 3 == 0
        records += journal.append([event(len(records) + 1)])
    assert read_transcript_file(path).records == records


def test_a_move_and_a_new_files_name_are_on_the_disk_before_anybody_hears_of_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "class" / "table.toml"
    fsync = os.fsync
    asked: list[tuple[list[Path], bytes]] = []

    def seen(handle: int) -> None:
        known = (path, path.parent, tmp_path)
        found = [one for one in known if os.path.samestat(os.fstat(handle), one.stat())]
        asked.append((found, path.read_bytes()))
        fsync(handle)

    monkeypatch.setattr(os, "fsync", seen)
    with FileJournal.create(path, HEADER) as journal:
        header = path.read_bytes()
        assert asked == [([path], header), ([path.parent], header), ([tmp_path], header)]
        asked.clear()
        journal.append(group(1, ["a move", "its ruling"]))
        assert asked == [([path], path.read_bytes())]
        assert asked[0][1].endswith(b"# saved to event 2\n")


def test_a_transcript_that_does_not_verify_is_not_held(tmp_path: Path) -> None:
    path = tmp_path / "table.toml"
    written(path, [["a"]])
    good = path.read_bytes()
    path.write_bytes(good.replace(b'"a"', b'"b"'))
    with pytest.raises(TranscriptDamaged):
        FileJournal.open(path)
    path.write_bytes(good)
    FileJournal.open(path).close()


def test_no_move_is_saved_into_a_file_that_somebody_deleted(tmp_path: Path) -> None:
    path = tmp_path / "table.toml"
    with FileJournal.create(path, HEADER) as journal:
        journal.append([event(1)])
        path.unlink()
        with pytest.raises(StorageFailed, match="has deleted or moved this transcript"):
            journal.append([event(2)])


def test_a_game_goes_on_in_the_same_file_that_a_program_has_put_in_its_place(
    tmp_path: Path,
) -> None:
    """As a program does that synchronises a folder with another computer."""
    path = tmp_path / "table.toml"
    with FileJournal.create(path, HEADER) as journal:
        kept = journal.append([event(1)])
        for away in (path.with_name("moved away"), None):
            fetched = path.with_name("fetched")
            fetched.write_bytes(path.read_bytes())
            if away:
                path.rename(away)
            fetched.rename(path)
            kept += journal.append([event(len(kept) + 1)])
        with pytest.raises(TranscriptHeld):
            FileJournal.open(path)
        assert journal.read() == kept
    assert read_transcript_file(path).records == kept


def test_no_move_is_saved_beside_another_file_that_was_put_in_its_place(tmp_path: Path) -> None:
    path = tmp_path / "table.toml"
    with FileJournal.create(path, HEADER) as journal:
        older = path.read_bytes()
        journal.append([event(1)])
        path.rename(path.with_name("table (conflict).toml"))
        path.write_bytes(older)
        with pytest.raises(StorageFailed, match=r"has replaced this transcript"):
            journal.append([event(2)])
        assert path.read_bytes() == older


def test_a_folder_that_knows_no_locks_is_not_called_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some network file systems answer like this."""

    def no_locks(handle: int) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    path = tmp_path / "table.toml"
    written(path, [["a"]])
    monkeypatch.setattr("tabletop.journal.file.lock", no_locks)
    attempts: list[Callable[[], object]] = [
        lambda: FileJournal.open(path),
        lambda: FileJournal.create(tmp_path / "b", HEADER),
    ]
    for attempt in attempts:
        with pytest.raises(StorageFailed, match=r"No locks available.*own disk") as refusal:
            attempt()
        assert "space" not in refusal.value.sentence
    assert not (tmp_path / "b").exists()


@pytest.mark.parametrize("edit", [lambda old: old + b"more", lambda old: old[:-9]])
def test_no_move_is_saved_behind_what_somebody_else_wrote(
    edit: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    path = tmp_path / "table.toml"
    with FileJournal.create(path, HEADER) as journal:
        kept = journal.append([event(1)])
        good = path.read_bytes()
        path.write_bytes(edit(good))
        with pytest.raises(StorageFailed, match="has changed this transcript"):
            journal.append([event(2)])
        assert path.read_bytes() == edit(good), "what somebody wrote is theirs to keep"
        path.write_bytes(good)
        kept += journal.append([event(2)])
    assert read_transcript_file(path).records == kept


def test_a_journal_may_be_closed_twice(tmp_path: Path) -> None:
    journal = FileJournal.create(tmp_path / "table.toml", HEADER)
    journal.close()
    journal.close()
