"""Stand-ins play any exercise to its end, see what their view shows, and are made by the seed."""

from __future__ import annotations

from typing import Any

import pytest
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st

from tabletop.bots.game import play_out, seat_all
from tabletop.bots.stand_in import StandIn
from tabletop.bots.strategy import Intent
from tabletop.exercise.library import find_exercise
from tabletop.exercise.loading import exercise_source
from tabletop.play.actions import Assign, TableOffer
from tabletop.play.seen import View
from tabletop.play.state import FACILITATOR
from tabletop.play.view import view
from tabletop.play.view.seen_again import _kept
from tabletop.seat.port import Port
from tests.bots.tables import ALL, at_negotiation, mixed, opened, played
from tests.play.game import document
from tests.play.market import MARKET
from tests.table.drawn import drawn_source
from tests.table.drawn_second import drawn_second_source
from tests.votes.council import council


@given(st.integers(0, 500), st.booleans())
@settings(max_examples=6)
def test_any_exercise_is_played_to_its_end(seed: int, second: bool) -> None:
    table = played(drawn_second_source(seed) if second else drawn_source(seed), seed)
    assert table.state.stage == "ended"


def test_nothing_is_tabled_that_leaves_everything_as_it_stands() -> None:
    assert played(drawn_second_source(221), 221).state.stage == "ended"


@pytest.mark.parametrize("changes", [{}, {"ballot": "roll-call"}, {"veto": ["norland"]}])
def test_a_council_is_voted_to_its_end(changes: dict[str, Any]) -> None:
    assert played(tomli_w.dumps(council(changes))).state.stage == "ended"


def test_where_nothing_has_points_each_has_a_taste_and_they_bargain() -> None:
    table = played(MARKET)
    assert any(one.kind == "offer.tabled" for one in table.events)


def test_a_price_is_agreed_between_two_who_want_it_high_and_low() -> None:
    changed = [
        {"id": "buyer", "name": "Buyer", "walk_away": 5},
        {"id": "seller", "name": "Seller", "walk_away": 5},
    ]
    price = {
        "id": "price",
        "name": "Price",
        "range": {"from": 0, "to": 10000, "step": 1},
        "points": {"buyer": [[0, 60], [10000, 0]], "seller": [[0, 0], [10000, 60]]},
    }
    rounds = [{"id": f"r{n}", "title": f"Day {n}", "date": f"Day {n}"} for n in (1, 2, 3)]
    house = {"format": 2, "id": "house", "title": "A house", "whole": True}
    source = tomli_w.dumps({**house, "delegation": changed, "issue": [price], "round": rounds})
    table = played(source, 1, {"buyer": "linear", "seller": "conceder"})
    (agreed, *_) = table.state.agreements
    assert 833 <= int(agreed.package["price"]) <= 9167


def test_decisions_are_taken_where_nothing_is_negotiated() -> None:
    table = played(exercise_source(find_exercise("ransomware-hospital")))
    asked = table.state.decisions.values()
    assert asked
    assert all(one.option is not None and not one.default for one in asked)


def test_hands_go_up_where_there_is_a_speakers_list() -> None:
    rules = {"seconds": 60, "motions": ["next-phase"]}
    table = played(tomli_w.dumps(council(speakers=rules)))
    said = [one.kind for one in table.events]
    assert said.count("speaker.called") == said.count("speaker.yielded") > 0


def test_the_seed_determines_the_transcript() -> None:
    source = tomli_w.dumps(document())
    once, again, other = (played(source, seed) for seed in (3, 3, 4))
    assert once.events == again.events
    assert once.events != other.events


SECRET = ("points", "walk_away", "secret_brief", "red_line", "urgency")


def with_others_secrets_changed(own: str) -> dict[str, Any]:
    """Return the small exercise as it is for one delegation, all else of the others otherwise."""
    found = document()
    for issue in found["issue"]:
        for option in issue["option"]:
            points = option.get("points", {})
            points.update({one: value + 3 for one, value in points.items() if one != own})
    for one in found["delegation"]:
        if one["id"] != own:
            one["walk_away"] = 17
            one["secret_brief"] = "Something else altogether."
    return found


@pytest.mark.parametrize("temperament", ALL)
def test_a_stand_in_knows_what_its_view_shows_and_nothing_else(temperament: Any) -> None:
    found: list[tuple[View, list[Intent]]] = []
    for one in (document(), with_others_secrets_changed("bravo")):
        table = opened(tomli_w.dumps(one))
        for id in table.exercise.delegation_by_id:
            table.submit(Assign(by=FACILITATOR, seat=id, delegation=id, name=id))
        at_negotiation(table)
        table.submit(TableOffer(by="alfa", package={"treaty": "signed", "dam": "half"}))
        seen = table.view("bravo")
        moves: list[Intent] = []
        stand_in = StandIn(Port(table, "bravo"), temperament, 5)
        while (intent := stand_in.next()) is not None and len(moves) < 6:
            moves.append(intent)
            table.submit(intent.move)
        found.append((seen, moves))
    (once, moves), (again, others) = found
    assert once == again
    assert moves == others
    assert moves


@pytest.mark.parametrize(
    "source",
    [*map(drawn_source, (2, 5, 9)), *map(drawn_second_source, (3, 8)), tomli_w.dumps(council({}))],
    ids=["first 2", "first 5", "first 9", "second 3", "second 8", "council"],
)
def test_a_view_of_kept_parts_is_the_view_made_afresh(source: str) -> None:
    seed = 2
    table = opened(source, seed)
    kept = _kept(table.exercise)

    def compare(_: object) -> None:
        for seat in (None, FACILITATOR, *table.state.seats):
            seen = view(table.state, seat)
            parts = dict(kept)
            kept.clear()
            assert view(table.state, seat) == seen
            kept.update(parts)

    stand_ins = seat_all(table, mixed(table, seed), seed)
    table.subscribe(compare)
    play_out(table, stand_ins, seed)
    assert kept
