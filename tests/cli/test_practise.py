"""`practise` and `play --bots`: what can't be is said in one sentence, before any screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command import KOREA, tabletop, to_negotiation, write_moves
from tests.screens.rivers import SOURCE


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    path = tmp_path / "mine.toml"
    path.write_text(SOURCE, encoding="utf-8")
    return path


def test_a_wrong_delegation_is_said_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    tabletop(capsys, "practise", KOREA, "--as", "dprkk").refused("--as", "did you mean 'dprk'?")


def test_without_a_delegation_those_there_are_are_named(
    capsys: pytest.CaptureFixture[str],
) -> None:
    said = tabletop(capsys, "practise", KOREA)
    said.refused("say whom you play: --as usa or dprk or rok or chn")


def test_an_unknown_exercise_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    tabletop(capsys, "practise", "korea-end-of-wars", "--as", "usa").refused(KOREA)


def test_a_faulty_exercise_is_said_with_its_line(
    capsys: pytest.CaptureFixture[str], mine: Path
) -> None:
    mine.write_text(SOURCE.replace('id = "mill"', 'id = "mill"\nsecrets = "x"', 1))
    tabletop(capsys, "practise", mine, "--as", "mill").refused(f"{mine}:", "secrets")


def test_a_name_must_be_readable(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("practise", KOREA, "--as", "usa", "--name")
    tabletop(capsys, *asked, "\N{ZERO WIDTH SPACE}").refused("--name", "a name needs")
    tabletop(capsys, *asked, "x" * 41).refused("--name", "at most 40 characters")


def test_a_screen_needs_a_terminal(capsys: pytest.CaptureFixture[str], mine: Path) -> None:
    tabletop(capsys, "practise", mine, "--as", "mill").refused("screens need a terminal")


@pytest.mark.parametrize(
    ("given", "words"),
    [("mil", "did you mean 'mill'?"), ("upper,lower,mill", "leaves no delegation to a person")],
)
def test_stand_ins_get_delegations_that_there_are_and_not_all(
    capsys: pytest.CaptureFixture[str], mine: Path, given: str, words: str
) -> None:
    tabletop(capsys, "play", mine, "--bots", given).refused(words)


def test_stand_ins_are_for_new_games_at_a_screen(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, mine: Path
) -> None:
    moves, kept = write_moves(tmp_path / "moves.toml", *to_negotiation()), tmp_path / "game.toml"
    said = tabletop(capsys, "play", mine, "--bots", "mill", "--moves", moves)
    said.refused("a file of moves makes everybody's moves")
    assert tabletop(capsys, "play", mine, "--moves", moves, "--transcript", kept).code == 0
    said = tabletop(capsys, "play", mine, "--bots", "mill", "--transcript", kept)
    said.refused("a resumed one knows who plays in it")
