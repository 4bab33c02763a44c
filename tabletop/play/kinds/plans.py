"""What a facilitator does about planned injects, and what delegations answer in a discussion."""

from __future__ import annotations

from tabletop.play import actions as a
from tabletop.play import events as e
from tabletop.play.kinds.declared import (
    NOTHING,
    Declared,
    Showing,
    TakenBack,
    Telling,
    nobody,
    nothing_personal,
    nothing_spared,
    unspoken,
)
from tabletop.play.queries.questions import is_past, questions_of
from tabletop.play.queries.reader import Reader
from tabletop.text.prose import flowing


def inject_planned(event: e.InjectPlanned) -> Declared:
    def told(t: Telling) -> str:
        known = t.exercise.inject_by_id.get(event.inject)
        title = f"“{known.title}”" if known is not None else "An inject"
        match event.how:
            case "hold":
                return f"{title} is held until the facilitator delivers it."
            case "skip":
                return f"{title} is skipped."
            case "restore":
                return f"{title} comes as planned again."
            case "move":
                minutes = event.minutes or 0
                return (
                    f"{title} is moved to {minutes} minute{'' if minutes == 1 else 's'} from now."
                )

    return Declared(
        audience=nobody,
        revealed=False,
        spared=nothing_spared,
        taken_back=None,
        redacted=nothing_personal,
        told=told,
        place=Showing(
            group="injects",
            report="left out",
            mark=None,
            faint=True,
            flag="",
            deed=None,
            about=event.inject,
            round=None,
            stage=None,
        ),
        concerns=(),
        spoken=unspoken,
        turn=None,
        weather=None,
        scores=(),
        comes_of=lambda: a.PlanInject(
            by=event.by, id=event.inject, how=event.how, minutes=event.minutes
        ),
    )


def response_given(event: e.ResponseGiven) -> Declared:
    def told(t: Telling) -> str:
        asked = {one.question.id: one.question for one in questions_of(t.exercise)}
        question = flowing(asked[event.question].text) if event.question in asked else ""
        if isinstance(event.value, int):
            return f"{t.name(event.delegation)} answers “{question}”: {event.value} of 5"
        return f"{t.name(event.delegation)} answers “{question}”: “{event.value}”"

    def known(reader: Reader) -> bool:
        if reader.delegation == event.delegation:
            return True
        asked = {one.question.id: one for one in questions_of(reader.state.exercise)}
        placed = asked.get(event.question)
        return (
            placed is not None
            and placed.question.shown == "afterwards"
            and is_past(reader.state, placed)
        )

    return Declared(
        audience=known,
        revealed=True,
        spared=nothing_spared,
        taken_back=TakenBack(
            {"value": ""}, lambda t: f"An answer of {t.name(event.delegation)} in the discussion"
        ),
        redacted=lambda r: (
            {"value": r.unnamed(event.value)} if isinstance(event.value, str) else NOTHING
        ),
        told=told,
        place=Showing(
            group="notes and answers",
            report="said",
            mark=None,
            faint=False,
            flag="",
            deed=None,
            about=event.question,
            round=None,
            stage=None,
        ),
        concerns=(event.delegation,),
        spoken=unspoken,
        turn=None,
        weather=None,
        scores=(),
        comes_of=lambda: a.Respond(by=event.by, question=event.question, value=event.value),
    )
