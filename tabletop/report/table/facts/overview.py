"""What was played, by whom, and how it went, at a glance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tabletop.exercise.model import Exercise, Issue, Option
from tabletop.play.queries.clock import between
from tabletop.play.queries.naming import choice_name, name, option_name
from tabletop.report.kit.people import Person, people
from tabletop.report.table.facts.walk import Walk
from tabletop.text.lists import listed
from tabletop.text.prose import flowing


@dataclass(frozen=True)
class DelegationTold:
    """A delegation and what it wanted. `walk_away` has one number per round."""

    id: str
    name: str
    tag: str
    hue: int
    people: tuple[Person, ...]
    public_brief: str
    secret_brief: str
    walk_away: tuple[float, ...]
    red_lines: tuple[str, ...]


@dataclass(frozen=True)
class Stake:
    """One option's points for each delegation, before factors; `stands` if it does at the end."""

    issue: str
    option: str
    summary: str
    performers: tuple[str, ...]
    points: Mapping[str, float]
    stands: bool
    status_quo: bool
    place: int
    """Of its issue, from 0."""


@dataclass(frozen=True)
class GameOverview:
    """The exercise and the game in short. `begun` is UTC; `minutes` from first event to last."""

    title: str
    summary: str
    disclaimer: str
    language: str
    exercise: str
    transcript: str
    begun: str
    minutes: int
    rounds: int
    rounds_planned: int
    events: int
    messages: int
    statements: int
    offers: int
    agreements: int
    breaches: int
    ended: bool
    stage: str
    ending: str
    ending_text: str
    others: tuple[Person, ...]
    """Evaluators and observers."""


def overview(told: Walk, transcript: str) -> GameOverview:
    """Return the overview of a game; `transcript` is its name."""
    exercise, final = told.exercise, told.final
    kinds = [step.event.kind for step in told.steps]
    end = next((s.event for s in told.steps if s.event.kind == "exercise.ended"), None)
    events = told.events
    return GameOverview(
        title=exercise.title,
        summary=flowing(exercise.summary),
        disclaimer=exercise.disclaimer,
        language=exercise.language,
        exercise=exercise.id,
        transcript=transcript,
        begun=events[0].at if events else "",
        minutes=round(between(events[0].at, events[-1].at) / 60_000) if events else 0,
        rounds=final.round,
        rounds_planned=len(exercise.rounds),
        events=len(events),
        messages=kinds.count("message.sent"),
        statements=kinds.count("statement.made"),
        offers=kinds.count("offer.tabled"),
        agreements=len(final.agreements),
        breaches=kinds.count("term.breached"),
        ended=told.ended,
        stage=final.stage,
        ending=end.title if end else "",
        ending_text=end.text if end else "",
        others=tuple(
            person
            for person in people([step.event for step in told.steps])
            if person.delegation is None
        ),
    )


def parties(told: Walk) -> tuple[DelegationTold, ...]:
    """Return the delegations in the exercise's order."""
    rounds = range(1, len(told.exercise.rounds) + 1)
    everybody = people([step.event for step in told.steps])
    return tuple(
        DelegationTold(
            id=one.id,
            name=one.name,
            tag=one.tag,
            hue=place,
            people=tuple(person for person in everybody if person.delegation == one.id),
            public_brief=one.public_brief,
            secret_brief=one.secret_brief,
            walk_away=tuple(one.walk_away_in(number) for number in rounds),
            red_lines=tuple(flowing(line.because) for line in one.red_lines),
        )
        for place, one in enumerate(told.exercise.delegations)
    )


def stakes(told: Walk) -> tuple[Stake, ...]:
    """Return every option and its points for each delegation, as in the exercise; of a range its
    corners, its ends, and what stands.
    """
    return tuple(
        Stake(
            issue=issue.name,
            option=option.name,
            summary=flowing(option.summary),
            performers=issue.by,
            points={one.id: option.points.get(one.id, 0.0) for one in told.exercise.delegations},
            stands=told.final.stands is not None and told.final.standing[issue.id] == option.id,
            # Of a range it is a corner as well, where it lies between the ends.
            status_quo=option.id == issue.status_quo
            and not told.exercise.whole
            and (issue.range is None or issue.quo in (0, len(issue.ids) - 1)),
            place=place,
        )
        for place, issue in enumerate(told.exercise.issues)
        for option in _listed(issue, told.final.standing[issue.id])
    )


def _listed(issue: Issue, standing: str) -> Iterator[Option]:
    here = issue.ids.index(standing)
    return map(issue.options.__getitem__, sorted({*issue.landmarks, here}))


def names_of(exercise: Exercise, ids: tuple[str, ...]) -> str:
    """Join delegations' names, with "and" before the last."""
    return listed(name(exercise, one) for one in ids)


def settled(exercise: Exercise, package: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return what a package moves, as pairs of names; form and order last where there
    is a choice.
    """
    found = []
    for choice, options in exercise.choices.items():
        bound = choice in ("form", "order")
        unmoved = package[choice] == exercise.unmoved[choice] and not bound and not exercise.whole
        if len(options) == 1 or unmoved:
            continue
        option = option_name(exercise, choice, package[choice])
        found.append((choice_name(exercise, choice), option))
    return tuple(found)
