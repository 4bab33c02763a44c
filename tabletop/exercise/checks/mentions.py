"""Collect the places where an exercise refers to its delegations, pairs and conditions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tabletop.exercise.conditions import PackageCondition
from tabletop.exercise.locate import KeyPath
from tabletop.exercise.model import Effects, Exercise, PlayCondition

Mention = tuple[KeyPath, str]


def delegations_named(exercise: Exercise) -> Iterator[Mention]:
    """Yield every place that names a delegation, except points."""
    for at, one in enumerate(exercise.delegations):
        yield from _each(("delegation", at, "counterparts"), one.counterparts)
    for at, issue in enumerate(exercise.issues):
        yield from _each(("issue", at, "by"), issue.by)
    for at, order in enumerate(exercise.order.options):
        yield from _each(("order", "option", at, "first"), order.first)
    yield from _each(("agreement", "signatories"), exercise.agreement.signatories)
    yield from _each(("agreement", "veto"), exercise.agreement.veto)
    yield from _keys(("agreement", "weights"), exercise.agreement.weights)
    for at, also in enumerate(exercise.agreement.also):
        yield ("agreement", "also", at, "delegation"), also.delegation
    for at, inject in enumerate(exercise.injects):
        if inject.to != "all":
            yield from _each(("inject", at, "to"), inject.to)
    for at, decision in enumerate(exercise.decisions):
        yield ("decision", at, "by"), decision.by
    for path, effects in effects_given(exercise):
        yield from _keys((*path, "walk_away"), effects.walk_away)
        yield from _keys((*path, "urgency"), effects.urgency)
    for at, question in enumerate(exercise.questions):
        if question.to != "all":
            yield from _each(("question", at, "for"), question.to)
    for at, opened in enumerate(exercise.rounds):
        for place, asked in enumerate(opened.questions):
            if asked.to != "all":
                yield from _each(("round", at, "question", place, "for"), asked.to)
    for path, condition in play_conditions(exercise):
        yield from _each((*path, "below_walk_away"), condition.below_walk_away)


def points_given(exercise: Exercise) -> Iterator[tuple[KeyPath, dict[str, float]]]:
    """Yield every table of points (delegation to points)."""
    for at, issue in enumerate(exercise.issues):
        for place, option in enumerate(issue.listed):
            yield ("issue", at, "option", place, "points"), option.points
        if issue.range is not None:
            # Of a range, the furthest that any value is from nothing.
            worth = {
                one: max(corners, key=_from_nothing)[1] for one, corners in issue.points.items()
            }
            yield ("issue", at, "points"), worth
    for at, form in enumerate(exercise.form.options):
        yield ("form", "option", at, "points"), form.points
    for at, order in enumerate(exercise.order.options):
        yield ("order", "option", at, "points"), order.points
    for at, interaction in enumerate(exercise.interactions):
        yield ("interaction", at, "points"), interaction.points
    for at, decision in enumerate(exercise.decisions):
        for place, choice in enumerate(decision.options):
            yield ("decision", at, "option", place, "points"), choice.points
    for path, effects in effects_given(exercise):
        for place, change in enumerate(effects.points):
            yield (*path, "points", place, "points"), change.points


def effects_given(exercise: Exercise) -> Iterator[tuple[KeyPath, Effects]]:
    """Yield the effects of every inject and of every option of a decision."""
    for at, inject in enumerate(exercise.injects):
        yield ("inject", at, "effects"), inject.effects
    for at, decision in enumerate(exercise.decisions):
        for place, option in enumerate(decision.options):
            yield ("decision", at, "option", place, "effects"), option.effects


def _from_nothing(corner: tuple[float, ...]) -> float:
    return abs(corner[1])


def pairs_named(exercise: Exercise) -> Iterator[Mention]:
    """Yield every `of-toward` key."""
    if exercise.climate is not None:
        yield from _keys(("climate", "trust"), exercise.climate.trust)
    for path, effects in effects_given(exercise):
        yield from _keys((*path, "trust"), effects.trust)
    for path, condition in play_conditions(exercise):
        yield from _keys((*path, "trust_at_least"), condition.trust_at_least)
        yield from _keys((*path, "trust_below"), condition.trust_below)


def package_conditions(exercise: Exercise) -> Iterator[tuple[KeyPath, PackageCondition]]:
    """Yield every condition on a package, including those nested in conditions on play."""
    for at, one in enumerate(exercise.delegations):
        for place, line in enumerate(one.red_lines):
            yield ("delegation", at, "red_line", place, "when"), line.when
    for at, issue in enumerate(exercise.issues):
        yield ("issue", at, "requires"), issue.requires
    for at, form in enumerate(exercise.form.options):
        yield ("form", "option", at, "requires"), form.requires
    for at, order in enumerate(exercise.order.options):
        yield ("order", "option", at, "requires"), order.requires
    for at, interaction in enumerate(exercise.interactions):
        yield ("interaction", at, "when"), interaction.when
    for at, also in enumerate(exercise.agreement.also):
        yield ("agreement", "also", at, "when"), also.when
    for path, effects in effects_given(exercise):
        if effects.forbid is not None:
            yield (*path, "forbid"), effects.forbid
    for path, play in play_conditions(exercise):
        for key in ("signed", "performed", "breached", "in_breach"):
            condition: PackageCondition | None = getattr(play, key)
            if condition is not None:
                yield (*path, key), condition


def play_conditions(exercise: Exercise) -> Iterator[tuple[KeyPath, PlayCondition]]:
    """Yield every condition on play, including nested ones."""
    for at, inject in enumerate(exercise.injects):
        yield from _within(("inject", at, "when"), inject.when)
    for at, decision in enumerate(exercise.decisions):
        yield from _within(("decision", at, "when"), decision.when)
    for at, ending in enumerate(exercise.endings):
        yield from _within(("ending", at, "when"), ending.when)


def _within(
    path: KeyPath, condition: PlayCondition | None
) -> Iterator[tuple[KeyPath, PlayCondition]]:
    if condition is None:
        return
    yield path, condition
    for at, one in enumerate(condition.any):
        yield from _within((*path, "any", at), one)
    yield from _within((*path, "not"), condition.not_)


def _each(path: KeyPath, names: tuple[str, ...]) -> Iterator[Mention]:
    for at, name in enumerate(names):
        yield (*path, at), name


def _keys(path: KeyPath, table: Iterable[str]) -> Iterator[Mention]:
    for name in table:
        yield (*path, name), name
