"""The tables of an exercise file: each strict, closed and frozen.

Names are those of the file, in the plural where the file has a list of tables (`[[issue]]` is
`exercise.issues`). Unknown keys are faults. `model` combines them into a whole exercise,
`format_one` into one of format 1.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias, TypeVar

from pydantic import BaseModel, ConfigDict, Field, Strict, StringConstraints

from tabletop.exercise.conditions import PackageCondition
from tabletop.exercise.tags import tags_of

T = TypeVar("T")
Many = Annotated[tuple[T, ...], Strict(False)]
Few = Annotated[tuple[T, ...], Strict(False), Field(max_length=100)]
"""As many as people can keep track of and the checks can compare with each other."""
Options = Annotated[tuple[T, ...], Strict(False), Field(max_length=1000)]
"""More than people would write by hand; imported domains may have this many."""
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Text = Annotated[str, StringConstraints(max_length=20_000)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=120)]
Colour = Annotated[str, StringConstraints(pattern=r"^(#[0-9a-fA-F]{6})?$")]
Label = Annotated[str, StringConstraints(max_length=120)]
People = Annotated[int, Field(ge=1, le=1000)]
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Level = Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]
Number = Annotated[float, Field(ge=-1e6, le=1e6, allow_inf_nan=False)]
Points = dict[str, Number]

PhaseName = Literal["situation", "caucus", "negotiation", "decision", "ruling"]
PHASES: tuple[PhaseName, ...] = ("situation", "caucus", "negotiation", "decision", "ruling")


class Part(BaseModel):
    """A table of the file: strict, closed and frozen.

    Its pydantic schema is built on first use rather than at import, which would take half of the
    time a screen needs to appear.
    """

    model_config = ConfigDict(
        extra="forbid", frozen=True, strict=True, populate_by_name=True, defer_build=True
    )


Temperament = Literal[
    "boulware", "linear", "conceder", "tit-for-tat", "grit", "hardliner", "mediator"
]
"""How a stand-in bargains; docs/stand-ins.md tells each, with its source."""
_USUAL: Temperament = "linear"


class RedLine(Part):
    """A package that a delegation can't accept, however much it is worth."""

    when: PackageCondition
    """Packages that meet this condition cross the line."""
    because: Name
    """Why, as a clause without a full stop; it is shown wherever a package crosses the line."""


class DelegationRole(Part):
    """A person's role within a delegation: a title, with a brief and points of its own if given.

    One without either is only a title. Its points are never part of its delegation's worth.
    """

    id: Id
    """Its id within the delegation, by which moves name it."""
    name: Name
    """Its title, as people call it."""
    secret_brief: Text = ""
    """What only the person who holds it reads before the debrief, in Markdown."""
    points: dict[str, Points] = Field(default_factory=dict)
    """What options are worth to that person: by issue (or `form`, `order`, a decision), then by
    option. Of a range by value, at both ends and where the line bends."""
    walk_away: Number | None = None
    """What that person has without a deal, in the role's own points; not judged when absent."""


