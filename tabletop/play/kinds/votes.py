"""Votes: opened, called, cast and closed."""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from tabletop.play import actions as a
from tabletop.play import events as e
from tabletop.play.actions import AnyAction
from tabletop.play.kinds.declared import (
    NOTHING,
    Declared,
    Fields,
    Group,
    Redaction,
    Showing,
    TakenBack,
    Telling,
    everybody,
    nothing_spared,
    only,
    unspoken,
)
from tabletop.play.parts.votes import ABSTAIN, CHOICES, NO, YES, Subject, told_counts
from tabletop.play.queries.reader import Reader


def of_a_vote(event: e.VoteOpened | e.VoteCalled | e.VoteCast | e.VoteClosed) -> Declared:
    """Return what an event of a vote declares."""
    match event.kind:
        case "vote.opened":
            return vote_opened(event)
        case "vote.called":
            return vote_called(event)
        case "vote.cast":
            return vote_cast(event)
        case "vote.closed":
            return vote_closed(event)
    assert_never(event.kind)


def vote_opened(event: e.VoteOpened) -> Declared:
    roll = event.ballot == "roll-call"
    how = "The roll is called" if roll else "All ballots are shown together once it is closed"
    return Declared(
        audience=_concerned(event.delegation),
        revealed=True,
        spared=nothing_spared,
        taken_back=None,
        redacted=lambda r: {"voters": _unnamed(r, event.voters)},
        told=lambda t: f"{event.vote} is open: {_question(t, event)}. {how}.",
        place=_place(event.subject, event.about, faint=False),
        concerns=(event.delegation,) if event.delegation else event.voters,
        spoken=unspoken,
        turn=None,
        weather=None,
        scores=(),
        comes_of=_asked_by(event),
    )


def _asked_by(event: e.VoteOpened) -> Callable[[], AnyAction] | None:
    """Return the move by which a vote is opened."""
    match event.subject:
        case "offer":
            return lambda: a.PutToVote(by=event.by, offer=event.about)
        case "motion":
            return lambda: a.PutMotion(by=event.by, motion=event.about)
        case "decision":
            return None
    assert_never(event.subject)


def _question(t: Telling, event: e.VoteOpened) -> str:
    """Say what is voted on."""
    match event.subject:
        case "offer":
            return f"{event.about} is put to the vote"
        case "motion":
            return f"{event.about} is put to the vote"
        case "decision":
            return f"the members vote on {_subject(t, event)}"
    assert_never(event.subject)


def _subject(t: Telling, event: e.VoteOpened | e.VoteClosed) -> str:
    """Return what is voted on: the name of a decision, the id of all else."""
    found = t.exercise.decision_by_id.get(event.about) if event.subject == "decision" else None
    return found.name if found is not None else event.about


def vote_called(event: e.VoteCalled) -> Declared:
    return Declared(
        audience=lambda reader: _knows_vote(reader, event.vote),
        revealed=True,
        spared=nothing_spared,
        taken_back=None,
        redacted=lambda r: {"voter": r.seat(event.voter)},
        told=lambda t: f"{_voter(t, event.voter)} is called to vote in {event.vote}.",
        place=_place(None, event.vote, faint=True),
        concerns=(event.voter,),
        spoken=unspoken,
        turn=None,
        weather=None,
        scores=(),
        comes_of=lambda: a.CallRoll(by=event.by, vote=event.vote, voter=event.voter),
    )


def vote_cast(event: e.VoteCast) -> Declared:
    def spared(reader: Reader) -> Fields:
        own = event.voter in (reader.delegation, reader.seat)
        return NOTHING if event.aloud or own else {"choice": ""}

    def told(t: Telling) -> str:
        # Those who read everything are not told either: they may lead the vote, or be asked.
        said = f" {_said(event.choice)}" if event.aloud and event.choice else ""
        votes = "votes" if event.aloud else "has voted"
        return f"{_voter(t, event.voter)} {votes}{said} in {event.vote}."

    return Declared(
        audience=lambda reader: _knows_vote(reader, event.vote),
        revealed=True,
        spared=spared,
        taken_back=TakenBack(
            {"choice": ""}, lambda t: f"{_voter(t, event.voter)}'s ballot in {event.vote}"
        ),
        redacted=lambda r: {"voter": r.seat(event.voter)},
        told=told,
        # That somebody has voted is housekeeping, until the tally says how.
        place=_place(None, event.vote, faint=not event.aloud),
        concerns=(event.voter,),
        spoken=unspoken,
        turn=None,
        weather=None,
        scores=(),
        comes_of=lambda: a.CastVote(by=event.by, vote=event.vote, choice=event.choice),
    )


