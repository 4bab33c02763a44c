"""Planned injects for those who run an exercise: what is due, what comes when, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, Protocol

from tabletop.exercise.model import Inject
from tabletop.play.parts.plan import MINUTE
from tabletop.play.queries.naming import channel_name
from tabletop.play.seen.seen_plan import InjectPlan

Now = Literal["due", "coming", "by hand", "held", "skipped", "missed", "delivered"]
_ORDER: tuple[Now, ...] = ("due", "coming", "by hand", "held", "missed", "skipped", "delivered")


def now_of(one: InjectPlan, played: int) -> Now:
    """Return where an inject stands at a playing time of the table's, in milliseconds."""
    if one.standing == "delivered":
        return "delivered"
    if one.standing != "waiting":
        return one.standing
    if one.ended:
        return "missed"
    if one.due is not None and played >= one.due:
        return "due" if one.holds else "coming"
    if one.over:
        return "due" if one.timed and not one.by_itself else "missed"
    return "by hand" if one.manual and not one.moved else "coming"


def due_now(plan: Iterable[InjectPlan], played: int) -> tuple[InjectPlan, ...]:
    """Return the injects that the facilitator is to deliver at a playing time of the table's."""
    return tuple(one for one in plan if not one.by_itself and now_of(one, played) == "due")


def in_order(plan: Iterable[InjectPlan], played: int) -> tuple[InjectPlan, ...]:
    """Return injects as they are listed: due ones first, then those to come by their times."""

    def place(one: InjectPlan) -> tuple[int, float, float]:
        if one.delivery is not None:
            return (_ORDER.index("delivered"), -one.delivery.seq, 0)
        due = float("inf") if one.due is None else float(one.due)
        return (_ORDER.index(now_of(one, played)), due, float(one.round or 0))

    return tuple(sorted(plan, key=place))


class Times(Protocol):
    """What is planned of an inject, in the exercise or at a table."""

    @property
    def manual(self) -> bool: ...

    @property
    def at(self) -> int | str | None: ...

    @property
    def round(self) -> int | None: ...

    @property
    def phase(self) -> str: ...

    @property
    def phase_named(self) -> bool: ...

    @property
    def after(self) -> str | None: ...


def told_plan(one: Times) -> str:
    """Return when the exercise plans an inject: "round 2, 5 min after negotiation opens"."""
    if one.after is not None:
        wait = f"{one.at} min after" if isinstance(one.at, int) and one.at else "right after"
        return f"{wait} “{one.after}”"
    story = f", {one.at}" if isinstance(one.at, str) else ""
    if one.manual:
        return f"by hand{story}"
    where = f"round {one.round}" if one.round is not None else "any round"
    if isinstance(one.at, int):
        opens = f"{one.phase} opens" if one.phase_named else "it opens"
        return f"{where}, {one.at} min after {opens}" if one.at else f"{where}, as {opens}"
    if one.round is None:
        return f"when its condition holds{story}"
    return f"{where}, as {one.phase} opens{story}" if one.phase_named else f"{where}{story}"


def told_actual(one: InjectPlan) -> str:
    """Return when an inject was delivered; empty where it was not."""
    done = one.delivery
    if done is None:
        return ""
    if not done.round:
        return "before round 1"
    return f"round {done.round}, {done.stage}, {clock(done.spent)}"


def told_now(one: InjectPlan, played: int) -> str:
    """Return where an inject stands at a playing time of the table's, in a few words."""
    match now_of(one, played):
        case "delivered":
            return f"delivered: {told_actual(one)}"
        case "held":
            return "held"
        case "skipped":
            return "skipped"
        case "missed" if not one.holds:
            return f"did not come, for its condition did not hold: {told_plan(one)}"
        case "missed":
            return f"did not come: {told_plan(one)}"
        case "by hand":
            return told_plan(one)
        case "due" if one.due is None:
            return "due: its time is over"
        case "due":
            return "due now" if not one.by_itself else "comes now"
        case "coming" if one.due is None:
            return told_plan(one)
        case "coming" if played >= one.due:
            return "waits for its condition"
        case "coming":
            return f"in {clock(one.due - played)}"


def clock(milliseconds: int) -> str:
    """Return a time as minutes and seconds, such as 4:05."""
    minutes, rest = divmod(max(0, milliseconds), MINUTE)
    return f"{minutes}:{rest // 1000:02}"


def about(one: InjectPlan | Inject, names: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return what else the facilitator should know of an inject, as (label, words).

    `names` are those of delegations by id.
    """
    rows = [("Planned", told_plan(one))]
    if one.channel:
        rows.append(("Comes as", channel_name(one.channel)))
    if one.owner:
        rows.append(("Played by", names.get(one.owner) or f"the {one.owner}"))
    if one.expected:
        rows.append(("Expected", one.expected))
    return tuple(rows)
