"""Everything a change must pass: `python -m tests`, with pytest's own arguments after it.

Lint, format, the rooms' import rules, types and tests run in turn, the tests last. All of them
run, so that one go tells everything; the exit code is 1 when any failed.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).parents[1]
SCRIPTS = Path(sys.executable).parent

CHECKS = {
    "lint": [sys.executable, "-m", "ruff", "check", "--quiet"],
    "format": [sys.executable, "-m", "ruff", "format", "--check", "--quiet"],
    "imports": [str(SCRIPTS / "lint-imports"), "--no-cache"],
    "types": [sys.executable, "-m", "mypy"],
    "tests": [sys.executable, "-m", "pytest", *sys.argv[1:]],
}


def main() -> int:
    failed = []
    for name, command in CHECKS.items():
        print(f"--- {name}", flush=True)
        if subprocess.run(command, cwd=TOP, check=False).returncode != 0:
            failed.append(name)
    if failed:
        print(f"failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
