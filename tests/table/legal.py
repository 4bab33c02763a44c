"""Legal moves at a table as it stands, drawn by chance; what people rarely do is drawn often.

Signing in the decision phase what takes an agreed issue back, deciding and deciding anew, gestures
on what is agreed, a move taken back at any place, heads changed in mid-phase, rulings adjusted,
injects that forbid what is on the table: everything here is a move that the rules allow. What there
is to choose among is listed by `seat.legal`; how often which is chosen, and what people make up, is
said here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import Any, TypeVar

from tabletop.exercise.model import PHASES
from tabletop.play.actions import read_action
from tabletop.play.rules import why_not
from tabletop.play.state import FACILITATOR, State
from tabletop.play.view import view
from tabletop.seat.legal import legal_moves

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
_SECOND: dict[str, float] = {
    "put": 18,
    "vote": 30,
    "call roll": 4,
    "close vote": 4,
    "take": 16,
    "take for": 1,
    "respond": 6,
    "plan": 4,
    "hand": 6,
    "floor": 6,
    "motion": 5,
    "order": 8,
}
"""What only exercises of the second format have, in every phase."""
_TRIES = 30


class Players:
    """Everybody at a table, driven by one random generator."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._at = ""

    def move(self, state: State, at: str) -> Move:
        """Return a move that the rules allow now."""
        kinds, self._at = _KINDS[state.stage], at
        has = state.exercise.has
        second = has.votes or has.decisions or has.planned or has.discussion or has.speakers
        if second and state.stage in PHASES:
            kinds = {**kinds, **_SECOND}
            if state.votes:
                kinds |= {"vote": 90, "close vote": 14}
        for _ in range(_TRIES):
            kind = self._chance.choices(list(kinds), list(kinds.values()))[0]
            move = _MOVES[kind](self, state)
            if move is not None and why_not(state, read_action(move), at) is None:
                return move
        return {"by": FACILITATOR, "do": "advance"}

    def listed(self, state: State, seat: str, *kinds: str) -> list[Move]:
        """Return the moves of these closed kinds that a seat may make."""
        if seat != FACILITATOR and seat not in state.seats:
            return []
        allowed = legal_moves(
            view(state, seat), lambda one: why_not(state, one, self._at), kinds=kinds
        )
        return [one.model_dump(exclude_defaults=True) | {"do": one.do} for one in allowed]

    def any_of(self, state: State, seat: str, *kinds: str) -> Move | None:
        known = self.listed(state, seat, *kinds)
        return self.one(known) if known else None

    def may(self, share: float) -> bool:
        return self._chance.random() < share

    def one(self, known: Sequence[T]) -> T:
        return self._chance.choice(known)

    def delegation(self, state: State) -> str:
        return self.one(state.exercise.delegations).id

    def head(self, state: State) -> str:
        """Return the seat of somebody who acts for a delegation."""
        return self.acting(state, self.delegation(state))

    def acting(self, state: State, delegation: str) -> str:
        chief = state.head_of(delegation)
        return chief.id if chief is not None else delegation

    def seat(self, state: State) -> str:
        return self.one(list(state.seats))


def _by_head(*kinds: str) -> Callable[[Players, State], Move | None]:
    return lambda players, state: players.any_of(state, players.head(state), *kinds)


def _ready(players: Players, state: State) -> Move:
    return {"by": players.head(state), "do": "ready"}


def _led(do: str) -> Callable[[Players, State], Move]:
    return lambda players, state: {"by": FACILITATOR, "do": do}


def _package(players: Players, state: State) -> dict[str, str]:
    """Return an offer's package, mostly about what is agreed, due or performed already."""
    if state.offers and players.may(0.15):
        return dict(players.one(list(state.offers.values())).package)
    choices = state.exercise.choices
    if state.stands is None:
        return {choice: players.one(options) for choice, options in choices.items()}
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


def _offer(players: Players, state: State) -> Move | None:
    if not state.exercise.has.offers:
        return None
    found: Move = {"by": players.head(state), "do": "offer"}
    found["package"] = _package(players, state)
    if players.may(0.3):
        found["to"] = [players.delegation(state)]
    if players.may(0.2):
        found["public"] = True
    if state.offers and players.may(0.1):
        found["reply_to"] = players.one(list(state.offers))
    return found


def _sign(players: Players, state: State) -> Move | None:
    """Mostly the offer that lacks the fewest signatures, so that agreements come about."""
    lacking = [
        (len(one.parties) - len(one.signed), one.id, who)
        for one in state.offers.values()
        if one.status == "open"
        for who in one.parties
        if who not in one.signed
    ]
    if not lacking:
        return None
    fewest = min(lacking)[0]
    some = lacking if players.may(0.3) else [one for one in lacking if one[0] == fewest]
    _, offer, who = players.one(some)
    return {"by": players.acting(state, who), "do": "sign", "offer": offer}


def _gesture(players: Players, state: State) -> Move | None:
    known = players.listed(state, players.head(state), "gesture")
    promised = [
        one for one in known if one["issue"] in state.terms or one["issue"] in state.announced
    ]
    if promised and players.may(0.6):
        known = promised
    return players.one(known) if known else None


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
        roles = state.exercise.delegation_by_id[found["delegation"]].own_roles
        if roles and players.may(0.5):
            found["holds"] = [one.id for one in roles if players.may(0.5)]
    return found


def _come(players: Players, state: State) -> Move | None:
    if not state.seats:
        return None
    return players.any_of(state, players.seat(state), "join", "leave")


