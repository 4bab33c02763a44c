"""An offer's page: who signed, whom it waits for, which acts are yours and when, its words."""

from __future__ import annotations

import pytest

from tabletop.play.actions import Join, Leave
from tabletop.play.events import AgreementReached
from tabletop.play.seen import Worth
from tabletop.play.state import FACILITATOR
from tabletop.play.view import view
from tabletop.screens.flow.app import TabletopApp
from tabletop.screens.pages.situation import agreement_card
from tabletop.screens.pages.whole_table import offers_block
from tabletop.screens.table.forms.offer_form import verdict_of
from tabletop.screens.table.overlays.offer_page import offer_in_full
from tabletop.screens.table.seat_table import SeatTable
from tabletop.screens.table.table_screen import TableScreen
from tabletop.seat.port import Port
from tabletop.seat.words.signatures import told_signatures
from tabletop.seat.words.signing import what_binds
from tests.play.game import SWAP, Game, at_negotiation
from tests.screens.picture import at_negotiation as at_korea
from tests.screens.watching import press, see, text_of

WORDS = "Half the water for no raids."


def offered(order: str = "together", **changes: object) -> Game:
    game = at_negotiation(**changes)
    game.do("alfa", "offer", package={**SWAP, "order": order}, text=WORDS, to=["bravo"])
    return game


def test_a_line_says_who_signed_who_is_missing_and_when_ones_own_acts_fall_due() -> None:
    seen = view(offered("alfa-first").state, "bravo")
    assert told_signatures(seen, seen.open_offers[0]) == (
        "signed Alfa · 1 of 2, your signature decides · "
        "yours in round 3 at the earliest, after Alfa: Raids"
    )
    seen = view(offered("steps").state, "alfa")
    assert told_signatures(seen, seen.open_offers[0]).endswith("yours in rounds 2 and 3: Dam")


@pytest.mark.parametrize(
    ("worth", "now", "said"),
    [
        (-9.9, -33.0, "Below your walk-away, yet worth more to you than how things stand now (-33"),
        (-9.9, 4.0, "Below your walk-away, and worth less to you than how things stand now (4.0)."),
        (-9.9, -9.9, "Below your walk-away, and worth as much to you as how things stand now"),
        (5.0, 9.0, "Worth less to you than how things stand now (9.0)."),
        (5.0, -33.0, ""),
    ],
)
def test_a_verdict_compares_with_the_walk_away_and_with_how_things_stand_separately(
    worth: float, now: float, said: str
) -> None:
    whole, stands = (Worth("alfa", value, 0.0, (), ()) for value in (worth, now))
    lines = verdict_of(whole, stands).plain.splitlines()
    assert len(lines) == (2 if said else 1)
    assert said in lines[-1]


def test_who_rejected_is_named_while_others_can_still_agree() -> None:
    agreement = {"signatories": ["alfa", "bravo", "charlie"], "rule": "majority"}
    game = at_negotiation(agreement=agreement)
    game.do("alfa", "offer", package={"treaty": "signed"})
    game.do("charlie", "reject", offer="O1")
    seen = view(game.state, "bravo")
    assert told_signatures(seen, seen.open_offers[0]).startswith("signed Alfa · rejected Char · 1")


def test_the_dialog_names_every_performer_with_a_date_and_what_the_signature_does() -> None:
    seen = view(offered("steps").state, "bravo")
    said = what_binds(seen, seen.open_offers[0])
    assert "• Dam: half open - by Alfa, due in rounds 2 and 3" in said
    assert "• Raids: stop - yours to carry out, due in rounds 2 and 3" in said
    assert "Signed Alfa. With your signature it is in force." in said


def test_the_dialog_says_whom_the_offer_waits_for_after_that() -> None:
    game = at_negotiation()
    game.do("alfa", "offer", package={"treaty": "guaranteed"})
    seen = view(game.state, "bravo")
    said = what_binds(seen, seen.open_offers[0])
    assert "After yours it still waits for Charlie." in said


