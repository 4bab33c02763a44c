"""Events: what happened, small, frozen and in the past tense. A transcript is a list of these.

`seq` counts from 1 without gaps; `at` is UTC in ISO 8601 with milliseconds and `Z`; `by` is a seat,
`referee`, `clock` or `facilitator`; `cause` is the seq of the event that led a group (one submit),
absent on the lead itself. `elapsed` is the table's own time at the lead of a group, in milliseconds
(see `clock`); absent at a table without clocks, and in games of before November 2026.

A ruling's lines are in `lines`.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, Strict, TypeAdapter, ValidationError

from tabletop.exercise.model import Effects, PhaseName
from tabletop.play.actions import Names, Role, Standstill, Tone
from tabletop.play.lines import LedgerLine, Record, TensionLine, TrustLine


class Event(Record):
    seq: int
    at: str
    by: str
    cause: int | None = None
    elapsed: int | None = None


class ExerciseOpened(Event):
    kind: Literal["exercise.opened"] = "exercise.opened"
    exercise: str
    title: str
    seed: int
    clocks: bool


class SeatAssigned(Event):
    kind: Literal["seat.assigned"] = "seat.assigned"
    seat: str
    delegation: str | None = None
    role: Role
    name: str = ""
    same_as: str | None = None
    """Another seat of the same person."""


class SeatJoined(Event):
    kind: Literal["seat.joined"] = "seat.joined"
    seat: str


class SeatLeft(Event):
    kind: Literal["seat.left"] = "seat.left"
    seat: str


class SeatReady(Event):
    kind: Literal["seat.ready"] = "seat.ready"
    delegation: str


class RoundOpened(Event):
    """`absent` are the delegations that the exercise begins without; None for no one."""

    kind: Literal["round.opened"] = "round.opened"
    round: int
    title: str
    date: str
    crisis: bool = False
    absent: Names | None = None


class PhaseOpened(Event):
    """`seconds` on its clock, 0 for none."""

    kind: Literal["phase.opened"] = "phase.opened"
    phase: PhaseName
    seconds: int = 0


class ClockPaused(Event):
    """`why`, when it was not the facilitator's doing; `missed` the seconds the computer slept."""

    kind: Literal["clock.paused"] = "clock.paused"
    why: Standstill | None = None
    missed: int | None = None


class ClockResumed(Event):
    """`less` are the seconds that are taken off it, None for no one."""

    kind: Literal["clock.resumed"] = "clock.resumed"
    less: int | None = None


class RulingHeld(Event):
    """From now on a ruling ends when the facilitator goes on, whoever is ready; or no more."""

    kind: Literal["ruling.held"] = "ruling.held"
    on: bool


class ClockExtended(Event):
    kind: Literal["clock.extended"] = "clock.extended"
    seconds: int


class InjectDelivered(Event):
    """`inject` is the exercise's id, or empty for one written on the spot."""

    kind: Literal["inject.delivered"] = "inject.delivered"
    inject: str
    title: str
    text: str
    to: str | Names
    effects: Effects


class MessageSent(Event):
    """`to` are delegations, or "all", "caucus" or "facilitator"."""

    kind: Literal["message.sent"] = "message.sent"
    delegation: str | None = None
    to: str | Names
    text: str


class StatementMade(Event):
    kind: Literal["statement.made"] = "statement.made"
    delegation: str
    tone: Tone
    text: str


class OfferTabled(Event):
    """`parties` are asked to sign; `needed` of them must (see `rules`)."""

    kind: Literal["offer.tabled"] = "offer.tabled"
    offer: str
    delegation: str
    to: Names
    package: dict[str, str]
    text: str = ""
    reply_to: str | None = None
    public: bool = False
    parties: Names
    needed: Names


class OfferWithdrawn(Event):
    kind: Literal["offer.withdrawn"] = "offer.withdrawn"
    offer: str
    delegation: str


class OfferSigned(Event):
    kind: Literal["offer.signed"] = "offer.signed"
    offer: str
    delegation: str


class OfferRejected(Event):
    kind: Literal["offer.rejected"] = "offer.rejected"
    offer: str
    delegation: str
    text: str = ""


class OfferLapsed(Event):
    kind: Literal["offer.lapsed"] = "offer.lapsed"
    offer: str


class AgreementReached(Event):
    """`terms` are the issues this agreement moves relative to what stood before."""

    kind: Literal["agreement.reached"] = "agreement.reached"
    agreement: str
    offer: str
    package: dict[str, str]
    signed: Names
    terms: Names


class TermDue(Event):
    """An act due in this decision phase; `instalment` 1 or 2 of `instalments`."""

    kind: Literal["term.due"] = "term.due"
    agreement: str
    issue: str
    option: str
    performers: Names
    instalment: int
    instalments: int


class TermReleased(Event):
    """An act due in this decision phase is not due any more: another agreement took its place.

    What its performers had decided in private is void.
    """

    kind: Literal["term.released"] = "term.released"
    agreement: str
    issue: str
    option: str
    performers: Names


