"""Warnings about the game itself: what nobody cares about, what never comes, what takes long to
read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tabletop.exercise.checks.covering import always, covers
from tabletop.exercise.checks.decisions import able_to_be_taken, closing
from tabletop.exercise.checks.mentions import effects_given, points_given
from tabletop.exercise.checks.possible import contradiction
from tabletop.exercise.conditions import PackageCondition, met_by
from tabletop.exercise.locate import Finding
from tabletop.exercise.model import PHASES, Delegation, Exercise, PhaseName, PlayCondition
from tabletop.exercise.package import status_quo
from tabletop.exercise.wording import quoted

WORDS_A_MINUTE = 200
"""Reading speed for a text that is new and must be remembered, in words per minute."""
MOST_MINUTES = 3
"""The most minutes that a delegation's two briefs should take: everybody waits for the slowest
reader.
"""

_IDEOGRAPHS = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
"""Scripts without spaces between words: about two of these characters are read in the time of one
word.
"""

Moment = tuple[int, int]
"""A round (from 1) and the index of its phase."""


def game_advice(exercise: Exercise) -> Iterator[Finding]:
    """Return issues without interest, injects, decisions and endings that never come, long briefs.

    Warnings that need every package scored are in `referee.balance`.
    """
    if exercise.has.points:
        yield from _idle_issues(exercise)
    yield from _never(exercise)
    yield from _nothing_to_decide(exercise)
    yield from _long_briefs(exercise)


def _nothing_to_decide(exercise: Exercise) -> Iterator[Finding]:
    """Warn about rounds whose decision phase asks nothing, where nothing is signed in it either."""
    if exercise.has.offers or not exercise.has.decisions:
        return
    there = [at for at, this in enumerate(exercise.rounds) if "decision" in this.phases]
    asking = [one for one in exercise.decisions if one.phase == "decision"]
    for at in there:
        # Without a condition a decision is asked in the first round that has its phase.
        rounds = [one.round or (at + 1 if one.when is not None else there[0] + 1) for one in asking]
        if at + 1 not in rounds:
            message = (
                f"nothing can be decided in the decision phase of round {at + 1}; leave the phase "
                "out of this round's phases, or ask a decision in it"
            )
            yield Finding(("round", at, "phases", "decision"), message, warning=True)


def _idle_issues(exercise: Exercise) -> Iterator[Finding]:
    """Warn about issues that are worth nothing to anybody, alone or combined with others."""
    cared_for = {
        exercise.issues[int(path[1])].id
        for path, points in points_given(exercise)
        if path[0] == "issue" and any(points.values())
    }
    for _, effects in effects_given(exercise):
        cared_for |= {one.issue for one in effects.points if any(one.points.values())}
    for condition in _at_stake(exercise):
        cared_for |= set(condition)
    for at, issue in enumerate(exercise.issues):
        if issue.id not in cared_for:
            message = (
                f"nobody cares about '{issue.id}': none of its options is worth anything to any "
                "delegation; give one points, or leave the issue out"
            )
            yield Finding(("issue", at), message, warning=True)


def _at_stake(exercise: Exercise) -> Iterator[PackageCondition]:
    """Yield the conditions that points, signatures or other choices depend on."""
    for party in exercise.delegations:
        yield from (line.when for line in party.red_lines)
    yield from (one.when for one in exercise.interactions if any(one.points.values()))
    yield from (one.when for one in exercise.agreement.also)
    yield from (one.requires for one in exercise.issues)
    yield from (one.requires for one in exercise.form.options)
    yield from (one.requires for one in exercise.order.options)


def _never(exercise: Exercise) -> Iterator[Finding]:
    """Warn about injects and endings that wait for something that can't have happened by then."""
    last = len(exercise.rounds)
    never: set[str] = set()
    for at, inject in enumerate(exercise.injects):
        if inject.when is not None and not inject.manual:
            moment = (inject.round or last, PHASES.index(inject.phase))
            if inject.timed and not inject.phase_named:
                moment = (inject.round or last, len(PHASES))
            reason = _too_early(exercise, inject.when, moment)
            if reason is not None:
                message = f"the inject '{inject.id}' never comes: {reason}"
                yield Finding(("inject", at, "when"), message, warning=True)
                never.add(inject.id)
    yield from _following(exercise, never)
    for at, ending in enumerate(exercise.endings):
        if ending.when is not None:
            reason = _too_early(exercise, ending.when, (last, len(PHASES)))
            if reason is not None:
                message = f"no table can reach the ending '{ending.id}': {reason}"
                yield Finding(("ending", at, "when"), message, warning=True)


def never_asked(exercise: Exercise) -> Iterator[Finding]:
    """Return decisions that wait for a round, a signature or an act that can't have come by then.

    What they wait for among other decisions is told in `decisions`.
    """
    able = able_to_be_taken(exercise)
    for at, one in enumerate(exercise.decisions):
        if one.when is None or one.id not in able:
            continue
        # Another decision that is taken in the phase can still open it, so its end counts.
        moment = (one.round or len(exercise.rounds), PHASES.index(one.phase) + 1)
        reason = _too_early(exercise, one.when, moment)
        if reason is not None:
            message = f"nobody can ever take '{one.id}': {reason}"
            yield Finding(("decision", at, "when"), message)


