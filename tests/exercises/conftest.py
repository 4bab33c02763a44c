"""The shipped Korea exercise, read once, and both referees of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from tests.exercises import plain_referee as plain
from tests.exercises.plain_referee import KOREA, Raw
from tests.exercises.referees import Found, Plain, Real, Referee

Spaces = Callable[[int, float | None], Found]
"""The outcome space of a round; a number sets all trust between the adversaries."""

ADVERSARIES = ("usa-dprk", "dprk-usa", "rok-dprk", "dprk-rok")


@pytest.fixture(scope="session")
def raw() -> Raw:
    """The file as tomllib reads it."""
    return plain.load()


@pytest.fixture(scope="session", params=["tabletop", "plain"])
def referee(request: pytest.FixtureRequest, raw: Raw) -> Referee:
    """Both referees: every claim is tested with each."""
    if request.param == "plain":
        return Plain(raw)
    return Real.of(KOREA.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def spaces(referee: Referee) -> Spaces:
    """Analyse each whole space once, however many claims are about it."""

    @cache
    def space(round_number: int, level: float | None = None) -> Found:
        return referee.space(round_number, {} if level is None else at(level))

    return space


def at(level: float) -> dict[str, float]:
    """Return the same trust for all pairs of adversaries."""
    return dict.fromkeys(ADVERSARIES, level)
