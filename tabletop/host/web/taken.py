"""What the host has taken from each page that is open somewhere, so that nothing is sent twice.

A page keeps what was typed until it hears that it was taken. On a new line it hears first how much
that was, and sends the rest: a line that breaks loses no word and doubles none.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from dataclasses import dataclass

from tabletop.host.admission.lobby import Place

_NAME = re.compile(r"[0-9a-z-]{8,60}")
_MOST = 2_000
"""Pages that are remembered; who opens more pushes out what has long been silent."""


@dataclass
class Taken:
    """`count` frames of what a page's person typed have reached the screen.

    `known`: has it had a line before, to this host?
    """

    count: int = 0
    known: bool = False


class OpenPages:
    """The pages that had a line, the latest last."""

    def __init__(self) -> None:
        self._each: OrderedDict[tuple[Place, str], Taken] = OrderedDict()

    def of(self, place: Place, name: str) -> Taken | None:
        """A page's count; None when it does not name itself. A name is good at its place only."""
        if not _NAME.fullmatch(name):
            return None
        found = self._each.pop((place, name), None)
        if found is None:
            found = Taken()
        else:
            found.known = True
        self._each[place, name] = found
        if len(self._each) > _MOST:
            self._each.popitem(last=False)
        return found
