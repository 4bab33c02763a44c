"""Rehearsals beside a game: in a process of their own, of which nobody waits for anything."""

from __future__ import annotations

import time

import pytest

from tabletop.bots.background import Background
from tabletop.bots.rehearsal import Rehearsing, rehearse_one
from tests.screens.rivers import SOURCE

WHAT = Rehearsing(SOURCE, seed=3, fixed={"lower": "hardliner", "mill": "mediator"})


def until_over(one: Background) -> None:
    end = time.monotonic() + 60
    while one.going_on and time.monotonic() < end:
        time.sleep(0.01)
    assert not one.going_on


@pytest.mark.slow
def test_the_games_are_those_that_a_rehearsal_would_play() -> None:
    beside = Background(WHAT, games=2)
    try:
        until_over(beside)
        assert beside.games() == (rehearse_one(WHAT, 1), rehearse_one(WHAT, 2))
    finally:
        beside.close()
    assert beside.games()[0].temperaments["lower"] == "hardliner"


def test_what_can_not_be_played_ends_it_and_nobody_else() -> None:
    beside = Background(Rehearsing("this is no exercise"), games=2)
    try:
        until_over(beside)
        assert beside.games() == ()
    finally:
        beside.close()


def test_it_ends_with_the_game() -> None:
    beside = Background(WHAT, games=1_000)
    beside.close()
    assert not beside.going_on
    assert beside._process is not None
    assert beside._process.poll() is not None
