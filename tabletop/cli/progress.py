"""Progress of a long command on a terminal's last line; silent anywhere else."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from threading import Thread
from typing import TypeVar

from tabletop.cli.text import harmless

T = TypeVar("T")

BAR = 20
_LONGEST_NAME = 40
_CLEARED = "\r\x1b[2K"
_PATIENCE = 2.0
"""Seconds after which somebody wonders whether anything is happening."""


class ProgressBar:
    """A progress bar that redraws itself."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._shown = sys.stderr.isatty()

    def tell(self, done: int, what: str) -> None:
        if self._shown:
            filled = round(BAR * done / self._count)
            most = _LONGEST_NAME
            name = what if len(what) <= most else what[: most - 1] + "…"
            bar = "█" * filled + "░" * (BAR - filled)
            text = f"{bar} {done:,} of {self._count:,}: {harmless(name)}"
            print(f"{_CLEARED}{text}", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        if self._shown:
            print(_CLEARED, end="", file=sys.stderr, flush=True)


def patiently(call: Callable[[], T], what: str) -> T:
    """Make a call that may take a minute without progress of its own, showing the time elapsed.

    The call runs in a thread, so that Ctrl+C ends the command at once. Raises what the call raises.
    """
    results: list[T] = []
    faults: list[BaseException] = []

    def run() -> None:
        try:
            results.append(call())
        except BaseException as fault:  # noqa: BLE001 (raised again where it was asked for)
            faults.append(fault)

    thread = Thread(target=run, daemon=True)
    began = time.monotonic()
    thread.start()
    shown = False
    while thread.is_alive():
        thread.join(0.2)
        waited = time.monotonic() - began
        if sys.stderr.isatty() and waited > _PATIENCE and thread.is_alive():
            shown = True
            text = f"{_CLEARED}{harmless(what)} … {waited:.0f} s (Ctrl+C stops)"
            print(text, end="", file=sys.stderr, flush=True)
    if shown:
        print(_CLEARED, end="", file=sys.stderr, flush=True)
    if faults:
        raise faults[0]
    return results[0]
