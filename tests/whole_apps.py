"""Which tests bring a whole app up, found by what they call: those are most of the suite's time."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from types import CodeType, FunctionType, ModuleType
from typing import Any

import pytest

_BRING = {"run_test", "hall_in", "snap_compare"}
"""What brings one up: Textual's own way to test one, a hall, which has an app for each seat, and
the fixture that takes a picture.
"""


class WholeApps:
    """Ask it about every test; it remembers what it has read."""

    def __init__(self) -> None:
        self._known: dict[FunctionType, bool] = {}

    def in_test(self, item: pytest.Item) -> bool:
        """Whether a test brings an app up, or one of its fixtures does."""
        if not isinstance(item, pytest.Function):
            return False
        fixtures = item._fixtureinfo.name2fixturedefs
        functions = (item.function, *(one.func for all in fixtures.values() for one in all))
        return not _BRING.isdisjoint(fixtures) or any(map(self.of, functions))

    def of(self, function: Callable[..., Any]) -> bool:
        """Whether a function brings an app up, by itself or by those of ours that it names."""
        inner = inspect.unwrap(function)
        if not isinstance(inner, FunctionType):
            return False
        if inner not in self._known:
            self._known[inner] = False  # for one that names itself
            names = set(_names(inner.__code__))
            ours = _ours(inner, names)
            self._known[inner] = bool(names & _BRING) or any(map(self.of, ours))
        return self._known[inner]


def _names(code: CodeType) -> Iterator[str]:
    """Yield every name in a function, and in those within it."""
    yield from code.co_names
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield from _names(one)


def _ours(function: FunctionType, names: set[str]) -> Iterator[Callable[..., Any]]:
    """Yield the functions of tests that a function names: directly, in a module or in a class."""
    for name in names & function.__globals__.keys():
        thing = function.__globals__[name]
        if isinstance(thing, ModuleType):
            found = [vars(thing).get(one) for one in names] if _of_tests(thing.__name__) else []
        elif _of_tests(getattr(thing, "__module__", None)):
            found = [*vars(thing).values()] if isinstance(thing, type) else [thing]
        else:
            continue
        yield from filter(callable, found)


def _of_tests(module: str | None) -> bool:
    return (module or "").partition(".")[0] == "tests"
