"""`check` gives advice on the game: worthless options, injects that never come, long texts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import tomli_w

from tabletop.exercise import check_exercise
from tests.exercise.marked import MARK, SOUND, broken
from tests.play.deciding import decision, hospital

SINGLE = SOUND[SOUND.index('[[round]]\nid = "summer"') : SOUND.index("[[inject]]")]
"""Two of the sound exercise's three rounds."""
FROM_INJECTS = SOUND[SOUND.index("[[inject]]") : SOUND.index("[[ending]]")]


def warned(marked: str, folder: Path, *words: str) -> list[str]:
    """Return the warnings with one of these words; they must point at the marks, in order."""
    places = []
    while MARK in marked:
        before, marked = marked.split(MARK, 1)[0], marked.replace(MARK, "", 1)
        places.append((before.count("\n") + 1, len(before) - before.rfind("\n")))
    path = folder / "mine.toml"
    path.write_text(marked, encoding="utf-8")
    told = check_exercise(path)
    assert not [one for one in told if not one.warning], "\n".join(map(str, told))
    found = [one for one in told if any(word in one.message for word in words)]
    assert [(one.line, one.column) for one in found] == places, "\n".join(map(str, told))
    return [one.message for one in found]


NEVER = {
    "an inject that waits for a later round than its own": (
        ("tension_at_least = 10\n", "round_at_least = 3\n"),
        "it is for round 2, and its condition waits for round 3; change one of them",
    ),
    "an inject that waits for a signature before there can be one": (
        ("round = 2\nphase", "round = 1\nphase"),
        ("tension_at_least = 10\nnot.signed", "signed = {}\nnot.signed"),
        "nothing can have been signed by then; give it a later round or phase",
    ),
    "an inject that waits for an act before there can be one": (
        ("round = 2\nphase", "round = 1\nphase"),
        ("tension_at_least = 10\n", 'performed = { dam = ">= opened" }\n'),
        "nothing can have been performed by then; give it a later round or phase",
    ),
    "an inject that waits for a breach before an act was due": (
        ("tension_at_least = 10\n", "breached = {}\n"),
        "an act falls due in the round after it was agreed, so none can have been breached by "
        "then; give it a later round",
    ),
    "an inject all of whose alternatives are too early": (
        ("tension_at_least = 10\n", "any = [{ in_breach = {} }, { round_at_least = 3 }]\n"),
        "an act falls due in the round after it was agreed, so none can have been breached by "
        "then; give it a later round",
    ),
    "an inject whose condition is ruled out by its own not": (
        ("tension_at_least = 10\n", 'signed = { dam = "opened" }\n'),
        "its 'not' rules out what the rest of the condition asks for; change one of them",
    ),
}


@pytest.mark.parametrize("case", NEVER.values(), ids=NEVER)
def test_an_inject_that_can_never_come_is_warned_of(
    tmp_path: Path, case: tuple[object, ...]
) -> None:
    *changes, reason = case
    text = broken(("[inject.when]\n", f"{MARK}[inject.when]\n"), *changes)  # type: ignore[arg-type]
    assert warned(text, tmp_path, "never comes") == [f"the inject 'drought' never comes: {reason}"]


POSSIBLE = {
    "what holds before anything is done": (
        ("round = 2\nphase", "round = 1\nphase"),
        ("tension_at_least = 10\n", 'performed = { dam = "shut" }\n'),
    ),
    "a signature in the first decision phase": (
        ('round = 2\nphase = "situation"', 'round = 1\nphase = "decision"'),
        ("tension_at_least = 10\n", "signed = {}\n"),
    ),
    "a breach at the second ruling": (
        ('phase = "situation"', 'phase = "ruling"'),
        ("tension_at_least = 10\n", "breached = {}\n"),
    ),
    "one alternative that may": (
        ("tension_at_least = 10\n", "any = [{ breached = {} }, { round_at_least = 2 }]\n"),
    ),
}


