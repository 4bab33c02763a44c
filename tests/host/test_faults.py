"""One seat's fault is that seat's; one table's full disk is that table's; the rest plays on."""

from __future__ import annotations

import asyncio
import logging
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tabletop.host.tables.folder import transcript
from tabletop.play.actions import SendMessage
from tabletop.play.state import FACILITATOR
from tabletop.screens.kit.masthead import Masthead
from tabletop.screens.table.overlays.briefing import Briefing
from tests.host.far import until
from tests.host.halls import hall_in
from tests.host.players import Player, advance, at_two_tables, submit

pytestmark = [pytest.mark.slow, pytest.mark.linux("limits stand for a full disk")]


async def test_a_fault_closes_one_screen_politely_and_nobody_else_notices(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with hall_in(tmp_path, 2) as hall:
        anna, ben, _ = await at_two_tables(hall)
        await anna.press("+")
        await anna.sees("• signed")
        session = hall.floor.session(anna.place)

        def fail() -> None:
            secret = "swordfish"
            raise ValueError(secret)

        session.call(fail)
        await until(lambda: anna.far.closed)
        assert "nothing at the table is lost" in (anna.far.closed or "")
        assert anna.far.again
        assert f"table 1 {anna.place.seat} failed: ValueError" in caplog.text
        assert "swordfish" not in caplog.text
        assert b"swordfish" not in anna.far.bytes + ben.far.bytes
        await ben.press("+")
        await ben.sees("• signed")
        assert ben.far.closed is None
        again = await Player.comes_back(hall, anna)
        await again.sees("Your draft", "• signed")


@contextmanager
def files_no_longer_than(length: int) -> Iterator[None]:
    """Limit file sizes, so that the system itself refuses to write more."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (length, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


async def test_a_full_disk_stops_one_table_and_it_goes_on_when_there_is_space(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with hall_in(tmp_path, 2) as hall:
        anna, ben, cho = await at_two_tables(hall)
        submit(hall, SendMessage(by=FACILITATOR, to="all", text="x" * 3_000))
        with files_no_longer_than(len(transcript(tmp_path, "1").content())):
            await anna.press("r")
            await anna.sees("Ready?")
            await anna.press("y")
            await anna.sees("Your move could not be saved", "Try again")
            # Where the host keeps its files is nobody's business on another computer.
            assert str(tmp_path).encode() not in anna.far.bytes
            assert str(tmp_path) in caplog.text or str(tmp_path) in hall.glances()[0].trouble
            assert "could not be saved" in hall.glances()[0].trouble
            await hall.floor.tables["1"].tick()
            assert sum("could not be saved" in one.message for one in caplog.records) == 1
            assert hall.glances()[1].trouble == ""
            await cho.answers("r", "Ready?")
            await cho.sees("You are ready")
            await ben.press("+")
            await ben.sees("• signed")
        await anna.press("r")
        await anna.sees("You are ready")
        await hall.floor.tables["1"].tick()
        assert "can be written again" in caplog.text
        assert hall.glances()[0].trouble == ""
        assert hall.floor.tables["1"].table.state.ready == {"upper"}


async def test_who_was_here_when_the_host_was_killed_is_expected_back_for_a_while(
    tmp_path: Path,
) -> None:
    async with hall_in(tmp_path) as hall:
        anna = await Player.arrives(hall, "Anna")
        await anna.sees("here")
    now = [100.0]
    async with hall_in(tmp_path) as hall:
        table = hall.floor.tables["1"]
        table._now = lambda: now[0]
        table._opened = now[0]
        await table.tick()
        present = [table.table.state.seats["upper"].present]
        now[0] += 11
        await table.tick()
        present.append(table.table.state.seats["upper"].present)
        back = await Player.comes_back(hall, anna)
        await back.sees("Anna", "here")
        present.append(table.table.state.seats["upper"].present)
        assert present == [True, False, True]


async def test_a_clock_goes_on_before_everybodys_eyes(tmp_path: Path) -> None:
    async with hall_in(tmp_path, clocks=True) as hall:
        anna = await Player.arrives(hall, "Anna")
        await hall.seat("Ben")
        await hall.seat("Cho")
        advance(hall, "negotiation")
        await anna.reads("The game in a minute")
        await anna.sees("What everybody knows")
        first = anna.far.text.splitlines()[0]
        await until(lambda: anna.far.text.splitlines()[0] != first, lambda: anna.far.text)


async def test_the_log_says_when_everybody_had_to_wait_and_whose_key_came_last(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    import time

    with caplog.at_level(logging.WARNING):
        async with hall_in(tmp_path) as hall:
            anna = await Player.arrives(hall, "Anna")
            await anna.press("f1")
            session = hall.floor.session(anna.place)
            session.call(lambda: time.sleep(1.2))
            await until(lambda: "everybody waited" in caplog.text)
            assert f"the last key before that came from table 1 {anna.place.seat}" in caplog.text
            # What it was that held the loop up: the test's own function.
            assert "test_faults.test_the_log_says" in caplog.text


async def test_a_key_that_comes_to_a_page_before_it_stands_or_after_it_went_does_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with hall_in(tmp_path) as hall:
        anna = await Player.arrives(hall, "Anna")
        session = hall.floor.session(anna.place)
        await until(lambda: session.app.stands)
        done = asyncio.Event()

        async def read_too_early_and_too_late() -> None:
            app = session.app
            view = hall.floor.tables["1"].port(anna.place.seat).view()
            page = Briefing(view)
            putting_up = app.push_screen(page)
            await app.run_action("read_on", page)
            await putting_up
            await app.pop_screen()
            await app.run_action("read_on", page)

            async def look() -> None:
                page.query_one(Masthead)

            work = page.run_worker(look(), exit_on_error=True)
            await asyncio.wait((asyncio.ensure_future(work.wait()),))
            done.set()

        session.call(lambda: session.app.call_later(read_too_early_and_too_late))
        await until(done.is_set)
        await anna.press("f1")
        await anna.sees("Help")
    assert "failed" not in caplog.text
