"""Where a door is: its sockets, bound before anything else is done, and how people find them."""

from __future__ import annotations

import errno
import socket
import ssl
from pathlib import Path

from tabletop.errors import UnreadableInput


def bind(port: int, *, lan: bool, option: str = "--port") -> list[socket.socket]:
    """Sockets on a port (0: any free one) of this computer, or with `lan` of its network.

    Raises `UnreadableInput`, which names the `option` that gives another port.
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
        # "localhost" is either of them, and browsers ask this one first.
        return [first, _listening(("::1", first.getsockname()[1]), socket.AF_INET6)]
    except OSError:
        return [first]


def _listening(
    address: tuple[str, int], family: socket.AddressFamily = socket.AF_INET, *, both: bool = False
) -> socket.socket:
    found = socket.create_server(address, family=family, backlog=512, dualstack_ipv6=both)
    found.setblocking(False)
    return found


def urls(port: int, *, lan: bool, secure: bool) -> tuple[str, ...]:
    """Where people find a port, the likeliest first."""
    scheme = "https" if secure else "http"
    names = _names() if lan else ("localhost",)
    return tuple(f"{scheme}://{name}:{port}" for name in names)


def _names() -> tuple[str, ...]:
    """This computer's addresses as its network knows them."""
    found = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # Nothing is sent: it tells which address would be used to go out.
            probe.connect(("192.0.2.1", 9))
            found.append(probe.getsockname()[0])
        except OSError:
            found.clear()
    try:
        known = socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
        found += [str(one[4][0]) for one in known]
    except OSError:
        pass
    usable = tuple(one for one in dict.fromkeys(found) if not one.startswith("127."))
    return usable or (socket.gethostname(),)


def certificate(cert: Path | None, key: Path | None) -> ssl.SSLContext | None:
    """TLS with a given certificate; None without. Raises `UnreadableInput`."""
    if cert is None and key is None:
        return None
    if cert is None or key is None:
        raise UnreadableInput("--tls-cert and --tls-key go together")
    for path, what in ((cert, "certificate"), (key, "key")):
        try:
            path.read_bytes()
        except OSError as fault:
            raise UnreadableInput(
                f"the TLS {what} {path} can't be read: {fault.strerror}"
            ) from None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    try:
        context.load_cert_chain(cert, key, password=_no_password)
    except (ssl.SSLError, ValueError, _LockedKey) as fault:
        why = (
            "the key is locked with a password; give one without"
            if isinstance(fault, _LockedKey)
            else "one of them is no PEM file, or they don't belong together"
        )
        raise UnreadableInput(f"{cert} and {key} can't be used for TLS: {why}") from None
    return context


class _LockedKey(Exception):
    """The key wants a password, and nobody is asked for one."""


def _no_password() -> str:
    raise _LockedKey
