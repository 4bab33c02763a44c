"""What is seen of an exercise's planned injects and of the questions that its rounds ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tabletop.exercise.model import PhaseName
from tabletop.play.parts.plan import InjectDelivery, InjectStanding


@dataclass(frozen=True)
class InjectPlan:
    """An inject as the facilitator and evaluators see it. Times are those of `Timetable`."""

    id: str
    title: str
    text: str
    to: str | tuple[str, ...]
    channel: str
    expected: str
    owner: str
    manual: bool
    by_itself: bool
    """Whether the clock delivers it when it is due."""
    round: int | None
    phase: PhaseName
    phase_named: bool
    at: int | str | None
    """Minutes, or the time of the story in words."""
    after: str | None
    """The title of the inject that it follows."""
    standing: InjectStanding
    due: int | None
    """The playing time at which it is due, in milliseconds; None where that is not known."""
    over: bool
    """Whether its round or phase has gone by without it."""
    ended: bool
    """Whether the exercise has ended, so that nothing comes any more."""
    holds: bool
    """Whether its condition holds now."""
    moved: bool
    delivery: InjectDelivery | None

    @property
    def timed(self) -> bool:
        """Whether it is due at a time, rather than as a phase opens or by hand."""
        return self.moved or self.after is not None or isinstance(self.at, int)


@dataclass(frozen=True)
class QuestionSeen:
    """A question of a round. `answers` holds those that the seat may read, by delegation."""

    id: str
    text: str
    kind: str
    round: int
    phase: PhaseName | None
    """The phase in which it is asked; None for the whole round."""
    open: bool
    past: bool
    asked: tuple[str, ...]
    mine: bool
    """Whether it is asked of the seat's own delegation."""
    answers: Mapping[str, str | int]
    answered: tuple[str, ...]
    """Who has answered, for the facilitator and evaluators; for others those in `answers`."""
