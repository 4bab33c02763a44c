"""Votes: who is asked about what, how they vote, and what is counted. Records without rules.

A vote is opened on a subject, ballots are cast until it is closed, and then all are known. What the
result means is decided by subject, in `vote_count`; moves about votes are in `vote_rules`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from tabletop.play.parts.lines import Record

Subject = Literal["offer", "motion", "decision"]
"""What can be voted on: whether an offer comes into force."""
Ballot = Literal["recorded", "roll-call"]
"""How votes are given: in private and shown together once the vote is closed, or aloud, one by one.
"""

YES, NO, ABSTAIN = "yes", "no", "abstain"
CHOICES = (YES, NO, ABSTAIN)
"""What is voted on a proposal; a vote among options has those instead."""


class Count(Record):
    """What a rule counts of a vote: `has` of what it `needed`, `of` all that counted."""

    what: Literal["members", "votes"]
    """Voters, or the votes that they have by weight."""
    has: int
    needed: int
    of: int


def told_counts(counts: tuple[Count, ...]) -> str:
    """Tell what was counted: "4 of 5 votes (3 needed)", or members and votes by weight."""
    if not any(one.of for one in counts):
        return "nobody voted"
    both = len(counts) > 1
    return " and ".join(
        f"{one.has} of {one.of} {one.what if both else 'votes'} ({one.needed} needed)"
        for one in counts
    )


@dataclass(frozen=True)
class VoteOutcome:
    """What the ballots come to."""

    chosen: str
    """The choice that won; empty where nothing was decided."""
    counts: tuple[Count, ...] = ()
    vetoes: tuple[str, ...] = ()
    """Voters with the veto who voted no."""
    lacking: tuple[str, ...] = ()
    """Voters who had to vote yes and did not."""


@dataclass(frozen=True)
class Vote:
    """A vote that is open, and the ballots cast so far.

    `voters` are delegations, each of which votes by its head; with `delegation` they are that
    delegation's seats, which vote among themselves.
    """

    id: str
    subject: Subject
    about: str
    """The id of what is voted on, such as an offer's."""
    voters: tuple[str, ...]
    choices: tuple[str, ...]
    ballot: Ballot
    delegation: str | None
    by: str
    """The seat that asked for it, or the facilitator."""
    round: int
    seq: int
    ballots: Mapping[str, str] = field(default_factory=dict)
    """By voter, the choice; a later one replaces the first."""
    called: str | None = None
    """In a roll call, whoever was called last."""

    def saying(self, choice: str) -> tuple[str, ...]:
        """Return who has voted so, in the order of the voters."""
        return tuple(one for one in self.voters if self.ballots.get(one) == choice)

    @property
    def waiting(self) -> tuple[str, ...]:
        """Those who have not voted."""
        return tuple(one for one in self.voters if one not in self.ballots)

    @property
    def turn(self) -> str | None:
        """In a roll call, whoever is called and has not voted; None once everybody has."""
        return self.called if self.called not in self.ballots else None

    def asking(self, voters: tuple[str, ...]) -> Vote:
        """Return the same vote for other voters; ballots of those who are no longer asked do not
        count.
        """
        asked = replace(self, voters=voters)
        if self.called is None or self.called in voters:
            return asked
        return replace(asked, called=asked.next_called())

    def next_called(self) -> str | None:
        """Return who is called after whoever is called now: the next without a ballot, or None."""
        start = self.voters.index(self.called) + 1 if self.called in self.voters else 0
        turn = (*self.voters[start:], *self.voters[:start])
        return next((one for one in turn if one not in self.ballots), None)
