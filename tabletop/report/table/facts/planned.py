"""Planned injects against what came, and what delegations answered while a round was played."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import fmean

from tabletop.play import events as e
from tabletop.play.kinds import declared
from tabletop.play.queries.naming import channel_name
from tabletop.play.queries.questions import asked_of, questions_of
from tabletop.play.seen.seen_plan import InjectPlan
from tabletop.play.state import State
from tabletop.play.telling.narration import narrate
from tabletop.play.view.view_plan import plan_seen
from tabletop.report.table.facts.overview import names_of
from tabletop.report.table.facts.voices import AnswerTold
from tabletop.report.table.facts.walk import Walk
from tabletop.seat.desk.injects import clock, now_of, told_actual, told_plan
from tabletop.text.prose import flowing

MOST_FOLLOWED = 3
"""What followed an inject: this many things that delegations did or said, before the next one."""
_LONGEST = 200


@dataclass(frozen=True)
class InjectTold:
    """An inject of the exercise: its plan, when it came, and what followed.

    `state` is where it ended: delivered, held, skipped, without its condition, or not delivered.
    """

    id: str
    title: str
    channel: str
    to: str
    owner: str
    planned: str
    actual: str
    state: str
    by_clock: bool
    expected: str
    followed: tuple[str, ...]


@dataclass(frozen=True)
class DiscussedTold:
    """A question of a round with each delegation's last answer, and those that gave none."""

    id: str
    round: int
    phase: str
    text: str
    answers: tuple[AnswerTold, ...]
    mean: float | None
    silent: tuple[str, ...]


def injects(told: Walk) -> tuple[InjectTold, ...]:
    """Return the injects of the exercise in its order."""
    followed = _followed(told)
    names = {one.id: one.name for one in told.exercise.delegations}
    return tuple(
        InjectTold(
            id=one.id,
            title=one.title,
            channel=channel_name(one.channel),
            to="everybody" if isinstance(one.to, str) else names_of(told.exercise, one.to),
            owner=names.get(one.owner) or (f"the {one.owner}" if one.owner else ""),
            planned=told_plan(one),
            actual=told_actual(one),
            state=_state(one),
            by_clock=one.delivery is not None and one.delivery.by == "clock",
            expected=flowing(one.expected),
            followed=followed.get(one.id, ()),
        )
        for one in plan_seen(told.final)
    )


def _state(one: InjectPlan) -> str:
    now = now_of(one, 0)
    if now in ("delivered", "held", "skipped"):
        return now
    return "not delivered" if one.holds else "its condition did not hold"


def _followed(told: Walk) -> Mapping[str, tuple[str, ...]]:
    """Return, by inject, the first things that delegations did or said after it."""
    found: dict[str, list[str]] = {}
    latest: list[str] = []
    came = 0
    after_another = True
    for step in told.steps:
        event, played = step.event, step.after.played(step.after.elapsed)
        if isinstance(event, e.InjectDelivered):
            if not event.inject:
                continue
            latest = [event.inject] if after_another else [*latest, event.inject]
            came, after_another = played, False
            continue
        who = vars(event).get("delegation")
        if not latest or who is None or declared(event).place.report == "left out":
            continue
        after_another = True
        said = f"{clock(played - came)} later: {_said(told, event, step.after)}"
        for inject in latest:
            if len(found.setdefault(inject, [])) < MOST_FOLLOWED:
                found[inject].append(_short(said))
    return {inject: tuple(one) for inject, one in found.items()}


def _said(told: Walk, event: e.AnyEvent, state: State) -> str:
    """Tell an event in a sentence; an answer without its question, which stands further down."""
    if not isinstance(event, e.ResponseGiven):
        return narrate(event, told.exercise, state=state)
    who = names_of(told.exercise, (event.delegation,))
    answer = f"{event.value} of 5" if isinstance(event.value, int) else f"“{event.value}”"
    return f"{who} answers {answer}"


def _short(said: str) -> str:
    return said if len(said) <= _LONGEST else f"{said[: _LONGEST - 1]}…"


def discussion(told: Walk) -> tuple[DiscussedTold, ...]:
    """Return the questions of the rounds that were opened, in order."""
    found = []
    for number, question in questions_of(told.exercise):
        if number > told.final.round:
            continue
        asked = [one.id for one in told.exercise.delegations if asked_of(question, one.id)]
        given = {
            one: told.final.responses[one, question.id].value
            for one in asked
            if (one, question.id) in told.final.responses
        }
        ratings = [value for value in given.values() if isinstance(value, int)]
        found.append(
            DiscussedTold(
                id=question.id,
                round=number,
                phase=question.phase or "",
                text=flowing(question.text),
                answers=tuple(AnswerTold(one, "", value) for one, value in given.items()),
                mean=fmean(ratings) if ratings else None,
                silent=tuple(one for one in asked if one not in given),
            )
        )
    return tuple(found)
