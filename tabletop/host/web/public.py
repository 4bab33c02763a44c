"""The public address where it is not the door's own: the host is behind a proxy."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network
from urllib.parse import urlsplit

from tabletop.errors import UnreadableInput
from tabletop.text.safe import one_line

_PORTS = {"http": 80, "https": 443}
_PATH = re.compile(r"(/[A-Za-z0-9._~-]+)*")
_NAME = re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*")
_LOOPBACK = (IPv4Network("127.0.0.0/8"), IPv6Network("::1/128"))
_MOST_HOPS = 20

Network = IPv4Network | IPv6Network


@dataclass(frozen=True)
class PublicAddress:
    """Scheme, host with its port unless that is the default, and a path without a trailing slash.

    As people type it: `https://class.example.org/tabletop`.
    """

    scheme: str
    netloc: str
    path: str = ""

    def __str__(self) -> str:
        return f"{self.scheme}://{self.netloc}{self.path}"

    @property
    def secure(self) -> bool:
        return self.scheme == "https"

    @property
    def origin(self) -> str:
        """The origin of its pages, as browsers send it."""
        return f"{self.scheme}://{self.netloc}"

    @property
    def host(self) -> str:
        """The host name without a port."""
        return urlsplit(self.origin).hostname or ""


def public_address(typed: str) -> PublicAddress:
    """Return an address as `--public-url` takes it. Raises `UnreadableInput`."""
    shown = one_line(typed)[:80]
    try:
        parts = urlsplit(typed)
        port = parts.port
    except ValueError:
        raise UnreadableInput(_no_address(shown)) from None
    name = _ascii(parts.hostname or "")
    if parts.scheme not in _PORTS or not name or not typed.isprintable():
        raise UnreadableInput(_no_address(shown))
    if parts.query or parts.fragment or "@" in parts.netloc:
        raise UnreadableInput(_no_address(shown))
    path = parts.path.rstrip("/")
    if not _PATH.fullmatch(path) or {".", ".."} & set(path.split("/")):
        raise UnreadableInput(
            f"--public-url {shown}: its path may contain letters, digits, '-', '_' and '.', "
            "between slashes"
        )
    if path.endswith("/seat"):
        raise UnreadableInput(
            f"--public-url {shown}: paths that end in /seat are reserved for seats; choose "
            "another path"
        )
    host = f"[{name}]" if ":" in name else name
    usual = port is None or port == _PORTS[parts.scheme]
    return PublicAddress(parts.scheme, host if usual else f"{host}:{port}", path)


def _ascii(name: str) -> str:
    """Return a host name as browsers send it; empty when it can't be one."""
    if ":" in name:
        return name if _address(f"[{name}]") else ""
    try:
        coded = name.encode("idna").decode()
    except UnicodeError:
        return ""
    return coded if _NAME.fullmatch(coded) else ""


def _no_address(shown: str) -> str:
    return (
        f"--public-url takes the whole address that people type, such as "
        f"https://class.example.org/tabletop, not '{shown}'"
    )


class Proxies:
    """The proxies whose forwarding headers are trusted: addresses and networks."""

    def __init__(self, networks: Iterable[Network] = ()) -> None:
        self._networks = tuple(networks)

    def __bool__(self) -> bool:
        return bool(self._networks)

    @property
    def elsewhere(self) -> bool:
        """Whether one of them is on another computer."""
        return any(one not in _LOOPBACK for one in self._networks)

    def believe(self, address: str | None) -> bool:
        """Return whether this address is one of them."""
        found = _address(address or "")
        return found is not None and any(found in one for one in self._networks)

    def client(self, peer: str, hops: Sequence[str]) -> str:
        """Return who sent a request: `hops` are the addresses it came by, the nearest last.

        Each hop is the word of the one after it, so they count only as far back as trusted proxies
        go.
        """
        for hop in reversed(hops[-_MOST_HOPS:]):
            if not self.believe(peer) or _address(hop) is None:
                break
            peer = str(_address(hop))
        return peer


def proxies(typed: Iterable[str]) -> Proxies:
    """Return addresses and networks as `--proxy` takes them. Raises `UnreadableInput`."""
    found: list[Network] = []
    for one in typed:
        if one == "localhost":
            found += _LOOPBACK
            continue
        try:
            network = ipaddress.ip_network(one, strict=False)
        except ValueError:
            raise UnreadableInput(
                f"--proxy takes the address that the proxy connects from, such as 127.0.0.1, or "
                f"its network, such as 10.0.0.0/24, not '{one_line(one)[:60]}'"
            ) from None
        if not network.prefixlen:
            raise UnreadableInput(
                f"--proxy {one_line(one)[:60]} means everybody; name the proxy's own address: a "
                "trusted address can claim that requests come from anywhere"
            )
        # A proxy on this computer comes from either of its own addresses.
        found += _LOOPBACK if network.is_loopback else (network,)
    return Proxies(found)


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """Return an address as proxies write it, with or without a port."""
    text = text.strip().strip('"')
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        found = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is not None:
        return found.ipv4_mapped
    return found
