"""What a delegation is asked to decide, and how things stand with every decision, in words."""

from __future__ import annotations

from collections.abc import Iterable

from tabletop.play.seen import View
from tabletop.play.seen.decisions_seen import DecisionSeen
from tabletop.text.lists import listed
from tabletop.text.safe import one_line


def asked_of(view: View) -> tuple[DecisionSeen, ...]:
    """Return the open decisions of the view's own delegation that its head can take."""
    return tuple(
        one
        for one in view.decisions
        if one.open and one.delegation == view.delegation and not (one.voting or one.by_vote)
    )


def untaken(view: View) -> tuple[DecisionSeen, ...]:
    """Return those of them that it has not taken yet."""
    return tuple(one for one in asked_of(view) if one.option is None)


def open_now(view: View) -> tuple[DecisionSeen, ...]:
    """Return every open decision that the seat may know of."""
    return tuple(one for one in view.decisions if one.open)


def untaken_by_all(view: View) -> tuple[DecisionSeen, ...]:
    """Return the open decisions that nobody has taken, as far as the seat may know."""
    return tuple(one for one in open_now(view) if one.option is None)


def told_untaken(view: View) -> str:
    """Say who has not taken which open decision, as far as the seat may know; empty for none."""
    left = [
        f"{one_line(view.party(one.delegation).name)} ({one_line(one.name)})"
        for one in untaken_by_all(view)
    ]
    return f"Not decided yet: {listed(left)}." if left else ""


def told_early_end(*, decisions: bool, votes: bool, acts: bool) -> str:
    """Say what ending the exercise at once does; `decisions` and `votes` may be open, and `acts`
    due.
    """
    told = "The referee chooses the ending from what stands on the table at this moment."
    if votes:
        told += " A vote that is open is counted first, as it stands."
    if decisions:
        told += (
            " A decision that is open is settled first, by what was chosen so far; where nothing "
            "was, its default holds, if it has one."
        )
    if acts:
        told += (
            " What was decided on acts that are due is revealed first; an act on which not all who "
            "perform it have decided stays a promise."
        )
    return told


def names_of(some: Iterable[DecisionSeen]) -> str:
    """List decisions by name."""
    return listed([one_line(one.name) for one in some])


def told_state(one: DecisionSeen) -> str:
    """Say what has become of a decision."""
    chosen = one_line(one.named(one.option))
    if one.open and one.option is None:
        return "its members are voting" if one.voting else "not decided yet"
    if one.option is None:
        return "not decided"
    if one.by_default:
        return f"{chosen} (nobody decided)"
    facilitator = ", decided by the facilitator" if one.by_facilitator else ""
    facilitator = ", by a vote of its members" if one.by_vote else facilitator
    if one.settled or one.by_vote:
        return f"{chosen}{facilitator}"
    return f"{chosen}{facilitator}, until the phase ends it can be changed"


def told_terms(one: DecisionSeen) -> str:
    """Say who sees the decision when, whether it is final, and what holds without one."""
    said = [
        "Nobody else sees what you choose before the phase ends; then all is revealed together."
        if one.secret
        else "Everybody sees what you choose.",
        "It is final at once." if one.final else "You can change it until the phase ends.",
    ]
    if one.default:
        said.append(f"If you don't decide, this holds: {one_line(one.named(one.default))}.")
    return " ".join(said)


def without(some: Iterable[DecisionSeen]) -> str:
    """Say what happens to decisions that nobody takes before the phase ends; empty for none."""
    told = [
        f"Not decided yet: {one_line(one.name)}. If it stays so, "
        + (f"this holds: {one_line(one.named(one.default))}." if one.default else "nothing is.")
        for one in some
    ]
    return " ".join(told)
