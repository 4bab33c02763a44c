"""Where a door is: its sockets, bound before anything else is done, and how people find them."""

from __future__ import annotations

import errno
import ipaddress
import re
import socket
import ssl
from dataclasses import dataclass
from pathlib import Path

from tabletop.errors import UnreadableInput
from tabletop.files import read_file
from tabletop.host.server.networks import NetworkKind, here
from tabletop.text.safe import one_line

_NAME = re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*")


def bind(port: int, *, lan: bool, option: str = "--port") -> list[socket.socket]:
    """Return sockets on a port (0: any free one) of this computer, or with `lan` of its network.

    Raises `UnreadableInput`, naming the `option` that sets another port.
    """
    try:
        if not lan:
            return _loopback(port)
        if socket.has_dualstack_ipv6():
            return [_listening(("::", port), socket.AF_INET6, both=True)]
        return [_listening(("0.0.0.0", port))]  # noqa: S104 - it was asked for
    except PermissionError:
        raise UnreadableInput(
            f"port {port} is for privileged programs; choose one above 1023 with {option}"
        ) from None
    except OSError as fault:
        if fault.errno == errno.EADDRINUSE:
            raise UnreadableInput(
                f"port {port} is taken by another program; choose another with {option}"
            ) from None
        raise UnreadableInput(f"port {port} can't be used: {fault.strerror}") from None


def _loopback(port: int) -> list[socket.socket]:
    first = _listening(("127.0.0.1", port))
    try:
        # "localhost" may mean either of them, and browsers try this one first.
        return [first, _listening(("::1", first.getsockname()[1]), socket.AF_INET6)]
    except OSError:
        return [first]


def _listening(
    address: tuple[str, int], family: socket.AddressFamily = socket.AF_INET, *, both: bool = False
) -> socket.socket:
    found = socket.create_server(address, family=family, backlog=512, dualstack_ipv6=both)
    found.setblocking(False)
    return found


@dataclass(frozen=True)
class FoundAddress:
    """An address where people find a host: `through` which interface, and any doubt about it."""

    url: str
    through: str = ""
    doubt: str = ""


_DOUBTS: dict[NetworkKind, str] = {
    "network": "",
    "vpn": "{name}: a VPN",
    "virtual": "{name}: only within this computer",
    "unassigned": "{name}: not on a network",
}
_LARGEST_PEM = 1_000_000
_NOT_OURS = "this computer has no such address: make sure that it leads here"


def urls(
    port: int, *, lan: bool, secure: bool, chosen: str | None = None
) -> tuple[FoundAddress, ...]:
    """Return where people find a port, the likeliest first, or the name or address
    that was chosen.
    """
    scheme = "https" if secure else "http"

    def found(name: str, through: str = "", doubt: str = "") -> FoundAddress:
        host = f"[{name}]" if ":" in name else name
        return FoundAddress(f"{scheme}://{host}:{port}", through, doubt)

    if not lan:
        return (found("localhost"),)
    ours = here()
    told = [found(one.address, one.name, _DOUBTS[one.kind].format(name=one.name)) for one in ours]
    told = told or [found(socket.gethostname())]
    if chosen is not None:
        own = {one.address for one in ours}
        elsewhere = _is_address(chosen) and chosen not in own
        first = found(chosen, doubt=_NOT_OURS if elsewhere else "")
        told = [first, *(one for one in told if one.url != first.url)]
    return tuple(told)


def named(typed: str) -> str:
    """Return a name or an address as `--address` takes it. Raises `UnreadableInput`."""
    name = typed.strip("[]")
    if not (_is_address(name) or _NAME.fullmatch(name)):
        raise UnreadableInput(
            f"--address takes one of this computer's addresses or its name, such as 192.168.1.5, "
            f"not '{one_line(typed)[:60]}'"
        )
    return name


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def certificate(cert: Path | None, key: Path | None) -> ssl.SSLContext | None:
    """Return TLS with the given certificate; None without. Raises `UnreadableInput`."""
    if cert is None and key is None:
        return None
    if cert is None or key is None:
        raise UnreadableInput("--tls-cert and --tls-key go together")
    for path, what in ((cert, "certificate"), (key, "key")):
        read_file(path, _LARGEST_PEM, f"the {what} as a PEM file")
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    # Of TLS 1.2 only ciphers with forward secrecy and no known weakness: every browser of the last
    # ten years has them.
    context.set_ciphers("ECDHE+AESGCM:ECDHE+CHACHA20")
    try:
        context.load_cert_chain(cert, key, password=_no_password)
    except (ssl.SSLError, ValueError, _LockedKey) as fault:
        why = (
            "the key is protected by a password; give one without"
            if isinstance(fault, _LockedKey)
            else "one of them is not a PEM file, or they don't belong together"
        )
        raise UnreadableInput(f"{cert} and {key} can't be used for TLS: {why}") from None
    return context


class _LockedKey(Exception):
    """The key needs a password, and nobody is asked for one."""


def _no_password() -> str:
    raise _LockedKey
