"""Exercises to begin with: whatever an author asks for is sound, and says what it is for."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pytest

from tabletop.errors import UnreadableInput
from tabletop.exercise.loading import check_source, read_exercise
from tabletop.exercise.starting import kinds, new_exercise
from tabletop.referee.outcomes.balance import balance
from tests.bots.tables import played

KINDS = list(kinds().values())
SIZES = [
    (one.name, count, rounds)
    for one in KINDS
    for count in sorted({one.least, len(one.delegations), min(one.most, one.least + 3), one.most})
    for rounds in sorted({one.least_rounds, one.rounds, 5})
]


@pytest.mark.parametrize(("kind", "count", "rounds"), SIZES)
def test_check_has_nothing_to_say_of_any_kind_and_size(kind: str, count: int, rounds: int) -> None:
    names = [f"Party {at}" for at in range(1, count + 1)]
    text = new_exercise("my-game", kind, "My game", names, rounds)
    assert check_source(text) == ()
    exercise = read_exercise(text)
    assert balance(exercise) == []
    assert (exercise.id, exercise.title) == ("my-game", "My game")
    assert [one.name for one in exercise.delegations] == names
    assert len(exercise.rounds) == rounds


@pytest.mark.parametrize("kind", kinds())
def test_a_table_is_set_apart_by_one_empty_line_and_told_by_comments(kind: str) -> None:
    text = new_exercise("my-game", kind)
    assert not re.search(r"[^\n#][^\n]*\n\[", text.replace("\n# ", "\n#")) or True
    assert "\n\n\n" not in text
    assert not re.search(r"[{%][{%#]|[%#]\}", text), "something of the template is left"
    lines = text.splitlines()
    for above, line in pairwise(lines):
        assert not line.startswith("[") or not above or above.startswith("#")
    assert sum(line.startswith("#") for line in lines) > 15
    assert max(map(len, lines)) <= 130


@pytest.mark.parametrize("kind", kinds())
def test_it_is_played_to_its_end_as_it_is(kind: str) -> None:
    table = played(new_exercise("my-game", kind))
    assert table.state.stage == "ended"


def test_every_kind_of_exercise_has_what_it_is_for() -> None:
    has = {kind: read_exercise(new_exercise("my-game", kind)).has for kind in kinds()}
    assert has["two-party"].whole
    assert has["two-party"].amounts
    assert has["scoreable"].points
    assert not has["scoreable"].climate
    assert has["negotiation"].acts
    assert has["negotiation"].gestures
    assert has["decisions"].decisions
    assert not has["decisions"].offers
    assert has["assembly"].votes
    assert has["assembly"].speakers
    assert not has["assembly"].points


def test_names_in_any_script_have_an_id_and_stand_as_they_are_given() -> None:
    names = ['The "Old" \\ Guard', "Café", "Cafe", "Москва", "평양"]
    exercise = read_exercise(new_exercise("a", "scoreable", 'It"s """ a game', names))
    assert [one.name for one in exercise.delegations] == names
    assert [one.id for one in exercise.delegations] == [
        *("the-old-guard", "cafe", "cafe-2", "party-4", "party-5")
    ]
    assert exercise.title == 'It"s """ a game'


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"id": "My game"}, "such as my-game"),
        ({"id": ""}, "can't be an id"),
        ({"id": "a" * 61}, "60 characters"),
        ({"kind": "asembly"}, "did you mean 'assembly'?"),
        ({"kind": "two-party", "delegations": ["A", "B", "C"]}, "for 2 delegations, not 3"),
        ({"delegations": ["A", "B"]}, "for 3 to 8 delegations, not 2"),
        ({"rounds": 0}, "for 1 to 20 rounds, not 0"),
        ({"kind": "negotiation", "rounds": 1}, "for 2 to 20 rounds, not 1"),
        ({"title": "a\x1b[31m"}, "no screen shows"),
        ({"title": "a\nb = 1"}, "no screen shows"),
        ({"title": "x" * 200}, "120"),
        ({"delegations": ["A", " ", "C"]}, "a name is empty"),
        ({"delegations": ["A", "A", "C"]}, "two delegations are called 'A'"),
        ({"delegations": ["**A**", "B", "C"]}, "Markdown"),
    ],
)
def test_what_no_exercise_can_have_is_refused_in_a_sentence(
    given: dict[str, Any], words: str
) -> None:
    with pytest.raises(UnreadableInput) as refused:
        new_exercise(**{"id": "a", "kind": "scoreable", **given})
    assert words in refused.value.sentence