class Delegation(Part):
    """A party to the exercise; `roles` are titles for its seats, its head's first.

    `colour` is `#rrggbb`, or empty to let the screens choose one.
    """

    id: Id
    """Its id, by which all else in the file and in moves names it."""
    name: Name
    """What people call it."""
    short: Annotated[str, StringConstraints(min_length=1, max_length=8)] = ""
    """Its name for narrow columns, at most eight letters; when empty, one made of `name`."""
    colour: Colour = ""
    """Its colour as `#rrggbb`; empty lets the screens choose one."""
    roles: Many[Name] = ()
    """Titles for its seats, its head's first."""
    own_roles: Annotated[Many[DelegationRole], Field(max_length=20)] = Field(
        default=(), alias="role"
    )
    """Roles with a brief of their own, its head's first, in place of `roles`."""
    public_brief: Text = ""
    """What everybody knows of it, in Markdown."""
    secret_brief: Text = ""
    """What only its own people read before the debrief, in Markdown."""
    walk_away: Number | Many[Number] = 0
    """What it has without a deal, in its own points: a number, or one for each round."""
    urgency: Many[Share] = ()
    """A factor of 0 to 1 on its gains, one for each round."""
    counterparts: Many[str] = ()
    """Whose delivery it waits for before its own acts are safe. Needs a climate."""
    red_lines: Many[RedLine] = Field(default=(), alias="red_line")
    """Packages that it can't accept, however much they are worth."""
    stand_in: Temperament | None = None
    """How a stand-in bargains in its place when its seat is empty, unless another temperament is
    asked for."""

    @property
    def tag(self) -> str:
        """The short name, for narrow columns."""
        return self.short or tags_of([("", self.name)])[0]

    @property
    def temperament(self) -> Temperament:
        """How a stand-in bargains in its place: as the file says, else in the usual way."""
        return self.stand_in or _USUAL

    def walk_away_in(self, round_number: int) -> float:
        """Return the worth of no deal in a round (from 1); past the end of a list its last entry
        holds.
        """
        if isinstance(self.walk_away, tuple):
            return self.walk_away[min(round_number, len(self.walk_away)) - 1]
        return self.walk_away

    def urgency_in(self, round_number: int) -> float:
        """Return the factor on gains in a round (from 1)."""
        if not self.urgency:
            return 1.0
        return self.urgency[min(round_number, len(self.urgency)) - 1]


def told_apart(delegations: tuple[Delegation, ...]) -> tuple[Delegation, ...]:
    """Return the delegations with a short name each; those without one get another than all others
    have.
    """
    tags = tags_of([(one.short, one.name) for one in delegations])
    return tuple(
        one if one.short else one.model_copy(update={"short": tag})
        for one, tag in zip(delegations, tags, strict=True)
    )


class Option(Part):
    """One way to settle an issue; the first of an issue is its status quo."""

    id: Id
    """Its id within the issue."""
    name: Name
    """What people call it."""
    summary: Text = ""
    """What it means, in a sentence or two."""
    points: Points = Field(default_factory=dict)
    """What it is worth by delegation. The first option is the status quo and has none, unless
    the exercise is `whole`."""
    assurance: Share = 0.0
    """How far it makes the promises of its package bind, 0 to 1. Needs a climate."""
    tension: Number = 0.0
    """What it adds to tension when it takes effect. Needs a climate."""


class FormOption(Part):
    """One way to bind a package."""

    id: Id
    """Its id."""
    name: Name
    """What people call it."""
    summary: Text = ""
    """What it means."""
    points: Points = Field(default_factory=dict)
    """What it is worth by delegation."""
    assurance: Share = 0.0
    """How far it makes promises bind, 0 to 1. Needs a climate."""
    requires: PackageCondition = Field(default_factory=dict)
    """A condition that a package in it must meet."""


class OrderOption(FormOption):
    """Who moves when: `first` acts before the others; two `instalments` mean step by step."""

    first: Many[str] = ()
    """Who acts before the others; none for all at once. Needs a climate."""
    instalments: Literal[1, 2] = 1
    """In how many parts acts are performed; 2 is step by step. Needs a climate."""


class Form(Part):
    """How an agreement binds."""

    name: Name = "Form"
    """What the row is called."""
    summary: Text = ""
    """What it is about."""
    options: Few[FormOption] = Field(alias="option", min_length=1)
    """The ways to bind a package."""


class Order(Part):
    """Who moves when."""

    name: Name = "Order"
    """What the row is called."""
    summary: Text = ""
    """What it is about."""
    instalment_delay: Share = 0.92
    """The factor on what comes in instalments, and so later."""
    options: Few[OrderOption] = Field(alias="option", min_length=1)
    """Who moves when."""


class Interaction(Part):
    """Points for a combination; `doubt` marks a gain that depends on delivery."""

    id: Id
    """Its id."""
    when: PackageCondition
    """Packages that meet this condition have the combination."""
    points: Points
    """What the combination is worth by delegation."""
    because: Name
    """Why, as the opening of a sentence."""
    doubt: bool = False
    """A gain that depends on delivery by others. Needs a climate."""


class Also(Part):
    """A delegation whose signature is also needed when a package meets a condition."""

    delegation: str
    """Who must sign."""
    when: PackageCondition
    """Of which packages."""


