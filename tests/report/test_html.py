"""A report's page is valid and in order, and typed text has no effect on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tabletop.report.table.facts import facts_of
from tabletop.report.table.page import report_page
from tabletop.report.table.sections import sections_of
from tests.play.game import document
from tests.report.games import HOSTILE, MIDDLE, PAPER, advance, played, sample, seated, wordy
from tests.report.parsed import sound


@pytest.mark.slow
@pytest.mark.parametrize("path", [MIDDLE, PAPER])
def test_a_report_is_a_sound_page_with_every_section_in_its_order(path: Path) -> None:
    facts = sample(path)
    page = sound(report_page(facts))
    assert [one.text for one in page.all("h2")] == [one.title for one in sections_of(facts)]
    assert page.all("h1")[0].text == "Declaring the end of the Korean War"
    for svg in page.all("svg"):
        assert svg.attributes["role"] == "group"
    assert len(page.all("figure")) > 10
    assert all(one.attributes["aria-label"] for one in page.of_class("mark"))


def test_the_report_says_what_happened() -> None:
    text = sound(report_page(sample(PAPER))).all("main")[0].text
    for words in (
        "All end below their walk-aways.",
        "448 packages would have been better for someone and worse for no one",
        "What you want most: that the March exercise does not take place.",
        "Words that ask nothing of anybody are easy to sign",
        "When we gave up on the steps to save the sentence.",
    ):
        assert words in " ".join(text.split()), words


def test_hostile_words_are_shown_and_do_nothing(tmp_path: Path) -> None:
    html = report_page(
        facts_of(
            played(
                tmp_path,
                wordy(HOSTILE),
                title=HOSTILE[:100],
                summary=HOSTILE,
                disclaimer=HOSTILE,
                language=HOSTILE[:100],
                objectives=[HOSTILE, HOSTILE],
            )
        )
    )
    page = sound(html)
    assert not page.all("img")
    assert HOSTILE[:100] in page.all("h1")[0].text
    assert page.all("main")[0].text.count("<script>alert(1)</script>") > 10
    links = {one.attributes["href"] for one in page.all("a") if "href" in one.attributes}
    # A link in the exercise's own Markdown may be followed; nothing is loaded by itself.
    assert {link for link in links if not link.startswith("#")} == {"http://there/y.png"}


@pytest.mark.parametrize("moves", [[], [*seated(), *advance(4)]])
def test_an_unfinished_game_says_so_at_the_top(
    tmp_path: Path, moves: list[tuple[str, str, dict[str, object]]]
) -> None:
    page = sound(report_page(facts_of(played(tmp_path, moves))))
    text = page.all("header")[0].text
    assert "not finished" in text or "never began" in text


@pytest.mark.slow
def test_names_of_other_scripts_and_rounds_without_end_are_no_trouble(tmp_path: Path) -> None:
    names = {"alfa": "서울 대표단의 아주 긴 이름을 가진 사람", "bravo": "לאה", "charlie": "x" * 60}
    rounds = [{"id": f"r{n}", "title": f"Round {n}", "date": f"Day {n}"} for n in range(1, 31)]
    parties = [{**one, "walk_away": 2} for one in document()["delegation"]]
    moves = [*seated(names), *advance(100)]
    table = played(tmp_path, moves, round=rounds, delegation=parties)
    page = sound(report_page(facts_of(table)))
    assert names["alfa"] in page.all("main")[0].text
    assert "Round 20" in page.all("main")[0].text
