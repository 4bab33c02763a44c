"""One line on the speakers' list: who has the floor, for how long, and who is next."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from textual.screen import Screen

from tabletop.play.seen import View
from tabletop.screens.kit.drawn import Piece
from tabletop.screens.kit.one_line import OneLine
from tabletop.seat.port import Port
from tabletop.seat.words.motions import told_motion, told_state
from tabletop.seat.words.speakers import left_of, speaks_now, told_next, told_time, told_who

HURRY = 10
"""Seconds left below which a speaker's time is highlighted."""


class SpeakersLine(OneLine):
    """Empty outside the phases of a round."""

    DEFAULT_CSS = "SpeakersLine { height: 1; background: $surface; }"

    def __init__(self, port: Port) -> None:
        self._port = port
        super().__init__(*self._now(), id="speakers-line")

    def tick(self) -> None:
        """Show the list as it is now, and the speaker's time."""
        self.put(*self._now())

    def _now(self) -> tuple[Piece, ...]:
        return pieces(self._port.view(), self._port.spoken())


def pieces(view: View, spent: int | None) -> tuple[Piece, ...]:
    """Return the line's text; `spent` are the milliseconds spoken."""
    listed = speaks_now(view)
    if listed is None:
        return ()
    found: list[Piece] = []
    if listed.speaker is None:
        # What is moved takes its place: there is one line for both.
        found += [] if listed.motions else [("Nobody has the floor.", "$secondary")]
    elif listed.speaks(view.delegation):
        found.append(("You have the floor", "bold $primary"))
    else:
        who = told_who(view, listed.speaker.delegation, listed.person)
        found.append((f"{who} speaks", "bold"))
    if listed.speaker is not None and (told := told_time(listed.speaker, spent)):
        left = left_of(listed.speaker, spent)
        hurry = left is not None and left <= HURRY
        found.append((f"  {told}", "bold $error" if hurry else "bold $accent"))
    if place := listed.place(view.delegation):
        found.append((f"  your hand is up, {_ordinal(place)}", "bold $accent"))
    # Where there is no room for all of it, what is moved is told before who is next.
    if listed.motions:
        first, *more = listed.motions
        others = f" and {len(more)} more" if more else ""
        told = f"{told_motion(view, first)}{others}, {told_state(view, first)}"
        found.append((f" · {told}", "$accent"))
    if listed.hands:
        found.append((f" · next: {told_next(view, listed)}", "$secondary"))
    if listed.closed:
        found.append((" · the list is closed", "$accent"))
    first_words, style = found[0]
    return ((first_words.lstrip(" ·"), style), *found[1:])


def _ordinal(place: int) -> str:
    ending = "th" if place % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(place % 10)
    return f"{place}{ending or 'th'}"


def speakers_line(port: Port) -> Iterable[SpeakersLine]:
    """Yield the line, where the exercise has such a list."""
    if port.view().has.speakers:
        yield SpeakersLine(port)


def tell_speakers(pages: Iterable[Screen[Any]]) -> None:
    """Show the speaker's time on every page that has the line."""
    for page in pages:
        for line in page.query(SpeakersLine):
            line.tick()
