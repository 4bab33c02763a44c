"""What stand-ins table and say is believable: nothing twice, and refusals with a reason."""

from __future__ import annotations

from tabletop.bots.strategy import Why
from tabletop.bots.wording import said
from tabletop.play.actions import Assign
from tabletop.play.events import AgreementReached, OfferRejected, OfferTabled, RoundOpened
from tabletop.play.state import FACILITATOR
from tabletop.table import Table
from tests.bots.tables import at_negotiation, opened, played
from tests.screens.rivers import SOURCE


def beside_stand_ins() -> Table:
    table = opened(SOURCE)
    table.submit(Assign(by=FACILITATOR, seat="upper", delegation="upper", name="Anna"))
    for one in ("lower", "mill"):
        table.submit(Assign(by=FACILITATOR, seat=one, delegation=one, stand_in="linear"))
    return at_negotiation(table)


def test_nothing_is_tabled_that_is_on_the_table_already() -> None:
    for seed in range(3):
        table = played(SOURCE, seed)
        there: dict[str, list[dict[str, str]]] = {}
        for event in table.events:
            if isinstance(event, RoundOpened):
                there.clear()
            elif isinstance(event, OfferTabled):
                assert all(event.package not in some for some in there.values())
                there[event.offer] = [event.package]
                assert "with ." not in event.text
            elif isinstance(event, OfferRejected | AgreementReached):
                there.pop(event.offer, None)


def test_refusals_say_what_is_asked_and_not_always_in_the_same_words() -> None:
    view = beside_stand_ins().view("upper")
    acts = (("dam", "opened"),)
    said_of = {said(Why("below", f"O{one}", asks=acts), view) for one in range(1, 4)}
    assert len(said_of) == 3
    assert all("on The dam" in one for one in said_of)
