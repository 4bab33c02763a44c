"""How long an analysis takes, with its rule of agreement and in a space too large to enumerate.

    python -m tests.benchmarks.analysis_speed

Seconds of the processor, the best of some runs each. What to expect: a contract of 1,640,625
packages in under half a second, what passes and who can block in less than a third of the analysis
itself, and a sample of 100,000 of 10^20 packages in under five seconds.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from tabletop import analyse, sample
from tabletop.exercise.library import find_exercise
from tabletop.exercise.loading import load_exercise
from tabletop.exercise.model import Exercise
from tabletop.referee.outcomes.passing import passing

FILES = Path(__file__).parents[1] / "referee" / "files"
EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
RUNS = 5


def best(what: Callable[[], object], runs: int = RUNS) -> float:
    """Return the seconds of the processor that the fastest of some runs took."""
    taken = []
    for _ in range(runs):
        began = time.process_time()
        what()
        taken.append(time.process_time() - began)
    return min(taken)


def with_rule(exercise: Exercise, rule: int) -> Exercise:
    """Return an exercise in which so many signatures are enough."""
    agreement = exercise.agreement.model_copy(update={"rule": rule})
    return exercise.model_copy(update={"agreement": agreement})


def main() -> int:
    job = load_exercise(EXAMPLES / "job-offer.toml")
    print(f"job offer, {analyse(job).deals:,} packages: {best(lambda: analyse(job)):.3f} s")
    vast = load_exercise(FILES / "vast.toml")
    took = best(lambda: sample(vast, 100_000), 3)
    print(f"a sample of 100,000 of 10^20: {took:.2f} s")
    for name, exercise in (
        ("job offer, both of 2", job),
        ("harbour, 5 of 6 with two vetoes", load_exercise(EXAMPLES / "harbour.toml")),
        ("korea, 3 of 4", with_rule(load_exercise(find_exercise("korea-end-of-war")), 3)),
        ("council of eight", load_exercise(find_exercise("council-of-eight"))),
    ):
        alone = best(lambda one=exercise: analyse(one))  # type: ignore[misc]
        both = best(lambda one=exercise: passing(analyse(one)))  # type: ignore[misc]
        print(f"{name}: {1000 * alone:.1f} ms, with its rule {1000 * both:.1f} ms", end="")
        print(f" ({100 * (both / alone - 1):+.0f} %)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
