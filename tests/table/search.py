"""A search for games that break what a table promises: legal moves, tens of thousands of games.

    python -m tests.table.search --games 20000 --seed 1 --processes 2

Half of the games are Korea's, a quarter each has an exercise of the first and of the second format
drawn for it (`--seed 3 --step 4` plays only the last). A game that breaks a law is
made as short as it gets and printed as a file of moves; the exit code is then 1.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache, partial
from pathlib import Path
from random import Random

import tomli_w

from tabletop.errors import NotAllowed
from tabletop.exercise.library import find_exercise
from tabletop.exercise.loading import read_exercise
from tabletop.exercise.model import Exercise
from tabletop.journal import MemoryJournal
from tabletop.past import header_of
from tabletop.play.actions import read_action
from tabletop.play.apply import apply
from tabletop.play.history.records import record_of
from tabletop.play.queries.clock import moment
from tabletop.play.rules import opening
from tabletop.play.state import FACILITATOR, State, initial
from tabletop.play.versions import RULES
from tabletop.report import reports_of
from tabletop.report.classroom.transcript import read_facts
from tabletop.table import Table, read_transcript
from tests.table import laws, secrecy
from tests.table.drawn import drawn_source
from tests.table.drawn_second import drawn_second_source
from tests.table.legal import Move, Players

START = datetime(2026, 1, 1, tzinfo=UTC)
KOREA = "korea-end-of-war"
MOST_MOVES = 260
AFTER = 6
"""Moves made once the debrief is open."""


@dataclass(frozen=True)
class Step:
    """Time passes, then somebody moves."""

    wait: int
    move: Move


@dataclass
class Fault:
    """A game that broke a law: `law` says which, and where in the code."""

    seed: int
    law: str
    report: str
    steps: list[Step] = field(default_factory=list)


class Watched:
    """A table at which the laws are tried after every move.

    `closely` looks through every seat's eyes and tries every way on each time, else now and then.
    """

    def __init__(
        self,
        source: str,
        seed: int,
        *,
        rules: int = RULES,
        closely: bool = False,
        path: Path | None = None,
    ) -> None:
        self._chance = Random(seed)
        self._closely = closely
        self._path = path
        self.time = START
        clocks = bool(seed % 3)
        self.table = (
            _begun(source, rules, self._now, clocks)
            if path is None
            else Table.create(source, where=path, now=self._now, clocks=clocks)
        )

    def _now(self) -> datetime:
        return self.time

    def seat(self) -> None:
        """The usual company sits down."""
        delegations = [one.id for one in self.table.exercise.delegations]
        for one in delegations:
            self._do({"seat": one, "delegation": one, "name": one.title()})
        self._do({"seat": "second", "delegation": delegations[0], "role": "member", "name": "Bo"})
        self._do({"seat": "judge", "role": "evaluator"})
        self._do({"seat": "watcher", "role": "observer"})

    def _do(self, fields: Move) -> None:
        self.table.submit(read_action({"by": FACILITATOR, "do": "assign", **fields}))

    def make(self, step: Step) -> bool:
        """Make a step and try the laws; False when the rules refuse it."""
        self.time += timedelta(seconds=step.wait)
        before, seen = self.table.state, len(self.table.events)
        self.table.deliver_planned()
        if len(self.table.events) > seen:
            self._look(before, seen)
            before, seen = self.table.state, len(self.table.events)
        if self.table.remaining() == 0:
            laws.the_clock_goes_on(before, moment(self.time))
            assert self.table.tick(), "a clock that has run out ends the phase"
            self._look(before, seen)
            before, seen = self.table.state, len(self.table.events)
        try:
            self.table.submit(read_action(step.move))
        except NotAllowed:
            return False
        self._look(before, seen)
        return True

    def _look(self, before: State, seen: int) -> None:
        state = self.table.state
        laws.holds_of(state)
        laws.holds_of_group(before, self.table.events[seen:])
        seats: list[str | None] = [None, FACILITATOR, *state.seats]
        some = self._chance.sample(seats, int(self._chance.random() < 0.25))
        for seat in seats if self._closely else some:
            view = self.table.view(seat)
            secrecy.keeps_secrets(state, seat, view, self.table.events)
            for offer in view.open_offers[:1]:
                self.table.appraise(seat, offer.package)
                self.table.obstacles(offer.package)
        if self._closely or self._chance.random() < (0.3 if state.stage == "decision" else 0.05):
            laws.can_go_on(state, to_the_end=self._chance.random() < 0.05)
            laws.can_be_ended_by_players(state)
            laws.can_be_taken_back(state)
        if self._path is not None and self._chance.random() < 0.1:
            self.table.close()
            self.table = Table.resume(self._path, now=self._now)
            assert self.table.state == state, "a table resumed is the table left"

    def leave(self) -> None:
        """The facilitator goes on to the debrief; then the whole game is derived again."""
        end = laws.can_go_on(self.table.state, to_the_end=True)
        assert end.stage in ("debrief", "lobby"), "the facilitator can always go on to the end"
        laws.verifies(self.table.exercise, self.table.events, self.table.state)
        if self._path is not None:
            self.table.close()
            read = read_transcript(self._path)
            assert read.problems() == []
            for event in read.events:
                assert read.sentence(event.seq).strip(), "every event is told"

    def report(self) -> None:
        """What remains of it can be told, alone and in a class."""
        assert self._path is not None
        assert reports_of(read_transcript(self._path), "game")
        assert not isinstance(read_facts(self._path, redact=False), str)


def _begun(source: str, rules: int, now: Callable[[], datetime], clocks: bool) -> Table:
    """A table in memory, ruled by some version of the rules."""
    exercise = _read(source)
    first = opening(exercise, moment(now()), clocks=clocks)
    header = header_of(exercise, source, first.at, rules)
    journal = MemoryJournal(header)
    journal.append([record_of(first)])
    return Table(journal, apply(initial(exercise, rules), first), [first], now)


@lru_cache(maxsize=4)
def _read(source: str) -> Exercise:
    return read_exercise(source)


@lru_cache(maxsize=4)
def _drawn(seed: int) -> str:
    return drawn_source(seed)


@lru_cache(maxsize=4)
def _drawn_second(seed: int) -> str:
    return drawn_second_source(seed)


@cache
def _korea() -> str:
    return find_exercise(KOREA).read_text(encoding="utf-8")


def source_of(seed: int, rules: int = RULES) -> str:
    """The exercise of a game: Korea for even seeds, for odd ones one drawn for each five games.

    Tables of the first rules had exercises of the first format.
    """
    if seed % 2 == 0:
        return _korea()
    return _drawn_second(seed // 20) if seed % 4 == 3 and rules == RULES else _drawn(seed // 20)


def played(seed: int, rules: int = RULES) -> tuple[Fault | None, Counter[str]]:
    """Play the game of a seed. The fault it ran into, if any, and how often what was done."""
    steps: list[Step] = []
    done: Counter[str] = Counter()
    try:
        for step, stage in _game(seed, steps, rules):
            done[f"{step.move['do']} in {stage}"] += 1
    except Exception as fault:  # noqa: BLE001 - whatever it is, it is what is searched for
        found = Fault(seed, _law(fault), "".join(traceback.format_exception(fault)[-8:]), steps)
        return found, done
    return None, done


def _game(seed: int, steps: list[Step], rules: int) -> Iterator[tuple[Step, str]]:
    chance = Random(seed)
    players = Players(chance)
    with tempfile.TemporaryDirectory() as folder:
        kept = rules == RULES and seed % 100 in (10, 11, 31)
        path = Path(folder) / "game.toml" if kept else None
        closely = seed % 100 in (4, 5, 7, 27)
        watched = Watched(source_of(seed, rules), seed, rules=rules, closely=closely, path=path)
        watched.seat()
        after = 0
        while len(steps) < MOST_MOVES and after < AFTER:
            state = watched.table.state
            wait = chance.choice((0, 0, 0, 5, 30, 70))
            at = moment(watched.time + timedelta(seconds=wait))
            step = Step(wait, players.move(state, at))
            steps.append(step)
            watched.make(step)
            yield step, state.stage
            after += watched.table.state.stage == "debrief"
        watched.leave()
        if path is not None and seed % 300 < 32:
            watched.report()


def _law(fault: BaseException) -> str:
    """What a fault is called: two games with the same broke the same law."""
    last = traceback.extract_tb(fault.__traceback__)[-1]
    said = str(fault) if isinstance(fault, AssertionError) else ""
    said = said.partition("\n")[0][:90]
    return f"{type(fault).__name__} {Path(last.filename).name}:{last.name} {said}".strip()


def breaks(source: str, seed: int, steps: Sequence[Step], rules: int = RULES) -> str:
    """The law that steps break, those left out that the rules refuse; empty for none."""
    try:
        watched = Watched(source, seed, rules=rules)
        watched.seat()
        for step in steps:
            watched.make(step)
        watched.leave()
    except Exception as fault:  # noqa: BLE001 - as above
        return _law(fault)
    return ""


def shortened(fault: Fault, rules: int) -> list[Step]:
    """The fewest of its steps that break the same law, as far as leaving some out finds them."""
    source, steps = source_of(fault.seed, rules), fault.steps
    size = max(1, len(steps) // 2)
    while True:
        start = 0
        while start < len(steps):
            fewer = [*steps[:start], *steps[start + size :]]
            if breaks(source, fault.seed, fewer, rules) == fault.law:
                steps = fewer
            else:
                start += size
        if size == 1:
            return steps
        size = max(1, size // 2)


def told(fault: Fault, rules: int) -> str:
    """A fault and the shortest game found that has it, as a file of moves."""
    lines = [f"# seed {fault.seed}: {fault.law}", *fault.report.splitlines()]
    moves = [step.move for step in shortened(fault, rules)]
    return "\n# ".join(lines) + "\n\n" + tomli_w.dumps({"move": moves})


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.table.search", description=__doc__)
    parser.add_argument("--games", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0, help="of the first game")
    parser.add_argument("--step", type=int, default=1, help="from one seed to the next")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--rules", type=int, default=RULES, help="that the games began under")
    asked = parser.parse_args(arguments)
    began, done, faults, sound = time.monotonic(), Counter[str](), dict[str, Fault](), 0
    with ProcessPoolExecutor(asked.processes) as pool:
        seeds = range(asked.seed, asked.seed + asked.games * asked.step, asked.step)
        results = pool.map(partial(played, rules=asked.rules), seeds, chunksize=20)
        for number, (fault, moves) in enumerate(results, 1):
            done += moves
            sound += fault is None
            if fault is not None and fault.law not in faults:
                faults[fault.law] = fault
                print(told(fault, asked.rules), flush=True)
            if number % 200 == 0:
                spent = time.monotonic() - began
                print(f"{number:,} games, {sound:,} sound, {spent:.0f} s", file=sys.stderr)
    for what, count in sorted(done.items()):
        print(f"{count:9,} {what}")
    print(f"{asked.games:,} games, {sum(done.values()):,} moves: {sound:,} games without a fault")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
