"""Transcripts of format 1 hold a ruling's sentences and no codes; they are as good as ever.

Those under `tests/fixtures/transcripts/format-1/` were written before there were codes, and are
never written anew.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tabletop.journal import read_transcript_file
from tabletop.past import read_transcript
from tabletop.play.actions import Advance
from tabletop.play.events import AnyEvent, ClimateChanged, ScoreRuled
from tabletop.play.state import FACILITATOR
from tabletop.report.table.facts import facts_of
from tabletop.report.table.text.report import report_markdown
from tabletop.table import Table
from tests.cli.command import tabletop
from tests.past.kept import TRANSCRIPTS

FIXTURES = Path(__file__).parents[1] / "fixtures" / "transcripts" / "format-1"
KEPT = sorted(FIXTURES.glob("*.toml"))
BEGUN = FIXTURES / "river-begun.toml"

kept = pytest.mark.parametrize("path", KEPT, ids=lambda one: one.stem)


def lines_of(events: list[AnyEvent]) -> list[tuple[str | None, str | None]]:
    """Return (code, words) of every ruled line."""
    found: list[tuple[str | None, str | None]] = []
    for one in events:
        match one:
            case ScoreRuled():
                found += [(line.code, line.because) for line in one.ledger]
            case ClimateChanged():
                found += [(line.code, line.because) for line in one.trust_lines]
                found += [(line.code, line.because) for line in one.tension_lines]
            case _:
                pass
    return found


@kept
def test_it_holds_words_alone(path: Path) -> None:
    assert read_transcript_file(path).header["transcript"]["format"] == 1
    lines = lines_of(read_transcript(path).events)
    assert len(lines) > 20
    assert all(code is None and words for code, words in lines)


@kept
def test_it_verifies(capsys: pytest.CaptureFixture[str], path: Path) -> None:
    said = tabletop(capsys, "verify", path)
    assert said.code == 0, said.out
    assert "sound" in said.out


@pytest.mark.slow
@kept
def test_its_words_are_shown_as_they_stand(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, path: Path
) -> None:
    table = read_transcript(path)
    told = tabletop(capsys, "replay", path, "--plain").out
    ruled = [one for one in table.events if isinstance(one, ScoreRuled)]
    for one in ruled:
        for line in one.ledger:
            assert line.because is not None
            assert f"  {line.because}\n" in told
    assert tabletop(capsys, "report", path, "-o", tmp_path / "report").code == 0
    facts = facts_of(table)
    report = report_markdown(facts)
    state = table.state_at(len(table.events))
    for score in state.scores.values():
        for line in score.ledger:
            assert line.told(facts.names) in report


@kept
def test_it_is_resumed_where_it_was_left(tmp_path: Path, path: Path) -> None:
    mine = Path(shutil.copy(path, tmp_path / path.name))
    with Table.resume(mine) as table:
        assert table.state == read_transcript(path).state_at(len(table.events))


def test_a_game_that_goes_on_keeps_its_words_and_is_verified_whole(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    mine = Path(shutil.copy(BEGUN, tmp_path / "river.toml"))
    before = lines_of(read_transcript(BEGUN).events)
    with Table.resume(mine) as table:
        while table.state.stage != "ended":
            table.submit(Advance(by=FACILITATOR))
    lines = lines_of(read_transcript(mine).events)
    assert lines[: len(before)] == before
    assert len(lines) > len(before)
    assert tabletop(capsys, "verify", mine).code == 0
    told = tabletop(capsys, "replay", mine, "--plain").out
    # The ruling of before the interruption in its own words, that of after it made now.
    assert told.count("Adjusted by the facilitator: Ann Berg had read the annex") == 3


def test_a_fork_keeps_the_words_of_its_past(tmp_path: Path) -> None:
    last = read_transcript(BEGUN).fork(60, tmp_path / "fork.toml")
    forked = read_transcript(tmp_path / "fork.toml")
    assert forked.events[:last] == read_transcript(BEGUN).events[:last]
    assert forked.problems() == []


def test_names_of_people_are_taken_out_of_kept_words() -> None:
    text = report_markdown(facts_of(read_transcript(BEGUN), redact=True))
    assert "Alfa 1 had read the annex" in text
    assert "Ann" not in text


def test_the_samples_are_read_whichever_format_they_are_of() -> None:
    for path in sorted(TRANSCRIPTS.glob("*.toml")):
        assert read_transcript(path).problems() == []
