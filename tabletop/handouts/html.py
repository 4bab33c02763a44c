"""Sheets as one web page that prints to clean paper and needs no network.

Templates are Jinja2's, with autoescaping; the page runs no script, and loads nothing.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from tabletop.handouts.blocks import Sheet
from tabletop.report.kit.shell import prose
from tabletop.report.kit.wording import visible
from tabletop.text.safe import clean

if TYPE_CHECKING:
    from tabletop.handouts import Paper

SIZES: dict[str, str] = {"a4": "A4", "letter": "letter"}


def page(sheets: Sequence[Sheet], paper: Paper, title: str, language: str = "en") -> str:
    """Return a whole page; each sheet begins on paper of its own.

    `language` is that of the exercise, as a BCP 47 tag; anything else counts as English.
    """
    style = _style().replace("PAPER", SIZES[paper])
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii")
    tag = re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", language)
    one = sheets[0].title if len(sheets) == 1 else "Hand-outs"
    whole = (
        _environment()
        .get_template("sheets.html")
        .render(
            sheets=sheets,
            title=clean(f"{one} · {title}"),
            language=language if tag else "en",
            style=Markup(style),  # noqa: S704 - the package's own file
            policy=(
                "default-src 'none'; base-uri 'none'; form-action 'none'; "
                f"style-src 'sha256-{digest}'"
            ),
        )
    )
    return visible(whole)


@cache
def _environment() -> Environment:
    found = Environment(
        loader=PackageLoader("tabletop.handouts"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters.update(prose=prose, kind=lambda block: type(block).__name__)
    return found


@cache
def _style() -> str:
    found = files("tabletop.handouts").joinpath("templates", "print.css")
    return found.read_text(encoding="utf-8")
