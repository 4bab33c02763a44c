"""Whatever a client sends: it is refused with a reason, noted once, and nobody else feels it."""

from __future__ import annotations

import asyncio
import gc
import json
import os
import random
from contextlib import AsyncExitStack
from pathlib import Path

import aiohttp
import pytest
from aiohttp import WSMsgType, web

from tabletop.host.admission import onlookers, tokens
from tabletop.host.runtime.driver import clamped
from tabletop.host.tables import floor
from tabletop.host.web import socket as web_socket
from tests.host.doors import Client, door_in
from tests.host.far import until
from tests.host.halls import hall_in
from tests.host.players import negotiating

pytestmark = pytest.mark.slow


async def send_text(client: Client, data: bytes) -> None:
    """Send a text frame of any bytes, which an honest client can't make."""
    await client.socket._writer.send_frame(data, WSMsgType.TEXT)


OUTSIDE = (
    b"",
    b"{",
    b"[]",
    b"null",
    b'{"size": [80]}',
    b'{"size": [80, 24, 1]}',
    b'{"size": ["80", "24"]}',
    b'{"size": [-1, 24]}',
    b'{"size": [80, 1000000]}',
    b'{"size": [1e999, NaN]}',
    b'{"beat": 1, "size": [80, 24]}',
    b'{"beat": "x"}',
    b'{"stdin": "x"}',
    b"[" * 200,
    b"9" * 200,
    b"x" * 60_000,
)


async def test_a_message_outside_the_protocol_is_hung_up_on_with_a_reason_and_noted_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with door_in(tmp_path) as door:
        token = await door.seat(name="Eve")
        for text in OUTSIDE:
            async with door.sit(token) as client:
                await send_text(client, text)
                await until(lambda: client.ended)
                assert "disconnected" in client.farewell["closed"], text
                assert client.farewell["again"] is False
                assert client.socket.close_code == 1008
        # One note for each kind of fault.
        assert len([one for one in caplog.records if "disconnected" in one.message]) == 2
        async with door.sit(token) as client:
            await until(lambda: "Eve" in client.text)


async def test_no_protocol_that_a_stranger_names_gets_into_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with door_in(tmp_path) as door:
        for path in ("/seat/socket", "/api/socket", "/seat/abcdef/socket"):
            for named in ("zq-secret", "chat, zq-secret", "zq-secret," * 500):
                with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
                    await door.outside.ws_connect(
                        door.url + path,
                        headers={"Origin": door.url, "Sec-WebSocket-Protocol": named},
                    )
                assert refused.value.status == 400
        assert "zq-secret" not in caplog.text


@pytest.mark.parametrize(
    ("kind", "data", "code"),
    [
        (WSMsgType.TEXT, b'{"beat": \xff\xfe}', 1007),
        (WSMsgType.BINARY, b"x" * 70_000, 1009),
        (WSMsgType.TEXT, b"x" * 70_000, 1009),
    ],
)
async def test_a_frame_that_is_damaged_or_too_large_ends_its_own_line_only(
    tmp_path: Path, kind: WSMsgType, data: bytes, code: int, caplog: pytest.LogCaptureFixture
) -> None:
    async with door_in(tmp_path) as door:
        eve, ben = await door.seat(name="Eve"), await door.seat(name="Ben")
        async with door.sit(eve) as hostile, door.sit(ben) as honest:
            await hostile.socket._writer.send_frame(data, kind)
            await until(lambda: hostile.ended)
            assert hostile.socket.close_code == code
            await honest.socket.send_json({"beat": 1})
            await until(lambda: {"beat": 1} in honest.said)
        assert len([one for one in caplog.records if "disconnected" in one.message]) == 1


