"""What `tabletop join` asks a host before there is a screen: codes, openings, a seat."""

from __future__ import annotations

import asyncio
import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from pydantic import TypeAdapter, ValidationError

from tabletop.errors import NotAllowed, UnreadableInput
from tabletop.host.admission.lobby import Opening
from tabletop.host.admission.seat_request import SeatRequest
from tabletop.text.safe import one_line

_PATIENCE = aiohttp.ClientTimeout(total=10)
_LARGEST = 1_000_000
_OPENINGS = TypeAdapter(tuple[Opening, ...])
_PAGE = re.compile(r"/(seat(/[a-z0-9]{6})?|join)$")
WRONG_CODE = 403
"""The HTTP status for a wrong code."""
PROXY_ALONE = (502, 503, 504)
"""What a proxy answers when the host behind it does not."""


class Refused(NotAllowed):
    """The host refused; `status` is HTTP's."""

    def __init__(self, sentence: str, status: int) -> None:
        super().__init__(sentence)
        self.status = status


class _Unanswered(UnreadableInput):
    """The host did not answer, but may have done what it was asked."""


_CUT = (aiohttp.ServerDisconnectedError, aiohttp.ClientPayloadError, ConnectionResetError)


class Address:
    """A host's address as people type it, and the code that may follow its `#`.

    It may have a path, and may be copied from a seat's page. Raises `UnreadableInput`.
    """

    def __init__(self, typed: str) -> None:
        whole = typed.strip() if "://" in typed else f"http://{typed.strip()}"
        try:
            parts = urlsplit(whole)
            port = parts.port
        except ValueError:
            raise UnreadableInput(_no_address(typed)) from None
        if parts.scheme not in ("http", "https") or not parts.hostname or not whole.isprintable():
            raise UnreadableInput(_no_address(typed))
        host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
        path = _PAGE.sub("", parts.path.rstrip("/"))
        self.base = f"{parts.scheme}://{host}" + (f":{port}" if port else "") + path
        self.code = parts.fragment

    @property
    def secure(self) -> bool:
        return self.base.startswith("https:")

    @property
    def encrypted(self) -> str:
        """The same address by https."""
        return f"https://{self.base.partition('://')[2]}"

    def __str__(self) -> str:
        return self.base


def _no_address(typed: str) -> str:
    return (
        f"'{one_line(typed)[:80]}' is not a host's address; it should look like "
        "http://192.168.1.5:8000, as the host shows it"
    )


def reach(address: Address) -> Address:
    """Check that something answers there, and whether it is https. Raises `UnreadableInput`."""
    asyncio.run(_get(address))
    return address


def openings(address: Address, code: str) -> tuple[Opening, ...]:
    """Return what the tables have to offer to somebody who knows the code.

    Raises `Refused` and `UnreadableInput`.
    """
    told = asyncio.run(_post(address, "openings", {"code": code}))
    try:
        return _OPENINGS.validate_python(told["tables"])
    except (KeyError, ValidationError):
        raise UnreadableInput(_not_ours(address)) from None


def take_seat(address: Address, code: str, wish: SeatRequest) -> str:
    """Return a seat's token. Raises `Refused` and `UnreadableInput`.

    Where no answer comes, the request is repeated once: a repeated request gets the same seat.
    """
    asked = {name: value for name, value in asdict(wish).items() if value}
    asked |= {"code": code, "wish": secrets.token_urlsafe(16)}
    try:
        told = asyncio.run(_post(address, "join", asked))
    except _Unanswered:
        told = asyncio.run(_post(address, "join", asked))
    token = told.get("token")
    if not isinstance(token, str) or not token.isascii() or not token.isprintable():
        raise UnreadableInput(_not_ours(address))
    return token


async def _get(address: Address) -> None:
    try:
        async with (
            aiohttp.ClientSession(timeout=_PATIENCE) as session,
            session.get(f"{address}/", allow_redirects=False) as reply,
        ):
            if reply.headers.get("Location", "").startswith(f"{address.encrypted}/"):
                address.base = address.encrypted
    except (aiohttp.ClientError, OSError, TimeoutError) as fault:
        raise UnreadableInput(why_not(address, fault)) from None


async def _post(address: Address, what: str, asked: Mapping[str, Any]) -> dict[str, Any]:
    try:
        async with (
            aiohttp.ClientSession(timeout=_PATIENCE) as session,
            session.post(f"{address.base}/api/{what}", json=asked, allow_redirects=False) as reply,
        ):
            said = await reply.content.read(_LARGEST)
    except (aiohttp.ClientError, OSError, TimeoutError) as fault:
        # A connection that was never opened has requested nothing.
        kind = _Unanswered if isinstance(fault, _CUT) else UnreadableInput
        raise kind(why_not(address, fault)) from None
    try:
        told = json.loads(said)
    except (ValueError, RecursionError):
        alone = reply.status in PROXY_ALONE
        fault_is = _nobody_behind(address, reply.status) if alone else _not_ours(address)
        raise UnreadableInput(fault_is) from None
    if not isinstance(told, dict):
        raise UnreadableInput(_not_ours(address))
    if reply.status != 200:
        sentence = told.get("error")
        if not isinstance(sentence, str):
            raise UnreadableInput(_not_ours(address))
        raise Refused(one_line(sentence)[:300], reply.status)
    return told


def why_not(address: Address, fault: BaseException) -> str:
    """Return why a host can't be reached, in a sentence."""
    if isinstance(fault, aiohttp.ClientConnectorCertificateError):
        why = getattr(fault.certificate_error, "verify_message", "") or "it can't be checked"
        return (
            f"the certificate of {address} is not trusted ({one_line(str(why))}); "
            "if it is your own, "
            "name its file in SSL_CERT_FILE"
        )
    if isinstance(fault, aiohttp.WSServerHandshakeError):
        if fault.status in PROXY_ALONE:
            return _nobody_behind(address, fault.status)
        return (
            f"{address} answers, but opens no connection to a seat (status {fault.status}): "
            "something in between, such as a proxy, blocks WebSockets; tell the facilitator"
        )
    if isinstance(fault, aiohttp.ClientSSLError):
        return f"{address} does not speak TLS as it should; is it http:// instead of https://?"
    if isinstance(fault, TimeoutError):
        return f"{address} does not answer; is the address right, and are you on its network?"
    if isinstance(fault, aiohttp.ClientConnectorDNSError):
        return f"there is no computer called {urlsplit(address.base).hostname}"
    if isinstance(fault, aiohttp.ClientConnectorError):
        why = fault.os_error.strerror or "no connection"
        return f"{address} can't be reached ({one_line(str(why))}); is the host running there?"
    return f"{address} hung up; is the address right, with http:// or https:// as the host shows?"


def _nobody_behind(address: Address, status: int) -> str:
    return (
        f"the proxy at {address} can't reach the host (status {status}); is the host running, on "
        "the port that the proxy uses?"
    )


def _not_ours(address: Address) -> str:
    return f"what answers at {address} is not a Tabletop host; is the address right?"
