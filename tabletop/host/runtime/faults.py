"""How the host's log tells a fault of its own."""

from __future__ import annotations

from pathlib import Path
from traceback import extract_tb


def place_of(fault: BaseException | None) -> str:
    """A fault for the log, and where it is; without its values, which may be somebody's secrets."""
    # Textual tells a worker's fault wrapped in one of its own; workers without screens have no
    # Textual to ask whether it is.
    fault = getattr(fault, "error", fault)
    frames = extract_tb(fault.__traceback__)[-3:] if fault is not None else []
    where = " < ".join(f"{Path(one.filename).name}:{one.lineno}" for one in reversed(frames))
    return f"{type(fault).__name__} at {where or 'an unknown place'}"
