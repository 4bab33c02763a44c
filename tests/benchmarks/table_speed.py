"""How fast a table takes moves, and what resuming a long game costs. Run by hand:

    python -m tests.benchmarks.table_speed [--events 10000] [--folder FOLDER]

Moves at a table of the Korea exercise, an equal share in every round, are messages, a statement, an
offer and its rejection in turn. They are given to `Table.submit` through a file, the disk's own
fsync told separately, and in memory, where the moves per second of the first and of the last
thousand are told by processor time too, which other programs disturb less. Resuming is a fresh
process that opens, verifies and folds.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from itertools import count, cycle
from pathlib import Path

from tabletop.exercise.library import find_exercise
from tabletop.play.actions import Advance, AnyAction, Assign, read_action
from tabletop.play.state import FACILITATOR
from tabletop.table import Table
from tests.benchmarks.journal_speed import Waited, timed_fsync
from tests.benchmarks.long_transcript import DEAL, write

RESUME = (
    "import sys, time\nfrom tabletop.table import Table\nbegun = time.perf_counter()\n"
    "t = Table.resume(sys.argv[1])\n"
    "import resource\n"
    "print(time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,"
    " len(t.events))"
)
# The March exercise can no longer be halted in the later rounds.
OFFERED = {choice: option for choice, option in DEAL.items() if choice != "joint-exercises"}
WORDS = "We could live with a sentence, if the exercises in March were halted first."


def at_negotiation(path: Path | None) -> Table:
    source = find_exercise("korea-end-of-war").read_text(encoding="utf-8")
    table = Table.create(source, where=path, clocks=False)
    for one in table.exercise.delegations:
        table.submit(Assign(by=FACILITATOR, seat=one.id, delegation=one.id))
    to_negotiation(table, 1)
    return table


def to_negotiation(table: Table, number: int) -> None:
    while (table.state.round, table.state.stage) != (number, "negotiation"):
        table.submit(Advance(by=FACILITATOR))


def moves() -> list[AnyAction]:
    """Six moves in turn; the last offer is rejected before the next one is tabled."""
    return [
        read_action(one)
        for one in (
            {"by": "usa", "do": "message", "to": ["dprk"], "text": WORDS},
            {"by": "rok", "do": "offer", "to": "all", "package": OFFERED, "text": WORDS},
            {"by": "dprk", "do": "statement", "tone": "conciliatory", "text": WORDS},
            {"by": "chn", "do": "message", "to": "all", "text": WORDS},
            {"by": "dprk", "do": "reject", "offer": "", "text": WORDS},
            {"by": "usa", "do": "message", "to": "caucus", "text": WORDS},
        )
    ]


def play(table: Table, events: int, waited: Waited) -> list[tuple[float, float, float]]:
    """(seconds without fsync, seconds of fsync, processor seconds) of each move."""
    found: list[tuple[float, float, float]] = []
    offers = count(1)
    last = len(table.exercise.rounds)
    share = events // last
    script = moves()
    for wished in cycle(script):
        if len(table.events) >= events:
            return found
        now = table.state.round
        if wished is script[0] and now < last and len(table.events) >= share * now:
            to_negotiation(table, now + 1)
        tabled = {"offer": f"O{next(offers)}"} if wished.do == "reject" else {}
        action = wished.model_copy(update=tabled)
        before, start, busy = waited.seconds, time.perf_counter(), time.process_time()
        table.submit(action)
        took, slept = time.perf_counter() - start, waited.seconds - before
        found.append((took - slept, slept, time.process_time() - busy))
    return found


def show_submitting(path: Path, events: int) -> None:
    with timed_fsync() as waited, at_negotiation(path) as table:
        timed = play(table, min(events, 2000), waited)
    own, disk = ([one[at] * 1000 for one in timed] for at in (0, 1))
    print(f"submit to a file, {len(timed)} moves, milliseconds")
    for name, times in (("without fsync", own), ("fsync alone", disk)):
        p95 = sorted(times)[int(len(times) * 0.95)]
        print(f"  {name:14} median {statistics.median(times):.3f}   p95 {p95:.3f}")
    with at_negotiation(None) as table:
        timed = play(table, events, Waited())
    print(f"submit in memory, {len(timed)} moves")
    for name, some in (("first 1,000", timed[:1000]), ("last 1,000", timed[-1000:])):
        wall, busy = (len(some) / sum(one[at] for one in some) for at in (0, 2))
        print(f"  {name:12} {wall:7,.0f} a second   {busy:7,.0f} a processor second")


def show_resuming(path: Path, events: int, runs: int) -> None:
    written = write(path, events)
    command = [sys.executable, "-c", RESUME, str(path)]
    seconds, peaks, busy = [], [], []
    for _ in range(runs):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        run = subprocess.run(command, capture_output=True, text=True, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        busy.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        took, peak, _ = map(float, run.stdout.split())
        seconds.append(took)
        peaks.append(peak)
    print(
        f"resume {written} events ({path.stat().st_size / 1e6:.1f} MB): median "
        f"{statistics.median(seconds):.2f} s, best {min(seconds):.2f} s, whole process "
        f"{statistics.median(busy):.2f} s of processor, at most {max(peaks):.0f} MB"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--events", type=int, default=10_000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
        show_submitting(Path(folder) / "short.toml", asked.events)
        show_resuming(Path(folder) / "long.toml", asked.events, asked.runs)


if __name__ == "__main__":
    main()
