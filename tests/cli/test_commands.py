"""What every command has in common: help with an example, exit codes, clear sentences."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tabletop.cli.arguments import parser
from tabletop.journal.format import FORMAT
from tests.cli.command import KOREA, tabletop, tabletop_apart, write_moves

COMMANDS = (
    "list",
    "play",
    "practise",
    "host",
    "join",
    "replay",
    "fork",
    "verify",
    "report",
    "score",
    "analyse",
    "check",
    "new",
    "schema",
    "show",
    "preview",
    "points",
    "import",
    "export",
    "completion",
)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(
    capsys: pytest.CaptureFixture[str], command: str
) -> None:
    said = tabletop(capsys, command, "--help")
    assert said.code == 0
    assert "example: tabletop" in said.out


def test_the_readme_tells_of_every_command() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    missing = [one for one in COMMANDS if f"tabletop {one}" not in readme]
    assert missing == []
    assert parser().prog == "tabletop"


@pytest.mark.parametrize("args", [("dance",), ("score",), ("list", "--loud"), ("import", "x")])
def test_bad_usage_is_one_sentence_and_exit_code_2(
    capsys: pytest.CaptureFixture[str], args: tuple[str, ...]
) -> None:
    tabletop(capsys, *args).refused("--help")


def test_an_unknown_exercise_is_answered_with_what_there_is(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for command in (
        ("score",),
        ("analyse",),
        ("check",),
        ("show",),
        ("preview",),
        ("export", "genius"),
    ):
        args = (*command, "korea-end-of-wat", *(("-o", "x") if command[0] == "export" else ()))
        tabletop(capsys, *args).refused("korea-end-of-wat", KOREA)


def test_a_screen_is_refused_where_there_is_no_terminal() -> None:
    tabletop_apart("play", KOREA).refused("need a terminal")
    tabletop_apart().refused("need a terminal")


def test_list_prints_one_json_document(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    moves = write_moves(tmp_path / "m.toml", {"by": "usa", "do": "message", "text": "x"})
    tabletop(capsys, "play", KOREA, "--moves", moves, "--transcript", "game.toml")
    said = json.loads(tabletop(capsys, "list", "--json").out)
    (korea,) = [one for one in said["exercises"] if one["id"] == KOREA]
    assert korea["delegations"] == ["usa", "dprk", "rok", "chn"]
    assert (korea["kind"], korea["difficulty"]) == ("negotiation", "introductory")
    assert (korea["players_min"], korea["players_max"]) == (2, 12)
    assert len(korea["objectives"]) > 1
    assert said["transcripts"] == [
        {"path": "game.toml", "exercise": KOREA, "events": 6, "ended": False}
    ]
    assert KOREA in tabletop(capsys, "list").out
    game = tmp_path / "game.toml"
    game.write_text(game.read_text("utf-8").replace('text = "x"', 'text = "y"'), "utf-8")
    (told,) = json.loads(tabletop(capsys, "list", "--json").out)["transcripts"]
    assert "event 6 was changed" in told["fault"]
    assert "event 6 was changed" in tabletop(capsys, "list").out


def test_check_says_file_line_and_column(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert tabletop(capsys, "check", KOREA).code == 0
    path = tmp_path / "bad.toml"
    path.write_text('format = 1\nid = "bad"\ntitel = "Bad"\n', encoding="utf-8")
    said = tabletop(capsys, "check", path)
    assert said.code == 1
    assert f"{path}:3:1: " in said.out
    assert len(said.out.splitlines()) > 1


def test_verify_finds_a_changed_byte_and_names_the_event(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    kept = tmp_path / "game.toml"
    moves = write_moves(tmp_path / "m.toml", {"by": "usa", "do": "message", "text": "x"})
    tabletop(capsys, "play", KOREA, "--moves", moves, "--transcript", kept)
    assert tabletop(capsys, "verify", kept).code == 0
    kept.write_text(kept.read_text(encoding="utf-8").replace('text = "x"', 'text = "y"'))
    said = tabletop(capsys, "verify", kept)
    assert said.code == 1
    assert "event 6" in said.out
    tabletop(capsys, "verify", tmp_path / "none.toml").refused("no such file")


def test_a_transcript_of_a_later_format_can_be_looked_at_but_not_played_on(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    kept = tmp_path / "game.toml"
    moves = write_moves(tmp_path / "m.toml", {"by": "usa", "do": "message", "text": "x"})
    tabletop(capsys, "play", KOREA, "--moves", moves, "--transcript", kept)
    later = FORMAT + 1
    text = kept.read_text(encoding="utf-8").replace(f"format = {FORMAT}", f"format = {later}", 1)
    kept.write_text(text, encoding="utf-8")
    told = tabletop(capsys, "replay", kept, "--plain")
    assert told.code == 0
    assert f"format {later} and this Tabletop knows formats 1 to {FORMAT}" in told.err
    tabletop(capsys, "fork", kept, "--at", "2", "-o", tmp_path / "x.toml").refused(
        f"format {later}"
    )
    again = tabletop(capsys, "play", KOREA, "--moves", moves, "--transcript", kept)
    again.refused(f"format {later}")


def test_genius_files_are_imported_played_and_exported(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    from tests.genius.files import laptop

    domain, profiles = laptop(tmp_path)
    out = tmp_path / "laptop-game.toml"
    said = tabletop(capsys, "import", "genius", domain, *profiles, "-o", out)
    assert said.code == 0
    assert "Every issue is settled or none is" in said.out
    assert tabletop(capsys, "check", out).code == 0
    package = ("brand=dell", "screen=big", "price=2")
    worth = tabletop(capsys, "score", out, *package, "--json").json["value"]
    assert worth["buyer"] == pytest.approx(77.5)
    assert tabletop(capsys, "export", "genius", out, "-o", tmp_path / "back").code == 0
    assert len(list((tmp_path / "back").glob("*.xml"))) == 3
    tabletop(capsys, "import", "genius", domain, profiles[0], "-o", out).refused("two profiles")


def test_an_exercise_with_acts_is_exported_as_a_list_of_packages(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    said = tabletop(capsys, "export", "genius", KOREA, "-o", tmp_path)
    assert said.code == 0
    assert "not additive" in said.err
    assert "752 values" in said.err
