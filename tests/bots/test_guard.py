"""Whatever a strategy does, the table goes on."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
import tomli_w

from tabletop.bots.apart import Apart
from tabletop.bots.game import play_out
from tabletop.bots.packages import Search
from tabletop.bots.stand_in import MOST_FAULTS, MOST_MOVES
from tabletop.bots.temperaments.mediator import Mediator
from tabletop.exercise.library import find_exercise
from tabletop.exercise.loading import exercise_source
from tabletop.play.actions import Assign
from tabletop.play.state import FACILITATOR
from tabletop.seat.port import Port
from tests.bots.tables import (
    Endless,
    FillsMemory,
    Forged,
    Illegal,
    Loops,
    Nonsense,
    Raises,
    at_negotiation,
    opened,
    seated_with,
)
from tests.play.game import document

SOURCE = tomli_w.dumps(document())


@pytest.mark.parametrize("strategy", [Raises, Nonsense, Forged, Illegal])
def test_what_a_strategy_does_wrong_is_a_pass_and_a_note(strategy: Any) -> None:
    table = opened(SOURCE)
    everybody = seated_with(table, strategy())
    play_out(table, everybody)
    assert table.state.stage == "ended"
    assert everybody[0].stopped
    notes = [one.text for one in table.state.notes]
    assert len(notes) == MOST_FAULTS
    assert all(f"'{everybody[0].port.seat}' was stopped" in one for one in notes)
    assert all(one.by == "facilitator" for one in table.state.notes)


def test_a_strategy_that_has_been_stopped_is_not_asked_again() -> None:
    table = opened(SOURCE)
    stranger, *_ = seated_with(table, Raises())
    at_negotiation(table)
    for _ in range(MOST_FAULTS + 1):
        assert stranger.next() is None
    assert "not asked any more" in stranger.trouble


def test_nobody_talks_for_ever() -> None:
    table = opened(SOURCE)
    everybody = seated_with(table, Endless())
    play_out(table, everybody)
    assert table.state.stage == "ended"
    rounds = len(table.exercise.rounds)
    assert 0 < len(table.state.messages) <= MOST_MOVES * rounds * len(table.exercise.phases)


def test_where_nothing_is_negotiated_there_are_no_packages() -> None:
    with opened(exercise_source(find_exercise("ransomware-hospital"))) as table:
        for one in table.exercise.delegation_by_id:
            table.submit(Assign(by=FACILITATOR, seat=one, delegation=one, name=one))
        port = Port(table, "care")
        packages = Search(port).packages(port.view(), Random(1))
        assert len(packages) == 0
        assert packages.most_liked(packages.hope(0.5)) == ()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("strategy", "said"), [(Loops, "it took too long"), (FillsMemory, "it failed")]
)
def test_a_stranger_s_strategy_is_stopped_in_a_process_of_its_own(strategy: Any, said: str) -> None:
    table = opened(SOURCE)
    apart = Apart(strategy, seconds=1.0 if strategy is Loops else 60.0, megabytes=800)
    everybody = seated_with(table, apart)
    play_out(table, everybody)
    apart.close()
    assert table.state.stage == "ended"
    assert everybody[0].stopped
    assert said in table.state.notes[0].text


@pytest.mark.slow
def test_a_strategy_apart_plays_like_any_other() -> None:
    table = opened(SOURCE)
    apart = Apart(Mediator, seconds=60.0)
    everybody = seated_with(table, apart)
    play_out(table, everybody)
    apart.close()
    assert everybody[0].faults == 0
    seat = everybody[0].port.seat
    done = {one.kind for one in table.events if one.by == seat}
    assert done & {"offer.tabled", "offer.signed"}, done
