"""Behind a real nginx with TLS, a name and a path, everything works as without it."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from ipaddress import IPv4Network
from pathlib import Path

import aiohttp
import pytest
from playwright.async_api import expect

from tabletop.client.joining import Address
from tabletop.host.admission.crowd import Crowd
from tabletop.host.web import DoorAddress, threshold
from tabletop.host.web.public import Proxies, proxies, public_address
from tests.host.browser import Person, chromium, person
from tests.host.doors import Door, door_in
from tests.host.far import until
from tests.host.proxying import (
    DEFAULT_HOST,
    NAME,
    NO_UPGRADE,
    PATH_KEPT,
    RECIPE,
    Nginx,
    free_port,
    nginx,
)

pytestmark = pytest.mark.browser


@dataclass
class Proxied:
    """A door that is reached through its proxy only."""

    door: Door
    nginx: Nginx

    @property
    def url(self) -> str:
        return self.nginx.url


@asynccontextmanager
async def proxied(
    folder: Path, body: str = RECIPE, *, path: str = "/tabletop", believed: str = "127.0.0.1"
) -> AsyncIterator[Proxied]:
    """Run a hall behind nginx, with the options `tabletop host` would be given."""
    port = free_port()
    public = public_address(f"https://{NAME}:{port}{path}")
    # The whole of 127.0.0.0/8 is this computer's, and would be believed.
    network = IPv4Network(believed)
    standing = DoorAddress(lan=False, public=public, proxies=Proxies([network]))
    async with (
        door_in(folder / "hall", 2, standing=standing) as door,
        nginx(folder / "nginx", port, door.url, body=body, path=path) as before,
    ):
        assert str(public) == before.url == door.hall.address
        yield Proxied(door, before)


async def sits(who: Person, at: Proxied, name: str) -> None:
    """Take a seat by the QR code's address."""
    await who.page.goto(f"{at.url}/#{at.door.hall.join_code}")
    await who.page.fill("#name", name)
    await who.page.click("button[value=anywhere]")
    await who.here()


@pytest.mark.parametrize(
    "body", [RECIPE, PATH_KEPT, DEFAULT_HOST], ids=["recipe", "path kept", "default host"]
)
async def test_a_seat_is_taken_and_found_again_below_a_path(tmp_path: Path, body: str) -> None:
    async with (
        proxied(tmp_path, body) as at,
        chromium() as browser,
        person(browser, ignore_https_errors=True) as anna,
    ):
        asked: list[str] = []
        anna.page.on("request", lambda one: asked.append(one.url))
        anna.page.on("websocket", lambda one: asked.append(one.url.replace("wss:", "https:")))
        await sits(anna, at, "Anna 지민")
        await anna.sees("Anna 지민")
        await anna.press("F1")
        await anna.sees("This screen")
        await anna.press("Escape")
        assert [one for one in asked if not one.startswith(f"{at.url}/")] == []
        cookies = await anna.context.cookies()
        assert len(cookies) == 2
        assert all(one.get("path") == "/tabletop" for one in cookies)
        seats = [one for one in cookies if str(one.get("name")).startswith("tabletop-")]
        assert len(seats) == 1
        assert all(one.get("secure") for one in seats)
        await anna.page.goto(f"{at.url}/")
        await anna.page.get_by_role("link", name="Go back to").click()
        await anna.sees("Anna 지민")
        await anna.page.goto(f"{at.url}/seat/abcdef")
        await anna.page.get_by_role("link", name="Go to the start page").click()
        await expect(anna.page).to_have_url(f"{at.url}/")
        assert [one for one in anna.faults if "404" not in one] == []


async def test_who_chooses_and_a_personal_link_stay_below_the_path(tmp_path: Path) -> None:
    async with (
        proxied(tmp_path, path="/a/b.c") as at,
        chromium() as browser,
        person(browser, ignore_https_errors=True) as anna,
    ):
        await anna.page.goto(f"{at.url}/#{at.door.hall.join_code}")
        await anna.page.fill("#name", "Anna")
        await anna.page.click("button[value=choose]")
        await anna.page.get_by_role("link", name="Back to the start").click()
        await expect(anna.page).to_have_url(f"{at.url}/")
        ticket = await at.door.hall.seat("Ben")
        await anna.page.goto(f"{at.url}/seat#{ticket.token}")
        await anna.page.get_by_role("button", name="Take my seat").click()
        await anna.here()
        await anna.sees("Ben")


