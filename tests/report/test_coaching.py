"""Who asked its coach, in the report: how often, when, and what it advised."""

from __future__ import annotations

from pathlib import Path

import tomli_w

from tabletop.past import read_transcript
from tabletop.play.actions import Advance, AskCoach, Assign, EndExercise
from tabletop.play.state import FACILITATOR
from tabletop.report import reports_of
from tabletop.table import Table
from tests.play.market import priced
from tests.report.parsed import sound


def reported(path: Path, *, coach: bool = True, asks: int = 2) -> dict[str, str]:
    source = tomli_w.dumps(priced(coach=coach))
    with Table.create(source, where=path, clocks=False) as table:
        for one in ("baker", "miller"):
            table.submit(Assign(by=FACILITATOR, seat=one, delegation=one, name=f"Ada {one}"))
        table.submit(Advance(by=FACILITATOR))
        moves = [
            AskCoach(by="baker", advice="offer", code="offer", package={"price": "low"}),
            AskCoach(by="baker", advice="wait", code="answer-awaited"),
        ]
        for move in moves[:asks]:
            table.submit(move)
        table.submit(EndExercise(by=FACILITATOR))
    game = read_transcript(path)
    assert not game.problems()
    return dict(reports_of(game, "market"))


def test_the_report_says_how_often_each_asked_and_what_was_advised(tmp_path: Path) -> None:
    texts = reported(tmp_path / "market.toml")
    told = sound(texts["market.html"]).id("coaching").text
    for words in ("Coaching", "Baker", "an offer (Price: ten a sack)", "to wait"):
        assert words in told
    assert "| Baker | 2 |" in texts["market.md"]
    assert "| Miller | 0 |" in texts["market.md"]


def test_a_coach_that_nobody_asked_is_told_and_one_that_is_not_there_is_not(
    tmp_path: Path,
) -> None:
    assert "Nobody asked a coach." in reported(tmp_path / "one.toml", asks=0)["market.md"]
    without = reported(tmp_path / "two.toml", coach=False, asks=0)
    assert not any("coach" in text.casefold() for text in without.values())
