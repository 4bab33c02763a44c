"""Resuming a game: it keeps its own exercise, and what is not an exercise is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from tabletop.past import read_transcript
from tests.cli.command import KOREA, tabletop, to_negotiation, write_moves
from tests.screens.rivers import SOURCE

ADVANCE = {"by": "facilitator", "do": "advance"}


@pytest.fixture
def game(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Path:
    """Play a game of the rivers exercise from `mine.toml` in the same folder."""
    mine, kept = tmp_path / "mine.toml", tmp_path / "my game.toml"
    mine.write_text(SOURCE, encoding="utf-8")
    moves = write_moves(tmp_path / "moves.toml", *to_negotiation())
    assert tabletop(capsys, "play", mine, "--moves", moves, "--transcript", kept).code == 0
    write_moves(moves, ADVANCE)
    return kept


def edited(folder: Path, *changes: tuple[str, str]) -> Path:
    mine = folder / "mine.toml"
    text = SOURCE
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    mine.write_text(text, encoding="utf-8")
    return mine


def test_an_exercise_edited_since_is_said_and_the_game_goes_on_with_its_own(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, game: Path
) -> None:
    before = read_transcript(game)
    mine = edited(tmp_path, ("walk_away = 4", "walk_away = 5"))
    moves = tmp_path / "moves.toml"
    said = tabletop(capsys, "play", mine, "--moves", moves, "--transcript", game, "--echo")
    assert said.code == 0
    assert said.err == (
        f"note: {mine} has been changed since this game began: the game goes on with the exercise "
        "as it was then. To play it as it is now, begin a new game.\n"
    )
    after = read_transcript(game)
    assert after.exercise == before.exercise
    assert len(after.events) > len(before.events)


@pytest.mark.parametrize("changes", [(), (("format = 1", "# A comment.\nformat = 1"),)])
def test_nothing_is_said_where_nothing_that_is_played_has_changed(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    game: Path,
    changes: tuple[tuple[str, str], ...],
) -> None:
    mine = edited(tmp_path, *changes)
    moves = tmp_path / "moves.toml"
    said = tabletop(capsys, "play", mine, "--moves", moves, "--transcript", game)
    assert (said.code, said.err) == (0, "")


def test_another_exercises_game_is_refused_and_left_alone(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, game: Path
) -> None:
    before = game.read_bytes()
    moves = tmp_path / "moves.toml"
    said = tabletop(capsys, "play", KOREA, "--moves", moves, "--transcript", game)
    said.refused(
        f"{game} is a game of 'two-rivers', not of '{KOREA}'",
        f"tabletop play two-rivers --transcript '{game}'",
        "name another file",
    )
    assert game.read_bytes() == before


def test_the_exercises_id_is_enough_to_go_on_wherever_its_file_has_gone(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, game: Path
) -> None:
    (tmp_path / "mine.toml").unlink()
    moves = tmp_path / "moves.toml"
    said = tabletop(capsys, "play", "two-rivers", "--moves", moves, "--transcript", game)
    assert (said.code, said.err) == (0, "")
    gone = tabletop(capsys, "play", tmp_path / "mine.toml", "--moves", moves, "--transcript", game)
    gone.refused("mine.toml: there is no such file")


@pytest.mark.parametrize(
    "command",
    [
        ("play",),
        ("host",),
        ("check",),
        ("analyse",),
        ("score",),
        ("export", "genius", "-o", "out"),
    ],
    ids=lambda one: one[0],
)
def test_a_transcript_where_an_exercise_is_asked_for_says_how_to_go_on_with_it(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    game: Path,
    command: tuple[str, ...],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("tabletop.cli.commands.play.need_terminal", lambda: None)
    words = 2 if command[0] == "export" else 1
    named, rest = command[:words], command[words:]
    tabletop(capsys, *named, game, *rest).refused(
        f"{game} is the transcript of a game, not an exercise",
        f"tabletop play two-rivers --transcript '{game}'",
        f"tabletop replay '{game}'",
    )


def test_who_looks_at_a_game_or_forks_it_is_told_of_a_changed_exercise_too(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    game: Path,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "exercises").mkdir()
    library = edited(tmp_path, ("walk_away = 4", "walk_away = 5"))
    library.rename(tmp_path / "exercises" / "two-rivers.toml")
    file = Path("exercises", "two-rivers.toml")
    shown = (
        f"note: {file} has been changed since this game began: what is shown here was played with "
        "the exercise as it was then.\n"
    )
    assert tabletop(capsys, "replay", game, "--plain").err == shown
    assert tabletop(capsys, "replay", game, "--beside", game).err == shown
    said = tabletop(capsys, "fork", game, "--at", "3", "-o", tmp_path / "fork.toml")
    assert said.err == (
        f"note: {file} has been changed since this game began: the game goes on with the exercise "
        "as it was then. To play it as it is now, begin a new game.\n"
    )
