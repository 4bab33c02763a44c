"""A redacted report names no person and contains nothing private."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tabletop.past import read_transcript
from tabletop.play.events import SeatAssigned
from tabletop.play.kinds.declared import WITHHELD
from tabletop.report import reports_of
from tabletop.report.kit.redact import redacted
from tabletop.report.table.facts import facts_of
from tests.report.games import PAPER, PEOPLE, Move, advance, played, seated

NAMES = ("Ann", "Berg", "김민수", "민수", "Will Mark", "Eva", "Lund")
PRIVATE = "PRIVATE-WORDS"


def about_people(folder: Path) -> list[Move]:
    words = (
        "Ann Berg and BERG, ann; 김민수가 말했다, 민수 씨. Will Mark will be glad to mark it; "
        "Eva's note. Annex, iceberg and evaluation stay."
    )
    secret = f"{PRIVATE} of Ann"
    swap = {"treaty": "signed", "dam": "half", "raids": "stop"}
    return [
        *seated(),
        (
            "facilitator",
            "assign",
            {"seat": "ann-berg-2", "delegation": "alfa", "role": "member", "name": "Ann Berg"},
        ),
        *advance(3),
        ("alfa", "message", {"to": ["bravo"], "text": secret}),
        ("bravo", "message", {"to": "caucus", "text": secret}),
        ("charlie", "message", {"to": "facilitator", "text": secret}),
        ("alfa", "message", {"to": "all", "text": words}),
        ("bravo", "statement", {"tone": "neutral", "text": words}),
        ("alfa", "offer", {"to": ["bravo"], "package": {"dam": "open"}, "text": secret}),
        ("bravo", "reject", {"offer": "O1", "text": secret}),
        ("bravo", "offer", {"package": swap, "text": words}),
        ("alfa", "sign", {"offer": "O2"}),
        ("evaluator-1", "note", {"objective": 1, "rating": 2, "text": secret}),
        ("facilitator", "inject", {"title": secret, "text": secret, "to": ["alfa"]}),
        ("facilitator", "inject", {"title": "For Ann", "text": words, "to": "all"}),
        *advance(2),
        ("facilitator", "adjust", {"what": "score:alfa", "value": 3.0, "reason": words}),
        ("facilitator", "end", {}),
        ("facilitator", "debrief", {}),
        ("alfa", "answer", {"question": "why", "value": words}),
    ]


@pytest.fixture
def texts(tmp_path: Path) -> dict[str, str]:
    table = played(tmp_path, about_people(tmp_path))
    return reports_of(table, "table-1", redact=True)


def test_no_name_of_a_person_is_left_in_any_file(texts: dict[str, str]) -> None:
    for name, text in texts.items():
        for person in NAMES:
            assert not re.search(rf"(?<![a-z]){person}(?![a-z])", text, re.IGNORECASE), (
                name,
                person,
            )
        assert "river.toml" not in text


def test_a_pseudonym_is_the_delegation_and_a_number_everywhere(texts: dict[str, str]) -> None:
    said = (
        "Alfa 1 and Alfa 1, Alfa 1; Bravo 1가 말했다, Bravo 1 씨. Charlie 1 will be glad to mark "
        "it; Evaluator 1's note. Annex, iceberg and evaluation stay."
    )
    assert said in texts["table-1-events.csv"]
    assert texts["table-1.html"].count("Annex, iceberg and evaluation stay.") >= 4
    assert "Evaluator 1" in texts["table-1.md"]
    assert "ann-berg" not in texts["table-1-events.csv"]
    assert "alfa-person-2" in texts["table-1-events.csv"]


def test_private_words_are_withheld_and_that_they_were_said_is_not(
    texts: dict[str, str],
) -> None:
    assert all(PRIVATE not in text for text in texts.values())
    rows = texts["table-1-events.csv"].splitlines()
    kinds = [row.split(",")[5] for row in rows if WITHHELD in row]
    assert kinds.count("message.sent") == 3
    assert {"offer.tabled", "offer.rejected", "note.written", "inject.delivered"} <= set(kinds)


def test_ratings_briefs_and_numbers_stay(tmp_path: Path) -> None:
    table = played(tmp_path, about_people(tmp_path))
    open_, shared = facts_of(table), facts_of(table, redact=True)
    assert shared.objectives[0].rating == 2.0
    assert shared.objectives[0].notes[0].text == ""
    assert [one.secret_brief for one in shared.parties] == [
        one.secret_brief for one in open_.parties
    ]
    assert [one.value for one in shared.outcome.scores] == [
        one.value for one in open_.outcome.scores
    ]
    assert [one.seq for one in shared.moments] == [one.seq for one in open_.moments]
    assert all(PRIVATE not in said.text for one in shared.moments for said in one.words)


def test_a_seat_named_like_its_delegation_does_not_take_its_name_out_of_texts() -> None:
    table = read_transcript(PAPER)
    events = redacted(table.exercise, table.events)
    assert [event.name for event in events if isinstance(event, SeatAssigned)] == [
        "Washington 1",
        "Pyongyang 1",
        "Seoul 1",
        "Beijing 1",
    ]
    told = reports_of(table, "table-1", ("md",), redact=True)["table-1.md"]
    assert "Washington rejects O2" not in told.replace("Pyongyang rejects O2", "")
    assert "Washington 1 rejects" not in told


def test_the_original_events_are_as_they_were(tmp_path: Path) -> None:
    table = played(tmp_path, about_people(tmp_path))
    before = list(table.events)
    redacted(table.exercise, table.events)
    assert table.events == before
    assert PEOPLE["alfa"] in str(table.events)
