"""Why a seat's line ends, as its person reads it."""

from __future__ import annotations

ELSEWHERE = "Somebody else has taken this seat over."
FREED = "The facilitator has freed this seat."
GIVEN_BACK = "You have given this seat up for another one."
GONE = "There is no such seat any more; please join again."
