"""Commands refuse devices, pipes and costly TOML at once, in one sentence."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli.command import KOREA, tabletop

COMMANDS: dict[str, tuple[str, ...]] = {
    "check": ("check", "FILE"),
    "score": ("score", "FILE"),
    "show": ("show", "FILE"),
    "preview": ("preview", "FILE"),
    "analyse": ("analyse", "FILE"),
    "play": ("play", "FILE", "--moves", "FILE"),
    "moves": ("play", KOREA, "--moves", "FILE"),
    "transcript": ("play", KOREA, "--moves", "none.toml", "--transcript", "FILE"),
    "host": ("host", "FILE"),
    "export": ("export", "genius", "FILE", "-o", "out"),
    "import": ("import", "genius", "FILE", "FILE", "FILE", "-o", "out.toml"),
    "verify": ("verify", "FILE"),
    "replay": ("replay", "FILE", "--plain"),
    "report": ("report", "FILE", "-o", "out"),
    "fork": ("fork", "FILE", "--at", "1", "-o", "what-if.toml"),
}


def no_files(folder: Path) -> dict[str, Path]:
    """Return paths of things that are not ordinary files."""
    pipe = folder / "pipe"
    os.mkfifo(pipe)
    link = folder / "link.toml"
    link.symlink_to("/dev/zero")
    return {
        "a pipe": pipe,
        "a device": Path("/dev/zero"),
        "a view of the system": Path("/proc/self/status"),
        "a link to a device": link,
        "a folder": folder,
    }


@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_no_ordinary_file_is_told_at_once(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "none.toml").touch()
    for path in no_files(tmp_path).values():
        said = tabletop(capsys, *(path if a == "FILE" else a for a in COMMANDS[command]))
        assert said.code in (1, 2), (command, path)
        told = said.err if said.code == 2 else said.out
        assert "not an ordinary file" in told or "a folder, not a file" in told, (path, told)
        assert "Traceback" not in said.err


HOSTILE = {
    "a long key": "a." * 20_000 + "a = 1",
    "a long number": "format = 0x" + "F" * 4_000,
    "a long decimal": "format = " + "9" * 9_000,
    "deep lists": "a = " + "[" * 20_000 + "]" * 20_000,
    "a deep transcript": "[transcript]\nx = " + "[" * 20_000 + "]" * 20_000,
    "a transcript with a long key": "[transcript]\n" + "a." * 20_000 + "a = 1",
    "a transcript with a long number": "[transcript]\nformat = 0x" + "F" * 4_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_toml_that_is_made_to_cost_is_told_in_sentences(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "hostile.toml"
    path.write_text(HOSTILE[name], encoding="utf-8")
    for command in COMMANDS.values():
        said = tabletop(capsys, *(path if a == "FILE" else a for a in command))
        assert said.code in (1, 2), (command, said.err)
        assert "Traceback" not in said.err
        assert max(len(line) for line in (said.out + said.err).splitlines()) < 500
    assert tabletop(capsys, "list").code == 0
