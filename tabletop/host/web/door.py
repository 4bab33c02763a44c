"""The web door: which address does what, for browsers and for programs."""

from __future__ import annotations

import asyncio
import json
import re
import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict
from socket import socket
from ssl import SSLContext
from urllib.parse import parse_qs
from weakref import WeakSet

from aiohttp import web

from tabletop.host.lobby import PROJECTOR, Lobby, Ticket
from tabletop.host.web.doorman import Doorman, TurnedAway
from tabletop.host.web.listening import Listening
from tabletop.host.web.pages import Kept, Pages
from tabletop.host.web.replies import STRICT, Statics, refused
from tabletop.host.web.socket import (
    Misbehaved,
    SocketConnection,
    new_socket,
    serve,
    size_asked,
)
from tabletop.host.web.threshold import ELSEWHERE, Standing, Threshold
from tabletop.host.wish import Wish
from tabletop.screens.safe import line

_COOKIE = "tabletop-"
_KEPT = re.compile(rf"{_COOKIE}([a-z0-9]{{6}})")
_WEEK = 7 * 24 * 3600
_MOST_KEPT = 12
"""Seats that one browser keeps; the oldest goes."""
_LARGEST_BODY = 8_192
_MOST_SOCKETS = 1_500
_PATIENCE = 10
"""Seconds that a request's body may take."""
_NO_UPGRADE = (
    "asked for its line to a seat without a WebSocket: a proxy or network between drops Upgrade; "
    "docs/behind-a-proxy.md says what it needs"
)
_NO_SEAT = "This browser has no seat there; please join, or take your seat again."
_FULL = "The host is full just now; please try again in a moment."
_FAILED = "Something failed at the host, and it has noted it; please try again."
_STATUSES = {
    404: "There is no such page here.",
    405: "That can't be done with this page.",
    413: "That is more than this page takes.",
}

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class WebDoor:
    """Serves a lobby. `address` is what people are told; all pages are below its path.

    How the door stands to it, and to whoever comes, is said by `standing`.
    """

    def __init__(self, lobby: Lobby, address: str, standing: Standing | None = None) -> None:
        self._lobby = lobby
        here = standing or Standing()
        self._base = here.base
        self.doorman = Doorman(lobby)
        self._threshold = Threshold(here, self.doorman)
        statics = Statics(f"{self._base}/static")
        self._pages = Pages(lobby, address, self._base, statics)
        self._open: WeakSet[SocketConnection] = WeakSet()
        app = web.Application(client_max_size=_LARGEST_BODY, middlewares=[self._guard])
        # A proxy may pass the path on whole, or without what stands before ours.
        for base in dict.fromkeys(("", self._base)):
            app.add_routes(self._routes(base, statics))
        if self._base:
            app.add_routes([web.get(self._base, self._landing)])
        self.listening = Listening(app, self.doorman.note)

    def _routes(self, base: str, statics: Statics) -> list[web.RouteDef]:
        seat = f"{base}/seat/{{kept:[a-z0-9]{{6}}}}"
        return [
            web.get(f"{base}/", self._landing),
            web.get(f"{base}/seat", self._landing),
            web.post(f"{base}/join", self._join),
            web.get(seat, self._seat),
            web.get(f"{seat}/socket", self._browsers_socket),
            web.get(f"{base}/static/{{name}}", statics.serve),
            web.post(f"{base}/api/openings", self._api_openings),
            web.post(f"{base}/api/join", self._api_join),
            web.get(f"{base}/api/socket", self._programs_socket),
        ]

    async def start(self, sockets: Sequence[socket], tls: SSLContext | None = None) -> None:
        """Open the door on these sockets."""
        await self.listening.start(sockets, tls)

    def leave(self) -> None:
        """The host is going down: let nobody in, and tell who is here to come back by itself."""
        self.listening.refuse()
        for connection in self._open:
            connection.leaving = True

    async def close(self) -> None:
        """Shut the door, after the hall has said goodbye."""
        self.leave()
        await self.listening.close()

    # Every request

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            self._threshold.check(request)
            return await handler(request)
        except TurnedAway as away:
            return self._turned_away(request, away)
        except TimeoutError:
            return self._turned_away(request, TurnedAway(408, "The request took too long."))
        except web.HTTPException as fault:
            sentence = _STATUSES.get(fault.status, "That was not understood.")
            return self._turned_away(request, TurnedAway(fault.status, sentence))
        except Exception as fault:  # noqa: BLE001 - one client's request must not reach others
            asked = f"{request.method} {line(request.raw_path[:60])}"
            what = f"sent a request that failed: {type(fault).__name__}"
            self.doorman.note(self._threshold.whose(request), what, asked)
            return self._turned_away(request, TurnedAway(500, _FAILED))

    def _turned_away(self, request: web.Request, away: TurnedAway) -> web.Response:
        if request.path.removeprefix(self._base).startswith(("/api/", "/static/")):
            reply = refused(away.status, away.sentence)
        else:
            reply = self._pages.refused(away.status, away.sentence)
        if away.wait:
            reply.headers["Retry-After"] = str(away.wait)
        return reply

    # Browsers

    async def _landing(self, request: web.Request) -> web.Response:
        seats = []
        for kept, token in _kept(request).items():
            place = self._lobby.place_of(token)
            if place is not None:
                seats.append(Kept(f"{self._base}/seat/{kept}", self._pages.called(place)))
        return self._pages.landing(seats)

    async def _join(self, request: web.Request) -> web.Response:
        form = await _form(request)
        # A personal link carries its code behind the "#", and may be pasted whole.
        code = form.get("code", "").rpartition("#")[2].strip()
        name = form.get("name", "")
        choice = form.get("choice", "anywhere").split(" ")
        address = self._threshold.whose(request)
        inside = False
        try:
            ticket = self.doorman.personal(code)
            if ticket is None:
                await self.doorman.check(code, address)
                inside = choice != ["anywhere"]
                if choice == ["choose"]:
                    return self._pages.choose(code=code, name=name)
                ticket = await self.doorman.seat(_wish(name, choice), address)
        except TurnedAway as away:
            show = self._pages.choose if inside else self._pages.landing
            return show(code=code, name=name, fault=away.sentence, status=away.status)
        return self._given(request, ticket)

    def _given(self, request: web.Request, ticket: Ticket) -> web.Response:
        home = f"{self._base}/"
        path = self._base or "/"
        kept = _kept(request)
        known = [one for one, token in kept.items() if token == ticket.token]
        name = known[0] if known else secrets.token_hex(3)
        reply = web.Response(status=303, headers={**STRICT, "Location": f"{home}seat/{name}"})
        for oldest in list(kept)[: max(0, len(kept) - _MOST_KEPT + 1)]:
            if oldest != name:
                reply.del_cookie(_COOKIE + oldest, path=path)
        reply.set_cookie(
            _COOKIE + name,
            ticket.token,
            max_age=_WEEK,
            path=path,
            httponly=True,
            samesite="Strict",
            secure=self._threshold.encrypted(request),
        )
        return reply

    async def _seat(self, request: web.Request) -> web.Response:
        kept = request.match_info["kept"]
        place = self._lobby.place_of(_kept(request).get(kept, ""))
        if place is None:
            raise TurnedAway(404, _NO_SEAT)
        projected = place.seat == PROJECTOR
        return self._pages.terminal(f"{self._base}/seat/{kept}/socket", projected=projected)

    async def _browsers_socket(self, request: web.Request) -> web.StreamResponse:
        self._need_upgrade(request)
        if "Origin" not in request.headers:
            raise TurnedAway(403, ELSEWHERE)
        return await self._sit(request, _kept(request).get(request.match_info["kept"], ""))

    # Programs

    async def _api_openings(self, request: web.Request) -> web.Response:
        asked = await _json(request)
        await self.doorman.check(asked.get("code", ""), self._threshold.whose(request))
        tables = [asdict(one) for one in self._lobby.openings()]
        return web.json_response({"title": self._lobby.title, "tables": tables}, headers=STRICT)

    async def _api_join(self, request: web.Request) -> web.Response:
        asked = await _json(request)
        code = asked.get("code", "").strip()
        address = self._threshold.whose(request)
        ticket = self.doorman.personal(code)
        if ticket is None:
            await self.doorman.check(code, address)
            words = {one: asked.get(one, "") for one in ("name", "table", "delegation", "role")}
            wish = Wish(**words, seat=asked.get("seat", ""), projector="projector" in asked)
            ticket = await self.doorman.seat(wish, address)
        place = ticket.place
        return web.json_response(
            {"token": ticket.token, "table": place.table, "seat": place.seat}, headers=STRICT
        )

    async def _programs_socket(self, request: web.Request) -> web.StreamResponse:
        self._need_upgrade(request)
        kind, _, token = request.headers.get("Authorization", "").partition(" ")
        return await self._sit(request, token.strip() if kind.lower() == "bearer" else "")

    # Sitting

    def _need_upgrade(self, request: web.Request) -> None:
        """A page or program that gets no line asks plainly, and so says that one is lost.

        Raises `TurnedAway`.
        """
        if new_socket().can_prepare(request):
            return
        self.doorman.note(self._threshold.whose(request), _NO_UPGRADE)
        raise TurnedAway(426, "This address is for a WebSocket.")

    async def _sit(self, request: web.Request, token: str) -> web.StreamResponse:
        address = self._threshold.whose(request)
        if len(self._open) >= _MOST_SOCKETS:
            raise TurnedAway(503, _FULL, 5)
        ws = new_socket()
        await ws.prepare(request)
        connection = SocketConnection(ws, browser="Origin" in request.headers)
        self._open.add(connection)
        try:
            place = self.doorman.admit(token, address)
            with self.doorman.looking(token, place, address):
                await serve(ws, connection, self._lobby, place, size_asked(request.query))
        except TurnedAway as away:
            # A browser shows a page no answer to its upgrade, only what a socket says.
            await connection.part(away.sentence, away.wait > 0, 1000)
        except Misbehaved as fault:
            self.doorman.note(address, f"was hung up on: {fault}")
            await connection.part(f"The host has hung up: {fault}.", fault.again, 1008)
        finally:
            self._open.discard(connection)
        return ws


