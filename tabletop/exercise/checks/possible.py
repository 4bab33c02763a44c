"""Find impossible options and conditions that can never hold, by constraint propagation.

Each choice starts with the set of all its options, which the requirements of moved choices narrow
until nothing changes. An empty set proves that no package is left; a non-empty one proves nothing,
so this finds contradictions, not all impossibilities.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tabletop.exercise.checks.covering import always
from tabletop.exercise.checks.mentions import package_conditions, play_conditions
from tabletop.exercise.conditions import PackageCondition, met_by
from tabletop.exercise.locate import Finding, KeyPath
from tabletop.exercise.model import Exercise, OrderOption, PlayCondition

_BROKEN = ("breached", "in_breach")

Left = dict[str, frozenset[str]]
"""The options still possible, by issue, form and order."""


def impossible(exercise: Exercise) -> Iterator[Finding]:
    """Return options, orders and conditions of an exercise that can never come about."""
    hopeless = list(_hopeless(exercise))
    yield from hopeless
    for place, order in enumerate(exercise.order.options):
        reason = _one_sided(exercise, order)
        if reason is not None:
            yield Finding(("order", "option", place), f"the order '{order.id}' {reason}")
    if hopeless:
        return
    for path, condition in package_conditions(exercise):
        # What was performed or breached need not have been part of any one agreement.
        if path[-1] not in ("requires", "performed", *_BROKEN) and not can_be(condition, exercise):
            message = "no agreement can meet this condition: its rows require what contradicts them"
            only_in_breach = path[0] == "interaction"
            yield Finding(path, f"{message}; take a row out", warning=only_in_breach)
        elif path[-1] == "signed" and _moves_nothing(exercise, condition):
            message = (
                "an offer moves at least one issue, so only an agreement that takes back an "
                "earlier one meets this; where nothing is agreed write not = { signed = {} }"
            )
            yield Finding(path, message, warning=True)
    for path, play in play_conditions(exercise):
        reason = contradiction(play, exercise)
        if reason is not None:
            yield Finding(path, f"this condition can never hold: {reason}")
        for key in _BROKEN:
            for named in getattr(play, key) or ():
                if not _has_performers(exercise, named):
                    message = f"nobody performs '{named}', so it can't be breached; name an act"
                    yield Finding((*path, key, named), message, at_key=True, warning=True)


def _moves_nothing(exercise: Exercise, condition: PackageCondition) -> bool:
    """Return whether a condition leaves every issue at its status quo."""
    return (
        bool(exercise.issues)
        and not exercise.whole
        and all(
            issue.id in condition and met_by(condition[issue.id], issue.ids) == {issue.status_quo}
            for issue in exercise.issues
        )
    )


def _has_performers(exercise: Exercise, choice: str) -> bool:
    issue = exercise.issue_by_id.get(choice)
    return issue is not None and bool(issue.by)


def _hopeless(exercise: Exercise) -> Iterator[Finding]:
    """Return issues that can't be moved, and options of issues, forms and orders that can't be
    chosen.
    """
    because = "what it requires contradicts itself; change its 'requires', or that of what it needs"
    for at, issue in enumerate(exercise.issues):
        lost = [
            place
            for place, option in enumerate(issue.listed)
            if not can_be({issue.id: option.id}, exercise)
        ]
        # Any value of a range asks for the same, so one condition speaks of all.
        moved: PackageCondition = {} if exercise.whole else {issue.id: f"!= {issue.status_quo}"}
        unmoved = issue.range is not None and not can_be(moved, exercise)
        if unmoved or (issue.listed and len(lost) >= len(issue.listed) - (not exercise.whole)):
            message = f"the issue '{issue.id}' can never be moved: {because}"
            yield Finding(("issue", at, "requires"), message, at_key=True)
            continue
        for place in lost:
            message = f"'{issue.listed[place].id}' can never be had: {because}"
            yield Finding(("issue", at, "option", place), message)
    for choice in ("form", "order"):
        for place, one in enumerate(exercise.choices[choice]):
            if not can_be({choice: one}, exercise):
                path: KeyPath = (choice, "option", place, "requires")
                yield Finding(path, f"'{one}' can never be had: {because}", at_key=True)


def can_be(condition: PackageCondition, exercise: Exercise) -> bool:
    """Return whether some package may meet a condition and everything its choices require.

    False is certain, True is not.
    """
    left: Left = exercise.every_option
    narrowed = _narrowed(left, condition, exercise)
    while narrowed != left:
        left = narrowed
        for required in _required(left, exercise):
            narrowed = _narrowed(narrowed, required, exercise)
    return all(left.values())


def _narrowed(left: Left, condition: PackageCondition, exercise: Exercise) -> Left:
    rows = {one: left[one] & met_by(test, exercise.choices[one]) for one, test in condition.items()}
    return {**left, **rows}


def _required(left: Left, exercise: Exercise) -> Iterator[PackageCondition]:
    """Return the requirements that every remaining package must meet."""
    for issue in exercise.issues:
        if exercise.whole or issue.status_quo not in left[issue.id]:
            yield issue.requires
    for choice, by_id in (("form", exercise.form_by_id), ("order", exercise.order_by_id)):
        if len(left[choice]) == 1:
            yield by_id[next(iter(left[choice]))].requires


def _one_sided(exercise: Exercise, order: OrderOption) -> str | None:
    """Return why no package can have an order that needs acts on two sides."""
    acting = {one for issue in exercise.issues for one in issue.by}
    if order.first:
        if acting.isdisjoint(order.first):
            return "can never be had: nobody in 'first' performs an issue; name performers"
        if acting <= set(order.first):
            return "can never be had: all performers are in 'first'; leave one out"
    if order.instalments == 2 and not any(
        one in acting and acting & set(exercise.delegation_by_id[one].counterparts)
        for one in exercise.delegation_by_id
    ):
        return (
            "can never be had: instalments need a performer whose counterpart performs too; "
            "name counterparts or another issue's performers"
        )
    return None


def contradiction(condition: PlayCondition, exercise: Exercise) -> str | None:
    """Return why a condition on play can never hold, in words that say what to change; None if it
    may.
    """
    least, most = condition.tension_at_least, condition.tension_at_most
    if least is not None and most is not None and least > most:
        return f"tension can't be at least {least:g} and at most {most:g}; swap the two"
    pair = _crossed(condition.trust_at_least, condition.trust_below)
    if pair is not None:
        return (
            f"trust {pair} can't be below {condition.trust_below[pair]:g} and "
            f"at least {condition.trust_at_least.get(pair, 0):g}; change one"
        )
    if condition.round_at_least is not None and condition.round_at_least > len(exercise.rounds):
        count = len(exercise.rounds)
        rounds = "there is 1 round" if count == 1 else f"there are {count} rounds"
        return (
            f"{rounds}, and round_at_least is {condition.round_at_least}; choose an earlier round"
        )
    both = next((one for one in condition.undecided if one in (condition.decided or ())), None)
    if both is not None:
        return f"'{both}' can't be both decided and not taken; take it out of one of them"
    if condition.not_ is not None and always(condition.not_):
        return "its 'not' holds an empty condition, which always holds; say what must not be"
    return None


def _crossed(at_least: Mapping[str, float], below: Mapping[str, float]) -> str | None:
    """Return a pair whose trust would have to be both below one level and at least another."""
    return next((pair for pair in below if below[pair] <= at_least.get(pair, 0)), None)
