"""How long a class takes to compare, and what it weighs. Run by hand:

    python -m tests.benchmarks.class_speed [--tables 200] [--events 500] [--folder FOLDER]

Games are drawn from a seed and kept in FOLDER (a temporary one when none is given), so that a
second run finds them. The command is run as a person would, for the whole class and for a quarter
of it; memory is the highest that all its processes held together, shared pages counted once (PSS,
where Linux tells it). The figures to reach for 200 tables of 500 events on two cores are 20 s,
400 MB and a page under 6 MB.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from tests.report.drawn_games import write_class

SOURCE = Path(__file__).parents[2] / "exercises" / "korea-end-of-war.toml"
EVERY = 0.05
"""Seconds between two looks at the memory."""


def held(pid: int) -> int:
    """Kilobytes that a process and all that came of it hold together."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parent = int(stat.read_text(encoding="utf-8").rpartition(")")[2].split()[1])
            children.setdefault(parent, []).append(int(stat.parent.name))
    total, family = 0, [pid]
    while family:
        one = family.pop()
        family += children.get(one, [])
        # It may have ended since.
        with suppress(OSError):
            text = Path(f"/proc/{one}/smaps_rollup").read_text(encoding="ascii")
            lines = (line.split() for line in text.splitlines())
            total += sum(int(words[1]) for words in lines if words[0] == "Pss:")
    return total


def compared(paths: list[Path], into: Path) -> tuple[float, float, float]:
    """Seconds, seconds of processor time, and megabytes at most."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start, most = time.perf_counter(), 0
    command = [sys.executable, "-m", "tabletop", "report", "--comparison", "-o", str(into)]
    run = subprocess.Popen([*command, *map(str, paths)], stdout=subprocess.DEVNULL)
    while run.poll() is None:
        most = max(most, held(run.pid))
        time.sleep(EVERY)
    seconds = time.perf_counter() - start
    if run.returncode != 0:
        raise SystemExit(f"the command ended with {run.returncode}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    busy = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, busy, most / 1024


def games(folder: Path, tables: int, events: int) -> list[Path]:
    """The transcripts, generated if they do not exist yet."""
    kept = folder / f"{tables}-of-{events}"
    found = sorted(kept.glob("*.toml"))
    if len(found) == tables:
        return found
    kept.mkdir(parents=True, exist_ok=True)
    source = SOURCE.read_text(encoding="utf-8")
    for number, _ in enumerate(write_class(kept, source, tables, events), start=1):
        print(f"\rdrawing games: {number} of {tables}", end="", file=sys.stderr)
    print(file=sys.stderr)
    return sorted(kept.glob("*.toml"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--tables", type=int, default=200)
    parser.add_argument("--events", type=int, default=500)
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        paths = games(asked.folder or Path(folder), asked.tables, asked.events)
        size = sum(path.stat().st_size for path in paths) / 1e6
        load = os.getloadavg()[0]
        print(f"{len(paths)} tables, {size:.0f} MB; {os.cpu_count()} cores, load {load:.1f} before")
        quarter = max(2, len(paths) // 4)
        for some in (paths[:quarter], paths):
            into = Path(folder) / f"of-{len(some)}"
            seconds, busy, most = compared(some, into)
            page = (into / "class.html").stat().st_size / 1e6
            each = 1000 * busy / len(some)
            print(
                f"  {len(some):4} tables: {seconds:6.1f} s, {busy:6.1f} s of processor time "
                f"({each:.0f} ms a table), at most {most:.0f} MB, page {page:.2f} MB"
            )


if __name__ == "__main__":
    main()
