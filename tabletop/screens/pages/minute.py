"""The card that tells the game in a minute."""

from __future__ import annotations

from tabletop.play.seen import View
from tabletop.screens.pages.situation import Card
from tabletop.seat.words.minute import TITLE, told_in_a_minute
from tabletop.text.safe import one_line


def minute_card(view: View) -> Card:
    """Return the card for the room or one seat: nothing secret is on it."""
    return Card(one_line(view.title).upper(), TITLE, told_in_a_minute(view.summary, view.levers))
