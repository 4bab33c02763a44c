"""Rules of motions: who moves what, the facilitator's ruling, the vote, and what follows from it.

Only what moves the table on is elsewhere, in `carry_out`, which `vote_rules` calls: a phase that
ends by itself closes its votes too, and must not end twice.
"""

from __future__ import annotations

from tabletop.errors import NotAllowed
from tabletop.exercise.model import PHASES
from tabletop.exercise.speakers import SpeakersRules
from tabletop.exercise.wording import unknown
from tabletop.play import actions as a
from tabletop.play.events import speakers_events as e
from tabletop.play.parts.motions import Motion
from tabletop.play.parts.votes import NO, YES, Count, Vote, VoteOutcome
from tabletop.play.queries.naming import name
from tabletop.play.rules.act_rules import lapsing
from tabletop.play.rules.ballots import open_vote
from tabletop.play.rules.group import EventGroup, at_stage, facilitator, head
from tabletop.play.rules.speech import typed
from tabletop.play.state import State
from tabletop.referee.feasibility import wanted

MOST_MINUTES = 60
MOST_WORDS = 200


def move(group: EventGroup, action: a.MoveMotion) -> None:
    """Move a motion. Raises `NotAllowed` for one that the exercise does not know, while another of
    the delegation is open, or where it would change nothing.
    """
    state = group.state
    rules = _there(state)
    seat, delegation = head(state, action.by)
    if action.what not in rules.motions:
        raise NotAllowed(unknown("motion", action.what, rules.motions))
    open_now = state.speakers.motions.values()
    mine = next((one for one in open_now if one.delegation == delegation), None)
    if mine is not None:
        raise NotAllowed(f"your motion {mine.id} is not decided yet; withdraw it first")
    minutes = action.minutes
    if action.what != "longer-phase" and minutes is not None:
        raise NotAllowed("only a motion for a longer phase asks for minutes; leave them out")
    if action.what == "longer-phase" and (minutes is None or not 1 <= minutes <= MOST_MINUTES):
        raise NotAllowed(f"say for how many 'minutes' more, 1 to {MOST_MINUTES}")
    text = typed(action.text, "the motion", most=MOST_WORDS, least=action.what == "other")
    _refuse_without_effect(state, action.what)
    group.by = seat.id
    group.add(
        e.MotionMoved,
        motion=f"M{state.speakers.motions_made + 1}",
        delegation=delegation,
        what=action.what,
        minutes=minutes or 0,
        text=text,
    )


def withdraw(group: EventGroup, action: a.WithdrawMotion) -> None:
    """Withdraw one's own motion. Raises `NotAllowed` for another's, or once it is voted on."""
    _there(group.state)
    seat, delegation = head(group.state, action.by)
    motion = _moved(group.state, action.motion)
    if motion.delegation != delegation:
        whose = name(group.exercise, motion.delegation)
        raise NotAllowed(f"{motion.id} is a motion of {whose}, not yours")
    group.by = seat.id
    group.add(e.MotionWithdrawn, motion=motion.id, delegation=delegation)


def put(group: EventGroup, action: a.PutMotion) -> None:
    """Put a motion to the vote. Raises `NotAllowed` while another is voted on, or where it would
    change nothing any more.
    """
    state = group.state
    _there(state)
    facilitator(action.by)
    motion = _moved(state, action.motion)
    running = next((one for one in state.votes.values() if one.subject == "motion"), None)
    if running is not None:
        raise NotAllowed(f"{running.id} on {running.about} is open; close it first")
    _refuse_without_effect(state, motion.what)
    voters = tuple(
        one.id
        for one in state.exercise.delegations
        if one.id not in state.absent and state.head_of(one.id) is not None
    )
    open_vote(group, "motion", motion.id, voters)


def refuse(group: EventGroup, action: a.RefuseMotion) -> None:
    """Rule a motion out of order. Raises `NotAllowed` once it is voted on."""
    _there(group.state)
    facilitator(action.by)
    motion = _moved(group.state, action.motion)
    text = typed(action.text, "the reason", most=MOST_WORDS)
    group.add(e.MotionRefused, motion=motion.id, delegation=motion.delegation, text=text)


def outcome(state: State, vote: Vote) -> VoteOutcome:
    """Return what the ballots on a motion come to.

    A majority or a share is of the delegations that vote, abstaining or not: who does not vote is
    not taken for present.
    """
    assert state.exercise.speakers is not None
    yes, of = len(vote.saying(YES)), len(vote.ballots)
    needed = wanted(state.exercise.speakers.rule, of)
    count = Count(what="members", has=yes, needed=needed, of=of)
    return VoteOutcome(YES if yes and yes >= needed else NO, (count,))


def conclude(group: EventGroup, vote: Vote, result: VoteOutcome) -> None:
    """Close the speakers' list, where that is carried before its round is over."""
    state = group.state
    motion = motion_of(state, vote.about)
    carried = result.chosen == YES and motion.what == "close-debate"
    if carried and not state.speakers.closed and state.round == motion.round:
        group.add(e.ListClosed, on=True)


def motion_of(state: State, id: str) -> Motion:
    """Return a motion, decided or not. Raises `StopIteration` for an unknown one."""
    listed = state.speakers
    return listed.motions.get(id) or next(one for one in listed.past_motions if one.id == id)


def _there(state: State) -> SpeakersRules:
    """Return the rules of motions. Raises `NotAllowed` without any, or outside a round."""
    rules = state.exercise.speakers
    if rules is None or not rules.motions:
        raise NotAllowed("this exercise has no motions")
    at_stage(state, "motions are moved and put to the vote", *PHASES)
    return rules


def _moved(state: State, id: str) -> Motion:
    motion = state.speakers.motions.get(id)
    if motion is None:
        there = ", ".join(state.speakers.motions)
        raise NotAllowed(f"there is no motion '{id}' open; open motions: {there or 'none'}")
    if motion.status == "put":
        raise NotAllowed(f"{id} is being voted on")
    return motion


def _refuse_without_effect(state: State, what: str) -> None:
    """Raise `NotAllowed` for what would change nothing, or break somebody's word for it."""
    if what == "close-debate" and state.speakers.closed:
        raise NotAllowed("the speakers' list is closed already")
    phases = state.exercise.rounds[state.round - 1].phases
    if what == "longer-phase" and not any(
        seconds for phase, seconds in phases.items() if phase == state.stage
    ):
        raise NotAllowed("this phase has no clock")
    if what == "next-phase" and state.stage == "decision" and lapsing(state.due):
        raise NotAllowed("acts that are due are not decided yet: going on would break them")
