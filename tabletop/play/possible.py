"""What all could have had: an agreement or an offer against the whole outcome space, in words.

For those who know every delegation's points: the facilitator, and everybody once the debrief is
open. It enumerates the space (a tenth of a second for 400,000 packages), so nothing that answers a
key press calls it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tabletop.exercise.model import Exercise
from tabletop.play.narration import option_name
from tabletop.play.state import State
from tabletop.referee.circumstances import Circumstances, opening_circumstances


@dataclass(frozen=True)
class Possible:
    """What a package leaves on the table.

    `zone` counts the packages acceptable to all in the circumstances it was made in, `better` those
    of them that are better for someone and worse for no one, `best` the one of greatest Nash
    product, `changes` what it takes to get there and `gains` what it would give each delegation.
    """

    zone: int
    better: int
    best: Mapping[str, str] | None
    changes: tuple[str, ...]
    gains: Mapping[str, float]
    known: bool = True
    """False when there are more packages than can be looked through."""


def left_at_the_end(state: State) -> Possible:
    """What the agreement in force leaves on the table, in the circumstances it was reached in.

    Without an agreement: what there was to be had when everybody sat down.
    """
    if state.agreement is None:
        return _left(state, state.standing, opening_circumstances(state.exercise), agreed=False)
    return _left(state, state.agreement.package, state.agreed_in or state.circumstances)


def left_by(state: State, package: Mapping[str, str]) -> Possible:
    """What a package, such as an open offer's, would leave on the table as things stand now."""
    return _left(state, package, state.circumstances)


def _left(
    state: State,
    package: Mapping[str, str],
    circumstances: Circumstances,
    agreed: bool = True,
) -> Possible:
    from tabletop.referee.analysis import analyse_space, left_on_table
    from tabletop.referee.space import MOST_PACKAGES, size

    if size(state.exercise) > MOST_PACKAGES:
        return Possible(0, 0, None, (), {}, known=False)
    analysis = analyse_space(state.exercise, circumstances)
    zone = len(analysis.zone)
    if not agreed:
        nash = analysis.solutions["nash"]
        if nash is None:
            return Possible(zone, 0, None, (), {})
        least = analysis.space.walk_aways[:, 0].tolist()
        values = analysis.values(nash)
        gains = {
            one: values[one] - worth
            for one, worth in zip(analysis.space.delegations, least, strict=True)
        }
        best = analysis.space.package(nash)
        return Possible(zone, zone, best, differences(state.exercise, package, best), gains)
    found = left_on_table(analysis, package)
    changes = differences(state.exercise, package, found.best) if found.best else ()
    return Possible(zone, found.packages, found.best, changes, found.gains)


def differences(
    exercise: Exercise, package: Mapping[str, str], better: Mapping[str, str]
) -> tuple[str, ...]:
    """What to change in a package to get another: to add, to go further or less far in, to drop."""
    found = []
    for choice, options in exercise.choices.items():
        before, after = package[choice], better[choice]
        if before == after:
            continue
        name = option_name(exercise, choice, after)
        if choice in ("form", "order"):
            found.append(f"{choice}: {name}")
            continue
        issue = exercise.issue_by_id[choice].name
        if before == options[0]:
            found.append(f"add {issue}: {name}")
        elif after == options[0]:
            found.append(f"leave out {issue}")
        else:
            instead = option_name(exercise, choice, before)
            found.append(f"{issue}: {name} instead of {instead}")
    return tuple(found)


def told(exercise: Exercise, possible: Possible, agreed: bool) -> tuple[str, ...]:
    """The same for students, a sentence each."""
    if not possible.known:
        return (
            "What was left on the table is not known: there are more packages than can be looked "
            "through.",
        )
    if possible.best is None:
        if not possible.zone:
            return ("There was nothing that all could have accepted.",)
        return (
            "Nothing was left on the table: no package that all could accept was better for "
            "someone and worse for no one.",
        )
    count = f"{possible.better:,} package{'s' if possible.better != 1 else ''}"
    first = (
        f"Left on the table: {count} would have been better for someone and worse for no one."
        if agreed
        else f"When everybody sat down, {count} would have been better for all than no agreement."
    )
    steps = "; ".join(possible.changes)
    gains = ", ".join(
        f"{exercise.delegation_by_id[one].name} {gain:+.1f}"
        for one, gain in possible.gains.items()
        if abs(gain) >= 0.05
    )
    rest = ", leave the rest" if agreed else ""
    return (first, f"The best of them for all together: {steps}{rest}.", f"It would give {gains}.")
