"""A key press scores one package and never enumerates the outcome space."""

from __future__ import annotations

import subprocess
import sys

import pytest

pytestmark = pytest.mark.slow

LIVE = """
import sys
from tabletop.exercise.library import find_exercise
from tabletop.play.actions import Advance, Assign, TableOffer
from tabletop.table import Table

table = Table.create(find_exercise("korea-end-of-war").read_text(encoding="utf-8"), clocks=False)
for one in table.exercise.delegations:
    table.submit(Assign(by="facilitator", seat=one.id, delegation=one.id))
while table.state.stage != "negotiation":
    table.submit(Advance(by="facilitator"))
draft = {**table.state.standing, "declaration": "sentence", "joint-exercises": "march-halted"}
table.submit(TableOffer(by="rok", package=draft))
for seat in ("usa", "facilitator", None):
    print(seat, sorted(table.appraise(seat, draft)), len(table.view(seat).offers))
print(table.obstacles(draft), "numpy" in sys.modules)
table.left_on_table(draft)
print("numpy" in sys.modules)
"""


def test_a_drafts_worth_is_told_without_enumerating_the_space() -> None:
    run = subprocess.run(
        [sys.executable, "-c", LIVE], capture_output=True, text=True, check=True, cwd="/"
    )
    assert run.stdout.splitlines() == [
        "usa ['usa'] 1",
        "facilitator ['chn', 'dprk', 'rok', 'usa'] 1",
        "None [] 0",
        "() False",
        "True",
    ]
