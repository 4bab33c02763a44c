"""Decisive moments: the moves that changed most, each with the words said just before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from tabletop.play import events as e
from tabletop.play.history import Applied
from tabletop.play.kinds import declared
from tabletop.play.kinds.declared import Telling, Turn, TurnKind
from tabletop.play.rules.ruling import score_of
from tabletop.play.state import State
from tabletop.play.telling.narration import narrate
from tabletop.referee.wording import names_in
from tabletop.report.kit.numbers import signed
from tabletop.report.kit.redact import said as spoken
from tabletop.report.table.facts.timeline import titled
from tabletop.report.table.facts.walk import Walk

MOST = 6
WORDS_BEFORE = 3
CLIMATE_SCALE = 20.0
"""A change of tension or trust by this much counts as much as the whole range of a value."""
LEAST = 0.25
"""Changes smaller than this share of their range are not decisive."""
_RANKED = get_args(TurnKind)


@dataclass(frozen=True)
class Said:
    """Words before a moment. `delegation` is None for the facilitator."""

    seq: int
    round: int
    delegation: str | None
    how: str
    text: str


@dataclass(frozen=True)
class DecisiveMoment:
    """One move and what it changed. `values` and `trust` hold only what changed noticeably."""

    seq: int
    round: int
    at: float
    kind: str
    title: str
    told: tuple[str, ...]
    values: Mapping[str, float]
    tension: float
    trust: tuple[tuple[str, str, float], ...]
    words: tuple[Said, ...]
    size: float


@dataclass(frozen=True)
class _Change:
    steps: tuple[Applied, ...]
    values: Mapping[str, float]
    tension: float
    trust: Mapping[tuple[str, str], float]


def moments(told: Walk) -> tuple[DecisiveMoment, ...]:
    """Return the moves that changed values or climate most, at most six, in chronological order."""
    changes = _changes(told)
    spans = _spans(told, changes)
    sized = [(_size(change, spans), change) for change in changes]
    decisive = sorted((one for one in sized if one[0] >= LEAST), key=lambda one: -one[0])[:MOST]
    decisive.sort(key=lambda one: one[1].steps[0].event.seq)
    said = _said(told)
    return tuple(_moment(told, change, size, said) for size, change in decisive)


def _changes(told: Walk) -> list[_Change]:
    found: list[_Change] = []
    worth: dict[str, float] | None = None
    for group in told.groups:
        if not any(declared(step.event).turn for step in group):
            continue
        before, after = group[0].before, group[-1].after
        old = worth if worth is not None else _worth(before)
        worth = _worth(after)
        climate, then = after.circumstances.climate, before.circumstances.climate
        found.append(
            _Change(
                steps=group,
                values={one: worth[one] - old[one] for one in worth},
                tension=climate.tension - then.tension,
                trust={pair: t - then.trust.get(pair, t) for pair, t in climate.trust.items()},
            )
        )
    return found


def _worth(state: State) -> dict[str, float]:
    known = state.exercise.delegations if state.exercise.has.points else ()
    return {one.id: score_of(state, one.id).value for one in known}


def _spans(told: Walk, changes: list[_Change]) -> dict[str, float]:
    """Return how far each delegation's value ranged in this game, at least ten points."""
    found: dict[str, float] = {}
    for one in told.exercise.delegations:
        here, low, high = 0.0, 0.0, 0.0
        for change in changes:
            here += change.values.get(one.id, 0.0)
            low, high = min(low, here), max(high, here)
        found[one.id] = max(10.0, high - low)
    return found


def _size(change: _Change, spans: Mapping[str, float]) -> float:
    shares = [abs(value) / spans[one] for one, value in change.values.items()]
    shares += [abs(change.tension) / CLIMATE_SCALE]
    shares += [abs(value) / CLIMATE_SCALE for value in change.trust.values()]
    # The largest change counts; ties are decided by how many were affected.
    return max(shares, default=0.0) + 0.1 * sum(shares) / max(1, len(shares))


def _moment(told: Walk, change: _Change, size: float, said: list[Said]) -> DecisiveMoment:
    lead = change.steps[0].event
    chief, turn = _chief(change.steps)
    trust = sorted(change.trust.items(), key=lambda one: -abs(one[1]))[:3]
    # Words are considered within their own round only.
    spoken_in = change.steps[0].before.round
    before = [one for one in said if one.seq < lead.seq and one.round == spoken_in]
    return DecisiveMoment(
        seq=chief.event.seq,
        round=chief.after.round,
        at=told.when(chief.event.seq),
        kind=chief.event.kind,
        title=_title(told, change.steps, chief, turn),
        told=tuple(sentence for step in change.steps for sentence in _told(told, step)),
        values={one: value for one, value in change.values.items() if abs(value) >= 0.05},
        tension=change.tension,
        trust=tuple((*pair, value) for pair, value in trust if abs(value) >= 0.5),
        words=tuple(before[-WORDS_BEFORE:]),
        size=size,
    )


def _told(told: Walk, step: Applied) -> tuple[str, ...]:
    """Say what a step of a moment did, in sentences; for a ruling on the climate, its reasons."""
    event = step.event
    if declared(event).turn is None:
        return ()
    if isinstance(event, e.InjectDelivered):
        return (f"{titled(event, told.exercise)}.",)
    if not isinstance(event, e.ClimateChanged):
        return (narrate(event, told.exercise),)
    names = names_in(told.exercise)
    tension = [f"{line.told(names)} ({signed(line.change)})" for line in event.tension_lines]
    reasons = list(dict.fromkeys(line.told(names) for line in event.trust_lines))
    found = []
    if tension:
        found.append(f"Tension: {'; '.join(tension)}.")
    if reasons:
        found.append(f"Trust: {'; '.join(reasons)}.")
    return tuple(found)


def _chief(steps: tuple[Applied, ...]) -> tuple[Applied, Turn]:
    """Return the event that a group is remembered by."""
    turns = [(step, turn) for step in steps if (turn := declared(step.event).turn) is not None]
    return min(turns, key=lambda one: _RANKED.index(one[1].kind))


def _title(told: Walk, steps: tuple[Applied, ...], chief: Applied, turn: Turn) -> str:
    same = [step.event for step in steps if step.event.kind == chief.event.kind]
    return turn.title(Telling(told.exercise, {}), same, chief.after.round)


def _said(told: Walk) -> list[Said]:
    """Return what people said in their own words: not an offer's terms or a shared draft."""
    found: list[Said] = []
    telling = Telling(told.exercise, {})
    for step in told.steps:
        event = step.event
        words = declared(event).spoken(telling)
        if words is not None and spoken(words.text):
            who = vars(event).get("delegation")
            found.append(Said(event.seq, step.after.round, who, words.how, words.text))
    return found