async def test_the_wall_shows_the_public_address(tmp_path: Path) -> None:
    async with (
        proxied(tmp_path) as at,
        chromium() as browser,
        person(browser, ignore_https_errors=True) as wall,
    ):
        await wall.page.goto(f"{at.url}/#{at.door.hall.join_code}")
        await wall.page.click("button[value=choose]")
        await wall.page.click('button[value="projector"]')
        await wall.here()
        await wall.sees(at.url)


async def test_the_seated_are_known_by_their_own_addresses(tmp_path: Path) -> None:
    async with proxied(tmp_path, believed="127.0.0.1/32") as at:
        for one in ("127.0.0.5", "127.0.0.6"):
            async with outside(at, one) as people:
                # What a client says of itself stands before what the proxy adds.
                await refused(people, at, {"X-Forwarded-For": "203.0.113.7"})
        assert list(at.door.web.doorman._wrong._each) == ["127.0.0.5", "127.0.0.6"]


async def test_a_forged_list_is_read_from_its_end_past_the_proxies_alone(tmp_path: Path) -> None:
    async with proxied(tmp_path, believed="127.0.0.1/32") as at, outside(at, "127.0.0.5") as eve:
        for forged in ("203.0.113.7, 127.0.0.1", "203.0.113.7,127.0.0.1,127.0.0.1", "127.0.0.1, x"):
            await refused(eve, at, {"X-Forwarded-For": forged})
        assert list(at.door.web.doorman._wrong._each) == ["127.0.0.5"]


async def test_lines_through_the_proxy_count_for_whoever_sends_by_them(tmp_path: Path) -> None:
    async with proxied(tmp_path, believed="127.0.0.1/32") as at:
        at.door.web.listening.crowd = crowd = Crowd(200, 5)
        tokens = [await at.door.seat(name=f"Eve {number}") for number in range(7)]
        async with AsyncExitStack() as open_lines:
            eve = await open_lines.enter_async_context(outside(at, "127.0.0.5"))

            async def sits(who: aiohttp.ClientSession, token: str) -> None:
                await open_lines.enter_async_context(
                    who.ws_connect(
                        f"{at.url}/api/socket", headers={"Authorization": f"Bearer {token}"}
                    )
                )

            for token in tokens[:5]:
                await sits(eve, token)
            # As many as one address may have, each with a seat: none more, by whatever name.
            with pytest.raises(aiohttp.WSServerHandshakeError) as full:
                await sits(eve, tokens[5])
            assert full.value.status == 503
            headers = {"X-Forwarded-For": "203.0.113.7"}
            async with eve.get(at.url + "/", headers=headers) as reply:
                assert reply.status == 503
                assert "Too many lines are open from your network" in await reply.text()
            # A class behind the same proxy comes in.
            anna = await open_lines.enter_async_context(outside(at, "127.0.0.6"))
            async with anna.get(at.url + "/") as reply:
                assert reply.status == 200
            await sits(anna, tokens[6])
        await until(lambda: len(crowd) == 0)


async def test_lines_that_a_proxy_holds_without_a_request_end_each_other_and_nobodys_else(
    tmp_path: Path,
) -> None:
    standing = DoorAddress(lan=False, proxies=proxies(["127.0.0.1"]))
    async with door_in(tmp_path, standing=standing) as door:
        door.web.listening.crowd = crowd = Crowd(200, 5)
        port = int(door.url.rpartition(":")[2])
        # A client at the proxy's own address, too, is not the proxy.
        passed_on = b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 127.0.0.1\r\n\r\n"
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(passed_on)
        assert b" 200 " in await reader.readline()
        await reader.read(20_000)
        silent = [await asyncio.open_connection("127.0.0.1", port) for _ in range(9)]
        await until(lambda: len(crowd) == 6)
        for oldest, _ in silent[:4]:
            assert await oldest.read() == b""
        writer.write(passed_on)
        assert b" 200 " in await reader.readline()
        for _, line in [*silent, (reader, writer)]:
            line.close()
        await until(lambda: len(crowd) == 0)


