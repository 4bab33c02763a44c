"""The web door: the routes for browsers and for programs."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from functools import partial
from socket import socket
from ssl import SSLContext
from urllib.parse import parse_qs
from weakref import WeakSet

from aiohttp import web

from tabletop.errors import NotAllowed, StorageFailed
from tabletop.host.admission.doorman import LONGEST_CODE, Doorman, TurnedAway
from tabletop.host.admission.lobby import PROJECTOR, Lobby, Ticket
from tabletop.host.admission.seat_request import SeatRequest
from tabletop.host.admission.wishes import Wishes, wish_of
from tabletop.host.web.cookies import Cookies
from tabletop.host.web.listening import Listening
from tabletop.host.web.origin import framed, unsure
from tabletop.host.web.pages import Kept, Pages
from tabletop.host.web.replies import STRICT, Statics, refused
from tabletop.host.web.socket import (
    Misbehaved,
    SocketConnection,
    new_socket,
    serve,
    size_asked,
    speaks_ours,
)
from tabletop.host.web.taken import OpenPages
from tabletop.host.web.threshold import ELSEWHERE, DoorAddress, Threshold
from tabletop.text.safe import one_line

_ANEW = ("anywhere", "sit")
"""Choices that lead to a seat that nobody has had."""
_ANOTHER = ("too", "instead")
"""Possible answers of somebody with a seat to whether they want another one."""
_FIELDS = frozenset(("code", "name", "table", "delegation", "role", "seat", "wish", "projector"))
"""The fields that a program may send; others are ignored."""
_MOMENT = 3.0
"""Seconds that a window may be on its way to a seat while another window of its browser sits."""
_LARGEST_BODY = 8_192
_MOST_SOCKETS = 1_500
_PATIENCE = 10
"""Seconds that a request's body may take."""
_NO_UPGRADE = (
    "asked for its connection to a seat without a WebSocket: a proxy or network between drops "
    "Upgrade; "
    "docs/behind-a-proxy.md says what it needs"
)
_NO_SEAT = "This browser has no seat there."
_FULL = "The host is full just now; please try again in a moment."
_FAILED = "Something failed at the host, and it has noted it; please try again."
_SPOILED = "The request's encoding is not what it says; please try again."
_STATUSES = {
    404: "There is no such page here.",
    405: "This page does not allow that.",
    413: "That is too much for this page.",
}

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class WebDoor:
    """Serves a lobby. `address` is the one people are told; all pages are below its path.

    `standing` says what the door may assume about its own address and its clients.
    """

    def __init__(self, lobby: Lobby, address: str, standing: DoorAddress | None = None) -> None:
        self._lobby = lobby
        here = standing or DoorAddress()
        self._base = here.base
        self._public = here.public
        self.doorman = Doorman(lobby)
        self._threshold = Threshold(here, self.doorman)
        statics = Statics(f"{self._base}/static")
        self._pages = Pages(lobby, address, self._base, statics)
        self._wishes = Wishes()
        self._cookies = Cookies(self._base, self._threshold.encrypted)
        self._freeing: set[asyncio.Task[None]] = set()
        self._open: WeakSet[SocketConnection] = WeakSet()
        self._taken = OpenPages()
        app = web.Application(client_max_size=_LARGEST_BODY, middlewares=[self._guard])
        # A proxy may pass the path on in full, or without the prefix of ours.
        for base in dict.fromkeys(("", self._base)):
            app.add_routes(self._routes(base, statics))
        if self._base:
            app.add_routes([web.get(self._base, self._landing)])
        self.listening = Listening(app, self.doorman.note, address, proxies=here.proxies)

    def _routes(self, base: str, statics: Statics) -> list[web.RouteDef]:
        seat = f"{base}/seat/{{kept:[a-z0-9]{{6}}}}"
        return [
            web.get(f"{base}/", self._landing),
            web.get(f"{base}/seat", self._landing),
            web.post(f"{base}/join", self._join),
            web.get(seat, self._seat),
            web.get(f"{base}/seat/socket", self._secrets_socket),
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
        """Let nobody in any more, and tell those here to reconnect by themselves: the host is going
        down.
        """
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
            self.listening.came_by(request, self._threshold.check(request))
            if framed(request, self._base) or unsure(request, self._public):
                return self._pages.framed()
            return await handler(request)
        except TurnedAway as away:
            return self._turned_away(request, away)
        except web.RequestPayloadError:
            reply = self._turned_away(request, TurnedAway(400, _SPOILED))
            # Where the next request begins can't be known.
            reply.force_close()
            return reply
        except TimeoutError:
            return self._turned_away(request, TurnedAway(408, "The request took too long."))
        except web.HTTPException as fault:
            sentence = _STATUSES.get(fault.status, "That was not understood.")
            return self._turned_away(request, TurnedAway(fault.status, sentence))
        except Exception as fault:
            # One client's request must not affect others.
            if request.transport is None and isinstance(fault, ConnectionError):
                # A client that hangs up in the middle wants no answer, and nothing failed here.
                raise
            asked = f"{request.method} {one_line(request.raw_path[:60])}"
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
        reply = self._pages.landing(self._seats(request))
        self._cookies.try_out(request, reply)
        return reply

    def _seats(self, request: web.Request) -> list[Kept]:
        """Return the places that this browser has, to go back to."""
        found = []
        for kept, token in self._cookies.kept(request).items():
            place = self._lobby.place_of(token)
            if place is not None:
                code = self._lobby.return_code(token)
                path = f"{self._base}/seat/{kept}"
                found.append(Kept(path, self._pages.called(place), code))
        return found

    async def _join(self, request: web.Request) -> web.Response:
        form = await _form(request)
        # A personal link carries its secret after the "#", and may be pasted whole.
        code = form["code"] = form.get("code", "").rpartition("#")[2].strip()
        choice = form.get("choice", "anywhere").split(" ")
        address = self._threshold.whose(request)
        inside = False
        try:
            ticket = self._in_this_browser(request, code)
            ticket = ticket or await self.doorman.personal(code, address)
            if ticket is None:
                await self.doorman.check(code, address)
                inside = choice != ["anywhere"]
                if choice == ["choose"]:
                    return self._pages.choose(form)
                sent = wish_of(form.get("wish", ""), form.get("name", ""))
                own = [one for one in self._seats(request) if one.code]
                sent_before = self._sent_before(sent)
                asks = form.get("another") not in _ANOTHER and not sent_before
                if own and asks and choice[0] != "projector":
                    return self._pages.another(own, form)
                if (
                    asks
                    and choice[0] in _ANEW
                    and (away := self._lobby.away_as(form.get("name", "")))
                ):
                    return self._pages.known(away, form)
                wish = _wish(form.get("name", ""), choice)
                ticket = await self._wishes.grant(sent, partial(self.doorman.seat, wish, address))
                if form.get("another") == "instead" and not sent_before:
                    await self._give_up(request)
        except TurnedAway as away:
            if inside:
                return self._pages.choose(form, fault=away.sentence, status=away.status)
            return self._pages.landing(
                self._seats(request),
                # Nobody should read a personal secret on a screen.
                code="" if len(code) > LONGEST_CODE else code,
                name=form.get("name", ""),
                fault=away.sentence,
                status=away.status,
            )
        return self._given(request, ticket)

    def _in_this_browser(self, request: web.Request, code: str) -> Ticket | None:
        """Return the seat that a personal link or a return code opens, if this browser has it
        already.
        """
        place = self._lobby.link_place(code) or self._lobby.place_of(code)
        if place is None or place.shared:
            return None
        for token in self._cookies.kept(request).values():
            if self._lobby.place_of(token) == place:
                return Ticket(token, place)
        return None

    def _sent_before(self, wish: str) -> bool:
        """Return whether this very request was sent before by the same person, and its seat still
        exists.
        """
        task = self._wishes.granted(wish)
        if task is None or not task.done() or task.cancelled() or task.exception() is not None:
            return task is not None
        if self._lobby.place_of(task.result().token) is not None:
            return True
        self._wishes.forget(wish)
        return False

    async def _give_up(self, request: web.Request) -> None:
        """Free the seats that this browser had."""
        for token in self._cookies.kept(request).values():
            if self._lobby.return_code(token):
                await self._lobby.give_back(token)

    def _given(self, request: web.Request, ticket: Ticket) -> web.Response:
        name = self._cookies.name_for(request, ticket.token)
        reply: web.Response
        if self._cookies.come_back(request):
            headers = {**STRICT, "Location": f"{self._base}/seat/{name}#new"}
            reply = web.Response(status=303, headers=headers)
        else:
            reply = self._pages.terminal(
                f"{self._base}/seat/socket",
                projected=ticket.place.seat == PROJECTOR,
                back=self._lobby.return_code(ticket.token),
                secret=ticket.token,
            )
        self._cookies.keep(request, reply, name, ticket.token)
        return reply

    async def _seat(self, request: web.Request) -> web.Response:
        kept = request.match_info["kept"]
        token = self._cookies.kept(request).get(kept, "")
        place = self._lobby.place_of(token)
        if place is None:
            return self._pages.refused(404, _NO_SEAT, back=True)
        return self._pages.terminal(
            f"{self._base}/seat/{kept}/socket",
            projected=place.seat == PROJECTOR,
            back=self._lobby.return_code(token),
        )

    async def _browsers_socket(self, request: web.Request) -> web.StreamResponse:
        self._need_upgrade(request)
        if "Origin" not in request.headers:
            raise TurnedAway(403, ELSEWHERE)
        kept = self._cookies.kept(request)
        token = kept.pop(request.match_info["kept"], "")
        if self._lobby.place_of(token) is not None:
            self._sits_elsewhere(tuple(kept.values()))
        return await self._sit(request, token)

    async def _secrets_socket(self, request: web.Request) -> web.StreamResponse:
        """Handle a browser without cookies: a script can send a secret in no other header."""
        self._need_upgrade(request)
        if "Origin" not in request.headers:
            raise TurnedAway(403, ELSEWHERE)
        named = request.headers.get("Sec-WebSocket-Protocol", "").split(",")
        return await self._sit(request, named[-1].strip() if len(named) > 1 else "")

    def _sits_elsewhere(self, others: Sequence[str]) -> None:
        """Release the unused seats of a browser that now sits down.

        After a moment: another window of it may be on its way to one of them.
        """

        async def free() -> None:
            await asyncio.sleep(_MOMENT)
            for token in others:
                with suppress(NotAllowed, StorageFailed):
                    await self._lobby.give_back(token, unused=True)

        if any(self._lobby.unused(one) for one in others):
            freeing = asyncio.get_running_loop().create_task(free())
            self._freeing.add(freeing)
            freeing.add_done_callback(self._freeing.discard)

    # Programs

    async def _api_openings(self, request: web.Request) -> web.Response:
        asked = await _json(request)
        await self.doorman.check(asked.get("code", ""), self._threshold.whose(request))
        tables = [asdict(one) for one in self._lobby.openings()]
        return web.json_response({"title": self._lobby.title, "tables": tables}, headers=STRICT)

    async def _api_join(self, request: web.Request) -> web.Response:
        asked = await _json(request)
        code = asked.get("code", "").rpartition("#")[2].strip()
        address = self._threshold.whose(request)
        ticket = await self.doorman.personal(code, address)
        if ticket is None:
            await self.doorman.check(code, address)
            words = {one: asked.get(one, "") for one in ("name", "table", "delegation", "role")}
            wish = SeatRequest(**words, seat=asked.get("seat", ""), projector="projector" in asked)
            sent = wish_of(asked.get("wish", ""), wish.name)
            self._sent_before(sent)
            ticket = await self._wishes.grant(sent, partial(self.doorman.seat, wish, address))
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
        """Refuse a plain request for a socket, and note that connections fail on the way.

        Raises `TurnedAway`.
        """
        if not speaks_ours(request.headers.get("Sec-WebSocket-Protocol")):
            raise TurnedAway(400, "This address is for Tabletop's own WebSocket.")
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
                size = size_asked(request.query)
                taken = self._taken.of(place, request.query.get("page", ""))
                await serve(ws, connection, self._lobby, place, size, taken)
        except TurnedAway as away:
            # A browser does not show a page the answer to its upgrade, only what a socket says.
            await connection.part(away.sentence, away.wait > 0, 1000)
        except Misbehaved as fault:
            self.doorman.note(address, f"was disconnected: {fault}")
            await connection.part(f"The host has disconnected you: {fault}.", fault.again, 1008)
        finally:
            self._open.discard(connection)
        return ws


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
    """Return what a program sent, texts of at most 200 characters; of true values only the name.

    Raises `TurnedAway` for a value of another type: without it the rest would be another request.
    """
    try:
        said = json.loads(await _body(request))
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        raise TurnedAway(400, "This address takes one JSON object.")
    asked: dict[str, str] = {}
    for name in _FIELDS & said.keys():
        match name, said[name]:
            case _, None | False:
                pass
            case "projector", True:
                asked[name] = ""
            case "projector", _:
                raise TurnedAway(400, '"projector" takes true or false.')
            case _, str(text):
                asked[name] = text[:200]
            case _:
                raise TurnedAway(400, f'"{name}" takes a text in quotes.')
    return asked


def _wish(name: str, choice: Sequence[str]) -> SeatRequest:
    match choice:
        case ["sit", table, delegation]:
            return SeatRequest(name, table, delegation)
        case ["sit", table, delegation, role]:
            return SeatRequest(name, table, delegation, role)
        case ["take", table, seat]:
            return SeatRequest(name, table, seat=seat)
        case ["watch", table, role]:
            return SeatRequest(name, table, role=role)
        case ["projector", *table]:
            return SeatRequest(name, "".join(table), projector=True)
    return SeatRequest(name)
