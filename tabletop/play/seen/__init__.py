"""What a seat sees: the closed set of things that can reach a screen.

Every mapping keyed by delegation holds only those the seat may know: its own for a player; all for
the facilitator and, once the debrief is open, for everybody. Nothing here refers back to the state,
and this room knows no rule.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from tabletop.exercise.model import Effects, Has, PhaseName
from tabletop.play.actions import Role, Tone
from tabletop.play.events import AdviceGiven, AnyEvent, ScoreRuled
from tabletop.play.parts.needs import Needs
from tabletop.play.queries.levers import Levers
from tabletop.play.queries.objectives import ObjectiveSeen
from tabletop.play.seen.amounts_seen import AmountsSeen
from tabletop.play.seen.decisions_seen import DecisionSeen
from tabletop.play.seen.option_seen import OptionSeen
from tabletop.play.seen.role_seen import RoleSeen, RoleWorth
from tabletop.play.seen.seen_plan import InjectPlan, QuestionSeen
from tabletop.play.seen.seen_votes import VoteSeen
from tabletop.play.seen.speakers_seen import SpeakersSeen
from tabletop.play.state import Agreement, Clock, Due, Stage, Term
from tabletop.referee.circumstances import reaches
from tabletop.referee.ledger import ValueLine
from tabletop.referee.wording import Names


@dataclass(frozen=True)
class ChoiceSeen:
    """An issue, the form or the order, with its options in the file's order."""

    id: str
    name: str
    summary: str
    by: tuple[str, ...]
    options: Sequence[OptionSeen]

    @cached_property
    def amounts(self) -> AmountsSeen | None:
        """The options, where they are the values of a range."""
        return self.options if isinstance(self.options, AmountsSeen) else None

    @property
    def ids(self) -> Container[str]:
        """The ids of its options."""
        amounts = self.amounts
        return amounts.ids if amounts is not None else {option.id for option in self.options}

    def listed(self, *around: str) -> Sequence[OptionSeen]:
        """Return the options worth listing: all, or of a range a few, with some that are named."""
        return self.options if self.amounts is None else self.amounts.listed(*around, beside=0)

    def option(self, id: str) -> OptionSeen:
        """Return the option with an id; raises `KeyError`."""
        if self.amounts is not None and id in self.amounts.ids:
            return self.amounts[self.amounts.ids.index(id)]
        for option in self.options:
            if option.id == id:
                return option
        raise KeyError(id)


@dataclass(frozen=True)
class DelegationSeen:
    """A party. `secret_brief` is None for those who may not read it; `person` is its head."""

    id: str
    name: str
    tag: str
    colour: str
    roles: tuple[str, ...]
    public_brief: str
    secret_brief: str | None
    person: str
    present: bool
    ready: bool
    absent: bool = False
    """Whether the exercise began without it; it signs nothing."""
    votes: int = 0
    """How many votes it has, where the rule of agreement counts them by weight."""
    own_roles: tuple[RoleSeen, ...] = ()

    def role(self, id: str) -> RoleSeen:
        """Return its role with an id; raises `KeyError`."""
        for one in self.own_roles:
            if one.id == id:
                return one
        raise KeyError(id)


@dataclass(frozen=True)
class PersonSeen:
    """Who sits where. Evaluators and observers have no delegation; a seat without a
    name is empty.
    """

    seat: str
    name: str
    delegation: str | None
    role: Role
    present: bool
    titles: tuple[str, ...] = ()
    """The names of the roles of its delegation that the person has."""


@dataclass(frozen=True)
class Worth:
    """What a package is worth to one delegation now, and why."""

    delegation: str
    value: float
    walk_away: float
    ledger: tuple[ValueLine, ...]
    red_lines: tuple[str, ...]

    @property
    def acceptable(self) -> bool:
        """Whether it reaches the walk-away and crosses no red line."""
        return reaches(self.value, self.walk_away) and not self.red_lines

    @property
    def surplus(self) -> float:
        return self.value - self.walk_away


@dataclass(frozen=True)
class AtStake:
    """What a delegation's own decision on a due act turns on."""

    points: float
    """What performing it is worth to the delegation; a cost is negative."""
    trust: float
    """The share, 0..1, of their trust in the delegation that the act's beneficiaries lose by a
    breach.
    """
    bystanders: float
    """The share that all others lose."""
    tension: float
    """What a breach adds to tension."""
    idle: float
    """What every round adds in which the breach keeps the agreement suspended; 0 if it is not in
    force.
    """


