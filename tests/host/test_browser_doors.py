"""Coming in and coming back with real browsers: double clicks, links, frames, no cookies."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web
from playwright.async_api import expect

from tests.host.browser import chromium, person, without_cookies
from tests.host.doors import Door, door_in
from tests.host.far import until
from tests.host.test_one_wish import people

pytestmark = pytest.mark.browser


async def link_of(door: Door, name: str = "Eva") -> str:
    ticket = await door.hall.roster.invite(name, "1", None, "evaluator")
    return f"{door.url}/seat#{ticket.token}"


@asynccontextmanager
async def course_page(body: str) -> AsyncIterator[str]:
    """Serve a page of another site with a link to the hall."""

    async def page(request: web.Request) -> web.Response:
        return web.Response(
            text=f"<!doctype html><title>Course</title>{body}", content_type="text/html"
        )

    app = web.Application()
    app.add_routes([web.get("/", page)])
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        # Another name is another site to a browser.
        yield f"http://localhost:{runner.addresses[0][1]}/"
    finally:
        await runner.cleanup()


async def test_a_personal_link_opens_its_seat_in_a_fresh_browser_and_leaves_no_trace(
    tmp_path: Path,
) -> None:
    async with door_in(tmp_path) as door, chromium() as browser, person(browser) as eva:
        link = await link_of(door)
        await eva.page.goto(link)
        await expect(eva.page.locator("#name")).to_be_hidden()
        await expect(eva.page.locator("#code")).to_be_hidden()
        assert "#" not in eva.page.url
        await eva.page.click("text=Take my seat")
        await eva.here()
        await eva.sees("Eva")
        assert link.partition("#")[2] not in eva.page.url
        await eva.page.go_back()
        assert "#" not in eva.page.url
        assert link.partition("#")[2] not in await eva.page.content()
        assert eva.faults == []


async def test_a_second_browser_with_the_same_link_is_told_and_so_is_the_facilitator(
    tmp_path: Path,
) -> None:
    async with (
        door_in(tmp_path) as door,
        chromium() as browser,
        person(browser) as eva,
        person(browser) as other,
        person(browser) as leader,
    ):
        link = await link_of(door)
        await eva.page.goto(link)
        await eva.page.click("text=Take my seat")
        await eva.here()
        await leader.page.goto(f"{door.url}/#{door.hall.facilitator_key}")
        await leader.page.click("text=Take my seat")
        await leader.sees("code")
        await other.page.goto(link)
        await other.page.click("text=Take my seat")
        await expect(other.page.locator(".fault")).to_contain_text("has been used")
        assert link.partition("#")[2] not in await other.page.content()
        await leader.sees("Eva's link was used again")
        # Whoever has the seat keeps it, and finds it with the same link.
        await eva.page.goto(link)
        await eva.page.click("text=Take my seat")
        await eva.here()


async def test_a_double_click_takes_one_seat_with_and_without_scripts(tmp_path: Path) -> None:
    async with door_in(tmp_path, 2) as door, chromium() as browser:
        for number, scripts in enumerate((True, False), 1):
            async with person(browser, java_script_enabled=scripts) as anna:
                await anna.page.goto(door.url)
                await anna.page.fill("#code", door.hall.join_code)
                await anna.page.fill("#name", f"Anna {number}")
                async with anna.page.expect_navigation(url="**/seat/*"):
                    await anna.page.dblclick("button[value=anywhere]", no_wait_after=True)
                await anna.page.wait_for_load_state()
                assert people(door).count(f"Anna {number}") == 1


async def test_four_double_clickers_leave_no_ghost_at_any_table(tmp_path: Path) -> None:
    async with door_in(tmp_path, 2) as door, chromium() as browser:

        async def comes(name: str) -> None:
            async with person(browser) as one:
                await one.page.goto(f"{door.url}/#{door.hall.join_code}")
                await one.page.fill("#name", name)
                button = await one.page.locator("#join button.main").bounding_box()
                assert button is not None
                await one.page.focus("#name")
                await one.press("Enter", "Enter")
                # Wherever the page has got to meanwhile: people press what they saw.
                await one.page.mouse.dblclick(button["x"] + 9, button["y"] + 9)
                await one.here()
                # Back, and join again.
                await one.page.go_back()
                await one.page.click("text=Go back to")
                await one.here()

        await asyncio.gather(*(comes(name) for name in ("Anna", "Ben", "Cho", "Dai")))
        assert sorted(people(door)) == ["Anna", "Ben", "Cho", "Dai"]


async def test_who_has_a_seat_is_asked_before_taking_another(tmp_path: Path) -> None:
    async with door_in(tmp_path, 2) as door, chromium() as browser, person(browser) as anna:
        await anna.sit(door, "Anna")
        await anna.page.goto(f"{door.url}/#{door.hall.join_code}")
        await anna.page.click("#more > summary")
        await anna.page.fill("#name", "Anna")
        await anna.page.click("button[value=anywhere]")
        await expect(anna.page.locator("h2").first).to_contain_text("You already have a seat")
        await anna.page.click("text=Give up mine")
        await anna.here()
        assert people(door) == ["Anna"]


@pytest.mark.parametrize("name", ["127.0.0.1", "hall.test"], ids=["this computer", "network"])
async def test_a_link_from_another_site_offers_the_seat(tmp_path: Path, name: str) -> None:
    async with door_in(tmp_path) as door, chromium() as browser, person(browser) as anna:
        url = door.url = door.url.replace("127.0.0.1", name)
        await anna.sit(door, "Anna")
        seat = anna.page.url
        links = f'<a id="a" href="{url}/">start</a> <a id="b" href="{seat}">seat</a>'
        code = f'<a id="c" href="{url}/#{door.hall.join_code}">code</a>'
        led = f'<meta http-equiv="refresh" content="0; url={url}/">'
        async with course_page(links + code) as course, course_page(led) as leading:
            for way in ("#a", "#c"):
                await anna.page.goto(course)
                await anna.page.click(way)
                await expect(anna.page.locator("#yours")).to_be_visible()
                await expect(anna.page).to_have_url(f"{url}/")
                # The course page is one step back.
                await anna.page.go_back()
                await expect(anna.page).to_have_url(course)
            await anna.page.click("#b")
            await anna.here()
            await expect(anna.page).to_have_url(seat)
            await anna.page.goto(leading)
            await expect(anna.page.locator("#yours")).to_be_visible()
        assert people(door) == ["Anna"]


async def test_a_link_pasted_where_the_start_page_stands_already_is_read_too(
    tmp_path: Path,
) -> None:
    async with door_in(tmp_path) as door, chromium() as browser, person(browser) as anna:
        await anna.page.goto(f"{door.url}/")
        await anna.page.evaluate("code => { location.hash = code }", door.hall.join_code)
        await expect(anna.page.locator("#code")).to_have_value(door.hall.join_code)
        await expect(anna.page).to_have_url(f"{door.url}/")


@pytest.mark.parametrize("name", ["127.0.0.1", "hall.test"], ids=["this computer", "network"])
async def test_inside_another_sites_frame_the_page_says_what_to_do_and_can_do_nothing_else(
    tmp_path: Path, name: str
) -> None:
    async with door_in(tmp_path) as door, chromium() as browser, person(browser) as anna:
        # To another name than its own a browser doesn't say by plain http that it is for a frame.
        door.url = door.url.replace("127.0.0.1", name)
        await anna.sit(door, "Anna")
        for path in ("/#CODE", anna.page.url.removeprefix(door.url), "/static/../seat"):
            async with course_page(f'<iframe src="{door.url}{path}"></iframe>') as course:
                await anna.page.goto(course)
                frame = anna.page.frame_locator("iframe")
                await expect(frame.locator("#open")).to_be_visible()
                assert await frame.locator("form, input, #terminal, #yours").count() == 0
                assert await frame.locator("#open").get_attribute("href") is not None
                async with anna.context.expect_page() as opened:
                    await frame.locator("#open").click()
                window = await opened.value
                await window.wait_for_load_state()
                assert await window.locator("#yours, #page").count() == 1
                await window.close()


async def test_a_browser_that_keeps_no_cookies_plays_and_comes_back_with_its_code(
    tmp_path: Path,
) -> None:
    async with door_in(tmp_path / "hall") as door, without_cookies(tmp_path / "profile") as anna:
        await anna.page.goto(f"{door.url}/#{door.hall.join_code}")
        await anna.page.fill("#name", "Anna")
        await anna.page.click("button[value=anywhere]")
        await anna.page.wait_for_selector("#page.here:not(.lost)")
        notice = anna.page.locator("#notice")
        await expect(notice).to_contain_text("keeps no cookies")
        code = str(await anna.page.locator("#page").get_attribute("data-back"))
        assert code in str(await notice.text_content()).replace("\u2011", "-")
        assert people(door) == ["Anna"]
        # A reload, and the address typed again, send no form again: they offer the seat.
        for typed in (False, True):
            await (anna.page.goto(door.url) if typed else anna.page.reload())
            await expect(anna.page).to_have_url(f"{door.url}/")
            await anna.page.get_by_role("button", name="Take my seat").click()
            await anna.page.wait_for_selector("#page.here:not(.lost)")
            assert people(door) == ["Anna"]
        # Somebody else at the same window has a way of their own, and so has the code.
        await anna.page.reload()
        await anna.page.get_by_role("link", name="I am somebody else").click()
        await expect(anna.page.locator("#code")).to_have_value("")
        await expect(anna.page.locator("#name")).to_be_visible()
        await anna.page.fill("#code", code.lower())
        await anna.page.click("button[value=anywhere]")
        await anna.page.wait_for_selector("#page.here:not(.lost)")
        await until(lambda: door.hall.floor.tables["1"].connected("upper"))
        assert people(door) == ["Anna"]
        assert anna.faults == []


async def test_a_page_whose_host_is_gone_says_what_brings_its_seat_back_at_another_address(
    tmp_path: Path,
) -> None:
    async with door_in(tmp_path) as door, chromium() as browser, person(browser) as anna:
        await anna.sit(door, "Anna")
        code = str(await anna.page.locator("#page").get_attribute("data-back"))
        back = anna.page.locator("#lost-back")
        await expect(back).to_be_hidden()
        await door.close()
        await expect(back).to_be_visible()
        await expect(back).to_contain_text(code)


async def test_who_comes_with_another_address_or_browser_is_asked_for_the_seat_they_had(
    tmp_path: Path,
) -> None:
    async with (
        door_in(tmp_path) as door,
        chromium() as browser,
        person(browser) as anna,
        person(browser) as another,
        person(browser) as namesake,
    ):
        await anna.sit(door, "Anna")
        code = str(await anna.page.locator("#page").get_attribute("data-back"))
        # While she is there, whoever has her name is somebody else.
        await namesake.sit(door, "anna")
        await anna.page.goto("about:blank")
        await until(lambda: not door.hall.floor.tables["1"].connected("upper"))
        # Her browser keeps the seat for the other name of the host.
        for who, url in (
            (anna, door.url.replace("127.0.0.1", "hall.test")),
            (another, door.url),
        ):
            await who.page.goto(f"{url}/#{door.hall.join_code}")
            await who.page.fill("#name", "ANNA ")
            await who.page.click("button[value=anywhere]")
            await expect(who.page.locator("#yours")).to_have_text("Is this seat yours?")
            await expect(who.page.locator("main")).to_contain_text("Anna, ")
            await expect(who.page.locator("#code")).to_be_focused()
            await who.page.fill("#code", code)
            await who.press("Enter")
            await who.here()
            assert people(door) == ["Anna", "anna (2)"]
            await who.page.goto("about:blank")
            await until(lambda: not door.hall.floor.tables["1"].connected("upper"))
        async with person(browser) as third:
            await third.page.goto(f"{door.url}/#{door.hall.join_code}")
            await third.page.fill("#name", "Anna")
            await third.page.click("button[value=anywhere]")
            await third.page.click("text=Take a seat of my own")
            await third.here()
        assert people(door) == ["Anna", "anna (2)", "Anna (3)"]
