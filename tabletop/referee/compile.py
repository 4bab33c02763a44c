"""Compile an exercise for fast scoring: points as rows by option, conditions as option sets.

Compiled once per exercise and kept for the exercise's lifetime. Everything here is plain frozen
data indexed by option position, so that an analysis of the whole space can turn it into arrays
directly.
"""

from __future__ import annotations

from collections import abc
from dataclasses import dataclass
from enum import Enum
from typing import overload

from tabletop.exercise.amounts import AmountIds
from tabletop.exercise.conditions import CompiledCondition, PackageCondition, met_by
from tabletop.exercise.model import Exercise, FormOption, Issue, OrderOption
from tabletop.referee.codes import Values
from tabletop.referee.remembered import remembered
from tabletop.text.lists import listed
from tabletop.text.prose import flowing


class Kind(Enum):
    """How one choice is weighed for one delegation; docs/formulas.md has a row of
    factors for each.
    """

    JOINT = "joint text"
    FORM = "form"
    ORDER = "order"
    OTHERS = "others' act"
    OWN = "own act"
    PLAIN = "issue of an exercise without a climate"


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """One choice (issue, form or order) as one delegation sees it.

    `points` and `values` run along the options in the file's order; a status quo has 0 points.
    `values` hold what every ledger line about an option says. `pairs` are the (delegation,
    performer) trusts that a gain from others' acts depends on.
    """

    choice: str
    kind: Kind
    points: tuple[float, ...]
    values: abc.Sequence[Values]
    pairs: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _About(abc.Sequence[Values]):
    """What ledger lines say about each of an issue's options, made when it is asked for."""

    ids: tuple[str, ...]
    about: Values

    def __len__(self) -> int:
        return len(self.ids)

    @overload
    def __getitem__(self, place: int) -> Values: ...
    @overload
    def __getitem__(self, place: slice) -> abc.Sequence[Values]: ...
    def __getitem__(self, place: int | slice) -> Values | abc.Sequence[Values]:
        if isinstance(place, slice):
            return [{"option": id, **self.about} for id in self.ids[place]]
        return {"option": self.ids[place], **self.about}


@dataclass(frozen=True, slots=True)
class Combination:
    """An interaction and the choices it names; `acts` are the issues among them that have
    performers.
    """

    id: str
    when: CompiledCondition
    acts: tuple[str, ...]
    doubt: bool
    points: dict[str, float]


@dataclass(frozen=True, slots=True)
class Requirement:
    """A requirement: `choice` at one of `options` needs `when`."""

    choice: str
    options: frozenset[str]
    when: CompiledCondition


@dataclass(frozen=True, slots=True)
class Sequence:
    """An order: who acts first, the number of instalments, and the factor on delayed gains."""

    first: frozenset[str]
    instalments: int
    delay: float


@dataclass(frozen=True, slots=True)
class CompiledDelegation:
    """A delegation: its rows, and the trusts that its own acts and combined gains depend on.

    `exposure` is e by order, where the counterparts promise something (it is 1 where they do not).
    """

    id: str
    rows: tuple[ChoiceRow, ...]
    counterparts: frozenset[str]
    pairs: tuple[tuple[str, str], ...]
    exposure: dict[str, float]
    red_lines: tuple[tuple[CompiledCondition, str], ...]


@dataclass(frozen=True, slots=True)
class CompiledExercise:
    """Everything scoring needs. `issues` are issue ids in the file's order; `places` map options to
    indices.

    `assurance` runs along the options of each choice; `most_assurance` caps their sum k.
    """

    issues: tuple[str, ...]
    places: dict[str, dict[str, int]]
    status_quo: dict[str, str]
    performers: dict[str, tuple[str, ...]]
    assurance: dict[str, tuple[float, ...]]
    assured: tuple[str, ...]
    """The choices that have an option with any assurance; the others can't change k."""
    most_assurance: float
    fade: float
    requirements: tuple[Requirement, ...]
    sequences: dict[str, Sequence]
    combinations: tuple[Combination, ...]
    parties: dict[str, CompiledDelegation]
    also: tuple[tuple[str, CompiledCondition], ...]
    """Who must also sign, and packages of which kind."""


def compile_condition(exercise: Exercise, condition: PackageCondition) -> CompiledCondition:
    """Compile a condition on a package. Raises `KeyError` or `ValueError` for a dangling id."""
    return tuple(
        (choice, met_by(test, exercise.choices[choice])) for choice, test in condition.items()
    )


