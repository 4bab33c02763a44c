"""The speakers' list: hands, the floor and the speaker's clock. All of it is public."""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from tabletop.play import actions as a
from tabletop.play.events import speakers_events as e
from tabletop.play.kinds.declared import (
    Declared,
    Fields,
    Redaction,
    Showing,
    TakenBack,
    Telling,
    everybody,
    nothing_personal,
    nothing_spared,
    unspoken,
)
from tabletop.play.parts.motions import told_motion
from tabletop.play.queries.naming import minutes
from tabletop.play.state import FACILITATOR


def of_the_list(event: e.SpeakersEvent) -> Declared:
    """Return what an event of the list declares. The type checker reports a missing kind."""
    match event.kind:
        case "hand.raised":
            return _hand_raised(event)
        case "hand.lowered":
            return _hand_lowered(event)
        case "speaker.called":
            return _speaker_called(event)
        case "speaker.yielded":
            return _speaker_yielded(event)
        case "speaker.stopped":
            return _speaker_stopped(event)
        case "speaker.extended":
            return _speaker_extended(event)
        case "list.closed":
            return _list_closed(event)
        case "motion.moved":
            return _motion_moved(event)
        case "motion.withdrawn":
            return _motion_withdrawn(event)
        case "motion.refused":
            return _motion_refused(event)
    assert_never(event.kind)


def _hand_raised(event: e.HandRaised) -> Declared:
    return _public(
        lambda t: f"{_who(t, event.delegation, event.seat)} asks to speak.",
        lambda: a.RaiseHand(by=event.by, delegation=_for(event.by, event.delegation)),
        redacted=lambda r: {"seat": r.seat(event.seat)},
        about=event.delegation,
        faint=True,
    )


def _hand_lowered(event: e.HandLowered) -> Declared:
    return _public(
        lambda t: f"{t.name(event.delegation)} leaves the speakers' list.",
        lambda: a.LowerHand(by=event.by, delegation=_for(event.by, event.delegation)),
        about=event.delegation,
        faint=True,
    )


def _speaker_called(event: e.SpeakerCalled) -> Declared:
    clock = f" ({minutes(event.seconds)})" if event.seconds else ""
    return _public(
        lambda t: f"{_who(t, event.delegation, event.seat)} has the floor{clock}.",
        lambda: a.CallSpeaker(by=event.by, delegation=event.delegation),
        redacted=lambda r: {"seat": r.seat(event.seat)},
        about=event.delegation,
    )


def _speaker_yielded(event: e.SpeakerYielded) -> Declared:
    return _public(
        lambda t: f"{t.name(event.delegation)} has spoken.",
        lambda: a.Yield(by=event.by),
        about=event.delegation,
        faint=True,
    )


def _speaker_stopped(event: e.SpeakerStopped) -> Declared:
    does = "stops" if event.on else "runs again"
    return _public(
        lambda t: f"The clock of {t.name(event.delegation)} as speaker {does}.",
        lambda: a.StopSpeaker(by=event.by, on=event.on),
        about=event.delegation,
        faint=True,
    )


def _speaker_extended(event: e.SpeakerExtended) -> Declared:
    return _public(
        lambda t: f"{t.name(event.delegation)} may speak {minutes(event.seconds)} longer.",
        lambda: a.ExtendSpeaker(by=event.by, seconds=event.seconds),
        about=event.delegation,
        faint=True,
    )


def _list_closed(event: e.ListClosed) -> Declared:
    return _public(
        lambda _: f"The speakers' list is {'closed' if event.on else 'open again'}.",
        lambda: a.CloseList(by=event.by, on=event.on),
        about=None,
    )


def _motion_moved(event: e.MotionMoved) -> Declared:
    def told(t: Telling) -> str:
        what = told_motion(event.what, event.minutes, event.text)
        return f"{t.name(event.delegation)} moves {what} ({event.motion})."

    declared = _public(
        told,
        lambda: a.MoveMotion(
            by=event.by, what=event.what, minutes=event.minutes or None, text=event.text
        ),
        redacted=lambda r: {"text": r.unnamed(event.text)},
        about=event.motion,
    )
    return declared._replace(
        taken_back=TakenBack({"text": ""}, lambda t: f"A motion of {t.name(event.delegation)}"),
        place=declared.place._replace(report="done"),
        concerns=(event.delegation,),
    )


def _motion_withdrawn(event: e.MotionWithdrawn) -> Declared:
    declared = _public(
        lambda t: f"{t.name(event.delegation)} withdraws {event.motion}.",
        lambda: a.WithdrawMotion(by=event.by, motion=event.motion),
        about=event.motion,
    )
    return declared._replace(
        place=declared.place._replace(report="done"),
        concerns=(event.delegation,),
    )


def _motion_refused(event: e.MotionRefused) -> Declared:
    declared = _public(
        lambda t: (
            f"The facilitator rules {event.motion} of {t.name(event.delegation)} out of order"
            f"{f': “{event.text}”' if event.text else '.'}"
        ),
        lambda: a.RefuseMotion(by=event.by, motion=event.motion, text=event.text),
        redacted=lambda r: {"text": r.unnamed(event.text)},
        about=event.motion,
    )
    return declared._replace(
        taken_back=TakenBack({"text": ""}, lambda _: f"The ruling on {event.motion}"),
        place=declared.place._replace(report="done"),
        concerns=(event.delegation,),
    )


def _who(t: Telling, delegation: str, seat: str) -> str:
    """Return a delegation, and who speaks for it where that has a name of its own."""
    name, person = t.name(delegation), t.people.get(seat, "")
    # A stand-in without a name of its own is called by its delegation, and what it is.
    return f"{name} ({person})" if person and not person.startswith(name) else person or name


def _for(by: str, delegation: str) -> str | None:
    return delegation if by == FACILITATOR else None


def _public(
    told: Callable[[Telling], str],
    comes_of: Callable[[], a.AnyAction],
    *,
    redacted: Callable[[Redaction], Fields] = nothing_personal,
    about: str | None,
    faint: bool = False,
) -> Declared:
    """Declare an event of the list, in which nobody's words are."""
    return Declared(
        audience=everybody,
        revealed=True,
        spared=nothing_spared,
        taken_back=None,
        redacted=redacted,
        told=told,
        place=Showing(
            group="words",
            report="left out",
            mark=None,
            faint=faint,
            flag="",
            deed=None,
            about=about,
            round=None,
            stage=None,
        ),
        concerns=(about,) if about else (),
        spoken=unspoken,
        turn=None,
        weather=None,
        scores=(),
        comes_of=comes_of,
    )
