"""Everybody who held a seat is named, with the rounds in which they held it."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from tabletop.referee.outcomes.yardstick import Yardstick
from tabletop.report import reports_of
from tabletop.report.classroom.comparison import compare
from tabletop.report.classroom.grades import seats_csv
from tabletop.report.classroom.reading import read_class
from tabletop.report.kit.people import people
from tabletop.report.table.facts import facts_of
from tests.report.games import Move, advance, played, seated


def seat(id: str, name: str, **more: Any) -> Move:
    return ("facilitator", "assign", {"seat": id, "delegation": "alfa", "name": name, **more})


def replaced() -> list[Move]:
    """Play a game in which two seats changed hands, one of them more than once."""
    return [
        seat("alfa", "Nobody Yet"),
        *seated(),
        *advance(6),
        seat("alfa-2", "Lea Late", role="member"),
        ("facilitator", "assign", {"seat": "bravo", "delegation": "bravo", "name": ""}),
        ("facilitator", "assign", {"seat": "bravo", "delegation": "bravo", "name": "Bea Two"}),
        ("facilitator", "end", {}),
        ("facilitator", "debrief", {}),
        ("alfa", "answer", {"question": "why", "value": "Ann says so."}),
        seat("alfa", "Mallory"),
    ]


def test_who_was_replaced_stays_beside_who_came(tmp_path: Path) -> None:
    table = played(tmp_path, replaced())
    assert table.state_at(len(table.events)).round == 2
    facts = facts_of(table)
    people = {party.id: [one.told for one in party.people] for party in facts.parties}
    assert people == {
        "alfa": [
            "Ann Berg (to the end)",
            "Mallory (from the debrief)",
            "Lea Late (member, from round 2)",
        ],
        "bravo": ["김민수 (rounds 1–2)", "Bea Two (from round 2)"],
        "charlie": ["Will Mark"],
    }
    for text in reports_of(table, "table-1", ("html", "md")).values():
        told = text.replace("<bdi>", "").replace("</bdi>", "")
        assert "Ann Berg (to the end), Mallory (from the debrief)" in told


def test_an_answer_is_that_of_who_gave_it(tmp_path: Path) -> None:
    facts = facts_of(played(tmp_path, replaced()))
    assert [one.person for q in facts.questions for one in q.answers] == ["Ann Berg"]


def test_who_comes_back_to_their_seat_never_left_it(tmp_path: Path) -> None:
    table = played(tmp_path, [*seated(), *advance(3), seat("alfa", ""), seat("alfa", "Ann Berg")])
    assert "Ann Berg" in [one.told for one in people(table.events)]


def test_everybody_has_a_row_for_grades(tmp_path: Path) -> None:
    table = played(tmp_path, replaced())
    (group,) = read_class([table.transcript.where]).groups
    found = compare(group, Yardstick(group.exercise))
    rows = list(csv.DictReader(io.StringIO(seats_csv([found]).lstrip("\ufeff"))))
    assert [(row["seat"], row["person"], row["held"]) for row in rows[:3]] == [
        ("alfa", "Ann Berg", "to the end"),
        ("alfa", "Mallory", "from the debrief"),
        ("alfa-2", "Lea Late", "from round 2"),
    ]
    assert len({row["surplus"] for row in rows[:3]}) == 1


def test_everybody_has_a_pseudonym(tmp_path: Path) -> None:
    table = played(tmp_path, replaced())
    texts = reports_of(table, "table-1", redact=True)
    for name in ("Ann", "Mallory", "Lea", "김민수", "Bea", "Nobody Yet"):
        assert all(name not in text for text in texts.values()), name
    assert "Alfa 2 (to the end), Alfa 4 (from the debrief), Alfa 3 (member" in texts["table-1.md"]


def test_two_people_of_one_name_are_told_apart_and_one_who_moves_is_not_two(
    tmp_path: Path,
) -> None:
    moves = [
        seat("alfa", "Anna", role="head"),
        seat("alfa-2", "Anna", role="member"),
        *advance(1),
    ]
    game = [*seated(), *moves]
    for folder in ("two", "moved"):
        (tmp_path / folder).mkdir()
    told = [one.told for one in people(played(tmp_path / "two", game).events)]
    assert "Anna" in told
    assert "Anna (2) (member)" in told
    moved = [
        *seated(),
        seat("alfa-2", "Mo", role="member"),
        *advance(6),
        seat("alfa-2", "", role="member"),
        seat("alfa-3", "Mo", role="member"),
    ]
    names = [one.name for one in people(played(tmp_path / "moved", moved).events)]
    assert names.count("Mo") == 2
