"""Screens, reports and commands write the same things in the same way."""

from __future__ import annotations

import re
from pathlib import Path

import tabletop

ATTACHED = re.compile(r"\{[^{}]*:\.\d%\}|[)\w]\}%")


def test_a_percentage_has_a_space_before_its_sign_everywhere() -> None:
    room = Path(tabletop.__file__).parent
    for file in room.rglob("*.py"):
        found = ATTACHED.search(file.read_text(encoding="utf-8"))
        assert found is None, f"{file.relative_to(room)}: {found and found[0]}"
