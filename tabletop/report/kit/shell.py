"""The page shell of every report: one HTML file that needs no network, fonts or other files.

Templates are Jinja2's, with autoescaping: whatever a person typed reaches the page as text, and
only what is built as `Markup` here or in `charts` is markup. A content security policy backs that
up: the page runs the one script and reads the one style sheet whose hashes it carries, and loads
nothing.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markdown_it import MarkdownIt
from markupsafe import Markup, escape

from tabletop.report.kit.numbers import clocked, signed, tenths
from tabletop.report.kit.wording import visible


@dataclass(frozen=True)
class Section:
    """A section of a page with a heading and an entry in the table of contents.

    `id` is its URL fragment, unique in the page and without spaces.
    """

    id: str
    title: str
    body: Markup


def page(
    *,
    title: str,
    sections: tuple[Section, ...],
    language: str = "en",
    kicker: str = "",
    lead: Markup | None = None,
    foot: str = "",
) -> str:
    """Return a whole page: `kicker` is the small line above the title, `lead` goes between title
    and first section.

    `language` is that of the exercise, as a BCP 47 tag; anything else counts as English.
    """
    style, script = _asset("style.css"), _asset("script.js")
    tag = re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", language)
    whole = render(
        "page.html",
        title=title,
        sections=sections,
        language=language if tag else "en",
        kicker=kicker,
        lead=lead or "",
        foot=foot,
        style=Markup(style),  # noqa: S704 - the package's own file
        script=Markup(script),  # noqa: S704 - the package's own file
        policy=(
            "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; "
            f"style-src '{_hash(style)}'; script-src '{_hash(script)}'"
        ),
    )
    return visible(whole)


def render(template: str, **values: object) -> Markup:
    """Render a template of this package as markup; every value that is not `Markup` is escaped."""
    text = environment().get_template(template).render(values)
    return Markup(text)  # noqa: S704 - rendered with escaping on


@cache
def environment() -> Environment:
    """Return the template environment, with filters for texts and numbers."""
    found = Environment(
        loader=PackageLoader("tabletop.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters.update(tenths=tenths, signed=signed, clocked=clocked, prose=prose, lines=lines)
    return found


def prose(text: str) -> Markup:
    """Render an exercise's Markdown. Raw HTML in it is text; images and headings are dropped."""
    return Markup(_markdown().render(text))  # noqa: S704 - html is off


def lines(text: str) -> Markup:
    """Render typed words with their own line breaks."""
    return Markup("<br>").join(escape(line) for line in text.splitlines())


@cache
def _markdown() -> MarkdownIt:
    # Images would be fetched; headings would break the page's outline.
    rules = ["image", "heading", "lheading", "html_inline", "html_block"]
    return MarkdownIt("commonmark", {"html": False}).disable(rules)


@cache
def _asset(name: str) -> str:
    return files("tabletop.report").joinpath("templates", name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"sha256-{b64encode(digest).decode('ascii')}"
