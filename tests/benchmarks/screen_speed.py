"""How fast the screens are, in a real terminal: `play` to its first paint, a key to its repaint.

Run by hand:  python -m tests.benchmarks.screen_speed [EXERCISE.toml]

Each figure is measured on the program itself behind a pseudo-terminal, from the moment a byte is
written to the moment the painted bytes come back; nothing inside the program is timed.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from pathlib import Path

from tabletop.play.actions import Advance, Assign, TableOffer
from tabletop.play.state import FACILITATOR
from tabletop.table import Table

DEFAULT = Path(__file__).parents[1] / "exercise" / "sound.toml"
PLAY = ("-m", "tabletop", "play")
QUIET = 0.25
KEYS = {"down": b"\x1b[B", "up": b"\x1b[A", "plus": b"+", "minus": b"-", "right": b"\x1b[C"}


class Terminal:
    """The program behind a pseudo-terminal of a given size."""

    def __init__(self, command: tuple[str, ...], columns: int, rows: int, folder: str) -> None:
        self.started = time.perf_counter()
        self.pid, self.handle = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            os.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
            os.execv(sys.executable, [sys.executable, *command])
        size = struct.pack("HHHH", rows, columns, 0, 0)
        fcntl.ioctl(self.handle, termios.TIOCSWINSZ, size)

    def read_until(self, words: bytes, limit: float = 20.0) -> float:
        """Seconds from the start until the words were painted."""
        seen = b""
        while time.perf_counter() - self.started < limit:
            if select.select([self.handle], [], [], 0.1)[0]:
                seen += os.read(self.handle, 65536)
                if words in seen:
                    return time.perf_counter() - self.started
        raise SystemExit(f"never painted: {words!r}; the last was {seen[-300:]!r}")

    def settle(self) -> None:
        """Read until nothing has come for a while."""
        while select.select([self.handle], [], [], QUIET)[0]:
            os.read(self.handle, 65536)

    def press(self, key: bytes) -> tuple[float, float]:
        """Seconds until the first and the last painted byte after a key."""
        begun = time.perf_counter()
        os.write(self.handle, key)
        first = last = 0.0
        while select.select([self.handle], [], [], 0.08 if first else 2.0)[0]:
            os.read(self.handle, 65536)
            last = time.perf_counter() - begun
            first = first or last
        return first, last

    def close(self) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.handle)


def first_paint(exercise: Path, runs: int) -> list[float]:
    """Seconds from the start of the process to the page that asks who is here."""
    found = []
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as folder:
            terminal = Terminal((*PLAY, str(exercise)), 120, 36, folder)
            found.append(terminal.read_until(b"Who is here"))
            terminal.close()
    return found


def negotiation(exercise: Path, path: Path, offers: int) -> None:
    """A transcript that stands in its first negotiation, with some open offers."""
    table = Table.create(exercise.read_text(encoding="utf-8"), where=path, clocks=False)
    heads = [one.id for one in table.exercise.delegations]
    for one in heads:
        table.submit(Assign(by=FACILITATOR, seat=one, delegation=one, name=one.title()))
    while table.state.stage != "negotiation":
        table.submit(Advance(by=FACILITATOR))
    moves = [
        (issue.id, option.id) for issue in table.exercise.issues for option in issue.options[1:]
    ]
    for issue, option in moves:
        action = TableOffer(by=heads[1], package={**table.state.standing, issue: option})
        if offers and table.why_not(action) is None:
            table.submit(action)
            offers -= 1
    table.close()


def key_to_repaint(exercise: Path, presses: int) -> list[tuple[str, float, float]]:
    """For each key pressed in the negotiation grid: its name, first and last painted byte."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "game.toml"
        negotiation(exercise, path, offers=3)
        terminal = Terminal((*PLAY, str(exercise), "--transcript", str(path)), 120, 36, folder)
        terminal.read_until(b"ord or PIN")  # its first letter has the cursor on it
        terminal.settle()
        os.write(terminal.handle, b"\r")
        terminal.read_until(b"look away")
        terminal.settle()
        os.write(terminal.handle, b"\r")
        terminal.read_until(b"Your draft")
        terminal.settle()
        names = ["down", "plus", "down", "minus", "right", "up", "plus", "up"]
        pressed = [names[at % len(names)] for at in range(presses)]
        found = [(name, *terminal.press(KEYS[name])) for name in pressed]
        terminal.close()
        unpainted = [name for name, first, _ in found if not first]
        if unpainted:
            raise SystemExit(f"nothing was painted after {len(unpainted)} keys: {unpainted[:5]}")
        return found


def p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("exercise", nargs="?", type=Path, default=DEFAULT)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--presses", type=int, default=240)
    given = parser.parse_args()
    exercise = given.exercise.resolve()
    paints = first_paint(exercise, given.runs)
    kept = "compiled anew at each start" if sys.dont_write_bytecode else "compiled once and kept"
    print(f"{exercise.name}, terminal of 120x36, Tabletop's modules {kept}")
    print(
        f"play to first paint   median {statistics.median(paints):.2f} s   "
        f"worst {max(paints):.2f} s   ({given.runs} runs, target 1 s)"
    )
    keys = key_to_repaint(exercise, given.presses)
    for name in dict.fromkeys(one[0] for one in keys):
        mine = [one for one in keys if one[0] == name]
        first, last = [one[1] * 1000 for one in mine], [one[2] * 1000 for one in mine]
        print(
            f"  {name:6} first byte median {statistics.median(first):5.1f} ms  "
            f"p95 {p95(first):5.1f} ms   last byte p95 {p95(last):5.1f} ms"
        )
    whole = [one[2] * 1000 for one in keys]
    print(
        f"key to repaint        median {statistics.median(whole):.1f} ms   "
        f"p95 {p95(whole):.1f} ms   ({len(keys)} keys, target p95 50 ms)"
    )


if __name__ == "__main__":
    main()
