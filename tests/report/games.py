"""Games to report on: the two samples, and small ones played here with whatever words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import tomli_w

from tabletop.past import ReadTable, read_transcript
from tabletop.play.actions import read_action
from tabletop.report.table.facts import Facts, facts_of
from tabletop.table import Table
from tests.play.game import document

TRANSCRIPTS = Path(__file__).parents[2] / "transcripts"
MIDDLE, PAPER = TRANSCRIPTS / "middle-ground.toml", TRANSCRIPTS / "piece-of-paper.toml"
HOSTILE = (
    "=cmd|'/c calc'!A1\"><script>alert(1)</script><img src=x onerror=alert(1)> "
    "[x](javascript:alert(1)) ![y](http://there/y.png) | `code` {{ 7*7 }} & ]]>"
)
PEOPLE = {"alfa": "Ann Berg", "bravo": "김민수", "charlie": "Will Mark"}
Move = tuple[str, str, dict[str, Any]]


@cache
def sample(path: Path) -> Facts:
    """Return the facts of a sample game, cached."""
    return facts_of(read_transcript(path))


def played(folder: Path, moves: Sequence[Move], **changes: Any) -> ReadTable:
    """Play a game of the rivers exercise with `changes`; write it and read it back."""
    path = folder / "river.toml"
    at = datetime(2026, 5, 4, 9, tzinfo=UTC)
    source = tomli_w.dumps(document(**changes))
    with Table.create(source, where=path, clocks=False, now=lambda: at) as table:
        for by, do, fields in moves:
            table.submit(read_action({"by": by, "do": do, **fields}))
    return read_transcript(path)


def seated(names: dict[str, str] | None = None) -> list[Move]:
    """Seat everybody, an evaluator too."""
    people = names or PEOPLE
    moves: list[Move] = [
        ("facilitator", "assign", {"seat": one, "delegation": one, "name": name})
        for one, name in people.items()
    ]
    evaluator = {"seat": "evaluator-1", "role": "evaluator", "name": "Eva Lund"}
    return [*moves, ("facilitator", "assign", evaluator)]


def advance(times: int) -> list[Move]:
    return [("facilitator", "advance", {})] * times


def wordy(words: str) -> list[Move]:
    """Play a game to its end with a breach, and the same words in every text."""
    swap = {"treaty": "signed", "dam": "half", "raids": "stop"}
    return [
        *seated(dict.fromkeys(PEOPLE, words[:60])),
        *advance(1),
        ("facilitator", "inject", {"title": words[:60], "text": words, "to": ["alfa"]}),
        *advance(2),
        ("alfa", "message", {"to": ["bravo"], "text": words}),
        ("alfa", "message", {"to": "all", "text": words}),
        ("bravo", "statement", {"tone": "hostile", "text": words}),
        ("alfa", "offer", {"package": {"dam": "open"}, "text": words}),
        ("bravo", "reject", {"offer": "O1", "text": words}),
        ("bravo", "offer", {"package": swap, "text": words}),
        ("alfa", "sign", {"offer": "O2"}),
        ("charlie", "message", {"to": "facilitator", "text": words}),
        *advance(2),
        ("facilitator", "adjust", {"what": "score:alfa", "value": 3.0, "reason": words}),
        ("facilitator", "adjust", {"what": "tension", "value": 60.0, "reason": words}),
        *advance(4),
        ("alfa", "perform", {"agreement": "A1", "issue": "dam"}),
        ("bravo", "breach", {"agreement": "A1", "issue": "raids"}),
        ("evaluator-1", "note", {"objective": 1, "rating": 2, "text": words}),
        ("evaluator-1", "note", {"text": words}),
        *advance(1),
        ("facilitator", "end", {}),
        ("facilitator", "debrief", {}),
        ("alfa", "answer", {"question": "why", "value": words}),
        ("bravo", "answer", {"question": "fair", "value": 1}),
    ]