@pytest.mark.parametrize("changes", POSSIBLE.values(), ids=POSSIBLE)
def test_an_inject_that_may_come_is_not_warned_of(
    tmp_path: Path, changes: tuple[tuple[str, str], ...]
) -> None:
    assert warned(broken(*changes), tmp_path, "never comes") == []


def test_an_ending_after_a_breach_needs_a_round_in_which_acts_fall_due(tmp_path: Path) -> None:
    text = broken(
        (SINGLE, ""),
        (FROM_INJECTS, ""),
        ("walk_away = [3, 2, 1]\nurgency = [1.0, 0.9, 0.8]\n", "walk_away = 3\n"),
        (
            '{ round_at_least = 2 }, { breached = {} }, { below_walk_away = ["mill"] }',
            "{ breached = {} }",
        ),
        ("[ending.when]\n", f"{MARK}[ending.when]\n"),
    )
    assert warned(text, tmp_path, "can reach") == [
        "no table can reach the ending 'paper': an act falls due in the round after it was agreed, "
        "so none can have been breached by then; add a round"
    ]


def test_an_issue_that_is_worth_nothing_to_anybody_is_warned_of(tmp_path: Path) -> None:
    issue = (
        '[[issue]]\nid = "flag"\nname = "A flag"\noption = [{ id = "no", name = "no" }, '
        '{ id = "yes", name = "yes" }]\n\n[form]\n'
    )
    found = warned(broken(("[form]\n", MARK + issue)), tmp_path, "nobody cares")
    assert found == [
        "nobody cares about 'flag': none of its options is worth anything to any delegation; give "
        "one points, or leave the issue out"
    ]
    # It matters where a red line, a requirement or a combination asks for it.
    wanted = ('when = { dam = "removed" }', 'when = { flag = "yes" }')
    assert warned(broken(("[form]\n", issue), wanted), tmp_path, "nobody cares") == []


@pytest.mark.parametrize(
    ("word", "count", "words"), [("water ", 595, 601), ("水", 1190, 601), ("water ", 594, None)]
)
def test_briefs_of_more_than_three_minutes_are_warned_of(
    tmp_path: Path, word: str, count: int, words: int | None
) -> None:
    # The other brief has six words.
    brief = f'secret_brief = """\n{word * count}"""'
    text = broken(('secret_brief = """\nThe dam leaks.\n"Never" say so."""', brief))
    mark = MARK if words else ""
    text = text.replace('secret_brief = """', f'secret_brief = {mark}"""', 1)
    found = warned(text, tmp_path, "minutes at")
    expected = (
        f"the briefs of 'upper' have {words} words, 3.0 minutes at 200 words a minute; shorten "
        "them to 3 minutes (600 words), as everybody waits for the last reader"
    )
    assert found == ([expected] if words else [])


@pytest.mark.parametrize(
    ("round", "told"),
    [
        ({"round": 2}, []),
        ({"when": {"decided": {"divert": "divert"}}}, []),
        ({"round": 1}, [2]),
        ({}, [2]),
        ({"round": 1, "phase": "caucus"}, [2]),
    ],
    ids=str,
)
def test_a_decision_phase_in_which_nothing_can_be_decided_is_told(
    round: dict[str, Any], told: list[int], tmp_path: Path
) -> None:
    phases = {"situation": 0, "caucus": 60, "decision": 60}
    document = hospital(
        decision=[
            decision("divert", "wards", "accept", "divert", round=1),
            decision("pay", "board", "refuse", "pay", **round),
        ],
        round=[{"id": f"r{n}", "title": f"Day {n}", "date": "", "phases": phases} for n in "12"],
    )
    path = tmp_path / "mine.toml"
    path.write_text(tomli_w.dumps(document), encoding="utf-8")
    found = [one for one in check_exercise(path) if "nothing can be decided" in one.message]
    assert all(one.warning for one in found)
    assert [n for n in (1, 2) for one in found if f"of round {n};" in one.message] == told
