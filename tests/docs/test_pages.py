"""The project's pages name nothing that does not exist, and leave nothing out."""

from __future__ import annotations

import argparse
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

from tabletop.cli.arguments import parser
from tests.docs.picture import BANDS, WHAT, contracts, here

TOP = Path(__file__).parents[2]
DOCS = TOP / "docs"
PAGES = sorted(
    [
        TOP / "README.md",
        TOP / "CONTRIBUTING.md",
        *DOCS.rglob("*.md"),
    ]
)
ARCHITECTURE = (DOCS / "architecture.md").read_text(encoding="utf-8")
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_CODE = re.compile(r"`([^`\n]+)`")
_PATH = re.compile(r"(?:tabletop|tests|docs|exercises|transcripts|\.ci)(?:/[\w.*-]+)+/?")
_MODULE = re.compile(r"python -m (tests(?:\.\w+)+)")
_COMMAND = re.compile(r"^(?:\.venv/bin/)?tabletop ([a-z]+)", re.MULTILINE)
_CITED = re.compile(r"(?<![\w/.-])(?:(?:[\w-]+/)*[\w-]+\.md|DESIGN)\b")
_CITES = re.compile(r"\.md\b|\bDESIGN\b")
_FENCE = re.compile(r"^```\w*\n(.*?)^```", re.MULTILINE | re.DOTALL)


def told(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def name(page: Path) -> str:
    return page.relative_to(TOP).as_posix()


def anchors(page: Path) -> set[str]:
    """Return the anchors that GitHub makes of a page's headings."""
    lines = _FENCE.sub("", told(page)).splitlines()
    heads = [line.lstrip("#").strip() for line in lines if line.startswith("#")]
    return {re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in heads}


def commands() -> set[str]:
    (one,) = (a for a in parser()._actions if isinstance(a, argparse._SubParsersAction))
    return set(one.choices)


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_leads_somewhere(page: Path) -> None:
    for link in _LINK.findall(told(page)):
        if "://" in link:
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        if anchor and target.suffix == ".md":
            assert anchor in anchors(target), link


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_file_that_is_named_is_there(page: Path) -> None:
    for code in (*_CODE.findall(told(page)), *_FENCE.findall(told(page))):
        for path in _PATH.findall(code):
            if Path(path).stem == "mine":
                continue  # whatever an author writes
            # A capital letter stands for a number or a name.
            assert any(TOP.glob(re.sub(r"-[A-Z]\b", "-*", path).rstrip("/"))), path
        for module in _MODULE.findall(code):
            found = TOP / module.replace(".", "/")
            assert found.with_suffix(".py").is_file() or (found / "__main__.py").is_file(), module


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_command_that_is_named_is_there(page: Path) -> None:
    # A page may tell of the command alone, and of the import of that name.
    for code in (*_CODE.findall(told(page)), *_FENCE.findall(told(page))):
        for command in _COMMAND.findall(code):
            assert command in commands(), code


def test_every_command_has_a_row_in_the_readme() -> None:
    rows = set(re.findall(r"^\| `tabletop ([a-z]+)", told(TOP / "README.md"), re.MULTILINE))
    assert rows == commands()


def test_every_room_has_a_row_in_the_architecture() -> None:
    rows = "\n".join(line for line in ARCHITECTURE.splitlines() if line.startswith("| ["))
    missing = [
        path
        for container, floors in contracts().items()
        for floor in floors
        for room in floor.rooms
        if here(path := "/".join([*container.split(".")[1:], room])) and room != "__main__"
        if f"/{path})" not in rows and f"/{path}.py)" not in rows
    ]
    assert missing == []


def test_every_room_has_its_place_in_the_picture() -> None:
    drawn = {room for _, _, _, rooms in BANDS for room in rooms} | {"__main__"}
    known = {room for floor in contracts()["tabletop"] for room in floor.rooms}
    assert known == drawn == set(WHAT)


def test_every_decision_is_in_the_list_of_decisions() -> None:
    listed = set(re.findall(r"\]\(([\w-]+\.md)\)", told(DOCS / "decisions" / "README.md")))
    assert listed == {one.name for one in (DOCS / "decisions").glob("*.md")} - {"README.md"}


def remarks(path: Path) -> Iterator[str]:
    """Yield the comments and docstrings of a source file."""
    before = tokenize.NEWLINE
    with path.open("rb") as file:
        for token in tokenize.tokenize(io.BytesIO(file.read()).readline):
            starts = before in (tokenize.NEWLINE, tokenize.INDENT, tokenize.ENCODING)
            if token.type == tokenize.COMMENT or (token.type == tokenize.STRING and starts):
                yield token.string
            if token.type not in (tokenize.NL, tokenize.COMMENT, tokenize.DEDENT):
                before = token.type


SOURCES = sorted(
    one
    for top in ("tabletop", "tests")
    for one in (TOP / top).rglob("*.py")
    if one != Path(__file__)
)


def test_no_comment_cites_a_page_that_is_not_in_the_repository() -> None:
    lost = [
        f"{name(path)}: {cited}"
        for path in SOURCES
        if _CITES.search(told(path))  # few do; only those are read token by token
        for remark in remarks(path)
        for cited in [*_CITED.findall(remark), *re.findall(r"\bDESIGN\b", remark)]
        if not (TOP / cited).is_file()
    ]
    assert lost == []
