"""Opening a vote, whatever it is about."""

from __future__ import annotations

from tabletop.play import events as e
from tabletop.play.parts.votes import CHOICES, Ballot, Subject
from tabletop.play.rules.group import EventGroup


def open_vote(
    group: EventGroup,
    subject: Subject,
    about: str,
    voters: tuple[str, ...],
    *,
    ballot: Ballot = "recorded",
    choices: tuple[str, ...] = CHOICES,
    delegation: str | None = None,
) -> None:
    """Open a vote on what `about` names; in a roll call the first voter is called.

    `voters` are delegations; with `delegation`, seats of that one.
    """
    id = f"V{group.state.votes_made + 1}"
    group.add(
        e.VoteOpened,
        vote=id,
        subject=subject,
        about=about,
        voters=voters,
        choices=choices,
        ballot=ballot,
        delegation=delegation,
    )
    call_next(group, id)


def call_next(group: EventGroup, id: str) -> None:
    """Call the next voter of a roll call in which nobody is called; do nothing in other votes."""
    vote = group.state.votes[id]
    if vote.ballot != "roll-call" or vote.turn is not None:
        return
    following = vote.next_called()
    if following is not None:
        group.add(e.VoteCalled, vote=id, voter=following)
