"""How acts change the state: falling due, performed or breached; and gestures."""

from __future__ import annotations

from collections.abc import Mapping

from tabletop.play import events as e
from tabletop.play.parts.replacing import replace
from tabletop.play.queries.offers import all_asked_anew
from tabletop.play.state import Agreement, Due, State, Term
from tabletop.referee.climate import ActDone, OptionStep


def term_due(state: State, event: e.TermDue) -> State:
    due = Due(
        event.agreement,
        event.issue,
        event.option,
        event.performers,
        event.instalment,
        event.instalments,
    )
    return replace(state, due=(*state.due, due))


def term_released(state: State, event: e.TermReleased) -> State:
    released = (event.agreement, event.issue)
    due = tuple(one for one in state.due if (one.agreement, one.issue) != released)
    return replace(state, due=due)


def term_decided(state: State, event: e.TermDecided) -> State:
    return replace(
        state,
        due=tuple(
            replace(due, decided={**due.decided, event.delegation: event.choice})
            if (due.agreement, due.issue) == (event.agreement, event.issue)
            else due
            for due in state.due
        ),
    )


def term_performed(state: State, event: e.TermPerformed) -> State:
    deed = _deed(state, event)
    deeds = replace(state.deeds, performed=(*state.deeds.performed, deed))
    return _revealed(replace(state, deeds=deeds), event, performed=True)


def term_breached(state: State, event: e.TermBreached) -> State:
    deed = _deed(state, event)
    return _revealed(
        replace(
            state,
            deeds=replace(state.deeds, broken=(*state.deeds.broken, deed)),
            breaches=(*state.breaches, (event.delegation, event.issue, event.option)),
            in_breach={**state.in_breach, event.issue: event.option},
        ),
        event,
        performed=False,
    )


def _deed(state: State, event: e.TermPerformed | e.TermBreached) -> ActDone:
    agreement = _agreement(state, event.agreement)
    first = state.exercise.order_by_id[agreement.package["order"]].first
    step = step_of(state, event)
    return ActDone(event.delegation, step, signal=event.delegation in first)


def step_of(state: State, act: e.TermPerformed | e.TermBreached | Due) -> OptionStep:
    """Return an act, or an instalment of it, as a step from what had been performed before.

    An act half of which was performed under an earlier agreement has half of its step left.
    """
    term = state.terms.get(act.issue)
    before = term.before.option if term is not None and term.before is not None else None
    left = 1.0 - term.done if term is not None and state.rules > 2 else 1.0
    return OptionStep(act.issue, act.option, before, min(left, 1 / act.instalments))


def _agreement(state: State, id: str) -> Agreement:
    return next(one for one in state.agreements if one.id == id)


def _revealed(state: State, event: e.TermPerformed | e.TermBreached, performed: bool) -> State:
    """Count an act as performed once all its performers are known to have performed it."""
    due = next(d for d in state.due if (d.agreement, d.issue) == (event.agreement, event.issue))
    known = replace(due, revealed={**due.revealed, event.delegation: performed})
    if len(known.revealed) < len(known.performers):
        return replace(state, due=tuple(known if d is due else d for d in state.due))
    state = replace(state, due=tuple(d for d in state.due if d is not due))
    return _kept(state, known) if all(known.revealed.values()) else _broken(state, known)


def _kept(state: State, due: Due) -> State:
    term = state.terms[due.issue]
    done = 1.0 if due.instalment == due.instalments else term.done + 1 / due.instalments
    step = step_of(state, due)
    state = replace(
        state,
        terms={**state.terms, due.issue: replace(term, done=done)},
        deeds=replace(state.deeds, effects=(*state.deeds.effects, step)),
    )
    agreement = _agreement(state, due.agreement)
    first_done = agreement.first_done
    if first_done is None and _first_performed(state, agreement):
        first_done = state.round
    return _with(state, replace(agreement, acts=agreement.acts + 1, first_done=first_done))


def _broken(state: State, due: Due) -> State:
    """Set what is not done back to what had been performed, and suspend what follows."""
    term = state.terms[due.issue]
    terms: dict[str, Term] = dict(state.terms)
    standing = dict(state.standing)
    if term.done:
        terms[due.issue] = replace(term, broken=True)
    elif term.before is not None:
        terms[due.issue] = term.before
        standing[due.issue] = term.before.option
    else:
        del terms[due.issue]
        standing[due.issue] = state.exercise.issue_by_id[due.issue].status_quo
    agreement = replace(_agreement(state, due.agreement), suspended=True)
    return _with(replace(state, terms=terms, standing=standing), agreement)


def _with(state: State, agreement: Agreement) -> State:
    agreements = tuple(agreement if a.id == agreement.id else a for a in state.agreements)
    return replace(state, agreements=agreements)


def goes_first(state: State, agreement: Agreement, issue: str) -> bool:
    """Return whether an act under an agreement is one that its order has move first."""
    first = state.exercise.order_by_id[agreement.package["order"]].first
    return any(one in first for one in state.exercise.issue_by_id[issue].by)


def first_acts(state: State, agreement: Agreement) -> tuple[Term, ...]:
    """Return the acts under an agreement that its order has move first, performed or not."""
    return tuple(
        term
        for term in state.terms.values()
        if term.agreement == agreement.id and goes_first(state, agreement, term.issue)
    )


def _first_performed(state: State, agreement: Agreement) -> bool:
    acts = first_acts(state, agreement)
    return bool(acts) and all(term.done == 1.0 for term in acts)


def effective(state: State, issue: str, announced: Mapping[str, str]) -> str:
    """Return how far a gesture reaches: the least far that any of its performers has announced."""
    options = state.exercise.choices[issue]
    now = state.standing[issue]
    by = state.exercise.issue_by_id[issue].by
    return options[min(options.index(announced.get(one, now)) for one in by)]


def gesture_made(state: State, event: e.GestureMade) -> State:
    """Let a gesture take effect once every performer of the issue has gone at least as far.

    An open offer that leaves the issue as it was would now undo what was done, so it needs other
    signatures.
    """
    said = {**state.announced.get(event.issue, {}), event.delegation: event.option}
    options = state.exercise.choices[event.issue]
    now, reached = state.standing[event.issue], effective(state, event.issue, said)
    state = replace(state, announced={**state.announced, event.issue: said})
    if options.index(reached) <= options.index(now):
        return state
    owed = state.in_breach.get(event.issue)
    if owed is not None and options.index(reached) >= options.index(owed):
        still = {id: option for id, option in state.in_breach.items() if id != event.issue}
        state = replace(state, in_breach=still)
    step = OptionStep(event.issue, reached, now)
    performed = tuple(
        ActDone(one, step, signal=True) for one in state.exercise.issue_by_id[event.issue].by
    )
    changed = replace(
        state,
        standing={**state.standing, event.issue: reached},
        terms={**state.terms, event.issue: Term(event.issue, reached, None, state.round, 1.0)},
        deeds=replace(
            state.deeds,
            performed=(*state.deeds.performed, *performed),
            effects=(*state.deeds.effects, step),
        ),
    )
    return changed if state.rules == 1 else all_asked_anew(changed)
