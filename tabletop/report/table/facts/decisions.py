"""Decisions: what was asked of whom, what was decided by whom and why, and what it changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from tabletop.exercise.course import Effects
from tabletop.exercise.model import Exercise
from tabletop.play import events as e
from tabletop.play.queries.naming import choice_name, name, option_name
from tabletop.play.state import FACILITATOR
from tabletop.report.kit.numbers import signed
from tabletop.report.table.facts.walk import Walk
from tabletop.text.prose import flowing


@dataclass(frozen=True)
class ChoiceTold:
    """An option that was chosen, perhaps changed later; `by` names who did, if not its head."""

    seq: int
    option: str
    reason: str
    facilitator: bool


@dataclass(frozen=True)
class DecisionTold:
    """A decision that was asked. `option` is what held in the end, empty for none.

    `how` says how it came to hold: it was "taken", its "default" held, it was "not taken", or it is
    still "open" (or was when a game of rules 1 or 2 was ended early).
    """

    id: str
    name: str
    text: str
    delegation: str
    round: int
    seq: int
    options: tuple[str, ...]
    secret: bool
    option: str
    how: Literal["taken", "default", "not taken", "open"]
    settled: int | None
    """The event that settled it."""
    choices: tuple[ChoiceTold, ...]
    effects: tuple[str, ...]
    points: Mapping[str, float]

    @property
    def reason(self) -> str:
        """Why the last choice was made."""
        return self.choices[-1].reason if self.choices else ""

    @property
    def facilitator(self) -> bool:
        """Whether the facilitator took it for the delegation."""
        return bool(self.choices) and self.choices[-1].facilitator

    @property
    def became(self) -> str:
        """What became of it, in a few words."""
        match self.how:
            case "taken" if self.facilitator:
                return f"{self.option}, decided by the facilitator"
            case "taken":
                return self.option
            case "default":
                return f"{self.option} (nobody decided)"
            case "not taken":
                return "not decided"
            case "open":
                return f"{self.option}, not settled" if self.option else "still open"


def decisions(told: Walk) -> tuple[DecisionTold, ...]:
    """Return every decision that was asked, in the order in which they were."""
    choices: dict[str, list[ChoiceTold]] = {}
    for step in told.steps:
        event = step.event
        if isinstance(event, e.DecisionTaken):
            chosen = told.exercise.decision_by_id[event.decision].option_by_id[event.option].name
            by = event.by == FACILITATOR
            choices.setdefault(event.decision, []).append(
                ChoiceTold(event.seq, chosen, event.text, by)
            )
    found = []
    for one in told.final.decisions.values():
        decision = told.exercise.decision_by_id[one.decision]
        option = decision.option_by_id[one.option] if one.option is not None else None
        held = option is not None and not one.open
        found.append(
            DecisionTold(
                id=one.decision,
                name=decision.name,
                text=flowing(decision.text),
                delegation=one.delegation,
                round=one.round,
                seq=one.seq,
                options=tuple(each.name for each in decision.options),
                secret=one.secret,
                option=option.name if option is not None else "",
                how="open"
                if one.open
                else "not taken"
                if option is None
                else "default"
                if one.default
                else "taken",
                settled=one.closed,
                choices=tuple(choices.get(one.decision, ())),
                effects=told_effects(told.exercise, option.effects) if option and held else (),
                points=option.points if option is not None and held else {},
            )
        )
    return tuple(found)


def told_effects(exercise: Exercise, effects: Effects) -> tuple[str, ...]:
    """Say what effects change, one phrase each."""
    said = []
    if effects.tension:
        said.append(f"tension {signed(effects.tension)}")
    for pair, change in effects.trust.items():
        of, toward = exercise.pairs[pair]
        said.append(f"trust of {name(exercise, of)} in {name(exercise, toward)} {signed(change)}")
    for who, change in effects.walk_away.items():
        said.append(f"walk-away of {name(exercise, who)} {signed(change)}")
    for who, factor in effects.urgency.items():
        said.append(f"gains of {name(exercise, who)} count {100 * factor:.0f} %")
    for shift in effects.points:
        issue = exercise.issue_by_id[shift.issue]
        worth = ", ".join(f"{name(exercise, d)} {signed(p)}" for d, p in shift.points.items())
        chosen = option_name(exercise, shift.issue, shift.option)
        said.append(f"{issue.name}: {chosen} is worth {worth}")
    if effects.forbid is not None:
        ruled_out = ", ".join(choice_name(exercise, one) for one in effects.forbid)
        said.append(f"no longer possible: some options of {ruled_out}")
    return tuple(said)
