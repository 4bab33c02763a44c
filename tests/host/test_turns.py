"""A client's share of the event loop is limited, whatever it sends: others are served first."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from contextvars import Context
from functools import partial
from pathlib import Path

import aiohttp
import pytest
from aiohttp import WSMsgType, web

from tabletop.host.admission import metering, turns
from tabletop.host.admission.lobby import OVERVIEW, Attachment, Place
from tabletop.host.admission.metering import Meter
from tabletop.host.admission.turns import Turns
from tabletop.host.tables.hall import Hall
from tabletop.host.web import listening
from tabletop.host.web import socket as web_socket
from tabletop.host.web.listening import Listening
from tests.host.doors import door_in
from tests.host.far import Far, until
from tests.host.halls import come, hall_in, join


def used_up() -> Meter:
    """Return the meter of a client that has used a lot."""
    meter = Meter()
    meter.spent(60)
    return meter


def doing(meter: Meter, done: list[str], what: str, cost: float = 0.001) -> Callable[[], None]:
    def do() -> None:
        done.append(what)
        meter.spent(cost)

    return do


def test_pages_count_against_a_share_that_a_person_who_reads_never_uses_up() -> None:
    clock = [0.0]
    reader = Meter(now=lambda: clock[0])
    for second in range(600):
        clock[0] = float(second)
        assert not uses_a_lot(reader)
        if second % 2 == 0:
            # A page takes a twentieth of a second to be put up.
            reader.spent(0.05)


def test_who_sends_on_stays_among_those_who_use_a_lot_until_nothing_of_it_waits() -> None:
    clock = [0.0]
    flooder = Meter(now=lambda: clock[0])
    flooder.spent(0.05)
    assert not uses_a_lot(flooder)
    for _ in range(3):
        flooder.spent(0.05)
    assert uses_a_lot(flooder, begins=False)
    clock[0] += 3_600
    assert uses_a_lot(flooder, begins=False)
    assert not uses_a_lot(flooder)


def uses_a_lot(meter: Meter, *, begins: bool = True) -> bool:
    """Return whether the meter counts as having used a lot when its client's next key comes."""
    meter.sort(begins=begins)
    return meter.a_lot


def test_many_connections_that_flood_share_what_two_of_them_may_use() -> None:
    door = Listening(web.Application(), lambda address, what: None, "")
    clock = [0.0]
    line = Meter(0.2, 0.05, lambda: clock[0], gives_way=False, times=door._crowded)
    line.spent(0.1)
    assert line.wait() == 0
    door._resting.update(object() for _ in range(10))  # type: ignore[misc]
    line.spent(0.1)
    assert line.used == 0.2
    # It has used what was left of its own and four times as much as it had.
    assert round(line.wait(), 6) == 0.4 / 0.05


async def test_of_those_who_wait_whoever_has_used_least_goes_first() -> None:
    clock, done = [0.0], list[str]()
    taking = Turns()
    for name, used in (("most", 0.08), ("some", 0.04), ("least", 0.01), ("much", 0.06)):
        meter = Meter(now=lambda: clock[0])
        meter.spent(used)
        taking.take(meter, doing(meter, done, name, 0), 1)
    await until(lambda: len(done) == 4)
    # The first was begun with as nobody else was there.
    assert done == ["most", "least", "some", "much"]


async def test_the_keys_of_one_frame_that_put_up_pages_are_a_turn_each(tmp_path: Path) -> None:
    frames = (
        b"\x1bOP\x1b" * 50,
        bytes(range(1, 32)).replace(b"\x11", b"") * 3,
        b"\x1bP" + b"a" * 5_000,
    )
    async with hall_in(tmp_path) as hall:
        _, _, ticket = await join(hall, "Eve")
        session = hall.floor.session(ticket.place)
        for frame, least in zip(frames, (100, 87, 2), strict=True):
            lengths: list[int] = []

            def take(do: Callable[[], None], length: int, to: list[int] = lengths) -> None:
                to.append(length)

            session.feed(frame, take)
            assert len(lengths) >= least
            assert sum(lengths) == len(frame)


