"""An exercise of decisions alone on every screen: it is played, and nothing speaks of offers."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from tabletop.past import read_transcript
from tabletop.play.actions import (
    Advance,
    Assign,
    Decide,
    EndExercise,
    Join,
    OpenDebrief,
    Ready,
)
from tabletop.play.state import FACILITATOR
from tabletop.report import reports_of
from tabletop.screens.console.guides import AllTablesGuide, ProjectorGuide, TableDeskGuide
from tabletop.screens.facilitator.decide_for import DecideFor
from tabletop.screens.flow.app import TabletopApp
from tabletop.screens.flow.hotseat import HotSeat
from tabletop.screens.flow.room_words import afterwards
from tabletop.screens.flow.solo import Solo
from tabletop.screens.pages.help import HelpPage
from tabletop.screens.replay.guide import Replaying
from tabletop.screens.table.deciding_table import DecidingSeat, DecidingTable
from tabletop.screens.table.forms.decide_form import DecideForm
from tabletop.screens.table.seat_table import SeatTable
from tabletop.seat.port import Port
from tabletop.table import Table
from tests.console.room import Room
from tests.play.deciding import decision, hospital
from tests.play.market import PRICED
from tests.screens.rivers import in_memory
from tests.screens.watching import press, see, text_of, until

HEADS = ("wards", "board", "press")
SOURCE = tomli_w.dumps(hospital())
FORBIDDEN = re.compile(
    r"offers?\b|agreements?\b|agreed|signs?\b|signature|packages?\b|issues?\b|bargain|negotiat"
    r"|draft|trust|tension|breach|perform|gesture|worth|walk-away|points|ledger|what stands"
    r"|\bdeal\b",
    re.IGNORECASE,
)
SIZES = ((80, 24), (120, 36), (170, 45))


def seated() -> Table:
    table = Table.create(SOURCE, clocks=False)
    for one in HEADS:
        table.submit(Assign(by=FACILITATOR, seat=one, delegation=one, name=one.title()))
    return table


def deciding() -> Table:
    """A table in its first decision phase."""
    return decided_on(Table.create(SOURCE, clocks=False))


def decided_on(table: Table) -> Table:
    """Seat everybody at a table and bring it to its first decision phase."""
    for one in HEADS:
        table.submit(Assign(by=FACILITATOR, seat=one, delegation=one, name=one.title()))
    while table.state.stage != "decision":
        table.submit(Advance(by=FACILITATOR))
    return table


def clean(app: TabletopApp) -> None:
    shown = text_of(app)
    found = FORBIDDEN.search(shown)
    assert found is None, f"{found and found[0]!r} on the screen:\n{shown}"


async def helped(pilot: Pilot[Any], app: TabletopApp) -> None:
    """Open help here, look at both its sections, and close it."""
    await press(pilot, "f1")
    await until(pilot, lambda: isinstance(app.screen, HelpPage), "help")
    for section in ("1", "2"):
        await press(pilot, section)
        clean(app)
    await press(pilot, "escape")
    await until(pilot, lambda: not isinstance(app.screen, HelpPage), "no help")


async def briefed(pilot: Pilot[Any], app: TabletopApp) -> None:
    """Everybody reads the game in a minute and its own brief."""
    await see(pilot, "The game in a minute")
    clean(app)
    await press(pilot, "enter")
    for one in HEADS:
        await see(pilot, f"for {one.title()}")
        clean(app)
        await press(pilot, "enter")
        await see(pilot, "What everybody knows")
        clean(app)
        await helped(pilot, app)
        await press(pilot, "2")
        await see(pilot, f"SECRET-OF-{one}")
        clean(app)
        await press(pilot, "enter")


async def talked_over(pilot: Pilot[Any], app: TabletopApp) -> None:
    """Everybody passes through a caucus in which nothing is asked yet."""
    for one in HEADS:
        await see(pilot, f"for {one.title()}", "caucus")
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, DecidingTable), "the table")
        clean(app)
        await helped(pilot, app)
        await press(pilot, "r")
        await see(pilot, "Ready?")
        clean(app)
        await press(pilot, "enter")


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_at_one_keyboard_each_decides_in_turn(size: tuple[int, int]) -> None:
    table = seated()
    app = TabletopApp()
    app.led_by(HotSeat(app, table, in_memory("hospital.toml")))
    async with app.run_test(size=size) as pilot:
        await briefed(pilot, app)
        await see(pilot, "Day 1")
        clean(app)
        await press(pilot, "enter")
        await talked_over(pilot, app)
        await see(pilot, "for Wards", "decision")
        await press(pilot, "enter")
        await see(pilot, "You are asked to decide: Divert", "for you to decide", "Tell")
        assert "Pay" not in text_of(app), "what is secret is for the board alone"
        clean(app)
        await press(pilot, "d")
        await see(pilot, "accept", "send away", "Everybody sees what you choose")
        clean(app)
        await helped(pilot, app)
        await press(pilot, "down", "down", "enter")
        await until(pilot, lambda: isinstance(app.screen.focused, Input), "the words")
        await press(pilot, *"Full.", "enter")
        await see(pilot, "send away", "“Full.”")
        assert table.state.decisions["divert"].option == "send-away"
        await press(pilot, "r")
        await see(pilot, "Ready?")
        await press(pilot, "enter")
        await see(pilot, "for Board")
        await press(pilot, "enter")
        await see(pilot, "asked to decide: Pay", "in secret")
        await press(pilot, "r")
        await see(pilot, "decided yet: Pay")
        # What can't be taken back asks for a yes of its own.
        await press(pilot, "y")
        await see(pilot, "for Press")
        await press(pilot, "enter")
        await see(pilot, "asked to decide: Tell")
        await press(pilot, "r", "y")
        # The next round tells first what was decided.
        await see(pilot, "What was decided", "send away", "“Full.”", "silent (nobody decided)")
        clean(app)
        await press(pilot, "enter")
        await see(pilot, "Day 2")
        await press(pilot, "enter")
        await see(pilot, "A leak")
        clean(app)


@pytest.mark.slow
async def test_on_a_device_of_ones_own() -> None:
    table = deciding()
    for one in HEADS:
        table.submit(Join(by=one))
    app = TabletopApp()
    guide = Solo(
        app,
        table,
        Port(table, "press"),
        lambda _: (),
        lambda **_: None,
        {("press", "Press")},
    )
    app.led_by(guide)
    async with app.run_test(size=(80, 24)) as pilot:
        while not isinstance(app.screen, DecidingSeat):
            clean(app)
            await press(pilot, "enter")
        await see(pilot, "asked to decide: Tell", "Divert", "for Wards to decide")
        clean(app)
        await helped(pilot, app)
        table.submit(Decide(by="wards", decision="divert", option="accept", text="We cope."))
        guide.changed()
        await see(pilot, "Wards decides, Divert: accept", "“We cope.”")
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, DecideForm), "the form")
        clean(app)
        await press(pilot, "down", "down")
        options = app.screen.query_one(OptionList)
        await until(pilot, lambda: options.highlighted == 1, "the second option")
        await press(pilot, "enter", "ctrl+s")
        await until(pilot, lambda: "interview" in table.state.decisions, "what follows is asked")
        guide.changed()
        await see(pilot, "Decided: Tell", "Press, Tell: all")
        clean(app)
        await press(pilot, "enter")
        await see(pilot, "asked to decide: Interview")
        clean(app)
        # A click opens what is asked as Enter does.
        await pilot.click(OptionList, offset=(4, 0))
        await until(pilot, lambda: isinstance(app.screen, DecideForm), "the form, clicked")
        await press(pilot, "escape")
        for one in HEADS:
            table.submit(Ready(by=one))
        guide.changed()
        await see(pilot, "What was decided", "accept", "not decided")


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_the_facilitator_sees_who_has_decided_and_decides_for_them(
    size: tuple[int, int],
) -> None:
    room = Room(1, SOURCE, people=False)
    table = decided_on(room.by_id["1"])
    app = TabletopApp()
    app.led_by(TableDeskGuide(app, room, "1", Port(table, FACILITATOR), table.left_on_table))
    async with app.run_test(size=size) as pilot:
        await see(pilot, "Wards, Divert: not decided yet", "Board, Pay (secret until revealed)")
        clean(app)
        await helped(pilot, app)
        await press(pilot, "t")
        await until(pilot, lambda: isinstance(app.screen, DecideFor), "the form")
        clean(app)
        await press(pilot, "ctrl+s")
        await see(pilot, "Say why you decide for them")
        app.screen.query_one(Input).focus()
        await press(pilot, *"Gone.", "enter")
        await until(pilot, lambda: table.state.decisions["divert"].option, "decided")
        assert table.state.decisions["divert"].by == FACILITATOR
    app = TabletopApp()
    app.led_by(AllTablesGuide(app, room))
    async with app.run_test(size=size) as pilot:
        await see(pilot, "Table", "Round")
        clean(app)
        await helped(pilot, app)


async def test_the_room_sees_what_is_asked_and_then_what_was_decided() -> None:
    table = deciding()
    app = TabletopApp()
    ask = table.left_on_table
    app.led_by(
        ProjectorGuide(app, Port(table, ""), "http://127.0.0.1", "ABCD", ask, table.possible)
    )
    async with app.run_test(size=(120, 40)) as pilot:
        await see(pilot, "Wards: Divert", "not decided yet")
        assert "Pay" not in text_of(app)
        clean(app)
        table.submit(Decide(by="board", decision="pay", option="pay"))
        table.submit(Decide(by="press", decision="tell", option="all"))
        table.submit(EndExercise(by=FACILITATOR))
        app.refresh_page()
        clean(app)


async def test_a_past_game_shows_its_decisions(tmp_path: Path) -> None:
    where = tmp_path / "hospital.toml"
    with Table.create(SOURCE, where=where, clocks=False) as table:
        for one in HEADS:
            table.submit(Assign(by=FACILITATOR, seat=one, delegation=one, name=one.title()))
        while table.state.stage != "decision":
            table.submit(Advance(by=FACILITATOR))
        table.submit(Decide(by="wards", decision="divert", option="send-away", text="Full."))
        table.submit(Decide(by="board", decision="pay", option="refuse"))
        while table.state.ending is None:
            table.submit(Advance(by=FACILITATOR))
        table.submit(OpenDebrief(by=FACILITATOR))
    game = read_transcript(where)
    assert not game.problems()
    app = TabletopApp()
    app.led_by(Replaying(app, game, len(game.events), "*", lambda: None, lambda _: None))
    async with app.run_test(size=(120, 36)) as pilot:
        await see(pilot, "Wards, Divert: send away")
        clean(app)
        await helped(pilot, app)
    for file, text in reports_of(game, "hospital").items():
        shown = text
        if file.endswith(".html"):
            shown = re.sub(r"<[^>]+>", " ", text[text.index("<body>") : text.index("<script>")])
        found = FORBIDDEN.search(shown)
        near = shown[max(0, found.start() - 80) : found.end() + 80] if found else ""
        assert found is None, f"{file}: {near!r}"
    assert "hospital-decisions.csv" in reports_of(game, "hospital")


async def test_beside_offers_a_key_opens_what_is_to_be_decided() -> None:
    both = [
        decision("dike", "baker", "build", "wait", phase="negotiation"),
        decision("bell", "baker", "ring", "keep-still", phase="negotiation", secret=True),
    ]
    source = tomli_w.dumps({**tomllib.loads(PRICED), "decision": both})
    table = Table.create(source, clocks=False)
    for one in ("baker", "miller"):
        table.submit(Assign(by=FACILITATOR, seat=one, delegation=one, name=one.title()))
        table.submit(Join(by=one))
    table.submit(Advance(by=FACILITATOR))
    app = TabletopApp()
    known = {("baker", "Baker")}
    guide = Solo(app, table, Port(table, "baker"), lambda _: (), lambda **_: None, known)
    app.led_by(guide)
    async with app.run_test(size=(80, 24)) as pilot:
        while not isinstance(app.screen, SeatTable):
            await press(pilot, "enter")
        await see(pilot, "You are asked to decide: Dike and Bell. Press D.")
        await press(pilot, "d")
        await see(pilot, "What you are asked to decide", "Dike", "Bell")
        await press(pilot, "down", "enter")
        await see(pilot, "Nobody else sees what you choose", "keep still")
        await press(pilot, "down", "enter", "ctrl+s")
        await until(pilot, lambda: table.state.decisions["bell"].option == "ring", "decided")
        await see(pilot, "What you are asked to decide", "ring, until the phase ends")
        await press(pilot, "escape")
        guide.changed()
        await see(pilot, "You are asked to decide: Dike. Press D.")


def test_after_the_end_help_offers_no_move_that_is_over() -> None:
    table = deciding()
    assert "asked for" in DecidingSeat(Port(table, "press")).help_here
    table.submit(EndExercise(by=FACILITATOR))
    told = DecidingSeat(Port(table, "press")).help_here
    assert "your brief" in told and "what has happened" in told
    assert not re.search(r"asked for|done with this phase|say something in public", told)


@pytest.mark.parametrize(
    ("parties", "whose"), [(2, "the other side's"), (5, "another delegation's")]
)
def test_playing_again_is_told_by_how_many_others_there_are(parties: int, whose: str) -> None:
    assert f"{whose} brief" in afterwards("game.toml", parties)[-1]
