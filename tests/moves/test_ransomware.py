"""The ransomware exercise, played by moves to two endings: decisions, injects, and no offers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tabletop.exercise.loading import check_exercise, load_exercise
from tabletop.past import read_transcript
from tabletop.report import reports_of
from tests.cli.command import tabletop
from tests.screens.test_deciding import FORBIDDEN

OTHERS = re.compile(FORBIDDEN.pattern.replace("|perform", ""), re.IGNORECASE)
"""Its objectives are rated as performed or not."""
HOSPITAL = Path(__file__).parents[2] / "exercises" / "ransomware-hospital.toml"
GAMES = Path(__file__).parents[1] / "exercises" / "ransomware-hospital"
ENDINGS = ("held", "bought")


def test_the_exercise_is_sound_and_has_decisions_and_nothing_else() -> None:
    assert check_exercise(HOSPITAL) == ()
    has = load_exercise(HOSPITAL).has
    assert has.decisions
    assert not (has.offers or has.points or has.climate or has.acts or has.form or has.order)


@pytest.mark.parametrize("game", ENDINGS)
def test_it_is_played_to_an_ending_and_its_report_speaks_of_nothing_else(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, game: str
) -> None:
    kept = tmp_path / f"{game}.toml"
    said = tabletop(
        capsys, "play", HOSPITAL, "--moves", GAMES / f"{game}.moves.toml", "--transcript", kept
    )
    assert said.code == 0, said.err
    assert tabletop(capsys, "verify", kept).code == 0
    table = read_transcript(kept)
    final = table.state_at(len(table.events))
    assert final.ending == game
    for file, text in reports_of(table, game).items():
        shown = text
        if file.endswith(".html"):
            shown = re.sub(r"<[^>]+>", " ", text[text.index("<body>") : text.index("<script>")])
        found = OTHERS.search(shown)
        near = shown[max(0, found.start() - 80) : found.end() + 80] if found else ""
        assert found is None, f"{file}: {near!r}"


def test_two_games_are_compared_by_what_they_decided(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    games = [tmp_path / f"{one}.toml" for one in ENDINGS]
    for kept in games:
        moves = GAMES / f"{kept.stem}.moves.toml"
        tabletop(capsys, "play", HOSPITAL, "--moves", moves, "--transcript", kept)
    assert tabletop(capsys, "report", *games, "-o", tmp_path / "class").code == 0
    text = (tmp_path / "class" / "class.html").read_text(encoding="utf-8")
    shown = re.sub(r"<[^>]+>", " ", text[text.index("<body>") : text.index("<script>")])
    assert OTHERS.search(shown) is None, shown
    assert "What was decided" in shown
    assert "9 of 9" in shown
    assert "A bad week, told straight" in shown


def test_nothing_is_there_to_be_analysed(capsys: pytest.CaptureFixture[str]) -> None:
    said = tabletop(capsys, "analyse", HOSPITAL)
    assert said.code == 0
    assert "Nothing is negotiated here, so there are no packages to analyse." in said.out
    assert tabletop(capsys, "score", HOSPITAL, "network=cut").code == 2
