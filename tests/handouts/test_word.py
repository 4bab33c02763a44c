"""A Word document has the same words, its paper, and nothing that acts."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest

from tabletop.exercise.model import Exercise
from tabletop.handouts import handouts_of
from tests.handouts.test_sheets import HOSTILE
from tests.missing import missing
from tests.play.game import document


@pytest.fixture(autouse=True)
def _has_docx() -> None:
    try:
        import docx  # noqa: F401
    except ImportError:
        missing("python-docx")


def written(paper: Any = "a4", **changes: Any) -> bytes:
    exercise = Exercise.model_validate(document(**changes))
    return dict(handouts_of(exercise, ("docx",), paper=paper))["all.docx"]


@pytest.mark.parametrize(("paper", "width"), [("a4", 210.0), ("letter", 215.9)])
def test_it_has_the_size_of_the_paper(paper: str, width: float) -> None:
    from docx import Document

    found = Document(io.BytesIO(written(paper))).sections[0]
    assert found.page_width.mm == pytest.approx(width, abs=0.1)


def test_every_sheet_begins_on_a_page_of_its_own_with_its_title_and_for_whom_it_is() -> None:
    from docx import Document

    found = Document(io.BytesIO(written())).paragraphs
    titles = [one.text for one in found if one.style.name == "Heading 1"]
    breaks = [one for one in found if one.paragraph_format.page_break_before]
    assert len(breaks) == len(titles) - 1
    said = {one.text for one in found}
    for own in document()["delegation"]:
        assert own["name"] in titles
        assert f"For {own['name']} only" in said


def test_nothing_an_author_writes_becomes_a_field_a_link_or_a_picture() -> None:
    source = document(summary=HOSTILE)
    delegation = [{**one, "secret_brief": HOSTILE} for one in source["delegation"]]
    with zipfile.ZipFile(io.BytesIO(written(summary=HOSTILE, delegation=delegation))) as file:
        body = file.read("word/document.xml").decode()
        links = file.read("word/_rels/document.xml.rels").decode()
    assert not any(one in body for one in ("<script", "w:fldChar", "w:instrText", "w:hyperlink"))
    assert "&lt;script&gt;" in body
    assert "http://x" not in links
