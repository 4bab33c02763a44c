"""Everything a change must pass: `python -m tests`, with pytest's own arguments after it.

Lint, format, the rooms' import rules, types and tests run in turn, the tests last. All of them
run, so that one go tells everything; the exit code is 1 when any failed. `--quick` leaves out the
tests that are slow or need a browser or a terminal, and of those that bring a whole app up all but
the first of each module: what to run while one works.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

TOP = Path(__file__).parents[1]
SCRIPTS = Path(sys.executable).parent

# Twice as many processes as there are cores: a test waits about as long (for a disk, a clock or a
# program of its own) as it works. What has a browser or a terminal comes afterwards, beside none of
# the others, for which it would wait too: two tests with a browser and one with a terminal at a
# time, as `conftest.py` groups them.
_CORES = os.cpu_count() or 1
_GROUPED = ["--dist", "loadgroup"]
PARALLEL = ["-n", str(2 * _CORES), *_GROUPED, "-m", "not (browser or terminal)"]
ALONE = ["-n", "3", *_GROUPED, "-m", "browser or terminal"]
QUICK = ["-m", "not (slow or browser or terminal)", "--hypothesis-profile=quick"]
# What is quick waits for little, and every process first reads all tests.
ALL_QUICK = ["-n", str(_CORES + 1), *_GROUPED, *QUICK]


def checks(arguments: Sequence[str]) -> dict[str, list[str]]:
    """The commands by name. With arguments of its own pytest runs as it would by itself."""
    given = [one for one in arguments if one != "--quick"]
    pytest = [sys.executable, "-m", "pytest"]
    if len(given) < len(arguments):
        chosen = [*given, *QUICK] if given else ALL_QUICK
    else:
        chosen = given or PARALLEL
    alone = {"browsers and terminals": [*pytest, *ALONE]} if chosen is PARALLEL else {}
    return {
        "lint": [sys.executable, "-m", "ruff", "check", "--quiet"],
        "format": [sys.executable, "-m", "ruff", "format", "--check", "--quiet"],
        "imports": [str(SCRIPTS / "lint-imports"), "--no-cache"],
        "types": [sys.executable, "-m", "mypy"],
        "tests": [*pytest, *chosen],
        **alone,
    }


def main() -> int:
    failed = []
    for name, command in checks(sys.argv[1:]).items():
        print(f"--- {name}", flush=True)
        if subprocess.run(command, cwd=TOP, check=False).returncode != 0:
            failed.append(name)
    if failed:
        print(f"failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
