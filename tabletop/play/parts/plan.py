"""What has become of an exercise's planned injects: delivered when, held, skipped, moved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

MINUTE = 60_000
"""Milliseconds."""
InjectStanding = Literal["delivered", "skipped", "held", "waiting"]


@dataclass(frozen=True)
class InjectDelivery:
    """When an inject was delivered: its event, and the place in the game."""

    seq: int
    by: str
    played: int
    """The playing time then, in milliseconds; see `Timetable`."""
    round: int
    stage: str
    spent: int
    """The milliseconds that its phase had lasted."""


@dataclass(frozen=True)
class Timetable:
    """The injects of a table, and the time by which they are planned.

    That is the playing time: the milliseconds of all phases so far, less those for which the clock
    was paused, so that an inject waits while the table does.
    """

    before: int = 0
    """The playing time at the opening of the present phase."""
    round_opened: int = 0
    """The playing time at the opening of the present round."""
    delivered: Mapping[str, InjectDelivery] = field(default_factory=dict)
    """By inject, its delivery."""
    held: frozenset[str] = frozenset()
    skipped: frozenset[str] = frozenset()
    moved: Mapping[str, int] = field(default_factory=dict)
    """By inject, the playing time to which the facilitator moved it."""

    def opened(self, played: int, *, first: bool) -> Timetable:
        """Return the plan as a phase opens, the `first` of its round or a later one."""
        return replace(self, before=played, round_opened=played if first else self.round_opened)

    def with_delivery(self, inject: str, delivery: InjectDelivery) -> Timetable:
        """Return the plan once an inject was delivered, which is not held or skipped any more."""
        waiting = self.planned(inject)
        return replace(waiting, delivered={**self.delivered, inject: delivery})

    def planned(self, inject: str) -> Timetable:
        """Return the plan with an inject back at the time its exercise gives it."""
        one = {inject}
        moved = {id: at for id, at in self.moved.items() if id != inject}
        return replace(self, held=self.held - one, skipped=self.skipped - one, moved=moved)

    def holding(self, *injects: str) -> Timetable:
        """Return the plan with injects that wait for the facilitator."""
        return replace(self, held=self.held | set(injects), skipped=self.skipped - set(injects))

    def skipping(self, inject: str) -> Timetable:
        """Return the plan without an inject."""
        return replace(self, skipped=self.skipped | {inject}, held=self.held - {inject})

    def moving(self, inject: str, played: int) -> Timetable:
        """Return the plan with an inject due at a playing time."""
        back = self.planned(inject)
        return replace(back, moved={**back.moved, inject: played})
