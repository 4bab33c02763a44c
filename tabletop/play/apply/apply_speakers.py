"""What the events of a speakers' list do to a table, and what its clock does to a speaker's.

A raised hand, a stopped or extended clock and a closed list are no moves that can be taken back:
they are applied to the state before the last move too, where somebody else may have the floor.
"""

from __future__ import annotations

from typing import assert_never

from tabletop.play.events import speakers_events as e
from tabletop.play.events.event import Event
from tabletop.play.parts.motions import Motion, MotionStatus
from tabletop.play.parts.replacing import replace
from tabletop.play.parts.speakers import Hand, Speaker, SpeakersList, Speech
from tabletop.play.queries.clock import elapsed_at
from tabletop.play.state import State


def speakers_changed(state: State, event: e.SpeakersEvent) -> State:
    """Return the state after an event of the list. The type checker reports a missing kind."""
    match event.kind:
        case "hand.raised":
            return _hand_raised(state, event)
        case "hand.lowered":
            return _hand_lowered(state, event)
        case "speaker.called":
            return _speaker_called(state, event)
        case "speaker.yielded":
            return _speaker_yielded(state, event)
        case "speaker.stopped":
            return _speaker_stopped(state, event)
        case "speaker.extended":
            return _speaker_extended(state, event)
        case "list.closed":
            return _list_closed(state, event)
        case "motion.moved":
            return _motion_moved(state, event)
        case "motion.withdrawn":
            return motion_became(state, event.motion, "withdrawn")
        case "motion.refused":
            return motion_became(state, event.motion, "refused")
    assert_never(event.kind)


def _hand_raised(state: State, event: e.HandRaised) -> State:
    listed = state.speakers
    if listed.hand_of(event.delegation) is not None:
        return state
    hands = (*listed.hands, Hand(event.delegation, event.seat))
    return replace(state, speakers=replace(listed, hands=hands))


def _hand_lowered(state: State, event: e.HandLowered) -> State:
    listed = state.speakers
    return replace(state, speakers=replace(listed, hands=listed.without(event.delegation)))


def _speaker_called(state: State, event: e.SpeakerCalled) -> State:
    now = _now(state, event)
    speaker = Speaker(
        event.delegation,
        event.seat,
        event.seq,
        event.seconds,
        opened=now,
        paused=now if state.clock.paused is not None else None,
    )
    listed = spoken_out(state, now)
    hands = listed.without(event.delegation)
    return replace(state, speakers=replace(listed, hands=hands, speaker=speaker))


def _speaker_yielded(state: State, event: e.SpeakerYielded) -> State:
    return replace(state, speakers=spoken_out(state, _now(state, event)))


def _speaker_stopped(state: State, event: e.SpeakerStopped) -> State:
    speaker = state.speakers.speaker
    if speaker is None or speaker.delegation != event.delegation:
        return state
    now = _now(state, event)
    stopped = replace(speaker, stopped=event.on)
    if event.on:
        return _with(state, _standing(stopped, now))
    return _with(state, stopped if state.clock.paused is not None else _running(stopped, now))


def _speaker_extended(state: State, event: e.SpeakerExtended) -> State:
    speaker = state.speakers.speaker
    if speaker is None or speaker.delegation != event.delegation:
        return state
    return _with(state, replace(speaker, seconds=speaker.seconds + event.seconds))


def _list_closed(state: State, event: e.ListClosed) -> State:
    return replace(state, speakers=replace(state.speakers, closed=event.on))


def _motion_moved(state: State, event: e.MotionMoved) -> State:
    motion = Motion(
        event.motion,
        event.what,
        event.delegation,
        event.minutes,
        event.text,
        state.round,
        event.seq,
    )
    listed = state.speakers
    motions = {**listed.motions, motion.id: motion}
    made = listed.motions_made + 1
    return replace(state, speakers=replace(listed, motions=motions, motions_made=made))


def motion_became(state: State, id: str, status: MotionStatus) -> State:
    """Return the state with what has become of a motion."""
    return replace(state, speakers=state.speakers.with_motion(id, status))


def spoken_out(state: State, now: int) -> SpeakersList:
    """Return the list once whoever has the floor is done, at a time of the table's own."""
    listed, speaker = state.speakers, state.speakers.speaker
    if speaker is None:
        return listed
    speech = Speech(
        speaker.delegation,
        speaker.seat,
        speaker.called,
        state.round,
        speaker.seconds,
        speaker.spent(now),
    )
    return replace(listed, speaker=None, speeches=listed.speeches.adding(speech))


def begun_anew(state: State, now: int) -> SpeakersList:
    """Return the list of a new round, or of the end: nobody is on it, and it is open."""
    if state.exercise.speakers is None:
        return state.speakers
    over = spoken_out(state, now).with_motions_lapsed()
    return replace(over, hands=(), closed=False)


def paused_with(state: State, now: int) -> SpeakersList:
    """Return the list when the table is paused: a speaker's clock stands with it."""
    speaker = state.speakers.speaker
    if speaker is None:
        return state.speakers
    return replace(state.speakers, speaker=_standing(speaker, now))


def resumed_with(state: State, now: int) -> SpeakersList:
    """Return the list when the table goes on; a speaker whom the facilitator stopped stands."""
    speaker = state.speakers.speaker
    if speaker is None or speaker.stopped:
        return state.speakers
    return replace(state.speakers, speaker=_running(speaker, now))


def given_back(state: State, before: State, now: int) -> SpeakersList:
    """Return the list that an undo goes back to: a speaker who had been cut off has as much time
    as then.
    """
    # A motion's number is never reused, not even after an undo.
    listed = replace(before.speakers, motions_made=state.speakers.motions_made)
    speaker = listed.speaker
    cut = next(
        (one for one in state.speakers.speeches if speaker and one.called == speaker.called), None
    )
    if speaker is None or cut is None:
        return listed
    if speaker.paused is None:
        back = replace(speaker, held=now - speaker.opened - cut.spent)
    else:
        back = replace(speaker, paused=speaker.opened + speaker.held + cut.spent)
    return replace(listed, speaker=back)


def _now(state: State, event: Event) -> int:
    return elapsed_at(state, event.at, event.elapsed)


def _with(state: State, speaker: Speaker) -> State:
    return replace(state, speakers=replace(state.speakers, speaker=speaker))


def _standing(speaker: Speaker, now: int) -> Speaker:
    return speaker if speaker.paused is not None else replace(speaker, paused=now)


def _running(speaker: Speaker, now: int) -> Speaker:
    if speaker.paused is None:
        return speaker
    return replace(speaker, paused=None, held=speaker.held + now - speaker.paused)
