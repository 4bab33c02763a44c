"""What a breach suspended is shown so, with how it would be taken up again."""

from __future__ import annotations

from pathlib import Path

import pytest
import tomli_w
from textual.app import ComposeResult

from tabletop.play.actions import Advance, Assign, Breach, Perform, SignOffer, TableOffer
from tabletop.play.history.beside import beside
from tabletop.play.parts.lines import LedgerLine
from tabletop.play.queries.held_lines import held_lines
from tabletop.play.seen import View
from tabletop.play.state import FACILITATOR
from tabletop.referee.wording import PHRASES, names_in
from tabletop.screens.flow.app import TabletopApp
from tabletop.screens.pages.ruling import deeds
from tabletop.screens.pages.whole_table import standing_block
from tabletop.screens.replay.table_pane import TablePane
from tabletop.screens.table.forms.offer_form import moves_of
from tabletop.screens.table.overlays.offer_page import offer_in_full
from tabletop.screens.table.panels.grid import Grid
from tabletop.screens.table.table_words import hint_of
from tabletop.seat.deeds import DEEDS, why_not
from tabletop.seat.desk.glances import agreements_of, glance_of
from tabletop.seat.packages.grid import DRAFT, NOW, Column
from tabletop.seat.words.suspended import out_of_force, suspended_until
from tabletop.table import Table
from tests.cli.command import tabletop
from tests.play.game import DELEGATIONS, SWAP, document
from tests.screens.watching import text_of


def suspended(path: Path | None = None) -> Table:
    """Return a table at the second ruling: Alfa did its first half, Bravo broke its word."""
    table = Table.create(tomli_w.dumps(document()), where=path, clocks=False)
    for one in DELEGATIONS:
        table.submit(Assign(by=FACILITATOR, seat=one, delegation=one, name=one.title()))
    to(table, "negotiation", 1)
    table.submit(TableOffer(by="alfa", package={**SWAP, "order": "steps"}))
    table.submit(SignOffer(by="bravo", offer="O1"))
    to(table, "decision", 2)
    table.submit(Perform(by="alfa", agreement="A1", issue="dam"))
    table.submit(Breach(by="bravo", agreement="A1", issue="raids"))
    return to(table, "ruling", 2)


def to(table: Table, stage: str, number: int) -> Table:
    while (table.state.stage, table.state.round) != (stage, number):
        table.submit(Advance(by=FACILITATOR))
    return table


class Page(TabletopApp):
    def __init__(self, view: View) -> None:
        super().__init__()
        self._seen = view

    def compose(self) -> ComposeResult:
        standing = self._seen.standing
        yield Grid(self._seen, (Column(NOW, "Now", standing), Column(DRAFT, "Draft", standing)))


async def test_the_grid_marks_what_is_suspended_and_what_a_draft_takes_up_again() -> None:
    app = Page(to(suspended(), "negotiation", 3).view("alfa"))
    async with app.run_test(size=(80, 12)) as pilot:
        await pilot.pause()
        rows = text_of(app).splitlines()
        (dam,) = [row for row in rows if "Dam" in row]
        assert "‖ half open" in dam
        assert "• half open" in dam
        assert not any("‖" in row for row in rows if row != dam)


def test_a_view_says_who_must_sign_what_takes_it_up_again() -> None:
    for seat in (None, "alfa", "charlie", FACILITATOR):
        view = suspended().view(seat)
        assert (view.suspended, view.taken_up_by) == (("dam",), ("alfa", "bravo"))
    assert (
        suspended_until(view) == "‖ Suspended until an agreement keeps it, signed by Alfa and Brav."
    )


def test_the_ruling_names_it_after_the_breach() -> None:
    kinds = [one.kind for one in deeds(suspended().view(None))]
    assert kinds == ["performed", "BREACHED", "suspended"]


def test_the_facilitator_sees_it_among_what_stands() -> None:
    said = standing_block(suspended().view(FACILITATOR)).plain
    assert "Dam (Alfa): half open   suspended at 50 % performed" in said
    assert "An agreement that keeps it, signed by Alfa and Brav, makes it fall due again." in said