@remembered
def compiled(exercise: Exercise) -> CompiledExercise:
    """Return the compiled exercise, compiling it on first use."""
    constants = exercise.referee
    assurance = {
        **{issue.id: issue.assurances for issue in exercise.issues},
        "form": tuple(o.assurance for o in exercise.form.options),
        "order": tuple(o.assurance for o in exercise.order.options),
    }
    sequences = {
        option.id: Sequence(
            frozenset(option.first),
            option.instalments,
            exercise.order.instalment_delay if option.instalments > 1 else 1.0,
        )
        for option in exercise.order.options
    }
    return CompiledExercise(
        issues=tuple(issue.id for issue in exercise.issues),
        places={
            choice: options.places
            if isinstance(options, AmountIds)
            else {option: place for place, option in enumerate(options)}
            for choice, options in exercise.choices.items()
        },
        status_quo={}
        if exercise.whole
        else {issue.id: issue.status_quo for issue in exercise.issues},
        performers={issue.id: exercise.performers(issue.id) for issue in exercise.issues},
        assurance=assurance,
        assured=tuple(choice for choice, shares in assurance.items() if any(shares)),
        most_assurance=constants.most_assurance,
        fade=constants.fade,
        requirements=tuple(_requirements(exercise)),
        sequences=sequences,
        combinations=tuple(_combinations(exercise)),
        parties={one.id: _party(exercise, one.id) for one in exercise.delegations},
        also=tuple(
            (one.delegation, compile_condition(exercise, one.when))
            for one in exercise.agreement.also
        ),
    )


def _requirements(exercise: Exercise) -> list[Requirement]:
    found = []
    for issue in exercise.issues:
        if issue.requires:
            stands = () if exercise.whole else (issue.status_quo,)
            moved = frozenset(issue.ids).difference(stands)
            found.append(Requirement(issue.id, moved, compile_condition(exercise, issue.requires)))
    bound: list[tuple[str, FormOption]] = [("form", option) for option in exercise.form.options]
    bound += [("order", option) for option in exercise.order.options]
    for choice, option in bound:
        if option.requires:
            when = compile_condition(exercise, option.requires)
            found.append(Requirement(choice, frozenset({option.id}), when))
    return found


def _combinations(exercise: Exercise) -> list[Combination]:
    return [
        Combination(
            one.id,
            compile_condition(exercise, one.when),
            tuple(i.id for i in exercise.issues if i.by and i.id in one.when),
            one.doubt,
            dict(one.points),
        )
        for one in exercise.interactions
    ]


def _party(exercise: Exercise, delegation: str) -> CompiledDelegation:
    one = exercise.delegation_by_id[delegation]
    plain = exercise.climate is None
    rows = [_issue_row(issue, delegation, plain, exercise.whole) for issue in exercise.issues]
    form: tuple[FormOption, ...] = exercise.form.options
    rows.append(_bound_row("form", Kind.FORM, form, delegation))
    order: tuple[FormOption, ...] = exercise.order.options
    rows.append(_bound_row("order", Kind.ORDER, order, delegation))
    return CompiledDelegation(
        id=delegation,
        rows=tuple(rows),
        counterparts=frozenset(one.counterparts),
        pairs=tuple((delegation, other) for other in one.counterparts),
        exposure={
            option.id: _exposure(exercise, option, delegation) for option in exercise.order.options
        },
        red_lines=tuple(
            (compile_condition(exercise, line.when), flowing(line.because))
            for line in one.red_lines
        ),
    )


def _exposure(exercise: Exercise, order: OrderOption, delegation: str) -> float:
    """Return e, the share of its own acts a delegation has lost if the other side
    does not deliver.
    """
    if order.first:
        return 1.0 if delegation in order.first else 0.0
    if order.instalments > 1:
        return exercise.referee.exposure_step
    return exercise.referee.exposure_together


def _issue_row(issue: Issue, delegation: str, plain: bool, whole: bool) -> ChoiceRow:
    others: tuple[str, ...] = ()
    if plain:
        kind = Kind.PLAIN
    elif not issue.by:
        kind = Kind.JOINT
    elif delegation in issue.by:
        kind, others = Kind.OWN, tuple(one for one in issue.by if one != delegation)
    else:
        kind, others = Kind.OTHERS, issue.by
    about: Values = {"delegations": others} if others else {}
    points = list(issue.worths(delegation))
    if not whole:
        points[issue.quo] = 0.0
    return ChoiceRow(
        issue.id,
        kind,
        tuple(points),
        _About(issue.ids, about),
        tuple((delegation, one) for one in issue.by) if kind is Kind.OTHERS else (),
    )


def _bound_row(
    choice: str, kind: Kind, options: tuple[FormOption, ...], delegation: str
) -> ChoiceRow:
    return ChoiceRow(
        choice,
        kind,
        tuple(option.points.get(delegation, 0.0) for option in options),
        _About(tuple(option.id for option in options), {}),
    )


def names(exercise: Exercise, delegations: tuple[str, ...]) -> str:
    """Join delegations' names: "A", "A and B", "A, B and C"."""
    return listed([exercise.delegation_by_id[one].name for one in delegations])
