"""A form sent twice takes one seat, and nobody loses theirs by it."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import aiohttp
import pytest

from tabletop.client.joining import Address, take_seat
from tabletop.host.admission import doorman
from tabletop.host.admission.seat_request import SeatRequest
from tabletop.host.web import door as web_door
from tests.host.doors import Door, browser, door_in, form
from tests.host.far import until

pytestmark = pytest.mark.slow


def people(door: Door) -> list[str]:
    return [p.name for one in door.hall.tables.values() for p in one.people() if p.name]


def wish_in(page: str) -> str:
    found = re.search(r'name="wish" value="([^"]+)"', page)
    assert found is not None
    return found[1]


async def start_page(one: aiohttp.ClientSession, door: Door) -> str:
    async with one.get(door.url + "/") as reply:
        return await reply.text()


async def test_the_same_page_sent_again_and_again_gives_the_same_seat(tmp_path: Path) -> None:
    async with door_in(tmp_path, 2) as door, browser() as anna:
        wish = wish_in(await start_page(anna, door))
        # At once, before the first answer: neither of them has a cookie to show.
        twice = [form(anna, door, name="Anna", wish=wish) for _ in range(3)]
        answers = await asyncio.gather(*twice)
        assert {status for status, _, _ in answers} == {303}
        assert len({path for _, _, path in answers}) == 1
        # And once more when it has one.
        assert (await form(anna, door, name="Anna", wish=wish))[2] == answers[0][2]
        assert people(door) == ["Anna"]


async def test_who_goes_back_at_a_shared_computer_and_gives_another_name_is_somebody_else(
    tmp_path: Path,
) -> None:
    async with door_in(tmp_path, 2) as door, browser() as shared:
        wish = wish_in(await start_page(shared, door))
        _, _, first = await form(shared, door, name="Anna", wish=wish)
        # The page is the browser's own copy. Ben is not led to Anna's seat, but asked.
        status, page, _ = await form(shared, door, name="Ben", wish=wish)
        assert status == 200 and "Take one as well" in page
        too = {"name": "Ben", "another": "too", "wish": wish_in(page)}
        status, _, second = await form(shared, door, **too)
        assert status == 303 and second != first
        assert people(door) == ["Anna", "Ben"]
        # And Anna's own page still leads to hers.
        assert (await form(shared, door, name=" anna", wish=wish))[2] == first


async def test_a_refused_wish_may_be_wished_again(tmp_path: Path) -> None:
    async with door_in(tmp_path) as door, browser() as anna:
        wish = wish_in(await start_page(anna, door))
        assert (await form(anna, door, name="?", wish=wish))[0] == 409
        assert (await form(anna, door, name="Anna", wish=wish))[0] == 303


async def test_a_browser_with_a_seat_is_asked_before_it_takes_another(tmp_path: Path) -> None:
    async with door_in(tmp_path, 2) as door, browser() as anna:
        _, _, path = await form(anna, door, name="Anna")
        status, page, _ = await form(anna, door, name="Anna", choice="sit 2 mill")
        assert status == 200 and f'href="{path}"' in page
        assert "Take one as well" in page and people(door) == ["Anna"]
        too = {"name": "Anna", "choice": "sit 2 mill", "another": "too", "wish": wish_in(page)}
        assert (await form(anna, door, **too))[0] == 303
        assert people(door) == ["Anna", "Anna"]


async def test_who_takes_another_seat_may_give_the_first_one_up_for_it(tmp_path: Path) -> None:
    async with door_in(tmp_path, 2) as door, browser() as anna:
        await form(anna, door, name="Anna")
        _, page, _ = await form(anna, door, name="Anna", choice="sit 2 mill")
        instead = {
            "name": "Anna",
            "choice": "sit 2 mill",
            "another": "instead",
            "wish": wish_in(page),
        }
        twice = await asyncio.gather(*(form(anna, door, **instead) for _ in range(2)))
        assert [status for status, _, _ in twice] == [303, 303]
        assert people(door) == ["Anna"]
        assert door.hall.openings()[1].delegations[2].people == ("Anna",)
        # Whoever comes next has the seat that was given up.
        await door.hall.seat("Ben", table="1")
        assert door.hall.openings()[0].delegations[0].people == ("Ben",)


async def test_a_seat_nobody_sat_down_at_is_free_as_soon_as_its_browser_sits_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web_door, "_MOMENT", 0.05)
    async with door_in(tmp_path, 2) as door, browser() as anna:
        await form(anna, door, name="Anna")
        _, _, path = await form(anna, door, name="Anna", choice="sit 2 mill", another="too")
        assert people(door) == ["Anna", "Anna"]
        async with anna.ws_connect(door.url + path + "/socket", headers={"Origin": door.url}):
            await until(lambda: people(door) == ["Anna"])
            assert door.hall.openings()[1].delegations[2].people == ("Anna",)


async def test_a_seat_that_was_sat_down_at_stays_when_its_browser_sits_elsewhere_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web_door, "_MOMENT", 0.0)
    async with door_in(tmp_path, 2) as door, browser() as anna:
        headers = {"Origin": door.url}
        _, _, first = await form(anna, door, name="Anna")
        _, _, second = await form(anna, door, name="Anna", choice="sit 2 mill", another="too")
        async with anna.ws_connect(door.url + first + "/socket", headers=headers) as one:
            await one.receive()
            # The second was never used: it goes. Taken again and used, both stay.
            await until(lambda: people(door) == ["Anna"])
            _, _, second = await form(anna, door, name="Anna", choice="sit 2 mill", another="too")
            async with anna.ws_connect(door.url + second + "/socket", headers=headers) as two:
                await two.receive()
                await asyncio.gather(*door.web._freeing)
                assert people(door) == ["Anna", "Anna"]


async def test_a_program_that_asks_twice_with_one_wish_has_one_seat(tmp_path: Path) -> None:
    async with door_in(tmp_path, 2) as door:
        asked = {"code": door.hall.join_code, "name": "Anna", "wish": "w" * 22}
        once, again = await asyncio.gather(*(door.ask("/api/join", **asked) for _ in range(2)))
        assert once == again == await door.ask("/api/join", **asked)
        assert people(door) == ["Anna"]
        # Another wish is another seat, and so is none.
        assert (await door.ask("/api/join", **asked | {"wish": "v" * 22}))[1] != once[1]
        await door.seat(name="Ben")
        assert len(people(door)) == 3
        # A seat that was given back may be wished for anew.
        await door.hall.give_back(once[1]["token"])
        status, new = await door.ask("/api/join", **asked)
        assert status == 200
        assert new["token"] != once[1]["token"]


async def test_join_asks_once_more_with_the_same_wish_where_the_line_is_cut_before_the_answer(
    tmp_path: Path,
) -> None:
    async with door_in(tmp_path, 2) as door:
        cut = 0

        async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            nonlocal cut
            port = int(door.url.rpartition(":")[2])
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", port)
            while b"Anna" not in (data := await reader.read(65_536)) and data:
                far_writer.write(data)
            far_writer.write(data)
            answer = await far_reader.read(65_536)
            cut += 1
            if cut > 1:
                writer.write(answer)
                await writer.drain()
            for one in (writer, far_writer):
                one.close()

        server = await asyncio.start_server(carry, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        address = Address(f"http://127.0.0.1:{port}")
        token = await asyncio.to_thread(
            take_seat, address, door.hall.join_code, SeatRequest("Anna")
        )
        server.close()
        assert cut == 2
        assert people(door) == ["Anna"]
        assert door.hall.place_of(token) is not None


async def test_one_address_takes_no_end_of_places_to_watch_from_and_still_gets_seats(
    tmp_path: Path,
) -> None:
    most = doorman.OBSERVERS[0]
    async with door_in(tmp_path, 4) as door:
        code = door.hall.join_code
        for number in range(most):
            await door.seat(name=f"Guest {number}", role="observer")
        status, said = await door.ask("/api/join", code=code, name="One more", role="observer")
        assert status == 429
        assert "watch" in said["error"]
        await door.seat(name="Anna")
        assert len(people(door)) == most + 1


async def test_a_seat_of_ones_name_that_is_empty_is_offered_before_another_one(
    tmp_path: Path,
) -> None:
    async with door_in(tmp_path, 2) as door, browser() as anna, browser() as later:
        _, _, path = await form(anna, door, name="Anna", choice="sit 2 mill")
        seat = path.rpartition("/")[2]
        # Nobody else's name is asked about, nor who only wants to watch.
        for asked in ({"name": "Ann"}, {"name": "anna", "choice": "watch 1 observer"}):
            async with browser() as another:
                assert (await form(another, door, **asked))[0] == 303
        status, page, _ = await form(later, door, name=" ANNA ")
        assert status == 200 and "Is one of these seats yours?" in page
        assert "take 2 mill" not in page, "it is kept for her for some minutes"
        table = door.hall.floor.tables["2"]
        now = table._now
        table._now = lambda: now() + 700
        _, page, _ = await form(later, door, name="Anna")
        assert 'value="take 2 mill"' in page
        status, _, path = await form(later, door, name="Anna", choice="take 2 mill")
        assert (status, path.rpartition("/")[2] != seat) == (303, True)
        assert sorted(people(door)) == ["Ann", "Anna", "anna"]
