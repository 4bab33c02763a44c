"""Events: what happened, small, frozen and in the past tense. A transcript is a list of these.

What all have is in `event`, those of decisions, scenarios, speakers' lists and votes in files of
their own; what they hold in `play.parts`. What a field means that moves have too stands in
`actions`. This room knows no state. docs/reference/events.md is made of it by
`python -m tests.docs`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, Strict

from tabletop.exercise.model import PhaseName
from tabletop.exercise.parts import Temperament
from tabletop.play.actions import Names, Role, Standstill, Tone
from tabletop.play.events.coach_events import AdviceGiven as AdviceGiven
from tabletop.play.events.decision_events import DecisionClosed as DecisionClosed
from tabletop.play.events.decision_events import DecisionOpened as DecisionOpened
from tabletop.play.events.decision_events import DecisionTaken as DecisionTaken
from tabletop.play.events.event import Event as Event
from tabletop.play.events.scenario_events import InjectDelivered as InjectDelivered
from tabletop.play.events.scenario_events import InjectPlanned as InjectPlanned
from tabletop.play.events.scenario_events import ResponseGiven as ResponseGiven
from tabletop.play.events.speakers_events import HandLowered as HandLowered
from tabletop.play.events.speakers_events import HandRaised as HandRaised
from tabletop.play.events.speakers_events import ListClosed as ListClosed
from tabletop.play.events.speakers_events import MotionMoved as MotionMoved
from tabletop.play.events.speakers_events import MotionRefused as MotionRefused
from tabletop.play.events.speakers_events import MotionWithdrawn as MotionWithdrawn
from tabletop.play.events.speakers_events import SpeakerCalled as SpeakerCalled
from tabletop.play.events.speakers_events import SpeakerExtended as SpeakerExtended
from tabletop.play.events.speakers_events import SpeakersEvent
from tabletop.play.events.speakers_events import SpeakerStopped as SpeakerStopped
from tabletop.play.events.speakers_events import SpeakerYielded as SpeakerYielded
from tabletop.play.events.vote_events import VoteCalled as VoteCalled
from tabletop.play.events.vote_events import VoteCast as VoteCast
from tabletop.play.events.vote_events import VoteClosed as VoteClosed
from tabletop.play.events.vote_events import VoteEvent
from tabletop.play.events.vote_events import VoteOpened as VoteOpened
from tabletop.play.parts.lines import LedgerLine, TensionLine, TrustLine


class ExerciseOpened(Event):
    """The first event of all; `seed` is the seed of its chance, `clocks` whether phases have
    clocks.
    """

    kind: Literal["exercise.opened"] = "exercise.opened"
    exercise: str
    title: str
    seed: int
    clocks: bool


class SeatAssigned(Event):
    """A seat is created or changed: its delegation, its role, and who has it."""

    kind: Literal["seat.assigned"] = "seat.assigned"
    seat: str
    delegation: str | None = None
    role: Role
    name: str = ""
    same_as: str | None = None
    """Another seat of the same person."""
    holds: Names | None = None
    stand_in: Temperament | None = None


class SeatJoined(Event):
    """The person who has the seat is connected."""

    kind: Literal["seat.joined"] = "seat.joined"
    seat: str


class SeatLeft(Event):
    """The person who has the seat has left; the seat stays theirs."""

    kind: Literal["seat.left"] = "seat.left"
    seat: str


class SeatReady(Event):
    """A delegation is done with this phase."""

    kind: Literal["seat.ready"] = "seat.ready"
    delegation: str


class RoundOpened(Event):
    """A round begins; `absent` are the delegations it begins without (None: none)."""

    kind: Literal["round.opened"] = "round.opened"
    round: int
    title: str
    date: str
    crisis: bool = False
    absent: Names | None = None


class RoundClosed(Event):
    """A round ends without a ruling phase, so open offers lapse; or `early`, with the exercise."""

    kind: Literal["round.closed"] = "round.closed"
    round: int
    early: bool | None = None


class PhaseOpened(Event):
    """A phase begins, with `seconds` on its clock (0: no clock)."""

    kind: Literal["phase.opened"] = "phase.opened"
    phase: PhaseName
    seconds: int = 0


class ClockPaused(Event):
    """The clock stops; `why` if nobody asked for it, `missed` the seconds the computer slept."""

    kind: Literal["clock.paused"] = "clock.paused"
    why: Standstill | None = None
    missed: int | None = None


class ClockResumed(Event):
    """The clock runs again; `less` are the seconds taken off it (None: none)."""

    kind: Literal["clock.resumed"] = "clock.resumed"
    less: int | None = None


class RulingHeld(Event):
    """From now on rulings wait for the facilitator, even if everybody is ready; or no longer do."""

    kind: Literal["ruling.held"] = "ruling.held"
    on: bool


class ClockExtended(Event):
    """The phase lasts `seconds` longer."""

    kind: Literal["clock.extended"] = "clock.extended"
    seconds: int


class MessageSent(Event):
    """A message; `to` are delegations, or "all", "caucus" or "facilitator"."""

    kind: Literal["message.sent"] = "message.sent"
    delegation: str | None = None
    to: str | Names
    text: str


class StatementMade(Event):
    """A public statement with a tone, which moves everybody's trust in the speaker."""

    kind: Literal["statement.made"] = "statement.made"
    delegation: str
    tone: Tone
    text: str


class OfferTabled(Event):
    """A package is tabled; `parties` are asked to sign, `needed` of them must."""

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
    """The proposer withdraws an open offer."""

    kind: Literal["offer.withdrawn"] = "offer.withdrawn"
    offer: str
    delegation: str


