"""What was left on the table is the same number, with its yardstick, wherever it is shown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tabletop.past import read_transcript
from tabletop.play.history.possible import left_at_the_end, told
from tabletop.referee.outcomes.yardstick import yardstick
from tabletop.report.classroom.comparison import compare
from tabletop.report.classroom.reading import read_class
from tabletop.report.classroom.wording import kept, left
from tabletop.report.table.facts import facts_of
from tests.cli.command import tabletop

FILES = Path(__file__).parent / "files"
TRANSCRIPTS = Path(__file__).parents[2] / "transcripts"


def played(capsys: pytest.CaptureFixture[str], folder: Path, exercise: str, moves: str) -> Path:
    """Play an exercise by a file of moves; return its transcript."""
    kept = folder / f"{exercise}.game.toml"
    tabletop(
        capsys,
        "play",
        FILES / f"{exercise}.toml",
        "--moves",
        FILES / f"{moves}.moves.toml",
        "--transcript",
        kept,
    )
    return kept


def test_what_gestures_moved_is_part_of_what_everybody_had(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    table = read_transcript(played(capsys, tmp_path, "gesture-left", "gesture-left"))
    found = left_at_the_end(table.state_at(len(table.events)))
    assert found is not None
    assert found.had == {"red": 5, "blue": 5}
    assert (found.better, found.best) == (0, None)
    assert told(table.exercise, found) == (
        "Nothing was left on the table: no package that all could accept was better for someone "
        "and worse for no one, judged by how things stood at the start.",
    )


def test_the_status_quo_is_no_deal_and_equal_is_not_better(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    table = read_transcript(played(capsys, tmp_path, "nodeal", "adv10"))
    found = left_at_the_end(table.state_at(len(table.events)))
    assert found is not None
    assert found.better == 2
    assert told(table.exercise, found)[0].startswith("Left on the table: 2 packages would have")


def test_under_a_majority_what_could_have_passed_was_left(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    table = read_transcript(played(capsys, tmp_path, "mun-majority", "mun"))
    found = left_at_the_end(table.state_at(len(table.events)))
    assert found is not None
    assert (found.zone, found.passing) != (0, 0)
    assert found.passing > found.zone
    said = told(table.exercise, found)[0]
    assert "could have passed" in said or said.startswith("Left on the table: ")
    assert "all could accept" not in said


def test_a_report_counts_what_could_have_passed_beside_what_left_nobody_below(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for name, moves, sentence in (
        (
            "mun-majority",
            "mun",
            "Of 728 packages that could have been signed, 433 could have passed by the rule of "
            "agreement, and 1 would have left nobody below its walk-away, judged by how things "
            "stood in round 1, when it was agreed.",
        ),
        (
            "gesture-left",
            "gesture-left",
            "The one package that could have been signed would have left nobody below its "
            "walk-away, judged by how things stood at the start.",
        ),
    ):
        possible = facts_of(read_transcript(played(capsys, tmp_path, name, moves))).possible
        assert not isinstance(possible, str)
        assert possible.counted == sentence


@pytest.mark.slow
def test_debrief_replay_report_and_summary_say_the_same_of_a_game(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    game = TRANSCRIPTS / "piece-of-paper.toml"
    table = read_transcript(game)
    first = told(table.exercise, left_at_the_end(table.state_at(len(table.events))))[0]
    assert "judged by how things stood in round" in first
    assert first in tabletop(capsys, "replay", game, "--plain").out
    tabletop(capsys, "report", game, "-o", tmp_path)
    for name in ("piece-of-paper.md", "piece-of-paper.html"):
        text = (tmp_path / name).read_text(encoding="utf-8")
        assert text.count(first) == 2, name  # in the summary and in its own section


@pytest.mark.slow
def test_a_class_names_its_own_yardstick_and_counts_acts_as_the_report_does(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    games = sorted(TRANSCRIPTS.glob("*.toml"))
    read = read_class(games)
    (group,) = read.groups
    found = compare(group, yardstick(group.exercise))
    for row in found.rows:
        assert "judged with every promise kept" in left(found.exercise, row)
        report = tmp_path / row.name
        tabletop(capsys, "report", Path(row.facts.path), "-o", report, "--format", "md")
        (page,) = report.glob("*.md")
        due = re.search(r"(\d+) acts? of (\d+) due", page.read_text(encoding="utf-8"))
        if due is not None:
            assert kept(row.facts) == f"{due[1]} of {due[2]} acts due not performed"
