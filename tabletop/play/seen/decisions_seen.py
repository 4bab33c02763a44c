"""What a seat sees of the decisions asked so far."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from tabletop.play.state import FACILITATOR, REFEREE, State
from tabletop.text.prose import flowing


@dataclass(frozen=True)
class AnswerSeen:
    """One option of a decision; `points` by delegation, for those the seat may know."""

    id: str
    name: str
    summary: str
    points: Mapping[str, float]


@dataclass(frozen=True)
class DecisionSeen:
    """A decision that has been asked. `option` is what was chosen, or holds once it is closed."""

    id: str
    delegation: str
    name: str
    text: str
    options: tuple[AnswerSeen, ...]
    secret: bool
    final: bool
    default: str
    """The option that holds where nobody decides in time; empty for none."""
    round: int
    seq: int
    """The event that asked it."""
    open: bool
    option: str | None
    why: str
    voting: bool
    """Its delegation's members are voting on it, so that nobody of them decides alone."""
    by_vote: bool
    by_facilitator: bool
    by_default: bool
    closed: int | None
    """The event that settled it; None while it is open."""

    def named(self, id: str | None) -> str:
        """Return the name of an option; empty for none."""
        return next((one.name for one in self.options if one.id == id), "")

    @property
    def settled(self) -> bool:
        """Whether it can't be changed any more: closed, or chosen where that is final."""
        return not self.open or (self.final and self.option is not None)


def decisions_seen(state: State, mine: Collection[str]) -> tuple[DecisionSeen, ...]:
    """Return the decisions that a seat may know of, in the order in which they were asked.

    `mine` are the delegations whose secrets it may know.
    """
    found = []
    voted_on = {one.about for one in state.votes.values() if one.subject == "decision"}
    for one in state.decisions.values():
        decision = state.exercise.decision_by_id[one.decision]
        if one.open and one.secret and one.delegation not in mine:
            continue
        found.append(
            DecisionSeen(
                id=one.decision,
                delegation=one.delegation,
                name=decision.name,
                text=decision.text,
                options=tuple(
                    AnswerSeen(
                        option.id,
                        option.name,
                        flowing(option.summary),
                        {who: worth for who, worth in option.points.items() if who in mine},
                    )
                    for option in decision.options
                ),
                secret=one.secret,
                final=decision.final,
                default=decision.default,
                round=one.round,
                seq=one.seq,
                open=one.open,
                option=one.option,
                why=one.text,
                voting=one.decision in voted_on and one.delegation in mine,
                by_vote=one.by == REFEREE,
                by_facilitator=one.by == FACILITATOR,
                by_default=one.default,
                closed=one.closed,
            )
        )
    return tuple(found)
