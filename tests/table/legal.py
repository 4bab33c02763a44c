"""Legal moves at a table as it stands, drawn by chance; what people rarely do is drawn often.

Signing in the decision phase what takes an agreed issue back, deciding and deciding anew, gestures
on what is agreed, a move taken back at any place, heads changed in mid-phase, rulings adjusted,
injects that forbid what is on the table: everything here is a move that the rules allow.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import Any, TypeVar

from tabletop.play.actions import read_action
from tabletop.play.reveal import steps
from tabletop.play.rules import why_not
from tabletop.play.state import FACILITATOR, Offer, State

T = TypeVar("T")
Move = dict[str, Any]

_ASIDE = {"message": 1, "statement": 1, "seat": 2, "come": 1, "inject": 2, "clock": 1, "note": 1}
_ON = {"advance": 10, "ready": 8, "undo": 5, "adjust": 2, "end": 0.15}
_KINDS: dict[str, dict[str, float]] = {
    "lobby": {"seat": 1, "come": 1, "advance": 6},
    "situation": {**_ASIDE, **_ON, "advance": 40},
    "caucus": {**_ASIDE, **_ON, "advance": 40},
    "negotiation": {
        **_ASIDE,
        **_ON,
        "offer": 22,
        "sign": 30,
        "reject": 2,
        "withdraw": 2,
        "gesture": 10,
    },
    "decision": {**_ASIDE, **_ON, "decide": 34, "sign": 26, "reject": 2, "withdraw": 2},
    "ruling": {**_ASIDE, **_ON, "advance": 24, "adjust": 6},
    "ended": {"seat": 1, "message": 1, "note": 1, "debrief": 6},
    "debrief": {"seat": 1, "come": 1, "message": 1, "note": 1, "answer": 3, "reveal": 3},
}
"""How often each kind of move is tried, by where the table is."""
_TRIES = 30


class Players:
    """Everybody at a table, moved by one chance."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance

    def move(self, state: State, at: str) -> Move:
        """A move that the rules allow at a moment."""
        kinds = _KINDS[state.stage]
        for _ in range(_TRIES):
            kind = self._chance.choices(list(kinds), list(kinds.values()))[0]
            move = _MOVES[kind](self, state)
            if move is not None and why_not(state, read_action(move), at) is None:
                return move
        return {"by": FACILITATOR, "do": "advance"}

    def may(self, share: float) -> bool:
        return self._chance.random() < share

    def one(self, known: Sequence[T]) -> T:
        return self._chance.choice(known)

    def delegation(self, state: State) -> str:
        return self.one(state.exercise.delegations).id

    def head(self, state: State) -> str:
        """The seat of somebody who acts for a delegation."""
        return self.acting(state, self.delegation(state))

    def acting(self, state: State, delegation: str) -> str:
        chief = state.head_of(delegation)
        return chief.id if chief is not None else delegation

    def seat(self, state: State) -> str:
        return self.one(list(state.seats))


def _advance(players: Players, state: State) -> Move:
    return {"by": FACILITATOR, "do": "advance"}


def _ready(players: Players, state: State) -> Move:
    return {"by": players.head(state), "do": "ready"}


def _package(players: Players, state: State) -> dict[str, str]:
    """What an offer settles: mostly something about what is agreed, due or performed already."""
    if state.offers and players.may(0.15):
        return dict(players.one(list(state.offers.values())).package)
    choices = state.exercise.choices
    package: dict[str, str] = {}
    touched = [choice for choice in state.terms if choice in choices]
    if touched and players.may(0.6):
        issue = players.one(touched)
        back = players.may(0.5)
        package[issue] = choices[issue][0] if back else players.one(choices[issue])
    for _ in range(players.one((0, 1, 1, 2, 3)) if package else players.one((1, 2, 3, 4))):
        choice = players.one(list(choices))
        package[choice] = players.one(choices[choice])
    return package


def _offer(players: Players, state: State) -> Move:
    found: Move = {"by": players.head(state), "do": "offer"}
    found["package"] = _package(players, state)
    if players.may(0.3):
        found["to"] = [players.delegation(state)]
    if players.may(0.2):
        found["public"] = True
    if state.offers and players.may(0.1):
        found["reply_to"] = players.one(list(state.offers))
    return found


def _open(state: State) -> list[Offer]:
    return [offer for offer in state.offers.values() if offer.status == "open"]


def _sign(players: Players, state: State) -> Move | None:
    known = _open(state)
    if not known:
        return None
    # Mostly the one that lacks the fewest signatures, so that agreements come about.
    offer = min(known, key=lambda one: len(one.parties) - len(one.signed))
    if players.may(0.3):
        offer = players.one(known)
    lacking = [one for one in offer.parties if one not in offer.signed]
    if not lacking:
        return None
    return {"by": players.acting(state, players.one(lacking)), "do": "sign", "offer": offer.id}


def _about(do: str) -> Callable[[Players, State], Move | None]:
    def made(players: Players, state: State) -> Move | None:
        known = _open(state)
        if not known:
            return None
        return {"by": players.head(state), "do": do, "offer": players.one(known).id}

    return made


