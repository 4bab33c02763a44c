"""Run commands as a script would, and read their output."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tabletop.cli import main

KOREA = "korea-end-of-war"
MOVES = Path(__file__).parents[1] / "moves"


@dataclass(frozen=True)
class Said:
    """A command's output and exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output, parsed as exactly one JSON document."""
        return json.loads(self.out)

    def refused(self, *words: str) -> None:
        """Assert exit code 2, and one sentence with these words on stderr as the only output."""
        assert self.code == 2, (self.code, self.err)
        assert self.out == ""
        lines = self.err.strip().splitlines()
        assert len(lines) == 1, self.err
        assert "Traceback" not in self.err
        for word in words:
            assert word in lines[0], lines[0]


def tabletop(capsys: pytest.CaptureFixture[str], *args: str | Path) -> Said:
    """Run a command in this process."""
    capsys.readouterr()
    try:
        code = main([str(one) for one in args])
    except SystemExit as leaving:
        code = int(leaving.code or 0)
    out, err = capsys.readouterr()
    return Said(code, out, err)


def tabletop_apart(*args: str | Path, given: str = "", cwd: Path | None = None) -> Said:
    """Run a command in its own process, with text on its standard input."""
    run = subprocess.run(
        [sys.executable, "-m", "tabletop", *map(str, args)],
        input=given,
        capture_output=True,
        text=True,
        check=False,
        cwd=cwd,
    )
    return Said(run.returncode, run.stdout, run.stderr)


def write_moves(path: Path, *moves: dict[str, Any]) -> Path:
    """Write a file of moves and return its path."""
    import tomli_w

    path.write_text(tomli_w.dumps({"move": list(moves)}), encoding="utf-8")
    return path


def to_negotiation() -> list[dict[str, Any]]:
    """Return the facilitator's moves from the lobby to the first negotiation."""
    return [{"by": "facilitator", "do": "advance"} for _ in range(3)]
