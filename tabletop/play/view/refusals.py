"""Why a seat can't make each kind of move now, as its view says it; part of `view`."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from tabletop.play.actions import AnyAction
from tabletop.play.queries.questions import is_open, questions_of
from tabletop.play.rules import examples, why_not
from tabletop.play.rules.act_rules import GESTURED
from tabletop.play.rules.group import ONLY_FACILITATOR, not_head, out_of_place
from tabletop.play.rules.offer_rules import OFFERED, UNOFFERED
from tabletop.play.rules.speech import ANSWERED
from tabletop.play.state import FACILITATOR, State
from tabletop.play.view.seen_again import refusals_again

_UNASKED = ("offer", "gesture", "adjust", "answer", "hold", "plan", "respond")
"""Moves whose examples would depend on the exercise or on earlier moves."""
_OF_A_STAGE = {
    "offer": (OFFERED, "negotiation"),
    "gesture": (GESTURED, "negotiation"),
    "answer": (ANSWERED, "debrief"),
}
"""Of some of those what is done in which stage only, as `at_stage` has it."""
_FACILITATORS = (
    *("advance", "pause", "resume", "hold", "extend"),
    *("inject", "plan", "adjust", "undo", "debrief", "end"),
)


def refusals(state: State, seat: str | None) -> dict[str, str]:
    """Return, of the moves that a seat (None: the public) can't make now, why not."""
    if seat is None:
        return dict.fromkeys([*_examples(), *_UNASKED], "take a seat first")
    return refusals_again(state, seat, lambda: _refusals(state, seat))


def _refusals(state: State, seat: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for do, example in _examples().items():
        refusal = _quick_refusal(state, seat, do) or why_not(state, example(seat))
        if refusal is not None:
            found[do] = refusal
    for do in _UNASKED:
        refusal = _quick_refusal(state, seat, do)
        if refusal is not None:
            found[do] = refusal
    if state.stage == "caucus" and found.get("message", "").startswith("in caucus"):
        del found["message"]
    return found


@cache
def _examples() -> dict[str, Callable[[str], AnyAction]]:
    """Return the examples of moves by what they do."""
    return {example(FACILITATOR).do: example for example in examples()}


def _quick_refusal(state: State, seat: str, do: str) -> str | None:
    """Return a cheap refusal that needs no example move, or None."""
    if do == "offer" and not state.exercise.has.offers:
        return UNOFFERED
    if do in _OF_A_STAGE and state.stage != _OF_A_STAGE[do][1]:
        return out_of_place(state, *_OF_A_STAGE[do])
    if do in _FACILITATORS and seat != FACILITATOR:
        return ONLY_FACILITATOR
    if do in ("hold", "plan") and state.stage in ("ended", "debrief"):
        what = "there is no ruling to hold" if do == "hold" else "no inject comes any more"
        return f"the exercise is over; {what}"
    if do == "respond" and not any(is_open(state, one) for one in questions_of(state.exercise)):
        return "no question is asked now"
    place = state.seats.get(seat)
    if do in ("offer", "gesture", "respond") and (place is None or place.role != "head"):
        return not_head(state, place)
    return None
