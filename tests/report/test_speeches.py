"""Who spoke, in the report: how often, how long, and in a table for spreadsheets."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from tabletop.past import read_transcript
from tabletop.play.actions import (
    Advance,
    Assign,
    CallSpeaker,
    EndExercise,
    Undo,
    Yield,
)
from tabletop.play.state import FACILITATOR
from tabletop.report import reports_of
from tabletop.table import Table
from tests.play.councils import PEOPLE, THREE, source
from tests.play.market import MARKET
from tests.report.parsed import sound
from tests.screens.test_speakers import Now


def reported(path: Path, *, redact: bool = False, clocks: bool = True) -> dict[str, str]:
    now = Now()
    with Table.create(source(), where=path, now=now, clocks=clocks) as table:
        for one in THREE:
            table.submit(Assign(by=FACILITATOR, seat=one, delegation=one, name=PEOPLE[one]))
        table.submit(Advance(by=FACILITATOR))
        for one, seconds in (("baker", 30), ("miller", 75), ("baker", 5)):
            table.submit(CallSpeaker(by=FACILITATOR, delegation=one))
            now.pass_by(seconds)
        table.submit(CallSpeaker(by=FACILITATOR, delegation="mason"))
        table.submit(Undo(by=FACILITATOR))
        table.submit(Yield(by="baker"))
        table.submit(EndExercise(by=FACILITATOR))
    game = read_transcript(path)
    assert not game.problems()
    return dict(reports_of(game, "council", redact=redact))


def test_the_report_says_how_often_and_how_long_each_had_the_floor(tmp_path: Path) -> None:
    texts = reported(tmp_path / "council.toml")
    page = sound(texts["council.html"])
    told = page.id("speeches").text
    for words in ("Who spoke", "Baker", "0:35", "0:30", "Miller", "1:15"):
        assert words in told
    assert "| Miller | 1 | 1:15 | 1:15 |" in texts["council.md"]
    assert "| Mason | 0 | 0:00 | 0:00 |" in texts["council.md"]
    rows = list(csv.DictReader(io.StringIO(texts["council-speeches.csv"].removeprefix("\ufeff"))))
    assert [(one["delegation"], one["person"], one["spoken"]) for one in rows] == [
        ("baker", "Ada", "30.0"),
        ("miller", "Ben", "75.0"),
        ("baker", "Ada", "5.0"),
    ]


def test_a_redacted_report_names_no_speaker(tmp_path: Path) -> None:
    texts = reported(tmp_path / "council.toml", redact=True)
    assert not any(name in text for name in PEOPLE.values() for text in texts.values())


def test_a_table_without_clocks_tells_no_times(tmp_path: Path) -> None:
    texts = reported(tmp_path / "council.toml", clocks=False)
    assert "| Baker | 2 |\n" in texts["council.md"]


def test_a_report_of_an_exercise_without_a_list_says_nothing_of_it(tmp_path: Path) -> None:
    path = tmp_path / "market.toml"
    with Table.create(MARKET, where=path, clocks=False) as table:
        for one in ("baker", "miller"):
            table.submit(Assign(by=FACILITATOR, seat=one, delegation=one, name=one.title()))
        table.submit(Advance(by=FACILITATOR))
        table.submit(EndExercise(by=FACILITATOR))
    texts = reports_of(read_transcript(path), "market")
    assert "market-speeches.csv" not in texts
    assert not any("Who spoke" in text or "speakers" in text for text in texts.values())
