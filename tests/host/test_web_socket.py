"""A seat's socket reconnects to the same screen, or is told why it may not."""

from __future__ import annotations

from pathlib import Path

import aiohttp
import pytest

from tests.host.doors import door_in
from tests.host.far import until

pytestmark = pytest.mark.slow


async def test_what_is_typed_arrives_and_what_is_painted_comes_back(tmp_path: Path) -> None:
    async with door_in(tmp_path) as door, door.sit(await door.seat(name="Anna")) as client:
        await until(lambda: "Anna" in client.text)
        await client.socket.send_bytes(b"\x1bOP")
        await until(lambda: "This screen" in client.text and "Anna" not in client.text)


async def test_the_screen_follows_the_terminals_size(tmp_path: Path) -> None:
    async with door_in(tmp_path) as door:
        token = await door.seat(name="Anna")
        place = door.hall.place_of(token)
        assert place is not None
        async with door.sit(token, (100, 30)) as client:
            app = door.hall.floor.session(place).app
            await until(lambda: app.size == (100, 30))
            await client.socket.send_json({"size": [132, 40]})
            await until(lambda: app.size == (132, 40))


async def test_a_beat_is_answered_so_that_a_dead_line_is_known(tmp_path: Path) -> None:
    async with door_in(tmp_path) as door, door.sit(await door.seat(name="Anna")) as client:
        await client.socket.send_json({"beat": 7})
        await until(lambda: {"beat": 7} in client.said)


async def test_a_second_device_takes_over_and_the_first_is_told_and_stays_away(
    tmp_path: Path,
) -> None:
    async with door_in(tmp_path) as door:
        token = await door.seat(name="Anna")
        async with door.sit(token) as first, door.sit(token) as second:
            await until(lambda: first.ended and "Anna" in second.text)
            assert "opened somewhere else" in first.farewell["closed"]
            assert first.farewell["again"] is False
            assert first.socket.close_code == 1000
            assert not second.ended


async def test_who_loses_a_seat_is_told_and_cannot_come_back_with_the_old_token(
    tmp_path: Path,
) -> None:
    async with door_in(tmp_path) as door:
        token = await door.seat(name="Anna", table="1", delegation="upper")
        async with door.sit(token) as client:
            await until(lambda: "Anna" in client.text)
            await door.hall.roster.remove("1", "upper")
            await until(lambda: client.ended)
            assert client.farewell["again"] is False
        async with door.sit(token) as client:
            await until(lambda: client.ended)
            assert "no longer yours" in client.farewell["closed"]
            assert client.farewell["again"] is False


async def test_who_is_moved_is_called_back_and_finds_the_new_seat(tmp_path: Path) -> None:
    async with door_in(tmp_path, 2) as door:
        token = await door.seat(name="Anna", table="1", delegation="upper")
        async with door.sit(token) as client:
            await until(lambda: "Anna" in client.text)
            await door.hall.roster.move("1", "upper", to_table="2", delegation="mill", role="head")
            await until(lambda: client.ended)
            assert client.farewell["again"] is True
        async with door.sit(token) as client:
            await until(lambda: "Anna" in client.text)
        assert door.hall.openings()[1].delegations[2].people == ("Anna",)


async def test_a_host_that_goes_down_says_so_and_every_token_is_good_when_it_is_back(
    tmp_path: Path,
) -> None:
    async with door_in(tmp_path) as door:
        token = await door.seat(name="Anna")
        async with door.sit(token) as client:
            await until(lambda: "Anna" in client.text)
            await door.close()
            await until(lambda: client.ended)
            assert client.farewell == {"closed": "The host has closed the hall.", "again": True}
            assert client.socket.close_code == 1001
    async with door_in(tmp_path) as door, door.sit(token) as client:
        await until(lambda: "Anna" in client.text)


async def test_an_unknown_token_is_told_so_and_nothing_else(tmp_path: Path) -> None:
    async with door_in(tmp_path) as door:
        for token in ("", "x", "0" * 5000, "\u00fc"):
            async with door.sit(token) as client:
                await until(lambda: client.ended)
                assert not client.painted
                assert "join again" in client.farewell["closed"]


async def test_a_browsers_socket_wants_the_cookie_and_our_own_page(tmp_path: Path) -> None:
    async with door_in(tmp_path) as door:
        jar = aiohttp.CookieJar(unsafe=True)
        async with aiohttp.ClientSession(cookie_jar=jar, cookies={"tabletop": "yes"}) as browser:
            form = {"code": door.hall.join_code, "name": "Anna"}
            async with browser.post(door.url + "/join", data=form) as page:
                path = page.url.path
            for headers in ({}, {"Origin": "http://evil.example"}, {"Origin": "null"}):
                with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
                    await browser.ws_connect(f"{door.url}{path}/socket", headers=headers)
            mine = {"Origin": door.url}
            async with browser.ws_connect(f"{door.url}{path}/socket", headers=mine) as socket:
                assert (await socket.receive()).type is aiohttp.WSMsgType.BINARY
        async with door.outside.ws_connect(f"{door.url}{path}/socket", headers=mine) as socket:
            said = await socket.receive_json()
            assert said["again"] is False and "join again" in said["closed"]
