"""Stand-ins haggle over a single number as people do: from both ends towards each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from tabletop.bots.rehearsal import Rehearsing, rehearse
from tabletop.exercise.library import find_exercise
from tabletop.exercise.loading import exercise_source
from tabletop.play.events import AgreementReached, AnyEvent, OfferSigned, OfferTabled
from tabletop.table import read_transcript

GAMES = 8


@pytest.fixture(scope="module")
def games(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[AnyEvent, ...]]:
    """The events of a few games of the flea market, without its hardliners."""
    source = exercise_source(find_exercise("flea-market"))
    kept: Path = tmp_path_factory.mktemp("games")
    rehearse(Rehearsing(source, 3, ("linear", "boulware"), transcripts=kept), GAMES)
    return [tuple(read_transcript(one).events) for one in sorted(kept.glob("*.toml"))]


def prices(events: tuple[AnyEvent, ...], by: str) -> list[int]:
    return [
        int(one.package["price"])
        for one in events
        if isinstance(one, OfferTabled) and one.delegation == by
    ]


def test_the_seller_only_comes_down_and_the_buyer_only_goes_up(
    games: list[tuple[AnyEvent, ...]],
) -> None:
    for events in games:
        down, up = prices(events, "seller"), prices(events, "buyer")
        assert down == sorted(set(down), reverse=True)
        assert up == sorted(set(up))
        assert up[0] < 140, "the buyer begins below what the seller would take"
        assert down[0] > 260, "the seller begins above what the buyer would pay"


def test_most_agree_and_nobody_offers_or_signs_anything_once_a_number_is_agreed(
    games: list[tuple[AnyEvent, ...]],
) -> None:
    agreed = 0
    for events in games:
        for at, one in enumerate(events):
            if isinstance(one, AgreementReached):
                agreed += 1
                assert 120 <= int(one.package["price"]) <= 280
                later = events[at + 1 :]
                assert not any(isinstance(other, OfferTabled | OfferSigned) for other in later)
    assert agreed > GAMES / 2
