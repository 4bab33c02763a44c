"""Textual screens. Entry points import the rest when they are called: `play` must paint at once."""

from __future__ import annotations

from pathlib import Path


def run_start() -> int:
    """Open the start screen; returns the program's exit code."""
    from tabletop.screens.app import TabletopApp
    from tabletop.screens.opening import Opening

    app = TabletopApp()
    return app.led_by(Opening(app)).run() or 0


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
        return app.led_by(HotSeat(app, Table.resume(transcript), str(transcript))).run() or 0
    chosen = choose(find_exercise(exercise_ref))
    return app.led_by(Opening(app, chosen, transcript, seed)).run() or 0
