"""Short names for narrow columns, of delegations whose author gave them none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

LONGEST = 8
"""The most letters of a short name."""
_SHORT = 4
"""The letters of a short name made of a name."""
_ARTICLES = frozenset(
    (
        *("the", "a", "an", "le", "la", "les", "el", "los", "las", "der", "die", "das"),
        *("de", "het", "il", "lo", "gli", "i", "o", "os", "as", "um", "uma"),
    )
)
"""Words that many names begin with and that tell nobody apart."""
_MARKS = str.maketrans("", "", "*_`#[]<>~|")


def tags_of(named: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Return everybody's short name, from (given, name) of each: the given one where there is one,
    else one made of the name that nobody else has.

    It is the first letters of the name without an article; for two that would be alike the initials
    of their words, or else a number at the end.
    """
    words = [_words(name) for _, name in named]
    made = [given or _first(own) for (given, _), own in zip(named, words, strict=True)]
    made = _apart(named, made, ["".join(one[0] for one in own)[:_SHORT] for own in words])
    taken = {given for given, _ in named if given}
    found: list[str] = []
    for (given, _), tag in zip(named, made, strict=True):
        found.append(given or _free(tag, taken))
        taken.add(found[-1])
    return tuple(found)


def _words(name: str) -> list[str]:
    words = name.translate(_MARKS).split() or [name]
    return words[1:] if len(words) > 1 and words[0].casefold() in _ARTICLES else words


def _first(words: Sequence[str]) -> str:
    return " ".join(words)[:_SHORT].strip() or "?"


def _apart(
    named: Sequence[tuple[str, str]], made: Sequence[str], initials: Sequence[str]
) -> list[str]:
    """Return initials for those of several words that are alike otherwise, if these are not."""
    there, other = Counter(made), Counter(initials)
    return [
        short if not given and there[tag] > 1 and len(short) > 1 and other[short] == 1 else tag
        for (given, _), tag, short in zip(named, made, initials, strict=True)
    ]


def _free(tag: str, taken: set[str]) -> str:
    """Return the tag, or one with the lowest number that makes it another than those taken."""
    found, number = tag, 2
    while found in taken:
        found, number = f"{tag[: _SHORT - len(str(number)) or 1]}{number}", number + 1
    return found
