"""What the pages tell people to type works: each line is understood, and those that need no
terminal are carried out, in the order of their page.
"""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tabletop.cli.arguments import parser
from tests.cli.command import tabletop
from tests.docs.test_pages import PAGES, TOP, name, told

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_TYPED = re.compile(r"^(?:\$ )?(?:\.venv/bin/)?tabletop( .*)?$", re.MULTILINE)
GUIDES = ("first-class.md", "facilitating.md", "first-exercise.md", "studying.md")
WALKED = [one for one in PAGES if one.name in GUIDES]
"""Pages that somebody follows from top to bottom."""
SCREENS = {"play", "practise", "host", "join"}
"""Commands that need somebody at a terminal."""


def typed(page: Path) -> Iterator[list[str]]:
    """Yield the arguments of each command of a page's blocks."""
    for kind, block in _BLOCK.findall(told(page)):
        if kind in ("sh", "console"):
            for line in _TYPED.findall(block.replace("\\\n", " ")):
                yield shlex.split(re.split(r" [>|&]", line)[0], comments=True)


def fewer(line: list[str]) -> list[str]:
    """Rehearse a few games only: how many there are is not what a page is tested for."""
    games = line.index("--games") + 1 if "--games" in line else len(line)
    return [*line[:games], *(["2", "--jobs", "1"] if games < len(line) else []), *line[games + 1 :]]


def test_the_command_line_understands_every_line_that_is_to_be_typed() -> None:
    understood = 0
    for page in PAGES:
        for line in typed(page):
            try:
                parser().parse_args(line)
            except SystemExit as refused:
                pytest.fail(f"{name(page)}: tabletop {' '.join(line)}: {refused}")
            understood += 1
    assert understood > len(WALKED)


@pytest.mark.slow
@pytest.mark.parametrize("page", [TOP / "README.md", TOP / "docs" / "studying.md"], ids=name)
def test_the_python_of_a_page_runs(
    page: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    blocks = [block for kind, block in _BLOCK.findall(told(page)) if kind == "python"]
    for folder in ("exercises", "transcripts"):
        shutil.copytree(TOP / folder, tmp_path / folder)
    monkeypatch.chdir(tmp_path)
    exec(compile("\n".join(blocks), name(page), "exec"), {})
    assert capsys.readouterr().out


@pytest.mark.slow
@pytest.mark.parametrize("page", WALKED, ids=name)
def test_whoever_follows_a_page_gets_to_its_end(
    page: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    shutil.copytree(TOP / "transcripts", tmp_path / "transcripts")
    monkeypatch.chdir(tmp_path)
    done = 0
    for line in typed(page):
        if line[0] not in SCREENS:
            said = tabletop(capsys, *fewer(line))
            assert said.code == 0, (line, said.err)
            assert said.out
            done += 1
    assert done
