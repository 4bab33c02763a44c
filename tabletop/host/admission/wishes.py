"""Make seat requests idempotent: a form that is sent twice seats nobody twice."""

from __future__ import annotations

import asyncio
import secrets
from collections import OrderedDict
from collections.abc import Callable, Coroutine

from tabletop.host.admission.lobby import Ticket

_MOST = 2_000
_SHORTEST = 16


def new_wish() -> str:
    """Return what a page's form carries, so that a repeated submission is recognised."""
    return secrets.token_urlsafe(16)


def wish_of(token: str, name: str) -> str:
    """Return the request of somebody with this name, by their page's token; empty where a page has
    none.

    On a shared computer, going back and giving another name makes it somebody else.
    """
    return f"{token} {' '.join(name.split()).casefold()}" if len(token) >= _SHORTEST else ""


class Wishes:
    """The seats given for the latest requests."""

    def __init__(self) -> None:
        self._granted: OrderedDict[str, asyncio.Task[Ticket]] = OrderedDict()

    def granted(self, wish: str) -> asyncio.Task[Ticket] | None:
        """Return the seat given, or being given, for a request; None when it has not been seen
        before.
        """
        return self._granted.get(wish)

    async def grant(self, wish: str, seat: Callable[[], Coroutine[None, None, Ticket]]) -> Ticket:
        """Return a request's seat: `seat` creates it, the first time only. Raises what `seat`
        raises.
        """
        if not wish:
            return await seat()
        task = self._granted.get(wish)
        if task is None:
            task = self._granted[wish] = asyncio.get_running_loop().create_task(seat())
            if len(self._granted) > _MOST:
                self._granted.popitem(last=False)
        try:
            # Whoever sent it first may be gone; the second is still to have the seat.
            return await asyncio.shield(task)
        except Exception:
            self.forget(wish)
            raise

    def forget(self, wish: str) -> None:
        """Forget a request, so that it can be made anew."""
        self._granted.pop(wish, None)
