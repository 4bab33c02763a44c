"""How the host's log tells a fault of its own."""

from __future__ import annotations

from pathlib import Path
from traceback import extract_tb


def place_of(fault: BaseException | None) -> str:
    """A fault for the log, and where it is; without its values, which may be somebody's secrets."""
    # Textual wraps a worker's fault in one of its own, whose class is not asked for here: the doors
    # log too, and load no Textual.
    wrapped = getattr(fault, "error", None)
    fault = wrapped if isinstance(wrapped, BaseException) else fault
    frames = extract_tb(fault.__traceback__)[-3:] if fault is not None else []
    where = " < ".join(f"{Path(one.filename).name}:{one.lineno}" for one in reversed(frames))
    return f"{type(fault).__name__} at {where or 'an unknown place'}"
