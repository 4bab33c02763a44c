"""The referee for notebooks: score a package, analyse an exercise.

from tabletop import analyse, load_exercise, score

rivers = load_exercise("two-rivers")
score(rivers, {"water": "shared"})["upper"].value
len(analyse(rivers, round_number=4).zone)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tabletop.errors import UnreadableInput
from tabletop.exercise.arguments import need_exercise, need_package, need_trust, need_whole
from tabletop.exercise.model import Exercise
from tabletop.exercise.package import complete
from tabletop.referee.circumstances import Circumstances
from tabletop.referee.ledger import Score, ValueLine
from tabletop.referee.schedule import analysis_circumstances
from tabletop.referee.value import values
from tabletop.referee.wording import Names, names_in

if TYPE_CHECKING:
    from tabletop.referee.outcomes.analysis import Analysis
    from tabletop.referee.outcomes.drawn import Progress, Sample


@dataclass(frozen=True)
class ToldLine(ValueLine):
    """A ledger line with the names of things attached, so that it can explain itself."""

    names: Names = field(repr=False, compare=False)

    @property
    def because(self) -> str:
        """Why, in a sentence for a student."""
        return self.told(self.names)


@dataclass(frozen=True)
class ToldScore(Score):
    """What a package is worth to one delegation, with a readable ledger."""

    ledger: tuple[ToldLine, ...]


def score(
    exercise: Exercise,
    package: Mapping[str, str | float],
    round_number: int = 1,
    trust: Mapping[str, float] | None = None,
) -> dict[str, ToldScore]:
    """Return what a package is worth to each delegation, with its ledger.

    Issues left out are at the status quo, form and order at their first options. `trust` sets pairs
    by `of-toward`, 0..100. Raises `UnreadableInput` for what the exercise does not have.
    """
    now = _now(exercise, round_number, trust)
    need_package(package)
    found = values(exercise, complete(exercise, package), now)
    names = names_in(exercise)
    return {
        one: ToldScore(
            one,
            score.value,
            tuple(
                ToldLine(x.code, x.values, x.points, x.factor, x.value, x.source, names)
                for x in score.ledger
            ),
        )
        for one, score in found.items()
    }


def analyse(
    exercise: Exercise, round_number: int = 1, trust: Mapping[str, float] | None = None
) -> Analysis:
    """Analyse the whole outcome space of a round: zone of agreement, frontier, solutions.

    Raises `UnreadableInput` for a space too large to enumerate; `sample` estimates it.
    """
    from tabletop.referee.outcomes.analysis import analyse_space

    return analyse_space(exercise, _now(exercise, round_number, trust))


def sample(
    exercise: Exercise,
    packages: int,
    seed: int = 0,
    round_number: int = 1,
    trust: Mapping[str, float] | None = None,
    progress: Progress | None = None,
) -> Sample:
    """Estimate a space of any size from a number of packages drawn at random.

    `progress` is called with the packages done and the packages in all. Raises `UnreadableInput`
    for none or too many.
    """
    from tabletop.referee.outcomes.drawn import draw_sample

    now = _now(exercise, round_number, trust)
    need_whole(packages, "packages", "how many to draw, such as 10_000")
    need_whole(seed, "seed", "the same one draws the same packages")
    if seed < 0:
        raise UnreadableInput(f"seed must be 0 or more, not {seed}")
    if progress is not None and not callable(progress):
        raise UnreadableInput("progress must be a function of two numbers, or None")
    return draw_sample(exercise, now, packages, seed, progress)


def _now(exercise: Exercise, round_number: int, trust: Mapping[str, float] | None) -> Circumstances:
    need_exercise(exercise)
    need_whole(round_number, "round_number", f"from 1 to {len(exercise.rounds)}")
    need_trust(trust)
    return analysis_circumstances(exercise, round_number, trust)
