"""NegMAS as an oracle, in its own process: values, frontier and solutions of random domains.

NegMAS is AGPL and never a dependency. Install it in a virtual environment of its own and name that
environment's python:

    TABLETOP_NEGMAS=PYTHON python -m pytest tests/referee/test_against_negmas.py

Its semantics differ where they should: its frontier drops packages below a reservation value and
keeps one package per value vector, so value vectors in the zone are what is compared.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tabletop.exercise.genius.exporting import additive, files_of
from tabletop.referee.circumstances import opening_circumstances
from tabletop.referee.outcomes.analysis import Analysis, analyse_space
from tests.benchmarks.random_domains import random_additive

NEGMAS = os.environ.get("TABLETOP_NEGMAS", "")
pytestmark = [
    pytest.mark.negmas,
    pytest.mark.skipif(not NEGMAS, reason="TABLETOP_NEGMAS names no python with NegMAS"),
]

ORACLE = """
import json, sys, warnings
warnings.filterwarnings("ignore")
from pathlib import Path
from negmas.inout import Scenario
from negmas.preferences.ops import max_welfare_points, nash_points, pareto_frontier
folder = Path(sys.argv[1])
domain = next(folder.glob("*-domain.xml"))
profiles = sorted(path for path in folder.glob("*.xml") if path != domain)
ufuns = Scenario.from_genius_files(domain, profiles).ufuns
outcomes = list(ufuns[0].outcome_space.enumerate())
frontier, _ = pareto_frontier(ufuns, outcomes=outcomes)
print(json.dumps({
    "values": {"|".join(o): [float(u(o)) for u in ufuns] for o in outcomes},
    "reserved": [float(u.reserved_value) for u in ufuns],
    "frontier": [[float(v) for v in point] for point in frontier],
    "nash": [float(v) for v in nash_points(ufuns, frontier, outcomes=outcomes)[0][0]],
    "welfare": [float(v) for v in max_welfare_points(ufuns, frontier, outcomes=outcomes)[0][0]],
}))
"""


def asked(folder: Path, issues: int, options: int, parties: int, seed: int) -> tuple[Analysis, Any]:
    exercise = random_additive(issues, options, parties, seed)
    for name, text in files_of(*additive(exercise)).items():
        (folder / name).write_text(text, encoding="utf-8")
    run = subprocess.run(
        [NEGMAS, "-c", ORACLE, str(folder)], capture_output=True, text=True, check=True
    )
    said = json.loads(run.stdout.strip().splitlines()[-1])
    return analyse_space(exercise, opening_circumstances(exercise)), said


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("parties", [2, 3])
def test_values_zone_frontier_and_solutions_agree(tmp_path: Path, parties: int, seed: int) -> None:
    analysis, said = asked(tmp_path, 3, 5, parties, seed)
    space = analysis.space
    assert said["reserved"] == pytest.approx(space.walk_aways[:, 0].tolist(), abs=1e-9)
    for number in range(len(space)):
        package = space.package(number)
        key = "|".join(package[issue.id] for issue in space.exercise.issues)
        found = list(analysis.values(number).values())
        assert said["values"][key] == pytest.approx(found, abs=1e-9)
    ours = sorted(
        [round(v, 6) for v in analysis.values(int(n)).values()]
        for n in set(analysis.frontier.tolist()) & set(analysis.zone.tolist())
    )
    assert ours == sorted([round(v, 6) for v in point] for point in said["frontier"])
    for name, theirs in (("nash", "nash"), ("utilitarian", "welfare")):
        solution = analysis.solutions[name]
        assert solution is not None
        assert list(analysis.values(solution).values()) == pytest.approx(said[theirs], abs=1e-6)
