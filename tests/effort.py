"""How much a test does: processor time, which a busy machine does not change, and examples."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from _pytest.mark import ParameterSet
from hypothesis import settings

FEW = 20
"""The examples of a property among the quick tests, which have a profile of Hypothesis's."""


@contextmanager
def out_of_sight() -> Iterator[None]:
    """Hide what exists from the garbage collector: a floor looks through everything as it opens,
    and a process of tests holds far more than a host does.
    """
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def examples(most: int) -> int:
    """Return how many examples to draw where the default is not right: fewer among quick tests."""
    profile = settings.default
    return min(most, FEW) if profile is not None and profile.max_examples == FEW else most


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time of a call. Choose a limit many times what is expected."""
    before = time.process_time()
    work()
    return time.process_time() - before


def few_of(seeds: int) -> list[ParameterSet]:
    """Return seeds from 0 as parameters, all but the first three of them slow."""
    return [pytest.param(one, marks=pytest.mark.slow if one > 2 else ()) for one in range(seeds)]
