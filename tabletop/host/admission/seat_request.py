"""A seat request: where a newcomer would like to sit."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SeatRequest:
    """Where a newcomer with the join code wants to sit; all empty: anywhere."""

    name: str = ""
    table: str = ""
    delegation: str = ""
    role: str = ""
    seat: str = ""
    """An empty seat to be taken over."""
    projector: bool = False
    """No seat, only the public view."""
