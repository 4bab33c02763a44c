"""How the host's log describes its own faults."""

from __future__ import annotations

from pathlib import Path
from traceback import extract_tb


def place_of(fault: BaseException | None) -> str:
    """Return a fault and its location for the log; without values, which may be
    somebody's secrets.
    """
    # Textual wraps a worker's fault in one of its own; its class is not imported here, since the
    # doors log too and load no Textual.
    wrapped = getattr(fault, "error", None)
    fault = wrapped if isinstance(wrapped, BaseException) else fault
    frames = extract_tb(fault.__traceback__)[-3:] if fault is not None else []
    where = " < ".join(f"{Path(one.filename).name}:{one.lineno}" for one in reversed(frames))
    return f"{type(fault).__name__} at {where or 'an unknown place'}"
