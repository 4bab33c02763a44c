"""What an exercise means for the game, without the sentences that only people read."""

from __future__ import annotations

from typing import Any

from tabletop.exercise.model import Exercise


def meaning(exercise: Exercise) -> dict[str, Any]:
    """Everything but the words of situations and endings, which may be put otherwise."""
    told = exercise.model_dump()
    for one in told["rounds"]:
        del one["situation"]
    for one in told["endings"]:
        del one["text"]
    return told
