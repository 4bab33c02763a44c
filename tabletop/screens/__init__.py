"""Textual screens. Each entry point imports what it needs when called: `play` must
appear at once.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from tabletop.errors import TabletopError

if TYPE_CHECKING:
    from tabletop.exercise.parts import Temperament
    from tabletop.journal.store import TranscriptRef
    from tabletop.past import ReadTable
    from tabletop.screens.flow.app import TabletopApp
    from tabletop.screens.preview.pages import AnyPage


def run_start() -> int:
    """Open the start screen; return the program's exit code."""
    with _starting():
        from tabletop.screens.flow.app import TabletopApp
        from tabletop.screens.start.opening import OpeningGuide

        app = TabletopApp()
        app.led_by(OpeningGuide(app))
    return _run(app)


def run_play(
    exercise_ref: str,
    transcript: Path | None,
    seed: int,
    note: str = "",
    stand_ins: Mapping[str, Temperament] | None = None,
) -> int:
    """Play an exercise (an id or a path) at this terminal; return the program's exit code.

    An existing transcript is resumed exactly where it was left, after the room has read `note`, if
    there is one; a new game has `stand_ins` for some delegations. Raises `UnreadableInput`,
    `TranscriptHeld` and `StorageFailed` before anything is shown.
    """
    with _starting():
        from tabletop.screens.flow.app import TabletopApp

        app = TabletopApp()
        from tabletop.journal.places import located

        ref = located(transcript) if transcript is not None else None
        if ref is not None and ref.exists():
            from tabletop.screens.start.beginning import guide_of
            from tabletop.table import Table

            app.led_by(guide_of(app, Table.resume(ref), ref, note))
        else:
            from tabletop.exercise.library import find_exercise
            from tabletop.screens.start.opening import OpeningGuide, choose

            chosen = choose(find_exercise(exercise_ref))
            app.led_by(OpeningGuide(app, chosen, ref, seed, stand_ins))
    return _run(app)


def run_practise(
    exercise_ref: str,
    delegation: str,
    transcript: Path | None,
    seed: int | None,
    name: str,
    note: str = "",
    *,
    clocks: bool = False,
) -> int:
    """Play one delegation of an exercise against stand-ins; return the program's exit code.

    An existing transcript is resumed. Raises as `run_play` does, before anything is shown.
    """
    with _starting():
        from datetime import UTC, datetime

        from tabletop.exercise.library import find_exercise
        from tabletop.games import new_transcript
        from tabletop.journal.places import located
        from tabletop.screens.flow.app import TabletopApp
        from tabletop.screens.start.beginning import guide_of
        from tabletop.screens.start.opening import choose
        from tabletop.screens.start.practising import any_seed, practice_table, resumed_practice

        app = TabletopApp()
        if transcript is not None and (ref := located(transcript)).exists():
            table = resumed_practice(ref, delegation)
        else:
            chosen = choose(find_exercise(exercise_ref))
            today = datetime.now(UTC).astimezone().date()
            ref = located(transcript) if transcript else new_transcript(chosen.exercise.id, today)
            table = practice_table(
                chosen.source,
                delegation,
                ref,
                any_seed() if seed is None else seed,
                name,
                clocks=clocks,
            )
        app.led_by(guide_of(app, table, ref, note))
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


def run_preview(pages: Sequence[AnyPage]) -> int:
    """Show the pages of a preview at this terminal; return the program's exit code."""
    with _starting():
        from tabletop.screens.flow.app import TabletopApp
        from tabletop.screens.preview.guide import Previewing

        app = TabletopApp()
        app.led_by(Previewing(app, pages))
    return _run(app)


def run_edit(path: Path) -> int:
    """Edit an exercise's file at this terminal; return the program's exit code.

    Raises `UnreadableInput` before anything is shown for a file that can't be edited.
    """
    with _starting():
        from tabletop.screens.editor.guide import editing
        from tabletop.screens.flow.app import TabletopApp

        app = TabletopApp()
        app.led_by(editing(app, path))
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
