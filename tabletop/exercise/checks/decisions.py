"""Decisions: somebody can take each of them, and what asks about them names what there is."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from tabletop.exercise.checks.conditions import misread
from tabletop.exercise.checks.mentions import play_conditions
from tabletop.exercise.conditions import met_by
from tabletop.exercise.decisions import Decision
from tabletop.exercise.locate import Finding, KeyPath
from tabletop.exercise.model import PHASES, Exercise, PlayCondition
from tabletop.exercise.wording import quoted, unknown

Moment = tuple[int, int]
"""A round (from 1) and the index of its phase."""


def decision_faults(exercise: Exercise) -> Iterator[Finding]:
    """Return defaults, rounds, and mentions of decisions that do not exist."""
    rounds = len(exercise.rounds)
    for at, one in enumerate(exercise.decisions):
        path: KeyPath = ("decision", at)
        if one.default and one.default not in one.option_by_id:
            message = unknown("option", one.default, one.option_by_id, f" of {one.id}")
            yield Finding((*path, "default"), message)
        if one.round is not None and one.round > rounds:
            counted = f"the exercise has {rounds} round{'s' if rounds > 1 else ''}"
            message = f"there is no round {one.round}: {counted}; choose an earlier one"
            yield Finding((*path, "round"), message)
    for path, condition in play_conditions(exercise):
        yield from _mentioned(exercise, path, condition)


def _mentioned(exercise: Exercise, path: KeyPath, condition: PlayCondition) -> Iterator[Finding]:
    known = exercise.decision_by_id
    for id, test in (condition.decided or {}).items():
        here = (*path, "decided", id)
        if id not in known:
            yield Finding(here, unknown("decision", id, known), at_key=True)
            continue
        options = tuple(known[id].option_by_id)
        tests = [(here, test)] if isinstance(test, str) else []
        tests += [((*here, at), one) for at, one in enumerate(test) if not isinstance(test, str)]
        wrong = [(place, misread(id, one, options)) for place, one in tests]
        found = [Finding(place, message) for place, message in wrong if message is not None]
        yield from found
        if not found and not met_by(test, options):
            yield Finding(here, f"no option of {id} can meet this; name at least one that may")
    for at, id in enumerate(condition.undecided):
        here = (*path, "undecided", at)
        if id not in known:
            yield Finding(here, unknown("decision", id, known))
        elif known[id].default:
            message = f"'{id}' has a default, so it is always decided; ask for that with 'decided'"
            yield Finding(here, message)


def idle_faults(exercise: Exercise) -> Iterator[Finding]:
    """Return that there is nothing to do in an exercise."""
    if not (exercise.has.offers or exercise.has.decisions or exercise.has.discussion):
        message = "there is neither an [[issue]] nor a [[decision]]; add at least one"
        yield Finding((), message)


def deciding_faults(exercise: Exercise) -> Iterator[Finding]:
    """Return decisions that nobody can ever take, and what counts for nothing where nothing is
    negotiated.
    """
    if not exercise.has.offers:
        for path, what in _of_offers(exercise):
            message = f"nothing is negotiated without an [[issue]], so {what}; take this out"
            yield Finding(path, message, at_key=True)
    able = able_to_be_taken(exercise)
    for at, one in enumerate(exercise.decisions):
        if one.phase not in exercise.phases:
            named = ", ".join(phase for phase in exercise.phases if phase not in _NO_DECISIONS)
            message = f"no round names the phase '{one.phase}', so nobody can take '{one.id}'"
            there = (
                f"choose one of {named}" if named else f"add {one.phase} = 0 to a round's phases"
            )
            yield Finding(("decision", at, "phase"), f"{message}; {there}")
        elif one.id not in able and one.when is not None:
            reason = _waits_for(exercise, one, one.when, able)
            message = f"nobody can ever take '{one.id}': {reason}; change its condition or its time"
            yield Finding(("decision", at, "when"), message)


_NO_DECISIONS = ("situation", "ruling")


def _of_offers(exercise: Exercise) -> Iterator[tuple[KeyPath, str]]:
    for key, what in (
        ("whole", "there is no whole to settle"),
        ("form", "there is no agreement to bind"),
        ("order", "there are no moves to put in order"),
        ("agreement", "nobody signs anything"),
    ):
        if key in exercise.model_fields_set:
            yield (key,), what
    for at, _ in enumerate(exercise.interactions):
        yield ("interaction", at), "no issues can be combined"
    for at, one in enumerate(exercise.delegations):
        for key, what in (
            ("counterparts", "nobody waits for another's acts"),
            ("urgency", "there is no gain that could be urgent"),
        ):
            if key in one.model_fields_set:
                yield ("delegation", at, key), what
        if one.red_lines:
            yield ("delegation", at, "red_line"), "no deal is told to be beyond a red line"
    for path, condition in play_conditions(exercise):
        for key in ("signed", "performed", "breached", "in_breach"):
            if getattr(condition, key) is not None:
                yield (*path, key), f"nothing can be {key.removeprefix('in_')}"


def able_to_be_taken(exercise: Exercise) -> frozenset[str]:
    """Return the decisions whose condition may hold, as far as it asks about other decisions."""
    able: set[str] = set()
    while True:
        more = {
            one.id
            for one in exercise.decisions
            if one.id not in able
            and (one.when is None or _waits_for(exercise, one, one.when, able) is None)
        }
        if not more:
            return frozenset(able)
        able |= more


def _waits_for(
    exercise: Exercise, one: Decision, when: PlayCondition, able: Collection[str]
) -> str | None:
    """Return why what a decision waits for can't have been decided by then; None if it may."""
    latest = (one.round or len(exercise.rounds), PHASES.index(one.phase))
    for id in (*(when.decided or ()), *when.undecided):
        other = exercise.decision_by_id.get(id)
        if other is None:
            continue  # That is a fault of its own.
        if other.id == one.id:
            return "it waits for itself"
        earliest = closing(other)
        at_once = other.final and not other.secret and id not in when.undecided
        if other.id not in able or earliest > latest or (earliest == latest and not at_once):
            return f"it waits for {quoted(id)}, which can't be decided before it"
    reasons = [_waits_for(exercise, one, any, able) for any in when.any]
    return reasons[0] if reasons and all(reasons) else None


def closing(decision: Decision) -> Moment:
    """Return the earliest phase in or after which a decision can have been taken."""
    return decision.round or 1, PHASES.index(decision.phase)
