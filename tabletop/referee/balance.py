"""Find games that are badly balanced although their file is valid, by looking at every package.

For `tabletop check`: each finding is a warning at its place in the file.
"""

from __future__ import annotations

import numpy as np

from tabletop.exercise.locate import Finding
from tabletop.exercise.model import Exercise
from tabletop.referee.analysis import Analysis, analyse_space
from tabletop.referee.circumstances import NEGLIGIBLE, opening_circumstances
from tabletop.referee.passing import could_pass
from tabletop.referee.space import size

MOST_LOOKED_AT = 2_000_000
"""The largest space that is enumerated: a larger one would keep an author waiting."""


def balance(exercise: Exercise) -> list[Finding]:
    """Return warnings: unreachable walk-aways, red lines that every deal crosses, no deal that can
    pass.
    """
    if size(exercise) > MOST_LOOKED_AT or not exercise.has.points:
        return []
    analysis = analyse_space(exercise, opening_circumstances(exercise))
    found = [*_walk_aways(analysis), *_red_lines(analysis)]
    if not found and analysis.deals and not len(could_pass(analysis)):
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
    return found


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
