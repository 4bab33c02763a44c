"""Rate limits that refill over time, in bounded memory."""

from __future__ import annotations

import ipaddress
import time
from collections import OrderedDict
from collections.abc import Callable
from functools import partial

Now = Callable[[], float]


class RateLimit:
    """Allows `most` at once, and `each_second` more as time goes by."""

    def __init__(self, most: float, each_second: float, now: Now = time.monotonic) -> None:
        self._most = most
        self._each_second = each_second
        self._now = now
        self._left = most
        self._at = now()

    @property
    def left(self) -> float:
        """Return how much is left; below 0 when more was done than was allowed."""
        self._refill()
        return self._left

    def wait(self) -> float:
        """Return the seconds until something may be done again; 0 when it may be done now."""
        self._refill()
        return max(0.0, 1 - self._left) / self._each_second

    def spend(self, cost: float = 1.0) -> float:
        """Count an action, whatever was left. Return the seconds that should pass
        before the next.
        """
        self._refill()
        self._left -= cost
        return self.wait()

    def _refill(self) -> None:
        now = self._now()
        self._left = min(self._most, self._left + (now - self._at) * self._each_second)
        self._at = now


class RateLimits:
    """A limit for each of many keys: addresses, tokens. Beyond `kept` the oldest are forgotten."""

    def __init__(
        self, most: float, each_second: float, kept: int = 10_000, now: Now = time.monotonic
    ) -> None:
        self._make = partial(RateLimit, most, each_second, now)
        self._kept = kept
        self._each: OrderedDict[str, RateLimit] = OrderedDict()

    def wait(self, whose: str) -> float:
        """Return the seconds until this one may do it again; 0 when it may do it now."""
        found = self._each.get(whose)
        return 0.0 if found is None else found.wait()

    def spend(self, whose: str, cost: float = 1.0) -> float:
        """Count an action by this one. Return the seconds that should pass before the next."""
        found = self._each.pop(whose, None) or self._make()
        self._each[whose] = found
        if len(self._each) > self._kept:
            self._each.popitem(last=False)
        return found.spend(cost)

    def __len__(self) -> int:
        return len(self._each)


def neighbourhood(address: str | None) -> str:
    """Return what counts as one stranger: an IPv4 address, or the IPv6 network of one customer."""
    try:
        found = ipaddress.ip_address((address or "").partition("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        if found.is_loopback:
            return str(found)
        return str(ipaddress.ip_network((found, 64), strict=False).network_address)
    return str(found)
