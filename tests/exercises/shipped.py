"""The exercises that ship, and what is kept about each.

In the folder here that has an exercise's id, `ENDING.moves.toml` is a game of it that reaches
ENDING; its page in `docs/exercises` is named for it too.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tabletop.exercise.loading import load_exercise
from tabletop.exercise.model import Exercise
from tabletop.referee.outcomes.analysis import Analysis, analyse_space
from tabletop.referee.schedule import analysis_circumstances
from tests.docs.made import DOCS

HERE = Path(__file__).parent
LIBRARY = HERE.parents[1] / "exercises"
GAMES = sorted(HERE.glob("*/*.moves.toml"))
PLAYED = sorted({path.parent.name for path in GAMES})
"""The exercises of which games are kept."""
PAGES = sorted(one for one in (DOCS / "exercises").glob("*.md") if one.stem != "README")


@cache
def shipped(id: str) -> Exercise:
    return load_exercise(LIBRARY / f"{id}.toml")


def space(id: str, round_number: int = 1, trust: float | None = None) -> Analysis:
    """Analyse a shipped exercise; `trust` sets that of everybody in everybody."""
    exercise = shipped(id)
    levels = {} if trust is None else {f"{a}-{b}": trust for a, b in exercise.opening_trust}
    return analyse_space(exercise, analysis_circumstances(exercise, round_number, levels))


def ending_of(game: Path) -> str:
    return game.name.removesuffix(".moves.toml")
