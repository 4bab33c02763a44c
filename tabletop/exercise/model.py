"""The exercise as an author writes it: one strict model for version 2 of the file format.

The model knows one form, the long one; what authors may write in its place is turned into it before
(`short_form`). A thing that an exercise does not name does not exist at its table: everything that
plays, rules, shows and reports asks `Exercise.has`. The tables of the file are in `parts`; a file
of format 1 is converted to this model by `format_one`. What one table says about another (ids,
orders, reachability) is checked in `checks`; reading a file, with the place of every fault, is in
`loading`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, model_validator

from tabletop.exercise.course import (
    Effects,
    Ending,
    Inject,
    PlayCondition,
    PointsChange,
    Question,
    Round,
)
from tabletop.exercise.decisions import Decision, DecisionOption
from tabletop.exercise.discussion import Objective, RoundQuestion
from tabletop.exercise.format_one import PLAIN_FORM, TOGETHER, ExerciseOne, lift
from tabletop.exercise.issues import Issue
from tabletop.exercise.parts import (
    PHASES,
    AgreementRule,
    Also,
    ClimateRules,
    Delegation,
    DelegationRole,
    Few,
    Form,
    FormOption,
    Id,
    Interaction,
    Label,
    Many,
    Name,
    Option,
    Order,
    OrderOption,
    Part,
    People,
    PhaseName,
    Points,
    RedLine,
    Text,
    told_apart,
)
from tabletop.exercise.speakers import SpeakersRules

# The referee's constants where there is no climate: every promise is kept, nothing moves.
_NO_CLIMATE = ClimateRules.model_construct(
    tension=0.0,
    fade=1.0,
    most_assurance=1.0,
    trust_act=0.0,
    trust_signal=0.0,
    trust_breach=0.0,
    trust_bystander=0.0,
    trust_hostile=0.0,
    trust_conciliatory=0.0,
    tension_breach=0.0,
    tension_idle=0.0,
    crisis_at=100.0,
)


@dataclass(frozen=True, slots=True)
class Has:
    """What an exercise has; anything it does not have is not ruled, shown, reported
    or explained.
    """

    climate: bool
    """Trust, tension, fading and compliance."""
    points: bool
    """Something is worth points to somebody, so there are values, walk-aways and a zone."""
    form: bool
    """The form of agreements is negotiated, or at least named."""
    order: bool
    """The order of moves is negotiated, or at least named."""
    acts: bool
    """Somebody must carry out what is agreed, and may breach it."""
    gestures: bool
    """Whether somebody can move an issue alone, without being asked to."""
    offers: bool
    """Whether anything is negotiated, so that there are offers and agreements."""
    decisions: bool
    """Whether a delegation is asked to decide something."""
    planned: bool
    """Injects have times, channels, owners or expected actions, as exercise planners write them."""
    discussion: bool
    """Delegations answer questions while a round is played."""
    signatures: bool = True
    """Offers come into force by signature."""
    votes: bool = False
    """Something is put to the vote."""
    whole: bool = False
    """Every issue is settled or none is: before a deal nothing stands."""
    roles: bool = False
    """People within a delegation have roles with a brief of their own."""
    amounts: bool = False
    """Some issue is settled by a number."""
    speakers: bool = False
    """Hands go up, and speakers are called one after another."""
    motions: bool = False
    """Motions are moved and put to the vote."""
    coach: bool = False
    """Delegations may ask a coach what to do next."""


class Exercise(Part):
    """A whole exercise, validated and frozen.

    `form` and `order` are never absent, so that a package is always complete: a placeholder for one
    that the file does not have has a single option worth nothing.
    """

    format: Literal[2]
    """The version of the format."""
    id: Id
    """Its id, by which commands name it."""
    title: Name
    """What it is called."""
    summary: Text = ""
    """What it is about, in a sentence or two."""
    authors: Many[Name] = ()
    """Who wrote it."""
    license: Label = ""
    """What it may be used for, as an SPDX name."""
    language: Label = "en"
    """The language of its texts, such as `en`."""
    minutes: Annotated[int, Field(ge=1, le=1440)] = 90
    """How long it takes, briefing and debrief included."""
    players_min: People = 2
    """How many people it needs at least."""
    players_max: People = 12
    """How many people can take part."""
    difficulty: Literal["introductory", "intermediate", "advanced"] = "introductory"
    """How much it asks of its players."""
    objectives: Many[Text] = ()
    """What participants are to learn."""
    goals: Many[Objective] = Field(default=(), alias="objective", max_length=100)
    """Objectives that are rated task by task; they are numbered after those of `objectives`."""
    sources: Many[Text] = ()
    """Where its facts and numbers come from."""
    disclaimer: Text = ""
    """What is invented in it."""
    whole: bool = False
    """Either every issue is settled or none is: there is no status quo, first options may have
    points, and no deal is the walk-away.
    """
    delegations: Annotated[Many[Delegation], AfterValidator(told_apart)] = Field(
        alias="delegation", min_length=2, max_length=100
    )
    """The parties, at least two."""
    issues: Few[Issue] = Field(default=(), alias="issue")
    """What is negotiated. An exercise has issues, decisions or both."""
    decisions: Few[Decision] = Field(default=(), alias="decision")
    """What delegations are asked to decide."""
    form: Form = PLAIN_FORM
    """How agreements bind. Without it there is no form."""
    order: Order = TOGETHER
    """Who moves when. Without it there is no order."""
    climate: ClimateRules | None = None
    """Trust, tension, fading and compliance. Without it every promise counts in full, and what
    is signed is done."""
    interactions: Many[Interaction] = Field(default=(), alias="interaction")
    """Points for combinations."""
    agreement: AgreementRule = AgreementRule.model_construct()
    """Whose signatures bring an agreement into force."""
    speakers: SpeakersRules | None = None
    """A speakers' list: hands, the floor and a clock for each speaker. Without it there is none."""
    coach: bool = False
    """Whether players may ask a coach: the stand-in of their own seat, which suggests a next offer
    or another move and says why. Each use is in the transcript. Without it there is no coach.
    """
    rounds: Many[Round] = Field(alias="round", min_length=1)
    """The calendar."""
    injects: Many[Inject] = Field(default=(), alias="inject")
    """What may happen."""
    endings: Few[Ending] = Field(default=(), alias="ending")
    """How it can end. Without any it ends with an agreement or without one."""
    questions: Many[Question] = Field(default=(), alias="question")
    """What is asked in the debrief."""

    @model_validator(mode="before")
    @classmethod
    def _lifted(cls, document: Any) -> Any:
        """Read a document of format 1 as such, and convert it."""
        if isinstance(document, dict) and document.get("format") == 1:
            return lift(ExerciseOne.model_validate(document))
        return document

    @cached_property
    def has(self) -> Has:
        """What there is at the tables of this exercise: the one place that answers this."""
        by_somebody = any(issue.by for issue in self.issues)
        return Has(
            climate=self.climate is not None,
            points=any(self._points()),
            form="form" in self.model_fields_set,
            order="order" in self.model_fields_set,
            acts=self.climate is not None and by_somebody,
            gestures=by_somebody and not self.whole,
            offers=bool(self.issues),
            decisions=bool(self.decisions),
            signatures=self.agreement.by == "signature",
            votes=self.agreement.by == "vote" or self._motions or any(self._voted),
            whole=self.whole,
            roles=any(one.own_roles for one in self.delegations),
            planned=any(one.planned for one in self.injects),
            discussion=any(one.questions for one in self.rounds),
            amounts=any(issue.range for issue in self.issues),
            speakers=self.speakers is not None,
            motions=self._motions,
            coach=self.coach and bool(self.issues or self.decisions),
        )

    @property
    def _motions(self) -> bool:
        return self.speakers is not None and bool(self.speakers.motions)

    @property
    def _voted(self) -> tuple[bool, ...]:
        return tuple(one.vote for one in self.decisions)

    def _points(self) -> list[Points]:
        """Return every table of points."""
        found = [option.points for issue in self.issues for option in issue.listed]
        found += [dict.fromkeys(issue.points, 1.0) for issue in self.issues]
        found += [option.points for option in (*self.form.options, *self.order.options)]
        found += [one.points for one in self.interactions]
        found += [option.points for one in self.decisions for option in one.options]
        changed = [one.effects for one in self.injects]
        changed += [option.effects for one in self.decisions for option in one.options]
        found += [change.points for one in changed for change in one.points]
        return found

    @cached_property
    def inject_by_id(self) -> dict[str, Inject]:
        return {one.id: one for one in self.injects}

    @property
    def referee(self) -> ClimateRules:
        """The referee's constants."""
        return self.climate or _NO_CLIMATE

    @cached_property
    def phases(self) -> tuple[PhaseName, ...]:
        """The phases of rounds: those that any round names, or all if none does."""
        named = {phase for one in self.rounds for phase in one.phases}
        return tuple(phase for phase in PHASES if phase in named or not named)

    def performers(self, issue: str) -> tuple[str, ...]:
        """Return who has an act to carry out once the issue is agreed: nobody without a climate,
        where agreements are carried out at once.
        """
        return self.issue_by_id[issue].by if self.climate is not None else ()

    @cached_property
    def delegation_by_id(self) -> dict[str, Delegation]:
        return {one.id: one for one in self.delegations}

    @cached_property
    def issue_by_id(self) -> dict[str, Issue]:
        return {one.id: one for one in self.issues}

    @cached_property
    def decision_by_id(self) -> dict[str, Decision]:
        return {one.id: one for one in self.decisions}

    @cached_property
    def form_by_id(self) -> dict[str, FormOption]:
        return {one.id: one for one in self.form.options}

    @cached_property
    def order_by_id(self) -> dict[str, OrderOption]:
        return {one.id: one for one in self.order.options}

    @cached_property
    def choices(self) -> dict[str, tuple[str, ...]]:
        """Every issue, then `form` and `order`, with the ids of their options in the
        file's order.
        """
        table = {issue.id: issue.ids for issue in self.issues}
        table["form"] = tuple(option.id for option in self.form.options)
        table["order"] = tuple(option.id for option in self.order.options)
        return table

    @cached_property
    def every_option(self) -> dict[str, frozenset[str]]:
        """`choices` without their order."""
        return {choice: frozenset(options) for choice, options in self.choices.items()}

    @cached_property
    def unmoved(self) -> dict[str, str]:
        """The status quo of every issue, and the first form and order."""
        first = {choice: options[0] for choice, options in self.choices.items()}
        return {**first, **{issue.id: issue.status_quo for issue in self.issues}}

    @cached_property
    def named(self) -> dict[str, tuple[str, ...]]:
        """The choices that people see and name: `choices` without a placeholder form or order."""
        absent = {"form": not self.has.form, "order": not self.has.order}
        return {one: options for one, options in self.choices.items() if not absent.get(one)}

    @cached_property
    def opening_trust(self) -> dict[tuple[str, str], float]:
        """(of, toward) to 0..100 before the first round: 50 for a pair the author did not set, and
        100 without a climate.
        """
        if self.climate is None:
            return dict.fromkeys(self.pairs.values(), 100.0)
        trust = self.climate.trust
        return {pair: trust.get(key, 50.0) for key, pair in self.pairs.items()}

    @cached_property
    def pairs(self) -> dict[str, tuple[str, str]]:
        """The ordered pairs of delegations, by the key `of-toward` that files and commands use."""
        ids = [one.id for one in self.delegations]
        return {f"{a}-{b}": (a, b) for a in ids for b in ids if a != b}


__all__ = [
    "PHASES",
    "AgreementRule",
    "Also",
    "ClimateRules",
    "Decision",
    "DecisionOption",
    "Delegation",
    "DelegationRole",
    "Effects",
    "Ending",
    "Exercise",
    "Form",
    "FormOption",
    "Has",
    "Inject",
    "Interaction",
    "Issue",
    "Objective",
    "Option",
    "Order",
    "OrderOption",
    "PhaseName",
    "PlayCondition",
    "PointsChange",
    "Question",
    "RedLine",
    "Round",
    "RoundQuestion",
]
