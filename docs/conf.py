"""How Sphinx makes a site of these pages, which also have to read well where the code is browsed.

python -m tests.docs --site DIR
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

DOCS = Path(__file__).parent
TOP = DOCS.parent

project = "Tabletop"
author = "The Tabletop authors"
language = "en"
extensions = ["myst_parser"]
myst_heading_anchors = 4
html_theme = "furo"
html_title = "Tabletop"
html_show_copyright = False
html_show_sourcelink = False
html_copy_source = False
html_use_index = False
html_static_path = ["site.css"]
html_css_files = ["site.css"]
# A page that was opened from a disk may not read others for their first words.
html_show_search_summary = False
html_theme_options = {
    "light_css_variables": {"color-brand-primary": "#0b5c6b", "color-brand-content": "#0b5c6b"},
    "dark_css_variables": {"color-brand-primary": "#6fd0e0", "color-brand-content": "#6fd0e0"},
}

_INCLUDED = re.compile(r"^```\{include\} (\S+)\n```$", re.MULTILINE)
_LINK = re.compile(r"(?<!!)\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(([^)\s]+)\)")
_PATTERN = re.compile(r"^([\w/-]+\*)\n", re.MULTILINE)
"""In a table of contents: pages that may be there."""
_PAGES = {
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changes.md",
    "README.md": "index.md",
    "README.md#commands": "reference/commands.md",
}
"""Pages that stand outside this folder, and where the site has them."""


def _led(text: str, base: Path, page: Path) -> str:
    """Lead the links of a text, written for a folder, from a page of the site.

    The site holds no code: what leads to code is left as its name.
    """

    def one(found: re.Match[str]) -> str:
        words, link = found.groups()
        if "://" in link or link.startswith(("#", "mailto:")):
            return found[0]
        path, mark, anchor = link.partition("#")
        target = (base / path).resolve()
        if target.is_relative_to(TOP):
            outside = target.relative_to(TOP).as_posix()
            if own := _PAGES.get(outside + mark + anchor):
                target, mark, anchor = DOCS / own, "", ""
            elif own := _PAGES.get(outside):
                target = DOCS / own
        if not target.is_file() or (not target.is_relative_to(DOCS) and target.suffix != ".toml"):
            return words
        return f"[{words}]({Path(os.path.relpath(target, page.parent)).as_posix()}{mark}{anchor})"

    return _LINK.sub(one, text)


def _read(_: Any, docname: str, source: list[str]) -> None:
    """Prepare a page: bring in what it includes, lead its links, list the folder it opens."""
    page = DOCS / f"{docname}.md"
    text = _led(source[0], page.parent, page)

    def included(found: re.Match[str]) -> str:
        other = (page.parent / found[1]).resolve()
        return _led(other.read_text(encoding="utf-8"), other.parent, page)

    text = _INCLUDED.sub(included, text)
    if page.name == "README.md":
        text += "\n\n```{toctree}\n:hidden:\n:glob:\n\n*\n```\n"
    source[0] = _PATTERN.sub(lambda one: one[0] if any(DOCS.glob(f"{one[1]}.md")) else "", text)


def setup(app: Any) -> dict[str, bool]:
    """Called by Sphinx."""
    app.connect("source-read", _read)
    return {"parallel_read_safe": True}
