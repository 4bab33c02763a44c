"""With a certificate everything is encrypted, and cookies are sent over TLS only."""

from __future__ import annotations

import asyncio
import contextlib
import datetime
import ipaddress
import socket
import ssl
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from playwright.async_api import expect

from tabletop.client.joining import Address, reach
from tabletop.errors import UnreadableInput
from tabletop.host.server.addresses import certificate
from tabletop.host.web import DoorAddress, WebDoor, listening
from tests.host.browser import chromium, person
from tests.host.doors import door_in
from tests.host.far import until
from tests.host.halls import hall_in

pytestmark = pytest.mark.slow


def self_signed(folder: Path, password: bytes | None = None) -> tuple[Path, Path]:
    """Write a certificate for this computer and its key; return their paths."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName(
                [x509.IPAddress(ipaddress.ip_address("127.0.0.1")), x509.DNSName("hall.test")]
            ),
            critical=False,
        )
        .sign(key, hashes.SHA256())
    )
    folder.mkdir(exist_ok=True)
    cert_path, key_path = folder / "cert.pem", folder / "key.pem"
    cert_path.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    locked = (
        serialization.BestAvailableEncryption(password)
        if password
        else serialization.NoEncryption()
    )
    key_path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, locked)
    )
    return cert_path, key_path


async def test_pages_sockets_and_cookies_travel_encrypted_only(tmp_path: Path) -> None:
    cert, key = self_signed(tmp_path)
    trusting = ssl.create_default_context(cafile=str(cert))
    async with hall_in(tmp_path / "hall") as hall:
        bound = socket.create_server(("127.0.0.1", 0))
        port = bound.getsockname()[1]
        url = f"https://127.0.0.1:{port}"
        door = WebDoor(hall, url, DoorAddress(secure=True))
        await door.start([bound], certificate(cert, key))
        jar = aiohttp.CookieJar(unsafe=True)
        async with aiohttp.ClientSession(
            cookie_jar=jar,
            cookies={"tabletop": "yes"},
            connector=aiohttp.TCPConnector(ssl=trusting),
        ) as anna:
            form = {"code": hall.join_code, "name": "Anna"}
            async with anna.post(f"{url}/join", data=form, allow_redirects=False) as reply:
                (cookie,) = reply.cookies.values()
                assert cookie["secure"] and cookie["httponly"]
                path, _, _ = reply.headers["Location"].partition("#")
            mine = {"Origin": url}
            async with anna.ws_connect(f"{url}{path}/socket", headers=mine) as socket_:
                assert (await socket_.receive()).type is aiohttp.WSMsgType.BINARY
            plain = f"http://127.0.0.1:{port}"
            async with anna.get(f"{plain}/seat?a=b", allow_redirects=False) as reply:
                assert (reply.status, reply.headers["Location"]) == (307, f"{url}/seat?a=b")
                assert reply.headers["Cache-Control"] == "no-store"
            async with anna.get(plain) as reply:
                assert reply.status == 200 and str(reply.url) == f"{url}/"
        door.leave()
        await door.close()


async def test_lines_that_never_agree_on_encryption_are_counted_and_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listening, "HANDSHAKE_SECONDS", 0.5)
    cert, key = self_signed(tmp_path)
    async with hall_in(tmp_path / "hall") as hall:
        bound = socket.create_server(("127.0.0.1", 0))
        port = bound.getsockname()[1]
        door = WebDoor(hall, f"https://127.0.0.1:{port}", DoorAddress(secure=True))
        crowd = door.listening.crowd
        crowd._most_from_one = 20
        await door.start([bound], certificate(cert, key))
        silent = [await asyncio.open_connection("127.0.0.1", port) for _ in range(40)]
        await until(lambda: len(crowd) == 20)
        for reader, writer in silent:
            with contextlib.suppress(ConnectionError):
                assert await reader.read() == b""
            writer.close()
        await until(lambda: len(crowd) == 0)
        trusting = ssl.create_default_context(cafile=str(cert))
        _, writer = await asyncio.open_connection("127.0.0.1", port, ssl=trusting)
        await until(lambda: len(crowd) == 1)
        writer.close()
        door.leave()
        await door.close()


def test_a_key_that_is_locked_or_of_another_certificate_is_refused(tmp_path: Path) -> None:
    cert, key = self_signed(tmp_path / "a", b"secret")
    with pytest.raises(UnreadableInput, match="protected by a password"):
        certificate(cert, key)
    _, other = self_signed(tmp_path / "b")
    with pytest.raises(UnreadableInput, match="belong together"):
        certificate(cert, other)
    assert certificate(None, None) is None


@pytest.mark.parametrize(
    ("asked", "location"),
    [
        (b"GET /seat HTTP/1.1\r\nHost: hall.test:8000\r\n\r\n", "https://hall.test:8000/seat"),
        (b"GET / HTTP/1.0\r\n\r\n", "https://told.test/"),
        (b"GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", "https://told.test/"),
        (b"GET http://other.test/ HTTP/1.1\r\nhost: [::1]:80\r\n\r\n", "https://[::1]:80/"),
        (b"SSH-2.0-client\r\n\r\n", "https://told.test/"),
        (b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\nHost: hall.test\r\n\r\n", "https://told.test/"),
    ],
    ids=["as asked", "no host", "no name", "another host", "an invalid request", "endless"],
)
async def test_who_asks_plainly_is_led_to_https_and_nowhere_else(
    tmp_path: Path, asked: bytes, location: str
) -> None:
    async with encrypted(tmp_path) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        # In two pieces, as a slow line brings them.
        writer.write(asked[:3])
        await writer.drain()
        writer.write(asked[3:])
        answer = await reader.read()
        writer.close()
        assert answer.startswith(b"HTTP/1.1 307 ")
        assert f"\r\nLocation: {location}\r\n".encode() in answer


@pytest.mark.browser
async def test_a_browser_that_types_http_comes_to_the_encrypted_page(tmp_path: Path) -> None:
    async with (
        encrypted(tmp_path) as port,
        chromium() as browser,
        person(browser, ignore_https_errors=True) as anna,
    ):
        await anna.page.goto(f"http://hall.test:{port}/#ABC-DEFG")
        await expect(anna.page.locator("#code")).to_have_value("ABC-DEFG")
        assert anna.page.url.startswith(f"https://hall.test:{port}/")


async def test_who_asks_a_host_without_a_certificate_for_https_is_refused_at_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with door_in(tmp_path) as door:
        port = int(door.url.rpartition(":")[2])
        with pytest.raises(ssl.SSLError, match=r"(?i)handshake.failure"):
            await asyncio.open_connection("127.0.0.1", port, ssl=ssl.create_default_context())
        await until(lambda: "people must type http://" in caplog.text)
        with pytest.raises(UnreadableInput, match="http://"):
            await asyncio.to_thread(reach, Address(f"https://127.0.0.1:{port}"))


async def test_a_terminal_finds_out_that_a_host_is_https(tmp_path: Path) -> None:
    async with encrypted(tmp_path) as port:
        found = await asyncio.to_thread(reach, Address(f"127.0.0.1:{port}/#ABC-DEFG"))
        assert (found.base, found.code) == (f"https://127.0.0.1:{port}", "ABC-DEFG")


@contextlib.asynccontextmanager
async def encrypted(folder: Path) -> AsyncIterator[int]:
    """Open a door with a certificate; yield its port."""
    cert, key = self_signed(folder)
    async with hall_in(folder / "hall") as hall:
        bound = socket.create_server(("127.0.0.1", 0))
        door = WebDoor(hall, "https://told.test", DoorAddress(secure=True))
        await door.start([bound], certificate(cert, key))
        try:
            yield bound.getsockname()[1]
        finally:
            door.leave()
            await door.close()


@pytest.mark.parametrize(
    "old", ["ECDHE-ECDSA-AES128-SHA", "ECDHE-ECDSA-AES256-SHA384", "ECDHE-ECDSA-AES128-SHA256"]
)
def test_what_is_known_to_be_weak_is_not_spoken(tmp_path: Path, old: str) -> None:
    context = certificate(*self_signed(tmp_path))
    assert context is not None
    assert context.minimum_version >= ssl.TLSVersion.TLSv1_2
    spoken = {one["name"] for one in context.get_ciphers()}
    assert old not in spoken
    assert "ECDHE-ECDSA-AES128-GCM-SHA256" in spoken