async def test_random_bytes_as_keys_harm_nobody(tmp_path: Path) -> None:
    chance = random.Random(4)
    async with door_in(tmp_path) as door:
        eve, ben = await door.seat(name="Eve"), await door.seat(name="Ben")
        async with door.sit(eve) as hostile, door.sit(ben) as honest:
            await until(lambda: "Ben" in honest.text)
            for _ in range(40):
                length = chance.choice((1, 2, 7, 60))
                await hostile.socket.send_bytes(chance.randbytes(length))
            await hostile.socket.send_bytes(b"\x1b[" + b"9" * 60 + b";")
            await honest.socket.send_bytes(b"\x1bOP")
            await until(lambda: "This screen" in honest.text)
        async with door.sit(eve) as again:
            await until(lambda: "Eve" in again.text or "This screen" in again.text)


async def test_more_keys_than_a_hand_can_press_are_hung_up_on_and_fast_ones_wait(
    tmp_path: Path,
) -> None:
    async with door_in(tmp_path) as door:
        eve = await door.seat(name="Eve")
        async with door.sit(eve) as client:
            await client.socket.send_bytes(b"\x1b[A" * 1_000)
            await until(lambda: client.ended)
            assert "nobody can type that much" in client.farewell["closed"]
            assert client.farewell["again"] is True
        async with door.sit(eve) as client:
            begun = asyncio.get_running_loop().time()
            for _ in range(4):
                await client.socket.send_bytes(b"\x1b[A" * 100)
            await client.socket.send_json({"beat": 2})
            await until(lambda: {"beat": 2} in client.said)
            # Four hundred keys, of which three hundred at once: the rest waits a second.
            assert asyncio.get_running_loop().time() - begun > 0.8


async def test_a_paste_that_a_terminal_does_not_mark_costs_nobody_a_seat(
    tmp_path: Path,
) -> None:
    async with door_in(tmp_path) as door:
        eve = await door.seat(name="Eve")
        async with door.sit(eve) as client:
            await until(lambda: "Eve" in client.text)
            for _ in range(30):
                await client.socket.send_bytes(b"some words of a long paste \r" * 145)
            await client.socket.send_json({"beat": 3})
            await until(lambda: {"beat": 3} in client.said)
            assert not client.ended


async def test_messages_sent_as_fast_as_can_be_wait_their_turn(tmp_path: Path) -> None:
    async with door_in(tmp_path) as door:
        eve = await door.seat(name="Eve")
        async with door.sit(eve) as client:
            begun = asyncio.get_running_loop().time()
            for _ in range(60):
                await client.socket.send_json({"size": [80, 24]})
            for number in range(20):
                await client.socket.send_json({"beat": number})
            await until(lambda: {"beat": 19} in client.said)
            # Eighty of them are four hundred frames' worth, of which three hundred come at once.
            assert asyncio.get_running_loop().time() - begun > 0.8


async def test_an_oversized_paste_does_no_harm(tmp_path: Path) -> None:
    async with door_in(tmp_path) as door:
        eve = await door.seat(name="Eve")
        async with door.sit(eve) as client:
            for end in (b"\x1b[201~", b"", b"", b""):
                await client.socket.send_bytes(b"\x1b[200~" + b"a\n" * 30_000 + end)
            await client.socket.send_json({"beat": 3})
            await until(lambda: {"beat": 3} in client.said)
        async with door.sit(eve) as client:
            await until(lambda: "Eve" in client.text)


async def test_a_terminal_of_no_size_or_a_huge_one_gets_a_screen_that_can_be_laid_out(
    tmp_path: Path,
) -> None:
    async with door_in(tmp_path) as door:
        eve = await door.seat(name="Eve")
        place = door.hall.place_of(eve)
        assert place is not None
        async with door.sit(eve) as client:
            await until(lambda: client.painted)
            app = door.hall.floor.session(place).app
            for size in ((0, 0), (10_000, 10_000), (1, 1), (0, 10_000)):
                wanted = clamped(*size)
                assert 20 <= wanted[0] <= 400 and 10 <= wanted[1] <= 200
                await client.socket.send_json({"size": list(size)})
                await until(lambda: app.size == wanted)  # noqa: B023 - awaited here


