"""Checks on every request before anything else: whose it is, and whom it was meant for."""

from __future__ import annotations

from dataclasses import dataclass, field

from aiohttp import web

from tabletop.host.admission.doorman import Doorman, TurnedAway
from tabletop.host.web.callers import Caller, caller
from tabletop.host.web.origin import (
    for_the_public,
    for_this_computer,
    from_here,
    plainly_at_this_computer,
)
from tabletop.host.web.public import Proxies, PublicAddress, proxies
from tabletop.text.safe import one_line

ELSEWHERE = "This came from another site's page; please open the host's own address."
_ONLY_HERE = (
    "This host is open to its own computer only, as localhost; for others, start it with --lan, or "
    "behind a proxy with --public-url."
)
_BY_THE_PROXY = "Please use {address}; this address is for its proxy only."
_ANOTHER_SITE = (
    "sent a request from another site's page; if it is our own behind a proxy, give --public-url"
)
_THIS_COMPUTER = proxies(["localhost"])


@dataclass(frozen=True)
class DoorAddress:
    """Where a door is: `secure` says whether it is https itself.

    Without `lan`, requests must be meant for this computer or for the `public` address, where the
    door is behind a proxy. What `proxies` say about a request is trusted.
    """

    secure: bool = False
    lan: bool = True
    public: PublicAddress | None = None
    proxies: Proxies = field(default_factory=Proxies)

    @property
    def base(self) -> str:
        """The path that everything is below."""
        return "" if self.public is None else self.public.path


class Threshold:
    """Refuses requests, and logs what the person who set the host up should know."""

    def __init__(self, standing: DoorAddress, doorman: Doorman) -> None:
        self._standing = standing
        self._doorman = doorman

    def check(self, request: web.Request) -> Caller:
        """Return who sent it. Raises `TurnedAway` if it is not from one of our pages, or not for
        us.
        """
        here = self._standing
        meant = here.public is not None and for_the_public(request, here.public)
        who = caller(request, here.proxies, public=meant)
        if who.doubt:
            self._doorman.note(_peer(request), who.doubt)
        if not here.lan:
            self._check_way(request, meant, who.address)
        if not from_here(request, secure=here.secure, public=here.public):
            sent = f"Origin {request.headers.get('Origin', '-')}, Host {request.host}"
            self._doorman.note(who.address, _ANOTHER_SITE, one_line(sent)[:120])
            raise TurnedAway(403, ELSEWHERE)
        return who

    def _check_way(self, request: web.Request, meant: bool, address: str) -> None:
        here = self._standing
        passed_on = here.public is not None and here.proxies.believe(request.remote)
        if here.proxies.elsewhere and not (
            here.proxies.believe(request.remote) or _THIS_COMPUTER.believe(request.remote)
        ):
            self._doorman.note(_peer(request), "came past the proxy that --proxy names")
            told = str(here.public or "the proxy's address")
            raise TurnedAway(403, _BY_THE_PROXY.format(address=told))
        if not (meant or passed_on or for_this_computer(request)):
            self._doorman.note(address, "asked for another computer")
            raise TurnedAway(403, _ONLY_HERE)

    def whose(self, request: web.Request) -> str:
        """Return who sent it, as far as limits are concerned."""
        return caller(request, self._standing.proxies).address

    def encrypted(self, request: web.Request) -> bool:
        """Return whether the browser comes by https, so that its cookies need travel
        no other way.
        """
        here = self._standing
        if here.public is not None:
            return here.public.secure and not plainly_at_this_computer(request)
        return here.secure or caller(request, here.proxies).secure is True


def _peer(request: web.Request) -> str:
    """Return the address of the connection it came by."""
    return one_line(request.remote or "unknown")
