"""Stand-ins are offered for the seats whose people are missing, and play once that is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tabletop.screens.console.desk.told_tables import MOST_TOLD, ONE_LINE, told_refusals
from tabletop.screens.kit.dialog import Ask
from tabletop.seat.desk import Desk
from tabletop.seat.desk.standing_in import Missed, missed, told_missed
from tabletop.text.safe import cut

if TYPE_CHECKING:
    from tabletop.screens.console.desk.leading import Leading

NOBODY_MISSED = (
    "Everybody is here, or a stand-in plays for them. In Seats (S), P lets one play for anybody, "
    "and hands a seat back."
)
_WHAT_IT_MEANS = (
    "Stand-ins play there, marked for everybody, until somebody comes or comes back. In Seats (S), "
    "P hands a seat back at any time."
)


def ask_for_stand_ins(screen: Leading, desk: Desk) -> None:
    """Ask whether stand-ins are to play wherever people are missing at the tables of a screen."""
    exercise = desk.exercise
    there = {one.id: missed(exercise, one) for one in screen.targets() if not one.ended}
    lacking = {table: seats for table, seats in there.items() if seats}
    if not lacking:
        screen.say(NOBODY_MISSED)
        return
    lines = [f"Table {table}: {told_missed(exercise, seats)}" for table, seats in lacking.items()]
    told = "\n".join(cut(one, ONE_LINE) for one in lines[:MOST_TOLD])
    if len(lines) > MOST_TOLD:
        told += f"\nand so at {len(lines) - MOST_TOLD} more"

    def answered(sure: bool | None) -> None:
        if sure:
            screen.run_worker(_seat(screen, desk, lacking))

    title = "Let stand-ins play where somebody is missing?"
    screen.app.push_screen(Ask(title, f"{told}\n\n{_WHAT_IT_MEANS}", "Let them play"), answered)


async def _seat(screen: Leading, desk: Desk, lacking: dict[str, tuple[Missed, ...]]) -> None:
    refused: dict[str, str] = {}
    for table, seats in lacking.items():
        for one in seats:
            refused |= await desk.submit((table,), one.move)
    screen.changed_by_us()
    if refused:
        screen.say(told_refusals(refused, len(lacking)))
