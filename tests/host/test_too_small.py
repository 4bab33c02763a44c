"""A window too small for any page says so, in joined terminals and over ssh."""

from __future__ import annotations

from pathlib import Path

import pytest

from tabletop.host.admission.lobby import OVERVIEW, Attachment, Place
from tabletop.host.tables.hall import Hall
from tests.host.doors import Client, door_in
from tests.host.far import Far, until
from tests.host.halls import hall_in
from tests.host.test_workers import sharded

SMALL = (40, 12)


async def comes(
    hall: Hall, place: Place, size: tuple[int, int], *, in_terminal: bool
) -> tuple[Far, Attachment]:
    far = Far(*size, in_terminal=in_terminal)
    return far, await hall.enter(place, far, size)


def told(one: Far) -> str:
    return " ".join(one.text.split())


async def resize(one: Far, line: Attachment, *size: int) -> None:
    one.resized(*size)
    line.resize(*size)


async def test_a_terminal_too_small_says_which_size_is_needed_until_it_has_it(
    tmp_path: Path,
) -> None:
    async with hall_in(tmp_path) as hall:
        place = (await hall.seat("Anna")).place
        anna, line = await comes(hall, place, SMALL, in_terminal=True)
        await until(lambda: "40 columns and 12 rows" in told(anna))
        assert "Anna" not in anna.text
        line.feed(b"x")
        await resize(anna, line, 80, 24)
        await until(lambda: "Anna" in anna.text and "columns and" not in anna.text)
        await resize(anna, line, 50, 24)
        await until(lambda: "50 columns and 24 rows" in told(anna))
        line.feed(b"\r")
        await until(lambda: "Anna" in anna.text and "columns and" not in anna.text)


async def test_a_page_of_a_browser_is_never_covered_also_after_a_terminal_that_was(
    tmp_path: Path,
) -> None:
    async with hall_in(tmp_path) as hall:
        place = (await hall.seat("Anna")).place
        small, _ = await comes(hall, place, SMALL, in_terminal=True)
        await until(lambda: "40 columns and 12 rows" in told(small))
        page, line = await comes(hall, place, (40, 30), in_terminal=False)
        await until(lambda: "Anna" in page.text)
        # The keyboard of a phone comes up.
        await resize(page, line, *SMALL)
        await until(lambda: hall.floor.session(place).app.size == SMALL)
        await until(lambda: page.text.strip() and "columns and" not in told(page))


@pytest.mark.slow
async def test_the_console_says_it_too_and_so_does_a_table_of_another_process(
    tmp_path: Path,
) -> None:
    async with sharded(tmp_path, tables=1, workers=1) as hall:
        console, _ = await comes(hall, OVERVIEW, SMALL, in_terminal=True)
        await until(lambda: "40 columns and 12 rows" in told(console))
        place = (await hall.seat("Anna")).place
        anna, _ = await comes(hall, place, SMALL, in_terminal=True)
        await until(lambda: "40 columns and 12 rows" in told(anna))
        ben, _ = await comes(hall, place, SMALL, in_terminal=False)
        await until(lambda: bool(ben.text.strip()))
        assert "columns and" not in told(ben)


async def test_a_program_at_the_web_door_is_a_terminal_and_a_page_is_none(tmp_path: Path) -> None:
    async with door_in(tmp_path) as door:
        token = await door.seat(name="Anna")
        async with door.sit(token, SMALL) as joined:
            await until(lambda: "40 columns and 12" in " ".join(joined.text.split()))
        headers = {"Authorization": f"Bearer {token}", "Origin": door.url}
        where = f"{door.url}/api/socket?columns={SMALL[0]}&rows={SMALL[1]}"
        async with door.outside.ws_connect(where, headers=headers) as connected:
            page = Client(connected, SMALL)
            await until(lambda: bool(page.text.strip()))
            assert "columns and" not in page.text
            page.reading.cancel()
