"""Predict when the acts of an offer would fall due if it were agreed in this round, and of one
agreed.

The rule itself is in `act_rules.fall_due`, which asks what is due now; a test compares the two.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from tabletop.play.apply.apply_acts import first_acts
from tabletop.play.queries.offers import outstanding
from tabletop.play.seen import ActSeen
from tabletop.play.state import State


def would_fall_due(
    state: State, package: Mapping[str, str], moves: Collection[str]
) -> tuple[ActSeen, ...]:
    """Return the acts that a package makes due, if each earlier act is performed in time.

    `moves` is what it settles anew (`offers.moves`). In the order of the exercise's issues.
    """
    exercise = state.exercise
    order = exercise.order_by_id[package["order"]]
    promised = {term.issue: term for term in outstanding(state)}
    bound = [
        issue
        for issue in exercise.issues
        if exercise.performers(issue.id)
        and package[issue.id] != issue.status_quo
        and (issue.id in moves or ("order" in moves and issue.id in promised))
    ]
    parts: dict[str, int] = {}
    for issue in bound:
        term = promised.get(issue.id)
        renewed = term is not None and term.option == package[issue.id]
        done = term.done if term is not None and renewed else 0.0
        parts[issue.id] = order.instalments - round(done * order.instalments)
    first = [issue for issue in bound if any(one in order.first for one in issue.by)]
    wait = max((parts[issue.id] for issue in first), default=0)
    acts = []
    for issue in bound:
        waits = bool(first) and issue not in first
        begins = state.round + 1 + (wait if waits else 0)
        acts.append(
            ActSeen(
                issue=issue.id,
                option=package[issue.id],
                performers=issue.by,
                rounds=tuple(range(begins, begins + parts[issue.id])),
                after=tuple(dict.fromkeys(o for one in first for o in one.by)) if waits else (),
            )
        )
    return tuple(acts)


def still_falls_due(state: State, offer: str) -> tuple[ActSeen, ...]:
    """Return the remaining acts of an agreed offer, if each act is performed in time.

    Without what a breach suspends; in the order of the exercise's issues.
    """
    agreement = next((one for one in state.agreements if one.offer == offer), None)
    if agreement is None or agreement.suspended:
        return ()
    instalments = state.exercise.order_by_id[agreement.package["order"]].instalments
    left = {
        term.issue: instalments - round(term.done * instalments)
        for term in outstanding(state)
        if term.agreement == agreement.id
    }
    decided = state.stage not in ("situation", "caucus", "negotiation", "decision")
    soon = max(state.round + decided, agreement.round + 1)
    first = [term.issue for term in first_acts(state, agreement)]
    if agreement.first_done is not None:
        later = max(soon, agreement.first_done + 1)
    else:
        later = soon + max((left.get(one, 0) for one in first), default=0)
    acts = []
    for issue in (one for one in state.exercise.issues if one.id in left):
        waits = bool(first) and issue.id not in first
        begins = later if waits else soon
        ahead = [one for one in state.exercise.issues if waits and one.id in first]
        acts.append(
            ActSeen(
                issue=issue.id,
                option=agreement.package[issue.id],
                performers=issue.by,
                rounds=tuple(range(begins, begins + left[issue.id])),
                after=tuple(dict.fromkeys(o for one in ahead if one.id in left for o in one.by)),
            )
        )
    return tuple(acts)
