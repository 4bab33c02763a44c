"""The command line: parse, call, print. What it calls is what `from tabletop import ...` offers.

Exit codes: 0 fine; 1 the thing asked about is not so; 2 bad usage or unreadable input, one sentence
on stderr; 130 interrupted. Each command's module is imported when it is asked for.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from tabletop.cli.arguments import parser

FINE, NOT_SO, UNUSABLE, INTERRUPTED = 0, 1, 2, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    from tabletop.errors import TabletopError

    try:
        asked = parser().parse_args(argv)
        code: int = asked.run(asked)
        sys.stdout.flush()
    except TabletopError as fault:
        from tabletop.cli.text import complain

        complain(f"tabletop: {fault.sentence}")
        return UNUSABLE
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has enough; Python would complain once more on exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    return code
