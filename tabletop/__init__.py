"""Tabletop facilitates negotiation and tabletop exercises.

    from tabletop import analyse, load_exercise, read_transcript, score, Table

Names are imported when they are first used, so that a light command stays light.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tabletop.exercise.loading import load_exercise
    from tabletop.referee.public import analyse, score
    from tabletop.table import Table, read_transcript

__all__ = ["Table", "analyse", "load_exercise", "read_transcript", "score"]

_HOMES = {
    "Table": "tabletop.table",
    "analyse": "tabletop.referee.public",
    "load_exercise": "tabletop.exercise.loading",
    "read_transcript": "tabletop.table",
    "score": "tabletop.referee.public",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'tabletop' has no attribute '{name}'")
    return getattr(import_module(_HOMES[name]), name)
