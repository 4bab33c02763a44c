"""Check whose page sent a request, and which address it was meant for."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from aiohttp import web

from tabletop.host.web.public import PublicAddress

ASKED_ANEW = "window"
"""How a page that found itself in no frame asks for itself: our `framed.js` sends this."""
_FRAMES = ("iframe", "frame", "embed", "object", "fencedframe")


def from_here(request: web.Request, *, secure: bool, public: PublicAddress | None = None) -> bool:
    """Return whether one of our own pages sent it, or no page at all.

    Our pages are at the `public` address, whatever name a proxy asks for, and at the one that was
    asked for. A host with a certificate has no page that came without one. A host without may be
    behind a proxy that has one.
    """
    origin = request.headers.get("Origin")
    if origin is None:
        return request.method == "GET" or request.headers.get("Sec-Fetch-Site") in {
            None,
            "same-origin",
            "none",
        }
    if public is not None and origin.lower() == public.origin.lower():
        return True
    try:
        sent_by = urlsplit(origin)
    except ValueError:
        return False
    schemes = {"https"} if secure else {"http", "https"}
    return sent_by.scheme in schemes and sent_by.netloc.lower() == request.host.lower()


def for_the_public(request: web.Request, public: PublicAddress) -> bool:
    """Return whether it was meant for the public address; a proxy may pass the name on with or
    without a port.
    """
    return _name(request) == public.host or request.headers.get("Origin") == public.origin


def framed(request: web.Request, base: str) -> bool:
    """Return whether the browser says that a page is to be shown inside another.

    Browsers say so over https, and on this computer.
    """
    wanted_for = request.headers.get("Sec-Fetch-Dest")
    return wanted_for in _FRAMES and _is_page(request, base)


def unsure(request: web.Request, public: PublicAddress | None = None) -> bool:
    """Return whether another site's page may be framing it without the browser saying so.

    By plain http a browser says only which page led here, as for any link: what may be in a frame
    finds that out by itself, and asks again as our own page if it is not.
    """
    led = request.headers.get("Referer", "")
    said = "Sec-Fetch-Dest" in request.headers or "Upgrade" in request.headers
    if request.method != "GET" or said or not led or ASKED_ANEW in request.query:
        return False
    try:
        there = urlsplit(led).netloc.lower()
    except ValueError:
        return False
    ours = {request.host.lower(), public.netloc.lower() if public is not None else ""}
    base = public.path if public is not None else ""
    return there not in ours and _is_page(request, base)


def _is_page(request: web.Request, base: str) -> bool:
    path = request.path.removeprefix(base)
    return not path.startswith(("/static/", "/api/")) and not path.endswith("/socket")


def for_this_computer(request: web.Request) -> bool:
    """Return whether the address asked for can only mean this computer.

    Another site may point its own name at this computer (DNS rebinding), and its page then sends
    requests here as if they were its own. On a network this can't be told: the names by which
    others know this computer are unknown to it. There the join code keeps strangers out, and no
    browser sends another name's page the cookies that were set for ours.
    """
    name = _name(request)
    try:
        return name == "localhost" or ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def plainly_at_this_computer(request: web.Request) -> bool:
    """Return whether a page says that it came by plain http from this very computer, past any
    proxy: a browser would keep no cookie for it that travels encrypted only.
    """
    origin = request.headers.get("Origin", "").lower()
    return origin == f"http://{request.host.lower()}" and for_this_computer(request)


def _name(request: web.Request) -> str:
    """Return the host name that was asked for, as the request has it."""
    try:
        return urlsplit(f"//{request.host}").hostname or ""
    except ValueError:
        return ""
