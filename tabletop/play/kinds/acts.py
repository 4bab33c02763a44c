"""Acts: what falls due, what is decided in private and then revealed, and gestures."""

from __future__ import annotations

from collections.abc import Sequence

from tabletop.play import actions as a
from tabletop.play import events as e
from tabletop.play.kinds.declared import (
    Declared,
    Showing,
    Spoken,
    TakenBack,
    Telling,
    Turn,
    everybody,
    nothing_personal,
    nothing_spared,
    only,
    quoted,
    unspoken,
)


def term_due(event: e.TermDue) -> Declared:
    return Declared(
        audience=everybody,
        revealed=True,
        spared=nothing_spared,
        taken_back=None,
        redacted=nothing_personal,
        told=lambda t: f"Due from {t.names(event.performers)}: {_act(t, event)}.",
        place=Showing(
            group="agreements and acts",
            report="left out",
            mark=None,
            faint=False,
            flag="",
            deed=None,
            about=_about(event),
            round=None,
            stage=None,
        ),
        concerns=event.performers,
        spoken=unspoken,
        turn=None,
        weather=None,
        scores=(),
        comes_of=None,
    )


def term_released(event: e.TermReleased) -> Declared:
    return Declared(
        audience=everybody,
        revealed=True,
        spared=nothing_spared,
        taken_back=None,
        redacted=nothing_personal,
        told=lambda t: (
            f"No longer due, since another agreement settles it anew: {_promised(t, event)}."
        ),
        place=Showing(
            group="agreements and acts",
            report="done",
            mark=None,
            faint=False,
            flag="",
            deed="not due",
            about=_about(event),
            round=None,
            stage=None,
        ),
        concerns=event.performers,
        spoken=unspoken,
        turn=None,
        weather=None,
        scores=(),
        comes_of=None,
    )


def term_suspended(event: e.TermSuspended) -> Declared:
    return Declared(
        audience=everybody,
        revealed=True,
        spared=nothing_spared,
        taken_back=None,
        redacted=nothing_personal,
        told=lambda t: (
            f"Suspended, since {event.agreement} was broken: {_promised(t, event)}. An agreement "
            f"that keeps it, signed by {t.names(event.needed)}, makes it fall due again."
        ),
        place=Showing(
            group="agreements and acts",
            report="done",
            mark=None,
            faint=False,
            flag="",
            deed="suspended",
            about=_about(event),
            round=None,
            stage=None,
        ),
        concerns=event.performers,
        spoken=unspoken,
        turn=None,
        weather=None,
        scores=(),
        comes_of=None,
    )


def term_decided(event: e.TermDecided) -> Declared:
    def told(t: Telling) -> str:
        what = {"perform": "perform", "breach": "break"}[event.choice]
        return f"{t.name(event.delegation)} decides in private to {what}: {t.issue(event.issue)}."

    return Declared(
        audience=only(event.delegation),
        revealed=True,
        spared=nothing_spared,
        taken_back=None,
        redacted=nothing_personal,
        told=told,
        place=Showing(
            group="agreements and acts",
            report="left out",
            mark=None,
            faint=False,
            flag="",
            deed=None,
            about=_about(event),
            round=None,
            stage=None,
        ),
        concerns=(event.delegation,),
        spoken=unspoken,
        turn=None,
        weather=None,
        scores=(),
        comes_of=lambda: (a.Perform if event.choice == "perform" else a.Breach)(
            by=event.by, agreement=event.agreement, issue=event.issue
        ),
    )


def term_performed(event: e.TermPerformed) -> Declared:
    return Declared(
        audience=everybody,
        revealed=True,
        spared=nothing_spared,
        taken_back=None,
        redacted=nothing_personal,
        told=lambda t: f"{t.name(event.delegation)} performs: {_act(t, event)}.",
        place=Showing(
            group="agreements and acts",
            report="done",
            mark="performed",
            faint=False,
            flag="",
            deed="performed",
            about=_about(event),
            round=None,
            stage=None,
        ),
        concerns=(event.delegation,),
        spoken=unspoken,
        turn=Turn("performed", lambda t, same, _: _word(t, same, "keeps its", "keep their")),
        weather=None,
        scores=(),
        comes_of=None,
    )


def term_breached(event: e.TermBreached) -> Declared:
    def told(t: Telling) -> str:
        how = "decides nothing, which breaks its word" if event.silent else "breaks its word"
        return f"{t.name(event.delegation)} {how}: {_act(t, event)}."

    return Declared(
        audience=everybody,
        revealed=True,
        spared=nothing_spared,
        taken_back=None,
        redacted=nothing_personal,
        told=told,
        place=Showing(
            group="agreements and acts",
            report="done",
            mark="breach",
            faint=False,
            flag="B",
            deed="BREACHED",
            about=_about(event),
            round=None,
            stage=None,
        ),
        concerns=(event.delegation,),
        spoken=unspoken,
        turn=Turn("breach", lambda t, same, _: _word(t, same, "breaks its", "break their")),
        weather=None,
        scores=(),
        comes_of=None,
    )


def gesture_made(event: e.GestureMade) -> Declared:
    return Declared(
        audience=everybody,
        revealed=True,
        spared=nothing_spared,
        taken_back=TakenBack({"text": ""}, lambda t: f"A gesture of {t.name(event.delegation)}"),
        redacted=lambda r: {"text": r.unnamed(event.text)},
        told=lambda t: (
            f"{t.name(event.delegation)} makes a gesture, {t.issue(event.issue)}: "
            f"{t.option(event.issue, event.option)}.{quoted(event.text)}"
        ),
        place=Showing(
            group="agreements and acts",
            report="done",
            mark="performed",
            faint=False,
            flag="G",
            deed="gesture",
            about=f"{event.issue}={event.option}",
            round=None,
            stage=None,
        ),
        concerns=(event.delegation,),
        spoken=lambda _: Spoken("making a gesture", event.text),
        turn=Turn("gesture", lambda t, *_: f"{t.name(event.delegation)} makes a gesture"),
        weather=None,
        scores=(),
        comes_of=lambda: a.MakeGesture(
            by=event.by, issue=event.issue, option=event.option, text=event.text
        ),
    )


def _word(t: Telling, same: Sequence[e.Event], one: str, more: str) -> str:
    """Return who kept or broke their word by several acts of one ruling."""
    whose = dict.fromkeys(
        act.delegation for act in same if isinstance(act, e.TermPerformed | e.TermBreached)
    )
    return f"{t.listed(tuple(whose))} {one if len(whose) == 1 else more} word"


_Promise = e.TermDue | e.TermReleased | e.TermSuspended | e.TermPerformed | e.TermBreached


def _promised(t: Telling, event: _Promise) -> str:
    return f"{t.issue(event.issue)}, {t.option(event.issue, event.option)}"


def _act(t: Telling, event: e.TermDue | e.TermPerformed | e.TermBreached) -> str:
    part = f" (part {event.instalment} of 2)" if event.instalments > 1 else ""
    return f"{_promised(t, event)}{part}"


def _about(event: _Promise | e.TermDecided) -> str:
    return f"{event.agreement}:{event.issue}"
