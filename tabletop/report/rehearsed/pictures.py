"""The charts of the page about rehearsals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from markupsafe import Markup

from tabletop.bots.rehearsed import Findings, Rehearsed
from tabletop.report.charts.bars import Bar, Bars
from tabletop.report.charts.dots import DotRow, Dots
from tabletop.report.kit.numbers import tenths

MOST_DOTS = 100
"""The dots by which a delegation's values are drawn; more games share them out evenly."""


def shares(
    id: str, title: str, about: str, names: Mapping[str, str], found: Mapping[str, float]
) -> Markup:
    """Plot in how many of all games something was so, in per cent."""
    bars = tuple(
        Bar(name, 100 * found[one], f"{name}: {100 * found[one]:.1f} % of all games")
        for one, name in names.items()
    )
    most = max((bar.value for bar in bars), default=0.0)
    span = (0.0, max(5.0, most))
    return Bars(id, title, about, bars, unit="Games, per cent", span=span).markup()


def rounds(id: str, told: Findings, games: Sequence[Rehearsed]) -> Markup:
    """Plot in which rounds the first agreements came."""
    came = Counter(one.agreed for one in games)
    names = {str(n): f"Round {n}" for n in range(1, len(told.exercise.rounds) + 1)}
    found = {n: came[int(n)] / len(games) for n in names}
    return shares(
        id,
        "When the first agreement came",
        "Of all games, those whose first agreement came in this round.",
        names,
        found,
    )


def values(id: str, told: Findings, games: Sequence[Rehearsed]) -> Markup:
    """Plot what each delegation had in the end. Many games are drawn as a hundred dots at even
    quantiles (Kay, Kola, Hullman and Munson, "When (ish) is my bus?", 2016).
    """
    few = len(games) <= MOST_DOTS
    rows = []
    for place, one in enumerate(told.exercise.delegations):
        ended = np.array([game.value[one.id] for game in games])
        drawn = np.sort(ended) if few else np.quantile(ended, np.linspace(0, 1, MOST_DOTS))
        low, middle, high = (float(value) for value in np.quantile(ended, (0.25, 0.5, 0.75)))
        rows.append(
            DotRow(
                name=one.name,
                values=tuple(map(float, drawn)),
                told=tuple(f"{one.name}: {tenths(float(value))}" for value in drawn),
                median=middle,
                box=(low, high),
                hue=place,
                against=one.walk_away_in(1),
            )
        )
    each = "A dot for each game" if few else f"{MOST_DOTS} dots for all {len(games):,} games"
    return Dots(
        id,
        "What each delegation ended with",
        f"{each}. Under the line: the median, and the box that holds the middle half. Dotted: the "
        "walk-away of the first round.",
        tuple(rows),
        axis="value",
        against="Walk-away",
        counted="Dots",
    ).markup()
