"""`tabletop new`: asks or takes options, writes a sound exercise, and overwrites nothing."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from tests.cli.command import KOREA, Said, tabletop


@pytest.fixture(autouse=True)
def somewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def asked(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, lines: str, *args: str
) -> Said:
    """Run the command where there is a terminal, on which somebody types these lines."""
    typed = io.StringIO(lines)
    monkeypatch.setattr(typed, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", typed)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    return tabletop(capsys, "new", *args)


def test_what_it_writes_is_found_by_its_id_and_check_is_content(
    capsys: pytest.CaptureFixture[str],
) -> None:
    said = tabletop(capsys, "new", "river", "--kind", "scoreable", "--title", "The river")
    assert said.code == 0
    assert said.out.splitlines()[0] == str(Path("exercises", "river.toml"))
    assert tabletop(capsys, "check", "--strict", "river").out == "river: no faults\n"
    assert "The river" in tabletop(capsys, "list").out


def test_nothing_is_overwritten_and_no_exercise_of_the_library_hidden(
    capsys: pytest.CaptureFixture[str], somewhere: Path
) -> None:
    own = somewhere / "mine.toml"
    own.write_text("mine", encoding="utf-8")
    tabletop(capsys, "new", "river", "--kind", "assembly", "-o", own).refused("already")
    assert own.read_text(encoding="utf-8") == "mine"
    tabletop(capsys, "new", KOREA, "--kind", "assembly").refused("in the library already")
    assert not (somewhere / "exercises").exists()


def test_without_a_terminal_a_kind_has_to_be_given(capsys: pytest.CaptureFixture[str]) -> None:
    tabletop(capsys, "new", "river").refused("--kind", "two-party", "assembly")


def test_a_terminal_is_asked_for_what_is_not_given(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, somewhere: Path
) -> None:
    lines = "9\n3\n\nNorland\nNorland, Sudland\nmany\n1\n3\n"
    said = asked(capsys, monkeypatch, lines, "pass")
    assert said.code == 0, said.err
    assert [line.strip() for line in said.err.splitlines()] == [
        "choose a number from 1 to 5, or one of two-party, scoreable, negotiation, decisions and "
        "assembly",
        "negotiation is for 2 to 6 delegations, not 1",
        "say a number, such as 4",
        "negotiation is for 2 to 20 rounds, not 1",
    ]
    text = (somewhere / "exercises" / "pass.toml").read_text(encoding="utf-8")
    assert 'title = "Pass"' in text
    assert text.count("[[delegation]]") == 2
    assert text.count("[[round]]") == 3


def test_with_enter_alone_everything_is_as_usual(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert asked(capsys, monkeypatch, "\n\n\n\n", "sale").code == 0
    assert tabletop(capsys, "check", "--strict", "sale").code == 0


def test_who_stops_answering_has_no_file(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, somewhere: Path
) -> None:
    said = asked(capsys, monkeypatch, "2\n", "river")
    assert said.code == 2
    assert "nothing is written" in said.err
    assert not (somewhere / "exercises").exists()
