"""The whole outcome space here and in NegMAS, on the same additive domains, in one run.

    python -m tests.benchmarks.analysis_against_negmas --negmas PATH/TO/PYTHON

PATH/TO/PYTHON is an interpreter of a virtual environment of its own in which NegMAS is installed
(it is AGPL: an oracle in its own process, never a dependency). Each side runs in its own process,
times only the work (enumeration, frontier, zone, Nash, Kalai-Smorodinsky, egalitarian, utilitarian)
and reports the median of its runs and its highest resident memory. NegMAS is given the quickest way
its functions allow: each outcome is evaluated once, and ranges are handed to the solutions; the
column `sorting` is its time without any evaluation, from an array of values on.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SIZES = [(3, 10), (4, 10), (5, 10), (6, 10)]


def ours(issues: int, options: int, parties: int, runs: int) -> dict[str, float]:
    from tabletop.referee.circumstances import opening_circumstances
    from tabletop.referee.outcomes.analysis import analyse_space
    from tests.benchmarks.random_domains import random_additive

    exercise = random_additive(issues, options, parties)
    circumstances = opening_circumstances(exercise)
    analyse_space(exercise, circumstances)
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        analysis = analyse_space(exercise, circumstances)
        times.append(time.perf_counter() - start)
    return _said(times, analysis.frontier_in_zone)


NEGMAS = """
import json, resource, statistics, sys, time, warnings
import numpy as np
warnings.filterwarnings("ignore")
from negmas.inout import Scenario
from negmas.preferences.ops import (
    kalai_points, ks_points, max_welfare_points, nash_points, pareto_frontier_numpy)
from pathlib import Path
folder, runs = Path(sys.argv[1]), int(sys.argv[2])
domain = next(folder.glob("*-domain.xml"))
profiles = sorted(path for path in folder.glob("*.xml") if path != domain)
scenario = Scenario.from_genius_files(domain, profiles)
ufuns = scenario.ufuns
times, sorting = [], []
for _ in range(runs):
    start = time.perf_counter()
    outcomes = list(scenario.outcome_space.enumerate())
    points = np.array([[float(u(outcome)) for u in ufuns] for outcome in outcomes])
    ranges = list(zip(points.min(axis=0), points.max(axis=0)))
    evaluated = time.perf_counter()
    rational = points[(points >= np.array([u.reserved_value for u in ufuns])).all(axis=1)]
    frontier = [tuple(rational[i]) for i in pareto_frontier_numpy(rational)]
    for solution in (nash_points, ks_points, kalai_points, max_welfare_points):
        solution(ufuns, frontier, ranges=ranges)
    times.append(time.perf_counter() - start)
    sorting.append(time.perf_counter() - evaluated)
print(json.dumps({"seconds": statistics.median(times), "frontier": len(frontier),
    "sorting": statistics.median(sorting),
    "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
"""


def _said(times: list[float], frontier: int) -> dict[str, float]:
    return {
        "seconds": statistics.median(times),
        "frontier": frontier,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def _negmas(python: str, issues: int, options: int, parties: int, runs: int) -> dict[str, float]:
    from tabletop.exercise.genius.exporting import additive, files_of
    from tests.benchmarks.random_domains import random_additive

    with tempfile.TemporaryDirectory() as folder:
        domain, profiles = additive(random_additive(issues, options, parties))
        for name, text in files_of(domain, profiles).items():
            (Path(folder) / name).write_text(text, encoding="utf-8")
        return _child([python, "-c", NEGMAS, folder, str(runs)])


def _child(command: list[str]) -> dict[str, float]:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr[-2000:])
    found: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--negmas", help="a python in which NegMAS is installed")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--negmas-runs", type=int, default=3)
    parser.add_argument("--ours", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.ours:
        print(json.dumps(ours(*json.loads(asked.ours))))
        return
    print(
        "parties packages   ours s     MB  NegMAS s      MB   ratio  sorting s  ratio  frontiers",
        flush=True,
    )
    for parties in (2, 4):
        for issues, options in SIZES:
            size = json.dumps([issues, options, parties, asked.runs])
            here = _child([sys.executable, "-m", __spec__.name, "--ours", size])
            line = (
                f"{parties:7d} {options**issues:8d} {here['seconds']:8.4f} {here['megabytes']:6.0f}"
            )
            if asked.negmas:
                there = _negmas(asked.negmas, issues, options, parties, asked.negmas_runs)
                line += (
                    f" {there['seconds']:9.4f} {there['megabytes']:7.0f}"
                    f" {there['seconds'] / here['seconds']:7.1f}"
                    f" {there['sorting']:10.4f} {there['sorting'] / here['seconds']:6.1f}"
                    f"  {here['frontier']:.0f}/{there['frontier']:.0f}"
                )
            print(line, flush=True)


if __name__ == "__main__":
    main()