class OfferSigned(Event):
    """One of the parties signs an open offer."""

    kind: Literal["offer.signed"] = "offer.signed"
    offer: str
    delegation: str


class OfferRejected(Event):
    """A delegation rejects an open offer, and can't sign it any more."""

    kind: Literal["offer.rejected"] = "offer.rejected"
    offer: str
    delegation: str
    text: str = ""


class OfferLapsed(Event):
    """The offer was still open when its round's ruling began."""

    kind: Literal["offer.lapsed"] = "offer.lapsed"
    offer: str


class AgreementReached(Event):
    """An agreement is in force; `terms` are the issues it moves from what stood before."""

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
    """An act due in this decision phase is no longer due: another agreement replaced it.

    What its performers had decided in private is void.
    """

    kind: Literal["term.released"] = "term.released"
    agreement: str
    issue: str
    option: str
    performers: Names


class TermSuspended(Event):
    """An act that a breach of its agreement keeps from falling due.

    An agreement that keeps it makes it fall due again; `needed` are those who must sign such an
    agreement.
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
    """A performer has done its part of an act; revealed as the ruling opens."""

    kind: Literal["term.performed"] = "term.performed"
    agreement: str
    issue: str
    option: str
    delegation: str
    instalment: int
    instalments: int


class TermBreached(Event):
    """A performer has breached its promise; `silent`: nothing was decided in time."""

    kind: Literal["term.breached"] = "term.breached"
    agreement: str
    issue: str
    option: str
    delegation: str
    instalment: int
    instalments: int
    silent: bool = False


class GestureMade(Event):
    """A delegation does its own part of an issue voluntarily, without an agreement."""

    kind: Literal["gesture.made"] = "gesture.made"
    delegation: str
    issue: str
    option: str
    text: str = ""


class ClimateChanged(Event):
    """The climate as ruled; `trust` by `of-toward` and `tension` after the change, 0..100."""

    kind: Literal["climate.changed"] = "climate.changed"
    trust: dict[str, float]
    tension: float
    trust_lines: Annotated[tuple[TrustLine, ...], Strict(False)] = ()
    tension_lines: Annotated[tuple[TensionLine, ...], Strict(False)] = ()


class ScoreRuled(Event):
    """A delegation's score in this round: `value` is the exact sum of the `ledger`, in points."""

    kind: Literal["score.ruled"] = "score.ruled"
    delegation: str
    round: int
    value: float
    walk_away: float
    ledger: Annotated[tuple[LedgerLine, ...], Strict(False)]


class RulingAdjusted(Event):
    """The facilitator changes a level: `what` names it, `before` is its old value."""

    kind: Literal["ruling.adjusted"] = "ruling.adjusted"
    what: str
    before: float
    value: float
    reason: str


class MoveUndone(Event):
    """The facilitator undoes the last move; `undone` are the numbers of its events."""

    kind: Literal["move.undone"] = "move.undone"
    undone: Annotated[tuple[int, ...], Strict(False)]


class NoteWritten(Event):
    """A note by an evaluator or the facilitator, with a rating or a text or both."""

    kind: Literal["note.written"] = "note.written"
    objective: int | None = None
    task: int | None = None
    rating: int | None = None
    text: str = ""


class AnswerGiven(Event):
    """An answer to one of the exercise's questions, in the debrief."""

    kind: Literal["answer.given"] = "answer.given"
    delegation: str | None = None
    question: str
    value: str | int


class DebriefOpened(Event):
    """Briefs, numbers and decisions are revealed to everybody from now on; private
    words are not.
    """

    kind: Literal["debrief.opened"] = "debrief.opened"


class DebriefRevealed(Event):
    """`what` the room is shown from now on: a step of `reveal.steps`, empty for nothing."""

    kind: Literal["debrief.revealed"] = "debrief.revealed"
    what: str


class ExerciseEnded(Event):
    """The end; `ending` is its id, empty where none holds; `early` if the facilitator ended it."""

    kind: Literal["exercise.ended"] = "exercise.ended"
    ending: str
    title: str
    text: str
    early: bool = False


class Unknown(Event):
    """An event recorded by a later Tabletop, of which this one knows only the name of its kind.

    Created by `records.read_later_event` alone: nothing is ever recorded as this.
    """

    kind: Literal["unknown"] = "unknown"
    recorded: str
    """The kind under which it was recorded."""


Known = Annotated[
    ExerciseOpened
    | SeatAssigned
    | SeatJoined
    | SeatLeft
    | SeatReady
    | RoundOpened
    | RoundClosed
    | PhaseOpened
    | ClockPaused
    | ClockResumed
    | RulingHeld
    | ClockExtended
    | InjectDelivered
    | InjectPlanned
    | ResponseGiven
    | MessageSent
    | StatementMade
    | OfferTabled
    | OfferWithdrawn
    | OfferSigned
    | OfferRejected
    | OfferLapsed
    | VoteEvent
    | AgreementReached
    | TermDue
    | TermReleased
    | TermSuspended
    | TermDecided
    | TermPerformed
    | TermBreached
    | GestureMade
    | DecisionOpened
    | DecisionTaken
    | DecisionClosed
    | ClimateChanged
    | ScoreRuled
    | RulingAdjusted
    | MoveUndone
    | NoteWritten
    | AnswerGiven
    | AdviceGiven
    | DebriefOpened
    | DebriefRevealed
    | ExerciseEnded
    | SpeakersEvent,
    Field(discriminator="kind"),
]
AnyEvent = Known | Unknown
