"""Markdown and CSV hold the same facts, and are harmless wherever they are opened."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tabletop.report.kit.document import Document, text
from tabletop.report.kit.wording import visible
from tabletop.report.table.csv import (
    BOM,
    CLIMATE,
    DECISIONS,
    EVENTS,
    FORMULAS,
    LEDGERS,
    MOTIONS,
    OFFERS,
    SCORES,
    SPEECHES,
    harmless,
    tables,
)
from tabletop.report.table.facts import Facts, facts_of
from tabletop.report.table.sections import sections_of
from tabletop.report.table.text.report import report_markdown
from tests.report.games import HOSTILE, MIDDLE, PAPER, played, sample, wordy
from tests.report.parsed import parsed

READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
DOCS = Path(__file__).parents[2] / "docs" / "report-tables.md"


def rows(facts: Facts, kind: str) -> list[dict[str, str]]:
    told = tables(facts, "game")[kind]
    assert told.startswith(BOM)
    return list(csv.DictReader(io.StringIO(told.removeprefix(BOM))))


@pytest.mark.parametrize("path", [MIDDLE, PAPER])
def test_markdown_has_the_same_sections_and_numbers(path: Path) -> None:
    told = report_markdown(sample(path))
    headings = [line[3:] for line in told.splitlines() if line.startswith("## ")]
    assert headings == [one.title for one in sections_of(sample(path))]
    page = parsed(f"<div>{READER.render(told)}</div>")
    for score in sample(path).outcome.scores:
        assert f"{score.printed:.1f}".replace("-", "−") in page.all("div")[0].text


@pytest.mark.slow
def test_hostile_words_stay_words_in_markdown(tmp_path: Path) -> None:
    told = report_markdown(facts_of(played(tmp_path, wordy(HOSTILE), disclaimer=HOSTILE)))
    html = READER.render(told)
    assert "<script" not in html
    assert "<img" not in html
    page = parsed(f"<div>{html}</div>")
    # Markdown counts in the exercise's disclaimer and nowhere else.
    assert len(page.all("code")) == 1
    assert not [a for a in page.all("a") if "javascript" in a.attributes.get("href", "")]
    assert page.all("div")[0].text.count("<script>alert(1)</script>") > 10


@given(
    st.text(
        alphabet=st.characters(exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp")) | st.just(" ")
    )
)
def test_any_text_reads_in_markdown_as_just_that_text(words: str) -> None:
    out = Document()
    out.para(words)
    out.bullets([words])
    out.table(("a", "b"), [("x", words)])
    flat = " ".join(words.split())
    page = parsed(f"<div>{READER.render(str(out))}</div>")
    for name in ("p", "li"):
        found = [one.text.strip() for one in page.all(name)]
        assert found[:1] == [flat] or not flat, (found, flat)
    assert [cell.text.strip() for cell in page.all("td")] == ["x", flat]


def test_a_text_that_begins_like_a_list_is_none() -> None:
    for words in ("- one", "1. one", "+ one", "# one", "> one", "=== "):
        assert parsed(f"<div>{READER.render(text(words))}</div>").all("p")[0].text == words.strip()


def test_events_are_all_there_and_those_taken_back_are_marked() -> None:
    found = rows(sample(MIDDLE), "events")
    assert [int(row["seq"]) for row in found] == list(range(1, 156))
    assert [row["seq"] for row in found if row["undone"] == "true"] == ["48"]
    fourth = next(row for row in found if row["about"] == "O4")
    assert (fourth["round"], fourth["phase"], fourth["kind"], fourth["to"]) == (
        "2",
        "negotiation",
        "offer.tabled",
        "dprk rok chn",
    )


def test_offers_have_a_row_for_each_delegation() -> None:
    found = rows(sample(PAPER), "offers")
    assert len(found) == 4 * 4
    signed = {row["delegation"]: row for row in found if row["offer"] == "O4"}
    assert signed["dprk"]["reply"] == "signed"
    assert float(signed["dprk"]["reply_value"]) == pytest.approx(-12.0)
    assert signed["rok"]["reply"] == "proposed"
    assert signed["usa"]["acceptable"] == "false"


def test_scores_ledgers_and_climate_are_numbers_that_people_can_read_and_sum_up() -> None:
    facts = sample(MIDDLE)
    final = {
        row["delegation"]: float(row["value"])
        for row in rows(facts, "scores")
        if row["final"] == "true"
    }
    assert final == {one.delegation: round(one.value, 9) for one in facts.outcome.scores}
    assert "18.96," in tables(facts, "game")["scores"], "and not 18.959999999999997"
    for delegation, value in final.items():
        lines = [row for row in rows(facts, "ledgers") if row["delegation"] == delegation]
        assert sum(float(row["value"]) for row in lines) == pytest.approx(value)
    tension = [row for row in rows(facts, "climate") if row["measure"] == "tension"]
    assert float(tension[-1]["level"]) == 19.0


def test_no_cell_of_any_table_can_become_a_formula(tmp_path: Path) -> None:
    facts = facts_of(played(tmp_path, wordy(HOSTILE)))
    for told in tables(facts, "=game").values():
        for row in csv.reader(io.StringIO(told.removeprefix(BOM))):
            for cell in row:
                numeric = cell.lstrip("-").replace(".", "").replace("e-", "").isdigit()
                assert numeric or not cell.startswith(FORMULAS), cell


@given(st.text())
def test_a_harmless_cell_never_starts_a_formula_and_stays_on_its_line(words: str) -> None:
    cell = harmless(words)
    assert not cell.startswith(FORMULAS)
    assert "\n" not in cell
    assert "\r" not in cell


def test_what_a_terminal_would_act_on_is_written_as_its_escape() -> None:
    assert visible("a\x1b[31mb\u202ec\ud800d\x00") == "a\\x1b[31mb\\u202ec\\ud800d\\x00"
    assert visible("서울\n\tü") == "서울\n\tü"


@pytest.mark.parametrize(
    "columns", [EVENTS, OFFERS, DECISIONS, SCORES, LEDGERS, CLIMATE, SPEECHES, MOTIONS]
)
def test_every_column_is_documented(columns: tuple[str, ...]) -> None:
    documented = DOCS.read_text(encoding="utf-8")
    missing = [column for column in columns if f"| `{column}` |" not in documented]
    assert missing == []
