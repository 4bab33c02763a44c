"""Rules of acts: gestures, acts that fall due, private decisions on them and their joint reveal."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Literal

from tabletop.errors import NotAllowed
from tabletop.exercise.amounts import option_id
from tabletop.exercise.wording import meant, quoted
from tabletop.play import actions as a
from tabletop.play import events as e
from tabletop.play.apply.apply_acts import effective, first_acts, goes_first
from tabletop.play.queries.naming import choice_name, names, option_name
from tabletop.play.queries.offers import asked, held_up
from tabletop.play.rules.group import EventGroup, at_stage, head
from tabletop.play.rules.speech import typed
from tabletop.play.state import Due, State, Term
from tabletop.referee.feasibility import obstacles
from tabletop.text.lists import some_of

GESTURED = "gestures are made"


def gesture(group: EventGroup, action: a.MakeGesture) -> None:
    """Make a gesture. Raises `NotAllowed` unless it moves one of one's own acts
    beyond what stands.
    """
    state = group.state
    seat, delegation = head(state, action.by)
    at_stage(state, GESTURED, "negotiation")
    if state.exercise.whole:
        raise NotAllowed("every issue is settled here, or none is; table an offer instead")
    issue = state.exercise.issue_by_id.get(action.issue)
    if issue is None:
        acts = [one.id for one in state.exercise.issues if delegation in one.by]
        yours = f"you perform {some_of(acts)}"
        raise NotAllowed(
            f"there is no issue {quoted(action.issue)}; {meant(action.issue, acts, yours)}"
        )
    try:
        option = option_id(issue.ids, action.option, f" of {issue.id}")
    except ValueError as fault:
        raise NotAllowed(str(fault)) from None
    if delegation not in issue.by:
        joint = "nobody alone: it is a joint text"
        who = names(state.exercise, issue.by) if issue.by else joint
        raise NotAllowed(f"{issue.name} is not yours to do; it is for {who}")
    term = state.terms.get(issue.id)
    if term is not None and term.agreement is not None and term.done < 1 and not term.broken:
        raise NotAllowed(f"{issue.name} is already promised; perform it when it falls due")
    said = {**state.announced.get(issue.id, {}), delegation: option}
    options = state.exercise.choices[issue.id]
    if options.index(option) <= options.index(state.standing[issue.id]):
        raise NotAllowed(
            f"a gesture must go beyond what stands; {issue.name} already stands at "
            f"'{option_name(state.exercise, issue.id, state.standing[issue.id])}'"
        )
    if state.announced.get(issue.id, {}).get(delegation) == option:
        raise NotAllowed(
            f"you have already announced '{option_name(state.exercise, issue.id, option)}'; the "
            "other performers have to follow"
        )
    reached = effective(state, issue.id, said)
    if reached != state.standing[issue.id]:
        package = {**state.standing, issue.id: reached}
        found = obstacles(state.exercise, package, state.circumstances, state.standing)
        if found:
            raise NotAllowed(" ".join(found))
    group.by = seat.id
    group.add(
        e.GestureMade,
        delegation=delegation,
        issue=issue.id,
        option=option,
        text=typed(action.text, "the words of the gesture"),
    )


def decide_on(
    group: EventGroup, action: a.Perform | a.Breach, choice: Literal["perform", "breach"]
) -> None:
    """Decide in private whether to perform an act. Raises `NotAllowed` if it is not due or already
    decided.
    """
    state = group.state
    seat, delegation = head(state, action.by)
    at_stage(state, "what is due is decided on", "decision")
    due = next(
        (d for d in state.due if d.agreement == action.agreement and d.issue == action.issue), None
    )
    if due is None or delegation not in due.performers:
        mine = "; ".join(
            f"{choice_name(state.exercise, d.issue)} ({d.agreement})"
            for d in state.due
            if delegation in d.performers
        )
        issue = state.exercise.issue_by_id.get(action.issue)
        what = issue.name if issue is not None else quoted(action.issue)
        raise NotAllowed(
            f"{what} of {quoted(action.agreement)} is not due from you now; due: "
            f"{mine or 'nothing'}"
        )
    if delegation in state.ready:
        raise NotAllowed("you have said that you are ready, so your decisions are final")
    if due.decided.get(delegation) == choice:
        named = choice_name(state.exercise, due.issue)
        raise NotAllowed(f"you have already decided to {choice} {named}")
    group.by = seat.id
    group.add(
        e.TermDecided,
        agreement=due.agreement,
        issue=due.issue,
        delegation=delegation,
        choice=choice,
    )


def undecided(state: State, delegation: str) -> tuple[Due, ...]:
    """Return the acts due from a delegation that it has not decided on."""
    return tuple(
        due for due in state.due if delegation in due.performers and delegation not in due.decided
    )


def act_key(delegation: str, due: Due) -> str:
    """Return the key of a delegation's part in a due act, by which `advance` names what it may let
    lapse.
    """
    return f"{delegation}:{due.agreement}:{due.issue}"


def lapsing(due: Sequence[Due]) -> tuple[tuple[str, Due], ...]:
    """Return who has not decided on which act: what becomes a breach if the phase ends now."""
    return tuple((one, act) for act in due for one in act.performers if one not in act.decided)


def fall_due(group: EventGroup) -> None:
    """Let the acts of agreements in force fall due, as the decision phase opens.

    An act falls due in the round after its agreement was reached; in an order that has some go
    first, the others' acts a round after all of the first were performed; with two instalments,
    half in each round.
    """
    for term in tuple(group.state.terms.values()):
        if not _is_due(group.state, term):
            continue
        issue = group.exercise.issue_by_id[term.issue]
        agreement = next(one for one in group.state.agreements if one.id == term.agreement)
        instalments = group.exercise.order_by_id[agreement.package["order"]].instalments
        group.add(
            e.TermDue,
            agreement=agreement.id,
            issue=term.issue,
            option=term.option,
            performers=issue.by,
            instalment=1 + round(term.done * instalments),
            instalments=instalments,
        )


def _is_due(state: State, term: Term) -> bool:
    if term.agreement is None or term.done >= 1 or term.broken:
        return False
    agreement = next(one for one in state.agreements if one.id == term.agreement)
    if agreement.suspended or state.round <= agreement.round:
        return False
    if goes_first(state, agreement, term.issue) or not first_acts(state, agreement):
        return True
    return agreement.first_done is not None and state.round > agreement.first_done


def settled_by_all(state: State) -> tuple[Due, ...]:
    """Return the acts due that each of their performers has decided on."""
    return tuple(due for due in state.due if all(one in due.decided for one in due.performers))


def reveal(group: EventGroup, *, early: bool = False) -> None:
    """Reveal every decision at once, as the ruling phase opens; an undecided act is a breach.

    As the exercise ends `early`, an act that somebody has not decided on stays a promise.
    """
    already = {term.issue for term in held_up(group.state)}
    for due in settled_by_all(group.state) if early else group.state.due:
        for one in due.performers:
            fields = {
                "agreement": due.agreement,
                "issue": due.issue,
                "option": due.option,
                "delegation": one,
                "instalment": due.instalment,
                "instalments": due.instalments,
            }
            if due.decided.get(one) == "perform":
                group.add(e.TermPerformed, **fields)
            else:
                group.add(e.TermBreached, **fields, silent=one not in due.decided)
    if group.state.rules > 1:
        _suspend(group, already)


def _suspend(group: EventGroup, already: Container[str]) -> None:
    """Record which acts this round's breaches keep from falling due."""
    _, needed = asked(group.state, group.state.standing)
    for term in held_up(group.state):
        if term.issue not in already:
            group.add(
                e.TermSuspended,
                agreement=term.agreement,
                issue=term.issue,
                option=term.option,
                performers=group.exercise.issue_by_id[term.issue].by,
                needed=needed,
            )
