"""Exercises are found by id: first in the current folder, then in the shipped library."""

from __future__ import annotations

from pathlib import Path

import pytest

from tabletop.errors import UnreadableInput
from tabletop.exercise import find_exercise, find_exercises, load_exercise
from tabletop.exercise.library import ListedExercise, shipped
from tabletop.exercise.starting import kinds, new_exercise
from tests.exercise.marked import SOUND
from tests.exercise.test_short_form import SHORT


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Change to a folder with an empty library."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "exercises").mkdir()
    return tmp_path / "exercises"


def test_what_ships_is_found_from_anywhere(here: Path) -> None:
    (korea,) = [one for one in find_exercises() if one.id == "korea-end-of-war"]
    assert korea.path.parent == shipped()
    assert korea.title == "Declaring the end of the Korean War"
    assert korea.delegations == ("usa", "dprk", "rok", "chn")
    assert korea.minutes == load_exercise("korea-end-of-war").minutes


def test_delegations_whose_ids_are_made_are_listed_with_these(here: Path) -> None:
    (here / "job.toml").write_text(SHORT, encoding="utf-8")
    (found,) = [one for one in find_exercises() if one.id == "job"]
    assert found.delegations == ("firm", "cand")


def test_the_folder_here_is_searched_first(here: Path) -> None:
    mine = here / "korea-end-of-war.toml"
    mine.write_text(SOUND.replace('"two-rivers"', '"korea-end-of-war"'))
    assert find_exercise("korea-end-of-war") == Path("exercises/korea-end-of-war.toml")
    assert [one.title for one in find_exercises() if one.id == "korea-end-of-war"] == ["Two rivers"]


def test_an_id_is_found_whatever_the_file_is_called(here: Path) -> None:
    (here / "water.toml").write_text(SOUND)
    assert load_exercise("two-rivers").title == "Two rivers"


def test_a_list_says_what_a_choice_needs(here: Path) -> None:
    path = here / "water.toml"
    path.write_text(SOUND)
    (found,) = [one for one in find_exercises() if one.id == "two-rivers"]
    assert found == ListedExercise(
        "two-rivers",
        "Two rivers",
        Path("exercises/water.toml"),
        ("upper", "lower", "mill"),
        45,
        "negotiation",
        (2, 6),
        "introductory",
        found.objectives,
    )
    exercise = load_exercise("two-rivers")
    assert (exercise.players_min, exercise.players_max) == found.people
    assert exercise.objectives == found.objectives != ()


@pytest.mark.parametrize("kind", kinds())
def test_an_exercise_is_of_the_kind_that_it_was_begun_as(here: Path, kind: str) -> None:
    (here / "mine.toml").write_text(new_exercise("mine", kind), encoding="utf-8")
    (found,) = [one for one in find_exercises() if one.id == "mine"]
    assert found.kind == kind


def test_a_file_of_the_wrong_types_is_listed_all_the_same(here: Path) -> None:
    wrong = 'id = "odd"\nplayers_min = "x"\nobjectives = 3\nobjective = [1]\nissue = 2\n'
    (here / "odd.toml").write_text(f"{wrong}agreement = 1\ndelegation = 5\n", encoding="utf-8")
    (found,) = [one for one in find_exercises() if one.id == "odd"]
    assert (found.people, found.objectives, found.delegations) == (None, (), ())


@pytest.mark.parametrize(
    "content",
    [
        b"not = toml = ",
        b"\xff\xfe",
        b"a = " + b"[" * 5000,
        b'delegation = 1\nid = 3\nminutes = "x"',
    ],
    ids=["broken", "not UTF-8", "deep", "of other types"],
)
def test_a_broken_file_spoils_no_list(here: Path, content: bytes) -> None:
    (here / "broken.toml").write_bytes(content)
    (found,) = [one for one in find_exercises() if one.id == "broken"]
    assert (found.title, found.delegations, found.minutes) == ("", (), None)


def test_a_title_can_not_write_on_the_screen(here: Path) -> None:
    (here / "loud.toml").write_text('id = "loud"\ntitle = "\\u001b[2J"')
    (found,) = [one for one in find_exercises() if one.id == "loud"]
    assert found.title == "\\x1b[2J"


def test_an_unknown_id_offers_the_nearest(here: Path) -> None:
    with pytest.raises(UnreadableInput) as refused:
        load_exercise("korea-end-of-wars")
    assert refused.value.sentence == (
        "there is no exercise 'korea-end-of-wars' in the library; did you mean 'korea-end-of-war'?"
    )


def test_an_id_like_no_other_lists_what_there_is(here: Path) -> None:
    (here / "water.toml").write_text(SOUND)
    with pytest.raises(UnreadableInput) as refused:
        load_exercise("xyzzy")
    assert refused.value.sentence.startswith("there is no exercise 'xyzzy' in the library; choose ")
    assert "two-rivers" in refused.value.sentence
    assert refused.value.sentence.endswith(", or give the path of a file")


def test_a_path_is_a_path(here: Path) -> None:
    (here / "water.toml").write_text(SOUND)
    assert find_exercise("exercises/water.toml") == Path("exercises/water.toml")
    assert find_exercise(here / "water.toml") == here / "water.toml"
    Path("plain").write_text(SOUND)
    assert load_exercise("plain").id == "two-rivers"
