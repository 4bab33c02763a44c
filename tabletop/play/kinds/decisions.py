"""Decisions: asked, taken in private or before everybody, and settled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from tabletop.play import actions as a
from tabletop.play import events as e
from tabletop.play.kinds.declared import (
    NOTHING,
    Declared,
    DeedTold,
    Fields,
    Mark,
    Showing,
    Spoken,
    TakenBack,
    Telling,
    Turn,
    Weather,
    everybody,
    nothing_personal,
    nothing_spared,
    only,
    quoted,
    unspoken,
    withheld,
)
from tabletop.play.parts.lines import Cause
from tabletop.play.queries.reader import Reader
from tabletop.play.state import FACILITATOR


def decision_opened(event: e.DecisionOpened) -> Declared:
    return Declared(
        audience=only(event.delegation) if event.secret else everybody,
        revealed=True,
        spared=nothing_spared,
        taken_back=None,
        redacted=nothing_personal,
        told=lambda t: f"{t.name(event.delegation)} is asked to decide: {event.title}.",
        place=_place(event, report="left out"),
        concerns=(event.delegation,),
        spoken=unspoken,
        turn=None,
        weather=None,
        scores=(),
        comes_of=None,
    )


def decision_taken(event: e.DecisionTaken) -> Declared:
    def told(t: Telling) -> str:
        whose = t.name(event.delegation)
        who = f"The facilitator decides for {whose}" if event.by == FACILITATOR else whose
        decides = "" if event.by == FACILITATOR else " decides"
        decision = t.exercise.decision_by_id.get(event.decision)
        if decision is not None and decision.final and not event.secret:
            # It is settled at once, which tells what was chosen.
            if event.by == FACILITATOR:
                return f"The facilitator takes a final decision for {whose}: {decision.name}."
            how = " by a vote of its members" if event.voted else ""
            return f"{whose} takes a final decision{how}: {decision.name}."
        private = " in private" if event.secret else ""
        private += " by a vote of its members" if event.voted else ""
        return f"{who}{decides}{private}, {_answer(t, event)}.{quoted(event.text)}"

    def spared(reader: Reader) -> Fields:
        """Keep to its delegation why it chose what it may have changed since."""
        return {"text": ""} if event.secret and reader.delegation != event.delegation else NOTHING

    return Declared(
        audience=only(event.delegation) if event.secret else everybody,
        revealed=True,
        spared=spared,
        taken_back=TakenBack({"text": ""}, lambda t: f"A decision of {t.name(event.delegation)}"),
        redacted=lambda r: {
            "text": withheld(event.text) if event.secret else r.unnamed(event.text)
        },
        told=told,
        place=_place(event, report="left out"),
        concerns=(event.delegation,),
        spoken=lambda _: Spoken("deciding", event.text),
        turn=None,
        weather=None,
        scores=(),
        comes_of=lambda: a.Decide(
            by=event.by, decision=event.decision, option=event.option, text=event.text
        ),
    )


def decision_closed(event: e.DecisionClosed) -> Declared:
    def told(t: Telling) -> str:
        who = t.name(event.delegation)
        if event.option is None:
            return f"{who} has not decided: {event.title}."
        if event.default:
            return f"{who} has not decided, so this holds, {_answer(t, event)}."
        who = (
            f"The facilitator has decided for {who}" if event.facilitator else f"{who} has decided"
        )
        return f"{who}, {_answer(t, event)}.{quoted(event.text)}"

    def title(t: Telling, same: Sequence[e.Event], _: int) -> str:
        settled = [one for one in same if isinstance(one, e.DecisionClosed)]
        return f"Decided: {'; '.join(_answer(t, one) for one in settled)}"

    return Declared(
        audience=everybody,
        revealed=True,
        spared=nothing_spared,
        taken_back=TakenBack({"text": ""}, lambda t: f"A decision of {t.name(event.delegation)}"),
        redacted=lambda r: {"text": r.unnamed(event.text)},
        told=told,
        place=_place(
            event,
            report="done",
            mark="decision",
            flag="D",
            deed="decided" if event.option is not None else "not decided",
        ),
        concerns=(event.delegation,),
        spoken=unspoken,
        turn=Turn("decision", title),
        weather=Weather(_cause(event), _cause(event), (), ()),
        scores=(),
        comes_of=None,
    )


def _cause(event: e.DecisionClosed) -> Cause:
    return Cause("decision", {"title": event.title})


def _answer(t: Telling, event: e.DecisionTaken | e.DecisionClosed) -> str:
    decision = t.exercise.decision_by_id.get(event.decision)
    if event.option is None:
        return f"{decision.name if decision else event.decision}: not decided"
    if decision is None or event.option not in decision.option_by_id:
        return f"{event.decision}: {event.option}"
    return f"{decision.name}: {decision.option_by_id[event.option].name}"


def _place(
    event: e.DecisionOpened | e.DecisionTaken | e.DecisionClosed,
    *,
    report: Literal["left out", "done"],
    mark: Mark | None = None,
    flag: str = "",
    deed: DeedTold | None = None,
) -> Showing:
    return Showing(
        group="decisions",
        report=report,
        mark=mark,
        faint=False,
        flag=flag,
        deed=deed,
        about=event.decision,
        round=None,
        stage=None,
    )
