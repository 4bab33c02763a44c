"""The state of a table: a fold of its events, frozen at every step.

The state holds every secret of the table; a person only ever gets `view(state, seat)` of it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from tabletop.exercise.model import PHASES, Exercise, PhaseName
from tabletop.exercise.package import status_quo
from tabletop.exercise.parts import Temperament
from tabletop.play.actions import Role, Standstill
from tabletop.play.events import (
    AdviceGiven,
    AnswerGiven,
    ClimateChanged,
    InjectDelivered,
    MessageSent,
    NoteWritten,
    ResponseGiven,
    RulingAdjusted,
    ScoreRuled,
    StatementMade,
    VoteClosed,
)
from tabletop.play.parts.decisions import DecisionAsked
from tabletop.play.parts.log import Log
from tabletop.play.parts.plan import Timetable
from tabletop.play.parts.speakers import SpeakersList
from tabletop.play.parts.votes import Vote
from tabletop.play.versions import RULES
from tabletop.referee.circumstances import Circumstances, opening_circumstances
from tabletop.referee.climate import ActDone, OptionStep

FACILITATOR = "facilitator"
REFEREE = "referee"
CLOCK = "clock"

Stage = PhaseName | Literal["lobby", "ended", "debrief"]
STAGES: tuple[Stage, ...] = ("lobby", *PHASES, "ended", "debrief")


@dataclass(frozen=True)
class Seat:
    """One person's place. Evaluators and observers have no delegation."""

    id: str
    delegation: str | None
    role: Role
    name: str = ""
    present: bool = False
    same_as: str | None = None
    """The first seat of this person, if this is not their only one."""
    holds: tuple[str, ...] = ()
    """The roles of its delegation that were given to this seat; `roles.held` has those that its
    person has.
    """
    stand_in: Temperament | None = None
    """How a stand-in plays here, if one does; `name` is then whose seat it stays."""


@dataclass(frozen=True)
class Clock:
    """The phase's clock: `seconds` in all (0: none), counted from `opened`, less time paused.

    `opened` and `paused` are in the table's own time (`State.elapsed`); `held` is the milliseconds
    spent in earlier pauses.
    """

    seconds: int = 0
    opened: int = 0
    paused: int | None = None
    held: int = 0
    why: Standstill | None = None
    """Why it is paused, when the facilitator did not do it."""
    missed: int = 0
    """The seconds that the computer slept, if that is why."""

    def spent(self, elapsed: int) -> int:
        """Return the milliseconds that have run on it."""
        return (elapsed if self.paused is None else self.paused) - self.opened - self.held


@dataclass(frozen=True)
class Offer:
    """A package on the table. `status` is open, withdrawn, rejected, lapsed or agreed."""

    id: str
    delegation: str
    to: tuple[str, ...]
    package: Mapping[str, str]
    text: str
    reply_to: str | None
    public: bool
    parties: tuple[str, ...]
    needed: tuple[str, ...]
    round: int
    seq: int
    readers: tuple[str, ...] = ()
    """Who its words were for when it was tabled: proposer, addressees and those who had to sign."""
    signed: tuple[str, ...] = ()
    """Who has signed; where offers are voted on, who voted yes."""
    rejected: tuple[str, ...] = ()
    put: bool = False
    """Whether it was put to the vote, which makes it known to everybody."""
    status: Literal["open", "withdrawn", "rejected", "lapsed", "agreed"] = "open"
    tallies: Mapping[int, str] = field(default_factory=dict)
    """What it had of what it needs (`Needs.tally`) after the events that brought a signature, by
    their numbers; empty where everybody must sign.
    """


@dataclass(frozen=True)
class Agreement:
    """An offer that all its parties signed, in force until a later one takes its place."""

    id: str
    offer: str
    package: Mapping[str, str]
    signed: tuple[str, ...]
    terms: tuple[str, ...]
    round: int
    acts: int = 0
    """Acts performed under it so far."""
    first_done: int | None = None
    """The round in which the last act of those who move first was performed."""
    suspended: bool = False
    """A breach suspends what has not fallen due."""
    idle: int = 0
    """How many rounds after its own ended without any of its acts performed."""


@dataclass(frozen=True)
class Signing:
    """How the table stood when the agreement in force was reached, before it took its place."""

    circumstances: Circumstances
    standing: Mapping[str, str]
    terms: Mapping[str, Term]
    agreements: tuple[Agreement, ...]


@dataclass(frozen=True)
class Term:
    """One moved issue of the standing package and what has become of it.

    `agreement` is None for a gesture; `done` is the share performed, 0..1 (1 from the start for a
    joint text); `since` is the round in which it was agreed or made.
    """

    issue: str
    option: str
    agreement: str | None
    since: int
    done: float = 0.0
    broken: bool = False
    before: Term | None = None
    """What had been performed on this issue when going on from there was agreed."""


@dataclass(frozen=True)
class Due:
    """An act to be decided on in this decision phase, and what its performers chose so far."""

    agreement: str
    issue: str
    option: str
    performers: tuple[str, ...]
    instalment: int
    instalments: int
    decided: Mapping[str, Literal["perform", "breach"]] = field(default_factory=dict)
    revealed: Mapping[str, bool] = field(default_factory=dict)
    """Whether each performed, once the ruling reveals it."""


@dataclass(frozen=True)
class Deeds:
    """What happened since the last ruling that the next one must weigh."""

    performed: tuple[ActDone, ...] = ()
    broken: tuple[ActDone, ...] = ()
    effects: tuple[OptionStep, ...] = ()
    """Joint texts, gestures and acts that took effect."""
    tones: frozenset[tuple[str, str]] = frozenset()
    """(delegation, tone), each counted once a round."""


