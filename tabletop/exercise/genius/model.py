"""A GENIUS domain and its utility profiles, as far as an exercise can carry them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

STEPS = 11
"""How many options a long integer issue or a real issue is cut to."""


@dataclass(frozen=True)
class GeniusIssue:
    """One issue. `values` are its items; a cut integer or real issue has their numbers as text."""

    name: str
    values: tuple[str, ...]
    numbers: tuple[float, ...] | None = None
    """For integer and real issues, the number behind each value."""
    lower: float = 0.0
    upper: float = 0.0
    index: int = 0
    """Its number in the file, which GENIUS matches profiles by."""


@dataclass(frozen=True)
class GeniusDomain:
    name: str
    issues: tuple[GeniusIssue, ...]


@dataclass(frozen=True)
class GeniusProfile:
    """One party's additive utility: by issue, the utility of each value, weight included."""

    name: str
    utilities: Mapping[str, tuple[float, ...]]
    reservation: float
    constant: float = 0.0
    """What NegMAS calls a bias: a weight without an issue."""
