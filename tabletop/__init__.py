"""Tabletop facilitates negotiation and tabletop exercises.

    from tabletop import analyse, load_exercise, outcomes, read_transcript, sample, score, Table

Names are imported when they are first used, so that a light command stays light.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tabletop.exercise.genius import import_genius
    from tabletop.exercise.loading import load_exercise
    from tabletop.referee.genius import export_genius
    from tabletop.referee.outcomes.measures import outcomes
    from tabletop.referee.public import analyse, sample, score
    from tabletop.table import Table, read_transcript

__all__ = [
    "Table",
    "analyse",
    "export_genius",
    "import_genius",
    "load_exercise",
    "outcomes",
    "read_transcript",
    "sample",
    "score",
]

_HOMES = {
    "Table": "tabletop.table",
    "analyse": "tabletop.referee.public",
    "export_genius": "tabletop.referee.genius",
    "import_genius": "tabletop.exercise.genius",
    "load_exercise": "tabletop.exercise.loading",
    "outcomes": "tabletop.referee.outcomes.measures",
    "read_transcript": "tabletop.table",
    "sample": "tabletop.referee.public",
    "score": "tabletop.referee.public",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'tabletop' has no attribute '{name}'")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    """Return what a notebook completes: the public names, whether or not they have been used."""
    return sorted({*globals(), *__all__})
