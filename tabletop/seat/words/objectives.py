"""What a note can be about, and how that is rated, for the forms that write notes."""

from __future__ import annotations

from dataclasses import dataclass

from tabletop.exercise.discussion import LETTERS, PERFORMED, Scale
from tabletop.play.queries.objectives import ObjectiveSeen
from tabletop.text.safe import one_line

WHOLE = "the exercise as a whole"
_RATINGS: dict[Scale, tuple[str, ...]] = {
    "1-5": ("-", "1", "2", "3", "4", "5"),
    "performed": ("-", *(f"{LETTERS[number]}  {PERFORMED[number]}" for number in (1, 2, 3, 4))),
}


@dataclass(frozen=True)
class About:
    """What a note is about: the exercise as a whole, an objective, or one of its tasks."""

    label: str
    objective: int | None = None
    task: int | None = None
    scale: Scale = "1-5"
    rated: bool = True
    """Whether it can be rated: an objective with tasks is rated by those."""

    @property
    def ratings(self) -> tuple[str, ...]:
        """The ratings to choose from; the place of each is its number, and the first is none."""
        return _RATINGS[self.scale] if self.rated else ("-",)

    @property
    def says(self) -> str:
        """What stands beside the ratings."""
        return "Rating, 1 to 5" if self.scale == "1-5" else "Rating, P S M U"


def abouts(objectives: tuple[ObjectiveSeen, ...]) -> tuple[About, ...]:
    """Return everything that a note can be about, in order."""
    found = [About(WHOLE)]
    for one in objectives:
        label = f"{one.number}  {one_line(one.text)}"
        found.append(About(label, one.number, None, one.scale, rated=not one.tasks))
        found += [
            About(f"{one.number}.{number}  {one_line(task)}", one.number, number, one.scale)
            for number, task in enumerate(one.tasks, 1)
        ]
    return tuple(found)
