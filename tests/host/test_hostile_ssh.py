"""Whatever an ssh client does costs nobody else their seat or their time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, suppress
from pathlib import Path
from typing import Any

import asyncssh
import pytest

from tabletop.host.admission.crowd import Crowd
from tabletop.host.admission.lobby import Place
from tabletop.host.ssh import door as ssh
from tests.host.far import until
from tests.host.test_ssh import Host, arrive, client, connected, host_in

pytestmark = [pytest.mark.slow, pytest.mark.linux("terminals of their own")]


@pytest.fixture
async def host(tmp_path: Path) -> AsyncIterator[Host]:
    async with host_in(tmp_path) as one:
        yield one


async def test_who_floods_the_first_question_is_told_so(host: Host) -> None:
    async with client(host) as one:
        await until(lambda: "Join code" in one.text)
        one.type("\x1b[A" * 1_000)
        await until(one.closed.is_set)
        assert "nobody can type that much" in one.text


async def test_one_address_leaves_room_for_others_and_who_opens_no_terminal_is_let_go(
    host: Host, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(ssh, "IDLE_SECONDS", 0.5)
    host.door.crowd = Crowd(6, 3)
    async with AsyncExitStack() as held:
        idle = [await held.enter_async_context(connected(host)) for _ in range(3)]
        for one in idle:
            # Who comes takes the place of the oldest that nobody sits at.
            await held.enter_async_context(connected(host))
            await one.wait_closed()
        assert len(host.door.crowd) == 3
        elsewhere = await held.enter_async_context(connected(host, local_addr=("127.0.0.9", 0)))
        await elsewhere.wait_closed()
        await until(lambda: len(host.door.crowd) == 0)
    assert len([one for one in caplog.records if "too many" in one.getMessage()]) == 1
    async with client(host) as good:
        await arrive(good, host)
        # Longer than a connection without a terminal may stay.
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(good.closed.wait(), 0.8)


async def test_lines_that_nobody_sits_at_end_no_seat_and_keep_nobody_out(host: Host) -> None:
    host.door.crowd = Crowd(3, 3)
    async with AsyncExitStack() as held:
        good = await held.enter_async_context(client(host))
        await arrive(good, host)
        for _ in range(6):
            await held.enter_async_context(client(host))
        late = await held.enter_async_context(client(host))
        await arrive(late, host, "Ben")
        assert not good.closed.is_set()


@pytest.mark.parametrize(
    "old",
    [
        {"kex_algs": ["diffie-hellman-group14-sha1"]},
        {"mac_algs": ["hmac-sha1"], "encryption_algs": ["aes128-ctr"]},
        {"encryption_algs": ["aes128-cbc"]},
    ],
)
async def test_what_is_known_to_be_weak_is_not_spoken(host: Host, old: dict[str, Any]) -> None:
    with pytest.raises((OSError, asyncssh.Error)):
        async with connected(host, **old):
            pass


async def test_garbage_moves_nobody(host: Host, caplog: pytest.LogCaptureFixture) -> None:
    async with client(host) as good:
        await arrive(good, host)
        async with client(host) as one:
            one.type(b"\xff\xfe\x00\x1b[999999999;1R\x1b]52;c;aGk=\x07\x1bP" + bytes(range(256)))
            one.type(b"\x15" + b"\x1b[200~" * 50 + b"\x80" * 10_000)
        reader, writer = await asyncio.open_connection("127.0.0.1", host.door.port)
        writer.write(b"GET / HTTP/1.1\r\n\r\n" + b"\xff" * 50_000)
        # What is left of it is not read: the line may be cut instead of closed.
        with suppress(ConnectionResetError):
            await reader.read()
        writer.close()
        half = [await asyncio.open_connection("127.0.0.1", host.door.port) for _ in range(20)]
        for _, way in half:
            way.close()
        await until(lambda: len(host.door.here) == 1)
        good.type(b"\xc3\x28\xff\x1b[<0;9999;9999M\x1b[48;5000;5000;1;1t")
        good.type(b"\x03")
        await until(good.closed.is_set)
        assert "kept for you" in good.text
    assert "Traceback" not in caplog.text


async def test_who_types_too_fast_waits_and_who_floods_is_hung_up_on_after_the_flood(
    host: Host,
) -> None:
    async with client(host) as good, client(host) as fast, client(host) as flood:
        await arrive(good, host)
        await arrive(fast, host, "Ben")
        await arrive(flood, host, "Cho")
        flood.type(b"\x1b[A" * 100_000)
        await until(flood.closed.is_set)
        assert "nobody can type that much" in flood.text
        assert "To come back: ssh" in flood.text
        assert flood.channel is not None
        assert flood.channel.get_write_buffer_size() == 0
        for _ in range(30):
            fast.type(b"x" * 20)
            await asyncio.sleep(0)
        assert fast.channel is not None
        fast.channel.change_terminal_size(90, 30)
        app = host.hall.floor.session(Place("1", "lower")).app
        await until(lambda: app.size == (90, 30))
        before = len(good.bytes)
        assert good.channel is not None
        good.channel.change_terminal_size(100, 30)
        await until(lambda: len(good.bytes) > before)
