"""The command line: parse, call, print. It uses only what `from tabletop import ...` offers.

Exit codes: 0 fine; 1 what was asked is not so; 2 bad usage, unreadable input, or output that could
not be written, with one sentence on stderr; 130 interrupted, and 128 plus its number for another
signal. Each command's module is imported on demand.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from tabletop.cli.arguments import parser
from tabletop.cli.streams import prepare, settle
from tabletop.errors import TabletopError

FINE, NOT_SO, UNUSABLE, INTERRUPTED = 0, 1, 2, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    prepare()
    try:
        return _answered(argv)
    finally:
        settle()


def _answered(argv: Sequence[str] | None) -> int:
    from tabletop.cli.text import complain

    try:
        code = _run(argv)
        sys.stdout.flush()
    except TabletopError as fault:
        complain(f"tabletop: {fault.sentence}")
        return UNUSABLE
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has closed it.
        return FINE
    return code


def _run(argv: Sequence[str] | None) -> int:
    try:
        asked = parser().parse_args(argv)
    except SystemExit as leaving:
        # Help was printed, or a usage error.
        return leaving.code if isinstance(leaving.code, int) else FINE
    code: int = asked.run(asked)
    return code
