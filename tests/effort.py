"""What a piece of work costs this process, however busy the machine is."""

from __future__ import annotations

import time
from collections.abc import Callable


def seconds(work: Callable[[], object]) -> float:
    """The processor's time for it. A bound on it should be what is wanted many times over."""
    before = time.process_time()
    work()
    return time.process_time() - before
