"""A hostile strategy at a table with people: it passes, the facilitator is told, nobody waits."""

from __future__ import annotations

from typing import Any

import pytest
import tomli_w

from tabletop.bots.apart import Apart
from tabletop.bots.crew import AT_ONCE, Crew
from tabletop.bots.stand_in import MOST_FAULTS, MOST_MOVES, StandIn
from tabletop.play.state import FACILITATOR
from tabletop.table import Table
from tests.bots.tables import (
    Endless,
    FillsMemory,
    Forged,
    Illegal,
    Loops,
    Nonsense,
    Raises,
    opened,
)
from tests.bots.test_crew import plays, seated
from tests.play.game import document

SOURCE = tomli_w.dumps(document())


def beside(strategy: Any) -> tuple[Table, Crew]:
    """Return a table with one person, a strategy at the second seat and ours at the third."""
    table = seated(opened(SOURCE), "alfa")

    def make(port: Any, how: Any, seed: int) -> StandIn:
        return StandIn(port, how, seed, strategy if port.seat == "bravo" else None, talks=True)

    return table, Crew(table, AT_ONCE, make=make)


@pytest.mark.parametrize("strategy", [Raises, Nonsense, Forged, Illegal])
def test_at_a_table_with_people_it_passes_and_the_facilitator_is_told(strategy: Any) -> None:
    table, crew = beside(strategy())
    plays(table, crew, "alfa")
    assert table.state.stage == "ended"
    notes = [one.text for one in table.view(FACILITATOR).notes]
    assert len(notes) == MOST_FAULTS
    assert all("'bravo' was stopped" in one for one in notes)
    assert not table.view("alfa").notes
    moves = {one.kind for one in table.events if one.by == "bravo"}
    assert not moves & {"offer.tabled", "offer.signed", "gesture.made"}


def test_one_that_never_stops_is_bounded_in_each_phase() -> None:
    table, crew = beside(Endless())
    plays(table, crew, "alfa")
    assert table.state.stage == "ended"
    phases = len(table.exercise.rounds) * len(table.exercise.phases)
    assert 0 < sum(one.by == "bravo" for one in table.state.messages) <= MOST_MOVES * phases


@pytest.mark.slow
@pytest.mark.parametrize("strategy", [Loops, FillsMemory])
def test_one_that_loops_or_fills_memory_is_stopped_and_the_table_goes_on(strategy: Any) -> None:
    apart = Apart(strategy, seconds=1.0 if strategy is Loops else 60.0, megabytes=800)
    table, crew = beside(apart)
    plays(table, crew, "alfa")
    apart.close()
    assert table.state.stage == "ended"
    assert any("'bravo' was stopped" in one.text for one in table.state.notes)
