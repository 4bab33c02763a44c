"""What a package would be worth to whoever asks, and why it could not be tabled."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tabletop.play.apply.apply_acts import step_of
from tabletop.play.queries.held_lines import held_values
from tabletop.play.queries.offers import moves
from tabletop.play.queries.reader import knows
from tabletop.play.rules.ruling import deliveries, score_of
from tabletop.play.seen import AtStake, Worth
from tabletop.play.state import Due, State
from tabletop.referee.circumstances import walk_away
from tabletop.referee.climate import trust_lost, worth
from tabletop.referee.feasibility import obstacles as package_obstacles
from tabletop.referee.value import Delivery, red_lines, value

if TYPE_CHECKING:
    from tabletop.referee.outcomes.drawn import Places
    from tabletop.referee.outcomes.grid import Floats, Mask


def appraise(state: State, seat: str | None, package: Mapping[str, str]) -> dict[str, Worth]:
    """Return the value of a package, put in place of what stands, to the delegations a seat may
    know.

    What has been performed or breached counts as it is; what the package moves counts as a promise
    made now.
    """
    if not state.exercise.has.points:
        return {}
    facts = facts_of(state, package)
    return {one: _worth(state, one, package, facts) for one in knows(state, seat)}


def estimate(state: State, delegation: str, places: Places) -> tuple[Floats, Mask]:
    """Return what many packages are worth to a delegation, and which it could table and sign.

    `places` are the options' places by choice, one package a column. Everything counts as a promise
    made now, so that a package that keeps what has been done is told exactly by `appraise` alone.
    """
    from tabletop.referee.outcomes.drawn import worth_to

    return worth_to(state.exercise, state.circumstances, places, delegation)


def facts_of(state: State, package: Mapping[str, str]) -> dict[str, Delivery]:
    """Return what has become of those parts of a package that stand already."""
    return {
        choice: fact
        for choice, fact in deliveries(state).items()
        if package[choice] == state.standing[choice]
    }


def worth_now(state: State, seat: str | None) -> dict[str, Worth]:
    """Return the value of what stands to the delegations a seat may know; see `ruling.score_of`."""
    found: dict[str, Worth] = {}
    for one in knows(state, seat) if state.exercise.has.points else ():
        score = score_of(state, one)
        least = walk_away(state.exercise, one, state.circumstances)
        there = state.stands
        crossed = () if there is None else red_lines(state.exercise, there, one)
        found[one] = Worth(one, score.value, least, held_values(state, score.ledger), crossed)
    return found


def _worth(
    state: State, one: str, package: Mapping[str, str], facts: Mapping[str, Delivery]
) -> Worth:
    score = value(state.exercise, package, one, state.circumstances, facts)
    least = walk_away(state.exercise, one, state.circumstances)
    return Worth(one, score.value, least, score.ledger, red_lines(state.exercise, package, one))


def at_stake(state: State, delegation: str, due: Due) -> AtStake:
    """Return what a delegation's decision on a due act turns on, in its own points."""
    exercise, now, step = state.exercise, state.circumstances, step_of(state, due)
    lost = trust_lost(exercise, now, delegation, step)
    return AtStake(
        points=step.share * worth(exercise, now, delegation, step),
        trust=lost,
        bystanders=lost * exercise.referee.trust_bystander,
        tension=exercise.referee.tension_breach,
        idle=exercise.referee.tension_idle if _in_force(state, due.agreement) else 0.0,
    )


def _in_force(state: State, agreement: str) -> bool:
    now = state.agreement
    return now is not None and now.id == agreement and not now.suspended


def obstacles(state: State, package: Mapping[str, str]) -> tuple[str, ...]:
    """Return why a package can't be tabled as things stand, one sentence each."""
    if not moves(state, package):
        return ("This leaves everything as it stands; move at least one issue.",)
    return package_obstacles(state.exercise, package, state.circumstances, state.stands)
