"""Rules of decisions: when one is asked, who takes it, and when it is settled."""

from __future__ import annotations

from tabletop.errors import NotAllowed
from tabletop.exercise.decisions import DECIDING, Decision
from tabletop.exercise.wording import quoted, unknown
from tabletop.play import actions as a
from tabletop.play import events as e
from tabletop.play.parts.decisions import DecisionAsked
from tabletop.play.rules.decision_votes import ask_members, vote_on
from tabletop.play.rules.group import EventGroup, at_stage, head
from tabletop.play.rules.ruling import standing_of
from tabletop.play.rules.speech import typed
from tabletop.play.state import FACILITATOR, REFEREE, State
from tabletop.referee.verdict import holds

DECIDED = "decisions are taken"
_REASON = 500
"""The most characters of what is written beside a decision."""


def take(group: EventGroup, action: a.Decide) -> None:
    """Take a decision, or change one that is not final. Raises `NotAllowed` if it is not asked of
    whoever decides, is settled, or has no such option.

    The facilitator decides for any delegation, with a reason.
    """
    state = group.state
    delegation = None
    if action.by != FACILITATOR:
        seat, delegation = head(state, action.by)
        group.by = seat.id
    at_stage(state, DECIDED, *DECIDING)
    asked = _asked(state, action.decision, delegation)
    decision = group.exercise.decision_by_id[asked.decision]
    if action.option not in decision.option_by_id:
        known = decision.option_by_id
        raise NotAllowed(unknown("option", action.option, known, f" of {decision.id}"))
    voting = vote_on(state, decision.id)
    if voting is not None and delegation is not None:
        raise NotAllowed(f"the members vote on {decision.name} ({voting.id}); close that first")
    if asked.by == REFEREE and delegation is not None:
        raise NotAllowed(f"the members have decided {decision.name} by their vote")
    if decision.final and asked.option is not None:
        raise NotAllowed(f"{decision.name} is decided, and what is decided there is final")
    text = typed(action.text, "the reason", most=_REASON)
    if (asked.option, asked.text) == (action.option, text):
        named = decision.option_by_id[action.option].name
        raise NotAllowed(f"{decision.name} is already decided so: '{named}'")
    if delegation is None and not text.strip():
        raise NotAllowed("say why you decide for a delegation: give the reason in 'text'")
    group.add(
        e.DecisionTaken,
        decision=decision.id,
        delegation=asked.delegation,
        option=action.option,
        text=text,
        secret=decision.secret,
    )
    settle_final(group, decision.id)


def settle_final(group: EventGroup, id: str) -> None:
    """Settle a decision that is final and open to all as soon as it is taken, and ask for what
    waits for it.
    """
    decision, asked = group.exercise.decision_by_id[id], group.state.decisions[id]
    if decision.final and not decision.secret and asked.open and asked.option is not None:
        _settle(group, asked)
        open_due(group)


def _asked(state: State, id: str, delegation: str | None) -> DecisionAsked:
    """Return a decision that a delegation (None: the facilitator) can take now."""
    mine = [one for one in state.decisions.values() if delegation in (None, one.delegation)]
    found = next((one for one in mine if one.decision == id), None)
    if found is None:
        still = [one.decision for one in mine if one.open]
        whose = "nobody is" if delegation is None else "you are not"
        others = f"; open: {', '.join(still)}" if still else ""
        raise NotAllowed(f"{whose} asked to decide {quoted(id)} now{others}")
    if not found.open:
        how = "settled" if found.option is not None else "over: it was not taken in time"
        raise NotAllowed(f"'{id}' is {how}, and can't be decided any more")
    return found


def open_due(group: EventGroup) -> None:
    """Ask for the decisions whose time and condition have come; each is asked once."""
    for one in group.exercise.decisions:
        if _is_time(group.state, one):
            group.add(
                e.DecisionOpened,
                decision=one.id,
                delegation=one.by,
                title=one.name,
                secret=one.secret,
            )
            ask_members(group, one)


def _is_time(state: State, one: Decision) -> bool:
    if one.id in state.decisions or one.phase != state.stage:
        return False
    if one.round is not None and one.round != state.round:
        return False
    return one.when is None or holds(state.exercise, one.when, standing_of(state))


def close_open(group: EventGroup) -> None:
    """Settle and reveal every open decision, as its phase is over."""
    for asked in tuple(group.state.decisions.values()):
        if asked.open:
            _settle(group, asked)


def _settle(group: EventGroup, asked: DecisionAsked) -> None:
    decision = group.exercise.decision_by_id[asked.decision]
    told = group.state.rules > 2 and asked.by == FACILITATOR
    group.add(
        e.DecisionClosed,
        decision=decision.id,
        delegation=asked.delegation,
        title=decision.name,
        option=asked.option or decision.default or None,
        default=asked.option is None and bool(decision.default),
        facilitator=told or None,
        text=asked.text,
    )


def undecided(state: State, delegation: str | None = None) -> tuple[DecisionAsked, ...]:
    """Return the open decisions that nobody has taken yet, of a delegation or of all."""
    return tuple(
        one
        for one in state.decisions.values()
        if one.open and one.option is None and delegation in (None, one.delegation)
    )
