"""A later Tabletop's transcript is shown as far as it is understood, and never continued."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tabletop.errors import UnreadableInput
from tabletop.past import read_transcript
from tabletop.play.versions import RULES
from tabletop.table import Table
from tests.cli.command import tabletop
from tests.past.kept import Change, rewritten

Records = list[dict[str, Any]]


def of_a_later_version(header: dict[str, Any], _: Records) -> None:
    header["transcript"]["tabletop"] = "99.1"


def with_an_unknown_kind(header: dict[str, Any], records: Records) -> None:
    of_a_later_version(header, records)
    records[30] = {**records[30], "kind": "seat.danced"}


def with_an_unknown_key(header: dict[str, Any], records: Records) -> None:
    of_a_later_version(header, records)
    records[30] = {**records[30], "mood": "fine"}


def of_a_later_format(header: dict[str, Any], records: Records) -> None:
    with_an_unknown_kind(header, records)
    header["transcript"]["format"] = 3


def of_later_rules(header: dict[str, Any], _: Records) -> None:
    header["transcript"]["rules"] = 99


@pytest.mark.parametrize(
    ("change", "doubt"),
    [
        (of_later_rules, f"version 99 of the rules and this Tabletop knows those up to {RULES}"),
        (of_a_later_version, "written by Tabletop 99.1, later than this one"),
        (with_an_unknown_kind, r"event 31 \('seat.danced'\) is not one this Tabletop knows"),
        (with_an_unknown_key, "written by Tabletop 99.1"),
        (of_a_later_format, "is of format 3 and this Tabletop knows formats 1 to 2"),
    ],
)
def test_it_is_replayed_with_a_warning_but_not_forked(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, change: Change, doubt: str
) -> None:
    path = rewritten(tmp_path / "later.toml", change)
    told = tabletop(capsys, "replay", path, "--plain")
    assert told.code == 0
    assert "The exercise ends" in told.out
    assert "warning: " in told.err
    with pytest.raises(AssertionError, match=doubt):
        raise AssertionError(told.err)
    fork = tabletop(capsys, "fork", path, "--at", "20", "-o", tmp_path / "fork.toml")
    fork.refused("not continued")
    assert not (tmp_path / "fork.toml").exists()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (
            with_an_unknown_kind,
            "event 31 (seat.danced) is of a kind that this Tabletop does not know",
        ),
        (
            with_an_unknown_key,
            "event 31 (offer.rejected) is not as this Tabletop knows it (mood: extra",
        ),
        (of_a_later_format, "is of format 3"),
        (of_later_rules, "is ruled by version 99 of the rules"),
    ],
)
def test_verify_fails_on_it_in_one_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, change: Change, why: str
) -> None:
    said = tabletop(capsys, "verify", rewritten(tmp_path / "later.toml", change))
    assert said.code == 1
    assert len(said.out.splitlines()) == 1
    assert why in said.out


def test_what_is_unknown_is_kept_from_seats_and_passed_over(tmp_path: Path) -> None:
    path = rewritten(tmp_path / "later.toml", with_an_unknown_kind)
    table = read_transcript(path, later=True)
    assert "seat.danced" in table.sentence(31)
    assert 31 not in [one.seq for one in table.view_at(33, "usa").events]
    assert 31 in [one.seq for one in table.view_at(33, "facilitator").events]


@pytest.mark.parametrize("change", [of_a_later_format, of_later_rules])
def test_without_asking_for_it_nothing_of_a_later_day_is_read_or_played_on(
    tmp_path: Path, change: Change
) -> None:
    path = rewritten(tmp_path / "later.toml", change)
    with pytest.raises(UnreadableInput):
        read_transcript(path)
    before = path.read_bytes()
    with pytest.raises(UnreadableInput):
        Table.resume(path)
    assert path.read_bytes() == before
