"""A floor's tasks survive faults while the hall is open, and then end."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from pathlib import Path

import pytest

from tabletop.host.runtime import background as lives
from tabletop.host.runtime.background import for_ever
from tests.host.far import Far, until
from tests.host.halls import hall_in, join
from tests.host.players import Player, advance


async def test_a_life_that_fails_is_told_without_its_values_and_begins_again(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lives, "_PAUSE", 0.01)
    begun = 0

    async def live() -> None:
        nonlocal begun
        begun += 1
        if begun < 3:
            secret = "swordfish"
            raise ValueError(secret)
        await asyncio.Event().wait()

    life = asyncio.ensure_future(for_ever("painting", live))
    await until(lambda: begun == 3)
    assert caplog.text.count("painting failed and is restarted: ValueError at test_floor.py") == 2
    assert "swordfish" not in caplog.text
    life.cancel()
    with suppress(asyncio.CancelledError):
        await life


async def test_a_constant_fault_leaves_the_loop_to_the_others(
    caplog: pytest.LogCaptureFixture,
) -> None:
    tried = 0

    async def live() -> None:
        nonlocal tried
        tried += 1
        raise ValueError

    life = asyncio.ensure_future(for_ever("painting", live))
    await until(lambda: tried)
    for _ in range(100):
        await asyncio.sleep(0)
    assert tried == 1
    assert life.cancel()


@pytest.mark.slow
async def test_others_see_what_happens_after_a_fault_in_the_painting(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lives, "_PAUSE", 0.01)
    async with hall_in(tmp_path) as hall:
        anna = await Player.arrives(hall, "Anna")
        await anna.sees("Anna", "here")
        pacer = hall.floor._pacer
        pacer._dirty[None] = 0.0  # type: ignore[index]
        pacer._wake.set()
        await until(lambda: "painting failed and is restarted" in caplog.text)
        await join(hall, "Ben")
        await anna.sees("Ben")


@pytest.mark.slow
async def test_one_tables_fault_stops_no_other_tables_clock_and_is_told_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with hall_in(tmp_path, 2, clocks=True) as hall:
        anna = await Player.arrives(hall, "Anna", table="2")
        await hall.seat("Ben", table="2")
        await hall.seat("Cho", table="2")
        tried = 0

        def fail() -> None:
            nonlocal tried
            tried += 1
            raise ValueError

        monkeypatch.setattr(hall.floor.tables["1"], "tick", fail)
        advance(hall, "negotiation", "2")
        await anna.reads("The game in a minute")
        await anna.sees("What everybody knows")
        first = anna.far.text.splitlines()[0]
        await until(lambda: anna.far.text.splitlines()[0] != first, lambda: anna.far.text)
        await until(lambda: tried > 2)
        told = [one for one in caplog.records if one.levelno == logging.ERROR]
        assert [one.getMessage().split(" at ")[0] for one in told] == [
            "table 1: its clock failed: ValueError"
        ]


async def test_a_floor_that_is_closed_twice_is_closed_once(tmp_path: Path) -> None:
    async with hall_in(tmp_path) as hall:
        anna = await Player.arrives(hall, "Anna")
        await hall.close()
        assert anna.far.closed == "The host has closed the hall."
        await hall.close("Again.")
        assert anna.far.closed == "The host has closed the hall."


@pytest.mark.parametrize("spares", [0, 1])
async def test_nothing_runs_on_after_a_floor_that_is_closed_as_screens_start(
    tmp_path: Path, spares: int
) -> None:
    before = asyncio.all_tasks()
    async with hall_in(tmp_path, spares=spares) as hall:
        ticket = await hall.seat("Anna")
        far = Far()
        entering = asyncio.ensure_future(hall.enter(ticket.place, far, far.size))
        await until(lambda: ticket.place in hall.floor._sessions)
    (await entering).hang_up()
    await until(lambda: far.closed)
    assert asyncio.all_tasks() <= before
