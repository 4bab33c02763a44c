"""Textual screens. Entry points import the rest when they are called: `play` must paint at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tabletop.past import ReadTable
    from tabletop.screens.app import TabletopApp


def run_start() -> int:
    """Open the start screen; returns the program's exit code."""
    from tabletop.screens.app import TabletopApp
    from tabletop.screens.opening import Opening

    app = TabletopApp()
    return _run(app.led_by(Opening(app)))


def run_play(exercise_ref: str, transcript: Path | None, seed: int) -> int:
    """Play an exercise (an id or a path) at this terminal; returns the program's exit code.

    A transcript that exists is resumed at the exact place where it was left. Raises
    `UnreadableInput`, `TranscriptHeld` and `StorageFailed` before anything is shown.
    """
    from tabletop.exercise.library import find_exercise
    from tabletop.screens.app import TabletopApp
    from tabletop.screens.hotseat import HotSeat
    from tabletop.screens.opening import Opening, choose
    from tabletop.table import Table

    app = TabletopApp()
    if transcript is not None and transcript.exists():
        return _run(app.led_by(HotSeat(app, Table.resume(transcript), str(transcript))))
    chosen = choose(find_exercise(exercise_ref))
    return _run(app.led_by(Opening(app, chosen, transcript, seed)))


def run_replay(table: ReadTable, at: int, eyes: str) -> int:
    """Look at a past game at this terminal, from an event on; returns the program's exit code.

    `eyes` are a seat's id, "*" for everything revealed or "" for the whole room. Raises
    `TranscriptDamaged` before anything is shown when an event does not fit what came before it.
    """
    from tabletop.screens.app import TabletopApp
    from tabletop.screens.opening import begin_play
    from tabletop.screens.replay.guide import Replaying
    from tabletop.table import Table

    table.state_at(len(table.events))
    app = TabletopApp()

    def play(path: Path) -> None:
        begin_play(app, Table.resume(path), path)

    return _run(app.led_by(Replaying(app, table, at, eyes, lambda: app.exit(0), play)))


def _run(app: TabletopApp) -> int:
    """Run it to its end, then say at the prompt where the game is kept."""
    code = app.run()
    if app.farewell:
        print(app.farewell)
    return code or 0
