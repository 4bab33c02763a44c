"""Every figure of a past game with its course and ledger, for those who may know it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tabletop.past import ReadTable, read_transcript
from tabletop.play.state import FACILITATOR
from tabletop.screens.replay.figures import Figures

TRANSCRIPTS = Path(__file__).parents[3] / "transcripts"
GAMES = ("middle-ground", "piece-of-paper")


@pytest.fixture(scope="module", params=GAMES)
def table(request: pytest.FixtureRequest) -> ReadTable:
    return read_transcript(TRANSCRIPTS / f"{request.param}.toml")


def test_at_every_event_each_figure_is_what_the_table_held(table: ReadTable) -> None:
    figures = Figures(table)
    for seq in range(len(table.events) + 1):
        state = table.state_at(seq)
        climate = state.circumstances.climate
        for figure in figures.known(table.view_at(seq, FACILITATOR)):
            kind, _, whose = figure.id.partition(":")
            if kind == "tension":
                assert figure.at(seq) == pytest.approx(climate.tension, abs=0.05)
            elif kind == "trust":
                pair = table.exercise.pairs[whose]
                assert figure.at(seq) == pytest.approx(climate.trust[pair], abs=0.05)
            elif whose in state.scores:
                assert figure.at(seq) == pytest.approx(state.scores[whose].value)
            else:
                assert figure.at(seq) is None


def test_the_lines_of_a_figure_sum_to_it(table: ReadTable) -> None:
    last = len(table.events)
    for figure in Figures(table).known(table.view_at(last, FACILITATOR)):
        if figure.opening is None:
            for change in figure.changes:
                assert sum(value for value, _ in change.lines) == pytest.approx(change.value)
        else:
            moved = sum(value for one in figure.changes for value, _ in one.lines)
            assert figure.opening + moved == pytest.approx(figure.at(last), abs=0.05)
        assert all(because for one in figure.changes for _, because in one.lines)


def test_a_seat_knows_tension_its_own_score_and_its_own_trust_only(table: ReadTable) -> None:
    known = Figures(table).known(table.view_at(60, "usa"))
    assert [one.id for one in known] == [
        "tension",
        "score:usa",
        *(f"trust:usa-{one.id}" for one in table.exercise.delegations if one.id != "usa"),
    ]


def test_the_room_knows_tension_only(table: ReadTable) -> None:
    assert [one.id for one in Figures(table).known(table.view_at(60, None))] == ["tension"]


def test_the_course_by_a_moment_holds_nothing_of_what_came_later(table: ReadTable) -> None:
    figure = Figures(table).known(table.view_at(40, FACILITATOR))[0]
    assert figure.course(0) == [figure.opening]
    assert len(figure.course(40)) < len(figure.course(len(table.events)))
