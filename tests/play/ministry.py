"""The market, where the baker's delegation has a master, a banker and an apprentice."""

from __future__ import annotations

import tomllib
from typing import Any

from tabletop.exercise.model import Exercise
from tabletop.play.actions import Role
from tests.play.game import Game
from tests.play.market import MARKET, PRICED

ROLES = """\

[[delegation.role]]
id = "master"
name = "Master baker"

[[delegation.role]]
id = "banker"
name = "Banker"
secret_brief = "SECRET-OF-BANKER"
walk_away = 5

[delegation.role.points]
price = { low = 30.25, high = -7.75 }

[[delegation.role]]
id = "apprentice"
name = "Apprentice"
secret_brief = "SECRET-OF-APPRENTICE"

[delegation.role.points]
day = { friday = 11.5 }

[[delegation]]
id = "miller\""""

PEOPLE: tuple[tuple[str, str, Role], ...] = (
    ("baker", "Anna", "head"),
    ("b2", "Ben", "member"),
    ("b3", "Cem", "member"),
)
"""The baker's people: seat, name, and head or member."""
SECRETS = {"banker": "SECRET-OF-BANKER", "apprentice": "SECRET-OF-APPRENTICE"}


def _with_roles(source: str) -> str:
    assert source.count('\n[[delegation]]\nid = "miller"') == 1
    return source.replace('\n[[delegation]]\nid = "miller"', ROLES)


MINISTRY = _with_roles(PRICED)
"""A baker's delegation of three roles: one only a title, two with a brief and points."""
BRIEFS_ONLY = _with_roles(MARKET)
for _line in (
    "walk_away = 5\n",
    "[delegation.role.points]\nprice = { low = 30.25, high = -7.75 }\n",
    "[delegation.role.points]\nday = { friday = 11.5 }\n",
):
    assert BRIEFS_ONLY.count(_line) == 1
    BRIEFS_ONLY = BRIEFS_ONLY.replace(_line, "")


def ministry(**changes: Any) -> Game:
    """A table of it in the lobby, nobody seated."""
    return Game(exercise=Exercise.model_validate({**tomllib.loads(MINISTRY), **changes}))


def seat(game: Game, id: str, name: str, role: str = "head", **fields: Any) -> None:
    """Seat somebody in the baker's delegation."""
    game.do("facilitator", "assign", seat=id, delegation="baker", role=role, name=name, **fields)


def three() -> Game:
    """Anna the master, Ben the banker, Cem the apprentice, and Mia for the miller; the lobby."""
    game = ministry()
    for id, name, role in (
        ("baker", "Anna", "head"),
        ("b2", "Ben", "member"),
        ("b3", "Cem", "member"),
    ):
        seat(game, id, name, role)
    game.do("facilitator", "assign", seat="miller", delegation="miller", name="Mia")
    return game
