"""Moving through a past game without a screen: steps, filters, search, and as which seat."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabletop.past import read_transcript
from tabletop.play.telling.hearing import visible
from tabletop.screens.replay.course import ALL, EVERYTHING, GROUPS, MARKS, ROOM, Course, Filter

TABLE = read_transcript(Path(__file__).parents[3] / "transcripts" / "middle-ground.toml")
COURSE = Course(TABLE)
EYES = (EVERYTHING, ROOM, "usa", "dprk")
FILTERS = (ALL, Filter("usa"), Filter(kind="offers"), Filter("rok", "words"))


@pytest.mark.parametrize("only", FILTERS, ids=str)
@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("of", ["event", "move"])
def test_steps_on_reach_every_stop_once_and_steps_back_the_same_ones(
    of: str, eyes: str, only: Filter
) -> None:
    stops = list(COURSE.stops(eyes, only))
    on, here = [], 0
    while (reached := COURSE.step(here, 1, of, eyes, only)) != here:
        on.append(here := reached)
    back = [here]
    while (reached := COURSE.step(here, -1, of, eyes, only)) != here:
        back.append(here := reached)
    assert on == back[::-1]
    assert on == stops if of == "event" else set(on) <= set(stops)


def test_a_move_brings_one_to_the_last_event_of_what_happened_at_once() -> None:
    here = 0
    for group in TABLE.groups():
        here = COURSE.step(here, 1, "move")
        assert here == group[-1].seq


@pytest.mark.parametrize(
    ("of", "kind"), [("round", "round.opened"), ("phase", "phase.opened")], ids=str
)
def test_rounds_and_phases_are_reached_at_their_opening(of: str, kind: str) -> None:
    here, reached = 0, []
    for _ in range(sum(one.kind == kind for one in TABLE.events)):
        here = COURSE.step(here, 1, of)
        reached.append(here)
    assert reached == [one.seq for one in TABLE.events if one.kind == kind]


def test_from_within_a_phase_one_step_back_is_its_own_opening() -> None:
    opened = COURSE.step(60, -1, "phase")
    assert TABLE.events[opened - 1].kind == "phase.opened"
    assert COURSE.moments[opened - 1].stage == COURSE.moments[59].stage


@pytest.mark.parametrize("seat", ["usa", "chn"])
def test_a_seat_stops_only_at_what_it_could_know_of(seat: str) -> None:
    stops = COURSE.stops(seat, ALL)
    assert stops == tuple(
        one.seq
        for one in TABLE.events
        if seat in TABLE.state_at(one.seq).seats and visible(one, TABLE.state_at(one.seq), seat)
    )
    assert 0 < len(stops) < COURSE.last


def test_the_room_sees_less_than_any_seat_that_was_there_from_the_start() -> None:
    seated = max(one.seq for one in TABLE.events if one.kind == "seat.assigned")
    room = {seq for seq in COURSE.stops(ROOM, ALL) if seq > seated}
    for seat in COURSE.seats:
        assert room < set(COURSE.stops(seat, ALL))


@pytest.mark.parametrize("kind", GROUPS)
def test_every_event_is_of_exactly_one_kind_to_filter_by(kind: str) -> None:
    mine = set(COURSE.stops(EVERYTHING, Filter(kind=kind)))
    others = {
        seq for one in GROUPS if one != kind for seq in COURSE.stops(EVERYTHING, Filter(kind=one))
    }
    assert not mine & others
    assert mine | others == set(range(1, COURSE.last + 1))


def test_a_filter_by_delegation_stops_at_what_it_did_and_what_was_put_to_it() -> None:
    for seq in COURSE.stops(EVERYTHING, Filter("rok")):
        assert "rok" in COURSE.concerned(TABLE.events[seq - 1])
    tabled = next(one for one in TABLE.events if one.kind == "offer.tabled" and "rok" in one.to)
    assert tabled.seq in COURSE.stops(EVERYTHING, Filter("rok", "offers"))


def test_search_finds_all_words_in_any_order_whatever_their_case() -> None:
    hits = COURSE.search("MARCH halted", EVERYTHING, ALL)
    assert hits == COURSE.search("halted march", EVERYTHING, ALL)
    assert hits
    assert all("march halted" in COURSE.sentence(one).casefold() for one in hits)
    assert COURSE.search("   ", EVERYTHING, ALL) == ()


def test_search_finds_nothing_that_whoever_looks_did_not_see() -> None:
    caucus = next(one for one in TABLE.events if one.kind == "message.sent" and one.to == "caucus")
    words = caucus.text[:30]
    assert caucus.seq in COURSE.search(words, EVERYTHING, ALL)
    others = next(one for one in COURSE.seats if one != caucus.by)
    assert COURSE.search(words, others, ALL) == ()
    assert COURSE.search(words, ROOM, ALL) == ()


def test_offers_agreements_acts_and_injects_are_marked_each_with_its_own_sign() -> None:
    marked = {one.mark for one in COURSE.moments if one.mark is not None}
    assert marked == {"agreement", "performed", "inject", "offer"}
    assert len(set(MARKS.values())) == len(MARKS)


@given(here=st.integers(0, COURSE.last), eyes=st.sampled_from(EYES), only=st.sampled_from(FILTERS))
def test_the_nearest_stop_is_the_last_before_or_else_the_first(
    here: int, eyes: str, only: Filter
) -> None:
    stops = COURSE.stops(eyes, only)
    nearest = COURSE.nearest(here, eyes, only)
    before = [one for one in stops if one <= here]
    assert nearest == (before[-1] if before else stops[0])
