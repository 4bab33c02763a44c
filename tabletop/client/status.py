"""What is shown over the last rows of a seat's screen: a lost connection, and what is kept."""

from __future__ import annotations

from tabletop.client.typed import Typed
from tabletop.text.safe import cut, one_line, pad

ROW = "\x1b[0;7m"
_COMING = "reconnecting. Ctrl+C leaves."
_SHORTEST = len("The connection is lost")


def lost_lines(why: str, refused: str, typed: Typed, columns: int) -> list[str]:
    """Return the lines for a lost connection: what is kept, and what was refused."""
    if refused:
        kept = f"{_count(typed)}; {_small(refused)}; " if typed.keys else f"{_small(refused)}; "
        coming = "Ctrl+C leaves."
    else:
        kept = f"{_count(typed)}; " if typed.keys else ""
        if not kept and typed.keeps:
            kept = "what you type is kept; "
        coming = _COMING
    rest = f"; {kept}{coming}"
    said = cut(one_line(why).rstrip("."), max(_SHORTEST, columns - len(rest)))
    return [*_words(typed, columns), f"{said}{rest}"]


def late_line(refused: str, typed: Typed, columns: int) -> list[str]:
    """Return the line for a connection that does not answer."""
    said = f"No answer from the host yet; {_count(typed)}. {refused or 'Ctrl+C leaves'}."
    return [*_words(typed, columns), said]


def held_line(typed: Typed, columns: int) -> list[str]:
    """Return the line for words that found no field to go into."""
    # One row only: the one above may be the field.
    into = "Ctrl+Y inserts it here" if typed.has_field else "open a text field for it"
    return [_tail(f"Not sent ({into}, Ctrl+X drops it): ", typed.held, columns)]


def on_last_rows(lines: list[str], size: tuple[int, int], *, over_a_screen: bool) -> bytes:
    """Return the bytes that paint these lines; the cursor stays where the screen has it."""
    columns, rows = size
    first = rows - len(lines) + 1
    painted = "".join(
        f"\x1b[{max(1, first + at)};1H{ROW}{pad(one, columns)}" for at, one in enumerate(lines)
    )
    if not painted:
        return b""
    if over_a_screen:
        return f"\x1b7{painted}\x1b8".encode()
    return f"\x1b[?25l{painted}\x1b[0m".encode()


def _count(typed: Typed) -> str:
    return f"{typed.keys} key{'' if typed.keys == 1 else 's'} kept"


def _small(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def _words(typed: Typed, columns: int) -> list[str]:
    shown = typed.words or typed.keeps
    return [_tail("Kept: ", typed.words, columns)] if shown else []


def _tail(label: str, words: str, columns: int) -> str:
    """Return the label, and the end of the words when not all fit."""
    words = one_line(words)
    room = max(1, columns - len(label) - 1)
    while len(words) > 1 and len(cut(words, room)) < len(words):
        words = "…" + words.removeprefix("…")[max(1, (len(words) - room) // 2) :]
    return label + words