def test_the_facilitator_reads_words_signatures_and_dates_at_the_offer() -> None:
    said = offers_block(view(offered().state, FACILITATOR)).plain
    for words in (
        WORDS,
        "signed Alfa · waits for Brav",
        "Dam: half open - by Alfa, due in round 2",
    ):
        assert words in said


def test_a_closed_offer_can_be_read_again_with_its_words() -> None:
    game = offered()
    game.do("bravo", "reject", offer="O1")
    seen = view(game.state, "bravo")
    said = offer_in_full(seen, seen.offers[0]).plain
    for words in (WORDS, "rejected", "Signed Alfa · rejected Brav.", "Raids: stop"):
        assert words in said


@pytest.mark.parametrize("kind", [TableScreen, SeatTable])
@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_it_stands_under_the_grid_and_whole_behind_a_key(
    kind: type[TableScreen], size: tuple[int, int]
) -> None:
    from tabletop.screens.flow.app import TabletopApp

    app, table = TabletopApp(), at_korea()
    async with app.run_test(size=size) as pilot:
        await app.push_screen(kind(Port(table, "dprk")))
        await see(pilot, "O2 signed US", "Order  ", "Your draft")
        await press(pilot, "right")
        await see(pilot, "O1 signed ROK · waits for US, DPRK, PRC", "yours in round 2")
        assert "Missile tests" in text_of(app)
        await press(pilot, "o")
        await see(pilot, "O1 from Seoul", "Missile tests: no tests - yours to carry out")
        await press(pilot, "left", "escape")
        await see(pilot, "O2 signed US")


def test_of_an_agreement_in_force_the_page_says_who_performs_what_and_when_it_is_due() -> None:
    game = offered("alfa-first")
    game.do("bravo", "sign", offer="O1")
    seen = view(game.state, "charlie")
    said = offer_in_full(seen, seen.offers[0]).plain
    assert "Dam: half open - by Alfa, due in round 2" in said
    assert "Raids: stop - by Bravo, due in round 3 at the earliest, after Alfa" in said
    (event,) = [one for one in game.events if isinstance(one, AgreementReached)]
    card = agreement_card(event, view(game.state, None))
    assert "(by Alfa, due in round 2)" in card.text
    game.to("decision", 2)
    game.do("alfa", "perform", agreement="A1", issue="dam")
    game.to("ruling", 2)
    seen = view(game.state, "charlie")
    said = offer_in_full(seen, seen.offers[0]).plain
    assert "Dam: half open - by Alfa, 100 % performed" in said
    assert "Raids: stop - by Bravo, due in round 3" in said


async def test_at_one_keyboard_the_story_leaves_out_who_came_and_left() -> None:
    with at_korea() as table:
        table.submit(Join(by="usa"))
        table.submit(Leave(by="usa"))
        for page, told in ((TableScreen, False), (SeatTable, True)):
            app = TabletopApp()
            async with app.run_test(size=(120, 60)) as pilot:
                await app.push_screen(page(Port(table, "dprk")))
                await see(pilot, "This round", "Seoul tables O1")
                assert ("leaves." in text_of(app)) is told
                await press(pilot, "l")
                await see(pilot, "What has happened", "Seoul tables O1")
                assert ("leaves." in text_of(app)) is told


async def test_the_page_says_its_keys_and_they_sign_and_reject_from_there() -> None:
    app = TabletopApp()
    with at_korea() as table:
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            await app.push_screen(TableScreen(Port(table, "dprk")))
            await press(pilot, "o")
            await see(pilot, "S signs it · X rejects it · ← → another of 2 offers · Esc goes back")
            await press(pilot, "w")
            await see(pilot, "O2 from Washington", "you may reject it")
            await press(pilot, "s")
            await see(pilot, "Sign O2?", "You bind yourselves to")
            await press(pilot, "escape", "o", "x")
            await see(pilot, "Reject O2?")