async def test_a_believed_proxy_tells_who_comes_and_nobody_else_does(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    standing = DoorAddress(lan=False, proxies=proxies(["127.0.0.1"]))
    async with door_in(tmp_path / "believed", standing=standing) as door:
        for header in (
            {"X-Forwarded-For": "6.6.6.6, 203.0.113.7"},
            {"Forwarded": 'for=6.6.6.6, for="203.0.113.8:4711";proto=https'},
            {"X-Forwarded-For": "203.0.113.9", "Forwarded": "for=6.6.6.6"},
        ):
            async with door.outside.post(
                f"{door.url}/api/openings", json={"code": "AAA"}, headers=header
            ) as reply:
                assert reply.status == 403
        assert list(door.web.doorman._wrong._each) == ["203.0.113.7", "203.0.113.8", "127.0.0.1"]
        assert "differ" in caplog.text
    async with door_in(tmp_path / "not") as door:
        header = {"X-Forwarded-For": "203.0.113.7"}
        async with door.outside.post(
            f"{door.url}/api/openings", json={"code": "AAA"}, headers=header
        ) as reply:
            assert reply.status == 403
        assert list(door.web.doorman._wrong._each) == ["127.0.0.1"]
        assert "only of the address that --proxy names" in caplog.text


async def test_cookies_are_secure_where_a_believed_proxy_says_https(tmp_path: Path) -> None:
    standing = DoorAddress(lan=False, proxies=proxies(["127.0.0.1"]))
    async with door_in(tmp_path, standing=standing) as door:
        for proto, secure in (("https", True), ("http", False)):
            async with door.outside.post(
                f"{door.url}/join",
                data={"code": door.hall.join_code, "name": f"Anna by {proto}"},
                headers={"X-Forwarded-For": "203.0.113.7", "X-Forwarded-Proto": proto},
                allow_redirects=False,
            ) as reply:
                (cookie,) = reply.cookies.values()
                assert bool(cookie["secure"]) is secure


async def test_a_browser_at_the_hosts_own_computer_keeps_its_seat_past_the_proxy(
    tmp_path: Path,
) -> None:
    public = public_address("https://class.example.org/x")
    standing = DoorAddress(lan=False, public=public, proxies=proxies(["127.0.0.1"]))
    async with (
        door_in(tmp_path, standing=standing) as door,
        # Like a browser, it sends back by plain http only what may travel by it.
        aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as own,
    ):
        form = {"code": door.hall.join_code, "name": "Anna"}
        here = f"{door.url}/x"
        await (await own.get(f"{here}/")).read()
        async with own.post(f"{here}/join", data=form, headers={"Origin": door.url}) as reply:
            assert "/seat/" in str(reply.url)
        async with own.get(f"{here}/") as reply:
            assert "Go back to" in await reply.text()
        # Who comes by the proxy has a cookie that never travels plainly, whatever name it asks for.
        for named in ({"Host": "class.example.org"}, {}):
            async with door.outside.post(
                f"{here}/join",
                data={**form, "name": "Ben"},
                headers={"Origin": public.origin, **named},
                allow_redirects=False,
            ) as reply:
                assert all(one["secure"] for one in reply.cookies.values())


async def test_a_browser_that_comes_past_the_proxy_is_led_below_the_path_where_its_seat_is(
    tmp_path: Path,
) -> None:
    public = public_address("https://class.example.org/x")
    standing = DoorAddress(lan=False, public=public, proxies=proxies(["127.0.0.1"]))
    async with (
        door_in(tmp_path, standing=standing) as door,
        chromium() as browser,
        person(browser) as anna,
    ):
        await anna.sit(door, "Anna")
        for typed in ("/", f"/#{door.hall.join_code}"):
            await anna.page.goto(door.url + typed)
            await expect(anna.page.locator("#yours")).to_be_visible()
            await expect(anna.page).to_have_url(f"{door.url}/x/")
        assert anna.faults == []


async def test_another_sites_page_gets_nowhere_through_the_proxy(tmp_path: Path) -> None:
    async with proxied(tmp_path) as at, outside(at) as people:
        form = {"code": at.door.hall.join_code, "name": "Eve"}
        for origin in ("https://elsewhere.test", f"http://{NAME}:{at.nginx.port}", "null"):
            async with people.post(
                f"{at.url}/join", data=form, headers={"Origin": origin}
            ) as reply:
                assert reply.status == 403
                assert "another site" in await reply.text()


async def test_the_port_behind_the_proxy_answers_to_no_other_name(tmp_path: Path) -> None:
    public = public_address("https://class.example.org/x")
    for known, expected in ((proxies([]), 403), (proxies(["127.0.0.1"]), 200)):
        standing = DoorAddress(lan=False, public=public, proxies=known)
        async with door_in(tmp_path / str(expected), standing=standing) as door:
            for host, status in (("class.example.org", 200), ("elsewhere.test", expected)):
                # A proxy may ask for whatever it calls the host; what it passes on has an origin.
                async with door.outside.get(door.url, headers={"Host": host}) as reply:
                    assert reply.status == status
            form = {"code": door.hall.join_code, "name": "Eve"}
            headers = {"Host": "elsewhere.test", "Origin": "http://class.example.org"}
            async with door.outside.post(f"{door.url}/join", data=form, headers=headers) as reply:
                assert reply.status == 403


async def test_only_the_proxy_comes_in_by_the_network_unless_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(threshold, "_THIS_COMPUTER", Proxies([IPv4Network("127.0.0.1/32")]))
    public = public_address("https://class.example.org")
    only = DoorAddress(lan=False, public=public, proxies=Proxies([IPv4Network("127.0.0.9/32")]))
    for standing, neighbours in ((only, 403), (replace(only, lan=True), 200)):
        async with door_in(tmp_path / str(neighbours), standing=standing) as door:
            for came_from, status in (
                ("127.0.0.1", 200),
                ("127.0.0.9", 200),
                ("127.0.0.5", neighbours),
            ):
                by = aiohttp.TCPConnector(local_addr=(came_from, 0))
                async with (
                    aiohttp.ClientSession(connector=by) as neighbour,
                    neighbour.get(door.url) as reply,
                ):
                    assert reply.status == status
                    if status != 200:
                        assert "use https://class.example.org" in await reply.text()
    assert "127.0.0.5 came past the proxy" in caplog.text


async def test_a_proxy_without_upgrade_is_told_in_the_page_and_in_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with (
        proxied(tmp_path, NO_UPGRADE) as at,
        chromium() as browser,
        person(browser, ignore_https_errors=True) as anna,
    ):
        await anna.page.goto(f"{at.url}/#{at.door.hall.join_code}")
        await anna.page.fill("#name", "Anna")
        await anna.page.click("button[value=anywhere]")
        lost = anna.page.locator("#lost")
        await expect(lost).to_contain_text("lets no WebSockets through")
        assert "drops Upgrade" in caplog.text
        assert "docs/behind-a-proxy.md" in caplog.text


async def test_a_terminal_joins_by_an_address_with_a_path(
    tmp_path: Path,
) -> None:
    async with proxied(tmp_path) as at:
        trusting = ssl.create_default_context(cafile=str(at.nginx.cert))
        here = at.url.replace(NAME, "127.0.0.1")
        async with (
            aiohttp.ClientSession(connector=aiohttp.TCPConnector(ssl=trusting)) as people,
            people.post(
                f"{Address(here + '/')}/api/join",
                json={"code": at.door.hall.join_code, "name": "Anna"},
            ) as reply,
        ):
            token = (await reply.json())["token"]
            async with people.ws_connect(
                f"{Address(here)}/api/socket", headers={"Authorization": f"Bearer {token}"}
            ) as line:
                assert (await line.receive()).type is aiohttp.WSMsgType.BINARY


@asynccontextmanager
async def outside(at: Proxied, address: str = "127.0.0.1") -> AsyncIterator[aiohttp.ClientSession]:
    """A client at an address that resolves the name and trusts the certificate."""
    trusting = ssl.create_default_context(cafile=str(at.nginx.cert))
    connector = aiohttp.TCPConnector(ssl=trusting, resolver=_Here(), local_addr=(address, 0))
    async with aiohttp.ClientSession(connector=connector) as session:
        yield session


class _Here(aiohttp.abc.AbstractResolver):
    """Resolves every name to this computer."""

    async def resolve(
        self, host: str, port: int = 0, family: int = 0
    ) -> list[aiohttp.abc.ResolveResult]:
        return [
            {
                "hostname": host,
                "host": "127.0.0.1",
                "port": port,
                "family": family,
                "proto": 0,
                "flags": 0,
            }
        ]

    async def close(self) -> None:
        pass


async def refused(people: aiohttp.ClientSession, at: Proxied, headers: dict[str, str]) -> None:
    """Send a wrong code."""
    async with people.post(
        f"{at.url}/api/openings", json={"code": "AAA"}, headers=headers
    ) as reply:
        assert reply.status == 403
