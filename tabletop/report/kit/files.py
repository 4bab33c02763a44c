"""Write a report's files: all of them or none, and never over somebody else's file."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from tabletop.errors import StorageFailed, UnreadableInput

MARKS = {
    ".html": '<meta name="generator" content="Tabletop">',
    ".md": "<!-- Written by Tabletop",
}
"""What the beginning of one of our reports contains. A CSV begins with its own header."""
NEAR = 4096
_FIRST = 8
"""The columns by which our CSV files are recognised; the class may have its own
columns after them.
"""


def write_reports(folder: Path, texts: Mapping[str, str]) -> tuple[Path, ...]:
    """Write texts by file name into a folder, created if missing, and return the paths.

    An earlier report is overwritten. Raises `UnreadableInput`, with nothing written, when the
    folder can't be used or holds another file of that name, and `StorageFailed` for a full disk.
    """
    make_folder(folder)
    for name, text in texts.items():
        refuse_others(folder / name, text)
    return tuple(write_whole(folder / name, text.encode()) for name, text in texts.items())


def make_folder(folder: Path) -> None:
    """Make a folder, unless it is there. Raises `UnreadableInput`."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except FileExistsError:
        raise UnreadableInput(f"{folder}: this is not a folder; give -o a folder") from None
    except OSError as fault:
        raise UnreadableInput(f"{folder}: cannot be made: {_why(fault)}") from None


def refuse_others(path: Path, text: str) -> None:
    """Raise `UnreadableInput` for an existing file that none of our reports has written."""
    try:
        with path.open("rb") as file:
            start = file.read(NEAR).decode("utf-8", errors="replace")
    except FileNotFoundError:
        return
    except OSError as fault:
        raise UnreadableInput(f"{path}: cannot be written: {_why(fault)}") from None
    header = text.partition("\n")[0].split(",")
    mark = MARKS.get(path.suffix) or ",".join(header[:_FIRST])
    if mark not in start:
        raise UnreadableInput(
            f"{path}: this file exists already and is not a report; move it, or choose another "
            "folder"
        )


def write_whole(path: Path, content: bytes) -> Path:
    """Write a whole file, readable by its owner only: a reader sees the earlier one or this one.

    A report contains every brief, and everybody's words. Raises `UnreadableInput` where nothing may
    be written, and `StorageFailed` for a full disk.
    """
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}-")
        beside = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            beside.replace(path)
        except BaseException:
            with suppress(OSError):
                beside.unlink()
            raise
    except PermissionError as fault:
        raise UnreadableInput(f"{path}: cannot be written: {_why(fault)}") from None
    except OSError as fault:
        raise StorageFailed(f"{path}: cannot be written: {_why(fault)}") from None
    return path


def _why(fault: OSError) -> str:
    return (fault.strerror or str(fault)).lower()


def names_for(transcripts: Iterable[Path]) -> dict[Path, str]:
    """Return a name for each transcript's report: its file's, with a number where two
    are the same.
    """
    found: dict[Path, str] = {}
    taken: set[str] = set()
    for path in transcripts:
        name, number = path.stem, 1
        while name.casefold() in taken:
            number += 1
            name = f"{path.stem}-{number}"
        taken.add(name.casefold())
        found[path] = name
    return found
