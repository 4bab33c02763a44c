"""Restart background tasks after a fault, and log it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from tabletop.host.runtime.faults import place_of

log = logging.getLogger("tabletop.host")

_PAUSE = 1.0
"""Seconds to wait after a fault: a recurring one must leave the loop to the others."""


async def for_ever(what: str, live: Callable[[], Awaitable[None]]) -> None:
    """Run; after a fault, start again. `what` is its name in the log. Cancel it at the end."""
    while True:
        try:
            await live()
        except Exception as fault:  # noqa: BLE001 - whatever it is, the others need this life
            log.error("%s failed and is restarted: %s", what, place_of(fault))
        await asyncio.sleep(_PAUSE)