def _following(exercise: Exercise, never: set[str]) -> Iterator[Finding]:
    """Warn about injects that follow, directly or not, one of those that never come."""
    waiting = {one.id: one.after for one in exercise.injects if one.after is not None}
    for at, inject in enumerate(exercise.injects):
        chain = [inject.id]
        while chain[-1] in waiting and waiting[chain[-1]] not in (None, *chain):
            chain.append(waiting[chain[-1]])
            if chain[-1] in never:
                message = (
                    f"the inject '{inject.id}' never comes: it follows '{chain[1]}', which never "
                    "comes; let it follow another, or give it a round"
                )
                yield Finding(("inject", at, "after"), message, warning=True)
                break


def _too_early(exercise: Exercise, when: PlayCondition, moment: Moment) -> str | None:
    """Return why a condition can't hold at a moment, and what would mend it; None if it may."""
    if contradiction(when, exercise) is not None:
        return None  # That is a fault of its own.
    if when.not_ is not None:
        rest = when.model_copy(update={"not_": None})
        if not always(rest) and covers(exercise, when.not_, rest):
            return "its 'not' rules out what the rest of the condition asks for; change one of them"
    number, _ = moment
    if when.round_at_least is not None and when.round_at_least > number:
        return (
            f"it is for round {number}, and its condition waits for round {when.round_at_least}; "
            "change one of them"
        )
    if when.performed == {} and not any(issue.by for issue in exercise.issues):
        return "nobody performs anything, so nothing can be performed; name performers in 'by'"
    if moment <= _moment(1, "negotiation"):
        if when.signed is not None:
            return "nothing can have been signed by then; give it a later round or phase"
        if when.performed is not None and not _holds_untouched(exercise, when.performed):
            return "nothing can have been performed by then; give it a later round or phase"
    if (when.breached is not None or when.in_breach is not None) and (
        reason := _unbroken(exercise, moment)
    ):
        return reason
    for id in (*(when.decided or ()), *when.undecided):
        if closing(exercise.decision_by_id[id]) >= moment:
            return f"'{id}' can't have been decided by then; give it a later round or phase"
    reasons = [_too_early(exercise, one, moment) for one in when.any]
    return reasons[0] if reasons and all(reasons) else None


def _unbroken(exercise: Exercise, moment: Moment) -> str | None:
    """Return why no act can have been breached by then; None if one may have been."""
    if not exercise.has.acts:
        return "nobody performs anything, so nothing can be breached; name performers in 'by'"
    if moment <= _moment(2, "decision"):
        return (
            "an act falls due in the round after it was agreed, so none can have been breached by "
            "then; " + ("add a round" if len(exercise.rounds) == 1 else "give it a later round")
        )
    return None


def _moment(number: int, phase: PhaseName) -> Moment:
    return number, PHASES.index(phase)


def _holds_untouched(exercise: Exercise, condition: PackageCondition) -> bool:
    """Return whether a condition on what was performed holds before anything was."""
    if not condition:
        return False
    start = status_quo(exercise)
    return all(start[one] in met_by(test, exercise.choices[one]) for one, test in condition.items())


def minutes_to_read(party: Delegation) -> float:
    """Return how long one person takes over both briefs of a delegation, without its roles'."""
    return (_words(party.public_brief) + _words(party.secret_brief)) / WORDS_A_MINUTE


def _long_briefs(exercise: Exercise) -> Iterator[Finding]:
    """Warn about briefs that take one person more than three minutes to read, a role's included."""
    for at, party in enumerate(exercise.delegations):
        longer = max("public_brief", "secret_brief", key=lambda key: len(getattr(party, key)))
        words = _words(party.public_brief) + _words(party.secret_brief)
        if words > MOST_MINUTES * WORDS_A_MINUTE:
            message = _too_long(f"the briefs of {quoted(party.id)}", words)
            yield Finding(("delegation", at, longer), message, warning=True)
            continue
        for place, role in enumerate(party.own_roles):
            of_both = words + _words(role.secret_brief)
            if of_both > MOST_MINUTES * WORDS_A_MINUTE:
                whose = f"the briefs of {quoted(party.id)} and of its role {quoted(role.id)}"
                here = ("delegation", at, "role", place, "secret_brief")
                yield Finding(here, _too_long(whose, of_both), warning=True)


def _too_long(whose: str, words: int) -> str:
    return (
        f"{whose} have {words} words, {words / WORDS_A_MINUTE:.1f} minutes at "
        f"{WORDS_A_MINUTE} words a minute; shorten them to {MOST_MINUTES} minutes "
        f"({MOST_MINUTES * WORDS_A_MINUTE} words), as everybody waits for the last reader"
    )


def _words(text: str) -> int:
    """Return how many words a text has, or would have if its script used spaces."""
    ideographs = len(_IDEOGRAPHS.findall(text))
    return len(_IDEOGRAPHS.sub(" ", text).split()) + ideographs // 2
