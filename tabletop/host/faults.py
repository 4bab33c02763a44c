"""How the host's log tells a fault of its own."""

from __future__ import annotations

from pathlib import Path
from traceback import extract_tb

from textual.worker import WorkerFailed


def place_of(fault: BaseException | None) -> str:
    """A fault for the log, and where it is; without its values, which may be somebody's secrets."""
    if isinstance(fault, WorkerFailed):
        fault = fault.error
    frames = extract_tb(fault.__traceback__)[-3:] if fault is not None else []
    where = " < ".join(f"{Path(one.filename).name}:{one.lineno}" for one in reversed(frames))
    return f"{type(fault).__name__} at {where or 'an unknown place'}"
