"""Why a seat can't make each kind of move now, as its view says it; part of `view`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
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
    return refusals_again(state, seat, lambda: dict(_Refusals(state, seat)))


def refusals_as_needed(state: State, seat: str | None) -> Mapping[str, str]:
    """Return the same, for somebody who asks about a few moves only."""
    return refusals(state, seat) if seat is None else _Refusals(state, seat)


class _Refusals(Mapping[str, str]):
    """Why a seat can't make each kind of move now; each is found when it is asked for."""

    def __init__(self, state: State, seat: str) -> None:
        self._state = state
        self._seat = seat
        self._found: dict[str, str | None] = {}

    def __getitem__(self, do: str) -> str:
        if do not in self._found:
            self._found[do] = _refusal(self._state, self._seat, do)
        found = self._found[do]
        if found is None:
            raise KeyError(do)
        return found

    def __iter__(self) -> Iterator[str]:
        return (do for do in (*_examples(), *_UNASKED) if do in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __reduce__(self) -> tuple[type[dict[str, str]], tuple[dict[str, str]]]:
        """Become an ordinary mapping wherever it is sent."""
        return dict, (dict(self),)


def _refusal(state: State, seat: str, do: str) -> str | None:
    found = _quick_refusal(state, seat, do)
    example = _examples().get(do)
    if found is None and example is not None:
        found = why_not(state, example(seat))
    if do == "message" and state.stage == "caucus" and (found or "").startswith("in caucus"):
        # The example is one to everybody; it may still write to its own people.
        return None
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
