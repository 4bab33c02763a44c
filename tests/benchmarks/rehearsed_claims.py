"""What stand-ins make of the argument that the Korea exercise teaches. Run by hand:

    python -m tests.benchmarks.rehearsed_claims [--games 1000] [--jobs 2] [--seed 0]

The same games are played as the exercise is, limited to a declaration without any act, limited to
one order of acts, and among parties that hardly trust each other. For each: in how many games
there is an agreement, and how they end.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping

from tabletop.bots.findings import findings
from tabletop.bots.rehearsal import Rehearsing, rehearse
from tabletop.exercise.course import Effects
from tabletop.exercise.library import find_exercise
from tabletop.exercise.loading import exercise_source, read_exercise
from tabletop.play.actions import Adjust, AnyAction, DeliverInject
from tabletop.play.state import FACILITATOR

ACTS = (
    *("joint-exercises", "missile-tests", "nuclear-programme"),
    *("sanctions", "allied-presence", "inter-korean-contacts"),
)
ORDERS = ("together", "step-by-step", "allies-first", "dprk-first")
ADVERSARIES = ("usa-dprk", "dprk-usa", "rok-dprk", "dprk-rok")
DISTRUST = 5.0


def forbidding(condition: Mapping[str, str | list[str]]) -> AnyAction:
    """Return the facilitator's inject that puts packages out of reach."""
    return DeliverInject(
        by=FACILITATOR,
        title="Out of reach",
        text="This is not to be had today.",
        effects=Effects(forbid=dict(condition)),
    )


def only(order: str) -> tuple[AnyAction, ...]:
    return (forbidding({"order": [one for one in ORDERS if one != order]}),)


def cases() -> dict[str, tuple[AnyAction, ...]]:
    """Return what the facilitator does at the beginning of each kind of game."""
    unmoved = read_exercise(exercise_source(find_exercise("korea-end-of-war"))).unmoved
    distrust = (
        Adjust(by=FACILITATOR, what=f"trust:{pair}", value=DISTRUST, reason="Rehearsed.")
        for pair in ADVERSARIES
    )
    return {
        "as it is": (),
        "symbolic only": tuple(forbidding({one: f"!= {unmoved[one]}"}) for one in ACTS),
        "together": only("together"),
        "allies first": only("allies-first"),
        "Pyongyang first": only("dprk-first"),
        "distrust": tuple(distrust),
    }


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--games", type=int, default=1000)
    asked.add_argument("--jobs", type=int, default=2)
    asked.add_argument("--seed", type=int, default=0)
    asked.add_argument("--only", default="")
    given = asked.parse_args()
    source = exercise_source(find_exercise("korea-end-of-war"))
    exercise = read_exercise(source)
    for name, first in cases().items():
        if given.only and name != given.only:
            continue
        what = Rehearsing(source, given.seed, first=first)
        told = findings(exercise, rehearse(what, given.games, given.jobs))
        ends = ", ".join(f"{id} {100 * share:.1f}" for id, share in told.endings.items() if share)
        print(f"{name:16s} agreed {100 * told.agreement_rate:5.1f} %   {ends}", flush=True)


if __name__ == "__main__":
    main()
