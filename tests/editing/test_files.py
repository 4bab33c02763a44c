"""A file that is edited is saved whole or not at all, and nothing typed is lost."""

from __future__ import annotations

import codecs
import os
import stat
from pathlib import Path

import pytest

from tabletop.editing.files import (
    ChangedOnDisk,
    belongs_to_tabletop,
    open_file,
    why_not_loading,
)
from tabletop.errors import FaultyExercise, UnreadableInput
from tabletop.exercise.library import shipped

FLEA = (shipped() / "flea-market.toml").read_bytes()


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    path = tmp_path / "mine.toml"
    path.write_bytes(FLEA)
    return path


def test_saving_keeps_mode_line_ends_and_byte_order_mark(mine: Path) -> None:
    windows = codecs.BOM_UTF8 + FLEA.replace(b"\n", b"\r\n")
    mine.write_bytes(windows)
    mine.chmod(0o640)
    file, draft = open_file(mine)
    title = draft.document["title"].encode()
    draft.put(("title",), "Another", "the title")
    file.save(draft)
    assert mine.read_bytes() == windows.replace(b'"' + title + b'"', b'"Another"', 1)
    assert stat.S_IMODE(mine.stat().st_mode) == 0o640
    assert sorted(one.name for one in mine.parent.iterdir()) == ["mine.toml"]
    assert not draft.unsaved


def test_a_link_goes_on_leading_to_the_file_that_is_saved(mine: Path) -> None:
    link = mine.with_name("link.toml")
    link.symlink_to(mine)
    file, draft = open_file(link)
    draft.put(("title",), "Another", "the title")
    file.save(draft)
    assert link.is_symlink() and b'"Another"' in mine.read_bytes()


def test_a_file_that_another_program_changed_is_not_overwritten(mine: Path) -> None:
    file, draft = open_file(mine)
    draft.put(("title",), "Mine", "the title")
    mine.write_bytes(FLEA + b"# theirs\n")
    with pytest.raises(ChangedOnDisk, match="changed by another program"):
        file.save(draft)
    assert mine.read_bytes() == FLEA + b"# theirs\n"
    elsewhere = file.save_as(draft, mine.with_name("other.toml"))
    assert b'"Mine"' in elsewhere.path.read_bytes()
    assert file.read_again().source.endswith("# theirs\n")


def test_what_would_not_load_is_not_saved_but_can_be_kept_beside(mine: Path) -> None:
    file, draft = open_file(mine)
    draft.remove(("delegation", 0), "a delegation")
    with pytest.raises(FaultyExercise) as refused:
        file.save(draft)
    assert why_not_loading(refused.value).startswith("line ")
    assert mine.read_bytes() == FLEA
    assert file.keep_draft(draft).read_bytes() == draft.source.encode()


def test_what_is_not_saved_is_kept_over_a_crash_until_it_is_saved(mine: Path) -> None:
    file, draft = open_file(mine)
    draft.put(("title",), "Half done", "the title")
    file.keep(draft)
    again, _ = open_file(mine)
    assert again.kept() == draft.source
    file.save(draft)
    assert open_file(mine)[0].kept() is None
    assert not file.recovery.exists()


def test_on_a_full_disk_the_file_is_as_it_was_and_one_sentence_says_so(
    mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, draft = open_file(mine)
    draft.put(("title",), "Another", "the title")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UnreadableInput, match="No space left on device; nothing is lost"):
        file.save(draft)
    assert mine.read_bytes() == FLEA and draft.unsaved
    assert [one.name for one in mine.parent.iterdir()] == ["mine.toml"]


def test_a_file_that_is_not_toml_is_refused_with_its_place(mine: Path) -> None:
    mine.write_text("format = 2\ntitle = ", encoding="utf-8")
    with pytest.raises(UnreadableInput, match=r"mine\.toml:2:"):
        open_file(mine)


def test_what_ships_is_told_from_ones_own(mine: Path) -> None:
    assert belongs_to_tabletop(shipped() / "flea-market.toml")
    assert not belongs_to_tabletop(mine)
