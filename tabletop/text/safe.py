"""Make text safe to show: no markup, no control characters, measured in terminal cells.

Everything a player or an author typed passes through here. A Hangul character is two cells wide, so
columns are cut and padded by cells and not by characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby, islice
from typing import Literal

from rich.cells import cell_len, chop_cells, set_cell_size

from tabletop.text.naming import INVISIBLE_LETTERS

MISSING = "\N{REPLACEMENT CHARACTER}"
CUT = "…"
MOST_MARKS = 3
"""Combining marks kept on one letter: pointed Hebrew and Tibetan need three; more would reach into
other rows.
"""
_MOST_PILED, _LONG = 30, 1_000
"""From this many characters on, combining marks are normalised in one place."""
# Latin, Cyrillic, common symbols, kana, Chinese, Hangul: safe as they are.
_ORDINARY = re.compile(
    r"[\n -~\xa1-\xac\xae-\u02ff\u0400-\u0482\u2010-\u2027\u2030-\u205e\u20ac\u2190-\u2328"
    r"\u2500-\u27bf\u3001-\u3029\u3041-\u3096\u30a0-\u30ff\u4e00-\u9fff\uac00-\ud7a3]*"
)
# Invisible, or only a modifier of the character before it; programs disagree about their width.
# Joiners and selectors, tags, fillers, skin tones.
_UNSEEN = re.compile(
    r"[\r\xad\u034f\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2064\ufe00-\ufe0f\ufeff"
    rf"{INVISIBLE_LETTERS}\U0001f3fb-\U0001f3ff\U000e0001-\U000e01ef]"
)
# Hangul vowels and final consonants outside a syllable, which have no cells of their own.
_LOOSE = re.compile(r"[\u1161-\u11ff\ud7b0-\ud7ff]")
_HALF_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]+\\Z")
_BLANKS = {"\n": "\n", "\t": "    ", "\u2800": " "}
_INVISIBLE = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))


def clean(text: str) -> str:
    """Return the text with control, override and unassigned characters replaced by one visible
    mark.

    Line breaks stay and tabs become spaces; everything else a terminal could obey is replaced.
    Invisible characters are dropped, letters keep at most `MOST_MARKS` combining marks, and
    decomposed Hangul is composed, so that all programs agree on the text's width.
    """
    if (text.isascii() and text.isprintable()) or _ORDINARY.fullmatch(text):
        return text
    seen = _UNSEEN.sub("", text)
    composed = unicodedata.normalize("NFC", seen if len(seen) < _LONG else _unpiled(seen))
    return "".join(_harmless(composed))


def _unpiled(text: str) -> str:
    """Limit the combining marks on each letter: sorting n of them takes time quadratic in n."""
    runs = groupby(text, lambda character: unicodedata.combining(character) > 0)
    return "".join("".join(islice(run, _MOST_PILED if marks else None)) for marks, run in runs)


def _harmless(text: str) -> Iterator[str]:
    # A mark with nothing before it would be drawn on somebody else's letter.
    marks = MOST_MARKS
    for character in text:
        kind = unicodedata.category(character)
        if kind[0] == "M":
            marks += 1
            if marks <= MOST_MARKS:
                yield character
            continue
        marks = MOST_MARKS if character == "\n" else 0
        if character in _BLANKS:
            yield _BLANKS[character]
        else:
            yield MISSING if kind in _INVISIBLE or _LOOSE.match(character) else character


def one_line(text: str) -> str:
    """Return the text cleaned and on one line, with runs of white space collapsed to one space."""
    return " ".join(clean(text).split())


def stopped(text: str) -> str:
    """End a sentence with one full stop, also where its last name has one of its own."""
    return text if text.endswith(".") else f"{text}."


def width(text: str) -> int:
    """Return how many terminal cells the text takes."""
    return cell_len(text)


def cut(text: str, cells: int) -> str:
    """Return the text as one clean line of at most `cells` cells, with an ellipsis where it was
    cut.
    """
    text = one_line(text)
    if cells <= 0:
        return ""
    if cell_len(text) <= cells:
        return text
    if cells == 1:
        return CUT
    kept = chop_cells(text, cells - 1)[0]
    flag = _HALF_FLAG.search(kept)
    if flag and len(flag[0]) % 2 and _HALF_FLAG.match(text, len(kept) - 1, len(kept) + 1):
        # Two letters make a flag; one of them alone shows nothing.
        kept = kept[:-1]
    return kept.rstrip() + CUT


def cut_words(text: str, cells: int) -> str:
    """Return what `cut` does, but cut between two words where that keeps half of the room."""
    short, whole = cut(text, cells), one_line(text)
    kept = short.removesuffix(CUT)
    if short == whole or not whole.removeprefix(kept)[:1].strip():
        return short
    words = kept.rpartition(" ")[0].rstrip(" ,;:")
    return words + CUT if 2 * cell_len(words) >= cells else short


# Names in columns recur; the cache is small because a player's text may be long.
@lru_cache(512)
def pad(text: str, cells: int, align: Literal["left", "right", "centre"] = "left") -> str:
    """Return the text cut or padded to exactly `cells` cells."""
    text = cut(text, cells)
    gap = max(0, cells - cell_len(text))
    if align == "right":
        return " " * gap + text
    if align == "centre":
        return " " * (gap // 2) + text + " " * (gap - gap // 2)
    return set_cell_size(text, cells)


def wrap(text: str, cells: int) -> list[str]:
    """Wrap the text as one paragraph into lines of at most `cells` cells; at least one line."""
    lines = [""]
    for word in one_line(text).split(" "):
        joined = f"{lines[-1]} {word}" if lines[-1] else word
        if cell_len(joined) <= cells:
            lines[-1] = joined
            continue
        pieces = chop_cells(word, max(2, cells))
        lines += pieces if lines[-1] else []
        if not lines[-1]:
            lines[-1:] = pieces
    return lines


def told_why(refusal: str) -> str:
    """Say why something is not done, in one sentence with a capital and a full stop."""
    said = one_line(refusal).rstrip(".")
    return f"{said[:1].upper()}{said[1:]}."
