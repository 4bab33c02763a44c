"""Moves that people might try at a table: sensible ones, mistakes and mischief.

What Hypothesis draws is a number for each step, so that a failing game shrinks by leaving steps
out; the number is the seed of the choices that make a move which fits the table, or nearly.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import Any, TypeVar

from tabletop.play.state import FACILITATOR, State

T = TypeVar("T")
Move = dict[str, Any]

HEADS = ("alfa", "bravo", "charlie")
SEATS = (*HEADS, "bravo-two", "watcher", "judge", FACILITATOR)
ANYBODY = (*SEATS, *SEATS, "mars", "clock", "referee", "", "all")
ODD_TEXTS = (
    "",
    " \n\t",
    "\x1b[2J\x1b]0;owned\x07",
    "[bold red]stop[/] [@click=app.quit]here[/]",
    "<script>alert(1)</script> =1+1 \\",
    "한반도 종전선언",
    "\ud800",
    "\u202eabc",
    "x" * 100_000,
    '[[event]]\nseq = 1\nchain = ""',
)
PACKAGES: tuple[dict[str, str], ...] = (
    {"treaty": "signed", "dam": "half", "raids": "stop"},
    {"treaty": "signed", "dam": "half", "raids": "stop"},
    {"treaty": "guaranteed", "dam": "open", "raids": "stop", "order": "steps"},
    {"dam": "half", "raids": "stop", "order": "alfa-first", "form": "pact"},
    {"treaty": "signed", "patrol": "joint"},
    {"treaty": "guaranteed"},
    {"raids": "go-on"},
    {"patrol": "joint"},
    {"order": "alfa-first"},
    {"lake": "dry"},
    {"dam": "wide"},
    {},
)


class Wish:
    """What somebody wants, `kind`, and the choices that settle what is open about it."""

    def __init__(self, seed: int, stage: str) -> None:
        self._chance = Random(seed)
        apt = self._chance.random() < 0.7
        self.kind = self.one_of(_APT.get(stage, _KINDS) if apt else _KINDS)

    def one_of(self, known: Sequence[T]) -> T:
        return self._chance.choice(known)

    def there_is(self, known: Sequence[str], otherwise: str) -> str:
        """Return mostly something that exists."""
        return self.one_of([*known, *known, *known, otherwise])

    def move(self, state: State, secret: str) -> Move:
        """Return the move. `secret` is a text that no other move has, so that it can be found."""
        return _MOVES[self.kind](self, state, secret)


def _text(wish: Wish, secret: str) -> str:
    return wish.one_of([secret] * 20 + list(ODD_TEXTS))


def _offer(wish: Wish, state: State, secret: str) -> Move:
    found: Move = {"by": wish.one_of(HEADS), "do": "offer", "package": wish.one_of(PACKAGES)}
    if wish.one_of((True, False)):
        found["to"] = wish.one_of(("all", ["alfa"], ["bravo"], ["charlie", "alfa"], [], "mars"))
        found["public"] = wish.one_of((True, False))
        found["text"] = _text(wish, secret)
    if wish.one_of((True, False, False)):
        found["reply_to"] = wish.there_is(list(state.offers), "O99")
    return found


def _about_an_offer(do: str) -> Callable[[Wish, State, str], Move]:
    def made(wish: Wish, state: State, secret: str) -> Move:
        still_open = [one.id for one in state.offers.values() if one.status == "open"]
        found = {"do": do, "offer": wish.there_is([*still_open, *state.offers], "O99")}
        offer = state.offers.get(found["offer"])
        asked = offer.parties if offer is not None else ()
        return {**found, "by": wish.one_of([*asked, *asked, *HEADS])}

    return made


def _gesture(wish: Wish, state: State, secret: str) -> Move:
    issue = wish.there_is(["dam", "raids", "patrol"], "lake")
    options = state.exercise.choices.get(issue, ("dry",))
    found: Move = {"do": "gesture", "issue": issue, "option": wish.there_is(options, "wide")}
    return {**found, "by": wish.one_of(HEADS), "text": _text(wish, secret)}


def _decision(wish: Wish, state: State, secret: str) -> Move:
    due = [(d.agreement, d.issue, who) for d in state.due for who in d.performers]
    agreement, issue, who = wish.one_of([*due, *due, *due, ("A1", "dam", "alfa")])
    do = wish.one_of(("perform", "perform", "breach"))
    return {"by": who, "do": do, "agreement": agreement, "issue": issue}


def _message(wish: Wish, state: State, secret: str) -> Move:
    to = wish.one_of(("all", "caucus", "facilitator", "alfa", ["bravo"], ["alfa", "charlie"], []))
    by = wish.one_of(ANYBODY)
    return {"by": by, "do": "message", "to": to, "text": _text(wish, secret)}


def _note(wish: Wish, state: State, secret: str) -> Move:
    by = wish.one_of(("judge", FACILITATOR, *ANYBODY))
    objective, rating = wish.one_of((0, 1, 2, 3)), wish.one_of(range(7))
    text = _text(wish, secret)
    return {"by": by, "do": "note", "objective": objective, "rating": rating, "text": text}


def _statement(wish: Wish, state: State, secret: str) -> Move:
    tone = wish.one_of(("hostile", "neutral", "conciliatory", "rude"))
    by = wish.one_of(ANYBODY)
    return {"by": by, "do": "statement", "tone": tone, "text": _text(wish, secret)}


def _answer(wish: Wish, state: State, secret: str) -> Move:
    values: tuple[str | int, ...] = (0, 3, 9, secret)
    question = wish.one_of(("why", "fair", "mine", "how"))
    return {
        "by": wish.one_of(ANYBODY),
        "do": "answer",
        "question": question,
        "value": wish.one_of(values),
    }


def _inject(wish: Wish, state: State, secret: str) -> Move:
    if wish.one_of((True, False)):
        id = wish.one_of(("drought", "flood", "thaw", "locusts"))
        return {"by": FACILITATOR, "do": "inject", "id": id}
    effects = wish.one_of(
        (
            {},
            {"tension": 20},
            {"tension": -90, "trust": {"alfa-bravo": 30, "bravo-alfa": -99}},
            {"walk_away": {"alfa": 2}, "forbid": {"dam": "open"}},
            {"walk_away": {"mars": 2}},
            {"trust": {"alfa-mars": 1}},
            {"forbid": {"lake": "dry"}},
        )
    )
    to = wish.one_of(("all", ["alfa"], ["bravo", "charlie"], ["mars"]))
    text = _text(wish, secret)
    found = {"by": FACILITATOR, "do": "inject", "title": "Told", "to": to, "text": text}
    return {**found, "effects": effects}


def _adjust(wish: Wish, state: State, secret: str) -> Move:
    what = wish.one_of(("tension", "trust:alfa-bravo", "score:alfa", "score:mars", ""))
    value = wish.one_of((0.0, 17.25, 100.0, -5.0, float("nan"), float("inf"), 1e300))
    reason = _text(wish, secret)
    return {"by": FACILITATOR, "do": "adjust", "what": what, "value": value, "reason": reason}


def _assign(wish: Wish, state: State, secret: str) -> Move:
    found: Move = {"by": FACILITATOR, "do": "assign", "seat": wish.one_of(ANYBODY)}
    found["role"] = wish.one_of(("head", "member", "observer", "evaluator", "king"))
    found["delegation"] = wish.one_of((*HEADS, "mars", None))
    return {**found, "name": _text(wish, secret)}


def _undo(wish: Wish, state: State, secret: str) -> Move:
    last = state.move[0] if state.move else 1
    return {"by": FACILITATOR, "do": "undo", "seq": wish.one_of((None, last, state.seq, 1))}


def _by_anybody(do: str) -> Callable[[Wish, State, str], Move]:
    return lambda wish, state, secret: {"by": wish.one_of(ANYBODY), "do": do}


def _led(do: str, **fields: Any) -> Callable[[Wish, State, str], Move]:
    return lambda wish, state, secret: {"by": FACILITATOR, "do": do, **fields}


def _ready(wish: Wish, state: State, secret: str) -> Move:
    return {"by": wish.one_of(HEADS), "do": "ready"}


def _extend(wish: Wish, state: State, secret: str) -> Move:
    return {**_led("extend")(wish, state, secret), "seconds": wish.one_of((60, 0, -1, 100_000))}


_MOVES: dict[str, Callable[[Wish, State, str], Move]] = {
    "offer": _offer,
    "sign": _about_an_offer("sign"),
    "reject": _about_an_offer("reject"),
    "withdraw": _about_an_offer("withdraw"),
    "gesture": _gesture,
    "decide": _decision,
    "message": _message,
    "note": _note,
    "statement": _statement,
    "answer": _answer,
    "inject": _inject,
    "adjust": _adjust,
    "assign": _assign,
    "undo": _undo,
    "pause": _led("pause"),
    "resume": _led("resume"),
    "extend": _extend,
    "join": _by_anybody("join"),
    "leave": _by_anybody("leave"),
    "ready": _ready,
    "advance": _led("advance"),
    "anybody advances": _by_anybody("advance"),
    "anybody ends": _by_anybody("end"),
    "debrief": _led("debrief"),
    "reveal": _led("reveal", what="ending"),
}
WAIT, RESTART = "wait", "restart"
"""Time passes; the program is closed and opened again."""
_KINDS = (*_MOVES, WAIT, RESTART)
_MOVING_ON = ("advance", "ready", "ready", "ready")
_APT = {
    "situation": _MOVING_ON,
    "caucus": (*_MOVING_ON, "message"),
    "negotiation": ("offer", "offer", "sign", "sign", "sign", "gesture", "message", "advance"),
    "decision": ("decide", "decide", "decide", "sign", "message", *_MOVING_ON),
    "ruling": (*_MOVING_ON, "message", "statement"),
    "ended": ("debrief", "message", "reveal"),
    "debrief": ("answer", "note", "message", "reveal"),
}
"""What people mostly do in a phase."""
