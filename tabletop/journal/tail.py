"""What a crash may leave at the end of a transcript, and how that differs from an edit.

A process that is killed leaves the beginning of the group that it was writing. When the power goes,
a file system may have the file's new length on disk but not all of its new blocks, which then read
as zeros, wherever in the group they are. Anything else at the end was put there by somebody.
"""

from __future__ import annotations

import re

from tabletop.journal.format import EVENT, saved

# Git and some editors write line ends of their own; a transcript survives that.
MARK = re.compile(rb"^# saved to event (\d{1,12})\r?\n", re.MULTILINE)
_BEGINNING = f"\n{EVENT}\n".encode()
# A whole line as tomli-w writes it. One that a mark may follow must match to its very end, or a
# mark that was joined to it by an edit would pass for torn off.
_LINE = re.compile(
    rb"""
    | \[\[?event.*\]                                     # a table
    | (?:[\w-]+|".*")\ =\ (?:                            # a key, and its value:
          "[^"\\]*(?:\\.[^"\\]*)*"                        # a text
        | [\w.+-]+                                        # a number, true or false
        | \[\]? )                                         # an array that begins, or an empty one
    | \ {4}.*                                            # within an array
    | \](?:\ \}.*|,(?:\ .*)?)?                            # its end, or that of one within
    """,
    re.VERBOSE,
)
# A disk writes no less than a sector, and a file system's blocks are made of those.
_SECTOR = 512


def whole_length(content: bytes) -> int:
    """How much of a transcript is whole groups; 0 when not even its header is."""
    # No line of a transcript holds a zero byte: what is behind one is no more whole.
    hole = content.find(b"\0")
    end = 0
    for mark in MARK.finditer(content, 0, len(content) if hole < 0 else hole):
        end = mark.end()
    return end


def is_torn(content: bytes, whole: int, events: int) -> bool:
    """Whether a crash can have left what is behind the whole part, which holds so many events."""
    tail = content[whole:]
    if b"\0" in tail:
        return _lost_blocks(content, whole)
    *lines, last = tail.split(b"\n")
    mark = saved(events + lines.count(EVENT.encode())).encode()
    return (
        _BEGINNING.startswith(tail[: len(_BEGINNING)])
        and all(_LINE.fullmatch(line) for line in lines)
        and (mark.startswith(last) or not last.startswith(b"#"))
    )


def _lost_blocks(content: bytes, whole: int) -> bool:
    for run in re.finditer(rb"\0+", content[whole:]):
        start, end = whole + run.start(), whole + run.end()
        from_an_edge = start == whole or start % _SECTOR == 0
        to_an_edge = end == len(content) or end % _SECTOR == 0
        if not (from_an_edge and to_an_edge):
            return False
    # Behind a group that was saved only in part nothing more was ever written.
    return all(mark.end() == len(content) for mark in MARK.finditer(content, whole))
