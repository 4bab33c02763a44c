"""Conditions on packages: existing issues and options, well-formed tests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tabletop.exercise.amounts import AmountIds, option_id
from tabletop.exercise.checks.mentions import package_conditions, play_conditions
from tabletop.exercise.conditions import met_by
from tabletop.exercise.locate import Finding, KeyPath
from tabletop.exercise.model import Exercise
from tabletop.exercise.wording import quoted, unknown

_MAY_BE_EMPTY = ("requires", "signed", "performed", "breached", "in_breach")
"""Keys for which an empty condition has a meaning: no requirement, any agreement or act."""


def condition_faults(exercise: Exercise) -> Iterator[Finding]:
    """Return faulty rows (unknown names, unreadable tests, no matching option) and empty
    conditions.
    """
    for path, condition in package_conditions(exercise):
        if not condition and path[-1] not in _MAY_BE_EMPTY:
            message = "the condition is empty and would hold for every package; name an issue"
            yield Finding(path, message)
        for issue, test in condition.items():
            options = exercise.named.get(issue)
            if options is None:
                message = unknown("issue", issue, exercise.named)
                yield Finding((*path, issue), message, at_key=True)
            else:
                yield from _row(exercise, (*path, issue), test, len(condition) == 1)


def empty_any_faults(exercise: Exercise) -> Iterator[Finding]:
    """Return each `any` without a condition: none of none holds, and no table would wait for it."""
    for path, condition in play_conditions(exercise):
        if "any" in condition.model_fields_set and not condition.any:
            message = (
                "'any' is empty, so it asks for nothing; put conditions into it, or leave it out"
            )
            yield Finding((*path, "any"), message, at_key=True)


def _row(
    exercise: Exercise, path: KeyPath, test: str | list[str], alone: bool
) -> Iterator[Finding]:
    """Return the faults of one row; `alone` when it is the condition's only one and so can't be
    removed.
    """
    issue = str(path[-1])
    options = exercise.choices[issue]
    wrong = [
        Finding(place, message)
        for place, one in _tests(path, test)
        if (message := misread(issue, one, options)) is not None
    ]
    yield from wrong
    if wrong:
        return
    met = met_by(test, options)
    if not met:
        yield Finding(path, f"no option of {issue} can meet this; name at least one that may")
    elif len(met) == len(options):
        yield from _says_nothing(exercise, path, issue, alone)


def _says_nothing(exercise: Exercise, path: KeyPath, issue: str, alone: bool) -> Iterator[Finding]:
    """Warn about a row that every option meets, with what can be done about it.

    Only `requires` can do without its only row. A delegation that `also` always asks is a signatory
    under the rule "all"; under any other rule it must sign in any case, which no other key
    expresses.
    """
    remedy = "leave out the option that it should not hold for"
    if not alone or "requires" in path:
        remedy = "leave the row out"
    elif path[:2] == ("agreement", "also") and isinstance(path[2], int):
        if not exercise.agreement.unanimous:
            return
        asked = exercise.agreement.also[path[2]].delegation
        remedy = f"name {quoted(asked)} in signatories instead"
        if asked in exercise.agreement.signatories:
            remedy = f"{quoted(asked)} is one of the signatories already; take this also table out"
    yield Finding(path, f"every option of {issue} meets this; {remedy}", warning=True)


def _tests(path: KeyPath, test: str | list[str]) -> list[tuple[KeyPath, str]]:
    if isinstance(test, str):
        return [(path, test)]
    return [((*path, at), one) for at, one in enumerate(test)]


def misread(issue: str, test: str, options: Sequence[str]) -> str | None:
    """Return what is wrong with one test, or None when it can be read."""
    try:
        met_by(test, options)
    except ValueError:
        sign, named = _split(test)
        if isinstance(options, AmountIds):
            try:
                named = option_id(options, named)
            except ValueError as fault:
                return str(fault)
        if named in options or sign:
            example = named if named in options else options[-1]
            if sign not in (">=", "<=", "!="):
                return (
                    f'{quoted(test)} can\'t be read; write "{example}", or after a sign and '
                    f'a space ">= {example}", "<= {example}" or "!= {example}"'
                )
            if named in options:
                return f'{quoted(test)} needs a space after its sign; write "{sign} {named}"'
        return unknown("option", named, options, f" of {issue}")
    return None


def _split(test: str) -> tuple[str, str]:
    """Split a test into its leading sign, valid or not, and the rest."""
    rest = test.lstrip("<>=!~ ")
    return test[: len(test) - len(rest)].strip(), rest.strip()
