"""What evaluators noted against the objectives, and what participants answered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from statistics import fmean

from tabletop.play.events import AnswerGiven, NoteWritten
from tabletop.play.queries.naming import names_now
from tabletop.play.queries.objectives import objectives_of, rated, scale_of
from tabletop.play.state import FACILITATOR, Seat
from tabletop.report.kit.redact import said
from tabletop.report.table.facts.walk import Walk
from tabletop.text.prose import flowing


@dataclass(frozen=True)
class NoteTold:
    """A note; `rating` is 1..5, `objective` its number from 1, both None when not given."""

    seq: int
    round: int
    person: str
    role: str
    objective: int | None
    rating: int | None
    text: str
    task: int | None = None
    rated: str = ""
    """The rating in words; empty without one."""


@dataclass(frozen=True)
class TaskTold:
    """A task of an objective: its ratings in words, and the notes about it."""

    number: int
    text: str
    ratings: tuple[str, ...]
    lowest: int | None
    notes: tuple[NoteTold, ...]


@dataclass(frozen=True)
class ObjectiveTold:
    """An objective and how it was rated; `rating` is the mean, None without any."""

    number: int
    text: str
    rating: float | None
    notes: tuple[NoteTold, ...]
    capability: str = ""
    scale: str = "1-5"
    tasks: tuple[TaskTold, ...] = ()

    @property
    def ratings(self) -> tuple[str, ...]:
        """The ratings of the objective itself, in words."""
        return tuple(one.rated for one in self.notes if one.rated and one.task is None)

    @property
    def rated_by_task(self) -> bool:
        """Whether any of what the evaluation table tells of it was rated."""
        return self.evaluated and bool(self.ratings or any(one.ratings for one in self.tasks))

    @property
    def evaluated(self) -> bool:
        """Whether it is told in the evaluation table: rated by tasks, or by what was performed."""
        return bool(self.tasks) or self.scale != "1-5"


@dataclass(frozen=True)
class AnswerTold:
    """An answer; `delegation` is None for an evaluator's or an observer's."""

    delegation: str | None
    person: str
    value: str | int


@dataclass(frozen=True)
class QuestionTold:
    """A question, its answers, the mean of ratings, and the delegations that gave none."""

    id: str
    text: str
    kind: str
    answers: tuple[AnswerTold, ...]
    mean: float | None
    silent: tuple[str, ...]


def _sitting(told: Walk) -> dict[int, Seat]:
    """Return who had the seat when a note was written or an answer given, by the event's number."""
    return {
        step.event.seq: replace(seat, name=names_now(step.before)[seat.id])
        for step in told.steps
        if isinstance(step.event, NoteWritten | AnswerGiven)
        and (seat := step.before.seats.get(step.event.by)) is not None
    }


def notes(told: Walk) -> tuple[NoteTold, ...]:
    """Return all notes in order."""
    final = told.final
    sat = _sitting(told)
    found = []
    for note in final.notes:
        seat = sat.get(note.seq)
        person = seat.name or seat.id if seat else note.by
        if note.by == FACILITATOR:
            person = "The facilitator"
        role = seat.role if seat else "facilitator"
        number = final.round_of(note.seq)
        found.append(
            NoteTold(
                note.seq,
                number,
                person,
                role,
                note.objective,
                note.rating,
                said(note.text),
                note.task,
                rated(note.rating, scale_of(told.exercise, note.objective)) if note.rating else "",
            )
        )
    return tuple(found)


def objectives(told: Walk) -> tuple[ObjectiveTold, ...]:
    """Return the exercise's objectives, each with the notes about it."""
    everything = notes(told)
    found = []
    for goal in objectives_of(told.exercise):
        about = tuple(note for note in everything if note.objective == goal.number)
        ratings = [note.rating for note in about if note.rating is not None]
        mean = fmean(ratings) if ratings and goal.scale == "1-5" else None
        tasks = tuple(_task(number, text, about) for number, text in enumerate(goal.tasks, 1))
        found.append(
            ObjectiveTold(goal.number, goal.text, mean, about, goal.capability, goal.scale, tasks)
        )
    return tuple(found)


def _task(number: int, text: str, notes: tuple[NoteTold, ...]) -> TaskTold:
    about = tuple(note for note in notes if note.task == number)
    ratings = [note.rating for note in about if note.rating is not None]
    lowest = min(ratings, default=None)
    return TaskTold(number, text, tuple(one.rated for one in about if one.rated), lowest, about)


def questions(told: Walk) -> tuple[QuestionTold, ...]:
    """Return the exercise's questions with everybody's last answer."""
    final = told.final
    sat = _sitting(told)
    last = {(given.question, given.by): given for given in final.answers}
    found = []
    for question in told.exercise.questions:
        answers = []
        for (id, by), given in last.items():
            if id == question.id:
                seat = sat.get(given.seq)
                person = seat.name if seat else ""
                answers.append(AnswerTold(given.delegation, person or by, given.value))
        everybody = tuple(one.id for one in told.exercise.delegations)
        asked = everybody if question.to == "all" else tuple(question.to)
        said = {answer.delegation for answer in answers}
        ratings = [answer.value for answer in answers if isinstance(answer.value, int)]
        found.append(
            QuestionTold(
                id=question.id,
                text=flowing(question.text),
                kind=question.kind,
                answers=tuple(answers),
                mean=fmean(ratings) if ratings else None,
                silent=tuple(one for one in asked if one not in said),
            )
        )
    return tuple(found)
