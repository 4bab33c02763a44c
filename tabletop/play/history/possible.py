"""What was left on the table: what stands, compared with the whole outcome space, in words.

For those who know every delegation's points: the facilitator, and everybody once the debrief is
open. It enumerates the space (a tenth of a second for 400,000 packages), so it never runs on a key
press. Debrief, projector and report all use it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from tabletop.exercise.model import Exercise
from tabletop.play.parts.replacing import replace
from tabletop.play.queries.naming import option_name
from tabletop.play.rules.ruling import decided_points, deliveries
from tabletop.play.state import State, Term
from tabletop.play.view.appraise import facts_of
from tabletop.referee.circumstances import opening_circumstances
from tabletop.referee.ledger import tenth
from tabletop.referee.value import standing_score

if TYPE_CHECKING:
    from tabletop.referee.outcomes.analysis import Analysis


Moment = Literal["opening", "agreed", "now"]


@dataclass(frozen=True)
class Possible:
    """What is left on the table by what was agreed and what gestures moved.

    Everything is judged at one moment, that of the agreement (or of the first round without one),
    as an offer would have been then: acts performed by that time count as performed, everything
    else as a promise, by the trust of that moment. So what was agreed is worth here what it was
    worth to those who signed it, whatever became of it afterwards. `zone` counts the packages
    acceptable to all, `passing` those that the rule of agreement lets pass, `better` those of these
    that are better for someone and worse for no one than `had`, everybody's value of what is
    measured. `best` is the one with the greatest Nash product, `changes` what it takes to get
    there, `gains` what it would add.
    """

    moment: Moment
    round: int
    standing: Mapping[str, str]
    """The package measured: what was agreed or offered, including what gestures moved."""
    gestures: bool
    zone: int
    passing: int
    better: int
    best: Mapping[str, str] | None
    changes: tuple[str, ...]
    gains: Mapping[str, float]
    had: Mapping[str, float]
    analysis: Analysis

    @property
    def agreed(self) -> bool:
        """Whether an agreement, or an offer, is measured."""
        return self.moment != "opening"


def left_at_the_end(state: State) -> Possible | None:
    """Return what stands leaves on the table; None where there are too many packages to enumerate.

    What was last agreed is judged as things stood when it was; without an agreement the walk-aways
    and what gestures moved are judged as at the start.
    """
    if state.agreement is None or state.signing is None:
        start = replace(state, circumstances=opening_circumstances(state.exercise))
        return _left(state, start, state.standing, "opening", 1)
    made = state.signing
    then = replace(
        state,
        circumstances=made.circumstances,
        standing=made.standing,
        terms=made.terms,
        agreements=made.agreements,
    )
    return _left(state, then, _agreed(state, made.terms), "agreed", state.agreement.round)


def _agreed(state: State, before: Mapping[str, Term]) -> Mapping[str, str]:
    """Return what was last agreed, and where gestures have gone further since; `before` are the
    terms that there were until then.
    """
    assert state.agreement is not None
    package = dict(state.agreement.package)
    for term in state.terms.values():
        # A breach brings back what had been performed before, which is no gesture made since.
        back = before.get(term.issue)
        if term.agreement is not None or (back is not None and back.option == term.option):
            continue
        options = state.exercise.choices[term.issue]
        if options.index(term.option) > options.index(package[term.issue]):
            package[term.issue] = term.option
    return package


def left_by(state: State, package: Mapping[str, str]) -> Possible | None:
    """Return what a package, such as an open offer's, would leave on the table as
    things stand now.
    """
    return _left(state, state, package, "now", state.round)


def _left(
    state: State, then: State, package: Mapping[str, str], moment: Moment, number: int
) -> Possible | None:
    """Measure a package against all others as the table was `then`."""
    from tabletop.referee.outcomes.analysis import analyse_space
    from tabletop.referee.outcomes.passing import could_pass, left_on_table
    from tabletop.referee.outcomes.space import enumerable

    exercise = state.exercise
    if not (exercise.has.points and exercise.has.offers) or not enumerable(exercise):
        return None
    facts = deliveries(then)
    analysis = analyse_space(exercise, then.circumstances, facts, then.standing)
    standing = moment != "opening" or not exercise.whole
    had = {
        one.id: standing_score(
            exercise,
            package,
            one.id,
            then.circumstances,
            facts_of(then, package),
            moment != "opening",
        ).value
        for one in exercise.delegations
    }
    found = left_on_table(analysis, had)
    # What was decided counts whatever package is agreed: everybody has it, and would have had it.
    had = {one: worth + decided_points(state, one) for one, worth in had.items()}
    return Possible(
        moment,
        number,
        package,
        any(one.agreement is None for one in state.terms.values()),
        len(analysis.zone),
        len(could_pass(analysis)),
        found.packages,
        found.best,
        differences(exercise, package if standing else None, found.best) if found.best else (),
        found.gains,
        had,
        analysis,
    )


def differences(
    exercise: Exercise, package: Mapping[str, str] | None, better: Mapping[str, str]
) -> tuple[str, ...]:
    """Describe the steps from one package to another: add, go further or less far in, leave out."""
    found = []
    for choice in exercise.named:
        before, after = package[choice] if package is not None else "", better[choice]
        if before == after:
            continue
        name = option_name(exercise, choice, after)
        if choice in ("form", "order"):
            found.append(f"{choice}: {name}")
            continue
        issue = exercise.issue_by_id[choice].name
        if not before:
            found.append(f"{issue}: {name}")
        elif before == exercise.unmoved[choice] and not exercise.whole:
            found.append(f"add {issue}: {name}")
        elif after == exercise.unmoved[choice] and not exercise.whole:
            found.append(f"leave out {issue}")
        else:
            instead = option_name(exercise, choice, before)
            found.append(f"{issue}: {name} instead of {instead}")
    return tuple(found)


NOT_KNOWN = "What was left on the table is not known: there are too many packages to enumerate."


def told(exercise: Exercise, possible: Possible | None) -> tuple[str, ...]:
    """Tell students the same, one sentence each."""
    if not exercise.has.points or not exercise.has.offers:
        return ()
    if possible is None:
        return (NOT_KNOWN,)
    first = headline(possible)
    if possible.best is None:
        return (first,)
    steps = "; ".join(possible.changes)
    gains = ", ".join(
        f"{exercise.delegation_by_id[one].name} {tenth(gain):+.1f}"
        for one, gain in possible.gains.items()
        if abs(gain) >= 0.05
    )
    rest = "; leave the rest as it is" if possible.agreed and not exercise.whole else ""
    return (first, f"The best of them for all together: {steps}{rest}.", f"It would give {gains}.")


def headline(possible: Possible) -> str:
    """Say how much was left on the table, and at which moment that is judged."""
    if possible.best is None:
        everybody = possible.analysis.space.exercise.agreement.unanimous
        if not possible.passing:
            nothing = "all could have accepted" if everybody else "could have passed"
            return f"There was nothing that {nothing}, {judged(possible)}."
        could = "all could accept" if everybody else "could have passed"
        return (
            f"Nothing was left on the table: no package that {could} was better for "
            f"someone and worse for no one, {judged(possible)}."
        )
    count = f"{possible.better:,} package{'s' if possible.better != 1 else ''}"
    than = "" if possible.agreed else f" than {without(possible)}"
    would = "would be" if possible.moment == "now" else "would have been"
    return (
        f"Left on the table: {count} {would} better for someone and worse for no one{than}, "
        f"{judged(possible)}."
    )


def without(possible: Possible) -> str:
    """Return what there was in place of an agreement."""
    return "gestures alone" if possible.gestures else "no agreement"


def judged(possible: Possible) -> str:
    """Name the moment at which packages are judged, since later promises and trust change their
    value.
    """
    match possible.moment:
        case "opening":
            return "judged by how things stood at the start"
        case "agreed":
            return f"judged by how things stood in round {possible.round}, when it was agreed"
        case "now":
            return "judged by how things stand now"