def _inject(players: Players, state: State) -> Move:
    waiting = players.listed(state, FACILITATOR, "inject") if players.may(0.6) else []
    if waiting:
        return players.one(waiting)
    choices = state.exercise.choices
    one, other = players._chance.sample([d.id for d in state.exercise.delegations], 2)
    effects = players.one(
        (
            {"tension": 40.0},
            {"tension": -60.0},
            {"trust": {f"{one}-{other}": -90.0}},
            {"forbid": {issue: players.one(choices[issue]) for issue in [*choices][:1]}},
            {"walk_away": {one: 5.0}},
        )
    )
    return {"by": FACILITATOR, "do": "inject", "title": "Told", "text": "So.", "effects": effects}


def _clock(players: Players, state: State) -> Move | None:
    if players.may(1 / 3):
        return {"by": FACILITATOR, "do": "extend", "seconds": 60}
    return players.any_of(state, FACILITATOR, "pause", "resume")


def _adjust(players: Players, state: State) -> Move:
    one, other = players._chance.sample([d.id for d in state.exercise.delegations], 2)
    what = players.one(("tension", f"trust:{one}-{other}", f"score:{one}"))
    value = players.one((0.0, 13.5, 100.0))
    return {"by": FACILITATOR, "do": "adjust", "what": what, "value": value, "reason": "Because"}


def _note(players: Players, state: State) -> Move:
    found: Move = {"by": players.one((FACILITATOR, players.seat(state))), "do": "note", "rating": 3}
    if players.may(0.5):
        found |= {"objective": players.one((1, 2)), "task": players.one((1, 2))}
    return found


def _answer(players: Players, state: State) -> Move | None:
    if not state.exercise.questions:
        return None
    asked = players.one(state.exercise.questions)
    if asked.kind == "rating":
        return players.any_of(state, players.seat(state), "answer")
    return {"by": players.seat(state), "do": "answer", "question": asked.id, "value": "Because."}


def _anybodys(*kinds: str) -> Callable[[Players, State], Move | None]:
    def made(players: Players, state: State) -> Move | None:
        by = FACILITATOR if players.may(0.7) else players.one((FACILITATOR, *state.seats))
        return players.any_of(state, by, *kinds)

    return made


def _vote(players: Players, state: State) -> Move | None:
    if not state.votes:
        return None
    vote = players.one(list(state.votes.values()))
    waiting = [vote.turn] if vote.turn is not None else list(vote.waiting or vote.voters)
    choice = players.one((vote.choices[0], *vote.choices))
    voter = players.one(waiting)
    by = voter if vote.delegation is not None else players.acting(state, voter)
    return {"by": by, "do": "vote", "vote": vote.id, "choice": choice}


def _take_for(players: Players, state: State) -> Move | None:
    still = [one.decision for one in state.decisions.values() if one.open]
    if not still:
        return None
    decision = state.exercise.decision_by_id[players.one(still)]
    found: Move = {"by": FACILITATOR, "do": "decide", "decision": decision.id}
    return found | {"option": players.one(decision.options).id, "text": "For them."}


def _respond(players: Players, state: State) -> Move | None:
    asked = [one.id for it in state.exercise.rounds for one in it.questions if one.kind == "text"]
    if not asked or players.may(0.4):
        return players.any_of(state, players.head(state), "respond")
    who = players.delegation(state)
    found: Move = {"by": players.acting(state, who), "do": "respond"}
    question = players.one(asked)
    return found | {"question": question, "value": f"ANSWER-OF-{who}:{question}."}


def _plan(players: Players, state: State) -> Move | None:
    if not state.exercise.injects or players.may(0.6):
        return players.any_of(state, FACILITATOR, "plan")
    id = players.one(state.exercise.injects).id
    return {
        "by": FACILITATOR,
        "do": "plan",
        "id": id,
        "how": "move",
        "minutes": players.one((0, 2)),
    }


def _motion(players: Players, state: State) -> Move | None:
    rules = state.exercise.speakers
    if rules is None or not rules.motions:
        return None
    what = players.one(rules.motions)
    found: Move = {"by": players.head(state), "do": "motion", "what": what}
    if what == "longer-phase":
        found["minutes"] = players.one((1, 60))
    return found | ({"text": "Lunch."} if what == "other" else {})


def _floor(players: Players, state: State) -> Move | None:
    if players.may(0.2):
        return {"by": FACILITATOR, "do": "extend-speaker", "seconds": 30}
    return _anybodys("call", "yield", "stop-speaker", "close-list")(players, state)


_MOVES: dict[str, Callable[[Players, State], Move | None]] = {
    "advance": _led("advance"),
    "ready": _ready,
    "undo": _led("undo"),
    "adjust": _adjust,
    "end": _led("end"),
    "debrief": _led("debrief"),
    "offer": _offer,
    "sign": _sign,
    "reject": _by_head("reject"),
    "withdraw": _by_head("withdraw"),
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
    "put": _anybodys("put-to-vote"),
    "vote": _vote,
    "call roll": _anybodys("call-roll"),
    "close vote": _anybodys("close-vote"),
    "take": _by_head("decide"),
    "take for": _take_for,
    "respond": _respond,
    "plan": _plan,
    "hand": _anybodys("raise-hand", "lower-hand"),
    "floor": _floor,
    "motion": _motion,
    "order": _anybodys("put-motion", "refuse-motion", "withdraw-motion"),
    "reveal": lambda players, state: players.any_of(state, FACILITATOR, "reveal"),
}
