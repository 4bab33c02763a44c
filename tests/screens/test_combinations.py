"""Pages of every combination of climate, points, form and order: drawn, and of nothing else."""

from __future__ import annotations

import itertools
import re

import pytest

from tabletop.play.actions import Advance, Assign, OpenDebrief, SignOffer, TableOffer
from tabletop.play.state import FACILITATOR
from tabletop.screens.flow.app import TabletopApp
from tabletop.screens.flow.hotseat import HotSeat
from tabletop.screens.pages.overview import Overview
from tabletop.screens.pages.ruling import OwnRuling, Ruling, deeds
from tabletop.screens.table.overlays.briefing import Briefing
from tabletop.screens.table.table_screen import TableScreen
from tabletop.seat.port import Port
from tabletop.table import Table
from tests.report.test_combinations import WORDS, source, to
from tests.screens.rivers import in_memory
from tests.screens.watching import press, see, text_of

PARTS = ("climate", "points", "form", "order")
COMBINATIONS = list(itertools.product((False, True), repeat=len(PARTS)))


def clean(app: TabletopApp, there: dict[str, bool]) -> None:
    shown = text_of(app)
    for part, words in WORDS.items():
        found = None if there.get(part, True) else re.search(words, shown, re.IGNORECASE)
        assert found is None, f"{part}: {found and found[0]!r} on the screen:\n{shown}"


@pytest.mark.parametrize("chosen", COMBINATIONS, ids=str)
async def test_every_page_is_drawn_of_what_there_is(chosen: tuple[bool, ...]) -> None:
    there = dict(zip(PARTS, chosen, strict=True))
    table = Table.create(source({**there, "acts": False, "ruling": True}), clocks=False)
    for one in ("baker", "miller"):
        table.submit(Assign(by=FACILITATOR, seat=one, delegation=one, name=one.title()))
    to(table, "negotiation")
    table.submit(TableOffer(by="baker", package={"price": "high", "day": "friday"}))
    app = TabletopApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(TableScreen(Port(table, "miller")))
        await see(pilot, "O1", "Your draft")
        clean(app, there)
        for name, part in (("Wording", "form"), ("Sequence", "order")):
            assert (name in text_of(app)) == there[part]
        assert ("walk-away" in text_of(app)) == there["points"]
        assert ("tension" in text_of(app)) == there["climate"]
        await press(pilot, "s")
        await see(pilot, "Sign O1?")
        clean(app, there)
        await press(pilot, "escape")
        await app.push_screen(Briefing(table.view("miller")))
        await press(pilot, "3")
        clean(app, there)
        await app.push_screen(Overview(table.view(FACILITATOR), lambda _: ()))
        await see(pilot, "not for players' eyes")
        clean(app, there)
        table.submit(SignOffer(by="miller", offer="O1"))
        to(table, "ruling")
        room = table.view(None)
        await app.push_screen(Ruling(room, deeds(room)))
        await press(pilot, "a")
        await see(pilot, "THE RULING OF ROUND 1")
        clean(app, there)
        if there["points"]:
            await app.push_screen(OwnRuling(table.view("miller")))
            await see(pilot, "FOR YOUR EYES ONLY")
            clean(app, there)
    while table.state.stage != "ended":
        table.submit(Advance(by=FACILITATOR))
    table.submit(OpenDebrief(by=FACILITATOR))
    app = TabletopApp()
    app.led_by(HotSeat(app, table, in_memory("market.toml")))
    async with app.run_test(size=(80, 24)) as pilot:
        await see(pilot, "1 Outcome")
        clean(app, there)
