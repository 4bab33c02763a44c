"""Version 1 of the format, and the function that converts it to today's model.

In format 1 every table had trust, tension and compliance, a form and an order, and all five phases.
`lift` expresses that in format 2, so that nothing that plays or rules knows of two formats, and
every game of a format 1 file is ruled as before.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import Field

from tabletop.exercise.conditions import PackageCondition
from tabletop.exercise.course import Ending, Inject, InjectOne, Question, Round, RoundOne
from tabletop.exercise.issues import Issue
from tabletop.exercise.locate import Finding
from tabletop.exercise.parts import (
    PHASES,
    AgreementRule,
    Also,
    ClimateRules,
    Delegation,
    Few,
    Form,
    FormOption,
    Id,
    Interaction,
    Label,
    Level,
    Many,
    Name,
    Number,
    Option,
    Options,
    Order,
    OrderOption,
    Part,
    People,
    Share,
    Text,
)
from tabletop.exercise.wording import unknown

# What every table had where its file did not say: one form, and acting together. It needs no
# validation, which would build the schemas of such tables whenever this is imported.
PLAIN_FORM = Form.model_construct(options=(FormOption.model_construct(id="plain", name="plain"),))
TOGETHER = Order.model_construct(
    options=(OrderOption.model_construct(id="together", name="together"),)
)


class DelegationOne(Delegation):
    """A party, together with its trust in each of the others."""

    trust: dict[str, Level] = Field(default_factory=dict)
    """Its trust in each of the others before the first round, 0 to 100."""


class IssueOne(Part):
    """One thing to be negotiated, with a list of options."""

    id: Id
    name: Name
    summary: Text = ""
    by: Many[str] = ()
    requires: PackageCondition = Field(default_factory=dict)
    options: Options[Option] = Field(alias="option", min_length=2)


class OrderOne(Part):
    """Who moves when."""

    name: Name = "Order"
    summary: Text = ""
    options: Few[OrderOption] = Field(alias="option", min_length=1)


class AgreementRuleOne(Part):
    """Who must sign: all parties, a majority of them, or a number. Performers always must."""

    signatories: Many[str] = ()
    also: Many[Also] = ()
    rule: Literal["all", "majority"] | Annotated[int, Field(ge=1)] = "all"


class Constants(Part):
    """The referee's constants, which format 2 has in the climate and the order."""

    tension: Level = 50.0
    most_assurance: Share = 0.9
    exposure_together: Share = 0.3
    exposure_step: Share = 0.2
    instalment_delay: Share = 0.92
    fade: Share = 0.5
    signal_points: Annotated[float, Field(gt=0, le=1e6, allow_inf_nan=False)] = 20.0
    trust_act: Share = 0.30
    trust_signal: Share = 0.45
    trust_breach: Share = 0.60
    trust_bystander: Share = 1 / 3
    trust_hostile: Share = 0.04
    trust_conciliatory: Share = 0.02
    tension_breach: Number = 10.0
    tension_idle: Number = 3.0
    crisis_at: Level = 85.0


class ExerciseOne(Part):
    """A whole file of format 1."""

    format: Literal[1]
    id: Id
    title: Name
    summary: Text = ""
    authors: Many[Name] = ()
    license: Label = ""
    language: Label = "en"
    minutes: Annotated[int, Field(ge=1, le=1440)] = 90
    players_min: People = 2
    players_max: People = 12
    difficulty: Literal["introductory", "intermediate", "advanced"] = "introductory"
    objectives: Many[Text] = ()
    sources: Many[Text] = ()
    disclaimer: Text = ""
    delegations: Many[DelegationOne] = Field(alias="delegation", min_length=2, max_length=100)
    issues: Few[IssueOne] = Field(alias="issue", min_length=1)
    form: Form = PLAIN_FORM
    order: OrderOne | None = None
    interactions: Many[Interaction] = Field(default=(), alias="interaction")
    agreement: AgreementRuleOne = AgreementRuleOne.model_construct()
    rounds: Many[RoundOne] = Field(alias="round", min_length=1)
    injects: Many[InjectOne] = Field(default=(), alias="inject")
    endings: Few[Ending] = Field(default=(), alias="ending")
    questions: Many[Question] = Field(default=(), alias="question")
    referee: Constants = Constants.model_construct()
    """The referee's constants where they differ from the usual ones."""


_AS_THEY_WERE = (
    *("id", "title", "summary", "authors", "license", "language", "minutes", "players_min"),
    *("players_max", "difficulty", "objectives", "sources", "disclaimer", "form"),
    *("interactions", "endings", "questions"),
)


def lift(old: ExerciseOne) -> dict[str, Any]:
    """Return the fields of the exercise that a format 1 file describes, by their names in the
    model.
    """
    constants = dict(old.referee)
    delay = constants.pop("instalment_delay")
    parties = tuple(_delegation(one) for one in old.delegations)
    others = {one.id for one in parties}
    trust = {
        f"{one.id}-{toward}": level
        for one in old.delegations
        for toward, level in one.trust.items()
        if toward in others - {one.id}
    }
    order = TOGETHER if old.order is None else Order.model_construct(**dict(old.order))
    return {
        **{name: getattr(old, name) for name in _AS_THEY_WERE},
        "format": 2,
        "delegations": parties,
        "issues": tuple(_issue(one) for one in old.issues),
        "agreement": _agreement(old),
        "climate": ClimateRules.model_construct(**constants, trust=trust),
        "order": order.model_copy(update={"instalment_delay": delay}),
        "rounds": tuple(_all_phases(one) for one in old.rounds),
        "injects": tuple(_inject(one) for one in old.injects),
    }


def _agreement(old: ExerciseOne) -> AgreementRule:
    """Return its rule. A number above that of those who can ever be asked meant all of them."""
    fields = dict(old.agreement)
    asked = {*old.agreement.signatories, *(one.delegation for one in old.agreement.also)}
    asked.update(*(issue.by for issue in old.issues))
    rule = old.agreement.rule
    if isinstance(rule, int) and 0 < len(asked) < rule <= len(old.delegations):
        fields["rule"] = len(asked)
    return AgreementRule.model_construct(**fields)


def _delegation(old: DelegationOne) -> Delegation:
    said = {name: getattr(old, name) for name in old.model_fields_set if name != "trust"}
    return Delegation.model_construct(**said)


def _issue(old: IssueOne) -> Issue:
    said = {name: getattr(old, name) for name in old.model_fields_set}
    return Issue.model_construct(listed=said.pop("options"), **said)


def _inject(old: InjectOne) -> Inject:
    return Inject.model_construct(**{name: getattr(old, name) for name in old.model_fields_set})


def _all_phases(old: RoundOne) -> Round:
    """Return a round as it was played: through every phase, without a clock where
    none was given.
    """
    said = {name: getattr(old, name) for name in old.model_fields_set}
    return Round.model_construct(**{**said, "phases": dict.fromkeys(PHASES, 0) | old.phases})


def trust_faults(old: ExerciseOne) -> Iterator[Finding]:
    """Return trust in unknown delegations or in oneself: lifted pairs must exist."""
    known = [one.id for one in old.delegations]
    for at, one in enumerate(old.delegations):
        for toward in one.trust:
            path = ("delegation", at, "trust", toward)
            if toward == one.id:
                message = f"'{one.id}' can't trust itself; name the other delegations here"
                yield Finding(path, message, at_key=True)
            elif toward not in known:
                yield Finding(path, unknown("delegation", toward, known), at_key=True)
