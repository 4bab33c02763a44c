"""A report says nothing of what the exercise does not have: neither its page nor a table."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from markupsafe import Markup

from tabletop.past import read_transcript
from tabletop.play.actions import (
    Advance,
    AnyAction,
    Assign,
    EndExercise,
    OpenDebrief,
    RejectOffer,
    SignOffer,
    TableOffer,
)
from tabletop.play.state import FACILITATOR
from tabletop.report import reports_of
from tabletop.report.classroom.reading import read_class
from tabletop.report.classroom.writing import class_texts
from tabletop.table import Table
from tests.play.market import MARKET, PRICED

CLIMATE = re.compile(
    r"trust|tension|breach|promise|perform|gesture|crisis|joint text|\bCounts\b|\bform\b|climate",
    re.IGNORECASE,
)
WORTH = re.compile(
    r"worth|walk-away|points|surplus|left on the table|ledger|zone of|frontier", re.IGNORECASE
)
FORBIDDEN = {"bare": (MARKET, (CLIMATE, WORTH)), "priced": (PRICED, (CLIMATE,))}
MOVES: tuple[AnyAction, ...] = (
    Advance(by=FACILITATOR),
    TableOffer(by="baker", package={"price": "low"}),
    RejectOffer(by="miller", offer="O1", text="Too low."),
    TableOffer(by="miller", package={"price": "high", "day": "friday"}),
    SignOffer(by="baker", offer="O2"),
    EndExercise(by=FACILITATOR),
    OpenDebrief(by=FACILITATOR),
)


@pytest.fixture(scope="module", params=FORBIDDEN)
def reported(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, dict[str, str]]:
    """The name of the exercise, and the report's texts by file name."""
    source, _ = FORBIDDEN[request.param]
    path = tmp_path_factory.mktemp(request.param) / "market.toml"
    with Table.create(source, where=path, clocks=False) as table:
        for one in ("baker", "miller"):
            table.submit(Assign(by=FACILITATOR, seat=one, delegation=one, name=one.title()))
        for move in MOVES:
            table.submit(move)
    game = read_transcript(path)
    assert not game.problems()
    return request.param, reports_of(game, "market")


def test_no_word_of_what_is_not_there(reported: tuple[str, dict[str, str]]) -> None:
    name, texts = reported
    for file, text in texts.items():
        shown = text
        if file.endswith(".html"):
            body = text[text.index("<body>") : text.index("<script>")]
            shown = str(Markup(body).striptags())
        if file.endswith("-offers.csv"):
            # Its columns are the same for every exercise.
            shown = shown.partition("\n")[2]
        for pattern in FORBIDDEN[name][1]:
            found = pattern.search(shown)
            near = shown[max(0, found.start() - 80) : found.end() + 80] if found else ""
            assert found is None, f"{file}: {near!r}"


def test_what_is_not_there_has_no_table_of_its_own(reported: tuple[str, dict[str, str]]) -> None:
    name, texts = reported
    tables = {one for one in texts if one.endswith(".csv")}
    expected = {"market-events.csv", "market-offers.csv"}
    if name == "priced":
        expected |= {"market-scores.csv", "market-ledgers.csv"}
    assert tables == expected


@pytest.mark.parametrize("name", FORBIDDEN)
def test_a_class_is_compared_in_what_there_is(name: str, tmp_path: Path) -> None:
    source, patterns = FORBIDDEN[name]
    paths = []
    for number in "12":
        paths.append(tmp_path / f"{name}-{number}.toml")
        with Table.create(source, where=paths[-1], clocks=False) as table:
            for one in ("baker", "miller"):
                table.submit(Assign(by=FACILITATOR, seat=one, delegation=one, name=one.title()))
            for move in MOVES[: 5 if number == "1" else 2] + MOVES[-2:]:
                table.submit(move)
    places = [str(one) for one in paths]
    names = {one: f"{at}" for at, one in enumerate(places)}
    texts = class_texts(read_class(places), names)
    page = texts["class.html"]
    shown = str(Markup(page[page.index("<body>") : page.index("<script>")]).striptags())
    assert "1 of 2 tables came to an agreement" in shown
    for pattern in patterns:
        found = pattern.search(shown)
        near = shown[max(0, found.start() - 80) : found.end() + 80] if found else ""
        assert found is None, near


def _heads(texts: dict[str, str]) -> list[str]:
    return re.findall(r"^## (.*)$", texts["market.md"], re.MULTILINE)


def test_a_section_that_says_nothing_is_not_there(reported: tuple[str, dict[str, str]]) -> None:
    name, texts = reported
    assert "Objectives" not in _heads(texts)
    assert ("How to read this report" in _heads(texts)) == (name == "priced")
    page = texts["market.html"]
    assert ('id="reading"' in page) == (name == "priced")
    assert 'id="objectives"' not in page


def test_there_is_no_column_of_performers_where_no_issue_names_one(
    reported: tuple[str, dict[str, str]],
) -> None:
    _, texts = reported
    assert "| Term | State |" in texts["market.md"]
    assert "| Issue | Settled as | State |" in texts["market.md"]
    page = texts["market.html"]
    terms = page[page.index('id="kept"') : page.index('id="outcome"')]
    assert ">State</th>" in terms
    assert ">By</th>" not in terms


def test_no_red_line_is_spoken_of_where_nobody_has_one(
    reported: tuple[str, dict[str, str]],
) -> None:
    for text in reported[1].values():
        assert "red line" not in text.partition("<script>")[0].lower()


def test_no_deal_of_a_whole_contract_is_no_status_quo(tmp_path: Path) -> None:
    path = tmp_path / "market.toml"
    source = PRICED.replace("format = 2\n", "format = 2\nwhole = true\n")
    with Table.create(source, where=path, clocks=False) as table:
        for one in ("baker", "miller"):
            table.submit(Assign(by=FACILITATOR, seat=one, delegation=one, name=one.title()))
        for move in (Advance(by=FACILITATOR), EndExercise(by=FACILITATOR)):
            table.submit(move)
    texts = reports_of(read_transcript(path), "market")
    for text in (texts["market.md"], texts["market.html"]):
        assert "There is no deal: nothing was settled." in text
        assert "as it is" not in text
        # The better deal stands just above: there is nothing that it would change.
        assert "The deal all would have preferred" in text
        assert "What it takes to get there" not in text


@pytest.mark.parametrize("briefed", [True, False])
def test_nobody_is_asked_to_read_a_brief_that_there_is_not(tmp_path: Path, briefed: bool) -> None:
    lines = MARKET.splitlines(keepends=True)
    source = "".join(one for one in lines if briefed or not one.startswith("secret_brief"))
    with Table.create(source, where=tmp_path / "market.toml", clocks=False) as table:
        for one in ("baker", "miller"):
            table.submit(Assign(by=FACILITATOR, seat=one, delegation=one, name=one.title()))
        for move in MOVES:
            table.submit(move)
    told = reports_of(read_transcript(tmp_path / "market.toml"), "market")["market.md"]
    assert ("secret brief aloud" in told) is briefed
