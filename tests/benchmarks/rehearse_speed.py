"""How fast stand-ins play, and what memory they keep. Run by hand:

    python -m tests.benchmarks.rehearse_speed [--games 40] [--many 1000] [--memory 1000]

By processor time, which other programs disturb less (though they share caches, and a core's other
thread): a game of six rounds and four stand-ins of the Korea exercise without a transcript, with
one that is written once the game is over, as `tabletop rehearse --transcripts` does, and with each
move on the disk before the next, as at a table with people. Beside them stands what a fixed piece
of Python takes here, by which figures of two machines, or hours, can be compared.

With `--many`, that many games in two processes by the clock. With `--memory`, that many games in
one process of its own, and what memory it has after a tenth, half and all of them.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path

from tabletop.bots.game import play_out, seat_all
from tabletop.bots.rehearsal import Rehearsing, rehearse, rehearse_one, temperaments_of
from tabletop.exercise.library import find_exercise
from tabletop.exercise.loading import exercise_source
from tabletop.garbage import uncollected
from tabletop.table import Table


def timed(play: Callable[[int], object], games: int) -> str:
    """Return the median, mean and least processor time of a game."""
    play(1)
    found = []
    for number in range(1, games + 1):
        begun = time.process_time()
        play(number)
        found.append(1000 * (time.process_time() - begun))
    median, mean = statistics.median(found), statistics.fmean(found)
    return f"median {median:.0f} ms, mean {mean:.0f} ms, least {min(found):.0f} ms a game"


def fixed() -> float:
    """Return the processor time of a fixed piece of Python, in milliseconds."""
    begun, kept = time.process_time(), {}
    for number in range(300_000):
        kept[number & 1023] = (number, str(number & 15))
    return 1000 * (time.process_time() - begun)


def move_by_move(what: Rehearsing, number: int, folder: Path) -> None:
    """Play a game whose every move is on the disk before the next."""
    where = folder / f"{number}.toml"
    where.unlink(missing_ok=True)
    opened = Table.create(what.source, where=where, seed=number, clocks=False)
    with uncollected(), opened as table:
        play_out(table, seat_all(table, temperaments_of(what, number), number), number)


def resident() -> float:
    """Return the megabytes that this process has in memory now."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:  # Other systems tell the most there ever was.
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return pages * resource.getpagesize() / 2**20


def kept(source: str, games: int) -> list[tuple[int, float]]:
    """Play games, and return what memory the process has after a tenth, half and all of them."""
    told, found = (games // 10, games // 2, games), []
    for number in range(1, games + 1):
        rehearse_one(Rehearsing(source), number)
        if number in told:
            found.append((number, resident()))
    return found


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--games", type=int, default=40)
    asked.add_argument("--many", type=int, default=0)
    asked.add_argument("--memory", type=int, default=0)
    given = asked.parse_args()
    source = exercise_source(find_exercise("korea-end-of-war"))
    what = Rehearsing(source)
    print(f"a fixed piece of Python   {statistics.median(fixed() for _ in range(9)):.0f} ms")
    print(f"without a journal         {timed(lambda n: rehearse_one(what, n), given.games)}")
    with tempfile.TemporaryDirectory() as folder:
        kept_too = Rehearsing(source, transcripts=Path(folder))

        def again(number: int) -> None:
            for one in Path(folder).iterdir():
                one.unlink()
            rehearse_one(kept_too, number)

        print(f"written at the end        {timed(again, given.games)}")
    with tempfile.TemporaryDirectory() as folder:
        where = Path(folder)
        print(f"each move on the disk     {timed(lambda n: move_by_move(what, n, where), 20)}")
    if given.memory:
        with get_context("spawn").Pool(1) as pool:
            after = pool.apply(kept, (source, given.memory))
        print("memory  ", ", ".join(f"{megabytes:.1f} MB after {n:,}" for n, megabytes in after))
    if given.many:
        clock = time.perf_counter()
        rehearse(what, given.many, 2)
        print(f"{given.many:,} games in two processes: {time.perf_counter() - clock:.0f} s")


if __name__ == "__main__":
    main()
