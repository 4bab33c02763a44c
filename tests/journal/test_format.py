"""Texts, numbers and tables are read back exactly as written, or refused at writing."""

from __future__ import annotations

import hashlib
import json
import math
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabletop.errors import NotAllowed, UnreadableInput
from tabletop.journal import FileJournal, MemoryJournal, read_transcript_file
from tests.journal.drawn import HEADER, Record, event, fields, fresh_path, texts, written


@pytest.mark.slow
@given(st.lists(fields, min_size=1, max_size=4))
def test_any_record_comes_back_exactly_as_it_was_given(all_fields: list[Record]) -> None:
    given_records = [{"seq": seq, **one} for seq, one in enumerate(all_fields, start=1)]
    with fresh_path() as path:
        with FileJournal.create(path, HEADER) as journal:
            kept = journal.append(given_records)
        found = read_transcript_file(path).records
    # repr tells 1 from 1.0 and from True, and 0.0 from -0.0.
    assert [sorted_repr(one) for one in found] == [sorted_repr(one) for one in kept]
    for one in found:
        del one["chain"]
    assert found == given_records


@pytest.mark.slow
@given(texts, texts)
def test_any_source_of_an_exercise_comes_back_exactly(source: str, title: str) -> None:
    header = {**HEADER, "exercise": {"title": title, "source": source}}
    with fresh_path() as path:
        FileJournal.create(path, header).close()
        found = read_transcript_file(path)
    assert found.header == header
    assert found.records == []


def test_an_exercise_stays_readable_inside_its_transcript(tmp_path: Path) -> None:
    written(tmp_path / "table.toml", [])
    lines = (tmp_path / "table.toml").read_text(encoding="utf-8").splitlines()
    assert "[[round]]" in lines
    assert lines[-1] == "# saved to event 0"


def test_a_text_of_100_000_characters_is_kept(tmp_path: Path) -> None:
    text = '„평화"\\\n🕊' * 14_286
    written(tmp_path / "table.toml", [[text]])
    assert read_transcript_file(tmp_path / "table.toml").records[0]["text"] == text


def test_a_transcript_is_toml_after_every_group(tmp_path: Path) -> None:
    path = tmp_path / "table.toml"
    with FileJournal.create(path, HEADER) as journal:
        for seq in range(1, 5):
            package = {"tests": "halted", "form": "political"}
            ledger = [{"because": "tests", "points": 2.5}]
            journal.append([event(seq, package=package, ledger=ledger)])
            document = tomllib.loads(path.read_text(encoding="utf-8"))
            assert [one["seq"] for one in document["event"]] == list(range(1, seq + 1))
            assert document["event"][-1]["package"] == package
            assert document["event"][-1]["ledger"] == ledger


def test_the_chain_can_be_computed_by_anybody_from_its_description() -> None:
    journal = MemoryJournal(HEADER)
    first, second = journal.append([event(1, "é"), event(2, cause=1)])

    def hashed(text: str) -> str:
        return hashlib.sha256(text.encode("utf-8")).hexdigest()

    def as_json(table: dict[str, Any]) -> str:
        plain = {key: value for key, value in table.items() if key != "chain"}
        return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)

    assert first["chain"] == hashed(hashed(as_json(HEADER)) + as_json(first))
    assert second["chain"] == hashed(first["chain"] + as_json(second))


def test_a_whole_number_and_a_fraction_of_the_same_size_make_different_chains() -> None:
    chains = {
        MemoryJournal(HEADER).append([{"seq": 1, "value": value}])[0]["chain"]
        for value in (1, 1.0, True, "1", 0, 0.0, -0.0, False)
    }
    assert len(chains) == 8


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("half \ud83d of a dove", "surrogate"),
        ({"\udc00": 1}, "surrogate"),
        ([{"deep": ["\ud800"]}], "surrogate"),
        (math.nan, "nan, which is not a number"),
        (-math.inf, "-inf, which is not a number"),
        (2**63, "64 bits"),
    ],
)
def test_what_a_transcript_cannot_hold_is_refused_and_leaves_nothing(
    value: Any, why: str, tmp_path: Path
) -> None:
    path = tmp_path / "table.toml"
    with FileJournal.create(path, HEADER) as journal:
        journal.append([event(1)])
        before = path.read_bytes()
        with pytest.raises(NotAllowed, match=f"event 3 can't be written: .*{why}"):
            journal.append([event(2), event(3, cause=2, value=value)])
        assert path.read_bytes() == before
        assert [one["seq"] for one in journal.append([event(2)])] == [2]
    assert len(read_transcript_file(path).records) == 2


def test_an_exercise_with_half_a_character_in_it_is_refused_before_a_file_is_made(
    tmp_path: Path,
) -> None:
    header = {**HEADER, "exercise": {"source": "\ud800"}}
    with pytest.raises(UnreadableInput, match="surrogate"):
        FileJournal.create(tmp_path / "table.toml", header)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("value", [None, (1, 2), b"bytes", {1: "a"}.keys()])
def test_a_value_of_a_kind_that_toml_does_not_have_is_the_programs_own_fault(value: Any) -> None:
    with pytest.raises(TypeError, match="can't hold"):
        MemoryJournal(HEADER).append([event(1, value=value)])


def test_a_header_may_not_pose_as_an_event(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="event"):
        FileJournal.create(tmp_path / "table.toml", {**HEADER, "event": []})


def sorted_repr(record: Record) -> str:
    """Return a record as text that shows everything but the order of keys."""
    return repr(json.loads(json.dumps(record, sort_keys=True)))