async def test_who_has_used_little_is_served_before_any_number_who_have_used_a_lot() -> None:
    done: list[str] = []
    taking = Turns()
    life = asyncio.create_task(taking.run())
    hostile = [used_up() for _ in range(10)]
    for meter in hostile:
        for _ in range(20):
            taking.take(meter, doing(meter, done, "much", 0.005), 1)
    for number in range(20):
        light = Meter()
        taking.take(light, doing(light, done, f"little {number}"), 1)
        assert done[-1] == f"little {number}"
        await asyncio.sleep(0.01)
    # Two hundred keys of theirs have taken no more than the rest between them allows.
    assert 0 < done.count("much") < 20
    life.cancel()


async def test_those_who_use_a_lot_have_a_small_part_of_the_loop_together_and_all_get_on() -> None:
    done: list[str] = []
    taking = Turns()
    life = asyncio.create_task(taking.run())
    for name in "abc":
        meter = used_up()
        for _ in range(3):
            taking.take(meter, doing(meter, done, name, 0.002), 1)
    begun = asyncio.get_running_loop().time()
    await until(lambda: len(done) == 9)
    assert asyncio.get_running_loop().time() - begun >= 8 * 0.002 * turns._REST
    # One key of each in turn.
    assert {*done[:3]} == {*done[3:6]} == {*"abc"}
    life.cancel()


def chain(done: list[str], what: str, steps: int, cost: float = 0.0) -> Callable[[], None]:
    """Work in steps, each in its own iteration of the loop, as when a page is mounted."""

    def step(number: int) -> None:
        done.append(f"{what} {number}")
        busy = time.thread_time() + cost
        while time.thread_time() < busy:
            pass
        if number < steps:
            asyncio.get_running_loop().call_soon(step, number + 1)

    return partial(step, 1)


def in_its_name(meter: Meter, do: Callable[[], None]) -> Callable[[], None]:
    """The same work, counted for a client."""
    context = Context()
    context.run(meter.begin)

    def now() -> None:
        asyncio.get_running_loop().call_soon(do, context=context)

    return now


async def test_a_page_turned_by_everybody_at_once_is_dealt_with_a_few_at_a_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(turns, "_A_KEY", 0.0005)
    done = list[str]()
    taking = Turns()
    for number in range(64):
        meter = Meter()
        page = chain(done, f"page {number}, step", 5, 0.001)
        taking.take(meter, in_its_name(meter, page), 1)
    await until(lambda: len(done) == 64 * 5)
    most, going = 0, set[str]()
    for step in done:
        page_, _, at = step.partition(", step ")
        if int(at) > 1:
            going.add(page_)
            most = max(most, len(going))
        if at == "5":
            going.discard(page_)
    assert most <= turns._PAGES
    # Nothing was overtaken by its own.
    first = [one for one in done if one.startswith("page 0,")]
    assert first == [f"page 0, step {n}" for n in range(1, 6)]


async def test_a_key_waits_for_none_of_the_pages_that_many_put_up_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(turns, "_A_KEY", 0.001)
    done = list[str]()
    taking = Turns()
    for number in range(12):
        meter = Meter()
        taking.take(meter, in_its_name(meter, chain(done, f"page {number}", 20, 0.002)), 1)
    await begun(done)
    light = Meter()
    taking.take(light, in_its_name(light, chain(done, "key", 5)), 1)
    await until(lambda: len(done) == 12 * 20 + 5)
    # Each of the others has shown that it is a page, and a few have gone on meanwhile.
    assert done.index("key 1") < 40


async def begun(done: list[str]) -> None:
    """Wait, iteration by iteration, until the first steps are done."""
    while len(done) < 3:  # noqa: ASYNC110 - a moment later it would be over
        await asyncio.sleep(0)


