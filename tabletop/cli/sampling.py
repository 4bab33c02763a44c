"""`tabletop analyse --sample`: an estimate, with its error, of a space too large to enumerate."""

from __future__ import annotations

import argparse
import math
import random

from tabletop.cli.circumstances import asked_circumstances
from tabletop.cli.text import say, say_json
from tabletop.errors import UnreadableInput
from tabletop.exercise.model import Exercise
from tabletop.play.narration import told_package
from tabletop.referee import feasible, red_lines, values, walk_away
from tabletop.referee.space import size

MOST_DRAWN = 1_000_000


def run_sample(exercise: Exercise, asked: argparse.Namespace) -> int:
    """Draw packages at random and estimate the zone's share of all packages.

    The error is that of a proportion at 95 % (Wilson 1927), so it holds for shares near nothing.
    """
    if not 1 <= asked.sample <= MOST_DRAWN:
        raise UnreadableInput(f"--sample {asked.sample}: draw 1 to {MOST_DRAWN:,} packages")
    now = asked_circumstances(exercise, asked)
    least = {one.id: walk_away(exercise, one.id, now) for one in exercise.delegations}
    chance = random.Random(asked.seed)  # noqa: S311 (a sample, not a secret)
    can, fine = 0, 0
    best: tuple[float, dict[str, str]] | None = None
    for _ in range(asked.sample):
        package = {choice: chance.choice(options) for choice, options in exercise.choices.items()}
        if not feasible(exercise, package, now):
            continue
        can += 1
        worth = {one: score.value for one, score in values(exercise, package, now).items()}
        if any(worth[one] < least[one] or red_lines(exercise, package, one) for one in least):
            continue
        fine += 1
        product = math.prod(worth[one] - least[one] for one in least)
        if best is None or product > best[0]:
            best = (product, package)
    low, high = wilson(fine, asked.sample)
    if asked.json:
        say_json(
            {
                "exercise": exercise.id,
                "round": asked.round,
                "packages": size(exercise),
                "sample": asked.sample,
                "feasible": can,
                "zone_of_agreement": {
                    "packages": fine,
                    "share": fine / asked.sample,
                    "share_95": [low, high],
                },
                "best_nash_drawn": best[1] if best else None,
            }
        )
        return 0
    say(f"{exercise.title}, round {asked.round}: {asked.sample:,} of {size(exercise):,} packages")
    say(f"Feasible: {can:,} of those drawn")
    say(
        f"Zone of agreement: {fine:,} of those drawn, {100 * fine / asked.sample:.3f} % "
        f"(95 %: {100 * low:.3f} to {100 * high:.3f} % of all packages)"
    )
    if best is not None:
        say(f"Greatest Nash product drawn: {told_package(exercise, best[1])}")
    return 0


def wilson(found: int, drawn: int) -> tuple[float, float]:
    """The 95 % interval of a share, found of drawn (Wilson's score interval)."""
    z = 1.96
    share = found / drawn
    middle = (share + z * z / (2 * drawn)) / (1 + z * z / drawn)
    half = z / (1 + z * z / drawn) * math.sqrt(share * (1 - share) / drawn + z * z / (4 * drawn**2))
    return max(0.0, middle - half), min(1.0, middle + half)
