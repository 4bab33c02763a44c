"""Restart background tasks after a fault, and log it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from tabletop.host.runtime.faults import place_of

log = logging.getLogger("tabletop.host")

_PAUSE = 1.0
"""Seconds after a fault: one that comes each time shall leave the loop to the others."""


async def for_ever(what: str, live: Callable[[], Awaitable[None]]) -> None:
    """Live; after a fault, begin again. `what` is its name in the log. Cancel it at the end."""
    while True:
        try:
            await live()
        except Exception as fault:  # noqa: BLE001 - whatever it is, the others need this life
            log.error("%s failed and begins again: %s", what, place_of(fault))
        await asyncio.sleep(_PAUSE)
