"""A question about one seat: which stand-in is to play there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

from textual.widget import Widget
from textual.widgets import Static

from tabletop.exercise.parts import Temperament
from tabletop.screens.console.people.assign_form import AssignForm
from tabletop.screens.kit.content import plain
from tabletop.screens.kit.cycler import Cycler
from tabletop.seat.desk.standing_in import standing_in
from tabletop.text.safe import one_line

_KINDS: tuple[Temperament, ...] = get_args(Temperament)
_HOW = {
    "boulware": "holds out until its deadline, then concedes",
    "linear": "concedes evenly",
    "conceder": "concedes most at the beginning",
    "tit-for-tat": "concedes as much as it is conceded, and answers a broken word with its own",
    "grit": "begins with small steps of its own, and waits for an answer",
    "hardliner": "demands nearly everything, and breaks costly promises",
    "mediator": "wants an agreement most of all, and never breaks its word",
}


class StandInForm(AssignForm):
    """Let a stand-in play at a seat, which stays its person's."""

    TITLE_TEXT = "Let a stand-in play here"
    DONE = "Let it play"

    def fields(self) -> Iterable[Widget]:
        name, who = one_line(self._party.name), one_line(self._person.name)
        if not who:
            told = f"Nobody has {name} at table {self._table}. Whoever comes gets the seat."
        elif self._person.connected:
            told = (
                f"{who} plays {name} at table {self._table} now. They can look on, and play again "
                "once you hand the seat back (P)."
            )
        else:
            told = (
                f"{who} of {name} at table {self._table} is not here. The seat stays theirs: "
                "they play again as soon as they are back."
            )
        yield Static(plain(f"{told} Everybody sees that a stand-in plays."))
        at = _KINDS.index(self._party.temperament)
        labels = tuple(f"{one}: {_HOW[one]}" for one in _KINDS)
        yield Cycler("It", labels, at, id="how")

    async def action_done(self) -> None:
        how = _KINDS[self.query_one("#how", Cycler).at]
        move = standing_in(self._desk.exercise, self._person, how)
        await self.assign(move)