def test_a_draft_that_only_keeps_it_can_be_tabled() -> None:
    view = to(suspended(), "negotiation", 3).view("alfa")
    deed = next(one for one in DEEDS if one.action == "table")
    assert why_not(deed, view, None, drafted=False) is None
    assert "Dam: half open" in moves_of(view, view.standing).plain


def test_two_tables_beside_each_other_say_it() -> None:
    table = suspended()
    (dam,) = [row for row in beside(table.state, table.state) if row.about == "Dam"]
    assert dam.left == "half open (suspended, 50 % performed)"


def test_it_is_told_in_plain_text_and_reported(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "game.toml"
    suspended(path).close()
    told = tabletop(capsys, "replay", path, "--plain")
    assert (
        "Suspended, since A1 was broken: Dam, half open. An agreement that keeps it, signed by "
        "Alfa, Bravo, makes it fall due again." in told.out
    )
    assert tabletop(capsys, "report", path, "-o", tmp_path / "report").code == 0
    report = (tmp_path / "report" / "game.md").read_text(encoding="utf-8")
    assert "suspended; round 2: Alfa performed, part 1 of 2" in report
    assert "1 act suspended by a breach had not been taken up again so far" in report
    assert "A round without an agreement in force: a breach suspended A1" in report


TOLD = "A breach suspended A1: no agreement is in force until a new one."


def out_of_force_in(number: int) -> Table:
    """Return a table in the negotiation of a round, whose agreement's only act was broken in
    round 2.
    """
    table = Table.create(tomli_w.dumps(document()), clocks=False)
    for one in DELEGATIONS:
        table.submit(Assign(by=FACILITATOR, seat=one, delegation=one, name=one.title()))
    to(table, "negotiation", 1)
    table.submit(TableOffer(by="alfa", package={"raids": "stop"}))
    table.submit(SignOffer(by="bravo", offer="O1"))
    to(table, "decision", 2)
    table.submit(Breach(by="bravo", agreement="A1", issue="raids"))
    return to(table, "negotiation", number)


def test_a_line_of_a_class_marks_what_a_breach_left_without_an_agreement_in_force() -> None:
    table = out_of_force_in(3)
    for marked in ("1 ‖", "2"):
        glance = glance_of("1", table.view(FACILITATOR), 4)
        assert agreements_of(glance)[0] == marked
        if marked == "1 ‖":
            table.submit(TableOffer(by="alfa", package={"treaty": "signed"}))
            table.submit(SignOffer(by="bravo", offer="O2"))


@pytest.mark.parametrize("seat", ["alfa", None, FACILITATOR])
async def test_a_replay_says_it_whoever_is_looked_through(seat: str | None) -> None:
    view = out_of_force_in(3).view(seat)

    class Replayed(TabletopApp):
        def compose(self) -> ComposeResult:
            yield TablePane(view, (Column(NOW, "Now", view.standing),), None)

        def on_mount(self) -> None:
            self.query_one(TablePane).put(view, (Column(NOW, "Now", view.standing),), None, ())

    app = Replayed()
    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.pause()
        assert TOLD in text_of(app)


@pytest.mark.parametrize("source", ["dam", "raids"])
def test_a_ledger_line_kept_in_words_says_what_a_breach_suspended(source: str) -> None:
    state = suspended().state
    line = LedgerLine(points=9.0, factor=0.5, value=4.5, source=source, because="As it was told")
    (told,) = [one.told(names_in(state.exercise)) for one in held_lines(state, (line,))]
    rest = PHRASES["suspended-rest"].format(said="As it was told")
    assert told == (rest if source == "dam" else "As it was told")


def test_an_agreement_whose_only_act_was_broken_is_said_to_be_out_of_force_until_a_new_one() -> (
    None
):
    table = out_of_force_in(3)
    view = table.view("alfa")
    assert view.suspended == ()
    told = TOLD
    assert out_of_force(view) == told
    assert told in hint_of(view, "", 0)
    assert told in standing_block(table.view(FACILITATOR)).plain
    assert "agreed, suspended by a breach" in offer_in_full(view, view.offers[0]).plain
    table.submit(TableOffer(by="alfa", package={"treaty": "signed"}))
    table.submit(SignOffer(by="bravo", offer="O2"))
    assert out_of_force(table.view("alfa")) == ""
