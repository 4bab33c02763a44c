"""The parts of a view that are about planned injects and the questions of rounds."""

from __future__ import annotations

from tabletop.play.queries.questions import Placed, asked_of, is_open, is_past, questions_of
from tabletop.play.rules.planning import by_itself, condition_holds, due_at, is_over, standing_in
from tabletop.play.rules.ruling import standing_of
from tabletop.play.seen.seen_plan import InjectPlan, QuestionSeen
from tabletop.play.state import State
from tabletop.text.prose import flowing


def plan_seen(state: State) -> tuple[InjectPlan, ...]:
    """Return every inject of the exercise and where it stands, in the order of the file.

    For those who read everything.
    """
    titles = {one.id: one.title for one in state.exercise.injects}
    plan, now = state.plan, standing_of(state)
    return tuple(
        InjectPlan(
            id=one.id,
            title=one.title,
            text=one.text,
            to=one.to,
            channel=one.channel,
            expected=one.expected,
            owner=one.owner,
            manual=one.manual,
            by_itself=state.clocks and by_itself(one, moved=one.id in plan.moved),
            round=one.round,
            phase=one.phase,
            phase_named=one.phase_named,
            at=one.at,
            after=titles.get(one.after) if one.after is not None else None,
            standing=standing_in(state, one),
            due=due_at(state, one),
            over=is_over(state, one),
            ended=state.stage in ("ended", "debrief"),
            holds=condition_holds(state, one, now),
            moved=one.id in plan.moved,
            delivery=plan.delivered.get(one.id),
        )
        for one in state.exercise.injects
    )


def discussion_seen(
    state: State, seat: str | None, own: str | None, *, whole: bool
) -> tuple[QuestionSeen, ...]:
    """Return the questions that a seat may know of: those of its delegation that have been asked,
    and others once it may read their answers.
    """
    found = (_question(state, placed, own, whole) for placed in questions_of(state.exercise))
    return tuple(
        one
        for one in found
        if whole
        or one.answers
        or ((one.open or one.past) and (one.mine or (seat is None and _everybodys(state, one))))
    )


def _everybodys(state: State, one: QuestionSeen) -> bool:
    return len(one.asked) == len(state.exercise.delegations)


def _question(state: State, placed: Placed, own: str | None, whole: bool) -> QuestionSeen:
    question, past = placed.question, is_past(state, placed)
    given = {
        delegation: response.value
        for (delegation, id), response in state.responses.items()
        if id == question.id
    }
    told = whole or state.stage == "debrief" or (past and question.shown == "afterwards")
    answers = {one: value for one, value in given.items() if told or one == own}
    return QuestionSeen(
        id=question.id,
        text=flowing(question.text),
        kind=question.kind,
        round=placed.round,
        phase=question.phase,
        open=is_open(state, placed),
        past=past,
        asked=tuple(one.id for one in state.exercise.delegations if asked_of(question, one.id)),
        mine=own is not None and asked_of(question, own),
        answers=answers,
        answered=tuple(answers),
    )
