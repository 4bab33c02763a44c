"""Rehearsals: many whole games of stand-ins, in as many processes as wanted, all from one seed.

A game depends on its number and on nothing else that happens: the same seed gives the same games
in any number of processes. Its clock is made up, so that its transcript is the same too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import Any

from tabletop.bots.game import play_out, seat_all
from tabletop.bots.rehearsed import Rehearsed
from tabletop.bots.temperaments import TEMPERAMENTS
from tabletop.errors import UnreadableInput
from tabletop.exercise.loading import read_exercise
from tabletop.exercise.model import Exercise
from tabletop.exercise.parts import Temperament
from tabletop.garbage import uncollected
from tabletop.journal.places import located
from tabletop.past import header_of
from tabletop.play.actions import AnyAction
from tabletop.play.history.records import record_of
from tabletop.play.queries.clock import moment
from tabletop.play.state import FACILITATOR, State
from tabletop.referee.circumstances import NEGLIGIBLE
from tabletop.table import Table

_BEGINS = datetime(2000, 1, 1, tzinfo=UTC)
_AT_A_TIME = 4
"""Games that a process plays before it tells of them."""
_SENT_AT_A_TIME = 10
"""Games that a cluster's worker plays before it answers."""
_ANSWERS = "10s"
"""How long a scheduler may take to answer at first."""


@dataclass(frozen=True)
class Rehearsing:
    """What is rehearsed. `source` is the exercise's text.

    `first` are moves of the facilitator's at the beginning of every game, such as an adjusted
    trust; with `transcripts` each game's transcript is kept in that folder. `fixed` are the
    temperaments of delegations for which none is drawn.
    """

    source: str
    seed: int = 0
    temperaments: tuple[Temperament, ...] = tuple(TEMPERAMENTS)
    first: tuple[AnyAction, ...] = ()
    transcripts: Path | None = None
    fixed: Mapping[str, Temperament] = field(default_factory=dict)


def temperaments_of(what: Rehearsing, number: int) -> dict[str, Temperament]:
    """Return who plays in one game: for each delegation one of those rehearsed, drawn."""
    chance = Random(f"{what.seed}/{number}/temperaments")  # noqa: S311 (nothing to guess)
    ids = read_exercise(what.source).delegation_by_id
    drawn = {one: chance.choice(what.temperaments) for one in ids}
    return {**drawn, **what.fixed}


def rehearse_one(what: Rehearsing, number: int) -> Rehearsed:
    """Play one game. Raises `StorageFailed` where its transcript can't be written, `NotAllowed`
    where the first moves are refused.
    """
    # Nothing of the game is left once it has been told of: nothing has to be looked through then.
    with uncollected():
        return _rehearsed(what, number)


def _rehearsed(what: Rehearsing, number: int) -> Rehearsed:
    who = temperaments_of(what, number)
    seed = Random(f"{what.seed}/{number}").getrandbits(31)  # noqa: S311 (nothing to guess)
    exercise, clock = read_exercise(what.source), MadeUpClock()
    # Clocks are needed only by injects that come at a time.
    clocks = exercise.has.planned
    opened = Table.create(what.source, seed=seed, clocks=clocks, now=clock.now, recorded=False)
    with opened as table:
        stand_ins = seat_all(table, who, seed)
        play_out(table, stand_ins, seed, first=what.first, wait=clock.wait)
        if what.transcripts is not None:
            _keep(table, what, what.transcripts / transcript_name(exercise, number))
        return _told(number, who, table.state, table)


def transcript_name(exercise: Exercise, number: int) -> str:
    """Return the name under which a game's transcript is kept."""
    return f"{exercise.id}-{number:05d}.toml"


def _keep(table: Table, what: Rehearsing, where: Path) -> None:
    """Write a game's transcript once it is over: nobody waits for a move of it to be durable."""
    groups: list[list[dict[str, Any]]] = []
    for event in table.events:
        if event.cause is None:
            groups.append([])
        groups[-1].append(record_of(event))
    header = header_of(table.exercise, what.source, moment(_BEGINS))
    located(where).create(header, groups).close()