def vote_closed(event: e.VoteClosed) -> Declared:
    return Declared(
        audience=_concerned(event.delegation),
        revealed=True,
        spared=nothing_spared,
        taken_back=TakenBack(
            {"ballots": {}, "vetoes": (), "lacking": (), "counts": (), "chosen": ""},
            lambda _: f"The result of {event.vote}",
        ),
        redacted=lambda r: _tally_without_people(r, event),
        told=lambda t: f"{event.vote} on {_subject(t, event)} is closed: {told_result(t, event)}",
        place=_place(event.subject, event.about, faint=False)._replace(deed="voted"),
        concerns=(event.delegation,) if event.delegation else (*event.ballots, *event.absent),
        spoken=unspoken,
        turn=None,
        weather=None,
        scores=(),
        comes_of=lambda: a.CloseVote(by=event.by, vote=event.vote),
    )


def told_result(t: Telling, event: e.VoteClosed) -> str:
    """Tell a vote's result and its tally: who voted how, what was counted, and what blocked it."""
    counted = told_counts(event.counts)
    said = [f"{_result(event)}, {counted}." if counted else f"{_result(event)}."]
    said += [f"{who}'s veto blocks it." for who in (_voter(t, one) for one in event.vetoes)]
    if event.lacking and event.chosen == NO:
        said.append(f"{_voters(t, event.lacking)} had to vote yes.")
    for choice in dict.fromkeys((*CHOICES, *event.ballots.values())):
        who = tuple(one for one, cast in event.ballots.items() if cast == choice)
        if who:
            said.append(f"{_said(choice).capitalize()}: {_voters(t, who)}.")
    if event.absent:
        said.append(f"Not voting: {_voters(t, event.absent)}.")
    return " ".join(said)


def _result(event: e.VoteClosed) -> str:
    match event.chosen:
        case "yes":
            return "carried"
        case "no":
            return "not carried"
        case "":
            return "nothing is decided"
    return f"'{event.chosen}' is chosen"


def _said(choice: str) -> str:
    return {YES: "yes", NO: "no", ABSTAIN: "abstaining"}.get(choice, choice)


def _voter(t: Telling, voter: str) -> str:
    """Return the name of a delegation, or of the person at a seat."""
    known = voter in t.exercise.delegation_by_id
    return t.name(voter) if known else t.people.get(voter) or t.name(voter)


def _voters(t: Telling, voters: tuple[str, ...]) -> str:
    return ", ".join(_voter(t, one) for one in voters)


def _concerned(delegation: str | None) -> Callable[[Reader], bool]:
    """Return who may know of a vote: everybody, or the delegation that votes within itself."""
    return everybody if delegation is None else only(delegation)


def _knows_vote(reader: Reader, id: str) -> bool:
    vote = reader.state.votes.get(id)
    if vote is not None:
        return _concerned(vote.delegation)(reader)
    closed = next((one for one in reversed(reader.state.past_votes) if one.vote == id), None)
    return closed is not None and _concerned(closed.delegation)(reader)


def _unnamed(r: Redaction, voters: tuple[str, ...]) -> tuple[str, ...]:
    """Return voters, with substitutes for seats' ids that may be names."""
    return tuple(r.seat(one) for one in voters)


def _tally_without_people(r: Redaction, event: e.VoteClosed) -> Fields:
    return {
        "ballots": {r.seat(one): choice for one, choice in event.ballots.items()},
        "absent": _unnamed(r, event.absent),
        "vetoes": _unnamed(r, event.vetoes),
        "lacking": _unnamed(r, event.lacking),
    }


def _place(subject: Subject | None, about: str, *, faint: bool) -> Showing:
    """Show a vote where its subject is; a ballot or a call (None) where votes on offers are."""
    group: Group
    match subject:
        case "offer" | None:
            group = "offers"
        case "motion":
            group = "words"
        case "decision":
            group = "decisions"
        case _:
            assert_never(subject)
    return Showing(
        group=group,
        report="left out" if faint else "done",
        mark=None,
        faint=faint,
        flag="",
        deed=None,
        about=about,
        round=None,
        stage=None,
    )
