"""A seat in a real browser: it is drawn, it comes back by itself, and says why when it may not."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import expect

from tests.cli.test_host import hosted
from tests.host.browser import chromium, person
from tests.host.doors import door_in
from tests.host.far import until

pytestmark = [pytest.mark.browser, pytest.mark.linux("a host as a program")]


async def test_a_browser_takes_a_seat_and_its_keys_reach_the_screen(tmp_path: Path) -> None:
    async with door_in(tmp_path) as door, chromium() as browser, person(browser) as anna:
        await anna.sit(door, "Anna 지민")
        await anna.sees("Anna 지민")
        assert door.hall.openings()[0].delegations[0].people == ("Anna 지민",)
        await anna.press("F1")
        await anna.sees("This screen")
        assert anna.faults == []


async def test_a_seats_page_has_one_line_to_the_host(tmp_path: Path) -> None:
    async with door_in(tmp_path) as door, chromium() as browser, person(browser) as anna:
        opened: list[str] = []
        anna.page.on("websocket", lambda line: opened.append(line.url))
        await anna.sit(door, "Anna")
        await anna.page.reload()
        await anna.here()
        await anna.page.wait_for_load_state("load")
        await anna.press("m")
        await anna.sees("Everybody")
        assert len(opened) == 2
        assert all(re.search(r"/seat/[a-z0-9]{6}/socket\?", one) for one in opened)
        assert await anna.page.locator(".xterm").count() == 1


async def test_a_browser_comes_back_to_the_same_screen_when_the_host_is_back(
    tmp_path: Path,
) -> None:
    async with chromium() as browser, person(browser) as anna:
        async with door_in(tmp_path) as door:
            await anna.sit(door, "Anna")
            await anna.sees("Anna")
            port = int(door.url.rpartition(":")[2])
        await expect(anna.page.locator("#lost")).to_be_visible()
        await expect(anna.page.locator("#lost")).to_contain_text("comes back when it opens again")
        async with door_in(tmp_path, port=port):
            await anna.page.wait_for_selector("#page.here:not(.lost)")
            await expect(anna.page.locator("#lost")).to_be_hidden()
            await anna.sees("Anna")


async def test_a_host_that_was_killed_is_found_again_with_everything_acknowledged(
    tmp_path: Path,
) -> None:
    async with chromium() as browser, person(browser) as anna:
        with hosted(tmp_path) as (process, said):
            await anna.page.goto(f"{said['address']}/#{said['join code']}")
            await anna.page.fill("#name", "지민")
            await anna.page.click("button[value=anywhere]")
            await anna.sees("지민, welcome")
            port = said["address"].rpartition(":")[2]
            process.kill()
            await expect(anna.page.locator("#lost")).to_contain_text("connection is lost")
        with hosted(tmp_path, port=port):
            await anna.page.wait_for_selector("#page.here:not(.lost)")
            await anna.sees("지민, welcome")


async def test_a_second_window_takes_over_and_the_first_says_so_and_rests(tmp_path: Path) -> None:
    async with door_in(tmp_path) as door, chromium() as browser, person(browser) as anna:
        opened: list[object] = []
        anna.page.on("websocket", lambda one: opened.append(one))  # noqa: PLW0108
        await anna.sit(door, "Anna")
        other = await anna.context.new_page()
        await other.goto(anna.page.url)
        await other.wait_for_selector("#page.here")
        await expect(anna.page.locator("#over")).to_contain_text("opened somewhere else")
        await expect(anna.page.locator("#over-back")).to_be_visible()
        await anna.page.click("#over-again")
        await expect(other.locator("#over")).to_be_visible()
        await anna.sees("Anna")
        # Once when sitting down and once when asked to: it never fought for the seat.
        assert len(opened) == 2


async def test_who_is_shown_out_is_told_and_who_is_moved_finds_the_new_seat(
    tmp_path: Path,
) -> None:
    async with door_in(tmp_path, 2) as door, chromium() as browser, person(browser) as anna:
        await anna.sit(door, "Anna", "sit 1 upper")
        await door.hall.roster.move("1", "upper", to_table="2", delegation="mill", role="head")
        await until(lambda: door.hall.floor.tables["2"].connected("mill"))
        await anna.sees("Anna")
        await door.hall.roster.remove("2", "mill")
        await expect(anna.page.locator("#over")).to_contain_text("facilitator")
        # Nothing brings them back to a seat that is theirs no more, so nothing is offered.
        await expect(anna.page.locator("#over-back")).to_be_hidden()
        await expect(anna.page.locator("#over-again")).to_be_hidden()
        await expect(anna.page.locator("#over-start")).to_be_visible()


async def test_the_terminal_fills_the_window_and_follows_it(tmp_path: Path) -> None:
    async with door_in(tmp_path) as door, chromium() as browser, person(browser) as anna:
        await anna.sit(door, "Anna")
        (place,) = door.hall.floor._sessions
        app = door.hall.floor.session(place).app
        wide = app.size.width
        assert wide > 100
        await anna.page.set_viewport_size({"width": 800, "height": 700})
        await until(lambda: 80 <= app.size.width < wide)
        # Letters become smaller before columns become fewer; then somebody is told.
        await anna.page.set_viewport_size({"width": 500, "height": 700})
        await until(lambda: 80 <= app.size.width < 90)
        await anna.page.set_viewport_size({"width": 250, "height": 700})
        await until(lambda: app.size.width < 80)
        await expect(anna.page.locator("#notice")).to_contain_text("80 columns")


async def test_a_projector_has_the_largest_letters_that_leave_it_24_lines(tmp_path: Path) -> None:
    full: dict[str, Any] = {"viewport": {"width": 1920, "height": 1080}}
    async with door_in(tmp_path) as door, chromium() as browser, person(browser, **full) as room:
        token = await door.seat(name="", projector=True)
        await room.page.goto(f"{door.url}/#{token}")
        await room.page.click("button[value=anywhere]")
        await room.here()
        await room.sees("Open in a browser")
        ((session,),) = door.hall.floor._sessions.values()
        app = session.app
        # At a page's ordinary size there would be twice as many lines.
        await until(lambda: 80 <= app.size.width < 140 and 24 <= app.size.height < 30)


async def test_what_is_selected_is_in_the_clipboard_with_or_without_tls(tmp_path: Path) -> None:
    async with door_in(tmp_path) as door, chromium() as browser:
        for name in ("127.0.0.1", "hall.test"):
            async with person(browser) as anna:
                # Only the first is what a browser calls a secure context.
                door.url = f"http://{name}:{door.url.rpartition(':')[2]}"
                await anna.sit(door, f"Anna-{name}")
                await anna.sees(f"Anna-{name}")
                await anna.drag(f"Anna-{name}")
                await expect(anna.page.locator("#notice")).to_contain_text("Copied")
                field = await anna.context.new_page()
                await field.goto(door.url)
                await field.click("#more > summary")
                await field.locator("#name").press("Control+v")
                assert f"Anna-{name}" in await field.input_value("#name")


async def test_a_name_without_spaces_stays_on_its_card_and_its_button(tmp_path: Path) -> None:
    async with door_in(tmp_path, 3) as door, chromium() as browser, person(browser) as anna:
        ticket = await door.hall.seat("W" * 40)
        await door.hall.roster.remove("1", ticket.place.seat)
        await door.hall.seat("M" * 40, table="1", delegation="lower")
        door.hall.floor.tables["1"]._gone.clear()
        door.hall.floor.tables["1"]._opened -= 3_600
        await anna.page.set_viewport_size({"width": 1100, "height": 720})
        await anna.page.goto(f"{door.url}/#{door.hall.join_code}")
        await anna.page.fill("#name", "Anna")
        await anna.page.click("button[value=choose]")
        await expect(anna.page.locator("text=Take over from MMMM")).to_be_visible()
        assert await anna.page.evaluate(
            """[...document.querySelectorAll(".card")].every(card => [...card.querySelectorAll("*")]
              .every(one => one.scrollWidth <= one.clientWidth + 1 || one.clientWidth === 0
                && one.getBoundingClientRect().right <= card.getBoundingClientRect().right))"""
        )


async def test_back_and_reload_ask_nobody_to_send_a_form_again(tmp_path: Path) -> None:
    async with door_in(tmp_path, 2) as door, chromium() as browser, person(browser) as anna:
        page = anna.page
        await page.goto(door.url)
        await page.fill("#code", "WRONG22")
        await page.fill("#name", "Anna")
        await page.click("button[value=anywhere]")
        await expect(page.locator(".fault")).to_contain_text("not the join code")
        assert await page.input_value("#name") == "Anna"
        await page.fill("#code", door.hall.join_code)
        await page.click("button[value=choose]")
        await page.click("button[value='sit 1 upper head']")
        await page.wait_for_selector("#page.here")
        back = await page.go_back()
        assert back is not None
        assert (back.status, back.request.method) == (200, "GET")
        await expect(page.locator("#yours")).to_be_visible()
