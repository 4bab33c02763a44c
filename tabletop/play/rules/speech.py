"""Rules of what people say: messages, statements, notes, answers. All typed text passes `typed`."""

from __future__ import annotations

import unicodedata

from tabletop.errors import NotAllowed
from tabletop.exercise.wording import meant, quoted, unknown
from tabletop.play import actions as a
from tabletop.play import events as e
from tabletop.play.queries.naming import called, name
from tabletop.play.queries.objectives import check_note
from tabletop.play.rules.group import EventGroup, at_stage, head, must_exist, seat_of
from tabletop.play.state import FACILITATOR, State

MOST_CHARACTERS = 4_000
ANSWERED = "the questions are answered"
_ROUND = ("situation", "caucus", "negotiation", "decision", "ruling")
_REORDERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")


def typed(text: str, what: str = "the text", most: int = MOST_CHARACTERS, least: int = 0) -> str:
    """Return a text as it may enter a transcript. Raises `NotAllowed` for a forbidden or overlong
    one.

    Control characters (terminal escapes among them), marks that reorder text and lone surrogates
    are refused rather than removed: nobody's words are changed without their knowledge.
    """
    if len(text) > most:
        raise NotAllowed(
            f"{what} has {len(text):,} characters; the most is {most:,}: shorten it or split it"
        )
    # Nothing that is refused is printable, so that most texts need one look.
    for place, character in enumerate("" if text.isprintable() else text, start=1):
        if character in "\n\t":
            continue
        if unicodedata.category(character) in ("Cc", "Cs") or character in _REORDERING:
            raise NotAllowed(
                f"{what} has a control character (U+{ord(character):04X}) at place {place}; "
                "remove it"
            )
    if len(text.strip()) < least:
        raise NotAllowed(f"{what} is empty; write something")
    return text


def message(group: EventGroup, action: a.SendMessage) -> None:
    """Send a message. Raises `NotAllowed` if the phase or the role does not allow its
    addressees.
    """
    state = group.state
    text = typed(action.text, "the message", least=1)
    if action.by == FACILITATOR:
        delegation = None
        to = addressees(state, action.to, ("all",))
    else:
        seat = seat_of(state, action.by)
        delegation = seat.delegation
        group.by = seat.id
        words = ("all", "facilitator") if delegation is None else ("all", "caucus", "facilitator")
        to = addressees(state, action.to, words)
        if to == (delegation,):
            to = "caucus"
        if state.stage == "caucus" and to not in ("caucus", "facilitator"):
            raise NotAllowed("in caucus, messages go only to your own people or to the facilitator")
        if delegation is None and to != "facilitator":
            raise NotAllowed(f"an {seat.role} may write to the facilitator only")
        if not isinstance(to, str):
            to = tuple(one for one in to if one != delegation)
    group.add(e.MessageSent, delegation=delegation, to=to, text=text)


def addressees(
    state: State, to: str | tuple[str, ...], words: tuple[str, ...]
) -> str | tuple[str, ...]:
    """Return one of `words`, or existing delegations without duplicates. Raises `NotAllowed` for
    others.
    """
    if isinstance(to, str) and to in words:
        return to
    named = (to,) if isinstance(to, str) else tuple(dict.fromkeys(to))
    if not named:
        raise NotAllowed("a message needs an addressee; name at least one delegation")
    for one in named:
        if one not in state.exercise.delegation_by_id:
            known = [*words, *state.exercise.delegation_by_id]
            hint = meant(one, known, f"address {', '.join(known)}")
            raise NotAllowed(f"nobody here is called {quoted(one)}; {hint}")
    return named


def statement(group: EventGroup, action: a.MakeStatement) -> None:
    seat, delegation = head(group.state, action.by)
    at_stage(group.state, "statements are made", *_ROUND)
    text = typed(action.text, "the statement", least=1)
    group.by = seat.id
    group.add(e.StatementMade, delegation=delegation, tone=action.tone, text=text)


def note(group: EventGroup, action: a.WriteNote) -> None:
    """Write a note. Raises `NotAllowed` for players, without a text or rating, or with one out of
    range.
    """
    state = group.state
    if action.by != FACILITATOR:
        seat = seat_of(state, action.by)
        if seat.role != "evaluator":
            who = called(state.exercise, seat)
            raise NotAllowed(f"notes are for evaluators and the facilitator, not {who}")
        group.by = seat.id
    text = typed(action.text, "the note")
    if action.rating is None and not text.strip():
        raise NotAllowed("a note needs a text or a rating")
    check_note(state.exercise, action.objective, action.task, action.rating)
    group.add(
        e.NoteWritten,
        objective=action.objective,
        task=action.task,
        rating=action.rating,
        text=text,
    )


def answer(group: EventGroup, action: a.Answer) -> None:
    """Answer a question. Raises `NotAllowed` if it is not asked of this seat, or for the wrong kind
    of answer.
    """
    state = group.state
    at_stage(state, ANSWERED, "debrief")
    delegation: str | None = None
    if action.by != FACILITATOR:
        seat = seat_of(state, action.by)
        delegation = seat.delegation
        group.by = seat.id
    question = next((q for q in state.exercise.questions if q.id == action.question), None)
    if question is None:
        known = [one.id for one in state.exercise.questions]
        raise NotAllowed(unknown("question", action.question, known))
    if question.to != "all" and delegation not in question.to:
        who = name(state.exercise, delegation)
        raise NotAllowed(f"the question '{question.id}' is not asked of {who}")
    value = action.value
    if question.kind == "rating":
        if isinstance(value, str) or not 1 <= value <= 5:
            raise NotAllowed(f"'{question.id}' asks for a rating, a number from 1 to 5")
    elif isinstance(value, str):
        value = typed(value, "the answer", least=1)
    else:
        raise NotAllowed(f"'{question.id}' asks for a text")
    group.add(e.AnswerGiven, delegation=delegation, question=question.id, value=value)


def inject_audience(state: State, to: str | tuple[str, ...]) -> str | tuple[str, ...]:
    """Return whom an improvised inject is for: "all", or delegations that exist."""
    if to == "all":
        return "all"
    named = (to,) if isinstance(to, str) else to
    must_exist(state, named)
    return named or "all"
