"""Whoever comes back to a seat reads what a stand-in did there."""

from __future__ import annotations

from tabletop.exercise.parts import Temperament
from tabletop.play.actions import Assign, MakeStatement, Ready, SignOffer, TableOffer
from tabletop.play.rules.rounds import awaited
from tabletop.play.state import FACILITATOR
from tabletop.play.view import view
from tabletop.seat.port import Port
from tabletop.seat.words.away import told_meanwhile
from tabletop.table import Table
from tests.play.game import SWAP
from tests.seat.tables import at


def handed(table: Table, seat: str, *, to_stand_in: bool) -> None:
    how: Temperament | None = "linear" if to_stand_in else None
    table.submit(
        Assign(by=FACILITATOR, seat=seat, delegation=seat, name=seat.title(), stand_in=how)
    )


def test_who_comes_back_reads_what_a_stand_in_did_until_they_move_themselves() -> None:
    with at("negotiation") as table:
        port = Port(table, "bravo")
        table.submit(TableOffer(by="alfa", package=dict(SWAP)))
        table.submit(MakeStatement(by="bravo", tone="neutral", text="I have to leave."))
        handed(table, "bravo", to_stand_in=True)
        table.submit(TableOffer(by="bravo", package={"dam": "half"}))
        table.submit(SignOffer(by="bravo", offer="O1"))
        assert port.meanwhile() == (), "nobody is back yet"
        handed(table, "bravo", to_stand_in=False)
        told = told_meanwhile(port.meanwhile())
        assert told == "While you were away, a stand-in tabled O2 and signed O1."
        assert Port(table, "alfa").meanwhile() == ()
        table.submit(MakeStatement(by="bravo", tone="neutral", text="I am back."))
        assert port.meanwhile() == ()


def test_a_seat_that_nobody_stood_in_at_tells_nothing() -> None:
    with at("negotiation") as table:
        table.submit(TableOffer(by="bravo", package={"dam": "half"}))
        handed(table, "bravo", to_stand_in=False)
        assert Port(table, "bravo").meanwhile() == ()


def test_a_table_waits_for_people_and_for_stand_ins_once_they_are_ready() -> None:
    with at("negotiation") as table:
        handed(table, "bravo", to_stand_in=True)
        assert awaited(table.state) == ("alfa", "charlie")
        assert view(table.state, "alfa").waiting_for == ("alfa", "charlie")
        for one in ("alfa", "charlie"):
            table.submit(Ready(by=one))
        assert awaited(table.state) == ("bravo",)


def test_whoever_looks_on_while_a_stand_in_plays_is_not_told_that_it_is_ready() -> None:
    with at("negotiation") as table:
        handed(table, "bravo", to_stand_in=True)
        assert "bravo" in view(table.state, "bravo").waiting_for
