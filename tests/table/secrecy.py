"""What nobody sees who may not know it, whatever happened at the table before.

A secret of a table's own, such as a ballot, is tried by changing it: who may not know it sees the
very same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tabletop.play import events as e
from tabletop.play.queries.questions import is_past, questions_of
from tabletop.play.queries.reader import overhears, own_delegation
from tabletop.play.queries.roles import held
from tabletop.play.seen import View
from tabletop.play.state import State
from tabletop.play.telling.hearing import heard
from tabletop.play.view import view

_SECRET = re.compile(r"(BRIEF|ROLE|EXPECTED|NEWS|ANSWER)-OF-([a-z0-9]+(?::[a-z0-9-]+)?)\.")


def keeps_secrets(state: State, seat: str | None, seen: View, events: Sequence[e.AnyEvent]) -> None:
    """Assert that a seat's view holds nothing that it may not know."""
    if state.exercise.id != "drawn":
        return
    _ballots_are_private(state, seat, events)
    if overhears(state, seat):
        return
    own = own_delegation(state, seat)
    if state.stage != "debrief":
        assert {one.delegation for one in seen.votes} <= {None, own}, "a vote within another shows"
    found = set(_SECRET.findall(repr(seen)))
    assert not [one for one in found if one[0] == "EXPECTED"], "what is expected is the staff's"
    if state.stage == "debrief":
        return
    assert {who for what, who in found if what == "BRIEF"} <= {own}, "a brief is its delegation's"
    place = state.seats.get(seat) if seat is not None else None
    holds = place is not None and any(one.secret_brief for one in held(state, place))
    readers = {own} if holds else set()
    assert {who for what, who in found if what == "ROLE"} <= readers, "a role's brief is its own"
    _news_is_for_whom_it_came(state, own, {id for what, id in found if what == "NEWS"})
    _answers_are_private(state, own, {of for what, of in found if what == "ANSWER"})
    _decisions_are_private(state, seat, own, events)


def _news_is_for_whom_it_came(state: State, own: str | None, read: set[str]) -> None:
    for id in read:
        inject = state.exercise.inject_by_id[id]
        assert id in state.delivered, "an inject is read before it comes"
        assert inject.to == "all" or own in inject.to, "an inject is read by others"


def _answers_are_private(state: State, own: str | None, read: set[str]) -> None:
    """Others' answers are read in the debrief, or once the time of their question is over."""
    asked = {placed.question.id: placed for placed in questions_of(state.exercise)}
    for who, _, question in (one.partition(":") for one in read):
        placed = asked[question]
        told = placed.question.shown == "afterwards" and is_past(state, placed)
        assert who == own or told, "an answer is read before its time"


def _ballots_are_private(state: State, seat: str | None, events: Sequence[e.AnyEvent]) -> None:
    """Before a vote is closed nobody is told of others' ballots, unless the roll is called."""
    own = {seat, own_delegation(state, seat)}
    private = {id: one for id, one in state.votes.items() if one.ballot == "recorded"}
    for event in events:
        if isinstance(event, e.VoteCast) and event.vote in private and event.voter not in own:
            told = heard(event, state, seat)
            assert told is None or (isinstance(told, e.VoteCast) and not told.choice), (
                "a ballot is told before its vote is closed"
            )
    for id, vote in private.items():
        cast = {one: choice for one, choice in vote.ballots.items() if one not in own}
        if cast:
            other = {one: "no" if choice == "yes" else "yes" for one, choice in cast.items()}
            changed = replace(vote, ballots={**vote.ballots, **other})
            otherwise = replace(state, votes={**state.votes, id: changed})
            assert view(otherwise, seat) == view(state, seat), "a ballot shows before the close"


def _decisions_are_private(
    state: State, seat: str | None, own: str | None, events: Sequence[e.AnyEvent]
) -> None:
    """What another delegation decides in secret shows nowhere before it is revealed."""
    secret = {
        id: one
        for id, one in state.decisions.items()
        if one.open and one.secret and one.delegation != own and one.option is not None
    }
    for event in events:
        if isinstance(event, e.DecisionTaken) and event.decision in secret:
            told = heard(event, state, seat)
            assert told is None or (isinstance(told, e.DecisionTaken) and not told.option), (
                "a secret decision is told before it is revealed"
            )
    for id, one in secret.items():
        options = state.exercise.decision_by_id[id].options
        other = next(option.id for option in options if option.id != one.option)
        changed = {**state.decisions, id: replace(one, option=other, text="Otherwise.")}
        assert view(replace(state, decisions=changed), seat) == view(state, seat), (
            "a secret decision shows before it is revealed"
        )
