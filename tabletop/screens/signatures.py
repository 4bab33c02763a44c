"""Whose signatures an offer waits for, in words."""

from __future__ import annotations

from tabletop.play.seen import OfferSeen, View
from tabletop.screens.safe import line

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def waits_for(view: View, offer: OfferSeen) -> str:
    """Such as "waits for US, ROK"; where not all need to sign, also how many have and must.

    Empty for an offer that is open no more.
    """
    missing = offer.missing
    if offer.status != "open":
        return ""
    waited = [line(view.party(one).tag) for one in missing.must]
    among = [line(view.party(one).tag) for one in missing.among]
    have, lacking = len(offer.signed), len(missing.must) + missing.more
    said = f"waits for {', '.join(waited)}" if waited else ""
    if missing.more == len(among):
        said = f"waits for {', '.join([*waited, *among])}"
    elif missing.more:
        any_of = f"any {_number(missing.more)} of {', '.join(among)}"
        said = f"{said} and {any_of}" if said else f"waits for {any_of}"
    return f"{have} of {have + lacking} signatures, {said}" if among else said


def _number(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)
