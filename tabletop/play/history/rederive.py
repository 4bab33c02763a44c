"""Verify a table's history: every group must be what the rules make of its first event."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import Any, NamedTuple

from tabletop.errors import NotAllowed
from tabletop.play import events as e
from tabletop.play.events import AnyEvent
from tabletop.play.history import Unfit, after_all
from tabletop.play.kinds import declared
from tabletop.play.rules import Decided, decide
from tabletop.play.state import State

_MOST = 60
"""Characters of a value that a message repeats."""
_LINES = ("ledger", "trust_lines", "tension_lines")


class Rederived(NamedTuple):
    """What is wrong with a recorded group, in one sentence, or None.

    `state` is the table after it; None where it does not fit what came before.
    """

    wrong: str | None
    state: State | None


def rederive(state: State, group: Sequence[AnyEvent]) -> Rederived:
    """Compare a recorded group with what the rules make of its first event.

    `state` is the table before the group. Numbers, sources, codes and their values are compared;
    sentences kept in older transcripts, from before there were codes, are not.
    """
    again = _derived(state, group[0])
    if isinstance(again, Decided) and tuple(group) == again.events:
        return Rederived(None, again.state)
    if isinstance(again, Decided):
        wrong = _differs(group, again.events)
    elif state.seq == 0 and isinstance(group[0], e.ExerciseOpened) and len(group) == 1:
        wrong = None
    else:
        wrong = again
    # The recorded event is what happened, whatever the rules would make of it now.
    try:
        return Rederived(wrong, after_all(state, group))
    except Unfit:
        return Rederived(wrong, None)


def _derived(state: State, lead: AnyEvent) -> Decided | str:
    """Return what the rules make of a group's first event, or why they reject it."""
    comes_of = declared(lead).comes_of
    if comes_of is None:
        return f"event {lead.seq} ({lead.kind}) can't lead a group"
    try:
        return decide(state, comes_of(), lead.at, lead.elapsed)
    except NotAllowed as refusal:
        return f"event {lead.seq} ({lead.kind}) is not allowed: {refusal.sentence}"


def _differs(group: Sequence[AnyEvent], again: Sequence[AnyEvent]) -> str | None:
    """Return where a group differs from what the rules give, in one sentence; None if only in
    words.
    """
    lead = group[0]
    for recorded, derived in zip(group, again, strict=False):
        if recorded != derived:
            difference = _difference(recorded, derived)
            if difference is not None:
                return (
                    f"event {recorded.seq} ({recorded.kind}) differs from what the rules give: "
                    f"{difference}"
                )
    if len(again) != len(group):
        return f"event {lead.seq} ({lead.kind}) leads {len(group)} events and should {len(again)}"
    return None


def _difference(recorded: AnyEvent, derived: AnyEvent) -> str | None:
    """Return how two events differ, None if only in words."""
    if recorded.kind != derived.kind:
        return f"it should be {derived.kind}"
    stands, should = _comparable(recorded, derived)
    if stands == should:
        return None
    where, one, other = _first_difference(stands, should)
    return f"{where} is {_shown(one)} and should be {_shown(other)}"


def _comparable(recorded: AnyEvent, derived: AnyEvent) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return both as tables without sentences: a line with a sentence in place of a code has no
    code.
    """
    stands, should = recorded.model_dump(mode="json"), derived.model_dump(mode="json")
    for lines in _LINES:
        for one, other in zip_longest(stands.get(lines) or (), should.get(lines) or ()):
            worded = one is not None and one["code"] is None and one["because"] is not None
            for line in (one, other):
                if line is not None:
                    del line["because"]
                    if worded:
                        del line["code"], line["values"]
    return stands, should


def _first_difference(stands: Any, should: Any) -> tuple[str, Any, Any]:
    """Return where two values first differ, in words, and both values there."""
    if isinstance(stands, dict) and isinstance(should, dict):
        pairs = [(str(key), stands.get(key), should.get(key)) for key in {**stands, **should}]
    elif isinstance(stands, list) and isinstance(should, list) and len(stands) == len(should):
        pairs = [
            (f"line {number}", *both)
            for number, both in enumerate(zip(stands, should, strict=True), 1)
        ]
    else:
        return "", stands, should
    for name, one, other in pairs:
        if one != other:
            within, left, right = _first_difference(one, other)
            return (f"{name}, {within}" if within else name), left, right
    return "", stands, should


def _shown(value: Any) -> str:
    """Return a value for a message: shortened, a long list as its length."""
    if value is None:
        return "nothing"
    if isinstance(value, list) and len(str(value)) > _MOST:
        return f"{len(value)} long"
    text = str(value) if isinstance(value, int | float) else repr(value)
    return text if len(text) <= _MOST else f"{text[:_MOST]}..."
