"""How fast stand-ins play, and what memory they keep. Run by hand:

    python -m tests.benchmarks.rehearse_speed [--games 40] [--many 1000]

By processor time, which other programs disturb less: a game of six rounds and four stand-ins of the
Korea exercise, in memory and with each move on the disk before the next. With `--many`, that many
games in two processes by the clock. Peak memory is told after some games and after four times as
many.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import tempfile
import time
from pathlib import Path

from tabletop.bots.rehearsal import Rehearsing, rehearse, rehearse_one
from tabletop.exercise.library import find_exercise
from tabletop.exercise.loading import exercise_source


def timed(what: Rehearsing, games: int) -> tuple[float, float]:
    """Return the median and the mean processor time of a game, in milliseconds."""
    rehearse_one(what, 1)
    found = []
    for number in range(1, games + 1):
        begun = time.process_time()
        rehearse_one(what, number)
        found.append(1000 * (time.process_time() - begun))
    return statistics.median(found), statistics.fmean(found)


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--games", type=int, default=40)
    asked.add_argument("--many", type=int, default=0)
    given = asked.parse_args()
    source = exercise_source(find_exercise("korea-end-of-war"))
    median, mean = timed(Rehearsing(source), given.games)
    print(f"without a journal   median {median:.0f} ms, mean {mean:.0f} ms a game")
    before = peak()
    timed(Rehearsing(source, seed=1), 3 * given.games)
    print(f"memory              {before:.0f} MB after one share, {peak():.0f} MB after four")
    with tempfile.TemporaryDirectory() as folder:
        for number in range(given.games):
            what = Rehearsing(source, number, transcripts=Path(folder))
            if number == 0:
                rehearse_one(what, 9999)
                begun = time.process_time()
            rehearse_one(what, number)
        each = 1000 * (time.process_time() - begun) / given.games
    print(f"with a journal      mean {each:.0f} ms a game")
    if given.many:
        clock = time.perf_counter()
        rehearse(Rehearsing(source), given.many, 2)
        print(f"{given.many:,} games in two processes: {time.perf_counter() - clock:.0f} s")


if __name__ == "__main__":
    main()
