"""Programs that a test drives and that this computer may not have."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest


def missing(what: str) -> NoReturn:
    """Skip a test because a program is missing; fail it where nothing may be skipped, as in CI."""
    if os.environ.get("TABLETOP_NO_SKIPS"):
        pytest.fail(f"{what} is missing, and no test may be skipped here")
    pytest.skip(f"{what} is not installed")