@dataclass(frozen=True)
class ActSeen:
    """An act that an offer binds its performers to, or would if it were agreed in this round.

    It would fall due in `rounds`, one for each instalment (the exercise may end before), once those
    in `after` have performed theirs.
    """

    issue: str
    option: str
    performers: tuple[str, ...]
    rounds: tuple[int, ...]
    after: tuple[str, ...]


@dataclass(frozen=True)
class OfferSeen:
    """An offer. `why_not_sign` is None when this seat may sign it now, else the reason."""

    id: str
    delegation: str
    to: tuple[str, ...]
    package: Mapping[str, str]
    moves: tuple[str, ...]
    """Issues that it would change from how they stand now."""
    acts: tuple[ActSeen, ...]
    """For an open offer, what it would make due and when; for an agreed one, what is
    still to come.
    """
    text: str
    """Empty for those its words were not addressed to."""
    reply_to: str | None
    public: bool
    asked: tuple[str, ...]
    """Everybody whose signature it asks for."""
    needed: tuple[str, ...]
    """Those of them without whom it can't be agreed."""
    signed: tuple[str, ...]
    rejected: tuple[str, ...]
    needs: Needs
    status: str
    round: int
    worth: Mapping[str, Worth]
    role_worth: tuple[RoleWorth, ...]
    why_not_sign: str | None
    why_not_reject: str | None
    why_not_withdraw: str | None
    why_not_put: str | None
    """None when this seat, or the facilitator, may put it to the vote now."""


@dataclass(frozen=True)
class MessageSeen:
    """`sender` is a delegation, `facilitator` or a seat; `to` as sent."""

    seq: int
    at: str
    round: int
    sender: str
    person: str
    to: str | tuple[str, ...]
    text: str
    mine: bool


@dataclass(frozen=True)
class StatementSeen:
    seq: int
    at: str
    delegation: str
    tone: Tone
    text: str


@dataclass(frozen=True)
class InjectSeen:
    seq: int
    round: int
    title: str
    text: str
    to: str | tuple[str, ...]
    effects: Effects | None
    """Only for those who may know."""
    channel: str = ""
    """How the news came, as people read it; empty where nothing is said."""


@dataclass(frozen=True)
class InjectWaiting:
    """An inject that the facilitator can deliver by hand, or one still to come."""

    id: str
    title: str
    text: str
    manual: bool
    round: int | None
    to: str | tuple[str, ...]


@dataclass(frozen=True)
class NoteSeen:
    """An evaluator's or the facilitator's note. `objective` and `task` count from 1; `rating` is
    1..5, or 1..4 where `rated` says what was performed.
    """

    seq: int
    round: int
    by: str
    person: str
    objective: int | None
    task: int | None
    rating: int | None
    rated: str
    """The rating in words; empty without one."""
    text: str
    mine: bool


@dataclass(frozen=True)
class ReplySeen:
    """A seat's last answer to a question of the debrief."""

    question: str
    delegation: str | None
    person: str
    value: str | int


@dataclass(frozen=True)
class RoundSeen:
    number: int
    count: int
    title: str
    date: str
    situation: str
    crisis: bool


