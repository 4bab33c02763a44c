"""How long the report of a long game takes, and how large it is.

    python -m tests.benchmarks.report_speed [--events 10000] [--runs 5]

The figures to reach: 10,000 events in under 5 s from file to files, the page under 6 MB. First the
whole command in processes of its own, from start to exit, with its byte code kept as an
installation keeps it; then its stages, in this process and one after another. Times are of the
processor, so that other work on the machine counts less, and of the clock beside them.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from tabletop.past import read_transcript
from tabletop.report.table.csv import tables
from tabletop.report.table.facts import facts_of
from tabletop.report.table.page import report_page
from tabletop.report.table.text.report import report_markdown
from tests.benchmarks.long_transcript import write

T = TypeVar("T")


def timed(what: str, work: Callable[[], T]) -> T:
    """Do something and print how long it took."""
    began, spent = time.perf_counter(), time.process_time()
    made = work()
    clock, processor = time.perf_counter() - began, time.process_time() - spent
    print(f"{what:24} {processor:6.2f} s of the processor, {clock:6.2f} s of the clock")
    return made


def command(path: Path, folder: Path) -> tuple[float, float]:
    """Run the whole command; returns its seconds of the processor and of the clock."""
    # Otherwise a program that may write no byte code would be compiled anew every time.
    kept = {"PYTHONPYCACHEPREFIX": str(folder / "code"), "PYTHONDONTWRITEBYTECODE": ""}
    run = [sys.executable, "-c", "import sys; from tabletop.cli import main; sys.exit(main())"]
    asked = [*run, "report", str(path), "-o", str(folder / "report"), "--format", "html,md,csv"]
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(asked, check=True, stdout=subprocess.DEVNULL, env={**os.environ, **kept})
    clock, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return spent, clock


def show_command(path: Path, folder: Path, runs: int) -> None:
    """Run the command several times and print the median and the worst."""
    command(path, folder)
    times = [command(path, folder) for _ in range(runs)]
    spent, clock = (sorted(one) for one in zip(*times, strict=True))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    for name, place in (("median", runs // 2), ("worst", -1)):
        told = f"{spent[place]:6.2f} s of the processor, {clock[place]:6.2f} s of the clock"
        print(f"{f'whole command, {name}':24} {told}")
    print(f"it takes {peak:.0f} MB at most")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--events", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=5)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.toml"
        print(f"{write(path, asked.events)} events")
        show_command(path, Path(folder), asked.runs)
        began, spent = time.perf_counter(), time.process_time()
        table = timed("read", lambda: read_transcript(path))
        facts = timed("facts", lambda: facts_of(table))
        page = timed("page", lambda: report_page(facts))
        timed("Markdown", lambda: report_markdown(facts))
        timed("tables", lambda: tables(facts, "long"))
        clock, processor = time.perf_counter() - began, time.process_time() - spent
        print(f"{'all stages':24} {processor:6.2f} s of the processor, {clock:6.2f} s of the clock")
        print(f"the page has {len(page.encode('utf-8')) / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
