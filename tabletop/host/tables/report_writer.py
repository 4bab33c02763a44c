"""Write a hall's reports in a process of its own. `python -m` runs it for the hall.

It reads from standard input what to write where, as JSON, and reports each step on its output, one
line of JSON each. It runs at a lower priority than the game.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from tabletop.errors import TabletopError
from tabletop.report.folder import write_class

NICER = 10


def main() -> int:
    asked = json.loads(sys.stdin.readline())
    folder = Path(asked["folder"])
    with suppress(OSError):
        os.nice(NICER)
    with suppress(OSError):
        # Names and grades are private to their owner, as transcripts are.
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        for step in write_class(dict(asked["names"]), folder):
            print(json.dumps(asdict(step)), flush=True)
    except TabletopError as fault:
        print(json.dumps({"fault": str(fault)}), flush=True)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
