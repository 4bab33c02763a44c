"""Cache values per exercise for as long as the exercise lives."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from tabletop.exercise.model import Exercise

T = TypeVar("T")


def remembered(make: Callable[[Exercise], T]) -> Callable[[Exercise], T]:
    """Return `make` wrapped so that it is called once for each exercise.

    Keyed by identity: an exercise holds dicts and can't be hashed, and a changed copy must not
    inherit the original's results.
    """
    kept: dict[int, tuple[weakref.ref[Exercise], T]] = {}

    @wraps(make)
    def recall(exercise: Exercise) -> T:
        key = id(exercise)
        known = kept.get(key)
        if known is not None and known[0]() is exercise:
            return known[1]
        made = make(exercise)
        kept[key] = (weakref.ref(exercise, lambda _gone: kept.pop(key, None)), made)
        return made

    return recall
