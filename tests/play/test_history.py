"""A table's state at any past event is found at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tabletop.play.events import SeatReady
from tabletop.play.history import EVERY, History, Unfit, fold, traverse
from tabletop.play.state import initial
from tabletop.play.versions import RULES
from tabletop.table import read_transcript
from tests.effort import examples

TABLE = read_transcript(Path(__file__).parents[2] / "transcripts" / "middle-ground.toml")
LAST = len(TABLE.events)
PLACES = st.lists(st.integers(0, LAST), min_size=1, max_size=8)


@pytest.mark.slow
@settings(max_examples=examples(60), deadline=None)
@given(places=PLACES)
def test_in_whatever_order_one_seeks_each_state_is_the_fold_from_the_start(
    places: list[int],
) -> None:
    history = History(TABLE.exercise, TABLE.events, RULES)
    for seq in places:
        assert history.at(seq) == fold(TABLE.exercise, TABLE.events[:seq])


def test_a_state_once_given_is_not_changed_by_later_seeks() -> None:
    history = History(TABLE.exercise, TABLE.events, RULES)
    early = history.at(EVERY + 3)
    said = len(early.messages), len(early.statements), len(early.rulings)
    history.at(LAST)
    history.at(EVERY + 9)
    assert (len(early.messages), len(early.statements), len(early.rulings)) == said


@pytest.mark.parametrize("seq", [-1, LAST + 1])
def test_a_number_that_no_event_has_is_refused(seq: int) -> None:
    with pytest.raises(IndexError, match=f"events 1 to {LAST}"):
        History(TABLE.exercise, TABLE.events, RULES).at(seq)


def test_an_event_that_does_not_fit_is_named_and_what_is_before_it_is_there() -> None:
    stray = SeatReady(seq=42, at="", by="usa", delegation="usa")
    events = [*TABLE.events[:10], stray, *TABLE.events[11:]]
    history = History(TABLE.exercise, events, RULES)
    assert history.at(10).seq == 10
    with pytest.raises(Unfit, match=r"event 42 \(seat.ready\) does not fit"):
        history.at(LAST)


@pytest.mark.parametrize("seat", [None, "usa", "facilitator"])
def test_a_past_view_holds_the_events_of_its_round_so_far(seat: str | None) -> None:
    opened = next(one for one in TABLE.events if one.kind == "round.opened" and one.round == 2)
    view = TABLE.view_at(opened.seq + 3, seat)
    assert view.seq == opened.seq + 3
    assert view.events[0] == opened
    assert view.round is not None and view.round.number == 2


def test_one_way_through_gives_every_event_with_the_table_before_and_after_it() -> None:
    state = initial(TABLE.exercise, TABLE.rules)
    for seq, (event, before, after) in enumerate(traverse(state, TABLE.events), 1):
        assert event is TABLE.events[seq - 1]
        assert before is state
        assert after == TABLE.state_at(seq)
        state = after
    assert state.seq == LAST


def test_a_lenient_way_through_passes_over_what_does_not_fit() -> None:
    stray = SeatReady(seq=42, at="", by="usa", delegation="usa")
    state = initial(TABLE.exercise, TABLE.rules)
    (only,) = traverse(state, [stray], lenient=True)
    assert (only.after.seq, only.after.ready) == (42, state.ready)
    with pytest.raises(Unfit, match="event 42"):
        list(traverse(state, [stray]))