async def test_a_key_comes_between_two_pieces_of_a_page_and_not_after_all_of_them() -> None:
    done = list[str]()
    taking = Turns()
    life = asyncio.create_task(taking.run())
    heavy, light = used_up(), Meter()
    taking.take(heavy, in_its_name(heavy, chain(done, "page", 20)), 1)
    await begun(done)
    taking.take(light, in_its_name(light, chain(done, "key", 5)), 1)
    await until(lambda: len(done) == 25)
    at = done.index("key 1")
    # It was a round or two until the key was begun with.
    assert at < 15
    assert done[at : at + 5] == [f"key {n}" for n in range(1, 6)]
    # Nothing was lost, and nothing overtaken by its own.
    assert [one for one in done if "page" in one] == [f"page {n}" for n in range(1, 21)]
    life.cancel()


async def test_a_key_that_puts_up_a_page_gives_way_to_the_next_keys() -> None:
    done = list[str]()
    taking = Turns()
    page, light = Meter(), Meter()
    taking.take(page, in_its_name(page, chain(done, "page", 20, turns._A_KEY)), 1)
    await begun(done)
    taking.take(light, in_its_name(light, chain(done, "key", 5)), 1)
    await until(lambda: len(done) == 25)
    at = done.index("key 1")
    assert at < 15
    assert done[at : at + 5] == [f"key {n}" for n in range(1, 6)]
    assert [one for one in done if "page" in one] == [f"page {n}" for n in range(1, 21)]


async def test_a_page_gets_on_however_many_keys_come(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metering, "_LONGEST_HELD", 0.01)
    done = list[str]()
    taking = Turns()
    page = used_up()
    loop = asyncio.get_running_loop()
    pressing = True

    def press() -> None:
        """Press another key as soon as the last is handled."""
        if not taking._little:
            meter = Meter()
            taking.take(meter, in_its_name(meter, chain([], "key", 3)), 1)
        if pressing:
            loop.call_soon(press)

    press()
    in_its_name(page, chain(done, "page", 20))()
    await until(lambda: len(done) == 20)
    pressing = False
    assert done == [f"page {n}" for n in range(1, 21)]
    await until(lambda: not taking._little)


async def test_who_has_turned_two_pages_does_not_wait_as_those_do_who_flood() -> None:
    done = list[str]()
    taking = Turns()
    life = asyncio.create_task(taking.run())
    for _ in range(10):
        meter = used_up()
        for _ in range(20):
            taking.take(meter, doing(meter, done, "much", 0.1), 1)
    await until(lambda: bool(done))
    person = Meter()
    person.spent(0.14)
    taking.take(person, doing(person, done, "person"), 1)
    assert person.a_lot
    await until(lambda: "person" in done)
    # Theirs rest for more than two seconds after each.
    assert done.index("person") == 1
    life.cancel()


def test_who_has_sent_more_than_anybody_types_ahead_uses_a_lot_before_it_costs_anything() -> None:
    meter = Meter()
    for _ in range(metering._AHEAD):
        meter.waiting.append((lambda: None, 1))
    assert not uses_a_lot(meter, begins=False)
    meter.waiting.append((lambda: None, 1))
    assert uses_a_lot(meter, begins=False)


async def test_of_what_waits_for_its_turn_the_newest_is_dropped() -> None:
    meter, done = used_up(), list[str]()
    taking = Turns()
    for number in range(100):
        assert taking.take(meter, doing(meter, done, str(number)), 4_096) == (number < 16)
    assert meter.bytes_waiting <= turns._MOST_WAITING
    assert len(meter.waiting) == 16


