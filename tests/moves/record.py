"""Play the sample games again: `python -m tests.moves.record`, when the rules or Korea changed.

Every move is made at the moment it was made before, so that what differs is what has changed.
"""

from __future__ import annotations

import tomllib
from datetime import datetime
from pathlib import Path

from tabletop.play.actions import AnyAction, Assign, read_action
from tabletop.play.state import FACILITATOR
from tabletop.table import Table

MOVES = Path(__file__).parent
EXERCISES = MOVES.parents[1] / "exercises"
TRANSCRIPTS = MOVES.parents[1] / "transcripts"


def moments(path: Path) -> list[datetime]:
    """Return when each group of a transcript happened, its opening first."""
    events = tomllib.loads(path.read_text(encoding="utf-8"))["event"]
    return [datetime.fromisoformat(one["at"]) for one in events if "cause" not in one]


def record(game: str) -> None:
    """Write a sample's transcript again."""
    path = TRANSCRIPTS / f"{game}.toml"
    header = tomllib.loads(path.read_text(encoding="utf-8"))
    source = (EXERCISES / f"{header['exercise']['id']}.toml").read_text(encoding="utf-8")
    when = moments(path)
    moves = tomllib.loads((MOVES / f"{game}.toml").read_text(encoding="utf-8"))["move"]
    fresh = path.with_suffix(".new")
    made = 0
    with Table.create(source, where=fresh, now=lambda: when[made], clocks=False) as table:
        seats: list[AnyAction] = [
            Assign(by=FACILITATOR, seat=one.id, delegation=one.id, name=one.name)
            for one in table.exercise.delegations
        ]
        for action in (*seats, *(read_action(move) for move in moves)):
            made = min(made + 1, len(when) - 1)
            table.submit(action)
    fresh.replace(path)


if __name__ == "__main__":
    for sample in sorted(TRANSCRIPTS.glob("*.toml")):
        record(sample.stem)
