"""How long the report of a long game takes, and how large it is.

    python -m tests.benchmarks.report_speed [--events 10000]

The figures to reach: 10,000 events in under 5 s from file to files, the page under 6 MB. Times are
of the processor, so that other work on the machine does not count, and of the clock beside them.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from tabletop.past import read_transcript
from tabletop.report.facts import facts_of
from tabletop.report.html import report_page
from tabletop.report.tables import tables
from tabletop.report.text.report import report_markdown
from tests.benchmarks.long_transcript import write

T = TypeVar("T")


def timed(what: str, work: Callable[[], T]) -> T:
    """Do something and print how long it took."""
    began, spent = time.perf_counter(), time.process_time()
    made = work()
    clock, processor = time.perf_counter() - began, time.process_time() - spent
    print(f"{what:24} {processor:6.2f} s of the processor, {clock:6.2f} s of the clock")
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--events", type=int, default=10_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.toml"
        print(f"{write(path, asked.events)} events")
        began, spent = time.perf_counter(), time.process_time()
        table = timed("read", lambda: read_transcript(path))
        facts = timed("facts", lambda: facts_of(table))
        page = timed("page", lambda: report_page(facts))
        timed("Markdown", lambda: report_markdown(facts))
        timed("tables", lambda: tables(facts, "long"))
        clock, processor = time.perf_counter() - began, time.process_time() - spent
        print(f"{'in all':24} {processor:6.2f} s of the processor, {clock:6.2f} s of the clock")
        print(f"the page has {len(page.encode('utf-8')) / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
