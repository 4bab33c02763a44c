"""A GENIUS domain and its utility profiles, as far as an exercise can carry them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

STEPS = 11
"""How many options a real-valued issue, or an integer issue longer than a range, is reduced to."""


@dataclass(frozen=True)
class GeniusIssue:
    """One issue. `values` are its items; a sampled integer or real issue has its
    numbers as text.
    """

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
    """One party's additive utility: the utility of each value by issue, weight included."""

    name: str
    utilities: Mapping[str, tuple[float, ...]]
    reservation: float
    constant: float = 0.0
    """What NegMAS calls a bias: a weight that belongs to no issue."""
