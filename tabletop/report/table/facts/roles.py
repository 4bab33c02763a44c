"""Roles within delegations: who had them, what they were told, and what each has in the end."""

from __future__ import annotations

from dataclasses import dataclass

from tabletop.exercise.model import DelegationRole, Exercise
from tabletop.play.queries.naming import choice_name, names_now, option_name
from tabletop.play.queries.roles import held
from tabletop.play.state import FACILITATOR
from tabletop.play.view.role_worth import role_worth_now
from tabletop.referee.circumstances import reaches
from tabletop.referee.ledger import tenths
from tabletop.report.table.facts.outcome import LineTold
from tabletop.report.table.facts.walk import Walk


@dataclass(frozen=True)
class OwnPoints:
    """What an option is worth to a role; `stands` if it does at the end."""

    choice: str
    option: str
    points: float
    stands: bool


@dataclass(frozen=True)
class OwnResult:
    """What a role has at the end, or where the game stands, in its own points."""

    value: float
    printed: float
    walk_away: float | None
    ledger: tuple[LineTold, ...]

    @property
    def below(self) -> bool:
        """Whether it is below its own walk-away."""
        return self.walk_away is not None and not reaches(self.value, self.walk_away)


@dataclass(frozen=True)
class RoleTold:
    """A role: `people` had it, in order of time; `result` is None where it has no points."""

    delegation: str
    name: str
    people: tuple[str, ...]
    brief: str
    points: tuple[OwnPoints, ...]
    result: OwnResult | None


def roles(told: Walk) -> tuple[RoleTold, ...]:
    """Return the roles with a brief of their own, in the exercise's order."""
    exercise = told.exercise
    if not exercise.has.roles:
        return ()
    had = _people(told)
    worth = {(one.delegation, one.role): one for one in role_worth_now(told.final, FACILITATOR)}
    found = []
    for party in exercise.delegations:
        for role in party.own_roles:
            one = worth.get((party.id, role.id))
            result = None
            if one is not None:
                printed, total = tenths([line.value for line in one.ledger])
                lines = tuple(map(LineTold, one.ledger, printed))
                result = OwnResult(one.value, total, one.walk_away, lines)
            found.append(
                RoleTold(
                    party.id,
                    role.name,
                    tuple(had.get((party.id, role.id), ())),
                    role.secret_brief,
                    _points(told, exercise, role),
                    result,
                )
            )
    return tuple(found)


def _people(told: Walk) -> dict[tuple[str, str], list[str]]:
    """Return the names of everybody who had each role once the game had begun."""
    found: dict[tuple[str, str], list[str]] = {}
    for step in told.steps:
        if step.event.kind not in ("seat.assigned", "round.opened") or not step.after.round:
            continue
        names = names_now(step.after)
        for seat in step.after.seats.values():
            for role in held(step.after, seat) if names[seat.id] else ():
                people = found.setdefault((seat.delegation or "", role.id), [])
                if names[seat.id] not in people:
                    people.append(names[seat.id])
    return found


def _points(told: Walk, exercise: Exercise, role: DelegationRole) -> tuple[OwnPoints, ...]:
    return tuple(
        OwnPoints(*_named(exercise, choice, option), points, _stands(told, choice, option))
        for choice, options in role.points.items()
        for option, points in options.items()
    )


def _named(exercise: Exercise, choice: str, option: str) -> tuple[str, str]:
    decision = exercise.decision_by_id.get(choice)
    if decision is not None:
        return decision.name, decision.option_by_id[option].name
    return choice_name(exercise, choice), option_name(exercise, choice, option)


def _stands(told: Walk, choice: str, option: str) -> bool:
    """Return whether an option stands at the end, or is what was decided."""
    if choice in told.exercise.decision_by_id:
        asked = told.final.decisions.get(choice)
        return asked is not None and not asked.open and asked.option == option
    stands = told.final.stands
    return stands is not None and stands.get(choice) == option
