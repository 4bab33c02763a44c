"""A view made as far as somebody looks at it is the view that everybody else gets."""

from __future__ import annotations

import pickle
from dataclasses import fields
from itertools import count
from typing import Any

import pytest
import tomli_w

from tabletop.bots.game import play_out, seat_all
from tabletop.exercise.library import find_exercise
from tabletop.exercise.loading import exercise_source
from tabletop.play.seen import OfferSeen, View
from tabletop.play.state import FACILITATOR
from tabletop.play.view import view, view_as_needed
from tests.bots.tables import at_negotiation, mixed, opened
from tests.votes.council import council

KOREA = exercise_source(find_exercise("korea-end-of-war"))


def parts(record: Any, kind: type) -> dict[str, Any]:
    return {one.name: getattr(record, one.name) for one in fields(kind)}


def whole(seen: View) -> dict[str, Any]:
    offers = [parts(one, OfferSeen) for one in seen.offers]
    return {**parts(seen, View), "cannot": dict(seen.cannot), "offers": offers}


@pytest.mark.parametrize("source", [KOREA, tomli_w.dumps(council({}))])
def test_its_parts_are_those_of_the_ordinary_view_all_through_a_game(source: str) -> None:
    table = opened(source, 3)
    moves, compared = count(), []

    def compare(_: object) -> None:
        if next(moves) % 5:
            return
        for seat in (None, FACILITATOR, *table.state.seats):
            seen = whole(view(table.state, seat))
            assert whole(view_as_needed(table.state, seat)) == seen
            compared.append(len(seen["offers"]))

    table.subscribe(compare)
    play_out(table, seat_all(table, mixed(table, 3), 3), 3)
    assert max(compared) > 0


def test_sent_to_another_process_it_is_an_ordinary_view_and_brings_no_state() -> None:
    table = opened(KOREA)
    seat_all(table, mixed(table))
    at_negotiation(table)
    seat = next(iter(table.state.seats))
    needed = view_as_needed(table.state, seat)
    sent = pickle.dumps(needed)
    there = pickle.loads(sent)
    assert type(there) is View
    assert whole(there) == whole(needed)
    briefs = [one.secret_brief for one in table.exercise.delegations if one.id != needed.delegation]
    assert briefs
    assert not any(brief.encode()[:40] in sent for brief in briefs)
