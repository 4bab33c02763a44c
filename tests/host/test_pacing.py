"""Screens are painted seat by seat in order of urgency, and nobody waits for the absent."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress

import pytest
from textual.app import App

from tabletop.host.runtime.hosted import Hosted
from tabletop.host.runtime.session import Session
from tabletop.host.tables import pacing
from tabletop.host.tables.pacing import Pacer
from tests.host.far import Far, until


class Page(App[None]):
    """An empty page."""


class Painted(Hosted, Page):
    """Records its name whenever it is painted because of others, or fails."""

    def __init__(self, name: str, order: list[str]) -> None:
        super().__init__()
        self.called = name
        self.order = order
        self.fails = False

    def changed(self) -> None:
        if self.fails:
            raise ValueError
        self.order.append(self.called)


@pytest.fixture
async def pacer() -> AsyncIterator[Pacer]:
    one = Pacer()
    task = asyncio.ensure_future(one.run())
    yield one
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


@pytest.fixture
def order() -> list[str]:
    """Return who was painted, in order."""
    return []


Sit = Callable[[str], Awaitable[Session]]


@pytest.fixture
async def sit(pacer: Pacer, order: list[str]) -> AsyncIterator[Sit]:
    made: list[Session] = []

    async def make(name: str) -> Session:
        one = Session(lambda: Painted(name, order), name)
        one.on_ended = pacer.forget
        made.append(one)
        await one.start()
        one.attach(Far(), (80, 24))
        await until(lambda: order == [name], "it is told what it missed")
        order.clear()
        return one

    yield make
    for one in made:
        await one.close("over")


async def _waits(pacer: Pacer) -> None:
    """Wait until the pacer has seen every dirty screen."""
    await until(lambda: not pacer._wake.is_set(), "the pacer waits")


async def test_a_seat_that_is_gone_before_it_is_painted_stops_nobody_elses_paint(
    pacer: Pacer, sit: Sit, order: list[str]
) -> None:
    gone, other = await sit("gone"), await sit("other")
    pacer.dirty(gone)
    pacer.forget(gone)
    await _waits(pacer)
    pacer.dirty(other)
    await until(lambda: order == ["other"])


async def test_a_seat_that_is_gone_while_its_turn_is_waited_for_is_not_painted(
    pacer: Pacer, sit: Sit, order: list[str]
) -> None:
    gone, other = await sit("gone"), await sit("other")
    pacer.dirty(gone)
    await until(lambda: order == ["gone"])
    pacer.dirty(gone)
    await _waits(pacer)
    pacer.forget(gone)
    pacer.dirty(other)
    await until(lambda: order[-1] == "other")
    pacer.dirty(other)
    await until(lambda: order[1:] == ["other", "other"], lambda: str(order))
    assert gone not in pacer._last


async def test_who_is_due_does_not_wait_for_who_is_due_later(
    pacer: Pacer, sit: Sit, order: list[str]
) -> None:
    early, late = await sit("early"), await sit("late")
    pacer.dirty(late)
    await until(lambda: order == ["late"])
    pacer.dirty(late)
    await _waits(pacer)
    pacer.dirty(early)
    await until(lambda: len(order) == 3)
    assert order == ["late", "early", "late"]


async def test_a_seat_that_fails_while_it_is_painted_is_not_waited_for(
    pacer: Pacer, sit: Sit, order: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pacing, "_PATIENCE", 60.0)
    bad, other = await sit("bad"), await sit("other")
    assert isinstance(bad.app, Painted)
    bad.app.fails = True
    pacer.dirty(bad)
    pacer.dirty(other)
    await until(lambda: order == ["other"])
