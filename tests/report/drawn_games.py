"""Games as a class might play them, drawn at random from a seed: legal moves, made at a table.

Each table has a temper of its own: how much its delegations ask for, how much they talk and how
often they break their word. What they offer comes from a list of packages they could all accept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

from tabletop.errors import NotAllowed
from tabletop.exercise.loading import read_exercise
from tabletop.journal.format import chained, genesis, group_text, header_text
from tabletop.past import header_of
from tabletop.play.actions import read_action
from tabletop.play.history.records import record_of
from tabletop.referee.public import analyse
from tabletop.table import Table

GIVEN = ("Ada", "Bo", "Chen", "Dina", "Emre", "Femi", "Gül", "Hana", "민준", "Ivo", "Jun", "Kofi")
FAMILY = (
    "Adler",
    "Berg",
    "Costa",
    "Dube",
    "Eto",
    "Fox",
    "Groß",
    "Hart",
    "김",
    "Ito",
    "Jain",
    "Koh",
)
WORDS = (
    "we could live with that if you move first",
    "our capital will never agree to this",
    "let us look at the order before the text",
    "what would you need in return for a freeze",
    "the deadline is close and the alternative is worse",
    "we propose to take it step by step",
    "that is not in our interest as it stands",
    "we have heard you and will answer after the caucus",
)


class DrawnGame:
    """One table, played to its end and its debrief."""

    def __init__(self, source: str, seed: int, ideas: Sequence[dict[str, str]]) -> None:
        self._chance = Random(seed)
        self._ideas = ideas
        start = datetime(2026, 3, 2, 9, tzinfo=UTC) + timedelta(minutes=seed)
        clock = (start + timedelta(seconds=7 * step) for step in count())
        self.table = Table.create(source, now=lambda: next(clock), seed=seed, clocks=False)
        self._greed = self._chance.choice((0.0, 0.0, 1.0, 2.0, 4.0, 30.0))
        self._falseness = self._chance.choice((0.0, 0.0, 0.05, 0.3))

    @property
    def _delegations(self) -> list[str]:
        return [one.id for one in self.table.exercise.delegations]

    def _do(self, by: str, do: str, **fields: Any) -> bool:
        """Make a move; return False when the rules refuse it."""
        try:
            self.table.submit(read_action({"by": by, "do": do, **fields}))
        except NotAllowed:
            return False
        return True

    def play(self, events: int) -> Table:
        """Play it all, with so much talk that about that many events are made."""
        rounds = len(self.table.exercise.rounds)
        for place, one in enumerate(self._delegations):
            name = f"{self._chance.choice(GIVEN)} {self._chance.choice(FAMILY)}"
            self._do("facilitator", "assign", seat=f"seat-{place}", delegation=one, name=name)
            self._do(f"seat-{place}", "join")
        self._do("facilitator", "advance")
        while self.table.state.stage != "ended":
            self._round(round(events * self.table.state.round / rounds) - 14)
        self._do("facilitator", "debrief")
        for one in self._delegations:
            for asked in self.table.exercise.questions:
                value = self._chance.randint(1, 5) if asked.kind == "rating" else self._words()
                self._do(one, "answer", question=asked.id, value=value)
        return self.table

    def _round(self, events: int) -> None:
        self._advance("negotiation")
        for one in self._chance.sample(self._delegations, len(self._delegations)):
            self._bargain(one)
        while len(self.table.events) < events - 30:
            self._talk(self._chance.choice(self._delegations))
        self._advance("decision")
        for due in self.table.state.due:
            for one in due.performers:
                false = self._chance.random() < self._falseness
                choice = "breach" if false else "perform"
                self._do(one, choice, agreement=due.agreement, issue=due.issue)
        self._advance("ruling")
        if self._chance.random() < 0.03:
            what = f"score:{self._chance.choice(self._delegations)}"
            self._do("facilitator", "adjust", what=what, value=5.0, reason="Well argued")
        number = self.table.state.round
        while self.table.state.round == number and self.table.state.stage != "ended":
            self._do("facilitator", "advance")

    def _advance(self, stage: str) -> None:
        while self.table.state.stage != stage:
            self._do("facilitator", "advance")

    def _bargain(self, one: str) -> None:
        chance = self._chance
        self._talk(one)
        if chance.random() < 0.3:
            tone = chance.choice(("hostile", "neutral", "conciliatory"))
            self._do(one, "statement", tone=tone, text=self._words())
        if chance.random() < 0.15:
            issue = chance.choice(self.table.exercise.issues)
            self._do(one, "gesture", issue=issue.id, option=issue.options[1].id)
        if chance.random() < (0.5 if self.table.state.agreement is None else 0.12):
            self._offer(one)

    def _offer(self, one: str) -> None:
        idea = max(
            self._chance.choices(self._ideas, k=3),
            key=lambda package: self.table.appraise(self._seat(one), package)[one].value,
        )
        open_offers = [id for id, o in self.table.state.offers.items() if o.status == "open"]
        reply = {"reply_to": self._chance.choice(open_offers)} if open_offers else {}
        if not self._do(one, "offer", package=idea, text=self._words(), **reply):
            self._do(one, "offer", package=idea, text=self._words())
        offer = next(reversed(list(self.table.state.offers.values())), None)
        if offer is None or offer.status != "open":
            return
        for other in self._delegations:
            seat = self._seat(other)
            worth = self.table.appraise(seat, offer.package)[other]
            least = max(self.table.view(seat).worth_now[other].value, worth.walk_away)
            if worth.value >= least + self._greed and not worth.red_lines:
                self._do(other, "sign", offer=offer.id)
            elif self._chance.random() < 0.4:
                self._do(other, "reject", offer=offer.id, text=self._words())

    def _talk(self, one: str) -> None:
        to = self._chance.choice(["all", *(other for other in self._delegations if other != one)])
        self._do(one, "message", to=to, text=self._words())

    def _seat(self, one: str) -> str:
        return f"seat-{self._delegations.index(one)}"

    def _words(self) -> str:
        text = "; ".join(self._chance.choices(WORDS, k=self._chance.randint(1, 3)))
        return text[0].upper() + text[1:] + "."


def ideas(source: str, at_most: int = 400) -> list[dict[str, str]]:
    """Return packages that all could accept at first, spread over the zone of agreement."""
    analysis = analyse(read_exercise(source))
    step = max(1, len(analysis.zone) // at_most)
    return [analysis.space.package(int(number)) for number in analysis.zone[::step]]


def text_of(table: Table, source: str) -> str:
    """A table's transcript, as its file would hold it."""
    header = header_of(table.exercise, source, table.events[0].at)
    records = chained(0, genesis(header), [record_of(event) for event in table.events])
    parts, group = [header_text(header)], records[:1]
    for record in records[1:]:
        if "cause" not in record:
            parts.append(group_text(group))
            group = []
        group.append(record)
    return "".join((*parts, group_text(group)))


def write_class(
    folder: Path, source: str, tables: int, events: int = 500, seed: int = 0
) -> Iterator[Path]:
    """Play that many tables and write their transcripts into a folder, one after the other."""
    known = ideas(source)
    for number in range(tables):
        table = DrawnGame(source, seed + number, known).play(events)
        path = folder / f"table-{number + 1:03d}.toml"
        path.write_text(text_of(table, source), encoding="utf-8")
        yield path
