"""Rulings: climate, scores and the ending, as the ruling phase opens."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

from tabletop.exercise.decisions import Decision, DecisionOption
from tabletop.exercise.package import status_quo
from tabletop.play import events as e
from tabletop.play.apply.apply_rulings import adjustment
from tabletop.play.parts.lines import LedgerLine, TensionLine, TrustLine
from tabletop.play.rules.group import EventGroup
from tabletop.play.state import State
from tabletop.referee.circumstances import reaches, walk_away
from tabletop.referee.climate import Happened
from tabletop.referee.climate import ruling as climate_ruling
from tabletop.referee.ledger import Score, ValueLine
from tabletop.referee.value import Delivery, standing_score
from tabletop.referee.verdict import Standing, ending


def rule(group: EventGroup) -> None:
    """Rule on the climate, then on every delegation's score, as far as the exercise has them."""
    if group.exercise.has.climate:
        _rule_on_climate(group)
    _rule_on_scores(group)


def _rule_on_climate(group: EventGroup) -> None:
    state = group.state
    found = climate_ruling(
        group.exercise,
        state.circumstances,
        Happened(
            performed=state.deeds.performed,
            broken=state.deeds.broken,
            effects=state.deeds.effects,
            tones=sorted(state.deeds.tones),
            # Where nothing is negotiated no round goes by without an agreement.
            in_force=in_force(state) or not group.exercise.has.offers,
            suspended=state.agreement.id if state.agreement and not in_force(state) else "",
        ),
    )
    group.add(
        e.ClimateChanged,
        trust={key: found.climate.trust[pair] for key, pair in group.exercise.pairs.items()},
        tension=found.climate.tension,
        trust_lines=tuple(TrustLine.kept(one) for one in found.trust),
        tension_lines=tuple(TensionLine.kept(one) for one in found.tension),
    )


def _rule_on_scores(group: EventGroup) -> None:
    if not group.exercise.has.points:
        return
    for one in group.exercise.delegations:
        score = score_of(group.state, one.id)
        group.add(
            e.ScoreRuled,
            delegation=one.id,
            round=group.state.round,
            value=score.value,
            walk_away=walk_away(group.exercise, one.id, group.state.circumstances),
            ledger=tuple(LedgerLine.kept(line) for line in score.ledger),
        )


def in_force(state: State) -> bool:
    """Return whether an agreement stands that no breach has suspended."""
    return state.agreement is not None and not state.agreement.suspended


def deliveries(state: State) -> dict[str, Delivery]:
    """Return what has become of each moved issue, for the referee's facts in place of promises."""
    idle = _idle_rounds(state)
    found: dict[str, Delivery] = {}
    for term in state.terms.values():
        fade = idle[term.agreement] if term.agreement else 0
        found[term.issue] = Delivery(term.since, term.done, term.broken, fade)
    if state.agreement is not None:
        bound = Delivery(state.agreement.round, fade=idle[state.agreement.id])
        found["form"] = found["order"] = bound
    return found


def _idle_rounds(state: State) -> dict[str, int]:
    """Return, by agreement, the rounds in which acts were due or possible and none
    was performed.
    """
    # Where nobody can act there is nothing to wait for, and nothing fades.
    waits = state.rules < 2 or any(issue.by for issue in state.exercise.issues)
    return {one.id: one.idle if waits else 0 for one in state.agreements}


def score_of(state: State, delegation: str) -> Score:
    """Return a delegation's score as things stand, with the facilitator's adjustments."""
    score = standing_score(
        state.exercise,
        state.standing,
        delegation,
        state.circumstances,
        deliveries(state),
        state.agreement is not None,
    )
    lines = [*decided_lines(state, lambda _, option: option.points.get(delegation, 0.0))]
    lines += [adjustment(one) for one in state.adjustments if one.what == f"score:{delegation}"]
    return Score.summing(delegation, (*score.ledger, *lines))


def decided_lines(
    state: State, worth: Callable[[Decision, DecisionOption], float]
) -> Iterator[ValueLine]:
    """Yield a line for each settled decision that is worth something."""
    for one in state.decisions.values():
        decision = state.exercise.decision_by_id[one.decision]
        if one.open or one.option is None:
            continue
        option = decision.option_by_id[one.option]
        points = worth(decision, option)
        if points:
            values = {"title": decision.name, "option": option.name}
            yield ValueLine.of("decided", values, points, 1.0, decision.id)


def decided_points(state: State, delegation: str) -> float:
    """Return what settled decisions are worth to a delegation."""
    lines = decided_lines(state, lambda _, option: option.points.get(delegation, 0.0))
    return math.fsum(line.value for line in lines)


def standing_of(state: State, final: bool = False) -> Standing:
    """Return the table as conditions on play see it; `final` uses current scores for
    who is below.
    """
    performed = status_quo(state.exercise)
    for term in state.terms.values():
        if term.done >= 1:
            performed[term.issue] = term.option
    agreed = None
    if state.agreement is not None:
        agreed = state.agreement.package
        performed["form"], performed["order"] = agreed["form"], agreed["order"]
    breached: dict[str, set[str]] = {}
    for _, issue, option in state.breaches:
        breached.setdefault(issue, set()).add(option)
    return Standing(
        state.round,
        state.circumstances.climate,
        performed,
        agreed,
        breached,
        state.in_breach,
        _below(state, final),
        {
            id: one.option
            for id, one in state.decisions.items()
            if not one.open and one.option is not None
        },
        frozenset(id for id, one in state.decisions.items() if not one.open and one.option is None),
    )


def _below(state: State, final: bool) -> tuple[str, ...]:
    """Return who is below the walk-away: by the latest ruling, or as things stand."""
    if not final:
        worth = {d: (s.value, s.walk_away) for d, s in state.scores.items()}
    else:
        worth = {
            one.id: (
                score_of(state, one.id).value,
                walk_away(state.exercise, one.id, state.circumstances),
            )
            for one in state.exercise.delegations
        }
    # Rules 1 took a value that rounding had left a hair under the walk-away for below it.
    if state.rules < 2:
        return tuple(d for d, (value, least) in worth.items() if value < least)
    return tuple(d for d, (value, least) in worth.items() if not reaches(value, least))


def end(group: EventGroup, early: bool) -> None:
    """End the exercise with the ending that holds; an early end also rules on the scores as they
    stand.
    """
    found = ending(group.exercise, standing_of(group.state, final=True))
    group.add(
        e.ExerciseEnded,
        ending=found.id if found else "",
        title=found.title if found else "The exercise is over",
        text=found.text if found else "",
        early=early,
    )
    if early:
        _rule_on_scores(group)
