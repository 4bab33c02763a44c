"""How much memory this process uses, and how much it may use.

A host that the system kills for it has no time to say so.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

if sys.platform != "win32":
    import resource

log = logging.getLogger("tabletop.host")

_NEAR, _FAR = 0.85, 0.75
"""Shares of a limit: a warning is logged above the first, and again after use had fallen below the
second.
"""
_GROUPS = Path("/sys/fs/cgroup")
_ALL, _RESIDENT, _DATA = 0, 1, 5
"""Where the kernel reports the memory that a limit counts."""

Use = tuple[int, int]
"""Bytes in use, and the limit."""


def uses() -> Iterator[Use]:
    """Return the use of each limit there is: this process's, and its container's.

    Empty where the system does not report it in files, as only Linux does.
    """
    if sys.platform == "win32":
        return
    pages: list[int] = []
    with suppress(OSError, ValueError):
        pages = [int(one) for one in Path("/proc/self/statm").read_text().split()]
    if len(pages) <= _DATA:
        return
    for limit, what in _limits():
        yield pages[what] * resource.getpagesize(), limit


def _limits() -> Iterator[tuple[int, int]]:
    assert sys.platform != "win32"
    for kind, what in ((resource.RLIMIT_AS, _ALL), (resource.RLIMIT_DATA, _DATA)):
        soft, _ = resource.getrlimit(kind)
        if soft != resource.RLIM_INFINITY:
            yield soft, what
    with suppress(OSError, IndexError):
        group = Path("/proc/self/cgroup").read_text().splitlines()[0].split(":")[2]
        folder = _GROUPS / group.lstrip("/")
        for one in (folder, *folder.parents):
            limit = one / "memory.max"
            if one.is_relative_to(_GROUPS) and limit.exists():
                said = limit.read_text().strip()
                if said.isdecimal():
                    yield int(said), _RESIDENT


class Room:
    """Logs when little memory is left; call `look` now and then."""

    def __init__(self, uses: Callable[[], Iterable[Use]] = uses) -> None:
        self._uses = uses
        self._said = False

    def look(self) -> None:
        """Log it once, and again after there had been room meanwhile."""
        used, limit = max(self._uses(), key=lambda one: one[0] / one[1], default=(0, 1))
        if used > _NEAR * limit and not self._said:
            self._said = True
            log.error(
                "%.0f of the %.0f MB of memory that the host may have are in use; at the limit "
                "the system kills it without warning. Every move is saved: give it more memory, "
                "or start "
                "it again with fewer --tables",
                used / 1e6,
                limit / 1e6,
            )
        elif used < _FAR * limit:
            self._said = False
