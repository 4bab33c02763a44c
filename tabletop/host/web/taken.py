"""Counts what the host has taken from each open page, so that nothing is sent twice.

A page keeps what was typed until it is acknowledged. On a new connection it first learns how much
that was, and sends the rest: a lost connection neither loses nor repeats a word.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from dataclasses import dataclass

from tabletop.host.admission.lobby import Place

_NAME = re.compile(r"[0-9a-z-]{8,60}")
_MOST = 2_000
"""How many pages are remembered; further ones push out those that have long been silent."""


@dataclass
class Taken:
    """`count` frames of what a page's person typed have reached the screen.

    `known`: it has been connected to this host before.
    """

    count: int = 0
    known: bool = False


class OpenPages:
    """The pages that were connected, the latest last."""

    def __init__(self) -> None:
        self._each: OrderedDict[tuple[Place, str], Taken] = OrderedDict()

    def of(self, place: Place, name: str) -> Taken | None:
        """Return a page's count; None when it does not name itself. A name is valid at its place
        only.
        """
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
