"""Whatever becomes of a shipped exercise, `check` says what is wrong and where, and goes on."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import tomli_w

from tabletop.errors import Fault, UnreadableInput
from tabletop.exercise.library import shipped
from tabletop.exercise.loading import check_exercise, check_source
from tabletop.exercise.locate import KeyPath
from tabletop.exercise.toml import parse_written
from tabletop.files import printable
from tests.exercise.test_every_key import keys_of

pytestmark = pytest.mark.slow

SHIPPED = sorted(shipped().glob("*.toml"))


def assert_placed(faults: tuple[Fault, ...], text: str) -> None:
    """Assert that each fault and warning is one sentence at a place of the text."""
    lines = text.replace("\r\n", "\n").split("\n")
    for one in faults:
        assert 1 <= one.line <= len(lines), one
        assert 1 <= one.column <= len(lines[one.line - 1]) + 1, one
        assert one.message == printable(one.message), one
        assert 0 < len(one.message) < 1000, one


def deleted(holder: Any, key: Any) -> None:
    del holder[key]


def doubled(holder: Any, key: Any) -> None:
    value = holder[key]
    if isinstance(value, list) and value:
        value.append(copy.deepcopy(value[-1]))
    else:
        holder[key] = [value, value]


def as_text(holder: Any, key: Any) -> None:
    holder[key] = "mars"


def as_number(holder: Any, key: Any) -> None:
    holder[key] = -3


def as_table(holder: Any, key: Any) -> None:
    holder[key] = {"mars": 1}


def as_nothing(holder: Any, key: Any) -> None:
    holder[key] = []


def misspelt(holder: Any, key: Any) -> None:
    if isinstance(holder, dict):
        holder[f"{key}x"] = holder.pop(key)


WAYS: tuple[Callable[[Any, Any], None], ...] = (
    *(deleted, doubled, as_text, as_number, as_table, as_nothing, misspelt),
)


def changed(document: dict[str, Any], path: KeyPath, way: Callable[[Any, Any], None]) -> str:
    document = copy.deepcopy(document)
    holder: Any = document
    for step in path[:-1]:
        holder = holder[step]
    way(holder, path[-1])
    return tomli_w.dumps(document)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_key_deleted_doubled_or_of_another_type(path: Path) -> None:
    """Two of the ways for each key: an exercise has hundreds, and each way meets all kinds."""
    document = parse_written(path.read_text(encoding="utf-8"))
    for number, key in enumerate(keys_of(tomli_w.dumps(document))):
        for way in (WAYS[number % len(WAYS)], WAYS[(number + 3) % len(WAYS)]):
            text = changed(document, key, way)
            assert_placed(check_source(text), text)


def cut_or_torn(text: str) -> Iterator[str]:
    """Yield the text cut short at many places, and with lines taken out or repeated."""
    lines = text.splitlines(keepends=True)
    for at in range(0, len(text), max(1, len(text) // 40)):
        yield text[:at]
    for at in range(0, len(lines), max(1, len(lines) // 60)):
        yield "".join(lines[:at] + lines[at + 1 :])
        yield "".join(lines[: at + 1] + lines[at:])


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_file_that_is_cut_short_or_has_lost_or_doubled_lines(path: Path) -> None:
    for text in cut_or_torn(path.read_text(encoding="utf-8")):
        assert_placed(check_source(text), text)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_file_in_another_encoding(path: Path, tmp_path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    file = tmp_path / "mine.toml"
    for content in (
        text.encode("utf-16"),
        text.encode("latin-1", "replace"),
        text.encode("utf-8")[:-1] + b"\xff",
        text.encode("utf-8").replace(b"\n", b"\r"),
        text.encode("utf-8").replace(b" ", b"\x00", 3),
        text.encode("cp500", "replace"),
    ):
        file.write_bytes(content)
        faults = check_exercise(file)
        assert_placed(faults, content.decode("utf-8-sig", "replace"))
    for sound in (text.encode("utf-8-sig"), text.replace("\n", "\r\n").encode("utf-8")):
        file.write_bytes(sound)
        assert not [one for one in check_exercise(file) if not one.warning]


def test_a_file_over_five_megabytes_is_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "huge.toml"
    file.write_bytes(b"#" * 5_000_001)
    with pytest.raises(UnreadableInput, match="MB"):
        check_exercise(file)