@dataclass(frozen=True)
class View:
    """Everything one seat may know at one moment. `delegation` is None for seats without one."""

    seat: str
    delegation: str | None
    role: Role | None
    facilitating: bool
    revealed: bool
    """The debrief is open: all delegations' secrets are in the mappings."""
    title: str
    summary: str
    disclaimer: str
    objectives: tuple[ObjectiveSeen, ...]
    has: Has
    """What this table has; anything else is shown nowhere."""
    phases: tuple[PhaseName, ...]
    """The phases of each round."""
    levers: Levers
    seq: int
    at: str
    stage: Stage
    round: RoundSeen | None
    clock: Clock
    holding: bool
    """Rulings wait for the facilitator."""
    crisis_at: float
    breach_tension: float
    """What each breached issue adds to tension."""
    tension: float
    trust: Mapping[tuple[str, str], float]
    """(of, toward) to 0..100."""
    delegations: tuple[DelegationSeen, ...]
    people: tuple[PersonSeen, ...]
    """Everybody with a seat, in the order of seating."""
    issues: tuple[ChoiceSeen, ...]
    form: ChoiceSeen
    order: ChoiceSeen
    names: Names
    """The names used to tell the lines of ledgers and of the climate."""
    standing: Mapping[str, str]
    """What stands now: the agreement in force, gestures included."""
    stands: bool
    """Whether anything stands: False where every issue is settled at once and none has been yet."""
    status_quo: Mapping[str, str]
    """How things were before anybody agreed on anything; empty where there is no such state."""
    terms: Mapping[str, Term]
    suspended: tuple[str, ...]
    """Issues with an act, or the rest of one, that a breach keeps from falling due."""
    taken_up_by: tuple[str, ...]
    """Who must sign an agreement that makes them fall due again."""
    agreements: tuple[Agreement, ...]
    offers: tuple[OfferSeen, ...]
    """Newest first; open ones and all earlier ones that this seat could see."""
    votes: tuple[VoteSeen, ...]
    """Newest first; open ones and all earlier ones that this seat may know of."""
    due: tuple[Due, ...]
    """Acts to be decided in this phase; only this delegation's own choices are shown."""
    at_stake: Mapping[tuple[str, str], AtStake]
    """By agreement and issue, of the acts due from this delegation."""
    decisions: tuple[DecisionSeen, ...]
    """Those asked so far that this seat may know of, in the order in which they were asked."""
    waiting_for: tuple[str, ...]
    """Delegations that are not ready yet; of stand-ins, which wait for people, only this seat's own
    while any person is not.
    """
    worth_now: Mapping[str, Worth]
    """What the standing package is worth."""
    role_worth_now: tuple[RoleWorth, ...]
    """The same to those who hold the roles that this seat may know of."""
    walk_away: Mapping[str, float]
    scores: Mapping[str, ScoreRuled]
    """The latest ruling."""
    rulings: tuple[ScoreRuled, ...]
    events: tuple[AnyEvent, ...]
    """What this seat may know of this round's events, oldest first."""
    story: tuple[str, ...]
    """The same events, each in one sentence."""
    taken_back: frozenset[int]
    """The numbers of those of `events` that were taken back. Except for the facilitator and
    evaluators their words are removed, and their sentences say so.
    """
    messages: tuple[MessageSeen, ...]
    statements: tuple[StatementSeen, ...]
    injects: tuple[InjectSeen, ...]
    injects_waiting: tuple[InjectWaiting, ...]
    plan: tuple[InjectPlan, ...]
    """Every inject of the exercise and where it stands, for the facilitator and evaluators."""
    discussion: tuple[QuestionSeen, ...]
    """The questions of rounds that this seat may know of."""
    undoable: int | None
    """The seq of the move the facilitator could take back."""
    ending: tuple[str, str, str] | None
    """(id, title, text) once the exercise has ended."""
    questions: tuple[tuple[str, str, str], ...]
    """(id, text, kind) asked of this seat in the debrief; all for the public and facilitator."""
    answers: Mapping[str, str | int]
    """This seat's own answers."""
    replies: tuple[ReplySeen, ...]
    """Everybody's answers, once the debrief is open."""
    advice: tuple[AdviceGiven, ...]
    """What its own delegation's coach has advised in this phase."""
    speakers: SpeakersSeen | None
    """The speakers' list; None where the exercise has none."""
    shown: str
    """In the debrief: the step of `reveal.steps` shown to the room, empty for none."""
    notes: tuple[NoteSeen, ...]
    """This seat's own; everybody's for the facilitator and evaluators."""
    cannot: Mapping[str, str]
    """Moves this seat may not make now, by `do`, each with the sentence `submit` would give.

    Covers moves without fields and kinds that depend on the phase: message, statement, offer,
    gesture, ready, advance, pause, resume, extend, inject, adjust, undo, debrief, end, note,
    answer. An absent one is allowed.
    """

    @property
    def own_roles(self) -> tuple[RoleSeen, ...]:
        """The roles that this seat's own person has; nobody's for who sees everything."""
        if self.delegation is None:
            return ()
        return tuple(
            one for one in self.party(self.delegation).own_roles if self.seat in one.people
        )

    @property
    def held(self) -> bool:
        """Whether this is a ruling that waits for the facilitator."""
        return self.holding and self.stage == "ruling"

    @cached_property
    def choices(self) -> tuple[ChoiceSeen, ...]:
        """The issues, then the form and the order, if there are: the rows of the grid."""
        bound = ((self.has.form, self.form), (self.has.order, self.order))
        return (*self.issues, *(choice for there, choice in bound if there))

    def party(self, id: str) -> DelegationSeen:
        """Return the delegation with an id; raises `KeyError`."""
        for one in self.delegations:
            if one.id == id:
                return one
        raise KeyError(id)

    @property
    def open_votes(self) -> tuple[VoteSeen, ...]:
        """Newest first."""
        return tuple(vote for vote in self.votes if vote.open)

    @cached_property
    def open_offers(self) -> tuple[OfferSeen, ...]:
        """Newest first."""
        return tuple(offer for offer in self.offers if offer.status == "open")
