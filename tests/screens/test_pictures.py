"""What the pages look like: a few named pictures, beside the tests of what they mean.

After a change that is meant: pytest tests/screens/test_pictures.py --snapshot-update, and look.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from textual.content import Content
from textual.pilot import Pilot

from tabletop.exercise.loading import read_exercise
from tabletop.journal.places import located
from tabletop.play.actions import Advance, Breach, OpenDebrief, Perform, SignOffer, TableOffer
from tabletop.play.state import FACILITATOR
from tabletop.screens.flow.app import TabletopApp
from tabletop.screens.kit.theme import PAPER
from tabletop.screens.start.opening import ChosenExercise, OpeningGuide
from tabletop.screens.start.start import Listed, Start
from tabletop.table import Table
from tests.screens.keyboard import app_of
from tests.screens.rivers import SOURCE, advanced, briefed, ready, seated
from tests.screens.watching import press, see

Picture = Callable[..., bool]
WIDE = (120, 36)


def after(*keys: str, sees: tuple[str, ...]) -> Callable[[Pilot[Any]], Awaitable[None]]:
    """Press the keys, then wait for what the picture is of."""

    async def run(pilot: Pilot[Any]) -> None:
        await pilot.pause()
        await press(pilot, *keys)
        await see(pilot, *sees)

    return run


def agreed() -> Table:
    """A table with an agreement whose acts fall due in the second round."""
    table = advanced(briefed(), "negotiation")
    package = {**table.state.standing, "charter": "signed", "dam": "opened", "form": "deed"}
    table.submit(TableOffer(by="upper", to="all", package=package, public=True))
    table.submit(SignOffer(by="lower", offer="O1"))
    return table


def decided() -> Table:
    """The same table after its second ruling: the dam was opened, or not."""
    table = advanced(agreed(), "decision", round_number=2)
    for due in table.state.due:
        for one in due.performers:
            choice = Perform if one == "upper" else Breach
            table.submit(choice(by=one, agreement=due.agreement, issue=due.issue))
    return advanced(table, "ruling", round_number=2)


def test_the_start_screen(snap_compare: Picture) -> None:
    class Shown(TabletopApp):
        def on_mount(self) -> None:
            about = (Content("Two towns and a mill share what water there is."),)
            one = Listed(Path("a.toml"), "Two rivers", "45 minutes · 3 delegations", lambda: about)
            game = Listed(
                Path("b.toml"), "Two rivers", "2026-03-01 UTC · round 2", lambda: about, "resume"
            )
            self.push_screen(Start((one,), (game,)))

    sees = ("T A B L E T O P", "water there is.")
    assert snap_compare(Shown(), terminal_size=(80, 24), run_before=after(sees=sees))


def test_who_plays_what(snap_compare: Picture) -> None:
    app = TabletopApp()
    chosen = ChosenExercise(read_exercise(SOURCE), SOURCE)
    app.led_by(OpeningGuide(app, chosen, located("rivers.toml")))
    run = after(*"Anna", "enter", *"Ben", sees=("‹ Anna ›", "‹ Ben ›"))
    assert snap_compare(app, terminal_size=(80, 24), run_before=run)


def test_the_page_between_two_turns(snap_compare: Picture) -> None:
    table = agreed()
    ready(table, ["mill"])
    run = after("enter", sees=("Anna, for Upper Town", "signs O1"))
    assert snap_compare(app_of(table), terminal_size=(80, 24), run_before=run)


def test_a_brief_on_a_wide_terminal_and_on_paper(snap_compare: Picture) -> None:
    app = app_of(seated())
    app.theme = PAPER.name
    run = after("enter", "enter", sees=("Upstream, and proud of its dam.", "The dam leaks."))
    assert snap_compare(app, terminal_size=WIDE, run_before=run)


def test_a_round_opens(snap_compare: Picture) -> None:
    run = after(sees=("MARCH · ROUND 1 OF 3", "Water enough."))
    app = app_of(advanced(briefed(), "situation"))
    assert snap_compare(app, terminal_size=(80, 24), run_before=run)


def test_a_ruling_in_full(snap_compare: Picture) -> None:
    run = after("a", sees=("performed", "now"))
    assert snap_compare(app_of(decided()), terminal_size=(80, 24), run_before=run)


def test_a_ruling_for_ones_own_eyes(snap_compare: Picture) -> None:
    run = after("a", "1", "enter", sees=("FOR YOUR EYES ONLY", "How far your delegation trusts"))
    assert snap_compare(app_of(decided()), terminal_size=WIDE, run_before=run)


def test_the_debrief_on_paper(snap_compare: Picture) -> None:
    table = advanced(decided(), "ruling", round_number=3)
    table.submit(Advance(by=FACILITATOR))
    table.submit(OpenDebrief(by=FACILITATOR))
    app = app_of(table)
    app.theme = PAPER.name
    run = after(sees=("Round by round", "eft on the table"))
    assert snap_compare(app, terminal_size=WIDE, run_before=run)
