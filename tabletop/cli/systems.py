"""What a command needs from the operating system, checked before anything that needs it is
imported.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from importlib.util import find_spec

from tabletop.errors import UnreadableInput

_POSIX = ("fcntl", "resource", "termios")
"""Standard library modules that Linux and macOS have and Windows does not."""


def on_posix(
    run: Callable[[argparse.Namespace], int], what: str, instead: str
) -> Callable[[argparse.Namespace], int]:
    """Return a command that refuses with one sentence on a system that can't run it.

    `what` it is, such as "a host", and what to do `instead`.
    """

    def checked(asked: argparse.Namespace) -> int:
        if any(find_spec(one) is None for one in _POSIX):
            raise UnreadableInput(f"{what} runs on Linux and macOS, not on this system; {instead}")
        return run(asked)

    return checked
