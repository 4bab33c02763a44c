"""The course of a table: seats, rounds, phases, clocks, the end and the debrief."""

from __future__ import annotations

from collections.abc import Callable

from tabletop.play import actions as a
from tabletop.play import events as e
from tabletop.play.kinds.declared import (
    Declared,
    Fields,
    Redaction,
    Showing,
    Telling,
    Turn,
    closed,
    everybody,
    nothing_personal,
    nothing_spared,
    those,
    unspoken,
)
from tabletop.play.queries.naming import minutes, standstill
from tabletop.play.queries.reveal import told_step
from tabletop.text.lists import listed
from tabletop.text.prose import flowing

_RUNNING = Showing(
    group="course",
    report="left out",
    mark=None,
    faint=True,
    flag="",
    deed=None,
    about=None,
    round=None,
    stage=None,
)


def exercise_opened(event: e.ExerciseOpened) -> Declared:
    return _public(
        lambda _: f"{event.title} is opened.",
        _RUNNING,
        comes_of=None,
    )


def seat_assigned(event: e.SeatAssigned) -> Declared:
    def told(t: Telling) -> str:
        where = f" for {t.name(event.delegation)}" if event.delegation else ""
        if event.stand_in:
            instead = f", in place of {event.name}" if event.name else ""
            return f"A stand-in ({event.stand_in}) plays{where}{instead}."
        if not event.name:
            whose = {"head": "The head's", "member": "A member's"}.get(
                event.role, f"An {event.role}'s"
            )
            return f"{whose} seat{where} is free."
        who = t.people.get(event.seat) or event.name
        party = t.exercise.delegation_by_id.get(event.delegation or "")
        titles = (
            [one.name for one in party.own_roles if one.id in (event.holds or ())] if party else []
        )
        if titles:
            # Roles are also given to somebody who has the seat already.
            return f"{who} sits{where} ({event.role}, {listed(titles)})."
        return f"{who} takes a seat{where} ({event.role})."

    return _public(
        told,
        _of_seat(event.seat),
        lambda r: {
            "seat": r.seat(event.seat),
            "name": r.person(event.seat, event.name),
            "same_as": r.seat(event.same_as) if event.same_as else None,
        },
        concerns=those(event.delegation),
        comes_of=lambda: a.Assign(
            by=event.by,
            seat=event.seat,
            delegation=event.delegation,
            role=event.role,
            name=event.name,
            same_as=event.same_as,
            holds=event.holds,
            stand_in=event.stand_in,
        ),
    )


def seat_joined(event: e.SeatJoined) -> Declared:
    return _public(
        lambda t: f"{t.people.get(event.seat) or event.seat} is here.",
        _of_seat(event.seat),
        lambda r: {"seat": r.seat(event.seat)},
        comes_of=lambda: a.Join(by=event.by),
    )


def seat_left(event: e.SeatLeft) -> Declared:
    return _public(
        lambda t: f"{t.people.get(event.seat) or event.seat} leaves.",
        _of_seat(event.seat),
        lambda r: {"seat": r.seat(event.seat)},
        comes_of=lambda: a.Leave(by=event.by),
    )


def seat_ready(event: e.SeatReady) -> Declared:
    return _public(
        lambda t: f"{t.name(event.delegation)} is ready.",
        _RUNNING,
        concerns=(event.delegation,),
        comes_of=lambda: a.Ready(by=event.by),
    )


def round_opened(event: e.RoundOpened) -> Declared:
    def told(t: Telling) -> str:
        crisis = " The table is in crisis." if event.crisis else ""
        without = ""
        if event.absent:
            gone, one = t.names(event.absent), len(event.absent) == 1
            are, sign, do = ("is", "signs", "does") if one else ("are", "sign", "do")
            has = t.exercise.has
            signing = f" and {sign} nothing" if has.signatures else f" and {do} not vote"
            without = f" {gone} {are} absent{signing if has.offers else ''}."
        date = f", {event.date}" if event.date else ""
        return f"Round {event.round}{date}: {event.title}.{crisis}{without}"

    return _public(
        told,
        Showing(
            group="course",
            report="left out",
            mark=None,
            faint=False,
            flag="",
            deed=None,
            about=None,
            round=event.round,
            stage=None,
        ),
        turn=Turn("round", lambda *_: f"Time passes: round {event.round} opens"),
        comes_of=lambda: a.Advance(by=event.by, absent=event.absent or ()),
    )


