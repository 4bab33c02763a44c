"""Agreements and gestures, and how they were kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tabletop.play import events as e
from tabletop.play.queries.naming import choice_name, option_name
from tabletop.play.queries.offers import held_up
from tabletop.play.state import State
from tabletop.report.table.facts.offers import Stood, stood_of
from tabletop.report.table.facts.walk import Walk


@dataclass(frozen=True)
class ActDecision:
    """One decision on an act due. `silent`: nothing was decided in time."""

    delegation: str
    round: int
    seq: int
    performed: bool
    silent: bool
    instalment: int
    instalments: int


@dataclass(frozen=True)
class TermTold:
    """One issue that an agreement moves. `performers` is empty for a joint text.

    `kept` is "in force" (a joint text), "performed", "in part", "broken", "suspended" by a breach,
    "outstanding" or "replaced" by a later agreement.
    """

    issue: str
    name: str
    option: str
    performers: tuple[str, ...]
    deliveries: tuple[ActDecision, ...]
    kept: str


@dataclass(frozen=True)
class AgreementTold:
    """An agreement; `stood` is its value to everybody when it came into force."""

    id: str
    offer: str
    by: str
    round: int
    seq: int
    signed: tuple[str, ...]
    terms: tuple[TermTold, ...]
    bound: tuple[tuple[str, str], ...]
    """Form and order by name, where there is a choice."""
    stood: Mapping[str, Stood]
    replaced_by: str | None
    suspended: bool


@dataclass(frozen=True)
class GestureTold:
    """A unilateral term."""

    delegation: str
    round: int
    seq: int
    issue: str
    option: str
    text: str


def agreements(told: Walk) -> tuple[AgreementTold, ...]:
    """Return all agreements in order."""
    exercise, final = told.exercise, told.final
    deliveries = _deliveries(told)
    proposers = {
        step.event.offer: step.event.delegation
        for step in told.steps
        if isinstance(step.event, e.OfferTabled)
    }
    later = [one.id for one in final.agreements]
    found = []
    for step in told.steps:
        event = step.event
        if not isinstance(event, e.AgreementReached):
            continue
        place = later.index(event.agreement)
        moved = [id for id in event.terms if id not in ("form", "order")]
        found.append(
            AgreementTold(
                id=event.agreement,
                offer=event.offer,
                by=proposers[event.offer],
                round=step.after.round,
                seq=event.seq,
                signed=event.signed,
                terms=tuple(
                    _term(final, event, id, tuple(deliveries.get((event.agreement, id), ())))
                    for id in moved
                ),
                bound=tuple(
                    (choice_name(exercise, c), option_name(exercise, c, event.package[c]))
                    for c in ("form", "order")
                    if len(exercise.choices[c]) > 1
                ),
                stood=stood_of(told, step.before, event.package),
                replaced_by=later[place + 1] if place + 1 < len(later) else None,
                suspended=final.agreements[place].suspended,
            )
        )
    return tuple(found)


def _deliveries(told: Walk) -> dict[tuple[str, str], list[ActDecision]]:
    found: dict[tuple[str, str], list[ActDecision]] = {}
    for step in told.steps:
        event = step.event
        if isinstance(event, e.TermPerformed | e.TermBreached):
            broken = isinstance(event, e.TermBreached)
            delivery = ActDecision(
                delegation=event.delegation,
                round=step.after.round,
                seq=event.seq,
                performed=not broken,
                silent=isinstance(event, e.TermBreached) and event.silent,
                instalment=event.instalment,
                instalments=event.instalments,
            )
            found.setdefault((event.agreement, event.issue), []).append(delivery)
    return found


def _term(
    final: State, event: e.AgreementReached, id: str, deliveries: tuple[ActDecision, ...]
) -> TermTold:
    issue = final.exercise.issue_by_id[id]
    option = event.package[id]
    return TermTold(
        issue=id,
        name=issue.name,
        option=issue.option_by_id[option].name,
        performers=issue.by,
        deliveries=deliveries,
        kept=_kept(final, event, id, deliveries),
    )


def _kept(
    final: State, event: e.AgreementReached, id: str, deliveries: tuple[ActDecision, ...]
) -> str:
    term = final.terms.get(id)
    mine = term is not None and term.agreement == event.agreement
    if any(not one.performed for one in deliveries):
        return "broken"
    if not final.exercise.performers(id):
        return "in force" if final.standing[id] == event.package[id] else "replaced"
    if mine and term is not None:
        if term in held_up(final):
            return "suspended"
        return "performed" if term.done >= 1 else "in part" if term.done > 0 else "outstanding"
    if deliveries and all(one.instalment == one.instalments for one in deliveries[-1:]):
        return "performed"
    return "replaced"


def gestures(told: Walk) -> tuple[GestureTold, ...]:
    """Return all gestures in order."""
    return tuple(
        GestureTold(
            delegation=step.event.delegation,
            round=step.after.round,
            seq=step.event.seq,
            issue=told.exercise.issue_by_id[step.event.issue].name,
            option=option_name(told.exercise, step.event.issue, step.event.option),
            text=step.event.text,
        )
        for step in told.steps
        if isinstance(step.event, e.GestureMade)
    )
