"""Answers to the questions that a round asks of delegations."""

from __future__ import annotations

from tabletop.errors import NotAllowed
from tabletop.exercise.model import PHASES
from tabletop.exercise.wording import unknown
from tabletop.play import actions as a
from tabletop.play import events as e
from tabletop.play.queries.naming import name
from tabletop.play.queries.questions import asked_of, is_open, questions_of
from tabletop.play.rules.group import EventGroup, head, now
from tabletop.play.rules.speech import typed


def respond(group: EventGroup, action: a.Respond) -> None:
    """Answer a question for one's delegation. Raises `NotAllowed` if it is not asked of it or not
    asked now, or for the wrong kind of answer.
    """
    state = group.state
    seat, delegation = head(state, action.by)
    known = {one.question.id: one for one in questions_of(state.exercise)}
    if not known:
        raise NotAllowed("this exercise asks no questions while it is played")
    placed = known.get(action.question)
    if placed is None:
        raise NotAllowed(unknown("question", action.question, known))
    question = placed.question
    if not asked_of(question, delegation):
        who = name(state.exercise, delegation)
        raise NotAllowed(f"the question '{question.id}' is not asked of {who}")
    if not is_open(state, placed):
        when = f"the {question.phase} phase of round" if question.phase else "round"
        here = f"{now(state)} of round {state.round}" if state.stage in PHASES else now(state)
        raise NotAllowed(
            f"the question '{question.id}' is asked in {when} {placed.round}; this is {here}"
        )
    value = action.value
    if question.kind == "rating":
        if isinstance(value, str) or not 1 <= value <= 5:
            raise NotAllowed(f"'{question.id}' asks for a rating, a number from 1 to 5")
    elif isinstance(value, str):
        value = typed(value, "the answer", least=1)
    else:
        raise NotAllowed(f"'{question.id}' asks for a text")
    group.by = seat.id
    group.add(e.ResponseGiven, delegation=delegation, question=question.id, value=value)
