"""Which delegations stand-ins get, and by which temperament."""

from __future__ import annotations

import pytest

from tabletop.bots.seating import beside, heads_in, stand_ins_in
from tabletop.errors import UnreadableInput
from tabletop.exercise.loading import read_exercise
from tabletop.journal.memory_store import MemoryStore
from tabletop.journal.store import TranscriptRef
from tabletop.screens.start.practising import practice_table, resumed_practice
from tests.screens.rivers import SOURCE

RIVERS = read_exercise(SOURCE)


def test_a_stand_in_bargains_as_the_exercise_says_and_else_concedes_evenly() -> None:
    assert RIVERS.delegation_by_id["mill"].temperament == "linear"
    mediated = SOURCE.replace('id = "mill"', 'id = "mill"\nstand_in = "mediator"', 1)
    assert read_exercise(mediated).delegation_by_id["mill"].temperament == "mediator"


def test_a_practice_table_has_one_person_and_says_who_the_others_are() -> None:
    ref = TranscriptRef(MemoryStore(), "practice")
    with practice_table(SOURCE, "lower", ref, seed=5, name="Anna") as table:
        assert heads_in(table.state) == ("lower",)
        assert table.state.seats["lower"].name == "Anna"
        assert stand_ins_in(table.state) == {"upper": "linear", "mill": "linear"}
        compared_with = beside(SOURCE, table.state, "lower")
        assert compared_with.fixed == {"upper": "linear", "mill": "linear"}
    with resumed_practice(ref, "lower") as again:
        assert stand_ins_in(again.state) == {"upper": "linear", "mill": "linear"}
    with pytest.raises(UnreadableInput, match="'lower' is played by a person, not 'mill'"):
        resumed_practice(ref, "mill")
    resumed_practice(ref, "lower").close()
