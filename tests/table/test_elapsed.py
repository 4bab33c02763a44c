"""Durations are elapsed time: changes of the time of day end nothing, and a sleep is reported."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tabletop.past import read_transcript
from tabletop.play.actions import Pause, Resume
from tabletop.play.state import FACILITATOR
from tabletop.stopwatch import Stopwatch
from tabletop.table import Table
from tests.screens.rivers import advanced, briefed


class Time:
    """The time of day, the seconds while the computer is awake, and those that always pass."""

    def __init__(self) -> None:
        self.day = datetime(2026, 3, 1, 12, tzinfo=UTC)
        self.running = 100.0
        self.passing = 5_000.0
        self.stopwatch = Stopwatch(lambda: self.running, lambda: self.passing)

    def go_on(self, seconds: float, tick: Callable[[], object] = lambda: None) -> None:
        """Pass time awake, with a tick every second."""
        for _ in range(int(seconds)):
            self.day += timedelta(seconds=1)
            self.running += 1
            self.passing += 1
            tick()

    def sleep(self, seconds: float) -> None:
        """Put the computer to sleep."""
        self.day += timedelta(seconds=seconds)
        self.passing += seconds

    def stop(self, seconds: float) -> None:
        """Stop the process, on a computer whose clock also runs in sleep."""
        self.sleep(seconds)
        self.running += seconds


@pytest.fixture
def time() -> Time:
    return Time()


def negotiating(time: Time, path: Path | None = None) -> Table:
    table = briefed(clocks=True, where=path, now=lambda: time.day, awake=time.stopwatch)
    return advanced(table, "negotiation")


@pytest.mark.parametrize("hours", [1, -1, -10_000])
def test_a_time_of_day_that_is_set_otherwise_ends_nothing_and_gives_nothing(
    time: Time, hours: int, tmp_path: Path
) -> None:
    path = tmp_path / "a.toml"
    with negotiating(time, path) as table:
        before = table.remaining()
        assert before is not None
        time.go_on(5, table.tick)
        time.day += timedelta(hours=hours)
        time.go_on(5, table.tick)
        assert table.remaining() == before - 10_000
        assert table.state.stage == "negotiation"
        table.submit(Pause(by=FACILITATOR))
        time.day -= timedelta(hours=hours)
        table.submit(Resume(by=FACILITATOR))
        assert table.remaining() == before - 10_000
    assert read_transcript(path).problems() == []


def test_events_carry_the_time_of_day_for_people(time: Time, tmp_path: Path) -> None:
    with negotiating(time, tmp_path / "a.toml") as table:
        time.day += timedelta(hours=1)
        (paused,) = table.submit(Pause(by=FACILITATOR))
        assert paused.at == "2026-03-01T13:00:00.000Z"


def test_a_game_that_is_taken_up_a_week_later_has_the_time_it_had(
    time: Time, tmp_path: Path
) -> None:
    path = tmp_path / "a.toml"
    with negotiating(time, path) as table:
        time.go_on(10, table.tick)
        table.stand("interrupted")
        left = table.remaining()
    week_later = Time()
    week_later.day = time.day + timedelta(days=7)
    with Table.resume(path, now=lambda: week_later.day, awake=week_later.stopwatch) as table:
        week_later.go_on(3, table.tick)
        assert (table.state.stage, table.remaining()) == ("negotiation", left)
        table.submit(Resume(by=FACILITATOR))
        week_later.go_on(3, table.tick)
        assert left is not None
        assert table.remaining() == left - 3_000
    assert read_transcript(path).problems() == []


@pytest.mark.parametrize("way", ["sleep", "stop"])
def test_a_sleep_is_noticed_costs_nothing_and_is_the_facilitators_to_count(
    time: Time, way: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.toml"
    with negotiating(time, path) as table:
        time.go_on(5, table.tick)
        before = table.remaining()
        assert before is not None
        getattr(time, way)(130)
        assert table.remaining() == before, "before the next tick as well"
        time.go_on(1, table.tick)
        clock = table.state.clock
        assert (clock.why, clock.missed) == ("asleep", 131)
        table.submit(Resume(by=FACILITATOR, less=130))
        assert abs((table.remaining() or 0) - (before - 130_000)) <= 1_000
        assert (
            table.view(None).story[-1]
            == "The clock is running again, 2:10 shorter because the computer slept."
        )
    assert read_transcript(path).problems() == []


def test_a_second_that_comes_late_is_no_sleep(time: Time) -> None:
    table = negotiating(time)
    time.go_on(2, table.tick)
    time.stop(15)
    time.go_on(1, table.tick)
    assert table.state.clock.paused is None


def test_without_a_clock_a_sleep_is_nobodys_business(time: Time) -> None:
    table = briefed(clocks=False, now=lambda: time.day, awake=time.stopwatch)
    advanced(table, "negotiation")
    time.go_on(2, table.tick)
    time.sleep(500)
    time.go_on(2, table.tick)
    assert all(event.elapsed is None for event in table.events)
    assert not any(event.kind.startswith("clock.") for event in table.events)
