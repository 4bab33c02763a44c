"""Non-dominated sorting: what `tabletop analyse` uses against the other libraries there are.

    python -m tests.benchmarks.non_dominated_sorting

Each way gets the same values of a random additive domain, in a process of its own; the first call
and the median of the next ones are told apart, because a compiler that warms up for seconds is slow
for a command that runs once. Libraries that are not installed are left out (pip install paretoset
pymoo tells them too; they are no dependencies of Tabletop).
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

WAYS = ("tabletop", "moocore", "paretoset", "pymoo", "numpy")
SIZES = (10**4, 10**5, 10**6)


def sorter(way: str) -> Callable[[Any], int]:
    """How many columns of an array (parties by packages) a way finds efficient."""
    if way == "tabletop":
        from tabletop.referee.outcomes.frontier import efficient

        return lambda values: len(efficient(values))
    if way == "moocore":
        import moocore

        return lambda values: int(
            moocore.is_nondominated(values.T.copy(), maximise=True, keep_weakly=True).sum()
        )
    if way == "paretoset":
        from paretoset import paretoset

        return lambda values: int(
            paretoset(values.T.copy(), sense=["max"] * len(values), distinct=False).sum()
        )
    if way == "pymoo":
        from pymoo.util.nds.non_dominated_sorting import NonDominatedSorting

        sort = NonDominatedSorting()
        return lambda values: len(sort.do(-values.T.copy(), only_non_dominated_front=True))
    return _numpy


def _numpy(values: Any) -> int:
    """The plain way: the best remaining sum strikes out whatever it dominates, again and again."""
    import numpy as np

    rows = values.T[np.argsort(-values.sum(axis=0))]
    kept = 0
    while len(rows):
        best = rows[0]
        kept += int((rows == best).all(axis=1).sum())
        rows = rows[(rows > best).any(axis=1)]
    return kept


def measure(way: str, packages: int, parties: int) -> dict[str, float]:
    """Seconds of the first call and of the median of the others, and the frontier's size."""
    import numpy as np

    chance = np.random.default_rng(1)
    values = np.zeros((parties, 1))
    while values.shape[1] < packages:
        issue = chance.random((parties, 10)) * chance.random((parties, 1))
        values = (values[:, :, None] + issue[:, None, :]).reshape(parties, -1)
    sort = sorter(way)
    times = []
    for _ in range(2 if packages == SIZES[-1] else 4):
        start = time.perf_counter()
        found = sort(values)
        times.append(time.perf_counter() - start)
    return {"first": times[0], "next": statistics.median(times[1:]), "frontier": found}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--parties", type=int, default=4)
    parser.add_argument("--one", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        print(json.dumps(measure(*json.loads(asked.one))))
        return
    print("packages  way        first s   next s  frontier", flush=True)
    for packages in SIZES:
        for way in WAYS:
            if way != "tabletop" and importlib.util.find_spec(way) is None:
                continue
            command = [sys.executable, "-m", __spec__.name, "--one"]
            run = subprocess.run(
                [*command, json.dumps([way, packages, asked.parties])],
                capture_output=True,
                text=True,
                check=True,
            )
            found = json.loads(run.stdout)
            print(
                f"{packages:8d}  {way:9s} {found['first']:8.3f} {found['next']:8.3f}"
                f"  {found['frontier']:.0f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
