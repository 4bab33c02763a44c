"""Helpers for fault messages: quote names safely, and suggest the nearest known name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

from tabletop.files import printable
from tabletop.text.lists import some_of

SHOWN = 40
"""The most characters of an author's text that a message repeats."""
# All of Unicode's control characters and lone surrogates (Cc, Cs), and direction marks.
_FORBIDDEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]|(?P<mark>[\u202a-\u202e\u2066-\u2069])"
)


def forbidden_character(text: str) -> str | None:
    """Return the first forbidden character of a text as its code point and name, or None.

    Terminal control characters other than newline and tab, direction marks and lone surrogates
    could all make a screen show something other than what was written.
    """
    found = _FORBIDDEN.search(text)
    if found is None:
        return None
    point = f"U+{ord(found[0]):04X}"
    return f"{point} ({unicodedata.name(found[0]).lower()})" if found["mark"] else point


def quoted(text: str) -> str:
    """Return a name from the file in quotes, shortened and made safe."""
    shown = text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
    return f"'{printable(shown)}'"


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that a wrong one most likely stands for, in whatever case, or None."""
    names = list(known)
    folded = {one.casefold(): one for one in reversed(names)}
    close = get_close_matches(name[:200].casefold(), list(folded), n=1, cutoff=0.6)
    return folded[close[0]] if close else None


def unknown(what: str, name: str, known: Iterable[str], of: str = "") -> str:
    """Say that something does not exist, with the nearest name or the list of known ones.

    `of` says what it would belong to, such as " of price" for an option.
    """
    names = list(dict.fromkeys(known))
    return f"there is no {what} {quoted(name)}{of}; {meant(name, names)}"


def meant(name: str, known: Iterable[str], otherwise: str = "") -> str:
    """Ask whether the nearest name was meant; if there is none return `otherwise`, or list the
    known ones.
    """
    names = list(known)
    close = nearest(name, names)
    if close is not None:
        return f"did you mean '{close}'?"
    return otherwise or f"choose from {some_of(names)}"