async def test_the_log_says_whose_input_was_dropped_and_how_much_once_a_minute(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with hall_in(tmp_path) as hall:
        _, line, _ = await join(hall, "Anna")
        # A key counts as some bytes more: of so many at once a part has no room to wait.
        for _ in range(3):
            line.feed(b"\x1b[A\x1b[B" * 400)
        said = [one for one in caplog.messages if "dropped" in one]
        assert said == [
            "table 1 upper: keys or pastes were dropped, 1 so far; more than 64 KB waited already"
        ]
        line.hang_up()
        assert len([one for one in caplog.messages if "dropped" in one]) == 1
    # The rest when the screen ends.
    said = [one for one in caplog.messages if "dropped" in one]
    assert len(said) == 2
    assert 1 < int(said[1].partition("dropped, ")[2].split()[0]) < 2_400


def turns_of_others(hall: Hall, place: Place, monkeypatch: pytest.MonkeyPatch) -> list[Meter]:
    """Return a growing list of whose turns began, except those of one place."""
    begun = list[Meter]()
    begin, own = turns._Turn.begin, hall.floor._sessions[place][-1].meter

    def counted(turn: turns._Turn) -> None:
        if turn.meter is not own:
            begun.append(turn.meter)
        begin(turn)

    monkeypatch.setattr(turns._Turn, "begin", counted)
    return begun


@pytest.mark.slow
async def test_a_neighbours_key_waits_for_no_ten_who_open_pages_as_fast_as_they_can(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with hall_in(tmp_path, 4, spares=11) as hall:
        far, line = await come(hall, OVERVIEW)
        hostile = [await join(hall, f"Eve {number}") for number in range(10)]
        await until(lambda: all(one.text.strip() for one, _, _ in hostile))
        for _, _, ticket in hostile:
            hall.floor.session(ticket.place).meter.spent(2 * metering._BURST)

        async def attack(line: Attachment) -> None:
            while True:
                for key in (b"\x1bOP", b"\x1b"):
                    line.feed(key)
                    await asyncio.sleep(0.002)

        pages = turns_of_others(hall, OVERVIEW, monkeypatch)
        attacks = [asyncio.create_task(attack(one)) for _, one, _ in hostile]
        waited_for = []
        for n in range(100):
            await asyncio.sleep(0.02)
            before = len(pages)
            await echo(far, line, n)
            waited_for.append(len(pages) - before)
        for one in attacks:
            one.cancel()
        assert sum(len(one.bytes) for one, _, _ in hostile) > 10_000
        # A page that was begun before the key, and one while its answer was on its way.
        assert sorted(waited_for)[95] <= 2, waited_for


async def echo(far: Far, line: Attachment, number: int) -> None:
    """Press a key and wait for its paint."""
    before = len(far.bytes)
    line.feed(b"\x1b[A" if number % 2 else b"\x1b[B")
    await until(lambda: len(far.bytes) > before)


@pytest.mark.slow
async def test_a_flood_of_frames_that_mean_nothing_is_read_no_faster_than_its_share(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # However many frames a line may send: what reading them costs has a limit of its own.
    monkeypatch.setattr(web_socket, "_FRAMES_AT_ONCE", 1_000_000)
    monkeypatch.setattr(listening, "_BURST", 0.05)
    # However slowly this machine lets it flood just now.
    monkeypatch.setattr(listening, "_SHARE", 0.01)
    async with door_in(tmp_path) as door:
        eve, ben = await door.seat(name="Eve"), await door.seat(name="Ben")
        async with door.sit(eve) as hostile, door.sit(ben) as honest:
            await until(lambda: "Ben" in honest.text)

            async def flood() -> None:
                with suppress(aiohttp.ClientError, ConnectionError):
                    while True:
                        await hostile.socket._writer.send_frame(b"", WSMsgType.PING)
                        await asyncio.sleep(0)

            flooding = [asyncio.create_task(flood()) for _ in range(20)]
            lines = door.web.listening._runner.server
            assert lines is not None
            await until(lambda: any(one._resting for one in lines.connections))  # type: ignore[attr-defined]
            await honest.socket.send_bytes(b"\x1bOP")
            await until(lambda: "Help" in honest.text)
            for one in flooding:
                one.cancel()
