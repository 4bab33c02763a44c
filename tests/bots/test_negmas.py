"""A NegMAS negotiator plays a seat from a process of its own, which nobody has to trust.

Most of this is tried with a script that speaks as ours does. With NegMAS itself:

    TABLETOP_NEGMAS=PYTHON python -m pytest tests/bots/test_negmas.py
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
import tomli_w

from tabletop.bots.game import QuietPort, play_out
from tabletop.bots.negmas_seat import Negmas
from tabletop.bots.stand_in import StandIn
from tabletop.exercise.library import find_exercise
from tabletop.exercise.loading import exercise_source
from tabletop.play.actions import Assign
from tabletop.play.state import FACILITATOR
from tabletop.table import Table
from tests.bots.tables import opened

NEGMAS = os.environ.get("TABLETOP_NEGMAS", "")
THERE = """
import json, sys, time
how = sys.argv[2]
told = json.loads(sys.stdin.readline())
places = [[]]
for size in told["sizes"]:
    places = [[*one, place] for one in places for place in range(size)]
best = max(range(len(places)), key=lambda one: told["values"][one])
worth = {tuple(one): value for one, value in zip(places, told["values"])}
def say(what):
    print(what, flush=True)
say(json.dumps({"accept": False, "offer": places[best]}))
for line in sys.stdin:
    offer = json.loads(line)["offer"]
    if how == "Silent":
        time.sleep(60)
    if how == "Raises":
        raise RuntimeError
    if how == "Nonsense":
        say("{" * 100_000)
    if how == "Elsewhere":
        say(json.dumps({"accept": False, "offer": [10_000] * len(offer)}))
    if worth[tuple(offer)] > told["reserved"]:
        say(json.dumps({"accept": True, "offer": None}))
        break
    say(json.dumps({"accept": False, "offer": places[best]}))
"""


def swap() -> str:
    """Return an exercise in which each side values most what costs the other little."""
    much, little = [0, 10, 20, 30], [15, 10, 5, 0]
    worth = {
        "bread": (much, little),
        "cheese": (much, little),
        "wine": (little, much),
        "olives": (little, much),
    }
    return tomli_w.dumps(
        {
            "format": 2,
            "id": "swap",
            "title": "Swap",
            "whole": True,
            "delegation": [{"id": one, "name": one, "walk_away": 30} for one in ("ann", "ben")],
            "issue": [
                {
                    "id": id,
                    "name": id,
                    "option": [
                        {"id": f"{id}-{n}", "name": f"{id} {n}", "points": {"ann": a, "ben": b}}
                        for n, (a, b) in enumerate(zip(*points, strict=True))
                    ],
                }
                for id, points in worth.items()
            ],
            "round": [
                {"id": f"r{n}", "title": f"Round {n}", "phases": {"negotiation": 60}}
                for n in range(6)
            ],
        }
    )


KOREA = exercise_source(find_exercise("korea-end-of-war"))


def seated(source: str, strategy: Negmas) -> tuple[Table, list[StandIn]]:
    table = opened(source)
    first, *rest = table.exercise.delegation_by_id
    for one in (first, *rest):
        table.submit(Assign(by=FACILITATOR, seat=one, delegation=one, stand_in="conceder"))
    everybody = [StandIn(QuietPort(table, one), "conceder") for one in rest]
    return table, [
        StandIn(QuietPort(table, first), "linear", strategy=strategy),
        *everybody,
    ]


def there(folder: Path, how: str, seconds: float = 20.0) -> Negmas:
    script = folder / "there.py"
    script.write_text(THERE, encoding="utf-8")
    return Negmas(how, (sys.executable, str(script)), seconds=seconds)


def test_it_offers_and_signs_what_the_other_process_says(tmp_path: Path) -> None:
    strategy = there(tmp_path, "Greedy")
    table, everybody = seated(swap(), strategy)
    play_out(table, everybody)
    strategy.close()
    assert everybody[0].trouble == ""
    offered = [one.package for one in table.state.past_offers if one.delegation == "ann"]
    assert {(one["bread"], one["wine"]) for one in offered} == {("bread-3", "wine-0")}
    assert table.state.agreements
    assert table.state.scores["ann"].value > 30


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("Silent", "it took too long"),
        ("Raises", "its process ended"),
        ("Nonsense", "no answer"),
        ("Elsewhere", "what this table does not have"),
    ],
)
def test_whatever_goes_wrong_there_is_a_pass_and_the_game_goes_on(
    tmp_path: Path, how: str, said: str
) -> None:
    strategy = there(tmp_path, how, seconds=0.3 if how == "Silent" else 20.0)
    table, everybody = seated(swap(), strategy)
    play_out(table, everybody)
    assert said in everybody[0].trouble
    assert everybody[0].stopped
    assert table.state.stage == "ended"


def test_where_there_are_too_many_packages_it_is_stopped_before_it_begins(tmp_path: Path) -> None:
    table, everybody = seated(KOREA, there(tmp_path, "Greedy"))
    play_out(table, everybody)
    assert "50,000 packages at most" in everybody[0].trouble


@pytest.mark.negmas
@pytest.mark.skipif(not NEGMAS, reason="TABLETOP_NEGMAS names no python with NegMAS")
@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("AspirationNegotiator", {"aspiration_type": "boulware"}),
        ("NaiveTitForTatNegotiator", {}),
    ],
)
def test_negmas_s_own_negotiators_reach_agreements(name: str, options: dict[str, str]) -> None:
    strategy = Negmas(name, (NEGMAS,), options)
    table, everybody = seated(swap(), strategy)
    play_out(table, everybody)
    strategy.close()
    assert everybody[0].trouble == ""
    assert table.state.agreements
