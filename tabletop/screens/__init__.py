"""Textual screens. Each entry point imports what it needs when called: `play` must
appear at once.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from tabletop.errors import TabletopError

if TYPE_CHECKING:
    from tabletop.journal.store import TranscriptRef
    from tabletop.past import ReadTable
    from tabletop.screens.flow.app import TabletopApp


def run_start() -> int:
    """Open the start screen; return the program's exit code."""
    with _starting():
        from tabletop.screens.flow.app import TabletopApp
        from tabletop.screens.start.opening import OpeningGuide

        app = TabletopApp()
        app.led_by(OpeningGuide(app))
    return _run(app)


def run_play(exercise_ref: str, transcript: Path | None, seed: int, note: str = "") -> int:
    """Play an exercise (an id or a path) at this terminal; return the program's exit code.

    An existing transcript is resumed exactly where it was left, after the room has read `note`, if
    there is one. Raises `UnreadableInput`, `TranscriptHeld` and `StorageFailed` before anything is
    shown.
    """
    with _starting():
        from tabletop.screens.flow.app import TabletopApp

        app = TabletopApp()
        from tabletop.journal.places import located

        ref = located(transcript) if transcript is not None else None
        if ref is not None and ref.exists():
            from tabletop.screens.flow.hotseat import HotSeat
            from tabletop.screens.flow.standstill import let_stand
            from tabletop.table import Table

            table = Table.resume(ref)
            let_stand(table, ref)
            app.led_by(HotSeat(app, table, ref, note, ask_word=True))
        else:
            from tabletop.exercise.library import find_exercise
            from tabletop.screens.start.opening import OpeningGuide, choose

            chosen = choose(find_exercise(exercise_ref))
            app.led_by(OpeningGuide(app, chosen, ref, seed))
    return _run(app)


def run_replay(table: ReadTable, at: int, eyes: str) -> int:
    """Show a past game at this terminal, from an event on; return the program's exit code.

    `eyes` are a seat's id, "*" for everything revealed or "" for the whole room. Raises
    `TranscriptDamaged` before anything is shown when an event does not fit what came before it.
    """
    with _starting():
        from tabletop.screens.flow.app import TabletopApp
        from tabletop.screens.replay.guide import Replaying

        table.state_at(len(table.events))
        app = TabletopApp()

        def play(ref: TranscriptRef) -> None:
            from tabletop.journal.carried import library_note
            from tabletop.screens.facilitator.lock import Lock
            from tabletop.screens.start.beginning import begin_play
            from tabletop.table import Table

            # Whoever starts a what-if has just seen everything: no word is asked for.
            table = Table.resume(ref)
            begin_play(app, table, ref, library_note(table.exercise), Lock())

        app.led_by(Replaying(app, table, at, eyes, lambda: app.exit(0), play))
    return _run(app)


@contextmanager
def _starting() -> Iterator[None]:
    """Import and build with the garbage collector off, then exclude what exists from collection.

    Nearly all of it lives as long as the program: scanning it while it grows takes a tenth of the
    time to the first paint, and again with every full collection afterwards.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _run(app: TabletopApp) -> int:
    """Run the app with the look used last, then print where the game is kept."""
    from tabletop.screens.start.looks import keep_look, look

    app.theme, app.looked = look(), keep_look
    from tabletop.screens.kit.too_small import TooSmall

    app.cover = TooSmall()
    code = app.run()
    said = [f"Stopped by {app.stopped_by.name}."] if app.stopped_by is not None else []
    said += [app.farewell] if app.farewell else []
    if said:
        # A terminal that is gone is why it was stopped.
        with suppress(OSError, TabletopError) if app.stopped_by is not None else nullcontext():
            print(" ".join(said), flush=True)
    return code or 0
