"""Every combination of parts is played to its debrief, read, reported and analysed."""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from markupsafe import Markup

from tabletop.exercise.loading import read_exercise
from tabletop.past import read_transcript
from tabletop.play.actions import (
    Advance,
    Assign,
    OpenDebrief,
    Perform,
    Ready,
    SignOffer,
    TableOffer,
)
from tabletop.play.state import FACILITATOR
from tabletop.play.view import view
from tabletop.referee.public import analyse
from tabletop.report import reports_of
from tabletop.table import Table
from tests.play.market import market, priced

PARTS = ("climate", "points", "form", "order", "acts", "ruling")
WORDS = {
    "climate": r"trust|tension|crisis",
    "points": r"walk-away|surplus|left on the table",
    "form": r"Wording|handshake",
    "order": r"Sequence|at once",
    "acts": r"breach|perform",
}
"""What speaks of a part, in a report of an exercise that calls its form and order so."""


def source(there: dict[str, bool]) -> str:
    """The market with these parts and no others."""
    document: dict[str, Any] = priced() if there["points"] else market()
    if there["form"]:
        options = [{"id": "hand", "name": "handshake"}, {"id": "deed", "name": "paper"}]
        document["form"] = {"name": "Wording", "option": options}
    if there["order"]:
        options = [{"id": "once", "name": "at once"}, {"id": "later", "name": "later"}]
        document["order"] = {"name": "Sequence", "option": options}
    if there["climate"]:
        document["climate"] = {"tension": 40, "trust": {"baker-miller": 30}}
    if there["acts"]:
        document["issue"][1]["by"] = ["miller"]
    phases = {"negotiation": 0, "decision": 0}
    if there["ruling"]:
        phases |= {"situation": 0, "caucus": 0, "ruling": 0}
    document["round"] = [
        {"id": f"r{n}", "title": "Talks", "date": "today", "phases": phases} for n in (1, 2)
    ]
    return tomli_w.dumps(document)


def to(table: Table, stage: str) -> None:
    while table.state.stage != stage:
        table.submit(Advance(by=FACILITATOR))


@pytest.mark.parametrize(
    "chosen", list(itertools.product((False, True), repeat=len(PARTS))), ids=str
)
def test_it_plays_and_is_told_as_if_made_for_just_that(
    chosen: tuple[bool, ...], tmp_path: Path
) -> None:
    there = dict(zip(PARTS, chosen, strict=True))
    text = source(there)
    exercise = read_exercise(text)
    path = tmp_path / "market.toml"
    with Table.create(text, where=path, clocks=False) as table:
        for one in ("baker", "miller"):
            table.submit(Assign(by=FACILITATOR, seat=one, delegation=one, name=one.title()))
        to(table, "negotiation")
        table.submit(TableOffer(by="baker", package={"price": "high", "day": "friday"}))
        table.submit(SignOffer(by="miller", offer="O1"))
        table.submit(Advance(by=FACILITATOR))
        to(table, "negotiation")
        table.submit(Advance(by=FACILITATOR))
        for due in table.state.due:
            table.submit(Perform(by="miller", agreement=due.agreement, issue=due.issue))
        table.submit(Ready(by="baker"))
        to(table, "ended")
        table.submit(OpenDebrief(by=FACILITATOR))
        seen = view(table.state, "baker")
        assert bool(seen.trust) == there["climate"]
        assert bool(seen.worth_now) == there["points"]
        assert len(seen.choices) == 2 + there["form"] + there["order"]
    game = read_transcript(path)
    assert not game.problems()
    kinds = {one.kind for one in game.events}
    assert ("climate.changed" in kinds) == there["climate"]
    assert ("score.ruled" in kinds) == there["points"]
    assert ("term.due" in kinds) == (there["climate"] and there["acts"])
    if there["points"]:
        assert analyse(exercise).deals
    reports = reports_of(game, "market")
    page = reports["market.html"]
    body = str(Markup(page[page.index("<body>") : page.index("<script>")]).striptags())
    told = {**there, "acts": there["climate"] and there["acts"]}
    for part, words in WORDS.items():
        for shown in (body, reports["market.md"]):
            found = re.search(words, shown, re.IGNORECASE)
            # A climate whose acts nobody has still counts who breaks its word.
            if part == "acts" and there["climate"]:
                continue
            near = shown[max(0, found.start() - 60) : found.end() + 60] if found else ""
            assert (found is not None) == told[part], f"{part}: {near!r}"
