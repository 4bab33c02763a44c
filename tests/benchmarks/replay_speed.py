"""How fast a long transcript is opened and any moment of it is there. Run by hand:

    python -m tests.benchmarks.replay_speed [--events 10000] [--seeks 300] [FILE]

Opening is a fresh process that imports, reads, verifies the chain and folds to the last event.
Seeks go to numbers drawn at random, once by the kept states and once from the start; on the screen
until everything is painted, and in this process's own time besides, whatever else the machine does.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tabletop.play.history import fold
from tabletop.screens.flow.app import TabletopApp
from tabletop.screens.replay.course import EVERYTHING
from tabletop.screens.replay.guide import Replaying
from tabletop.screens.replay.screen import Replay
from tabletop.table import ReadTable, read_transcript
from tests.benchmarks.long_transcript import write

OPEN = (
    "import sys\nfrom tabletop import read_transcript\nt = read_transcript(sys.argv[1])\n"
    "t.state_at(len(t.events))"
)


def milliseconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def told(name: str, times: list[float]) -> None:
    p95 = sorted(times)[int(len(times) * 0.95)]
    print(
        f"  {name:34} median {statistics.median(times):8.2f}   p95 {p95:8.2f}   "
        f"most {max(times):8.2f}"
    )


def show(path: Path, seeks: int) -> None:
    opening = [
        milliseconds(partial(subprocess.run, [sys.executable, "-c", OPEN, str(path)], check=True))
        for _ in range(3)
    ]
    table = read_transcript(path)
    last = len(table.events)
    print(f"{last} events, {path.stat().st_size / 1e6:.2f} MB; milliseconds")
    told("open to the last event", opening)
    chance = random.Random(1)
    places = [chance.randrange(last + 1) for _ in range(seeks)]
    table.state_at(last)
    kept = [milliseconds(partial(table.state_at, at)) for at in places]
    told("seek by kept states", kept)
    told("seek and see it as the facilitator", seen(table, places, "facilitator"))
    told("seek and see it as one seat", seen(table, places, "usa"))
    for eyes, name in ((EVERYTHING, "everything"), ("usa", "one seat")):
        show_screen(table, places[:100], eyes, name)
    folded = [milliseconds(partial(fold, table.exercise, table.events[:at])) for at in places[:20]]
    told("seek from the start", folded)
    ratio = statistics.median(folded) / statistics.median(kept)
    print(f"  a seek by kept states is {ratio:.0f} times as fast as one from the start")


def seen(table: ReadTable, places: list[int], seat: str) -> list[float]:
    return [milliseconds(partial(table.view_at, at, seat)) for at in places if at > 40]


def show_screen(table: ReadTable, places: list[int], eyes: str, name: str) -> None:
    """How long a seek takes on the screen, until it is painted."""
    for size in ((80, 24), (130, 40)):
        wall, own = asyncio.run(painted(table, places, size, eyes))
        told(f"on a screen of {size[0]}x{size[1]}, {name}", wall)
        told("  in its own time", own)


async def painted(
    table: ReadTable, places: list[int], size: tuple[int, int], eyes: str
) -> tuple[list[float], list[float]]:
    app = TabletopApp()
    app.led_by(Replaying(app, table, 1, eyes, lambda: None, lambda _: None))
    wall, own = [], []
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        page = app.screen_stack[1]
        assert isinstance(page, Replay)
        for place in places:
            start, began = time.perf_counter(), time.process_time()
            page.seek(place)
            await pilot._wait_for_screen()
            wall.append((time.perf_counter() - start) * 1000)
            own.append((time.process_time() - began) * 1000)
    return wall, own


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("path", type=Path, nargs="?")
    parser.add_argument("--events", type=int, default=10_000)
    parser.add_argument("--seeks", type=int, default=300)
    asked = parser.parse_args()
    if asked.path is not None:
        show(asked.path, asked.seeks)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.toml"
        write(path, asked.events)
        show(path, asked.seeks)


if __name__ == "__main__":
    main()
