"""Events of votes; `events` has all kinds."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Strict

from tabletop.play.actions import Names
from tabletop.play.events.event import Event
from tabletop.play.parts.votes import Ballot, Count, Subject


class VoteOpened(Event):
    """A vote begins: the `voters` are asked for one of the `choices`.

    They are delegations, or, with a `delegation`, seats of that one.
    """

    kind: Literal["vote.opened"] = "vote.opened"
    vote: str
    subject: Subject
    about: str
    voters: Names
    choices: Names
    ballot: Ballot
    delegation: str | None = None


class VoteCalled(Event):
    """In a roll call, a voter is called to vote."""

    kind: Literal["vote.called"] = "vote.called"
    vote: str
    voter: str


class VoteCast(Event):
    """A ballot, which replaces an earlier one; private to the voter unless it is given `aloud`."""

    kind: Literal["vote.cast"] = "vote.cast"
    vote: str
    voter: str
    choice: str
    aloud: bool = False


class VoteClosed(Event):
    """A vote is over and all its ballots are known; `absent` did not vote.

    `chosen` won it, for a proposal `yes` or `no`; it is empty where nothing was decided.
    """

    kind: Literal["vote.closed"] = "vote.closed"
    vote: str
    subject: Subject
    about: str
    delegation: str | None = None
    ballots: dict[str, str]
    """By voter, the last choice."""
    absent: Names = ()
    chosen: str
    counts: Annotated[tuple[Count, ...], Strict(False)] = ()
    """What the rule counts: voters, votes by weight, or both."""
    vetoes: Names = ()
    """Voters with the veto who voted no."""
    lacking: Names = ()
    """Voters who had to vote yes and did not."""


VoteEvent = VoteOpened | VoteCalled | VoteCast | VoteClosed
