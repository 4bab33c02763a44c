"""Roles with a brief of their own: what an author may write, and what is told of faults."""

from __future__ import annotations

from pathlib import Path

import pytest

from tabletop.exercise import check_exercise
from tabletop.exercise.loading import read_exercise
from tests.play.ministry import BRIEFS_ONLY, MINISTRY

FLOUR = """
[[decision]]
id = "flour"
name = "Flour"
by = "baker"
phase = "negotiation"
option = [{ id = "rye", name = "Rye" }, { id = "wheat", name = "Wheat" }]
"""
HEAD = 'id = "master"\nname = "Master baker"\n'
FAULTS = {
    "an unknown key": ('name = "Banker"\n', 'name = "Banker"\n▶brief = "x"\n', "'brief'"),
    "no name": ('▶[[delegation.role]]\nid = "banker"\nname = "Banker"\n', None, "name"),
    "two of one id": (
        'id = "apprentice"',
        'id = ▶"banker"',
        "there is already a role 'banker' of baker; give it another id",
    ),
    "points of an unknown issue": (
        "day = { friday",
        "▶dya = { friday",
        "there is no issue or decision 'dya'; did you mean 'day'?",
    ),
    "points of an unknown option": (
        "{ friday = 11.5 }",
        "{ ▶fridya = 11.5 }",
        "there is no option 'fridya' of day; did you mean 'friday'?",
    ),
    "points of an unknown option of a decision": (
        "{ friday = 11.5 }",
        "{ friday = 11.5 }\nflour = { ▶rey = 2 }",
        "there is no option 'rey' of flour; did you mean 'rye'?",
    ),
    "points of a status quo": (
        "{ friday = 11.5 }",
        "{ ▶open = 11.5 }",
        "'open' is the status quo of day (its first option) and is worth nothing",
    ),
    "points that are no number": ("friday = 11.5", 'friday = ▶"11,5"', "number"),
    "points without end": ("friday = 11.5", "friday = ▶inf", "number"),
    "a walk-away without points": (
        HEAD,
        HEAD + "▶walk_away = 2\n",
        "'master' has no points, so there is nothing to hold against a walk-away",
    ),
    "titles beside them": (
        'secret_brief = "Flour by Friday."\n',
        'secret_brief = "Flour by Friday."\n▶roles = ["Baker"]\n',
        "the roles of this delegation have tables of their own; take this list out",
    ),
}


def found(source: str, folder: Path) -> list[tuple[int, int, bool, str]]:
    path = folder / "mine.toml"
    path.write_text(source, encoding="utf-8")
    return [(one.line, one.column, one.warning, one.message) for one in check_exercise(path)]


@pytest.mark.parametrize(("old", "new", "told"), FAULTS.values(), ids=FAULTS)
def test_a_faulty_role_is_told_with_its_place(
    old: str, new: str | None, told: str, tmp_path: Path
) -> None:
    if new is None:
        new = old.replace('name = "Banker"\n', "")
    old = old.replace("▶", "")
    source = MINISTRY + FLOUR
    assert source.count(old) == 1
    before, _, after = source.replace(old, new).partition("▶")
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    faults = [one for one in found(before + after, tmp_path) if not one[2]]
    assert [(one[0], one[1]) for one in faults] == [(line, column)], faults
    assert told in faults[0][3]


def test_a_role_may_be_only_a_title_or_have_only_a_brief(tmp_path: Path) -> None:
    assert [one for one in found(MINISTRY, tmp_path) if "role" in one[3]] == []
    exercise = read_exercise(BRIEFS_ONLY)
    assert exercise.has.roles
    assert not exercise.has.points
    assert [one.name for one in exercise.delegations[0].own_roles] == [
        "Master baker",
        "Banker",
        "Apprentice",
    ]


def test_a_roles_points_need_points_of_the_delegations(tmp_path: Path) -> None:
    source = BRIEFS_ONLY.replace(
        'secret_brief = "SECRET-OF-BANKER"\n',
        'secret_brief = "SECRET-OF-BANKER"\npoints = { price = { low = 3 } }\n',
    )
    (fault,) = [one for one in found(source, tmp_path) if not one[2]]
    assert (
        "a role's points are told beside its delegation's, and nothing has points here"
        in (fault[3])
    )


def test_two_roles_of_one_name_are_a_warning(tmp_path: Path) -> None:
    source = MINISTRY.replace('name = "Apprentice"', 'name = "banker"')
    told = [one[3] for one in found(source, tmp_path) if one[2]]
    assert "role 'banker' has this name as well; give 'apprentice' another" in told


def test_markdown_in_a_roles_name_is_a_warning(tmp_path: Path) -> None:
    source = MINISTRY.replace('name = "Apprentice"', 'name = "The **apprentice**"')
    told = [one[3] for one in found(source, tmp_path) if one[2]]
    assert "'name' is shown as plain text; remove the Markdown from it" in told


def test_a_brief_too_long_to_read_counts_the_roles_own(tmp_path: Path) -> None:
    source = MINISTRY.replace("SECRET-OF-BANKER", "word " * 800)
    (told,) = [one for one in found(source, tmp_path) if "words" in one[3]]
    assert "the briefs of 'baker' and of its role 'banker' have 803 words" in told[3]
    assert source.splitlines()[told[0] - 1].startswith('secret_brief = "word')


def test_a_title_in_a_list_still_reads() -> None:
    source = MINISTRY.replace("walk_away = 3", 'walk_away = 3\nroles = ["Miller", "Carter"]')
    assert read_exercise(source).delegations[1].roles == ("Miller", "Carter")
