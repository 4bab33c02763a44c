"""Motions, what became of them, and how they were voted on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from tabletop.play.parts.motions import Motion, MotionStatus
from tabletop.play.parts.votes import ABSTAIN, NO, YES
from tabletop.report.kit.redact import said
from tabletop.report.table.facts.walk import Walk


@dataclass(frozen=True)
class MotionTold:
    """A motion: `what` is moved, `minutes` of more time (None: none), and what became of it.

    `yes`, `no` and `abstaining` are the delegations that voted so; none where there was no vote.
    """

    seq: int
    id: str
    round: int
    delegation: str
    what: str
    told: str
    minutes: int | None
    text: str
    status: str
    became: str
    yes: tuple[str, ...]
    no: tuple[str, ...]
    abstaining: tuple[str, ...]


def motions(told: Walk) -> tuple[MotionTold, ...]:
    """Return every motion in the order in which they were moved."""
    listed = told.final.speakers
    known = sorted((*listed.past_motions, *listed.motions.values()), key=lambda one: one.seq)
    votes = {one.about: one.ballots for one in told.final.past_votes if one.subject == "motion"}
    return tuple(_told(one, votes.get(one.id, {})) for one in known)


def _told(motion: Motion, ballots: dict[str, str]) -> MotionTold:
    def who(choice: str) -> tuple[str, ...]:
        return tuple(one for one, cast in ballots.items() if cast == choice)

    return MotionTold(
        seq=motion.seq,
        id=motion.id,
        round=motion.round,
        delegation=motion.delegation,
        what=motion.what,
        told=said(motion.told),
        minutes=motion.minutes or None,
        text=said(motion.text),
        status=motion.status,
        became=_became(motion.status),
        yes=who(YES),
        no=who(NO),
        abstaining=who(ABSTAIN),
    )


def _became(status: MotionStatus) -> str:
    match status:
        case "moved" | "put":
            return "not decided"
        case "refused":
            return "out of order"
        case "carried" | "lost" | "withdrawn" | "lapsed":
            return status
    assert_never(status)