Quota: TypeAlias = (
    Literal["all", "majority", "two-thirds"]
    | Annotated[int, Field(ge=1, le=1_000_000)]
    | Annotated[float, Field(gt=0, le=1, allow_inf_nan=False)]
)
"""How many of those asked: all, more than half, two thirds, a number, or a share."""


class AgreementRule(Part):
    """Whose signatures or votes bring an agreement into force. Performers of what it moves always
    sign.
    """

    signatories: Many[str] = ()
    """Who is asked to sign, whatever a package settles. Without it all delegations are, unless
    every issue has performers: then only they are."""
    also: Many[Also] = ()
    """Who must also sign, whatever the rule, when a package meets a condition."""
    rule: Quota = "all"
    """How many of those asked must sign; any number where only `votes` is given."""
    veto: Many[str] = ()
    """Who must sign every agreement, whatever the rule."""
    weights: dict[str, Annotated[int, Field(ge=0, le=1_000_000)]] = Field(default_factory=dict)
    """The votes of each delegation; 1 for one that is not listed."""
    votes: Quota | None = None
    """How many of the votes of those asked the signatures must have, in addition to `rule`."""
    proposer: bool = False
    """Whoever tables an offer is asked too, and its signature (given by tabling) is needed."""
    by: Literal["signature", "vote"] = "signature"
    """How an offer comes into force: signed, or voted on once it is put to the vote. Then those who
    are asked vote yes or no or abstain; those who must sign must vote yes; and a veto is a no."""
    ballot: Literal["recorded", "roll-call"] = "recorded"
    """How they vote: each in private and all shown together when the vote is closed, or aloud, one
    after another as they are called. Needs `by = "vote"`."""
    of: Literal["members", "voting"] = "members"
    """What a majority or a share is of: all who are asked, or only those who vote yes or no. Needs
    `by = "vote"`."""

    @property
    def members(self) -> Quota | None:
        """The number of signatures needed, None where only votes are counted."""
        return self.rule if self.votes is None or "rule" in self.model_fields_set else None

    @property
    def unanimous(self) -> bool:
        """Whether all who are asked must sign."""
        return self.members == "all"

    def weight(self, delegation: str) -> int:
        """Return how many votes a delegation has."""
        return self.weights.get(delegation, 1)


class ClimateRules(Part):
    """Trust, tension, fading and compliance: what a promise is worth, and what keeping it does.

    With a climate, acts fall due after they were agreed and are performed or breached; without one,
    agreements are carried out at once. docs/formulas.md explains the numbers. All are shares in
    0..1 except trust and tension (0..100) and `signal_points`.
    """

    tension: Level = 50.0
    """Tension before the first round, 0..100."""
    trust: dict[str, Level] = Field(default_factory=dict)
    """By `of-toward`, the trust of one delegation in another before the first round, 0..100; 50 for
    a pair that is not given.
    """
    fade: Share = 0.5
    """The share of joint gains left after each round in which an agreement had no act performed."""
    most_assurance: Share = 0.9
    """The most that form, order and options together can bind a promise."""
    exposure_together: Share = 0.3
    """The share of one's own acts lost if the other side does not deliver, all acting at once."""
    exposure_step: Share = 0.2
    """The same, step by step."""
    signal_points: Annotated[float, Field(gt=0, le=1e6, allow_inf_nan=False)] = 20.0
    """The points above which a costlier act signals no more."""
    trust_act: Share = 0.30
    """How far an act of that cost closes the gap to full trust, for those it benefits."""
    trust_signal: Share = 0.45
    """The same for a gesture, or an act by whoever goes first."""
    trust_breach: Share = 0.60
    """The share of their trust that a breach of that cost destroys in its beneficiaries."""
    trust_bystander: Share = 1 / 3
    """The fraction of that which it destroys in everybody else."""
    trust_hostile: Share = 0.04
    """How much a hostile statement lowers everybody's trust in the speaker."""
    trust_conciliatory: Share = 0.02
    """How much a conciliatory statement raises it."""
    tension_breach: Number = 10.0
    """What each issue broken adds to tension."""
    tension_idle: Number = 3.0
    """How much a round without an agreement in force adds to it."""
    crisis_at: Level = 85.0
    """The tension from which on the next round is a crisis: no caucus, half the clock."""
