"""Who plays what at one keyboard: a sensible default division."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from tabletop.exercise.model import Exercise
from tabletop.exercise.parts import Temperament
from tabletop.text.naming import NAMELESS, readable

LONGEST_NAME = 40
LONGEST_WORD = 60


@dataclass(frozen=True)
class Seating:
    """People's names by delegation, and whether phases have clocks.

    `word` is asked for before the facilitator's menu, empty for none.
    """

    names: Mapping[str, str]
    clocks: bool = False
    stand_ins: Mapping[str, Temperament] = field(default_factory=dict)
    """Delegations for which the program plays, and how."""
    word: str = field(default="", repr=False)


def divide(
    exercise: Exercise, people: int, without: Collection[str] = ()
) -> tuple[tuple[str, ...], ...]:
    """Divide the delegations, `without` some, among a number of people so that those that trust
    each other go together.

    Groups of the highest mutual trust are joined first, none larger than an even division allows.
    Returns one group per person (fewer when there are fewer delegations), in the file's order.
    """
    trust = exercise.opening_trust
    order = [one.id for one in exercise.delegations if one.id not in without]
    groups: list[tuple[str, ...]] = [(one,) for one in order]
    people = max(1, min(people, len(order)))
    largest = -(-len(order) // people)

    def mutual(pair: tuple[int, int]) -> float:
        between = [(a, b) for a in groups[pair[0]] for b in groups[pair[1]]]
        return sum(trust[a, b] + trust[b, a] for a, b in between) / len(between)

    while len(groups) > people:
        pairs = [(i, j) for i in range(len(groups)) for j in range(i + 1, len(groups))]
        fitting = [p for p in pairs if len(groups[p[0]]) + len(groups[p[1]]) <= largest]
        first, second = max(fitting or pairs, key=mutual)
        groups[first] += groups.pop(second)
    return tuple(groups)


def fault_in(names: Sequence[str]) -> str | None:
    """Return why these names can't be used to play, None when they can. Empty ones
    count as nobody.
    """
    present = [name for name in names if name]
    if not present:
        return "Type at least one name."
    if not all(map(readable, present)):
        return f"{NAMELESS.capitalize()}."
    twice = next((name for name in present if present.count(name) > 1), None)
    if twice is not None:
        return f"Two people are called {twice}: add an initial to tell them apart."
    return None
