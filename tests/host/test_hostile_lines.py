"""Below the protocol: connections and requests that no client of ours would make."""

from __future__ import annotations

import asyncio
import socket
from pathlib import Path

import aiohttp
import pytest

from tabletop.host.admission.crowd import Crowd
from tabletop.host.web import DoorAddress, WebDoor, listening
from tabletop.host.web import door as door_module
from tests.host.doors import Door, door_in
from tests.host.far import PATIENCE, until
from tests.host.halls import hall_in


async def raw(door: Door, data: bytes) -> bytes:
    """Return everything received until the connection is closed."""
    reader, writer = await asyncio.open_connection("127.0.0.1", int(door.url.rpartition(":")[2]))
    try:
        writer.write(data)
        async with asyncio.timeout(PATIENCE):
            return await reader.read()
    except ConnectionResetError:
        return b""
    finally:
        writer.close()


# A beginning of TLS where there is no certificate has an answer of its own (`test_tls`).
NO_REQUESTS = (
    b"SSH-2.0-OpenSSH_9.2p1\r\n\r\n",
    b"GET / HTTP/9.9\r\n\r\n",
    b"GET /" + b"a" * 10_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 10_000 + b"\r\n\r\n",
    b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 500 + b"\r\n",
    b"\x00\xff" * 500 + b"\r\n\r\n",
    b"POST /api/join HTTP/1.1\r\nHost: x\r\nContent-Encoding: br\r\nContent-Length: 1\r\n\r\nx",
    b"POST /api/join HTTP/1.1\r\nHost: x\r\nContent-Encoding: zstd\r\nContent-Length: 1\r\n\r\nx",
)


async def test_what_is_no_request_is_answered_and_closed(tmp_path: Path) -> None:
    async with door_in(tmp_path) as door:
        for data in NO_REQUESTS:
            answer = await raw(door, data)
            assert answer.startswith(b"HTTP/1."), data
            assert b" 400 " in answer.splitlines()[0]
            assert answer.endswith(b"The host did not understand this request."), answer
        async with door.outside.get(door.url) as page:
            assert page.status == 200


