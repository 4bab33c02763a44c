"""`replace` makes the next record of a fold."""

from __future__ import annotations

import dataclasses

import pytest

from tabletop.play import state as s
from tabletop.play.parts.replacing import replace
from tabletop.referee.circumstances import Circumstances, Climate
from tests.play.game import SWAP, at_negotiation

RECORDS = (
    s.State,
    s.Seat,
    s.Clock,
    s.Offer,
    s.Agreement,
    s.Term,
    s.Due,
    s.Deeds,
    Circumstances,
    Climate,
)


def test_the_next_record_is_what_the_standard_library_would_make() -> None:
    game = at_negotiation()
    game.offer("alfa", "bravo", **SWAP)
    state = game.state
    ours, theirs = replace(state, round=3), dataclasses.replace(state, round=3)
    assert ours == theirs
    assert repr(ours) == repr(theirs)
    assert state.round == 1


def test_a_record_stays_frozen() -> None:
    seat = replace(s.Seat("a", None, "observer"), name="Ada")
    with pytest.raises(dataclasses.FrozenInstanceError):
        seat.name = "Bo"  # type: ignore[misc]


@pytest.mark.parametrize("record", RECORDS)
def test_the_records_of_a_state_check_and_derive_nothing_when_made(record: type) -> None:
    assert not hasattr(record, "__post_init__")
    assert "__slots__" not in vars(record)
    assert all(field.init for field in dataclasses.fields(record))
    assert not [one for one in vars(record).values() if type(one).__name__ == "cached_property"]


def test_a_field_that_is_not_there_is_refused() -> None:
    with pytest.raises(AssertionError):
        replace(s.Clock(), minutes=3)  # type: ignore[call-arg]