class TermSuspended(Event):
    """An act that a breach of its agreement keeps from falling due.

    An agreement that keeps it takes it up again; `needed` are those who must sign that.
    """

    kind: Literal["term.suspended"] = "term.suspended"
    agreement: str
    issue: str
    option: str
    performers: Names
    needed: Names


class TermDecided(Event):
    """Private to the delegation until the ruling reveals all decisions together."""

    kind: Literal["term.decided"] = "term.decided"
    agreement: str
    issue: str
    delegation: str
    choice: Literal["perform", "breach"]


class TermPerformed(Event):
    kind: Literal["term.performed"] = "term.performed"
    agreement: str
    issue: str
    option: str
    delegation: str
    instalment: int
    instalments: int


class TermBreached(Event):
    """`silent`: nothing was decided in time."""

    kind: Literal["term.breached"] = "term.breached"
    agreement: str
    issue: str
    option: str
    delegation: str
    instalment: int
    instalments: int
    silent: bool = False


class GestureMade(Event):
    kind: Literal["gesture.made"] = "gesture.made"
    delegation: str
    issue: str
    option: str
    text: str = ""


class ClimateChanged(Event):
    """`trust` holds every pair by `of-toward` after the change, 0..100."""

    kind: Literal["climate.changed"] = "climate.changed"
    trust: dict[str, float]
    tension: float
    trust_lines: Annotated[tuple[TrustLine, ...], Strict(False)] = ()
    tension_lines: Annotated[tuple[TensionLine, ...], Strict(False)] = ()


class ScoreRuled(Event):
    """What a delegation has in this round: `value` is the exact sum of the ledger."""

    kind: Literal["score.ruled"] = "score.ruled"
    delegation: str
    round: int
    value: float
    walk_away: float
    ledger: Annotated[tuple[LedgerLine, ...], Strict(False)]


class RulingAdjusted(Event):
    kind: Literal["ruling.adjusted"] = "ruling.adjusted"
    what: str
    before: float
    value: float
    reason: str


class MoveUndone(Event):
    kind: Literal["move.undone"] = "move.undone"
    undone: Annotated[tuple[int, ...], Strict(False)]


class NoteWritten(Event):
    kind: Literal["note.written"] = "note.written"
    objective: int | None = None
    rating: int | None = None
    text: str = ""


class AnswerGiven(Event):
    kind: Literal["answer.given"] = "answer.given"
    delegation: str | None = None
    question: str
    value: str | int


class DebriefOpened(Event):
    kind: Literal["debrief.opened"] = "debrief.opened"


class DebriefRevealed(Event):
    """`what` the room is shown from now on: a step of `reveal.steps`, empty for nothing."""

    kind: Literal["debrief.revealed"] = "debrief.revealed"
    what: str


class ExerciseEnded(Event):
    """`ending` is its id, empty when the exercise has none that holds."""

    kind: Literal["exercise.ended"] = "exercise.ended"
    ending: str
    title: str
    text: str
    early: bool = False


class Unknown(Event):
    """What a later Tabletop recorded and this one can only show by the name of its kind.

    Made by `read_later_event` alone: nothing is ever recorded as this.
    """

    kind: Literal["unknown"] = "unknown"
    recorded: str
    """The kind it was recorded as."""


Known = Annotated[
    ExerciseOpened
    | SeatAssigned
    | SeatJoined
    | SeatLeft
    | SeatReady
    | RoundOpened
    | PhaseOpened
    | ClockPaused
    | ClockResumed
    | RulingHeld
    | ClockExtended
    | InjectDelivered
    | MessageSent
    | StatementMade
    | OfferTabled
    | OfferWithdrawn
    | OfferSigned
    | OfferRejected
    | OfferLapsed
    | AgreementReached
    | TermDue
    | TermReleased
    | TermSuspended
    | TermDecided
    | TermPerformed
    | TermBreached
    | GestureMade
    | ClimateChanged
    | ScoreRuled
    | RulingAdjusted
    | MoveUndone
    | NoteWritten
    | AnswerGiven
    | DebriefOpened
    | DebriefRevealed
    | ExerciseEnded,
    Field(discriminator="kind"),
]
AnyEvent = Known | Unknown

_EVENT: TypeAdapter[Known] = TypeAdapter(Known, config=ConfigDict(defer_build=True))


def read_event(record: dict[str, Any]) -> AnyEvent:
    """Read an event from a transcript's record (without its `chain`).

    Raises pydantic's `ValidationError`; the journal's reader says which event it was.
    """
    return _EVENT.validate_python(record)


def read_later_event(record: dict[str, Any]) -> AnyEvent:
    """Read what a later Tabletop may have recorded: keys that are new here are passed over.

    What is still not one of our events becomes `Unknown`. Raises pydantic's `ValidationError` for a
    record without a number, a time and an author.
    """
    try:
        return _EVENT.validate_python(record, extra="ignore")
    except ValidationError:
        common = {key: record[key] for key in ("seq", "at", "by", "cause") if key in record}
        return Unknown.model_validate({**common, "recorded": record.get("kind")})


def record_of(event: Event) -> dict[str, Any]:
    """The event as plain tables for a transcript: absent keys are left out."""
    return event.model_dump(mode="json", exclude_none=True, by_alias=True)
