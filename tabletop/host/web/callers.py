"""Find out who sent a request, which a proxy may have passed on."""

from __future__ import annotations

from dataclasses import dataclass

from aiohttp import web

from tabletop.host.admission.rate_limit import neighbourhood
from tabletop.host.web.public import Proxies

_TWO_WORDS = (
    "passed on X-Forwarded-For and Forwarded, which differ: it should drop what clients send"
)
_SILENT = "passed on no X-Forwarded-For: all who come through it count as one address"
_NOT_BELIEVED = "sent {header}, which is believed only of the address that --proxy names"


@dataclass(frozen=True)
class Caller:
    """A client by its `address`, as `neighbourhood` gives it.

    `passed_on` says that a proxy named it. `secure` is what a proxy says about the connection to
    it: None if it says nothing. `doubt` is what the person who set up the proxy should know.
    """

    address: str
    passed_on: bool = False
    secure: bool | None = None
    doubt: str = ""


def caller(request: web.Request, proxies: Proxies, *, public: bool = False) -> Caller:
    """Return who sent a request; `public`: it was certainly meant for the public address."""
    peer = request.remote or ""
    listed = [
        one.strip()
        for value in request.headers.getall("X-Forwarded-For", ())
        for one in value.split(",")
    ]
    forwarded = [one["for"] for one in request.forwarded if "for" in one]
    if not proxies.believe(peer):
        header = "X-Forwarded-For" if listed else "Forwarded" if forwarded else ""
        return Caller(
            neighbourhood(peer), doubt=_NOT_BELIEVED.format(header=header) if header else ""
        )
    secure = _secure(request)
    told = {proxies.client(peer, hops) for hops in (listed, forwarded) if hops}
    if len(told) > 1:
        # A proxy writes one of them; the other is the client's own, and may say anything.
        return Caller(neighbourhood(peer), secure=secure, doubt=_TWO_WORDS)
    if not told:
        return Caller(neighbourhood(peer), secure=secure, doubt=_SILENT if public else "")
    return Caller(neighbourhood(told.pop()), passed_on=True, secure=secure)


def _secure(request: web.Request) -> bool | None:
    """Return whether the client came to the proxy by https. Only the nearest proxy's
    word counts.
    """
    said = request.headers.getall("X-Forwarded-Proto", ())
    nearest = said[-1].rpartition(",")[2] if said else ""
    if not nearest and request.forwarded:
        nearest = request.forwarded[-1].get("proto", "")
    nearest = nearest.strip().lower()
    return nearest == "https" if nearest in {"http", "https"} else None
