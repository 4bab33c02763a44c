"""What a stand-in did at a seat while its person was away, for whoever has just come back to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tabletop.play import events as e
from tabletop.text.lists import listed

_NAMED = 3
"""The offers that one verb names."""


def told_meanwhile(events: Iterable[e.AnyEvent]) -> str:
    """Say what a stand-in did; empty for nothing."""
    by_verb: dict[str, list[str]] = {}
    others: dict[str, int] = {}
    for event in events:
        match event:
            case e.OfferTabled():
                by_verb.setdefault("tabled", []).append(event.offer)
            case e.OfferSigned():
                by_verb.setdefault("signed", []).append(event.offer)
            case e.OfferRejected():
                by_verb.setdefault("rejected", []).append(event.offer)
            case e.TermDecided():
                kept = "kept its word" if event.choice == "perform" else "broke its word"
                others[kept] = others.get(kept, 0) + 1
            case e.VoteCast():
                others["voted"] = others.get("voted", 0) + 1
            case e.DecisionTaken():
                others["decided"] = others.get("decided", 0) + 1
            case e.GestureMade():
                others["made a gesture"] = others.get("made a gesture", 0) + 1
            case _:
                others["spoke"] = others.get("spoke", 0) + 1
    said = [f"{verb} {_offers(ids)}" for verb, ids in by_verb.items()]
    said += [f"{verb}{_times(count)}" for verb, count in others.items()]
    return f"While you were away, a stand-in {listed(said)}." if said else ""


def _offers(ids: Sequence[str]) -> str:
    more = len(ids) - _NAMED
    return listed([*ids[:_NAMED], f"{more} more"] if more > 0 else ids)


def _times(count: int) -> str:
    return "" if count == 1 else " twice" if count == 2 else f" {count} times"