def round_closed(event: e.RoundClosed) -> Declared:
    return _public(
        # What is open is settled by it, and told after it.
        lambda _: (
            f"Round {event.round} ends early."
            if event.early
            else f"The last phase of round {event.round} ends."
        ),
        _RUNNING,
        comes_of=lambda: (a.EndExercise if event.early else a.Advance)(by=event.by),
    )


def phase_opened(event: e.PhaseOpened) -> Declared:
    clock = f" ({minutes(event.seconds)})" if event.seconds else ""
    return _public(
        lambda _: f"Phase: {event.phase}{clock}.",
        _RUNNING._replace(stage=event.phase),
        comes_of=lambda: a.Advance(by=event.by),
    )


def clock_paused(event: e.ClockPaused) -> Declared:
    why = standstill(event.why, event.missed or 0)
    return _public(
        lambda _: f"The clock is paused{f': {why}' if why else ''}.",
        _RUNNING,
        comes_of=lambda: a.Pause(by=event.by, why=event.why, missed=event.missed),
    )


def clock_resumed(event: e.ClockResumed) -> Declared:
    less = f", {minutes(event.less)} shorter because the computer slept" if event.less else ""
    return _public(
        lambda _: f"The clock is running again{less}.",
        _RUNNING,
        comes_of=lambda: a.Resume(by=event.by, less=event.less),
    )


def clock_extended(event: e.ClockExtended) -> Declared:
    return _public(
        lambda _: f"{event.seconds} seconds are added to the clock.",
        _RUNNING,
        comes_of=lambda: a.Extend(by=event.by, seconds=event.seconds),
    )


def debrief_opened(event: e.DebriefOpened) -> Declared:
    return _public(
        lambda t: (
            "The debrief is open: all briefs "
            f"{'and scores ' if t.exercise.has.points else ''}are revealed."
        ),
        _RUNNING._replace(stage="debrief"),
        comes_of=lambda: a.OpenDebrief(by=event.by),
    )


def debrief_revealed(event: e.DebriefRevealed) -> Declared:
    return _public(
        lambda t: f"The room is shown: {told_step(t.exercise, event.what)}.",
        _RUNNING,
        comes_of=lambda: a.Reveal(by=event.by, what=event.what),
    )


def exercise_ended(event: e.ExerciseEnded) -> Declared:
    return _public(
        lambda _: f"The exercise ends: {event.title}. {flowing(event.text)}",
        Showing(
            group="course",
            report="done",
            mark=None,
            faint=True,
            flag="",
            deed=None,
            about=None,
            round=None,
            stage="ended",
        ),
        comes_of=lambda: (a.EndExercise if event.early else a.Advance)(by=event.by),
    )


def unknown(event: e.Unknown) -> Declared:
    """Declare an event of a later Tabletop: its audience is unknown here, so nobody may see it."""
    return closed(event)


def _public(
    told: Callable[[Telling], str],
    place: Showing,
    redacted: Callable[[Redaction], Fields] = nothing_personal,
    *,
    comes_of: Callable[[], a.AnyAction] | None,
    concerns: tuple[str, ...] = (),
    turn: Turn | None = None,
) -> Declared:
    """Declare an event that is public and contains nobody's words."""
    return Declared(
        audience=everybody,
        revealed=True,
        spared=nothing_spared,
        taken_back=None,
        redacted=redacted,
        told=told,
        place=place,
        concerns=concerns,
        spoken=unspoken,
        turn=turn,
        weather=None,
        scores=(),
        comes_of=comes_of,
    )


def _of_seat(seat: str) -> Showing:
    return Showing(
        group="course",
        report="left out",
        mark=None,
        faint=True,
        flag="",
        deed=None,
        about=seat,
        round=None,
        stage=None,
    )
