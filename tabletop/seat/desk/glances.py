"""A table on one line, made from the facilitator's view of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tabletop.play.queries.naming import standstill
from tabletop.play.seen import View
from tabletop.seat.desk import DebriefGlance, PersonGlance, ReplyGlance, TableGlance
from tabletop.seat.desk.injects import due_now
from tabletop.seat.desk.lapsing import lapses
from tabletop.seat.words.deciding import told_untaken
from tabletop.seat.words.suspended import out_of_force
from tabletop.seat.words.undone import goes_with, last_move


def glance_of(
    id: str,
    view: View,
    rounds: int,
    people: Sequence[PersonGlance] = (),
    remaining: int | None = None,
    trouble: str = "",
    played: int = 0,
) -> TableGlance:
    """Return the table on one line. `view` is the facilitator's; `rounds` is the exercise's number
    of rounds, and `played` the table's playing time.

    A view costs a few milliseconds and changes only with the table's `seq`: keep this line until
    then, and update the people and the clock with `dataclasses.replace`.
    """
    opened = view.round
    return TableGlance(
        id=id,
        stage=view.stage,
        round=opened.number if opened else 0,
        rounds=rounds,
        title=opened.title if opened else "",
        date=opened.date if opened else "",
        remaining=remaining,
        paused=view.clock.paused is not None,
        holding=view.holding,
        stands=standstill(view.clock.why, view.clock.missed),
        missed=view.clock.missed,
        waiting_for=view.waiting_for,
        open_offers=len(view.open_offers),
        best=_best(view),
        agreements=len(view.agreements),
        suspended=bool(view.suspended or out_of_force(view)),
        negotiated=view.has.offers,
        decided=_decided(view),
        answered=_answered(view),
        undecided=told_untaken(view),
        tension=view.tension if view.has.climate else None,
        crisis=bool(opened and opened.crisis),
        people=tuple(people),
        ended=view.stage in ("ended", "debrief"),
        last_move=last_move(view),
        goes_with=goes_with(view),
        undoable=view.undoable,
        lapsing=lapses(view),
        levels=_levels(view),
        trouble=trouble,
        debrief=_debrief(view) if view.revealed else None,
        injects_left=tuple(one.id for one in view.injects_waiting),
        injects_due=tuple(one.id for one in due_now(view.plan, played)),
    )


def _decided(view: View) -> tuple[int, int] | None:
    if not view.has.decisions:
        return None
    taken = [one for one in view.decisions if one.option is not None and not one.by_default]
    return len(taken), len(view.decisions)


def _answered(view: View) -> tuple[int, int] | None:
    if not view.has.discussion:
        return None
    there = {one.id for one in view.delegations if not one.absent}
    number = view.round.number if view.round else 0
    asked = [one for one in view.discussion if one.round == number and (one.open or one.past)]
    could = sum(len(there.intersection(one.asked)) for one in asked)
    return sum(len(there.intersection(one.answered)) for one in asked), could


def told_answered(one: TableGlance) -> str:
    """Return how many answers to the questions of this round there are, of all asked for."""
    given, asked = one.answered or (0, 0)
    return f"{given} of {asked}" if asked else "-"


def told_decided(one: TableGlance) -> str:
    """Return how many of the decisions asked have been taken."""
    taken, asked = one.decided or (0, 0)
    return f"{taken} of {asked}" if asked else "-"


def agreements_of(one: TableGlance) -> tuple[str, str]:
    """Return how many agreements a table has reached, with its colour; ‖ while a breach suspends
    acts, or has left no agreement in force.
    """
    if not one.agreements:
        return "-", "$muted"
    if one.suspended:
        return f"{one.agreements} ‖", "bold $error"
    return str(one.agreements), "bold $success"


def _levels(view: View) -> dict[str, float]:
    return {
        **({"tension": view.tension} if view.has.climate else {}),
        **{f"score:{one}": score.value for one, score in view.scores.items()},
        **{f"trust:{of}-{toward}": trust for (of, toward), trust in view.trust.items()},
    }


def _best(view: View) -> tuple[str, float] | None:
    """Return the open offer with the greatest gain for its least satisfied delegation."""
    least = [
        (min(worth.surplus for worth in offer.worth.values()), offer.id)
        for offer in view.open_offers
        if offer.worth
    ]
    if not least:
        return None
    surplus, offer = max(least, key=lambda one: one[0])
    return offer, surplus


def _debrief(view: View) -> DebriefGlance:
    return DebriefGlance(
        shown=view.shown,
        ending=view.ending[1] if view.ending else "",
        values={one: ruled.value for one, ruled in view.scores.items()},
        surplus={one: ruled.value - ruled.walk_away for one, ruled in view.scores.items()},
        replies=tuple(ReplyGlance(one.question, one.delegation, one.value) for one in view.replies),
    )


def public(glance: TableGlance) -> TableGlance:
    """Return the same without what a room may not be shown: offers, their value and
    the last move.
    """
    return replace(
        glance,
        open_offers=0,
        best=None,
        last_move="",
        goes_with="",
        undoable=None,
        lapsing=(),
        decided=None,
        answered=None,
        undecided="",
        levels={},
        trouble="",
        injects_left=(),
        injects_due=(),
    )