@dataclass(frozen=True)
class State:
    """A table at one moment. `round` is 0 before the first; `seq` the last event's number."""

    exercise: Exercise
    circumstances: Circumstances
    standing: Mapping[str, str]
    rules: int = RULES
    """The version of the rules in force at this table; see `versions`."""
    seq: int = 0
    at: str = ""
    """The time of day of the last event."""
    elapsed: int = 0
    """The table's own time then: the milliseconds for which it has been open for play."""
    seed: int = 0
    clocks: bool = True
    seats: Mapping[str, Seat] = field(default_factory=dict)
    round: int = 0
    openings: tuple[int, ...] = ()
    """The seq of each round's opening."""
    stage: Stage = "lobby"
    crisis: bool = False
    clock: Clock = Clock()
    holding: bool = False
    """Rulings wait for the facilitator, so that the table can discuss them."""
    ready: frozenset[str] = frozenset()
    absent: frozenset[str] = frozenset()
    """Delegations that the exercise began without, and that still have no head."""
    offers: Mapping[str, Offer] = field(default_factory=dict)
    """Open offers, and those closed in this round, by id."""
    past_offers: Log[Offer] = field(default_factory=Log)
    """Offers of earlier rounds as they ended."""
    offers_made: int = 0
    votes: Mapping[str, Vote] = field(default_factory=dict)
    """Open votes, by id."""
    past_votes: Log[VoteClosed] = field(default_factory=Log)
    """Votes as they were closed."""
    votes_made: int = 0
    agreements: tuple[Agreement, ...] = ()
    signing: Signing | None = None
    """How the table stood when the agreement in force was reached."""
    terms: Mapping[str, Term] = field(default_factory=dict)
    """By issue, every issue of `standing` that is not at its status quo."""
    announced: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Gestures announced: issue -> delegation -> option."""
    due: tuple[Due, ...] = ()
    deeds: Deeds = Deeds()
    breaches: tuple[tuple[str, str, str], ...] = ()
    """(delegation, issue, option) breached so far."""
    in_breach: Mapping[str, str] = field(default_factory=dict)
    """By issue, the option at which it was breached, until it is promised anew or performed."""
    decisions: Mapping[str, DecisionAsked] = field(default_factory=dict)
    """By id, the decisions asked so far, in the order in which they were."""
    delivered: frozenset[str] = frozenset()
    injects: Log[InjectDelivered] = field(default_factory=Log)
    responses: Mapping[tuple[str, str], ResponseGiven] = field(default_factory=dict)
    """The last answer to each question of a round, by delegation and question."""
    plan: Timetable = field(default_factory=Timetable)
    """What has become of the exercise's injects, and by what time they are planned."""
    messages: Log[MessageSent] = field(default_factory=Log)
    statements: Log[StatementMade] = field(default_factory=Log)
    scores: Mapping[str, ScoreRuled] = field(default_factory=dict)
    """The latest ruling on each delegation."""
    rulings: Log[ScoreRuled] = field(default_factory=Log)
    climates: Log[ClimateChanged] = field(default_factory=Log)
    adjustments: Log[RulingAdjusted] = field(default_factory=Log)
    notes: Log[NoteWritten] = field(default_factory=Log)
    answers: Log[AnswerGiven] = field(default_factory=Log)
    advice: Mapping[str, tuple[AdviceGiven, ...]] = field(default_factory=dict)
    """What coaches have advised in this phase, by delegation."""
    ending: str | None = None
    speakers: SpeakersList = field(default_factory=SpeakersList)
    shown: str = ""
    """In the debrief: the step of `reveal.steps` shown to the room, empty for none."""
    move: tuple[int, ...] = ()
    """The seqs of the last move not yet ruled on, for undo."""
    before: State | None = field(default=None, repr=False)
    """The state before that move."""
    taken_back: frozenset[int] = frozenset()
    """The numbers of the events that the facilitator took back."""

    @property
    def held(self) -> bool:
        """Whether this is a ruling that waits for the facilitator."""
        return self.holding and self.stage == "ruling"

    @property
    def stands(self) -> Mapping[str, str] | None:
        """`standing`; None where everything is settled at once and nothing has been yet."""
        return None if self.exercise.whole and not self.agreements else self.standing

    @property
    def agreement(self) -> Agreement | None:
        """The agreement in force: the latest, which includes the earlier ones."""
        return self.agreements[-1] if self.agreements else None

    def played(self, elapsed: int) -> int:
        """Return the playing time at a time of the table's own, both in milliseconds."""
        return self.plan.before + (self.clock.spent(elapsed) if self.stage in PHASES else 0)

    def round_of(self, seq: int) -> int:
        """Return the round in which an event of this table happened, 0 before the first."""
        return bisect_right(self.openings, seq)

    def together(self, seat: str) -> tuple[str, ...]:
        """Return all seats of the person who has this one, itself included."""
        whose = self.seats.get(seat)
        if whose is None or not whose.name:
            return (seat,)
        first = whose.same_as or seat
        return tuple(
            one.id
            for one in self.seats.values()
            if one.id == seat or (first in (one.id, one.same_as) and one.name == whose.name)
        )

    def head_of(self, delegation: str) -> Seat | None:
        """Return the seat that acts for a delegation."""
        for seat in self.seats.values():
            if seat.delegation == delegation and seat.role == "head":
                return seat
        return None


def initial(exercise: Exercise, rules: int = RULES) -> State:
    """Return the state before the first event, of a new table or of one begun under
    earlier rules.
    """
    return State(exercise, opening_circumstances(exercise), status_quo(exercise), rules)
