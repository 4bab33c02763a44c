"""When the disk is full the move is refused, nothing else is lost, and play can go on."""

from __future__ import annotations

import errno
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabletop.errors import StorageFailed
from tabletop.journal import FileJournal, read_transcript_file
from tests.journal.drawn import HEADER, Record, event, fresh_path, group, texts, written

pytestmark = pytest.mark.linux("a limit stands for a full disk")


@contextmanager
def files_no_longer_than(length: int) -> Iterator[None]:
    """Limit file sizes, so that the system refuses to write more, even in mid-write."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (length, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


moves = st.lists(
    st.tuples(st.lists(texts, min_size=1, max_size=3), st.integers(0, 900)), min_size=1, max_size=6
)


@pytest.mark.slow
@given(moves)
def test_at_whatever_byte_the_disk_is_full_nothing_is_lost_and_play_goes_on(
    drawn: list[tuple[list[str], int]],
) -> None:
    with fresh_path() as path:
        with FileJournal.create(path, HEADER) as journal:
            acknowledged: list[Record] = []
            for texts_of_move, room in drawn:
                length = path.stat().st_size
                try:
                    with files_no_longer_than(length + room):
                        kept = journal.append(group(len(acknowledged) + 1, texts_of_move))
                except StorageFailed as failure:
                    assert f"{path}: the move could not be saved" in failure.sentence
                    assert path.stat().st_size == length
                else:
                    acknowledged += kept
                found = read_transcript_file(path)
                assert (found.records, found.torn) == (acknowledged, b"")
        with FileJournal.open(path) as journal:
            acknowledged += journal.append([event(len(acknowledged) + 1)])
        assert read_transcript_file(path).records == acknowledged


@pytest.mark.slow
@given(st.integers(0, 200))
def test_a_transcript_that_does_not_fit_on_the_disk_leaves_no_file(room: int) -> None:
    with fresh_path() as path:
        with (
            files_no_longer_than(room),
            pytest.raises(StorageFailed, match=r"no transcript can be written there: .*space"),
        ):
            FileJournal.create(path, HEADER)
        assert not path.exists()
        FileJournal.create(path, HEADER).close()


def test_a_torn_tail_that_cannot_be_kept_beside_is_not_cut(tmp_path: Path) -> None:
    path = tmp_path / "table.toml"
    written(path, [["a"]])
    torn = path.read_bytes() + b"\n[[event]]\nseq = 2\n"
    path.write_bytes(torn)
    with files_no_longer_than(4), pytest.raises(StorageFailed, match="what is in it is safe"):
        FileJournal.open(path)
    assert path.read_bytes() == torn
    FileJournal.open(path).close()
    assert path.with_name("table.toml.torn").read_bytes().endswith(b"\n[[event]]\nseq = 2\n")


SMALL_DISK = """
import subprocess, sys
from pathlib import Path
from tabletop.errors import StorageFailed
from tabletop.journal import FileJournal, read_transcript_file
from tests.journal.drawn import HEADER, event

disk = Path(sys.argv[1])
ballast, path = disk / "ballast", disk / "table.toml"
ballast.write_bytes(bytes(32_000))
with FileJournal.create(path, HEADER) as journal:
    kept = []
    try:
        while True:
            kept += journal.append([event(len(kept) + 1, "x" * 700)])
    except StorageFailed as failure:
        print(failure.sentence)
    assert read_transcript_file(path).records == kept
    ballast.unlink()
    kept += journal.append([event(len(kept) + 1, "there is room again")])
assert read_transcript_file(path).records == kept

subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
for attempt in (lambda: FileJournal.open(path), lambda: FileJournal.create(disk / "b", HEADER)):
    try:
        attempt()
    except StorageFailed as failure:
        print(failure.sentence)