def _told(number: int, who: dict[str, Temperament], state: State, table: Table) -> Rehearsed:
    scores = state.scores
    return Rehearsed(
        number=number,
        temperaments=who,
        ending=state.ending or "",
        agreed=state.agreements[0].round if state.agreements else None,
        value={one: ruled.value for one, ruled in scores.items()},
        below=tuple(
            one for one, ruled in scores.items() if ruled.value < ruled.walk_away - NEGLIGIBLE
        ),
        breaches=len(state.breaches),
        traded=tuple(sorted(term for term in state.terms)),
        injects=tuple(sorted(state.delivered)),
        moves=sum(one.cause is None and one.by != FACILITATOR for one in table.events),
    )


class MadeUpClock:
    """A clock that stands still until somebody waits."""

    def __init__(self) -> None:
        self._time = _BEGINS

    def now(self) -> datetime:
        """Return the time that it shows."""
        return self._time

    def wait(self, seconds: int) -> None:
        """Let time pass."""
        self._time += timedelta(seconds=seconds)


def rehearse(
    what: Rehearsing,
    games: int,
    jobs: int = 1,
    tell: Callable[[int], None] = lambda done: None,
    scheduler: str = "",
) -> Sequence[Rehearsed]:
    """Play a number of games in a number of processes, and return how they went, in order.

    `tell` is called with the number of games done. With the address of a `scheduler` they are
    played by the workers of a Dask cluster, which must have the same Tabletop installed. Raises as
    `rehearse_one` does, and `UnreadableInput` for a cluster that can't be used.
    """
    found: list[Rehearsed] = []
    for one in _on_cluster(what, games, scheduler) if scheduler else _played(what, games, jobs):
        found.append(one)
        tell(len(found))
    return sorted(found, key=lambda one: one.number)


def _played(what: Rehearsing, games: int, jobs: int) -> Iterator[Rehearsed]:
    if jobs == 1 or games <= _AT_A_TIME:
        yield from (rehearse_one(what, number) for number in range(1, games + 1))
        return
    # Spawned on every system: a forked process would share locks and journals of this one.
    with get_context("spawn").Pool(min(jobs, games), _begin, (what,)) as pool:
        yield from pool.imap_unordered(_one, range(1, games + 1), _AT_A_TIME)


def _on_cluster(what: Rehearsing, games: int, address: str) -> Iterator[Rehearsed]:
    """Have a cluster play, and yield games as they come. Nothing but numbers of games goes out
    after the exercise has.
    """
    try:
        from distributed import Client, as_completed
    except ImportError:
        raise UnreadableInput(
            "a cluster is reached through Dask; install tabletop-facilitator[cluster] for it"
        ) from None
    try:
        client = Client(address, timeout=_ANSWERS, set_as_default=False)
    except (OSError, ValueError) as fault:
        raise UnreadableInput(
            f"no Dask scheduler answers at {address}; give an address such as "
            "tcp://192.168.1.10:8786"
        ) from fault
    with client:
        there = client.scatter(what, broadcast=True)
        numbers = range(1, games + 1, _SENT_AT_A_TIME)
        shares = [range(one, min(one + _SENT_AT_A_TIME, games + 1)) for one in numbers]
        asked = client.map(_share, shares, what=there, pure=False)
        for _, games_played in as_completed(asked, loop=client.loop, with_results=True):
            yield from games_played


def _share(numbers: Sequence[int], what: Rehearsing) -> list[Rehearsed]:
    return [rehearse_one(what, number) for number in numbers]


_WHAT: list[Rehearsing] = []
"""In a process of its own: what it rehearses."""


def _begin(what: Rehearsing) -> None:
    _WHAT[:] = [what]


def _one(number: int) -> Rehearsed:
    return rehearse_one(_WHAT[0], number)
