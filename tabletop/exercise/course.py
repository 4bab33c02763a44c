"""The tables of an exercise file that are about its course: rounds, injects, endings, questions.

The others, about who bargains over what, are in `parts`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from tabletop.exercise.conditions import OptionId, PackageCondition
from tabletop.exercise.discussion import RoundQuestion
from tabletop.exercise.parts import (
    Id,
    Label,
    Level,
    Many,
    Name,
    Number,
    Part,
    PhaseName,
    Points,
    Text,
)

Minute = Annotated[int, Field(ge=-1440, le=1440)]
"""Minutes; the checks tell a negative one with what it would mean."""
Channel = Annotated[str, StringConstraints(max_length=30)]


class RoundOne(Part):
    """A round as a file of format 1 has it."""

    id: Id
    """Its id."""
    title: Name
    """What the round is called."""
    date: Name
    """When it plays, in words."""
    situation: Text = ""
    """What has happened before it, in Markdown."""
    phases: dict[PhaseName, Annotated[int, Field(ge=0, le=86_400)]] = Field(default_factory=dict)
    """The phases and the seconds of each, 0 for no clock. A phase that no round names is not
    there; where no round names any, all five are."""


class Round(RoundOne):
    """One round; `phases` gives seconds per phase, where 0 or absent means no clock."""

    date: Label = ""
    """When it plays, in words."""

    questions: Many[RoundQuestion] = Field(default=(), alias="question", max_length=50)
    """What delegations discuss and answer in it."""


class PlayCondition(Part):
    """A condition on play; every key given must hold.

    `signed`, `performed`, `breached` and `in_breach` are package conditions. `decided` is written
    like one, with decisions in place of issues. Empty, they ask for
    any agreement in force, any performed act, any breach, any breach not made good. `breached`
    looks at the whole game, `in_breach` at the present: an act breached and since then neither
    promised anew nor performed. Trust tables are keyed `of-toward`. `below_walk_away` lists
    delegations that must all be below theirs.
    """

    signed: PackageCondition | None = None
    """An agreement is in force whose package meets this; empty for any agreement."""
    performed: PackageCondition | None = None
    """What was performed in full meets this; empty for any act."""
    breached: PackageCondition | None = None
    """An act at such an option was broken at some time; empty for any. Needs a climate."""
    in_breach: PackageCondition | None = None
    """An act was broken and has neither been promised anew nor done since; empty for any. Needs
    a climate."""
    tension_at_least: Level | None = None
    """Tension is at least this. Needs a climate."""
    tension_at_most: Level | None = None
    """Tension is at most this. Needs a climate."""
    trust_at_least: dict[str, Level] = Field(default_factory=dict)
    """Each of these trusts, by `of-toward`, is at least this. Needs a climate."""
    trust_below: dict[str, Level] = Field(default_factory=dict)
    """Each of these trusts is below this. Needs a climate."""
    round_at_least: Annotated[int, Field(ge=1)] | None = None
    """It is this round or a later one."""
    below_walk_away: Many[str] = ()
    """All of these delegations are below their walk-away."""
    decided: PackageCondition | None = None
    """What was decided meets this, by decision; empty for any decision taken."""
    undecided: Many[str] = ()
    """All of these decisions were asked, and nobody took them in time."""
    any: Many[PlayCondition] = ()
    """At least one of these conditions holds."""
    not_: PlayCondition | None = Field(default=None, alias="not")
    """This condition does not hold."""


class PointsChange(Part):
    """A change to what one option is worth."""

    issue: str
    """The issue."""
    option: OptionId
    """Its option; of a range, a number."""
    points: Points
    """By delegation, the change in its own points."""


class Effects(Part):
    """What an inject changes: trust, tension, walk-aways and points are added to, urgency is
    multiplied.
    """

    trust: dict[str, Number] = Field(default_factory=dict)
    """By `of-toward`, in points of 0..100."""
    tension: Number = 0.0
    """In points of 0..100."""
    walk_away: Points = Field(default_factory=dict)
    """By delegation, in its own points."""
    urgency: dict[str, Annotated[float, Field(ge=0, le=10, allow_inf_nan=False)]] = Field(
        default_factory=dict
    )
    """By delegation, a factor on its gains, 0..10."""
    points: Many[PointsChange] = ()
    """Changes to what options are worth from now on."""
    forbid: PackageCondition | None = None
    """Packages that meet this condition can no longer be agreed."""


class InjectOne(Part):
    """A scenario event as a file of format 1 has it."""

    id: Id
    """Its id."""
    title: Name
    """Its headline."""
    text: Text
    """What happens, in Markdown."""
    round: Annotated[int, Field(ge=1)] | None = None
    """The round in which it is delivered; without one it waits for `when`, or, `manual`, for
    the facilitator."""
    phase: PhaseName = "situation"
    """The phase as which opens it is delivered."""
    to: Literal["all"] | Many[str] = "all"
    """Who reads it: `"all"`, or delegations."""
    when: PlayCondition | None = None
    """It is delivered only where this holds."""
    manual: bool = False
    """Only the facilitator delivers it."""
    effects: Effects = Field(default_factory=Effects)
    """What it changes."""


class Inject(InjectOne):
    """A scenario event. Without `round` it waits for its condition or, if `manual`, for the
    facilitator.

    One with a time of its own (`at` in minutes, or `after`) is due then: the facilitator is told,
    or, with `auto`, the clock delivers it.
    """

    at: Minute | Name | None = None
    """When it is due: minutes after its phase opened where it names a phase, else after its round
    opened, and with `after` after that inject; or a time of the story in words, which is shown."""
    after: str | None = None
    """The inject that it follows, `at` minutes later; at once without them."""
    auto: bool = False
    """The clock delivers it when it is due; without this the facilitator does."""
    channel: Channel = ""
    """How the news comes: `news`, `mail`, `phone`, `social`, `cable` (from the capital), or any
    other word."""
    expected: Text = ""
    """What players are expected to do, in Markdown; for the facilitator and evaluators only."""
    owner: str = ""
    """Who plays or delivers it: `facilitator`, `evaluator` or a delegation."""

    @property
    def timed(self) -> bool:
        """Whether it is due at a time of its own, rather than as a phase opens."""
        return isinstance(self.at, int) or self.after is not None

    @property
    def minutes(self) -> int:
        """The minutes after which it is due; 0 where none are given."""
        return self.at if isinstance(self.at, int) else 0

    @property
    def phase_named(self) -> bool:
        """Whether its file names the phase, so that its time counts from that."""
        return "phase" in self.model_fields_set

    @property
    def planned(self) -> bool:
        """Whether it has anything that only exercise planners ask for."""
        return bool(
            self.at is not None or self.after or self.channel or self.expected or self.owner
        )


class Ending(Part):
    """One way the exercise can end; the first that holds wins, and the last has no `when`."""

    id: Id
    """Its id."""
    title: Name
    """How it ended, in a few words."""
    text: Text
    """How it ended, in Markdown."""
    when: PlayCondition | None = None
    """It ends so where this holds; the first that does counts, and the last has no condition."""


class Question(Part):
    """A question for the hotwash; `for` names who is asked."""

    id: Id
    """Its id."""
    text: Text
    """What is asked."""
    to: Literal["all"] | Many[str] = Field(default="all", alias="for")
    """Who is asked: `"all"`, or delegations."""
    kind: Literal["text", "rating"] = "text"
    """An answer in words, or one of 1 to 5."""
