"""An option of an issue, the form or the order, as a seat sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class OptionSeen:
    """`points` by delegation as they are now; `obstacle` says why it is no longer available."""

    id: str
    name: str
    summary: str
    points: Mapping[str, float]
    obstacle: str | None = None
