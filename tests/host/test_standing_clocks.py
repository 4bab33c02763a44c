"""Clocks run only while somebody can play: not without a host, and not at an empty table."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tabletop.host.admission.lobby import OVERVIEW, PROJECTOR, Place
from tabletop.host.tables.folder import open_tables
from tabletop.host.tables.hosted_table import GRACE, HostedTable
from tabletop.journal.places import located
from tabletop.play.actions import Resume
from tabletop.play.state import FACILITATOR
from tabletop.table import Table
from tests.host.far import until
from tests.host.halls import come, hall_in
from tests.host.players import Player, negotiating
from tests.screens.rivers import HEADS, SOURCE, advanced, briefed


def running(path: Path) -> Table:
    return advanced(briefed(clocks=True, where=path), "negotiation")


class Room:
    """A hosted table with a clock that tests move on."""

    def __init__(self, path: Path) -> None:
        self.seconds = 0.0
        self.hosted = HostedTable("1", running(path), located(path), lambda: self.seconds)

    async def go_on(self, seconds: float) -> None:
        self.seconds += seconds
        await self.hosted.tick()

    def why(self) -> str | None:
        return self.hosted.table.state.clock.why


async def test_a_table_that_everybody_left_stands_and_goes_on_when_all_heads_are_back(
    tmp_path: Path,
) -> None:
    room = Room(tmp_path / "table-1.toml")
    for one in HEADS:
        room.hosted.came(one)
    await room.go_on(1)
    for one in HEADS[1:]:
        room.hosted.went(one)
    await room.go_on(GRACE + 1)
    assert room.why() is None, "somebody is here"
    room.hosted.went(HEADS[0])
    await room.go_on(1)
    assert room.why() is None, "a dropped line may come back"
    await room.go_on(GRACE)
    assert room.why() == "empty"
    assert "everybody had left" in room.hosted.glance().stands
    for one in HEADS:
        assert room.why() == "empty"
        room.hosted.came(one)
        await room.go_on(1)
    assert room.why() is None
    assert room.hosted.table.state.clock.paused is None
    room.hosted.close()


async def test_the_facilitator_may_go_on_at_a_table_that_everybody_left(tmp_path: Path) -> None:
    room = Room(tmp_path / "table-1.toml")
    room.hosted.came(HEADS[0])
    await room.go_on(1)
    room.hosted.went(HEADS[0])
    await room.go_on(GRACE + 1)
    assert await room.hosted.submit(Resume(by=FACILITATOR)) is None
    await room.go_on(100)
    assert room.hosted.table.state.clock.paused is None
    room.hosted.close()


def test_a_closed_host_keeps_the_time_that_was_left(tmp_path: Path) -> None:
    path = tmp_path / "table-1.toml"
    hosted = HostedTable("1", running(path), located(path))
    hosted.close()
    _, (again,) = open_tables(SOURCE, tmp_path, ["1"])
    assert again.table.state.clock.why == "interrupted"
    assert sum(one.kind == "clock.paused" for one in again.table.events) == 1
    again.close()


async def test_a_killed_host_keeps_it_to_some_seconds(tmp_path: Path) -> None:
    path = tmp_path / "table-1.toml"
    table = running(path)
    hosted = HostedTable("1", table, located(path))
    left = table.remaining()
    assert left is not None
    table.went_on(table.state.elapsed + 63_000)
    await hosted.tick()
    table.close()
    _, (again,) = open_tables(SOURCE, tmp_path, ["1"])
    assert again.table.state.clock.why == "interrupted"
    assert left - 63_500 <= (again.table.remaining() or 0) <= left - 57_000
    again.close()


@pytest.mark.slow
async def test_every_screen_says_that_a_resumed_table_waits_for_the_facilitator(
    tmp_path: Path,
) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    async with hall_in(before, clocks=True) as hall:
        upper, *_ = await negotiating(hall)
        shutil.copytree(before, after)
    async with hall_in(after, clocks=True) as hall:
        again = await Player.comes_back(hall, upper)
        await again.sees("negotiation paused", "aused until the facilitator goes on")
        console, line = await come(hall, OVERVIEW, 120, 36)
        await until(lambda: "the game was interrupted" in console.text)
        assert "R lets the clock run." in console.text
        wall, _ = await come(hall, Place("1", PROJECTOR), 120, 36)
        await until(lambda: "Paused: the game was interrupted" in wall.text)
        line.feed(b"r")
        await until(lambda: hall.floor.tables["1"].table.state.clock.paused is None)
        await again.no_longer_sees("paused until")
