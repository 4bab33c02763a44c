"""What is worked out once for an exercise and kept as long as the exercise lives."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from tabletop.exercise.model import Exercise

T = TypeVar("T")


def remembered(make: Callable[[Exercise], T]) -> Callable[[Exercise], T]:
    """`make`, called once for each exercise.

    Remembered by identity: an exercise holds dicts and can't be hashed, and a changed copy of one
    must not inherit what was made of the original.
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
