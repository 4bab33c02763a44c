"""A sound transcript of a long game, played by the rules, for other benchmarks and by hand:

    python -m tests.benchmarks.long_transcript FILE [--events 10000]

Four delegations of the Korea exercise talk, table and answer offers, and now and then take a move
back, an equal share of the events in every round; the first offer everybody could live with is
signed and kept. It is the same at every run.
"""

from __future__ import annotations

import argparse
import os
import random
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tabletop.errors import NotAllowed
from tabletop.exercise.library import find_exercise
from tabletop.play.actions import read_action
from tabletop.table import Table

DELEGATIONS = ("usa", "dprk", "rok", "chn")
DEAL = {
    "declaration": "sentence",
    "joint-exercises": "march-halted",
    "missile-tests": "all-tests-moratorium",
    "chinese-role": "signs",
    "form": "political",
}
WORDS = "We could live with a sentence, if the exercises in March were halted first."


class _Game:
    def __init__(self, table: Table, events: int) -> None:
        self._table = table
        self._share = events // len(table.exercise.rounds)
        self._chance = random.Random(1)

    def play(self) -> None:
        for delegation in DELEGATIONS:
            self._do("facilitator", "assign", seat=delegation, delegation=delegation)
        for number in range(1, len(self._table.exercise.rounds) + 1):
            self._until("negotiation", number)
            if number == 1:
                self._do("rok", "offer", to="all", package=DEAL, text=WORDS)
                for one in DELEGATIONS:
                    self._do(one, "sign", offer="O1")
            while len(self._table.events) < self._share * number - 20:
                self._talk()
            self._until("decision", number)
            for due in self._table.state.due:
                for one in due.performers:
                    self._do(one, "perform", agreement=due.agreement, issue=due.issue)
            self._until("ruling", number)
        for move in ("advance", "debrief"):
            self._do("facilitator", move)

    def _until(self, stage: str, number: int) -> None:
        while (self._table.state.round, self._table.state.stage) != (number, stage):
            self._table.submit(read_action({"by": "facilitator", "do": "advance"}))

    def _talk(self) -> None:
        by, other = self._chance.sample(DELEGATIONS, 2)
        offers = [one for one in self._table.state.offers.values() if one.status == "open"]
        match self._chance.randrange(6):
            case 0 if len(offers) < 4:
                moved = {"sanctions": "part-suspended", "declaration": "sentence"}
                self._do(by, "offer", to=[other], package={**DEAL, **moved}, text=WORDS)
            case 1 if offers:
                offer = self._chance.choice(offers)
                self._do(offer.delegation, "withdraw", offer=offer.id)
            case 2 if offers:
                self._do(by, "reject", offer=self._chance.choice(offers).id, text=WORDS)
            case 3:
                self._do(by, "statement", tone="conciliatory", text=WORDS)
            case 4 if not self._chance.randrange(10):
                self._do("facilitator", "undo")
            case _:
                self._do(by, "message", to=[other], text=WORDS)

    def _do(self, by: str, do: str, **fields: Any) -> None:
        with suppress(NotAllowed):
            self._table.submit(read_action({"by": by, "do": do, **fields}))


def write(path: Path, events: int) -> int:
    """Write it, about as many events long; returns how many they are."""
    source = find_exercise("korea-end-of-war").read_text(encoding="utf-8")
    begun, fsync = datetime(2026, 5, 4, 9, tzinfo=UTC), os.fsync
    # The disk need not keep what can be written again.
    os.fsync = lambda fd: None
    try:
        with Table.create(source, where=path, clocks=False, now=lambda: begun) as table:
            table._now = lambda: begun + timedelta(seconds=len(table.events))
            _Game(table, events).play()
            return len(table.events)
    finally:
        os.fsync = fsync


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("path", type=Path)
    parser.add_argument("--events", type=int, default=10_000)
    asked = parser.parse_args()
    print(f"{write(asked.path, asked.events)} events in {asked.path}")


if __name__ == "__main__":
    main()
