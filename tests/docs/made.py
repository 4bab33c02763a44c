"""The files that are generated from the code."""

from __future__ import annotations

from pathlib import Path

from tests.docs import commands, exercise_format, schema
from tests.docs.picture import picture
from tests.docs.reference import pages

DOCS = Path(__file__).parents[2] / "docs"


def made() -> dict[str, str]:
    """Return each file's text by its path under docs."""
    files = {
        "reference/commands.md": commands.page(),
        "reference/exercise-files.md": exercise_format.page(),
        **{
            f"../tabletop/exercise/schemas/format-{version}.json": text
            for version, text in schema.schemas().items()
        },
    }
    return {**pages(), **files, "rooms.svg": picture()}
