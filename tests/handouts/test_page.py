"""A page prints: its paper, its breaks, and nothing from a network."""

from __future__ import annotations

import html
import re

import pytest

from tabletop.exercise.model import Exercise
from tabletop.handouts import handouts_of
from tests.play.game import document


def page(paper: str) -> str:
    exercise = Exercise.model_validate(document())
    return dict(handouts_of(exercise, ("html",), paper=paper))["all.html"].decode()  # type: ignore[arg-type]


@pytest.mark.parametrize(("paper", "size"), [("a4", "A4"), ("letter", "letter")])
def test_the_page_has_the_size_of_the_paper(paper: str, size: str) -> None:
    assert f"@page {{ size: {size};" in page(paper)


def test_a_secret_brief_begins_on_a_page_of_its_own_and_bears_whose_it_is() -> None:
    told = page("a4")
    assert "article { max-width: none; margin: 0; padding: 0; break-before: page; }" in told
    for own in document()["delegation"]:
        assert f'<p class="only">For {own["name"]} only</p>' in told


def test_a_page_runs_no_script_and_loads_nothing() -> None:
    told = page("a4")
    assert "default-src 'none'" in html.unescape(told)
    assert not re.search(r"<script|src=|href=|url\(|@import", told)