async def test_what_is_no_request_is_noted_in_a_line_once_a_minute(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    no_host = b"GET / HTTP/1.1\r\n\r\n"
    both = (
        b"POST /join HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    bad_chunk = b"POST /api/join HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n"
    http_2 = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
    async with door_in(tmp_path) as door:
        for data in (no_host, both, bad_chunk, http_2, *NO_REQUESTS) * 3:
            assert b" 400 " in (await raw(door, data)).splitlines()[0], data
    told = [one for one in caplog.messages if "everybody waited" not in one]
    assert told and len(told) == len(set(told)) < 8
    assert all("sent an invalid request" in one for one in told)
    assert not any(one.exc_info for one in caplog.records)


async def test_an_origin_that_is_no_address_is_another_sites(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    asked = b"GET /x%0a23:59:59%20all%20is%20lost%1b[2J HTTP/1.1\r\nHost: localhost\r\nOrigin: http://[\r\n"
    async with door_in(tmp_path) as door:
        answer = await raw(door, asked + b"Connection: close\r\n\r\n")
        assert b" 403 " in answer.splitlines()[0]
    assert "another site's page" in caplog.text
    assert "\x1b" not in caplog.text and "\n23:59" not in caplog.text


async def test_a_host_for_its_own_computer_answers_under_no_other_name(tmp_path: Path) -> None:
    async with hall_in(tmp_path) as hall:
        bound = socket.create_server(("127.0.0.1", 0))
        port = bound.getsockname()[1]
        url = f"http://127.0.0.1:{port}"
        web = WebDoor(hall, url, DoorAddress(lan=False))
        await web.start([bound])
        async with aiohttp.ClientSession() as outside:
            for name, status in (
                ("localhost:9", 200),
                (f"127.0.0.1:{port}", 200),
                ("[::1]", 200),
                ("evil.example", 403),
                (f"localhost.evil.example:{port}", 403),
                ("192.0.2.1", 403),
                ("[", 403),
                ("", 403),
            ):
                async with outside.get(url, headers={"Host": name}) as reply:
                    assert reply.status == status, name
        await web.close()


async def test_with_a_certificate_only_encrypted_pages_are_its_own(tmp_path: Path) -> None:
    async with hall_in(tmp_path) as hall:
        bound = socket.create_server(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{bound.getsockname()[1]}"
        for secure, sent_by, status in (
            (True, url, 403),
            (True, url.replace("http", "https"), 200),
            (False, url, 200),
            (False, url.replace("http", "https"), 200),
            (False, url.replace("http", "ftp"), 403),
            (False, url + "0", 403),
        ):
            listening_too = bound.dup()
            web = WebDoor(hall, url, DoorAddress(secure=secure))
            await web.start([listening_too])
            async with (
                aiohttp.ClientSession() as outside,
                outside.get(url, headers={"Origin": sent_by}) as reply,
            ):
                assert reply.status == status, (secure, sent_by)
            await web.close()
        bound.close()


async def test_a_request_that_makes_the_host_fail_is_noted_once_a_minute_as_it_was_sent(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with door_in(tmp_path) as door:
        monkeypatch.delattr(door.web, "_lobby")
        cookie = b"Host: localhost\r\nCookie: tabletop-abcdef=x\r\nConnection: close\r\n\r\n"
        for number in range(3):
            asked = b"GET /seat/abcdef?a%%0a%d HTTP/1.1\r\n" % number
            assert b" 500 " in (await raw(door, asked + cookie)).splitlines()[0]
        monkeypatch.undo()
    (told,) = [one for one in caplog.messages if "sent a request that failed" in one]
    assert told.endswith("(GET /seat/abcdef?a%0a0)")


@pytest.mark.slow
async def test_a_line_without_a_request_is_closed_and_a_slow_one_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listening, "IDLE", 0.5)
    monkeypatch.setattr(door_module, "_PATIENCE", 0.5)
    async with door_in(tmp_path) as door:
        assert await raw(door, b"") == b""
        assert await raw(door, b"GET / HT") == b""
        slow = b"POST /api/join HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\n{"
        answer = await raw(door, slow)
        assert b" 408 " in answer
        await until(lambda: len(door.web.listening.crowd) == 0)


async def test_addresses_that_only_hold_lines_open_keep_nobody_out_and_end_no_seat(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with door_in(tmp_path) as door:
        door.web.listening.crowd = crowd = Crowd(20, 12)
        eve = await door.seat(name="Eve")
        async with door.sit(eve) as seated:
            await until(lambda: "Eve" in seated.text)
            port = int(door.url.rpartition(":")[2])
            silent = [await asyncio.open_connection("127.0.0.1", port) for _ in range(15)]
            silent += [
                await asyncio.open_connection("127.0.0.1", port, local_addr=("127.0.0.9", 0))
                for _ in range(15)
            ]
            await until(lambda: len(crowd) == 20)
            for _ in range(3):
                async with aiohttp.ClientSession() as newcomer, newcomer.get(door.url) as page:
                    assert page.status == 200
            await seated.socket.send_bytes(b"\x1bOP")
            await until(lambda: "Help" in seated.text)
            # Of the silent ones the oldest went.
            assert await silent[0][0].read() == b""
            for _, writer in silent:
                writer.close()
        await until(lambda: len(crowd) <= 1)
    assert sum("too many connections" in one.getMessage() for one in caplog.records) <= 2


@pytest.mark.parametrize("packed", ["gzip", "deflate"])
async def test_a_body_that_is_not_packed_as_it_says_is_answered_with_a_sentence(
    tmp_path: Path, packed: str
) -> None:
    async with door_in(tmp_path) as door:
        headers = {"Content-Encoding": packed, "Content-Type": "application/json"}
        url = door.url + "/api/join"
        async with door.outside.post(url, data=b"not packed", headers=headers) as reply:
            assert reply.status == 400
            assert "encoding is not what it says" in (await reply.json())["error"]
            # The line is cut after it, and the next request does not find that out by itself.
            assert reply.headers["Connection"] == "close"


async def test_who_hangs_up_in_the_middle_of_a_body_is_no_fault_of_the_host(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with door_in(tmp_path) as door:
        port = int(door.url.rpartition(":")[2])
        for path, kind in (
            ("/api/join", "application/json"),
            ("/join", "application/x-www-form-urlencoded"),
        ):
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            asked = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {kind}\r\n"
            writer.write(f"{asked}Content-Length: 50\r\n\r\n{{".encode())
            await until(lambda: len(door.web.listening.crowd) >= 1)
            # The whole of the head has been read by the time a later request is answered.
            async with door.outside.get(door.url) as page:
                assert page.status == 200
            writer.transport.abort()
            await until(lambda: len(door.web.listening.crowd) <= 1)
            async with door.outside.get(door.url) as page:
                assert page.status == 200
    assert not [one for one in caplog.records if "failed" in one.getMessage()]


@pytest.mark.slow
async def test_more_lines_from_one_address_than_it_may_have_end_its_own(
    tmp_path: Path,
) -> None:
    async with door_in(tmp_path) as door:
        crowd = door.web.listening.crowd
        crowd._most_from_one = 20
        port = int(door.url.rpartition(":")[2])
        lines = [await asyncio.open_connection("127.0.0.1", port) for _ in range(40)]
        await until(lambda: len(crowd) == 20)
        for _, writer in lines:
            writer.close()
        await until(lambda: len(crowd) == 0)
        async with door.outside.get(door.url) as page:
            assert page.status == 200
