"""How fast a transcript is written, read and verified, and what it weighs. Run by hand:

    python -m tests.benchmarks.journal_speed [--events 10000] [--folder FOLDER]

The transcript is made as in play, in FOLDER (a temporary one when none is given): a fifth of the
events each are messages, offers, acknowledgements, climate changes and scores with their ledgers.
Appending is timed move by move, with the disk's own fsync taken out and told separately; reading is
the median of several runs, each in a fresh process together with its highest resident memory. TOML
parsers that happen to be installed are compared on the same text; the journal uses the standard
library's for all but plain events.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tabletop.journal import FileJournal, Journal, MemoryJournal, read_transcript_file

HEADER = {
    "transcript": {"format": 1, "tabletop": "0.1.0", "created": "2026-05-04T09:00:00.000Z"},
    # About as long as a shipped exercise.
    "exercise": {"id": "peace", "title": "Peace", "source": 'text = "One of many lines."\n' * 2500},
}
LEDGER = [
    {
        "because": f"Washington gains from issue {number}, which Pyongyang performs",
        "points": 20.0,
        "factor": 0.61 + number / 7,
        "value": 12.2 + number / 3,
        "source": f"issue-{number}",
    }
    for number in range(4)
]
KINDS: list[dict[str, Any]] = [
    {"kind": "message.sent", "delegation": "usa", "to": ["dprk"], "text": "Could you live " * 8},
    {
        "kind": "offer.tabled",
        "offer": "O12",
        "delegation": "usa",
        "to": ["dprk", "rok"],
        "package": {"exercises": "halted", "tests": "all", "form": "political", "order": "step"},
        "text": "Both of us move, and both can see it.",
        "parties": ["usa", "dprk", "rok"],
        "needed": ["usa", "dprk"],
    },
    {"kind": "seat.ready", "delegation": "usa"},
    {"kind": "climate.changed", "trust": [{"of": "usa", "toward": "dprk", "change": 1.37}]},
    {"kind": "score.ruled", "delegation": "usa", "value": 12.25, "ledger": LEDGER},
]


def record(seq: int) -> dict[str, Any]:
    return {"seq": seq, "at": "2026-05-04T09:00:00.000Z", "by": "usa", **KINDS[seq % 5]}


class Waited:
    """The seconds spent in the disk's own fsync."""

    seconds = 0.0


@contextmanager
def timed_fsync() -> Iterator[Waited]:
    waited, fsync = Waited(), os.fsync

    def timed(fd: Any) -> None:
        start = time.perf_counter()
        fsync(fd)
        waited.seconds += time.perf_counter() - start

    os.fsync = timed
    try:
        yield waited
    finally:
        os.fsync = fsync


def append_times(journal: Journal, events: int, waited: Waited) -> tuple[list[float], list[float]]:
    """Milliseconds of each append without its fsync, and of each fsync."""
    own, disk = [], []
    for seq in range(1, events + 1):
        records = [record(seq)]
        before, start = waited.seconds, time.perf_counter()
        journal.append(records)
        took, slept = time.perf_counter() - start, waited.seconds - before
        own.append((took - slept) * 1000)
        disk.append(slept * 1000)
    return own, disk


def show_appending(path: Path, events: int) -> None:
    with timed_fsync() as waited:
        with FileJournal.create(path, HEADER) as journal:
            own, disk = append_times(journal, events, waited)
        memory, _ = append_times(MemoryJournal(HEADER), events, waited)
    tenth = max(1, events // 10)
    first, last = statistics.median(own[:tenth]), statistics.median(own[-tenth:])
    print(f"append, {events} events one by one, milliseconds without fsync")
    for name, times in (("file", own), ("memory", memory), ("fsync alone", disk)):
        p95 = sorted(times)[int(len(times) * 0.95)]
        print(f"  {name:12} median {statistics.median(times):.4f}   p95 {p95:.4f}")
    print(f"  file, first tenth {first:.4f}, last tenth {last:.4f}: ratio {last / first:.2f}")


def in_a_fresh_process(name: str, path: Path) -> dict[str, float]:
    """Run one of the jobs below there; returns its seconds, and its megabytes at most."""
    run = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.journal_speed", "--job", name, str(path)],
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, float] = json.loads(run.stdout)
    return found


def nothing(_: Path) -> None:
    """What a process weighs that only imports the journal."""


def parse_with(parser: str) -> Callable[[Path], object]:
    loads = importlib.import_module(parser).loads
    return lambda path: loads(path.read_text(encoding="utf-8"))


def job(name: str, path: Path) -> None:
    """Do one thing in this process and print what it took."""
    jobs: dict[str, Callable[[Path], object]] = {
        "nothing": nothing,
        "read and verify": read_transcript_file,
        "hold": FileJournal.open,
    }
    work = jobs.get(name) or parse_with(name)
    start = time.perf_counter()
    # What was read stays in memory until it has been weighed.
    kept = work(path)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "megabytes": peak}))
    del kept


def show_reading(path: Path, runs: int) -> None:
    parsers = [name for name in ("tomllib", "tomli", "rtoml") if find_spec(name)]
    print(f"reading {path.stat().st_size / 1e6:.2f} MB, each in a fresh process")
    seconds: dict[str, float] = {}
    for name in ("nothing", "read and verify", "hold", *parsers):
        found = [in_a_fresh_process(name, path) for _ in range(runs)]
        seconds[name] = statistics.median(one["seconds"] for one in found)
        peak = statistics.median(one["megabytes"] for one in found)
        print(f"  {name:16} {seconds[name]:.3f} s   at most {peak:.0f} MB")
    for name in parsers[1:]:
        print(f"  {name} is {seconds['tomllib'] / seconds[name]:.1f} times as fast as tomllib")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--events", type=int, default=10_000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--job", nargs=2, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.job:
        job(asked.job[0], Path(asked.job[1]))
        return
    with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
        path = Path(folder) / "table.toml"
        show_appending(path, asked.events)
        show_reading(path, asked.runs)


if __name__ == "__main__":
    main()
