"""Stand-ins at a table with people: who moves next and when, told without waiting for time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest
import tomli_w

from tabletop.bots.crew import AT_ONCE, HUMAN, Crew, Pace
from tabletop.bots.stand_in import StandIn
from tabletop.bots.strategy import Intent, Look
from tabletop.errors import NotAllowed
from tabletop.play.actions import (
    Advance,
    AnyAction,
    Assign,
    Ready,
    TableOffer,
    read_action,
)
from tabletop.play.history.records import record_of
from tabletop.play.rules.rounds import waiting_for
from tabletop.play.state import FACILITATOR
from tabletop.report.kit.people import people
from tabletop.table import Table
from tests.bots.tables import Raises, opened
from tests.play.game import document
from tests.votes.council import council

SOURCE = tomli_w.dumps(document())


def seated(table: Table, person: str | None = None) -> Table:
    """Seat a person at one delegation and stand-ins at all others, and begin."""
    for one in table.exercise.delegation_by_id:
        who = {"name": "Anna"} if one == person else {"stand_in": "linear"}
        table.submit(
            read_action({"do": "assign", "by": FACILITATOR, "seat": one, "delegation": one, **who})
        )
    table.submit(Advance(by=FACILITATOR))
    return table


def goes_on(
    table: Table, crew: Crew, now: float = 0.0, most: int = 2000
) -> Iterator[tuple[float, AnyAction]]:
    """Let time pass while stand-ins have anything to do; yield each move with when it was made."""
    for _ in range(most):
        due = crew.due(now)
        if due is None:
            return
        now = max(now, due)
        move = crew.next(now)
        if move is not None:
            table.submit(move)
            yield now, move
    raise AssertionError("they never come to rest")


def plays(table: Table, crew: Crew, person: str | None = None) -> list[tuple[float, AnyAction]]:
    """Play to the end; the person does nothing but say that they are ready when it is quiet."""
    now, made = 0.0, list[tuple[float, AnyAction]]()
    while table.state.stage not in ("ended", "debrief"):
        made += goes_on(table, crew, now)
        now = made[-1][0] if made else now
        if table.state.stage in ("ended", "debrief"):
            break
        assert person is not None and person in waiting_for(table.state), "everybody waits for them"
        table.submit(Ready(by=person))
    return made


def test_one_person_and_stand_ins_play_to_the_end_at_their_pace() -> None:
    table = seated(opened(SOURCE), "alfa")
    made = plays(table, Crew(table), "alfa")
    assert table.state.stage == "ended"
    assert {move.by for _, move in made} >= {"bravo"}
    assert {"offer", "ready"} <= {move.do for _, move in made}
    assert all(later - earlier > HUMAN.apart - 1e-9 for (earlier, _), (later, _) in pairwise(made))


def test_stand_ins_alone_end_each_phase_by_being_ready() -> None:
    table = seated(opened(SOURCE))
    plays(table, Crew(table, AT_ONCE))
    assert table.state.stage == "ended"


def test_the_same_seed_makes_the_same_moves_at_the_same_times() -> None:
    games = []
    for seed in (3, 3, 4):
        table = seated(opened(SOURCE, seed), "alfa")
        games.append([(at, move) for at, move in plays(table, Crew(table), "alfa")])
    assert games[0] == games[1]
    assert [at for at, _ in games[0]] != [at for at, _ in games[2]]


def looking(table: Table) -> tuple[Crew, list[tuple[str, ...]]]:
    """Return stand-ins who only look, all people of the game in negotiation, and what they saw."""
    seen: list[tuple[str, ...]] = []

    class Looks:
        def act(self, look: Look) -> Intent | None:
            seen.append((look.me, *(one.id for one in look.view.open_offers)))
            return None

    crew = Crew(table, make=lambda port, how, seed: StandIn(port, how, seed, Looks()))
    for _ in range(20):
        list(goes_on(table, crew))
        if stage_of(table) == "negotiation":
            return crew, seen
        table.submit(Ready(by="alfa"))
    raise AssertionError("no negotiation opened")


def stage_of(table: Table) -> str:
    return table.state.stage


def test_what_waits_for_a_stand_in_is_looked_at_within_its_pace() -> None:
    table = seated(opened(SOURCE), "alfa")
    crew, seen = looking(table)
    assert crew.due(1000.0) is None
    table.submit(OFFER)
    due = crew.due(1000.0)
    assert due is not None
    assert 1000 + HUMAN.answers[0] <= due <= 1000 + HUMAN.answers[1]
    list(goes_on(table, crew, 1000.0))
    assert {("bravo", "O1"), ("charlie", "O1")} <= set(seen)


OFFER = TableOffer(by="alfa", package={"treaty": "guaranteed"})


def test_nothing_of_a_person_s_stays_unseen_at_the_end_of_a_phase() -> None:
    table = seated(opened(SOURCE), "alfa")
    crew, seen = looking(table)
    assert "bravo" not in table.state.ready
    table.submit(OFFER)
    table.submit(Ready(by="alfa"))
    assert stage_of(table) == "negotiation"
    list(goes_on(table, crew))
    assert stage_of(table) != "negotiation"
    assert {("bravo", "O1"), ("charlie", "O1")} <= set(seen)


def test_a_council_whose_votes_wait_for_stand_ins_is_voted_to_its_end() -> None:
    table = seated(opened(tomli_w.dumps(council({}))))
    plays(table, Crew(table, AT_ONCE, chairs=True))
    assert table.state.stage == "ended"


@pytest.mark.parametrize("source", [SOURCE, tomli_w.dumps(council({}))])
def test_nobody_waits_for_a_strategy_that_was_stopped(source: str) -> None:
    table = seated(opened(source))
    first, *_ = table.exercise.delegation_by_id

    def make(port: object, temperament: object, seed: int) -> StandIn:
        strategy = Raises() if port.seat == first else None  # type: ignore[attr-defined]
        return StandIn(port, temperament, seed, strategy)  # type: ignore[arg-type]

    crew = Crew(table, AT_ONCE, chairs=True, make=make)
    plays(table, crew)
    assert table.state.stage == "ended"
    assert any("not asked any more" in one.text for one in table.state.notes)


def test_a_seat_that_is_handed_back_is_its_person_s_alone() -> None:
    table = seated(opened(SOURCE), "alfa")
    crew = Crew(table)
    crew.due(0.0)
    assert {one.port.seat for one in crew.stand_ins} == {"bravo", "charlie"}
    table.submit(Assign(by=FACILITATOR, seat="bravo", delegation="bravo", name="Boris"))
    crew.due(1.0)
    assert [one.port.seat for one in crew.stand_ins] == ["charlie"]


def test_a_stand_in_may_take_over_for_somebody_at_any_time() -> None:
    table = seated(opened(SOURCE), "alfa")
    crew = Crew(table)
    list(goes_on(table, crew))
    table.submit(
        Assign(by=FACILITATOR, seat="alfa", delegation="alfa", name="Anna", stand_in="mediator")
    )
    assert plays(table, crew)
    assert table.state.stage == "ended"


def test_a_hurried_crew_moves_at_once_and_still_one_after_the_other() -> None:
    table = seated(opened(SOURCE))
    crew = Crew(table, Pace((50.0, 60.0), (50.0, 60.0), 1.0))
    assert (crew.due(0.0) or 0) >= 50
    crew.hurry(2.0)
    assert crew.due(2.0) == 2.0


def test_everybody_sees_where_a_stand_in_plays() -> None:
    table = seated(opened(SOURCE), "alfa")
    seen = table.view("alfa").party("bravo")
    assert seen.person == "Stand-in (linear)"
    table.submit(
        Assign(by=FACILITATOR, seat="alfa", delegation="alfa", name="Anna", stand_in="grit")
    )
    assert table.view("bravo").party("alfa").person == "Anna (stand-in, grit)"
    told = [sentence for _, sentence in table.retold(None)]
    assert any("A stand-in (grit) plays for" in one and "in place of Anna" in one for one in told)
    table.submit(Assign(by=FACILITATOR, seat="alfa", delegation="alfa", name="Anna"))
    assert table.view("bravo").party("alfa").person == "Anna"
    names = [one.name for one in people(table.events)]
    assert "Stand-in (linear)" in names and "Anna" in names


def test_only_a_head_s_seat_is_played_by_a_stand_in() -> None:
    table = opened(SOURCE)
    with pytest.raises(NotAllowed, match="give it the head's seat"):
        table.submit(Assign(by=FACILITATOR, seat="x", role="observer", stand_in="linear"))


def test_where_no_stand_in_plays_a_transcript_says_nothing_of_any() -> None:
    table = opened(SOURCE)
    table.submit(Assign(by=FACILITATOR, seat="alfa", delegation="alfa", name="Anna"))
    assert "stand_in" not in record_of(table.events[-1])


@pytest.mark.parametrize("moves", [3, 7])
def test_a_table_that_is_resumed_goes_on_as_it_would_have(moves: int, tmp_path: Path) -> None:
    noon = datetime(2026, 1, 1, 12, tzinfo=UTC)
    games = []
    for interrupted in (False, True):
        where = tmp_path / f"{interrupted}.toml"
        table = Table.create(SOURCE, where=where, clocks=False, now=lambda: noon)
        playing = goes_on(seated(table), Crew(table, AT_ONCE))
        for _ in range(moves):
            next(playing)
        if interrupted:
            table.close()
            table = Table.resume(where, now=lambda: noon)
        list(goes_on(table, Crew(table, AT_ONCE)) if interrupted else playing)
        assert table.state.stage == "ended"
        games.append([record_of(one) for one in table.events])
        table.close()
    assert games[0] == games[1]
