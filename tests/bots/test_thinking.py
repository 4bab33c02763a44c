"""The process in which stand-ins think: it hears of a table late, and is never ahead of it."""

from __future__ import annotations

from typing import Any

import tomli_w

from tabletop.bots.crew import AT_ONCE
from tabletop.bots.thinking import Thinking
from tabletop.play.actions import Advance, Assign, Ready, read_action
from tabletop.play.history.records import record_of
from tabletop.play.rules.rounds import waiting_for
from tabletop.play.state import FACILITATOR
from tabletop.table import Table
from tests.bots.tables import opened
from tests.play.game import document

ID = "1"


class Far:
    """A table in another process, and what is on its way between the two."""

    def __init__(self) -> None:
        self.table: Table = opened(tomli_w.dumps(document()))
        self.thinking = Thinking(AT_ONCE)
        self.thinking.take(
            {"table": ID, "source": self.table.source, "rules": self.table.state.rules}
        )
        self._told = 0
        for one in self.table.exercise.delegation_by_id:
            how = {"name": "Anna"} if one == "alfa" else {"stand_in": "linear"}
            self.do(
                Assign.model_validate({"by": FACILITATOR, "seat": one, "delegation": one, **how})
            )
        self.do(Advance(by=FACILITATOR))
        self.news()

    def do(self, move: Any) -> None:
        self.table.submit(move)

    def news(self) -> None:
        """Tell it what has happened since it was last told."""
        events = self.table.events[self._told :]
        self._told = len(self.table.events)
        self.thinking.take({"table": ID, "events": [record_of(one) for one in events]})

    def thought(self) -> list[dict[str, Any]]:
        """Let it think for as long as it has anything to tell."""
        found = []
        while self.thinking.due(0.0) is not None:
            told = self.thinking.next(0.0)
            if told is not None:
                found.append(told)
        return found

    def dealt_with(self, told: dict[str, Any]) -> None:
        """Make a move, tell what happened, and that it has been dealt with."""
        self.do(read_action(told["move"]))
        self.news()
        self.thinking.take({"table": ID, "dealt_with": True})

    def until(self, stage: str) -> None:
        while self.table.state.stage != stage:
            if "alfa" in waiting_for(self.table.state):
                self.do(Ready(by="alfa"))
                self.news()
            for one in self.thought():
                self.dealt_with(one)


def test_of_each_table_one_move_is_on_its_way_and_no_more() -> None:
    far = Far()
    (first,) = far.thought()
    assert far.thought() == []
    far.dealt_with(first)
    assert len(far.thought()) == 1


def test_what_others_do_meanwhile_makes_nobody_say_twice_that_they_are_ready() -> None:
    far = Far()
    (first,) = far.thought()
    assert first["move"]["do"] == "ready"
    far.do(Ready(by="alfa"))
    far.news()
    assert far.thought() == []


def test_a_move_says_for_which_phase_it_is_meant() -> None:
    far = Far()
    far.until("negotiation")
    (first,) = far.thought()
    assert (first["stage"], first["round"]) == ("negotiation", 1)


def test_they_negotiate_however_soon_the_only_person_is_ready() -> None:
    far = Far()
    far.until("negotiation")
    far.until("decision")
    assert far.table.state.offers


def test_a_move_that_was_refused_is_thought_about_again() -> None:
    far = Far()
    far.until("negotiation")
    far.thought()
    far.thinking.take({"table": ID, "dealt_with": True})
    assert far.thought()
