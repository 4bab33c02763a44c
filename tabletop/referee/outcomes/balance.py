"""Find games that are badly balanced although their file is valid, by looking at every package.

For `tabletop check`: each finding is a warning at its place in the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from tabletop.exercise.locate import Finding, KeyPath
from tabletop.exercise.model import Exercise
from tabletop.exercise.parts import FormOption, Option
from tabletop.referee.circumstances import NEGLIGIBLE, opening_circumstances
from tabletop.referee.outcomes.analysis import Analysis, analyse_space
from tabletop.referee.outcomes.passing import could_pass
from tabletop.referee.outcomes.signing import asked_masks, must_masks, willing_masks
from tabletop.referee.outcomes.space import Space, Window, size

TRIVIAL = 0.9
"""A share of all deals; if more can pass, there is little left to bargain over."""
MOST_LOOKED_AT = 2_000_000
"""The largest space that is enumerated: a larger one would keep an author waiting."""


def balance(exercise: Exercise) -> list[Finding]:
    """Return warnings about values in the first round: walk-aways that no deal reaches or every
    deal does, red lines that every deal crosses, an empty or trivial zone, options that nobody
    would choose. Where a space is `too_large` there are none.
    """
    analysis = opening_analysis(exercise)
    return [] if analysis is None else balance_of(analysis)


def opening_analysis(exercise: Exercise) -> Analysis | None:
    """Return the analysis of the first round; None where there is no bargaining for points, and
    where a space is `too_large`.
    """
    if not exercise.has.offers or not exercise.has.points or too_large(exercise):
        return None
    return analyse_space(exercise, opening_circumstances(exercise))


def balance_of(analysis: Analysis) -> list[Finding]:
    """Return what `balance` does of an analysis of the first round."""
    exercise = analysis.space.exercise
    found = [*_walk_aways(analysis), *_red_lines(analysis)]
    passing = len(could_pass(analysis))
    if not found and analysis.deals and not passing:
        rule = exercise.agreement.rule
        message = (
            "no package is acceptable to everybody"
            if rule == "all"
            else "no package is acceptable to as many as must sign"
        )
        found.append(
            Finding(
                ("agreement",),
                f"{message} in the first round, so no deal can be reached; lower a walk-away, or "
                "give a delegation points for what another wants",
                warning=True,
            )
        )
    takers = _takes_anything(analysis)
    if passing > TRIVIAL * analysis.deals:
        found.append(_trivial(exercise, passing, analysis.deals))
        # Where every deal suits everybody, this says it once.
        takers = takers if len(takers) < len(exercise.delegations) else []
    return [*found, *takers, *_dominated(analysis.space)]


def too_large(exercise: Exercise) -> bool:
    """Return whether a space has more packages than `balance` enumerates."""
    return size(exercise) > MOST_LOOKED_AT


def _trivial(exercise: Exercise, passing: int, deals: int) -> Finding:
    who = "everybody" if exercise.agreement.unanimous else "as many as must sign"
    found = (
        f"the only deal is acceptable to {who} in the first round, so there is nothing to bargain "
        "for; add options or issues"
        if deals == 1
        else f"{passing:,} of {deals:,} deals are acceptable to {who} in the first round, so "
        "nearly anything is agreed and nothing has to be bargained for; raise walk-aways, or let "
        "what one delegation gains cost another"
    )
    return Finding(
        ("agreement",),
        found,
        warning=True,
    )


def _takes_anything(analysis: Analysis) -> list[Finding]:
    """Warn about delegations that every deal suits: they have no reason to refuse one."""
    space = analysis.space
    return [
        Finding(
            ("delegation", place, "walk_away"),
            f"every deal is acceptable to {one.name} in the first round, so it has no reason to "
            "refuse any; raise walk_away, or give it options that cost it something",
            warning=True,
        )
        for place, (one, row) in enumerate(
            zip(space.exercise.delegations, willing_masks(space), strict=True)
        )
        if space.deals.any() and bool(row[space.deals].all())
    ]


def _dominated(space: Space) -> list[Finding]:
    """Warn about options that are worth no more to anybody than another one of their issue, and
    less to somebody.
    """
    found = []
    compared = _Compared(space)
    changed = {(c.issue, c.option) for i in space.exercise.injects for c in i.effects.points}
    for path, choice, options in _with_points(space.exercise):
        for place, option in enumerate(options):
            # A status quo stands where nobody agrees.
            if (choice, option.id) in changed or (not place and choice != "form"):
                continue
            better = next((o for o in options if compared.worse(choice, option, o)), None)
            if better is not None:
                found.append(
                    Finding(
                        (*path, place),
                        f"nobody would choose '{option.id}': with '{better.id}' in its place no "
                        "package is worth less to anybody, and some are worth more; give it "
                        f"points that '{better.id}' lacks, or leave it out",
                        warning=True,
                    )
                )
    return found


def _with_points(
    exercise: Exercise,
) -> Iterator[tuple[KeyPath, str, Sequence[Option | FormOption]]]:
    """Yield what is chosen for its points: issues, and the form. An order also affects trust."""
    for at, issue in enumerate(exercise.issues):
        # Not ranges: who wants more of something wants all steps between less than the last.
        if issue.range is None:
            yield ("issue", at, "option"), issue.id, issue.listed
    if exercise.has.form:
        yield ("form", "option"), "form", exercise.form.options


class _Compared:
    """Compares packages with one option replaced by another."""

    def __init__(self, space: Space) -> None:
        self._space = space
        self._willing = willing_masks(space)
        self._signing = (asked_masks(space), must_masks(space))

    def worse(self, choice: str, one: Option | FormOption, other: Option | FormOption) -> bool:
        """Return whether replacing `one` by `other` suits everybody as well, and somebody better,
        in every package.

        Only for options that differ in points alone, and where no package then becomes impossible
        or needs another signature.
        """
        parties = self._space.delegations
        gain = [other.points.get(p, 0.0) - one.points.get(p, 0.0) for p in parties]
        if min(gain) < 0 or max(gain) <= 0 or _tension(other) > _tension(one):
            return False
        here, there = (self._space.where({choice: option.id}) for option in (one, other))
        deals = self._cut(self._space.deals, here)
        if not deals.any() or not self._cut(self._space.feasible, there)[deals].all():
            return False
        better = False
        for place in range(len(parties)):
            values = self._space.values[place]
            more = self._cut(values, there)[deals] - self._cut(values, here)[deals]
            lost = self._cut(self._willing[place], here) & ~self._cut(self._willing[place], there)
            if bool((more < -NEGLIGIBLE).any()) or lost[deals].any():
                return False
            for mask in self._signing:
                signs = self._cut(mask[place], there) & ~self._cut(mask[place], here)
                if signs[deals].any():
                    return False
            better = better or bool((more > NEGLIGIBLE).any())
        return better

    def _cut(self, flat: npt.NDArray[Any], region: Window) -> npt.NDArray[Any]:
        return self._space.shaped(flat)[region]


def _tension(option: Option | FormOption) -> float:
    return option.tension if isinstance(option, Option) else 0.0


def _walk_aways(analysis: Analysis) -> list[Finding]:
    space = analysis.space
    deals = np.flatnonzero(space.deals)
    found = []
    for place, one in enumerate(space.exercise.delegations):
        least = float(space.walk_aways[place, 0])
        best = float(space.values[place, deals].max()) if len(deals) else 0.0
        if len(deals) and best < least - NEGLIGIBLE:
            found.append(
                Finding(
                    ("delegation", place, "walk_away"),
                    f"no deal is worth {least:g} to {one.name}: the best it can get is "
                    f"{best:.1f} in the first round; lower walk_away, or give points that reach "
                    "it",
                    warning=True,
                )
            )
    return found


def _red_lines(analysis: Analysis) -> list[Finding]:
    space = analysis.space
    found = []
    for place, one in enumerate(space.exercise.delegations):
        crossed = np.zeros(len(space), dtype=np.bool_)
        box = space.shaped(crossed)
        for line in one.red_lines:
            box[space.where(line.when)] = True
        if space.deals.any() and bool(crossed[space.deals].all()):
            found.append(
                Finding(
                    ("delegation", place, "red_line", 0, "when"),
                    f"every deal crosses a red line of {one.name}, so it can't sign any; narrow "
                    "the condition",
                    warning=True,
                )
            )
    return found
