"""What a seat sees of the issues, the form and the order: their options, and its own points."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tabletop.exercise.amounts import AmountIds
from tabletop.exercise.conditions import met_by
from tabletop.exercise.model import FormOption, Issue, Option
from tabletop.play import seen as s
from tabletop.play.seen.amounts_seen import amounts_seen
from tabletop.play.seen.option_seen import OptionSeen
from tabletop.play.state import State
from tabletop.play.view.seen_again import bound_again, issues_again
from tabletop.text.prose import flowing


def issues_seen(state: State, mine: tuple[str, ...]) -> tuple[s.ChoiceSeen, ...]:
    """Return the issues with the points of those delegations in `mine`."""
    return issues_again(
        state, mine, lambda: tuple(_issue(state, issue, mine) for issue in state.exercise.issues)
    )


def _issue(state: State, issue: Issue, mine: tuple[str, ...]) -> s.ChoiceSeen:
    options: Sequence[OptionSeen] = tuple(
        _option(state, issue, option, mine) for option in issue.listed
    )
    if isinstance(issue.ids, AmountIds):
        options = amounts_seen(state, issue, issue.ids, mine)
    return s.ChoiceSeen(issue.id, issue.name, flowing(issue.summary), issue.by, options)


def _option(state: State, issue: Issue, option: Option, mine: tuple[str, ...]) -> OptionSeen:
    added = state.circumstances.points
    points = {
        one: option.points.get(one, 0.0) + added.get((issue.id, option.id, one), 0.0)
        for one in mine
    }
    # Only what is unavailable by itself: a combination shows when a package has it.
    gone = option.id != state.standing[issue.id] and any(
        set(condition) == {issue.id}
        and option.id in met_by(condition[issue.id], state.exercise.choices[issue.id])
        for condition in state.circumstances.forbidden
    )
    obstacle = f"{issue.name} '{option.name}' is no longer possible." if gone else None
    return OptionSeen(option.id, option.name, flowing(option.summary), points, obstacle)


def bound_seen(
    state: State, id: str, name: str, options: Iterable[FormOption], mine: tuple[str, ...]
) -> s.ChoiceSeen:
    """Return the form or the order with the points of those delegations in `mine`."""
    return bound_again(
        state,
        id,
        mine,
        lambda: s.ChoiceSeen(
            id,
            name,
            "",
            (),
            tuple(
                OptionSeen(
                    option.id,
                    option.name,
                    flowing(option.summary),
                    {one: option.points.get(one, 0.0) for one in mine},
                )
                for option in options
            ),
        ),
    )
