"""Why a seat's connection ends, as its person reads it."""

from __future__ import annotations

ELSEWHERE = "Somebody else has taken this seat over."
FREED = "The facilitator has freed this seat."
GIVEN_BACK = "You have given up this seat for another one."
GONE = "This seat no longer exists; please join again."
