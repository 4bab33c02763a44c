"""Stand-ins are offered for the seats whose people are missing, and play once that is answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from textual.screen import Screen

from tabletop.screens.console.desk.told_tables import MOST_TOLD, ONE_LINE, told_refusals
from tabletop.screens.kit.dialog import Ask
from tabletop.seat.desk import Desk, TableGlance
from tabletop.seat.desk.standing_in import Missed, missed, told_missed
from tabletop.text.safe import cut

NOBODY_MISSED = (
    "Everybody is here, or a stand-in plays for them. In Seats (S), P lets one play for anybody, "
    "and hands a seat back."
)
_WHAT_IT_MEANS = (
    "Stand-ins play there, marked for everybody, until somebody comes or comes back. In Seats (S), "
    "P hands a seat back at any time."
)


def ask_for_stand_ins(
    screen: Screen[Any],
    desk: Desk,
    tables: Sequence[TableGlance],
    say: Callable[[str], None],
    changed: Callable[[], None],
) -> None:
    """Ask over a screen whether stand-ins are to play wherever people are missing at some tables.

    `say` tells there what can't be done, `changed` is called once they have been seated.
    """
    exercise = desk.exercise
    there = {one.id: missed(exercise, one) for one in tables if not one.ended}
    lacking = {table: seats for table, seats in there.items() if seats}
    if not lacking:
        say(NOBODY_MISSED)
        return
    lines = [f"Table {table}: {told_missed(exercise, seats)}" for table, seats in lacking.items()]
    told = "\n".join(cut(one, ONE_LINE) for one in lines[:MOST_TOLD])
    if len(lines) > MOST_TOLD:
        told += f"\nand so at {len(lines) - MOST_TOLD} more"

    def answered(sure: bool | None) -> None:
        if sure:
            screen.run_worker(seat())

    async def seat() -> None:
        refused = await _seat(desk, lacking)
        changed()
        if refused:
            say(told_refusals(refused, len(lacking)))

    title = "Let stand-ins play where somebody is missing?"
    screen.app.push_screen(Ask(title, f"{told}\n\n{_WHAT_IT_MEANS}", "Let them play"), answered)


async def _seat(desk: Desk, lacking: Mapping[str, Sequence[Missed]]) -> dict[str, str]:
    """Seat them; return why not, by table."""
    refused: dict[str, str] = {}
    for table, seats in lacking.items():
        for one in seats:
            refused |= await desk.submit((table,), one.move)
    return refused
