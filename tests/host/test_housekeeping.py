"""Garbage is collected a little at a time: what has been looked through is left alone then."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Iterator
from weakref import ref

import pytest

from tabletop.host.runtime import housekeeping
from tabletop.host.runtime.housekeeping import (
    Housekeeping,
    look_through_everything,
    look_through_recent,
)
from tests.host.far import until


class Cycle:
    """Something that only the collector can free."""

    def __init__(self) -> None:
        self.itself: Cycle | None = self


@pytest.fixture(autouse=True)
def _thawed() -> Iterator[None]:
    yield
    gc.unfreeze()


def test_new_garbage_is_freed_and_what_is_in_use_is_frozen() -> None:
    used, garbage = Cycle(), Cycle()
    freed, before = ref(garbage), gc.get_freeze_count()
    del garbage
    look_through_recent()
    assert freed() is None
    assert gc.get_freeze_count() > before
    assert not any(one is used for one in gc.get_objects())


def test_what_is_frozen_is_freed_without_the_collector_and_a_cycle_when_all_is_looked_through() -> (
    None
):
    open_page, cycle = Cycle(), Cycle()
    closed, kept = ref(open_page), ref(cycle)
    look_through_recent()
    # As when a page is closed (`parting`).
    open_page.itself = None
    del open_page, cycle
    assert closed() is None
    look_through_recent()
    assert kept() is not None
    look_through_everything()
    assert kept() is None


async def test_everything_is_looked_through_only_when_much_is_not_given_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looks = list[str]()
    for name, value in (("_EVERY", 0.001), ("_SELDOM", 0.0), ("_RECENT", 5_000), ("_MUCH", 20_000)):
        monkeypatch.setattr(housekeeping, name, value)
    monkeypatch.setattr(housekeeping, "look_through_recent", lambda: looks.append("recent"))
    monkeypatch.setattr(housekeeping, "look_through_everything", lambda: looks.append("all"))
    keeping = Housekeeping(lambda: 0, lambda: 0)
    life = asyncio.create_task(keeping._watch())
    await asyncio.sleep(0.01)
    kept = list[list[object]]()
    while "all" not in looks:
        seen = len(looks)
        kept.append([object() for _ in range(6_000)])
        await until(lambda seen=seen: len(looks) > seen)  # type: ignore[misc]
    life.cancel()
    assert looks[:2] == ["recent", "recent"]
    assert looks[-2:] == ["recent", "all"]
