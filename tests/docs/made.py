"""The files under docs that are generated from the code."""

from __future__ import annotations

from pathlib import Path

from tests.docs import exercise_format
from tests.docs.picture import picture
from tests.docs.reference import pages

DOCS = Path(__file__).parents[2] / "docs"


def made() -> dict[str, str]:
    """Return each file's text by its path under docs."""
    files = {"reference/exercise-files.md": exercise_format.page()}
    return {**pages(), **files, "rooms.svg": picture()}
