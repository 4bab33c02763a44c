"""Wherever an exercise's text is shown on one line, its words are shown without Markdown."""

from __future__ import annotations

import contextlib
import csv
import io
from pathlib import Path
from typing import Any

import pytest

from tabletop.cli import main
from tabletop.past import ReadTable
from tabletop.play.view import view
from tabletop.report.kit.document import Document, strong
from tabletop.report.table.csv import tables
from tabletop.report.table.facts import facts_of
from tabletop.report.table.page import report_page
from tabletop.report.table.text.report import report_markdown
from tests.play.game import document
from tests.report.games import played, wordy

LOUD = "It is **loud** here"


def marked(value: Any) -> Any:
    """Return the exercise with Markdown in every text that an author can write."""
    if isinstance(value, list):
        return [marked(one) for one in value]
    if not isinstance(value, dict):
        return value
    texts = {key: LOUD for key in ("text", "because") if key in value}
    return {key: marked(one) for key, one in value.items()} | texts


@pytest.fixture
def game(tmp_path: Path) -> ReadTable:
    whole = marked(document())
    for one in whole["round"]:
        one["situation"] = LOUD
    for issue in whole["issue"]:
        issue["summary"] = LOUD
        for option in issue["option"]:
            option["summary"] = LOUD
    whole["delegation"][0]["red_line"] = [{"when": {"raids": "stop"}, "because": LOUD}]
    interaction = {"id": "all", "when": {"raids": "stop"}, "points": {"alfa": 1}, "because": LOUD}
    extra = {"summary": LOUD, "disclaimer": LOUD, "objectives": [LOUD, LOUD]}
    return played(tmp_path, wordy("words"), **whole | extra | {"interaction": [interaction]})


def test_in_every_seats_view(game: ReadTable) -> None:
    for seq in range(1, len(game.events) + 1):
        state = game.state_at(seq)
        for seat in (None, "facilitator", *state.seats):
            seen = view(state, seat, game.events[:seq])
            lines = [
                *seen.story,
                *(one.text for one in seen.objectives),
                *(text for _, text, _ in seen.questions),
            ]
            for choice in seen.choices:
                lines += [choice.summary, *(option.summary for option in choice.options)]
            for worth in seen.worth_now.values():
                lines += [*worth.red_lines, *(line.told(seen.names) for line in worth.ledger)]
            assert not [one for one in lines if "**" in one]


def test_in_a_replay_told_in_sentences(game: ReadTable) -> None:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        assert main(["replay", str(game.transcript.where), "--plain"]) == 0
    assert "It is loud here" in out.getvalue()
    assert "**" not in out.getvalue()


def test_in_reports_and_their_tables(game: ReadTable) -> None:
    facts = facts_of(game)
    for kind, told in tables(facts, "game").items():
        for row in csv.DictReader(io.StringIO(told)):
            row.pop("text" if kind == "events" else "", None)  # the data, as it was written
            assert "**" not in str(row)
    assert "**" not in report_page(facts)
    for line in report_markdown(facts).splitlines():
        assert r"\*" not in line, line


def test_what_is_bold_in_a_report_reads_so_before_any_word() -> None:
    out = Document()
    out.para(strong("preferred: "), "Alarm")
    assert str(out) == "**preferred:** Alarm\n"