async def test_a_size_that_is_none_is_refused(tmp_path: Path) -> None:
    async with door_in(tmp_path) as door:
        headers = {"Authorization": f"Bearer {await door.seat(name='Eve')}"}
        url = door.url + "/api/socket"
        for query in ({"columns": "x"}, {"rows": "-3"}, {"columns": "9" * 400}):
            async with door.outside.ws_connect(url, headers=headers, params=query) as socket:
                assert "disconnected" in (await socket.receive_json())["closed"]


async def test_a_thousand_connects_and_drops_leave_nothing_behind(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with door_in(tmp_path) as door:
        eve, ben = await door.seat(name="Eve"), await door.seat(name="Ben")

        async def drop(token: str) -> None:
            headers = {"Authorization": f"Bearer {token}"}
            try:
                socket = await door.outside.ws_connect(door.url + "/api/socket", headers=headers)
            except aiohttp.ClientError:
                return
            transport = socket.get_extra_info("socket")
            assert transport is not None
            socket._response.close()

        async with door.sit(ben) as honest:
            await until(lambda: "Ben" in honest.text)
            for _ in range(50):
                await asyncio.gather(*(drop(eve) for _ in range(10)))
            gc.collect()
            before = memory()
            for _ in range(50):
                await asyncio.gather(*(drop(eve) for _ in range(10)))
            await until(lambda: len(door.web.listening.crowd) <= 2)
            gc.collect()
            assert memory() - before < 8_000_000
            assert len(door.web._open) == 1
            await honest.socket.send_bytes(b"\x1bOP")
            await until(lambda: "This screen" in honest.text)
        assert len(caplog.records) < 10


def memory() -> int:
    """Return the bytes of memory this process uses."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


async def test_who_comes_back_too_often_has_to_wait_and_may_then(tmp_path: Path) -> None:
    async with door_in(tmp_path) as door:
        token = await door.seat(name="Eve")
        farewells = []
        for _ in range(25):
            async with door.sit(token) as client:
                await until(lambda: client.painted or client.ended)
                farewells.append(client.farewell)
        assert farewells[:15] == [{}] * 15
        assert farewells[-1]["again"] is True


async def test_a_client_that_reads_nothing_slows_no_one_and_costs_little(tmp_path: Path) -> None:
    async with door_in(tmp_path) as door:
        eve, ben = await door.seat(name="Eve"), await door.seat(name="Ben")
        headers = {"Authorization": f"Bearer {eve}"}
        async with door.outside.ws_connect(
            door.url + "/api/socket", headers=headers, params={"columns": "300", "rows": "100"}
        ) as deaf:
            transport = deaf._conn.transport  # type: ignore[union-attr]
            transport.pause_reading()  # type: ignore[union-attr]
            place = door.hall.place_of(eve)
            assert place is not None
            session = door.hall.floor.session(place)
            await session.start()
            for _ in range(60):
                session.call(session.app.paint_all)
            async with door.sit(ben) as honest:
                await until(lambda: "Ben" in honest.text)
            assert session._size_waiting <= 262_144
            transport.abort()  # type: ignore[union-attr]


async def test_json_of_any_shape_is_answered_with_a_sentence(tmp_path: Path) -> None:
    chance = random.Random(7)
    values = [None, True, 3, 1e300, "x" * 300, ["x"], {"a": 1}, "\u202e<b>", "\x00"]
    async with door_in(tmp_path) as door:
        for _ in range(60):
            names = ("code", "name", "table", "delegation", "role", "seat", "projector")
            words = {name: chance.choice(values) for name in names}
            words["code"] = chance.choice([door.hall.join_code, *values])
            status, said = await door.ask("/api/join", **words)
            assert status in {200, 400, 403, 409}, words
            assert json.dumps(said)


async def test_a_projector_has_room_for_some_and_those_too_many_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(floor, "MOST_AT_ONE_PLACE", 2)
    async with door_in(tmp_path) as door:
        token = await door.seat(projector=True, table="1")
        async with door.sit(token) as one, door.sit(token) as two:
            await until(lambda: one.painted and two.painted)
            async with door.sit(token) as three:
                await until(lambda: three.ended)
                assert "Too many" in three.farewell["closed"]
            assert not one.ended and not two.ended


async def test_nobody_ends_the_walls_token_or_keeps_it_out_from_one_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(onlookers, "MOST_SCREENS", 2)
    monkeypatch.setattr(tokens, "MOST_SHARED", 5)
    async with door_in(tmp_path) as door, AsyncExitStack() as held:
        wall = await door.seat(projector=True, table="1")
        async with door.sit(wall) as client:
            await until(lambda: client.painted)
            others = [await door.seat(projector=True, table="1") for _ in range(20)]
            assert len({wall, *others}) == onlookers.MOST_TOKENS
            # From other addresses they may have more; what is looked at is not ended for them.
            for number in range(20):
                door.web.doorman._onlookers.token("1", f"192.0.2.{number}")
        assert door.hall.place_of(wall) is not None
        assert door.hall.place_of(others[0]) is None
        other = await door.seat(projector=True, table="1")
        screens = [await held.enter_async_context(door.sit(other)) for _ in range(5)]
        await until(lambda: sum(bool(one.farewell) for one in screens) == 3)
        async with door.sit(wall) as client:
            await until(lambda: client.painted)


async def test_pages_stand_ahead_for_some_who_have_not_come_and_for_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(floor, "MOST_AHEAD", 2)
    async with door_in(tmp_path) as door:
        seats = [await door.seat(name=f"Anna {one}") for one in range(6)]
        known = door.hall.floor
        await until(lambda: known._expecting._expected.empty() and len(known._sessions) == 2)
        async with door.sit(seats[-1]) as client:
            await until(lambda: "Anna 5" in client.text)


@pytest.mark.slow
async def test_a_frame_of_control_bytes_loses_nobody_the_seat_and_the_key_alone_leaves_it(
    tmp_path: Path,
) -> None:
    async with hall_in(tmp_path) as hall:
        player = (await negotiating(hall))[0]
        session = hall.floor.session(player.place)
        for frame in (bytes(range(1, 33)) * 3, b"\x11\x11", b"\x11y", b"\x1b[113;5u\r", b"a\x11"):
            player.line.feed(frame)
            await until(lambda: not session.meter.waiting)
            assert not session.ended.is_set()
        player.line.feed(b"\x11")
        await player.sees("Leave the table?")
        await player.press("enter")
        await until(lambda: player.far.closed is not None)


async def test_pings_count_like_other_frames_and_others_are_served_between_two(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web_socket, "_FRAMES_AT_ONCE", 20)
    monkeypatch.setattr(web_socket, "_FRAMES_EACH_SECOND", 0.001)
    turns, answered = 0, list[int]()
    pong = web.WebSocketResponse.pong

    async def counted(self: web.WebSocketResponse, message: bytes = b"") -> None:
        answered.append(turns)
        await pong(self, message)

    monkeypatch.setattr(web.WebSocketResponse, "pong", counted)

    async def turn() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    async with door_in(tmp_path) as door, door.sit(await door.seat(name="Anna")) as client:
        await until(lambda: "Anna" in client.text)
        turning = asyncio.create_task(turn())
        for _ in range(1_000):
            await client.socket._writer.send_frame(b"", WSMsgType.PING)
        await until(lambda: len(answered) >= 15)
        async with door.sit(await door.seat(name="Ben")) as other:
            await until(lambda: "Ben" in other.text)
        turning.cancel()
        assert len(answered) <= 20
        assert len(set(answered)) == len(answered)
