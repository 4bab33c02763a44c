"""Rules of asking a coach: whether there is one, and that its advice is about what is there."""

from __future__ import annotations

from tabletop.errors import NotAllowed, UnreadableInput
from tabletop.exercise.package import complete
from tabletop.play import actions as a
from tabletop.play import events as e
from tabletop.play.rules.group import EventGroup, at_stage, head
from tabletop.play.rules.offer_rules import offer_seen
from tabletop.play.state import Seat, State

COACHED = ("caucus", "negotiation", "decision")
"""The phases in which a coach is asked."""
MOST_ADVICE = 12
"""How often a delegation may be advised in one phase."""


def ask(group: EventGroup, action: a.AskCoach) -> None:
    """Record what a coach advised. Raises `NotAllowed` where there is none, for what it just
    advised, too often, and for advice about what the delegation can't see.
    """
    state = group.state
    if not state.exercise.has.coach:
        raise NotAllowed("this exercise has no coach; its file allows one with `coach = true`")
    seat, delegation = head(state, action.by)
    at_stage(state, "a coach is asked", *COACHED)
    _about_something(state, seat, delegation, action)
    said = state.advice.get(delegation, ())
    fields = action.model_dump(include={"advice", "code", "about", "issue", "choice"})
    fields["package"] = _package(state, action)
    if said and all(getattr(said[-1], field) == value for field, value in fields.items()):
        raise NotAllowed("your coach has advised just that already; nothing new to say")
    if len(said) >= MOST_ADVICE:
        raise NotAllowed(
            f"your coach has advised you {MOST_ADVICE} times in this phase; ask again in the next"
        )
    group.by = seat.id
    group.add(e.AdviceGiven, delegation=delegation, **fields)


def _package(state: State, action: a.AskCoach) -> dict[str, str] | None:
    """Return what an offer would settle, by the ids of its options."""
    if action.package is None:
        return None
    try:
        whole = complete(state.exercise, action.package, state.stands)
    except UnreadableInput as fault:
        raise NotAllowed(fault.sentence) from None
    return {choice: whole[choice] for choice in action.package}


def _about_something(state: State, seat: Seat, delegation: str, action: a.AskCoach) -> None:
    """Raise `NotAllowed` for advice about something that the delegation does not have to do with,
    whether or not it is there.
    """
    match action.advice:
        case "offer":
            if action.about is not None:
                offer_seen(state, action.about, delegation)
            fine = bool(action.package)
        case "sign" | "put-to-vote":
            offer_seen(state, action.about or "", delegation)
            fine = True
        case "vote":
            vote = state.votes.get(action.about or "")
            asked = vote is not None and not {delegation, seat.id}.isdisjoint(vote.voters)
            fine = asked and vote is not None and action.choice in vote.choices
        case "decide":
            decision = state.decisions.get(action.about or "")
            mine = decision is not None and decision.delegation == delegation
            options = state.exercise.decision_by_id[action.about or ""].options if mine else ()
            fine = action.choice in {one.id for one in options}
        case "perform" | "breach":
            fine = any(
                due.agreement == action.about
                and due.issue == action.issue
                and delegation in due.performers
                for due in state.due
            )
        case "wait":
            fine = action.about is None or bool(offer_seen(state, action.about, delegation))
    if not fine:
        raise NotAllowed(f"nothing of that kind can be advised now ({action.advice})")
