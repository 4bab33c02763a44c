"""Two people in two real browsers bargain their way to an agreement on the Korea exercise."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tabletop import read_transcript
from tabletop.exercise.library import find_exercise
from tabletop.host.tables.folder import transcript
from tabletop.play.actions import SignOffer
from tests.host.browser import Person, chromium, person
from tests.host.doors import door_in
from tests.host.far import until
from tests.host.players import advance, submit

pytestmark = pytest.mark.browser

KOREA = find_exercise("korea-end-of-war")


async def reads_the_beginning(one: Person) -> None:
    await one.sees("The game in a minute")
    await one.press("Enter")
    await one.sees("What everybody knows", "For your eyes only")
    await one.press("3", "Enter")
    await one.sees("ROUND 1 OF 6")
    await one.press("Enter", "Enter")
    await one.sees("You are ready")


async def test_two_browsers_reach_an_agreement_and_the_transcript_has_it_all(
    tmp_path: Path,
) -> None:
    async with (
        door_in(tmp_path, source=KOREA.read_text(encoding="utf-8")) as door,
        chromium() as browser,
        person(browser) as anna,
        person(browser) as ben,
    ):
        for name, delegation in (("Cho", "rok"), ("Dai", "chn")):
            await door.hall.seat(name, table="1", delegation=delegation)
        await anna.sit(door, "Anna", "sit 1 usa")
        await ben.sit(door, "지민", "sit 1 dprk")
        await anna.sees("You head Washington", "지민")
        advance(door.hall)
        await asyncio.gather(reads_the_beginning(anna), reads_the_beginning(ben))
        advance(door.hall, "negotiation")

        await anna.sees("negotiation opens")
        assert (await anna.page.title()).startswith("● Your turn")
        await anna.press("m")
        await anna.sees("to everybody: write")
        await anna.paste("One sentence, no more: 종전")
        await anna.press("Enter")
        await ben.sees("종전")
        await anna.press("Escape")
        await anna.sees("Your draft")
        await anna.press("+", "t")
        await anna.sees("Your offer")
        await anna.press("Enter")
        await ben.sees("O1 asks for your signature")
        await ben.press("s")
        await ben.sees("Sign O1?")
        await ben.press("y")
        table = door.hall.floor.tables["1"].table
        await until(lambda: "dprk" in table.state.offers["O1"].signed)
        submit(door.hall, SignOffer(by="rok", offer="O1"))
        for one in (anna, ben):
            await one.sees("AGREEMENT A1 IS IN FORCE")
            assert one.faults == []
    kept = read_transcript(transcript(tmp_path, "1"))
    said = [(event.kind, event.by) for event in kept.events]
    assert ("message.sent", "usa") in said
    assert ("offer.tabled", "usa") in said
    assert ("offer.signed", "dprk") in said
    assert any(kind == "agreement.reached" for kind, _ in said)
