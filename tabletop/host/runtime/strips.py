"""Screen lines without caches.

Textual's `Strip` keeps seven caches for what may be cut or coloured from it. A hundred screens hold
a hundred thousand strips, and their caches, mostly empty, were half of a seat's memory and a good
part of the cost of painting a line. Ours are painted from kept lines and rarely ask again.
"""

from __future__ import annotations

from typing import Any

import textual.strip
from textual.cache import FIFOCache


class Forgetful(FIFOCache[Any, Any]):
    """A cache that keeps nothing, so that all strips can share one."""

    def __setitem__(self, key: Any, value: Any) -> None:
        """Drop it at once."""

    def get(self, key: Any, default: Any = None) -> Any:
        return default


_ONE = Forgetful(1)


def _shared(_: int) -> Forgetful:
    return _ONE


def keep_strips_lean() -> None:
    """From here on let all strips of this process share one cache that keeps nothing."""
    textual.strip.FIFOCache = _shared  # type: ignore[assignment,attr-defined]
