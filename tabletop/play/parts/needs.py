"""What an offer needs to come into force, and what it has: one record for every place that tells
it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from tabletop.exercise.parts import Quota


@dataclass(frozen=True)
class NeedsVote:
    """What a vote on an offer is carried by."""

    members: Quota | None
    """How many of those asked must say yes; None where only votes by weight are counted."""
    votes: Quota | None
    """The same of votes by weight; None where they are not counted."""
    of: Literal["members", "voting"]
    """What a majority or a share is of: all who are asked, or those who say yes or no."""
    asked: int
    """How many are asked."""
    weight: int
    """The votes that they have together."""
    must: tuple[str, ...]
    """Who must vote yes."""
    veto: tuple[str, ...]
    """Whose no blocks it."""


@dataclass(frozen=True)
class Needs:
    """The signatures that an offer has, and those it lacks: of all in `must`, and of any `more` in
    `among`.

    `more` is 0 where the rule asks for no more than `must`; delegations that rejected the offer are
    not in `among`.
    """

    unanimous: bool
    """Whether everybody who is asked must sign."""
    counted: bool
    """Whether signatures are counted at all, or votes alone."""
    has: int
    """How many have signed."""
    must: tuple[str, ...]
    more: int
    among: tuple[str, ...]
    possible: bool
    """Whether it can still be agreed by those who have not rejected it."""
    votes_has: int = 0
    """The votes of those who have signed, where votes are counted."""
    votes_needed: int = 0
    """The votes needed in all; 0 where votes are not counted."""
    votes: int = 0
    """The votes lacking beyond those of `must`."""
    weights: Mapping[str, int] = field(default_factory=dict)
    """The votes of those in `among`, where votes are lacking."""
    vote: NeedsVote | None = None
    """What carries it, where offers are voted on; there is nothing to sign then."""

    @property
    def signatures(self) -> int:
        """The number of signatures with which it would be in force, without regard to votes."""
        return self.has + len(self.must) + self.more

    def asks(self, delegation: str | None) -> bool:
        """Return whether a delegation's signature would bring the offer closer to agreement."""
        lacking = self.more > 0 or self.votes > 0
        return delegation in self.must or (lacking and delegation in self.among)

    def decides(self, delegation: str | None) -> bool:
        """Return whether the offer is in force as soon as this delegation signs it."""
        if delegation is None or not self.possible or not self.asks(delegation):
            return False
        must, more, votes = self.after(delegation)
        return not must and more <= 0 and votes <= 0

    def after(self, delegation: str | None) -> tuple[tuple[str, ...], int, int]:
        """Return (must, more, votes) that it would still lack if this delegation signed."""
        must = tuple(one for one in self.must if one != delegation)
        more = self.more - (delegation in self.among)
        return must, more, self.votes - self.weights.get(delegation or "", 0)

    @property
    def tally(self) -> str:
        """What it has of what it needs, such as "3 of 4 signatures and 12 of 18 votes"."""
        said = [f"{self.has} of {self.signatures} signatures"] if self.counted else []
        if self.votes_needed:
            has, of = self.votes_has, self.votes_needed
            said.append(f"{has} of {of} votes" if has <= of else f"{has} votes ({of} needed)")
        return " and ".join(said)
