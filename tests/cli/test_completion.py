"""`tabletop completion`: what a real shell offers when Tab is pressed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.command import KOREA, tabletop

PROJECT = Path(__file__).parents[2]
ASK = r"""
complete_line() {
  COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=()
  _shtab_tabletop tabletop "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
  printf '%s\n' "${COMPREPLY[@]}"
}
"""


def offered(capsys: pytest.CaptureFixture[str], folder: Path, *words: str) -> list[str]:
    """Return bash's completions of the last word, with `tabletop` on its path."""
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("there is no bash here")
    command = folder / "tabletop"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m tabletop "$@"\n')
    command.chmod(0o755)
    script = tabletop(capsys, "completion", "bash").out
    line = " ".join(f"'{one}'" for one in ("tabletop", *words))
    run = subprocess.run(
        [bash, "-c", f"{script}\n{ASK}\ncomplete_line {line}"],
        cwd=PROJECT,
        env={**os.environ, "PATH": f"{folder}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=True,
    )
    return run.stdout.split()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("sco",), ["score"]),
        (("score", "korea"), [KOREA]),
        (("score", KOREA, "--tr"), ["--trust"]),
        (("analyse", KOREA, "--list", ""), ["zone", "frontier"]),
        (("verify", "transcr"), ["transcripts"]),
        (("completion", "fi"), ["fish"]),
    ],
)
def test_bash_completes_commands_options_choices_exercises_and_files(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, words: tuple[str, ...], found: list[str]
) -> None:
    assert offered(capsys, tmp_path, *words) == found


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_every_shell_gets_a_script_that_it_can_read(
    capsys: pytest.CaptureFixture[str], shell: str
) -> None:
    said = tabletop(capsys, "completion", shell)
    assert said.code == 0
    assert "completion exercises" in said.out
    program = shutil.which(shell)
    if program is not None:
        subprocess.run([program, "-n"], input=said.out, text=True, check=True)


def test_a_shell_without_a_script_is_refused_with_what_there_is(
    capsys: pytest.CaptureFixture[str],
) -> None:
    tabletop(capsys, "completion", "bsh").refused("did you mean 'bash'?")


def test_the_command_line_is_read_without_the_library_that_writes_scripts() -> None:
    probe = "import sys, tabletop.cli as cli; cli.main(['list']); sys.exit('shtab' in sys.modules)"
    subprocess.run([sys.executable, "-c", probe], stdout=subprocess.DEVNULL, check=True)
