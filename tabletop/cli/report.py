"""`tabletop report`: the after-action report of each transcript, and of several the comparison."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tabletop.cli.text import complain, harmless, say
from tabletop.errors import UnreadableInput
from tabletop.past import read_transcript
from tabletop.report import FORMATS, reports_of
from tabletop.report.files import names_for, write_reports


def run(asked: argparse.Namespace) -> int:
    formats = _formats(asked.format)
    names = names_for(asked.transcript)
    if asked.redact:
        names = {path: f"table-{number}" for number, path in enumerate(names, 1)}
    progress = _Progress(len(names))
    unread = 0
    for path, name in names.items():
        progress.tell(path)
        try:
            texts = reports_of(read_transcript(path), name, formats, redact=asked.redact)
        except UnreadableInput as fault:
            if len(names) == 1:
                raise
            # The others can be told all the same.
            progress.clear()
            complain(fault.sentence)
            unread += 1
            continue
        written = write_reports(asked.output, texts)
        progress.clear()
        for one in written:
            say(str(one))
    return 2 if unread else 0


def _formats(asked: str) -> tuple[str, ...]:
    """The formats asked for, in the order of the contract. Raises `UnreadableInput`."""
    wanted = [one.strip().lower() for one in asked.split(",") if one.strip()]
    strange = next((one for one in wanted if one not in FORMATS), None)
    if strange is not None or not wanted:
        raise UnreadableInput(
            f"--format {asked}: choose from {', '.join(FORMATS)}, with commas between several"
        )
    return tuple(one for one in FORMATS if one in wanted)


class _Progress:
    """Which transcript is being told, on a terminal's last line; nothing anywhere else."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._done = 0
        self._shown = sys.stderr.isatty()

    def tell(self, path: Path) -> None:
        self._done += 1
        if self._shown:
            name = path.name if len(path.name) <= 40 else path.name[:39] + "…"
            text = f"{self._done} of {self._count}: {harmless(name)}"
            print(f"\r\x1b[2K{text}", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        if self._shown:
            print("\r\x1b[2K", end="", file=sys.stderr, flush=True)
