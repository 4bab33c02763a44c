"""`verify` says in one line which event differs, what it says and what it should say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.command import KOREA, MOVES, tabletop
from tests.past.kept import Change, rewritten

Records = list[dict[str, Any]]


def richer(_: dict[str, Any], records: Records) -> None:
    ruled = next(one for one in records if one["kind"] == "score.ruled")
    ruled["value"] = ruled["value"] + 5.0


def another_source(_: dict[str, Any], records: Records) -> None:
    ruled = next(one for one in records if one["kind"] == "score.ruled")
    line = {**ruled["ledger"][0], "source": "declaration"}
    ruled["ledger"] = [line, *ruled["ledger"][1:]]


def another_value(_: dict[str, Any], records: Records) -> None:
    ruled = next(one for one in records if one.get("trust_lines"))
    ruled["trust_lines"] = [{**one, "values": {"tone": "neutral"}} for one in ruled["trust_lines"]]


def another_code(_: dict[str, Any], records: Records) -> None:
    ruled = next(one for one in records if one["kind"] == "score.ruled")
    ruled["ledger"] = [{**ruled["ledger"][0], "code": "adjusted"}, *ruled["ledger"][1:]]


def no_code(_: dict[str, Any], records: Records) -> None:
    ruled = next(one for one in records if one["kind"] == "score.ruled")
    line = {key: value for key, value in ruled["ledger"][0].items() if key != "code"}
    ruled["ledger"] = [line, *ruled["ledger"][1:]]


def reworded(_: dict[str, Any], records: Records) -> None:
    """Write it as an earlier version with other sentences would have."""
    for one in records:
        for lines in ("ledger", "trust_lines", "tension_lines"):
            if lines in one:
                one[lines] = [{**line, "because": "In other words"} for line in one[lines]]


def calmer(_: dict[str, Any], records: Records) -> None:
    ruled = next(one for one in records if one["kind"] == "climate.changed")
    ruled["tension"] = 1.0


def forged_signature(_: dict[str, Any], records: Records) -> None:
    signed = next(one for one in records if one["kind"] == "offer.signed")
    signed["by"] = "usa" if signed["by"] != "usa" else "dprk"


@pytest.mark.parametrize(
    ("change", "parts"),
    [
        (richer, ("(score.ruled) differs", "value is 8.0 and should be 3.0")),
        (another_source, ("ledger, line 1, source is 'declaration' and should be 'walk-away'",)),
        (calmer, ("(climate.changed)", "tension is 1.0 and should be 43.0")),
        (forged_signature, ("(offer.signed)", "differs|is not allowed")),
    ],
)
def test_a_ruling_or_a_move_that_was_changed_and_chained_anew_is_found(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, change: Change, parts: tuple[str, ...]
) -> None:
    said = tabletop(capsys, "verify", rewritten(tmp_path / "changed.toml", change))
    assert said.code == 1
    (line,) = said.out.splitlines()
    for part in parts:
        assert any(one in line for one in part.split("|")), line


@pytest.mark.parametrize(
    ("change", "part"),
    [
        (another_value, "trust_lines, line 1, values, tone is 'neutral' and should be 'hostile'"),
        (another_code, "ledger, line 1, code is 'adjusted' and should be 'walk-away'"),
        (no_code, "ledger, line 1, code is nothing and should be 'walk-away'"),
    ],
)
def test_what_a_ruling_says_in_codes_and_values_is_derived_too(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, change: Change, part: str
) -> None:
    coded, path = tmp_path / "coded.toml", tmp_path / "changed.toml"
    moves = MOVES / "piece-of-paper.toml"
    assert tabletop(capsys, "play", KOREA, "--moves", moves, "--transcript", coded).code == 0
    said = tabletop(capsys, "verify", rewritten(path, change, coded))
    assert (said.code, part in said.out) == (1, True), said.out


def test_a_ruling_told_in_other_words_is_the_same_ruling(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    said = tabletop(capsys, "verify", rewritten(tmp_path / "older.toml", reworded))
    assert said.code == 0, said.out


def test_a_changed_byte_is_found_with_its_event(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = rewritten(tmp_path / "a.toml", lambda header, records: None)
    assert tabletop(capsys, "verify", path).code == 0
    path.write_text(path.read_text(encoding="utf-8").replace("same horse", "same goat"))
    said = tabletop(capsys, "verify", path)
    assert said.code == 1
    assert "event 34 was changed after it was written" in said.out


def test_a_fork_says_so_when_it_is_verified(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = rewritten(tmp_path / "a.toml", lambda header, records: None)
    made = tabletop(capsys, "fork", path, "--at", "57", "-o", tmp_path / "b.toml")
    assert made.code == 0
    assert "begins with events 1 to 61 " in made.out
    assert "(56 to 61 happened at once)" in made.out
    said = tabletop(capsys, "verify", tmp_path / "b.toml")
    assert said.code == 0
    assert "forked from a.toml at event 61" in said.out
