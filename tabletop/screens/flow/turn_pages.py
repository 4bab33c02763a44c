"""What a delegation reads as it comes to the keyboard, before its own page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.screen import Screen

from tabletop.play.seen import View
from tabletop.screens.flow.role_turns import brief_pages
from tabletop.screens.pages.ruling import OwnRuling
from tabletop.screens.pages.situation import Cards, card_of
from tabletop.seat.flow import Memory, Step, news_for, ruling_due
from tabletop.text.safe import one_line

Reading = tuple[Callable[[], Screen[Any]], Callable[[Memory], Memory]]
"""A page of a turn, and what the keyboard remembers once it was closed: the facilitator or the
clock may end the turn before it was read.
"""


def read_first(
    view: View, step: Step, memory: Memory, remaining: Callable[[], int | None]
) -> list[Reading]:
    """Return a delegation's own ruling and news, as far as it has not read them, or its brief."""
    if step.kind == "brief":
        return [(page, nothing_read) for page in brief_pages(view, remaining)]
    pages: list[Reading] = []
    mine = view.delegation or ""
    if ruling_due(view, memory):
        ruled = view.scores[mine].round
        pages.append(
            (
                lambda: OwnRuling(view, remaining()),
                lambda memory: memory.with_ruling_read(mine, ruled),
            )
        )
    if news := news_for(view, step, memory):
        whose = f"{one_line(view.party(mine).name)} · for your eyes only"
        cards = tuple(card_of(one, view) for one in news)
        pages.append(
            (
                lambda: Cards(view, cards, whose, remaining()),
                lambda memory: memory.showing(mine, news),
            )
        )
    return pages


def nothing_read(memory: Memory) -> Memory:
    """Remember nothing more."""
    return memory
