"""Files that a command makes: never over one that is there."""

from __future__ import annotations

from pathlib import Path

from tabletop.errors import UnreadableInput


def write_new(path: Path, text: str) -> None:
    """Write a file that is not there yet, with the folders it is in. Raises `UnreadableInput`."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="") as file:
            file.write(text)
    except FileExistsError:
        raise UnreadableInput(
            f"{path}: there is a file of that name already; give another name, or move it away"
        ) from None
    except OSError as fault:
        raise UnreadableInput(f"{path}: cannot be written: {fault.strerror}") from None
