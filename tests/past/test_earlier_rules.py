"""A game is ruled to its end, and verified forever, by the rules it began with.

The transcripts under `tests/fixtures/transcripts/` were written by the Tabletops of their day, one
folder a version of the rules. They are never written anew.
"""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tabletop.errors import UnreadableInput
from tabletop.journal import read_transcript_file
from tabletop.past import ReadTable, read_transcript
from tabletop.play.actions import Advance
from tabletop.play.events import ScoreRuled
from tabletop.play.kinds import declared
from tabletop.play.state import FACILITATOR
from tabletop.play.versions import RULES
from tabletop.table import Table
from tests.cli.command import tabletop
from tests.past.kept import rewritten

FIXTURES = Path(__file__).parents[1] / "fixtures" / "transcripts"
KEPT = sorted(FIXTURES.glob("rules-*/*.toml"))
BEGUN = FIXTURES / "rules-1" / "text-only-begun.toml"
WHOLE = FIXTURES / "rules-1" / "text-only.toml"

kept = pytest.mark.parametrize("path", KEPT, ids=lambda one: f"{one.parent.name}-{one.stem}")


def copied(path: Path, folder: Path) -> Path:
    """Return a copy that may be written to."""
    return Path(shutil.copy(path, folder / path.name))


def version_of(path: Path) -> int:
    return int(path.parent.name.removeprefix("rules-"))


def test_every_version_of_the_rules_up_to_the_last_has_games_kept() -> None:
    assert {version_of(path) for path in KEPT} == set(range(1, RULES))


@kept
def test_it_verifies_by_the_rules_that_ruled_it(
    capsys: pytest.CaptureFixture[str], path: Path
) -> None:
    said = tabletop(capsys, "verify", path)
    assert said.code == 0, said.out
    assert f"by version {version_of(path)} of the rules" in said.out


@pytest.mark.slow
@kept
def test_it_replays_and_reports(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, path: Path
) -> None:
    last = read_transcript(path).events[-1]
    told = tabletop(capsys, "replay", path, "--plain")
    # The exercise that comes with Tabletop today is not the one they played.
    assert told.code == 0
    assert told.err == "" or "has been changed since this game began" in told.err
    assert f"{last.seq:5d}  " in told.out
    assert tabletop(capsys, "report", path, "-o", tmp_path / "report").code == 0
    assert list((tmp_path / "report").iterdir())


@kept
def test_it_is_resumed_where_it_was_left(tmp_path: Path, path: Path) -> None:
    mine = copied(path, tmp_path)
    with Table.resume(mine) as table:
        assert table.state.rules == version_of(path)
        assert table.state == read_transcript(path).state_at(len(table.events))


@kept
def test_a_fork_of_it_keeps_its_rules(tmp_path: Path, path: Path) -> None:
    read_transcript(path).fork(6, tmp_path / "fork.toml")
    forked = read_transcript(tmp_path / "fork.toml")
    assert forked.rules == version_of(path)
    assert forked.problems() == []


def test_a_game_that_goes_on_is_ruled_as_it_would_have_been(tmp_path: Path) -> None:
    mine = copied(BEGUN, tmp_path)
    with Table.resume(mine) as table:
        while table.state.stage != "ended":
            table.submit(Advance(by=FACILITATOR))
    played, once = read_transcript(mine), read_transcript(WHOLE)
    assert played.problems() == []
    assert numbers(played) == numbers(once)


def test_the_same_moves_under_todays_rules_are_ruled_by_those(tmp_path: Path) -> None:
    old = read_transcript(WHOLE)
    with Table.create(old.transcript.header["exercise"]["source"]) as table:
        for group in old.groups()[1:]:
            comes_of = declared(group[0]).comes_of
            assert comes_of is not None
            table.submit(comes_of())
        ends = {one.delegation: one.value for one in table.events if isinstance(one, ScoreRuled)}
    assert ends == pytest.approx({"b2": 70.0, "s2": 70.0})


def test_a_game_that_could_not_leave_its_decision_phase_goes_on(tmp_path: Path) -> None:
    mine = copied(FIXTURES / "rules-1" / "stuck-in-decision.toml", tmp_path)
    with Table.resume(mine) as table:
        assert [one.issue for one in table.state.due] == ["missile-tests"]
        while table.state.stage != "ended":
            table.submit(Advance(by=FACILITATOR))
        assert table.state.due == ()
    assert read_transcript(mine).problems() == []


def numbers(table: ReadTable) -> list[tuple[float, list[tuple[float, float]]]]:
    """Return all rulings without their words, which no version of the rules fixes."""
    return [
        (one.value, [(line.points, line.factor) for line in one.ledger])
        for one in table.events
        if isinstance(one, ScoreRuled)
    ]


def test_a_new_game_is_ruled_by_the_newest(tmp_path: Path) -> None:
    source = read_transcript_file(BEGUN).header["exercise"]["source"]
    with Table.create(source, where=tmp_path / "new.toml") as table:
        assert table.state.rules == RULES
    header = tomllib.loads((tmp_path / "new.toml").read_text(encoding="utf-8"))
    assert header["transcript"]["rules"] == RULES


@pytest.mark.parametrize("strange", [0, -1, 1.5, "2", True])
def test_a_header_with_no_sensible_version_is_refused(tmp_path: Path, strange: object) -> None:
    def change(header: dict[str, Any], _: list[dict[str, Any]]) -> None:
        header["transcript"]["rules"] = strange

    with pytest.raises(UnreadableInput, match="names no version of the rules"):
        read_transcript(rewritten(tmp_path / "a.toml", change))
