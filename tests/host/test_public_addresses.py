"""The addresses that people type, a host's public one and its proxies': what is meant by each."""

from __future__ import annotations

import pytest

from tabletop.client.joining import Address
from tabletop.errors import UnreadableInput
from tabletop.host.web.public import proxies, public_address


@pytest.mark.parametrize(
    ("typed", "base"),
    [
        ("https://hall.test/tabletop", "https://hall.test/tabletop"),
        ("https://hall.test/tabletop/#ABC-DEFG", "https://hall.test/tabletop"),
        ("https://hall.test/tabletop/seat#TOKEN", "https://hall.test/tabletop"),
        ("https://hall.test/seat/abc123", "https://hall.test"),
        ("hall.test:8000", "http://hall.test:8000"),
        ("https://hall.test/my/seat/", "https://hall.test/my"),
    ],
)
def test_what_is_copied_from_a_browser_is_an_address_too(typed: str, base: str) -> None:
    assert Address(typed).base == base


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("class.example.org", "whole address"),
        ("ftp://class.example.org", "whole address"),
        ("https://", "whole address"),
        ("https://a b/", "whole address"),
        ("https://class.example.org/?a=b", "whole address"),
        ("https://me@class.example.org/", "whole address"),
        ("https://class.example.org/a//b", "path"),
        ("https://class.example.org/../b", "path"),
        ('https://class.example.org/"b', "path"),
        ("https://class.example.org/a/seat", "are reserved for seats"),
        ("https://class.example.org:99999/", "whole address"),
    ],
)
def test_a_public_address_that_is_none_is_refused(typed: str, why: str) -> None:
    with pytest.raises(UnreadableInput, match=why):
        public_address(typed)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://class.example.org:443/", "https://class.example.org"),
        ("http://Class.Example.ORG:80", "http://class.example.org"),
        ("https://class.example.org:8443/x/", "https://class.example.org:8443/x"),
        ("https://[2001:db8::1]/x", "https://[2001:db8::1]/x"),
        ("https://schüle.example/x", "https://xn--schle-mva.example/x"),
    ],
)
def test_a_public_address_is_kept_as_browsers_name_it(typed: str, kept: str) -> None:
    assert str(public_address(typed)) == kept


@pytest.mark.parametrize("typed", ["nginx", "10.0.0.0/99", "0.0.0.0/0", "::/0", ""])
def test_a_proxy_that_is_none_or_everybody_is_refused(typed: str) -> None:
    with pytest.raises(UnreadableInput, match="--proxy"):
        proxies([typed])


def test_hops_count_as_far_back_as_proxies_go() -> None:
    known = proxies(["10.0.0.0/8"])
    assert known.client("10.0.0.1", ["6.6.6.6", "203.0.113.7", "10.0.0.2"]) == "203.0.113.7"
    assert known.client("10.0.0.1", ["10.0.0.3", "10.0.0.2"]) == "10.0.0.3"
    assert known.client("10.0.0.1", ["6.6.6.6", "_hidden"]) == "10.0.0.1"
    assert known.client("203.0.113.1", ["6.6.6.6"]) == "203.0.113.1"
    assert known.client("10.0.0.1", ["[2001:db8::1]:4711"]) == "2001:db8::1"