assert read_transcript_file(path).records == kept
"""


def test_a_disk_that_is_really_full_or_read_only_is_told_in_a_sentence(tmp_path: Path) -> None:
    """A small disk in a mount namespace of the test's process, which goes with it."""
    unshare = ["unshare", "--mount", "--map-root-user"]
    mount = 'mount -t tmpfs -o size=64k tmpfs "$0"'
    tried = [*unshare, "sh", "-c", mount, str(tmp_path)]
    if not shutil.which("unshare") or subprocess.run(tried, check=False).returncode:
        pytest.skip("this system lets no test mount a disk")
    command = f'{mount} && exec "$@"'
    run = subprocess.run(
        [*unshare, "sh", "-c", command, tmp_path, sys.executable, "-c", SMALL_DISK, tmp_path],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.stderr == ""
    full, read_only, nowhere = run.stdout.splitlines()
    path = tmp_path / "table.toml"
    assert full == (
        f"{path}: the move could not be saved (No space left on device); everything before it is "
        "safe: make room and try again"
    )
    assert read_only.startswith(f"{path}: this transcript can't be opened for writing: Read-only")
    assert nowhere.startswith(f"{tmp_path / 'b'}: no transcript can be written there: Read-only")


def broken(fault: BaseException) -> Callable[..., None]:
    def call(*_: object) -> None:
        raise fault

    return call


@pytest.mark.parametrize("also_cut", [False, True])
def test_a_disk_that_fails_when_asked_to_keep_a_move_has_not_kept_it(
    also_cut: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Simulated: where even truncating fails, the next move truncates."""
    path = tmp_path / "table.toml"
    with FileJournal.create(path, HEADER) as journal:
        kept = journal.append([event(1)])
        with monkeypatch.context() as patched:
            patched.setattr(os, "fsync", broken(OSError(errno.EIO, "Input/output error")))
            if also_cut:
                patched.setattr(os, "ftruncate", broken(OSError(errno.EIO, "Input/output error")))
            with pytest.raises(StorageFailed, match="Input/output error"):
                journal.append([event(2, "a long move that was never kept " * 20)])
            with pytest.raises(StorageFailed, match="Input/output error"):
                journal.append([event(2, "tried again")])
        kept += journal.append([event(2, "short")])
    assert read_transcript_file(path).records == kept
    assert read_transcript_file(path).torn == b""


@pytest.mark.parametrize("killed", [True, False])
def test_a_move_said_not_to_be_saved_is_not_there_after_a_kill_either(
    killed: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even when truncating failed and the program ended before it could try again."""
    path = tmp_path / "table.toml"
    journal = FileJournal.create(path, HEADER)
    kept = journal.append([event(1)])
    with monkeypatch.context() as patched:
        for call in ("fsync", "ftruncate"):
            patched.setattr(os, call, broken(OSError(errno.EIO, "Input/output error")))
        with pytest.raises(StorageFailed):
            journal.append([event(2, "said not to be saved")])
        assert read_transcript_file(path).records == kept
        if not killed:
            journal.close()
    with FileJournal.open(path if not killed else Path(shutil.copy(path, tmp_path / "b"))) as again:
        assert again.read() == kept
    journal.close()


def test_a_move_interrupted_while_it_was_being_saved_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "table.toml"
    with FileJournal.create(path, HEADER) as journal:
        with monkeypatch.context() as patched:
            patched.setattr(os, "fsync", broken(KeyboardInterrupt()))
            with pytest.raises(KeyboardInterrupt):
                journal.append([event(1, "a long move that was interrupted " * 20)])
        assert journal.read() == []
        kept = journal.append([event(1, "short")])
    assert read_transcript_file(path).records == kept


def test_a_folder_that_cannot_be_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    for name in ("file/table.toml", "file/deeper/table.toml", "x" * 300):
        with pytest.raises(StorageFailed, match=r"no transcript can be written there: .*another"):
            FileJournal.create(tmp_path / name, HEADER)


def test_where_the_second_of_two_moves_finds_no_room_neither_is_there(tmp_path: Path) -> None:
    with FileJournal.create(tmp_path / "table.toml", HEADER) as journal:
        kept = journal.append([event(1)])
        length = journal.path.stat().st_size
        with files_no_longer_than(length + 400), pytest.raises(StorageFailed):
            journal.append([event(2, "short")], [event(3, "long " * 200)])
        assert journal.path.stat().st_size == length
        kept += journal.append([event(2, "short")], [event(3, "not as long")])
    assert read_transcript_file(journal.path).records == kept
