"""A computer's addresses are ordered by whether people in the room can reach them."""

from __future__ import annotations

import socket

import pytest

from tabletop.errors import UnreadableInput
from tabletop.host.server import addresses
from tabletop.host.server.addresses import named, urls
from tabletop.host.server.networks import Interface, here, likeliest_first

WIFI = Interface("wlan0", "192.168.1.5")
CABLE = Interface("eth0", "10.1.2.3")
TUNNEL = Interface("work0", "10.8.0.2", tunnel=True)
TAILSCALE = Interface("tailscale0", "100.101.102.103")
DOCKER = Interface("docker0", "172.17.0.1")
UNASSIGNED = Interface("eth1", "169.254.7.7")
LOOPBACK = Interface("lo", "127.0.0.1")
SIX = Interface("wlan0", "2001:db8::5")


def test_a_vpn_that_is_up_comes_after_the_network_of_the_room() -> None:
    found = likeliest_first(
        [LOOPBACK, TUNNEL, DOCKER, UNASSIGNED, TAILSCALE, WIFI], outward=TUNNEL.address
    )
    assert found == (WIFI, TUNNEL, TAILSCALE, DOCKER, UNASSIGNED)


def test_of_several_networks_the_way_out_comes_first_and_all_are_told() -> None:
    assert likeliest_first([WIFI, CABLE], outward=CABLE.address) == (CABLE, WIFI)
    assert likeliest_first([WIFI, CABLE], outward=WIFI.address) == (WIFI, CABLE)


def test_ipv6_is_told_where_there_is_nothing_else() -> None:
    assert likeliest_first([SIX, WIFI]) == (WIFI,)
    assert likeliest_first([SIX, Interface("wlan0", "fe80::1"), LOOPBACK]) == (SIX,)


def test_this_computers_addresses_are_found() -> None:
    for one in here():
        assert not one.address.startswith("127.")
        with socket.socket(socket.AF_INET6 if ":" in one.address else socket.AF_INET) as probe:
            probe.bind((one.address, 0))


def test_a_chosen_address_is_told_first_and_the_others_after_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(addresses, "here", lambda: (WIFI, TUNNEL))
    told = urls(8000, lan=True, secure=False)
    assert [one.url for one in told] == ["http://192.168.1.5:8000", "http://10.8.0.2:8000"]
    assert "a VPN" in told[1].doubt and not told[0].doubt
    for chosen, doubt in (("10.8.0.2", False), ("10.9.9.9", True), ("laptop.local", False)):
        told = urls(8000, lan=True, secure=True, chosen=chosen)
        assert told[0].url == f"https://{chosen}:8000"
        assert bool(told[0].doubt) is doubt
        assert len({one.url for one in told}) == len(told) >= 2
    assert urls(80, lan=False, secure=False)[0].url == "http://localhost:80"


def test_an_address_may_be_typed_as_it_stands_in_a_url() -> None:
    assert named("[2001:db8::5]") == "2001:db8::5"


@pytest.mark.parametrize("typed", ["http://192.168.1.5", "192.168.1.5:80", "a b", "", "a/b"])
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(UnreadableInput, match="--address"):
        named(typed)
