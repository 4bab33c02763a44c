"""Measure processor time, which does not depend on how busy the machine is."""

from __future__ import annotations

import time
from collections.abc import Callable


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time of a call. Choose a limit many times what is expected."""
    before = time.process_time()
    work()
    return time.process_time() - before
