"""Keys to seats are on disk before anybody has them, and a truncated file costs no seat."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from tabletop.errors import StorageFailed, UnreadableInput
from tabletop.host.admission.lobby import Place
from tabletop.host.admission.tokens import Keys
from tabletop.host.tables.folder import open_hall
from tests.screens.rivers import SOURCE

UPPER, LOWER = Place("1", "upper"), Place("1", "lower")


class Disk:
    """What survives a loss of power: the files and names that were synced."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.done: list[tuple[str, str]] = []
        for call in ("fsync", "replace"):
            monkeypatch.setattr(os, call, self._noting(call, getattr(os, call)))

    def _noting(self, name: str, call: Any) -> Any:
        def noted(one: Any, *more: Any) -> Any:
            told = (
                Path(f"/proc/self/fd/{one}").readlink() if isinstance(one, int) else Path(more[0])
            )
            self.done.append((name, told.name))
            return call(one, *more)

        return noted


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="names of open files are asked for")
@pytest.mark.parametrize("ask", ["issue", "link", "add"])
def test_a_token_is_handed_out_once_its_file_and_its_name_are_on_the_disk(
    ask: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "hall"
    folder.mkdir()
    keys = Keys(folder / "keys.json")
    disk = Disk(monkeypatch)
    getattr(keys, ask)(UPPER)
    fresh, renamed = ("fsync", "keys.json.new"), ("replace", "keys.json")
    assert disk.done[:3] == [fresh, renamed, ("fsync", "hall")]


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="names of open files are asked for")
def test_a_new_halls_own_folder_is_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = Disk(monkeypatch)
    hall = open_hall(SOURCE, tmp_path / "halls" / "monday", ["1"], clocks=False)
    for one in hall.floor.tables.values():
        one.close()
    assert {("fsync", "monday"), ("fsync", "halls"), ("fsync", tmp_path.name)} <= set(disk.done)


@pytest.mark.parametrize("kept", [b"", b'{"code": "AB', b"[]", None])
def test_a_cut_or_lost_file_costs_no_seat(kept: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    keys = Keys(path)
    tokens = {keys.issue(UPPER): UPPER, keys.issue(LOWER): LOWER}
    if kept is None:
        path.unlink()
    else:
        path.write_bytes(kept)
    again = Keys(path)
    assert again.code == keys.code
    assert {one: again.place_of(one) for one in tokens} == tokens
    assert Keys(path).code == keys.code, "and it is whole again"


def test_where_the_copy_is_cut_too_it_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    Keys(path)
    for one in tmp_path.iterdir():
        one.write_bytes(b"{")
    with pytest.raises(UnreadableInput, match=r"is damaged: put a copy of it back.*delete"):
        Keys(path)
    path.unlink()
    Keys(path)


def test_a_seat_whose_key_could_not_be_kept_is_not_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = Keys(tmp_path / "keys.json")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageFailed, match="nobody can be seated"):
        keys.issue(UPPER)
    assert not keys.held(UPPER)
