"""This computer's addresses, and which of them the people in the room can most likely reach."""

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
"""Between a provider and its customers (RFC 6598); on a computer it is a VPN's."""


@dataclass(frozen=True)
class Interface:
    """An address that this computer has, by the name of its network interface."""

    name: str
    address: str
    tunnel: bool = False
    """Does the system itself say that it leads to one other computer?"""

    @property
    def kind(self) -> NetworkKind:
        """A network that others may be in too, as far as a name and an address tell."""
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
    """Networks of the room, then what leads elsewhere; in each the `outward` address first.

    With a VPN up, `outward` is the VPN's: others in the room can't reach that. IPv6 only where
    there is nothing else, since nobody can type it.
    """
    usable = [one for one in found if not ipaddress.ip_address(one.address).is_loopback]
    four = [one for one in usable if ipaddress.ip_address(one.address).version == 4]
    among = four or [one for one in usable if one.kind != "unassigned"]
    return tuple(sorted(among, key=lambda one: (_KINDS.index(one.kind), one.address != outward)))


def here() -> tuple[Interface, ...]:
    """The addresses of this computer, the likeliest to be meant first; may be none."""
    # Only who lets a network in needs it.
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
    """The address that this computer would go out by; empty without a way out."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # Nothing is sent.
            probe.connect(("192.0.2.1", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return ""
