"""Three at a table with a speakers' list, as a file would give it."""

from __future__ import annotations

from typing import Any

import tomli_w

from tests.play.market import market

THREE = ("baker", "miller", "mason")
PEOPLE = {"baker": "Ada", "miller": "Ben", "mason": "지민"}
PHASES = {"situation": 0, "negotiation": 600, "decision": 0}


def council(**changes: Any) -> dict[str, Any]:
    """The market with a third delegation and a list; `changes` replace whole keys."""
    document = market(
        delegation=[
            {"id": one, "name": one.title(), "secret_brief": "Flour by Friday."} for one in THREE
        ],
        round=[
            {"id": f"r{n}", "title": f"Day {n}", "date": "today", "phases": PHASES} for n in "12"
        ],
        speakers={"seconds": 60},
    )
    return {**document, **changes}


def source(**changes: Any) -> str:
    """The same as the text of a file."""
    return tomli_w.dumps(council(**changes))
