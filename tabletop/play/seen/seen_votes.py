"""What a seat sees of a vote: who has voted, and how only of those it may know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tabletop.play.events.vote_events import VoteClosed
from tabletop.play.parts.votes import Ballot, Subject


@dataclass(frozen=True)
class VoteSeen:
    """A vote, open or closed. Voters are delegations, or seats where `delegation` votes within."""

    id: str
    subject: Subject
    about: str
    """The id of what is voted on, such as an offer's."""
    voters: tuple[str, ...]
    choices: tuple[str, ...]
    ballot: Ballot
    delegation: str | None
    round: int
    voted: tuple[str, ...]
    """Who has voted so far."""
    called: str | None
    """Whose turn it is in a roll call."""
    ballots: Mapping[str, str]
    """By voter: one's own, those given aloud, and all once it is closed."""
    own: str | None
    """The voter that this seat votes for; None for those who are not asked."""
    why_not_vote: str | None
    """None when this seat may vote now, or vote otherwise."""
    why_not_close: str | None
    closed: VoteClosed | None
    """The result; None while it is open."""

    @property
    def open(self) -> bool:
        return self.closed is None

    @property
    def mine(self) -> str:
        """How this seat has voted; empty if it has not."""
        return self.ballots.get(self.own, "") if self.own is not None else ""

    @property
    def asks(self) -> bool:
        """Whether this seat is asked for a ballot that it has not given."""
        return self.open and self.why_not_vote is None and not self.mine

    @property
    def waiting(self) -> tuple[str, ...]:
        """Those who have not voted."""
        return tuple(one for one in self.voters if one not in self.voted)
