"""Keys that refer to something the exercise does not have, so that no table would use them."""

from __future__ import annotations

from collections.abc import Iterator

from tabletop.exercise.checks.mentions import effects_given, play_conditions
from tabletop.exercise.locate import Finding, KeyPath
from tabletop.exercise.model import Exercise, PhaseName

_OF_CLIMATE = (
    *("tension_at_least", "tension_at_most", "trust_at_least", "trust_below"),
    *("breached", "in_breach"),
)
"""The keys of conditions on play that need a climate."""


def absent_faults(exercise: Exercise, version: int) -> Iterator[Finding]:
    """Return keys that mean nothing without a climate, without points or without a phase."""
    if exercise.whole and exercise.has.climate:
        message = (
            "what is settled as a whole has no status quo that a broken promise could go back to; "
            "remove whole, or the [climate]"
        )
        yield Finding(("whole",), message, at_key=True)
    if not exercise.has.climate:
        for path, what in _of_climate(exercise):
            message = f"{what} counts for nothing without a [climate]; add one, or take this out"
            yield Finding(path, message, at_key=True)
    if version > 1 and not exercise.has.points:
        for path, what in _of_points(exercise):
            message = f"nothing has points here, so {what}; take this out, or give points"
            yield Finding(path, message, at_key=True)
    yield from _of_phases(exercise)


def _of_climate(exercise: Exercise) -> Iterator[tuple[KeyPath, str]]:
    for at, one in enumerate(exercise.delegations):
        if one.counterparts:
            yield ("delegation", at, "counterparts"), "whose delivery somebody waits for"
    for at, issue in enumerate(exercise.issues):
        for place, option in enumerate(issue.listed):
            here: KeyPath = ("issue", at, "option", place)
            if option.assurance:
                yield (*here, "assurance"), "how far a promise binds"
            if option.tension:
                yield (*here, "tension"), "tension"
    for key, options in (("form", exercise.form.options), ("order", exercise.order.options)):
        for at, bound in enumerate(options):
            if bound.assurance:
                yield (key, "option", at, "assurance"), "how far a promise binds"
    for at, order in enumerate(exercise.order.options):
        if order.first:
            yield ("order", "option", at, "first"), "who acts first"
        if order.instalments > 1:
            yield ("order", "option", at, "instalments"), "acting step by step"
    for at, interaction in enumerate(exercise.interactions):
        if interaction.doubt:
            yield ("interaction", at, "doubt"), "doubt in a promise"
    for path, effects in effects_given(exercise):
        if effects.trust:
            yield (*path, "trust"), "trust"
        if effects.tension:
            yield (*path, "tension"), "tension"
    for path, condition in play_conditions(exercise):
        for key in _OF_CLIMATE:
            if key in condition.model_fields_set:
                yield (*path, key), f"'{key}'"


def _of_points(exercise: Exercise) -> Iterator[tuple[KeyPath, str]]:
    for at, one in enumerate(exercise.delegations):
        for key, what in (
            ("walk_away", "there is nothing to hold against a walk-away"),
            ("urgency", "there is no gain that could be urgent"),
        ):
            if key in one.model_fields_set:
                yield ("delegation", at, key), what
        if one.red_lines:
            yield ("delegation", at, "red_line"), "no deal is told to be beyond a red line"
    for path, effects in effects_given(exercise):
        for key in ("walk_away", "urgency"):
            if getattr(effects, key):
                yield (*path, key), f"there is no {key} to change"
    for path, condition in play_conditions(exercise):
        if condition.below_walk_away:
            yield (*path, "below_walk_away"), "nobody can be below a walk-away"


def _of_phases(exercise: Exercise) -> Iterator[Finding]:
    """Yield what would happen in a phase that no round has."""
    phases = exercise.phases
    lacking: list[tuple[PhaseName, str]] = []
    if exercise.has.offers:
        lacking.append(("negotiation", "no offer could be tabled"))
    if exercise.has.acts:
        lacking.append(("decision", "no act that is due could be performed"))
    for phase, why in lacking:
        if phase not in phases:
            message = f"no round names the phase '{phase}', so {why}; add {phase} = 0 to its phases"
            yield Finding(("round", 0, "phases"), message, at_key=True)
    for at, one in enumerate(exercise.rounds):
        if one.situation.strip() and "situation" not in phases:
            message = (
                "no round names the phase 'situation', so this is never read; add situation = 0 "
                "to its phases"
            )
            yield Finding(("round", at, "situation"), message)
    for at, inject in enumerate(exercise.injects):
        anywhere = inject.manual or (inject.timed and not inject.phase_named)
        if inject.phase not in phases and not anywhere:
            named = (
                "'situation', which an inject has unless it names another,"
                if ("phase" not in inject.model_fields_set)
                else f"'{inject.phase}',"
            )
            message = f"no round names the phase {named} so it is never delivered"
            yield Finding(("inject", at, "phase"), f"{message}; choose one of {', '.join(phases)}")
