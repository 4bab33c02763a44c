"""The seats that a browser keeps: a cookie for each, which scripts can't read."""

from __future__ import annotations

import re
from collections.abc import Callable

from aiohttp import web

from tabletop.host.admission.tokens import hashed
from tabletop.host.web.origin import for_this_computer

_SEAT = "tabletop-"
_KEPT = re.compile(rf"{_SEAT}([a-z0-9]{{6}})")
_TRIED_OUT = "tabletop"
"""Set with the start page: a browser that does not send it back keeps no cookies."""
_WEEK = 7 * 24 * 3600
_MOST_KEPT = 12
"""The most seats that one browser keeps; the oldest goes."""


class Cookies:
    """Below the path `base`; `encrypted` says whether the browser came by https."""

    def __init__(self, base: str, encrypted: Callable[[web.Request], bool]) -> None:
        self._path = base or "/"
        self._encrypted = encrypted

    def kept(self, request: web.Request) -> dict[str, str]:
        """Return tokens by the names that they are kept under."""
        return {
            found[1]: token
            for name, token in request.cookies.items()
            if (found := _KEPT.fullmatch(name)) and len(token) <= 100
        }

    def try_out(self, request: web.Request, reply: web.Response) -> None:
        """Set a cookie to see whether the browser sends it back.

        It is no secret: at this computer's own name, where nothing says yet whether a page comes by
        plain http, it may travel by that too.
        """
        if not self.come_back(request):
            secure = self._encrypted(request) and not for_this_computer(request)
            self._set(reply, _TRIED_OUT, "yes", secure=secure)

    def come_back(self, request: web.Request) -> bool:
        """Return whether the browser keeps cookies."""
        return _TRIED_OUT in request.cookies or bool(self.kept(request))

    def name_for(self, request: web.Request, token: str) -> str:
        """Return the name that a token is kept under; always the same."""
        known = (one for one, kept in self.kept(request).items() if kept == token)
        return next(known, hashed(f"kept as {token}")[:6])

    def keep(self, request: web.Request, reply: web.Response, name: str, token: str) -> None:
        """Have the browser keep a token."""
        kept = self.kept(request)
        for oldest in list(kept)[: max(0, len(kept) - _MOST_KEPT + 1)]:
            if oldest != name:
                reply.del_cookie(_SEAT + oldest, path=self._path)
        self._set(reply, _SEAT + name, token, secure=self._encrypted(request))

    def _set(self, reply: web.Response, name: str, value: str, *, secure: bool) -> None:
        # Lax: somebody who follows a link from a course page or an e-mail brings their seat along.
        # Forms and sockets from elsewhere are refused by their origin.
        reply.set_cookie(
            name,
            value,
            max_age=_WEEK,
            path=self._path,
            httponly=True,
            samesite="Lax",
            secure=secure,
        )
