"""A host's own terminal may vanish: a window is closed, a connection ends."""

from __future__ import annotations

import asyncio
import os
import pty
import signal
import sys
from typing import Any

import pytest

from tabletop.host.terminal.own import Terminal
from tests.host.far import until

pytestmark = pytest.mark.linux("a terminal of its own")


async def test_a_terminal_that_vanishes_is_told_and_leaves_no_fault(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    faults: list[dict[str, Any]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, fault: faults.append(fault))
    ours, its = pty.openpty()
    typed: list[bytes] = []
    sizes: list[None] = []
    with os.fdopen(its) as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        with Terminal(typed.append, lambda: sizes.append(None)):
            os.close(ours)
            signal.raise_signal(signal.SIGCONT)
            await until(lambda: bool(sizes) and b"" in typed)
    assert faults == []