def _gesture(players: Players, state: State) -> Move | None:
    acts = [issue for issue in state.exercise.issues if issue.by]
    if not acts:
        return None
    promised = [issue for issue in acts if issue.id in state.terms or issue.id in state.announced]
    issue = players.one(promised if promised and players.may(0.6) else acts)
    option = players.one(issue.options[1:]).id
    by = players.acting(state, players.one(issue.by))
    return {"by": by, "do": "gesture", "issue": issue.id, "option": option}


def _decide(players: Players, state: State) -> Move | None:
    due = [(one, who) for one in state.due for who in one.performers]
    if not due:
        return None
    undecided = [(one, who) for one, who in due if who not in one.decided]
    act, who = players.one(undecided if undecided and players.may(0.8) else due)
    do = "breach" if players.may(0.2) else "perform"
    by = players.acting(state, who)
    return {"by": by, "do": do, "agreement": act.agreement, "issue": act.issue}


def _message(players: Players, state: State) -> Move:
    to = players.one(("all", "caucus", "facilitator", players.delegation(state)))
    return {"by": players.one((FACILITATOR, players.seat(state))), "do": "message", "to": to} | {
        "text": "Well?"
    }


def _statement(players: Players, state: State) -> Move:
    tone = players.one(("hostile", "neutral", "conciliatory"))
    return {"by": players.head(state), "do": "statement", "tone": tone, "text": "So."}


def _seat(players: Players, state: State) -> Move:
    """A new head, a member moved, somebody made to watch, a new person."""
    known = [*state.seats, f"new-{len(state.seats)}"] if len(state.seats) < 12 else [*state.seats]
    seat = players.one(known)
    role = players.one(("head", "head", "member", "evaluator", "observer"))
    found: Move = {"by": FACILITATOR, "do": "assign", "seat": seat, "role": role, "name": "Ada"}
    if role in ("head", "member"):
        found["delegation"] = players.delegation(state)
    return found


def _come(players: Players, state: State) -> Move | None:
    if not state.seats:
        return None
    seat = players.seat(state)
    return {"by": seat, "do": "leave" if state.seats[seat].present else "join"}


def _inject(players: Players, state: State) -> Move:
    waiting = [one.id for one in state.exercise.injects if one.id not in state.delivered]
    if waiting and players.may(0.6):
        return {"by": FACILITATOR, "do": "inject", "id": players.one(waiting)}
    choice = players.one(list(state.exercise.choices))
    one, other = players._chance.sample([d.id for d in state.exercise.delegations], 2)
    effects = players.one(
        (
            {"tension": 40.0},
            {"tension": -60.0},
            {"trust": {f"{one}-{other}": -90.0}},
            {"forbid": {choice: players.one(state.exercise.choices[choice])}},
            {"walk_away": {one: 5.0}},
        )
    )
    return {"by": FACILITATOR, "do": "inject", "title": "Told", "text": "So.", "effects": effects}


def _clock(players: Players, state: State) -> Move:
    do = players.one(("pause", "resume", "extend"))
    extended = {"seconds": 60} if do == "extend" else {}
    return {"by": FACILITATOR, "do": do, **extended}


def _adjust(players: Players, state: State) -> Move:
    one, other = players._chance.sample([d.id for d in state.exercise.delegations], 2)
    what = players.one(("tension", f"trust:{one}-{other}", f"score:{one}"))
    value = players.one((0.0, 13.5, 100.0))
    return {"by": FACILITATOR, "do": "adjust", "what": what, "value": value, "reason": "Because"}


def _note(players: Players, state: State) -> Move:
    return {"by": players.one((FACILITATOR, players.seat(state))), "do": "note", "rating": 3}


def _answer(players: Players, state: State) -> Move | None:
    if not state.exercise.questions:
        return None
    asked = players.one(state.exercise.questions)
    value = 4 if asked.kind == "rating" else "Because."
    return {"by": players.seat(state), "do": "answer", "question": asked.id, "value": value}


def _reveal(players: Players, state: State) -> Move:
    what = players.one(("", *steps(state.exercise)))
    return {"by": FACILITATOR, "do": "reveal", "what": what}


def _led(do: str) -> Callable[[Players, State], Move]:
    return lambda players, state: {"by": FACILITATOR, "do": do}


_MOVES: dict[str, Callable[[Players, State], Move | None]] = {
    "advance": _advance,
    "ready": _ready,
    "undo": _led("undo"),
    "adjust": _adjust,
    "end": _led("end"),
    "debrief": _led("debrief"),
    "offer": _offer,
    "sign": _sign,
    "reject": _about("reject"),
    "withdraw": _about("withdraw"),
    "gesture": _gesture,
    "decide": _decide,
    "message": _message,
    "statement": _statement,
    "seat": _seat,
    "come": _come,
    "inject": _inject,
    "clock": _clock,
    "note": _note,
    "answer": _answer,
    "reveal": _reveal,
}
