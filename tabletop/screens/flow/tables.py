"""A delegation's own pages: its brief, and the table it sits at, a grid or decisions alone."""

from __future__ import annotations

from tabletop.play.seen import View
from tabletop.screens.table.deciding_table import DecidingTable
from tabletop.screens.table.overlays.briefing import Briefing
from tabletop.screens.table.table_pages import TablePages
from tabletop.screens.table.table_screen import TableScreen
from tabletop.seat.port import Port


def first_reading(view: View, remaining: int | None) -> Briefing:
    """Return a delegation's brief, which it reads to its end."""
    return Briefing(view, first=True, remaining=remaining)


def at_one_keyboard(port: Port) -> TablePages:
    """Return the page of a turn at a shared keyboard."""
    return TableScreen(port) if port.view().has.offers else DecidingTable(port)
