"""Draw the README's picture: the real negotiation screen, exported by the program itself.

python -m tests.screens.picture docs/negotiation.svg
"""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path

from tabletop.exercise.library import find_exercise
from tabletop.play.actions import read_action
from tabletop.screens.flow.app import TabletopApp
from tabletop.screens.table.table_screen import TableScreen
from tabletop.seat.port import Port
from tabletop.table import Table

PEOPLE = {"usa": "Anna", "dprk": "Ben", "rok": "Chris", "chn": "Dora"}
OFFERS = (
    {
        "by": "rok",
        "package": {
            "declaration": "sentence",
            "denuclearisation-goal": "reaffirmed",
            "joint-exercises": "march-halted",
            "missile-tests": "all-tests-moratorium",
            "chinese-role": "signs",
            "form": "political",
        },
    },
    {
        "by": "usa",
        "package": {"joint-exercises": "scaled-down", "missile-tests": "long-range-moratorium"},
    },
)


def at_negotiation() -> Table:
    """A table of the Korea exercise in its first negotiation, two offers open."""
    source = find_exercise("korea-end-of-war").read_text(encoding="utf-8")
    table = Table.create(source, clocks=False, now=lambda: datetime(2026, 1, 1, tzinfo=UTC))
    for delegation, person in PEOPLE.items():
        seat = {"by": "facilitator", "do": "assign", "seat": delegation, "name": person}
        table.submit(read_action({**seat, "delegation": delegation}))
    for _ in range(3):
        table.submit(read_action({"by": "facilitator", "do": "advance"}))
    for offer in OFFERS:
        table.submit(read_action({"do": "offer", **offer}))
    return table


async def draw() -> str:
    """The picture of Pyongyang's screen with a draft in the making."""
    app = TabletopApp()
    with at_negotiation() as table:
        async with app.run_test(size=(104, 30)) as pilot:
            await app.push_screen(TableScreen(Port(table, "dprk")))
            await pilot.press("c", "down", "down", "plus", "down", "right")
            await pilot.pause()
            return app.export_screenshot(title="Tabletop")


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(asyncio.run(draw()), encoding="utf-8")
