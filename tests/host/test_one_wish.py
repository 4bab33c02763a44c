"""One browser, one wish: nobody takes two seats by pressing twice, and nobody loses theirs."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import aiohttp
import pytest

from tabletop.host.web import door as web_door
from tests.host.doors import Door, door_in
from tests.host.far import until
from tests.host.test_web_join import browser, form

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
