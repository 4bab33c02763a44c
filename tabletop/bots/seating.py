"""Who plays where stand-ins sit beside people, and what a game there is compared with."""

from __future__ import annotations

from collections.abc import Mapping

from tabletop.bots.rehearsal import Rehearsing
from tabletop.exercise.parts import Temperament
from tabletop.play.state import State


def stand_ins_in(state: State) -> Mapping[str, Temperament]:
    """Return the temperaments of the delegations for which a stand-in plays."""
    return {
        one.delegation: one.stand_in
        for one in state.seats.values()
        if one.stand_in is not None and one.delegation is not None
    }


def heads_in(state: State) -> tuple[str, ...]:
    """Return the seats of the people who head a delegation."""
    return tuple(
        one.id for one in state.seats.values() if one.role == "head" and one.stand_in is None
    )


def beside(source: str, state: State, delegation: str) -> Rehearsing:
    """Return the rehearsals that a person's game is compared with: stand-ins of every temperament
    in that seat, and the others as they are at this table.
    """
    others = {one: how for one, how in stand_ins_in(state).items() if one != delegation}
    return Rehearsing(source, state.seed, fixed=others)
