"""The quick tests hold themselves quick: what brings a whole app up is found and marked."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.host import halls
from tests.whole_apps import WholeApps


@asynccontextmanager
async def shown(app: Any) -> AsyncIterator[Any]:
    async with app.run_test() as pilot:
        yield pilot


async def at_once(app: Any) -> None:
    async with app.run_test():
        pass


async def by_a_helper(app: Any) -> None:
    async with shown(app):
        pass


async def by_a_module(folder: Any) -> None:
    async with halls.hall_in(folder):
        pass


async def in_a_function_of_its_own(app: Any) -> None:
    async def show() -> None:
        async with app.run_test():
            pass

    await show()


def in_no_way(app: Any) -> None:
    in_no_way(app.halls)


@pytest.mark.parametrize(
    ("function", "brings"),
    [
        (at_once, True),
        (by_a_helper, True),
        (by_a_module, True),
        (in_a_function_of_its_own, True),
        (in_no_way, False),
    ],
)
def test_what_brings_a_whole_app_up_is_found(function: Any, brings: bool) -> None:
    assert WholeApps().of(function) is brings


def test_of_each_modules_tests_with_a_whole_app_the_first_alone_is_quick(
    request: pytest.FixtureRequest,
) -> None:
    quick: dict[Path, list[str]] = {}
    apps = WholeApps()
    for item in request.session.items:
        if apps.in_test(item) and item.get_closest_marker("slow") is None:
            quick.setdefault(item.path, []).append(item.name)
    assert all(len(one) == 1 for one in quick.values()), quick
