"""The documentation site is made without a warning, and holds every page."""

from __future__ import annotations

import re
from fnmatch import fnmatch
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.docs.commands import commands, options, written
from tests.docs.made import DOCS
from tests.docs.site import build
from tests.missing import missing

_TREE = re.compile(r"^```\{toctree\}\n(.*?)^```", re.MULTILINE | re.DOTALL)
INDEX = (DOCS / "index.md").read_text(encoding="utf-8")
LISTED = [
    line
    for block in _TREE.findall(INDEX)
    for line in block.splitlines()
    if line and not line.startswith(":")
]
FOLDERS = [one.removesuffix("README") for one in LISTED if one.endswith("/README")]
"""Folders whose README lists all their pages by itself."""


def test_every_page_has_a_place_in_the_table_of_contents() -> None:
    pages = {one.relative_to(DOCS).with_suffix("").as_posix() for one in DOCS.rglob("*.md")}
    lost = [
        page
        for page in sorted(pages - {"index"})
        if not any(fnmatch(page, one) for one in LISTED)
        if not any(page.startswith(one) for one in FOLDERS)
    ]
    assert lost == [], "name them in a toctree of docs/index.md"


def test_every_command_and_every_option_has_an_entry() -> None:
    page = (DOCS / "reference" / "commands.md").read_text(encoding="utf-8")
    entries = {one.partition("\n")[0]: one for one in page.split("\n## ")[1:]}
    assert [*entries] == [f"`{one.prog}`" for one in commands()]
    for one in commands():
        for option in options(one):
            row = f"| `{written(option)}` |".replace("|", "\\|")[1:-2] + "|"
            assert row in entries[f"`{one.prog}`"], (one.prog, row)
            assert option.help, (one.prog, row)


@pytest.mark.slow
def test_the_site_is_made_without_a_warning_and_needs_no_network(tmp_path: Path) -> None:
    for needed in ("sphinx", "myst_parser", "furo"):
        if find_spec(needed) is None:
            missing(needed)
    made = build(tmp_path)
    assert made.returncode == 0, made.stderr
    assert (tmp_path / "searchindex.js").is_file()
    for page in tmp_path.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        fetched = re.findall(r"<(?:script|img|iframe)[^>]* src=\"(https?:[^\"]+)", text)
        fetched += re.findall(r"<link[^>]* rel=\"stylesheet\"[^>]* href=\"(https?:[^\"]+)", text)
        assert fetched == [], page.name
        assert 'href="../tabletop' not in text, page.name
