"""Rules of a speakers' list: who may be on it, who gives the floor, and the speaker's clock."""

from __future__ import annotations

from tabletop.errors import NotAllowed
from tabletop.exercise.model import PHASES
from tabletop.exercise.speakers import SpeakersRules
from tabletop.play import actions as a
from tabletop.play.events import speakers_events as e
from tabletop.play.parts.speakers import Speaker
from tabletop.play.queries.naming import called, name
from tabletop.play.rules.group import EventGroup, at_stage, facilitator, must_exist, seat_of
from tabletop.play.state import FACILITATOR, State

NO_LIST = "this exercise has no speakers' list"
MOST_SECONDS = 3_600
"""The most by which a speaker's clock is extended at once, and the most that it can have."""


def raise_hand(group: EventGroup, action: a.RaiseHand) -> None:
    """Put a delegation on the list. Raises `NotAllowed` if it is on it, or the list is closed."""
    state = group.state
    _there(state)
    delegation, seat = _asking(group, action.by, action.delegation, "raises")
    if state.speakers.closed:
        raise NotAllowed("the speakers' list is closed; the facilitator can reopen it")
    if state.speakers.hand_of(delegation) is not None:
        raise NotAllowed(f"the hand of {name(group.exercise, delegation)} is up already")
    group.add(e.HandRaised, delegation=delegation, seat=seat)


def lower_hand(group: EventGroup, action: a.LowerHand) -> None:
    """Take a delegation off the list. Raises `NotAllowed` where it is not on it."""
    _there(group.state)
    delegation, _ = _asking(group, action.by, action.delegation, "lowers")
    if group.state.speakers.hand_of(delegation) is None:
        raise NotAllowed(f"the hand of {name(group.exercise, delegation)} is not up")
    group.add(e.HandLowered, delegation=delegation)


def call(group: EventGroup, action: a.CallSpeaker) -> None:
    """Give the floor. Raises `NotAllowed` where no hand is up and nobody is named, where nobody
    sits there, or to who has it.
    """
    state = group.state
    rules = _there(state)
    facilitator(action.by)
    if action.delegation is None:
        if not state.speakers.hands:
            raise NotAllowed("no hand is up; name the delegation that is to speak")
        hand = state.speakers.hands[0]
        delegation, seat = hand.delegation, hand.seat
    else:
        must_exist(state, (action.delegation,))
        delegation = action.delegation
        found = state.speakers.hand_of(delegation)
        seat = found.seat if found is not None else _chair(state, delegation)
    speaker = state.speakers.speaker
    if speaker is not None and speaker.delegation == delegation:
        raise NotAllowed(f"{name(group.exercise, delegation)} has the floor already")
    seconds = rules.seconds if state.clocks else 0
    group.add(e.SpeakerCalled, delegation=delegation, seat=seat, seconds=seconds)


def done_speaking(group: EventGroup, action: a.Yield) -> None:
    """End a speech. Raises `NotAllowed` where nobody speaks, or for another's."""
    _there(group.state)
    by = None if action.by == FACILITATOR else seat_of(group.state, action.by)
    speaker = _speaker(group.state)
    if by is not None:
        if by.delegation != speaker.delegation:
            whose = name(group.exercise, speaker.delegation)
            raise NotAllowed(f"{whose} has the floor, not {called(group.exercise, by)}")
        group.by = by.id
    group.add(e.SpeakerYielded, delegation=speaker.delegation)


def stop(group: EventGroup, action: a.StopSpeaker) -> None:
    """Stop the speaker's clock, or let it run. Raises `NotAllowed` if this is already so, or
    without a clock.
    """
    speaker = _timed(group, action.by)
    if speaker.stopped == action.on:
        raise NotAllowed(
            "the speaker's clock is stopped already" if action.on else "the speaker's clock runs"
        )
    group.add(e.SpeakerStopped, delegation=speaker.delegation, on=action.on)


def extend(group: EventGroup, action: a.ExtendSpeaker) -> None:
    """Give the speaker more time. Raises `NotAllowed` for too little or too much, or without a
    clock.
    """
    speaker = _timed(group, action.by)
    most = MOST_SECONDS - speaker.seconds
    if not 1 <= action.seconds <= most:
        told = f"1 to {most:,} seconds" if most > 0 else "no more: it has had an hour"
        raise NotAllowed(f"give the speaker {told}, not {action.seconds:,}")
    group.add(e.SpeakerExtended, delegation=speaker.delegation, seconds=action.seconds)


def close(group: EventGroup, action: a.CloseList) -> None:
    """Close the list to new hands, or reopen it. Raises `NotAllowed` if this is already so."""
    _there(group.state)
    facilitator(action.by)
    if group.state.speakers.closed == action.on:
        raise NotAllowed(
            "the speakers' list is closed already" if action.on else "the speakers' list is open"
        )
    group.add(e.ListClosed, on=action.on)


def _there(state: State) -> SpeakersRules:
    """Return the rules of the list. Raises `NotAllowed` without one, or outside a round."""
    rules = state.exercise.speakers
    if rules is None:
        raise NotAllowed(NO_LIST)
    at_stage(state, "hands are raised and speakers called", *PHASES)
    return rules


def _asking(group: EventGroup, by: str, named: str | None, does: str) -> tuple[str, str]:
    """Return the delegation whose hand goes up or down, and the seat of the person."""
    state = group.state
    if by == FACILITATOR:
        if named is None:
            raise NotAllowed("say for which 'delegation'")
        must_exist(state, (named,))
        return named, _chair(state, named)
    seat = seat_of(state, by)
    if seat.delegation is None:
        raise NotAllowed(f"an {seat.role} belongs to no delegation and {does} no hand")
    if named is not None:
        raise NotAllowed("leave 'delegation' out: from a seat it is your own delegation's hand")
    group.by = seat.id
    return seat.delegation, seat.id


def _chair(state: State, delegation: str) -> str:
    """Return the seat that speaks for a delegation by default. Raises `NotAllowed` where nobody
    heads it.
    """
    chief = state.head_of(delegation)
    if chief is None:
        raise NotAllowed(f"nobody sits for {name(state.exercise, delegation)}")
    return chief.id


def _speaker(state: State) -> Speaker:
    if state.speakers.speaker is None:
        raise NotAllowed("nobody has the floor")
    return state.speakers.speaker


def _timed(group: EventGroup, by: str) -> Speaker:
    """Return the speaker whose clock the facilitator turns."""
    _there(group.state)
    facilitator(by)
    speaker = _speaker(group.state)
    if not speaker.seconds:
        raise NotAllowed("speakers have no clock here")
    return speaker
