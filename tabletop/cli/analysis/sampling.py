"""`tabletop analyse --sample`: an estimate, with its error, of a space too large to enumerate."""

from __future__ import annotations

import argparse
from typing import Any

from tabletop.cli.analysis.circumstances import asked_circumstances
from tabletop.cli.progress import ProgressBar
from tabletop.cli.text import say, say_json
from tabletop.exercise.model import Exercise
from tabletop.play.queries.naming import told_package
from tabletop.referee.outcomes.drawn import Sample, draw_sample, refuse_sample
from tabletop.referee.outcomes.space import size


def run_sample(exercise: Exercise, asked: argparse.Namespace) -> int:
    """Draw packages at random and estimate the zone's share of all packages."""
    refuse_sample(asked.sample)
    now = asked_circumstances(exercise, asked)
    progress = ProgressBar(asked.sample)
    try:
        found = draw_sample(
            exercise,
            now,
            asked.sample,
            asked.seed,
            lambda done, _: progress.tell(done, "packages drawn"),
        )
    finally:
        progress.clear()
    ruled = not exercise.agreement.unanimous
    low, high = found.zone_95
    share = found.zone / found.drawn
    if asked.json:
        say_json(
            {
                "exercise": exercise.id,
                "round": asked.round,
                "packages": size(exercise),
                "sample": found.drawn,
                "feasible": found.feasible,
                "zone_of_agreement": {
                    "packages": found.zone,
                    "share": share,
                    "share_95": [low, high],
                },
                "best_nash_drawn": found.best,
                **({"passing": _passing(found)} if ruled else {}),
            }
        )
        return 0
    say(f"{exercise.title}, round {asked.round}: {found.drawn:,} of {size(exercise):,} packages")
    say(f"Feasible: {found.feasible:,} of those drawn")
    say(
        f"Zone of agreement: {found.zone:,} of those drawn, {100 * share:.3f} % "
        f"(95 %: {100 * low:.3f} to {100 * high:.3f} % of all packages)"
    )
    if ruled:
        least, most = found.passing_95
        say(
            f"Passing under the rule: {found.passing:,} of those drawn, "
            f"{100 * found.passing / found.drawn:.3f} % (95 %: {100 * least:.3f} to "
            f"{100 * most:.3f} % of all packages)"
        )
    if found.best is not None:
        say(f"Greatest Nash product drawn: {told_package(exercise, found.best)}")
    return 0


def _passing(found: Sample) -> dict[str, Any]:
    """Return what the rule of agreement lets pass, as the zone is told."""
    return {
        "packages": found.passing,
        "share": found.passing / found.drawn,
        "share_95": list(found.passing_95),
    }