def _kept(request: web.Request) -> dict[str, str]:
    """The seats that this browser has: tokens by the names they are kept under."""
    return {
        found[1]: token
        for name, token in request.cookies.items()
        if (found := _KEPT.fullmatch(name)) and len(token) <= 100
    }


async def _body(request: web.Request) -> bytes:
    async with asyncio.timeout(_PATIENCE):
        return await request.read()


async def _form(request: web.Request) -> dict[str, str]:
    if request.content_type != "application/x-www-form-urlencoded":
        raise TurnedAway(415, "This address takes a form.")
    try:
        given = parse_qs((await _body(request)).decode("utf-8", "replace"), max_num_fields=20)
    except ValueError:
        raise TurnedAway(400, "That form was not understood.") from None
    return {name: values[-1][:200] for name, values in given.items()}


async def _json(request: web.Request) -> Mapping[str, str]:
    """What a program said; texts only, of at most 200 characters."""
    try:
        said = json.loads(await _body(request))
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        raise TurnedAway(400, "This address takes one JSON object.")
    return {
        name: value[:200] if isinstance(value, str) else ""
        for name, value in said.items()
        if value not in (None, False)
    }


def _wish(name: str, choice: Sequence[str]) -> Wish:
    match choice:
        case ["sit", table, delegation]:
            return Wish(name, table, delegation)
        case ["take", table, seat]:
            return Wish(name, table, seat=seat)
        case ["watch", table, role]:
            return Wish(name, table, role=role)
        case ["projector", *table]:
            return Wish(name, "".join(table), projector=True)
    return Wish(name)
