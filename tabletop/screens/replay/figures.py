"""The figures of a past game: scores and climate over time, with a ledger for every number.

Pure: the course of each figure is known from the events that changed it; what a seat may not know
is left out.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tabletop.past import ReadTable
from tabletop.play.kinds import declared
from tabletop.play.parts.lines import Cause, LedgerLine, Reason
from tabletop.play.seen import View
from tabletop.play.state import State

_LEAST = 0.05
"""Changes too small to show in tenths get no line."""


@dataclass(frozen=True)
class Change:
    """What an event did to a figure: `value` is its new value."""

    seq: int
    value: float
    lines: tuple[tuple[float, Reason], ...]
    """What moved it and by how much."""


@dataclass(frozen=True)
class Figure:
    """A number of the game over time. `mark` is its walk-away, or the crisis level."""

    id: str
    name: str
    about: str
    opening: float | None
    changes: tuple[Change, ...]
    mark: float | None = None

    def upto(self, seq: int) -> tuple[Change, ...]:
        """Return the changes up to an event."""
        return self.changes[: bisect_right(self.changes, seq, key=lambda one: one.seq)]

    def at(self, seq: int) -> float | None:
        """Return its value after an event; None before the first ruling on it."""
        changes = self.upto(seq)
        return changes[-1].value if changes else self.opening

    def course(self, seq: int) -> list[float]:
        """Return its values up to an event, each once."""
        opening = [] if self.opening is None else [self.opening]
        return opening + [one.value for one in self.upto(seq)]


class Figures:
    """Every figure of a game; ask for those that a view may hold."""

    def __init__(self, table: ReadTable) -> None:
        self._table = table
        self._climates = tuple(self._climate_changes())
        self._tension = self._tension_course()
        self._trust = {pair: self._trust_course(*pair) for pair in table.exercise.pairs.values()}
        changes = self._score_changes()
        self._scores = {
            one.id: Figure(
                f"score:{one.id}",
                one.name,
                f"What the table is worth to {one.name}",
                None,
                tuple(changes[one.id]),
            )
            for one in table.exercise.delegations
        }

    def known(self, view: View) -> tuple[Figure, ...]:
        """Return tension, and the scores and trusts that the view knows of."""
        scores = (replace(self._scores[one], mark=least) for one, least in view.walk_away.items())
        tension = (self._tension,) if view.has.climate else ()
        return (*tension, *scores, *(self._trust[pair] for pair in view.trust))

    def _climate_changes(self) -> Iterator[tuple[int, State, State]]:
        for event in self._table.events:
            if declared(event).weather is not None:
                before, after = (self._table.state_at(event.seq - n) for n in (1, 0))
                if before.circumstances.climate != after.circumstances.climate:
                    yield event.seq, before, after

    def _score_changes(self) -> dict[str, list[Change]]:
        found: dict[str, list[Change]] = {one.id: [] for one in self._table.exercise.delegations}
        for event in self._table.events:
            for whose in declared(event).scores:
                score = self._table.state_at(event.seq).scores.get(whose)
                if whose in found and score is not None:
                    found[whose].append(_ruled(event.seq, score.ledger))
        return found

    def _tension_course(self) -> Figure:
        exercise = self._table.exercise
        changes = []
        for seq, before, after in self._climates:
            value = after.circumstances.climate.tension
            moved = value - before.circumstances.climate.tension
            if abs(moved) >= _LEAST:
                weather = declared(self._table.events[seq - 1]).weather
                said = [(one.change, one) for one in weather.tension] if weather else []
                changes.append(Change(seq, value, self._whole(seq, moved, said)))
        opening = self._table.state_at(0).circumstances.climate.tension
        mark = exercise.referee.crisis_at
        about = "Tension between all of them"
        return Figure("tension", "tension", about, opening, tuple(changes), mark)

    def _trust_course(self, of: str, toward: str) -> Figure:
        one, other = (self._table.exercise.delegation_by_id[id] for id in (of, toward))
        changes = []
        for seq, before, after in self._climates:
            value = after.circumstances.climate.trust[of, toward]
            moved = value - before.circumstances.climate.trust[of, toward]
            if abs(moved) >= _LEAST:
                weather = declared(self._table.events[seq - 1]).weather
                lines = weather.trust if weather else ()
                said: list[tuple[float, Reason]] = [
                    (line.change, line) for line in lines if (line.of, line.toward) == (of, toward)
                ]
                changes.append(Change(seq, value, self._whole(seq, moved, said)))
        opening = self._table.state_at(0).circumstances.climate.trust[of, toward]
        about = f"How far {one.name} trusts {other.name}"
        return Figure(
            f"trust:{of}-{toward}",
            f"trust {one.tag} in {other.tag}",
            about,
            opening,
            tuple(changes),
        )

    def _whole(
        self, seq: int, moved: float, said: Sequence[tuple[float, Reason]]
    ) -> tuple[tuple[float, Reason], ...]:
        """Return the lines of a change, and the remainder, so that they sum to it."""
        rest = moved - sum(change for change, _ in said)
        if abs(rest) < _LEAST:
            return tuple(said)
        weather = declared(self._table.events[seq - 1]).weather
        why = weather.shown if weather is not None else Cause("bounded")
        return (*said, (rest, why))


def _ruled(seq: int, ledger: tuple[LedgerLine, ...]) -> Change:
    value = sum(line.value for line in ledger)
    return Change(seq, value, tuple((line.value, line) for line in ledger))
