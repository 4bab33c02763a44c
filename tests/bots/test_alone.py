"""A person alone with stand-ins who only ever says ready: every kind of table comes to its end."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest

from tabletop.bots.crew import AT_ONCE, Crew
from tabletop.errors import NotAllowed
from tabletop.exercise.loading import read_exercise
from tabletop.play.actions import Advance, CastVote, Perform, Ready
from tabletop.play.state import FACILITATOR
from tabletop.screens.start.practising import practice_table
from tabletop.seat.words.due import undecided
from tabletop.table import Table
from tests.screens.rivers import in_memory

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"


def let_others(table: Table, crew: Crew) -> None:
    for _ in range(300):
        if crew.due(0.0) is None:
            return
        move = crew.next(0.0)
        if move is not None:
            table.submit(move)
    raise AssertionError(f"they never come to an end of the {table.state.stage}")


def do_the_least(table: Table, me: str) -> None:
    """Do what the rules insist on, and say that one is ready."""
    view = table.view(me)
    for act in undecided(view) if view.stage == "decision" else ():
        table.submit(Perform(by=me, agreement=act.agreement, issue=act.issue))
    for vote in view.open_votes:
        with suppress(NotAllowed):
            table.submit(CastVote(by=me, vote=vote.id, choice="no"))
    with suppress(NotAllowed):
        table.submit(Ready(by=me))


@pytest.mark.parametrize("name", ["council", "harbour", "hospital", "job-offer"])
def test_a_silent_person_comes_to_the_end_of_every_kind_of_table(name: str) -> None:
    source = (EXAMPLES / f"{name}.toml").read_text(encoding="utf-8")
    me = next(iter(read_exercise(source).delegation_by_id))
    with practice_table(source, me, in_memory(name), seed=1) as table:
        crew = Crew(table, AT_ONCE, chairs=True)
        table.submit(Advance(by=FACILITATOR))
        for _ in range(80):
            let_others(table, crew)
            if table.state.stage == "ended":
                break
            do_the_least(table, me)
        assert table.state.stage == "ended"
        assert all(one.trouble == "" for one in crew.stand_ins)
