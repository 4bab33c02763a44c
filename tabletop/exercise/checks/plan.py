"""Planned injects, questions of rounds and objectives: contradictions, and what never comes."""

from __future__ import annotations

from collections.abc import Iterator

from tabletop.exercise.locate import Finding, KeyPath
from tabletop.exercise.model import Exercise, Inject
from tabletop.exercise.wording import quoted, unknown

OWNERS = ("facilitator", "evaluator")
"""Who may own an inject besides a delegation."""


def plan_faults(exercise: Exercise) -> Iterator[Finding]:
    """Return what is wrong with the times, owners and questions of an exercise."""
    known = {one.id for one in exercise.injects}
    for at, inject in enumerate(exercise.injects):
        path: KeyPath = ("inject", at)
        yield from _times(inject, path)
        if inject.after is not None:
            yield from _following(exercise, inject, path, known)
        owners = (*OWNERS, *exercise.delegation_by_id)
        if inject.owner and inject.owner not in owners:
            yield Finding((*path, "owner"), unknown("owner", inject.owner, owners))
    yield from _questions(exercise)
    yield from _objectives(exercise)


def _times(inject: Inject, path: KeyPath) -> Iterator[Finding]:
    if inject.minutes < 0:
        opens = "the inject that it follows" if inject.after else "its round opens"
        if inject.after is None and inject.phase_named:
            opens = "its phase opens"
        message = f"at = {inject.minutes} is before {opens}; give the minutes after that, 0 or more"
        yield Finding((*path, "at"), message)
    if inject.manual and inject.auto:
        message = (
            f"the inject '{inject.id}' can't be both manual and auto: the facilitator delivers it, "
            "or the clock; take one out"
        )
        yield Finding((*path, "auto"), message, at_key=True)
    elif inject.manual and inject.timed:
        key = "at" if isinstance(inject.at, int) else "after"
        message = (
            f"'{key}' counts for nothing beside manual; take manual out: the facilitator delivers "
            "what is due anyway, unless it has auto"
        )
        yield Finding((*path, key), message, at_key=True)
    elif inject.auto and not inject.timed:
        message = "'auto' is for an inject with a time; give it 'at' in minutes, or 'after'"
        yield Finding((*path, "auto"), message, at_key=True)
    if inject.after is not None:
        for key in ("round", "phase"):
            if key in inject.model_fields_set:
                message = f"'{key}' counts for nothing beside 'after'; take one of them out"
                yield Finding((*path, key), message, at_key=True)


def _following(
    exercise: Exercise, inject: Inject, path: KeyPath, known: set[str]
) -> Iterator[Finding]:
    """Return what is wrong with the inject that another follows."""
    if inject.after == inject.id:
        message = f"the inject '{inject.id}' can't follow itself; name another one"
        yield Finding((*path, "after"), message)
        return
    if inject.after not in known:
        yield Finding((*path, "after"), unknown("inject", str(inject.after), sorted(known)))
        return
    chain = [inject.id]
    while (following := exercise.inject_by_id.get(chain[-1])) and following.after is not None:
        if following.after == inject.id:
            told = " after ".join(quoted(one) for one in (*chain, inject.id))
            message = f"these follow each other in a circle: {told}; give one of them a round"
            yield Finding((*path, "after"), message)
            return
        if following.after in chain:
            return  # The circle is further on, and is told there.
        chain.append(following.after)


def _questions(exercise: Exercise) -> Iterator[Finding]:
    seen: set[str] = set()
    for number, one in enumerate(exercise.rounds):
        for at, question in enumerate(one.questions):
            path: KeyPath = ("round", number, "question", at)
            if question.id in seen:
                message = f"there is already a question '{question.id}'; give it another id"
                yield Finding((*path, "id"), message)
            seen.add(question.id)
            if question.phase is not None and question.phase not in exercise.phases:
                message = (
                    f"no round names the phase '{question.phase}', so it is never asked; choose "
                    f"one of {', '.join(exercise.phases)}"
                )
                yield Finding((*path, "phase"), message)
            if question.to == ():
                yield Finding((*path, "for"), _of_nobody(question.id))
    for at, asked in enumerate(exercise.questions):
        # A file of format 1 may have it: it is played as ever.
        if asked.to == ():
            yield Finding(("question", at, "for"), _of_nobody(asked.id), warning=True)


def _of_nobody(id: str) -> str:
    return f"the question '{id}' is asked of nobody; write \"all\" or name delegations"


def _objectives(exercise: Exercise) -> Iterator[Finding]:
    seen: set[str] = set()
    for at, goal in enumerate(exercise.goals):
        path: KeyPath = ("objective", at)
        if goal.id in seen:
            message = f"there is already an objective '{goal.id}'; give it another id"
            yield Finding((*path, "id"), message)
        seen.add(goal.id)
        for place, task in enumerate(goal.tasks):
            if task in goal.tasks[:place]:
                message = f"the task {quoted(task)} is already in this list; take it out"
                yield Finding((*path, "tasks", place), message)


def plan_advice(exercise: Exercise) -> Iterator[Finding]:
    """Warn about injects that their own phase or round is too short for, and about those that
    follow one that never comes.
    """
    for at, inject in enumerate(exercise.injects):
        path: KeyPath = ("inject", at)
        seconds = _lasts(exercise, inject)
        if seconds is not None and inject.minutes * 60 >= seconds:
            what = f"the phase '{inject.phase}'" if inject.phase_named else "its round"
            message = (
                f"at = {inject.minutes}, but {what} lasts {_minutes(seconds)}: the inject "
                f"'{inject.id}' can only come if time is added; give it an earlier time"
            )
            yield Finding((*path, "at"), message, warning=True)
        elif inject.after is not None:
            yield from _too_long_a_chain(exercise, inject, path)


def _too_long_a_chain(exercise: Exercise, inject: Inject, path: KeyPath) -> Iterator[Finding]:
    """Warn about an inject that follows so late that the last round would be over."""
    first, minutes = inject, inject.minutes
    while first.after is not None:
        first = exercise.inject_by_id[first.after]
        minutes += first.minutes
    opens = (first.round or 1) - 1
    clocks = [
        one.phases.get(phase, 0) for one in exercise.rounds[opens:] for phase in exercise.phases
    ]
    if clocks and all(clocks) and minutes * 60 >= sum(clocks):
        message = (
            f"the inject '{inject.id}' follows {minutes} minutes after round {opens + 1} opened at "
            f"the earliest, but from there all lasts {_minutes(sum(clocks))}: it can only come if "
            "time is added; let it follow sooner"
        )
        yield Finding((*path, "after"), message, warning=True)


def _lasts(exercise: Exercise, inject: Inject) -> int | None:
    """Return the seconds of the phase or round in which an inject is due; None without a clock."""
    if not isinstance(inject.at, int) or inject.after is not None or inject.round is None:
        return None
    if inject.round > len(exercise.rounds):
        return None
    phases = exercise.rounds[inject.round - 1].phases
    if inject.phase_named:
        return phases.get(inject.phase) or None
    clocks = [phases.get(one, 0) for one in exercise.phases]
    return sum(clocks) if all(clocks) else None


def _minutes(seconds: int) -> str:
    whole, rest = divmod(seconds, 60)
    told = [
        f"{count} {unit}{'' if count == 1 else 's'}"
        for count, unit in ((whole, "minute"), (rest, "second"))
        if count
    ]
    return " and ".join(told)
