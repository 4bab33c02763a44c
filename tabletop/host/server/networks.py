"""This computer's addresses, and which of them people in the room can most likely reach."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

NetworkKind = Literal["network", "vpn", "virtual", "unassigned"]

_KINDS: tuple[NetworkKind, ...] = ("network", "vpn", "virtual", "unassigned")
_TUNNELS = ("tun", "tap", "utun", "wg", "ppp", "ipsec", "tailscale", "zt", "nordlynx", "proton")
_INSIDE = (
    "docker",
    "br-",
    "bridge",
    "veth",
    "virbr",
    "vmnet",
    "vboxnet",
    "lxc",
    "lxd",
    "incus",
    "podman",
    "cni",
    "flannel",
)
_SHARED = ipaddress.ip_network("100.64.0.0/10")
"""Carrier-grade NAT (RFC 6598); on a computer it belongs to a VPN."""


@dataclass(frozen=True)
class Interface:
    """An address that this computer has, with the name of its network interface."""

    name: str
    address: str
    tunnel: bool = False
    """Whether the system itself says that it is a point-to-point link."""

    @property
    def kind(self) -> NetworkKind:
        """The kind of network, as far as its name and address tell."""
        found = ipaddress.ip_address(self.address)
        if found.is_link_local:
            return "unassigned"
        name = self.name.lower()
        if name.startswith(_INSIDE):
            return "virtual"
        if self.tunnel or name.startswith(_TUNNELS) or (found.version == 4 and found in _SHARED):
            return "vpn"
        return "network"


def likeliest_first(found: Iterable[Interface], outward: str = "") -> tuple[Interface, ...]:
    """Sort networks of the room first, then those that lead elsewhere; in each the `outward`
    address first.

    With a VPN up, `outward` is the VPN's, which others in the room can't reach. IPv6 only where
    there is nothing else, since nobody can type it.
    """
    usable = [one for one in found if not ipaddress.ip_address(one.address).is_loopback]
    four = [one for one in usable if ipaddress.ip_address(one.address).version == 4]
    among = four or [one for one in usable if one.kind != "unassigned"]
    return tuple(sorted(among, key=lambda one: (_KINDS.index(one.kind), one.address != outward)))


def here() -> tuple[Interface, ...]:
    """Return the addresses of this computer, the likeliest first; may be empty."""
    # Only hosts open to a network need it.
    import psutil

    states = psutil.net_if_stats()
    found = [
        Interface(name, one.address.partition("%")[0], "pointopoint" in states[name].flags)
        for name, addresses in psutil.net_if_addrs().items()
        if name in states and states[name].isup
        for one in addresses
        if one.family in (socket.AF_INET, socket.AF_INET6)
    ]
    return likeliest_first(found, _outward())


def _outward() -> str:
    """Return the address that this computer would use to go out; empty when it is offline."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # No packet is sent.
            probe.connect(("192.0.2.1", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return ""
