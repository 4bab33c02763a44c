"""What a stand-in says beside its moves: answers to questions, and a private message now and then.

It talks where people sit at the table; rehearsals have no use for it. What it says it says once:
all of it is counted from what its view shows, so that a table that is resumed goes on as it was.
"""

from __future__ import annotations

from collections.abc import Iterator

from tabletop.bots.strategy import Intent, Look, Why
from tabletop.bots.wording import said
from tabletop.play import actions as a
from tabletop.play.queries.questions import Placed, asked_of, is_open, questions_of
from tabletop.play.seen import OfferSeen, View
from tabletop.play.state import State

MOST_MESSAGES = 2
"""Private messages that a stand-in writes in a round, one to each delegation."""


def owes_words(state: State, seat: str) -> bool:
    """Return whether somebody waits for words of a seat's: an answer to a question, or to a private
    message of this round. Cheap enough to ask after every event.
    """
    place = state.seats[seat]
    mine = place.delegation
    if mine is None or place.role != "head":
        return False
    if state.stage == "debrief":
        given = {one.question for one in state.answers if one.by == seat}
        asked = (one for one in state.exercise.questions if one.to == "all" or mine in one.to)
        return any(one.id not in given for one in asked)
    for at, one in questions_of(state.exercise):
        left = asked_of(one, mine) and (mine, one.id) not in state.responses
        if left and is_open(state, Placed(at, one)):
            return True
    return state.stage == "negotiation" and _unanswered(state, mine)


def _unanswered(state: State, mine: str) -> bool:
    """Return whether others have written to a delegation alone, which may still answer."""
    told: set[str] = set()
    wrote: set[str] = set()
    for one in reversed(state.messages):
        if state.round_of(one.seq) < state.round:
            break
        if one.delegation == mine and not isinstance(one.to, str):
            told.update(one.to)
        elif one.to == (mine,) and one.delegation is not None:
            wrote.add(one.delegation)
    return len(told) < MOST_MESSAGES and not wrote <= told


def talked(look: Look) -> Intent | None:
    """Return the next thing that a seat's stand-in would say now; None for nothing."""
    for intent in (*_responses(look), *_answers(look), *_messages(look)):
        if look.allows(intent.move):
            return intent
    return None


def _responses(look: Look) -> Iterator[Intent]:
    """Answer the questions of the round that its delegation has not answered."""
    view = look.view
    for one in view.discussion:
        if one.open and one.mine and look.me not in one.answers:
            why = _how_it_goes(view)
            value = _rating(look) if one.kind == "rating" else said(why, view)
            yield Intent(a.Respond(by=view.seat, question=one.id, value=value), why)


def _how_it_goes(view: View) -> Why:
    """Return how it sees the table, as all may know it."""
    mine = next((one for one in view.open_offers if one.delegation == view.delegation), None)
    if view.agreements:
        return Why("agreed", view.agreements[-1].id)
    if mine is not None:
        return Why("offered", mine.id)
    return Why("undecided")


def _answers(look: Look) -> Iterator[Intent]:
    """Answer the questions of the debrief, in which nothing is secret any more."""
    view = look.view
    for id, _, kind in view.questions if view.revealed else ():
        if id not in view.answers:
            why = _how_it_went(view)
            value = _rating(look) if kind == "rating" else said(why, view)
            yield Intent(a.Answer(by=view.seat, question=id, value=value), why)


def _how_it_went(view: View) -> Why:
    score = view.scores.get(view.delegation or "")
    if view.agreements:
        gained = score is None or score.value >= score.walk_away
        return Why("debrief-gained" if gained else "debrief-lost", view.agreements[-1].id)
    return Why("debrief-nothing")


def _rating(look: Look) -> int:
    """Return a rating of 1 to 5: in the debrief by what it has, before that in the middle."""
    score = look.view.scores.get(look.me)
    if not look.view.revealed or score is None:
        return look.chance.choice((2, 3, 3, 4))
    return 4 if score.value > score.walk_away else 2


def _messages(look: Look) -> Iterator[Intent]:
    """Answer a private message, or say to whom an offer asks most what it would take."""
    view = look.view
    if view.stage != "negotiation" or view.round is None or "message" in view.cannot:
        return
    mine = [
        one
        for one in view.messages
        if one.sender == look.me and one.round == view.round.number and not isinstance(one.to, str)
    ]
    told = {to for one in mine for to in one.to}
    if len(mine) >= MOST_MESSAGES:
        return
    offers = [one for one in view.open_offers if one.delegation == look.me]
    last = offers[0] if offers else None
    for one in reversed(view.messages):
        alone = one.to in ((look.me,), look.me)
        there = one.sender in {party.id for party in view.delegations} - {look.me}
        if alone and there and one.round == view.round.number and one.sender not in told:
            why = Why("reply-offer", last.id) if last is not None else Why("reply")
            yield _to(view, one.sender, why)
            return
    if last is not None and not mine:
        for who, asks in _wanted(view, last):
            if who not in told:
                yield _to(view, who, Why("ask-for", last.id, asks=asks))
                return


def _wanted(view: View, offer: OfferSeen) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    """Yield who must do what an offer would move, whoever must do most of it first."""
    acts: dict[str, list[tuple[str, str]]] = {}
    for one in view.issues:
        if one.id in offer.moves:
            for who in one.by:
                acts.setdefault(who, []).append((one.id, offer.package[one.id]))
    acts.pop(offer.delegation, None)
    present = {one.id for one in view.delegations if not one.absent}
    for who in sorted(acts, key=lambda one: -len(acts[one])):
        if who in present and who not in offer.signed:
            yield who, tuple(acts[who])


def _to(view: View, delegation: str, why: Why) -> Intent:
    text = said(why, view)
    return Intent(a.SendMessage(by=view.seat, to=(delegation,), text=text), why)
