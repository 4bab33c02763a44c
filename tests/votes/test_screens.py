"""Votes on the screens: the card of one's vote, the chair's list, the wall and a past game."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import tomli_w

from tabletop.past import read_transcript
from tabletop.play.actions import (
    Advance,
    Assign,
    CastVote,
    CloseVote,
    EndExercise,
    Join,
    Leave,
    OpenDebrief,
    PutToVote,
    TableOffer,
)
from tabletop.play.state import FACILITATOR
from tabletop.screens.console.guides import ProjectorGuide, TableDeskGuide
from tabletop.screens.console.wall.scene import scene_of
from tabletop.screens.facilitator.votes_form import VotesForm
from tabletop.screens.flow.app import TabletopApp
from tabletop.screens.flow.hotseat import HotSeat
from tabletop.screens.flow.solo import Solo
from tabletop.screens.replay.course import EVERYTHING
from tabletop.screens.replay.screen import Replay
from tabletop.screens.table.overlays.vote_card import VoteCard
from tabletop.screens.table.panels.compare import Compare
from tabletop.screens.table.seat_table import SeatTable
from tabletop.seat.port import Port
from tabletop.table import Table
from tests.console.room import Room
from tests.screens.rivers import in_memory
from tests.screens.watching import press, read_on, see, text_of, until
from tests.votes.council import MEMBERS, council, hall, put, vote

SMALL = (80, 24)
WIDE = (120, 36)


@pytest.mark.parametrize("size", [SMALL, WIDE], ids=str)
async def test_a_card_asks_for_the_vote_and_a_later_ballot_replaces_the_first(
    size: tuple[int, int],
) -> None:
    table, app = put(hall({"veto": ["delta"]})), TabletopApp()
    vote(table, norland="yes")
    async with app.run_test(size=size) as pilot:
        await app.push_screen(SeatTable(Port(table, "delta")))
        await see(pilot, "V1 asks for your vote on O1: E votes.", "E Vote")
        assert "Sign" not in text_of(app)
        await press(pilot, "e")
        await see(
            pilot,
            "V1 · Shall O1 by Norl come into force?",
            "Ocean fund: levy",
            "It needs 3 of 5 votes",
            "Delt has the",
            "You have not voted yet.",
            "voted Norl · not yet Delt, Step, Fjor, Port",
        )
        await press(pilot, "n")
        await see(pilot, "You vote NO, until you vote otherwise.")
        assert table.state.votes["V1"].ballots["delta"] == "no"
        await press(pilot, "a")
        await see(pilot, "You ABSTAIN")
        await press(pilot, "escape")
        await see(pilot, "You have voted in V1; E votes otherwise until it is closed.")


async def test_the_card_is_pressed_as_well_and_enter_alone_votes_nothing() -> None:
    table, app = put(hall()), TabletopApp()
    async with app.run_test(size=SMALL) as pilot:
        await app.push_screen(VoteCard(Port(table, "delta")))
        await see(pilot, "Yes (Y)")
        await pilot.click("#choice-yes")
        await until(pilot, lambda: table.state.votes["V1"].ballots == {"delta": "yes"})
        await press(pilot, "enter")
    assert table.state.votes["V1"].ballots == {"delta": "yes"}


async def test_the_card_tells_the_result_once_the_vote_is_closed() -> None:
    table, app = put(hall()), TabletopApp()
    async with app.run_test(size=WIDE) as pilot:
        card = VoteCard(Port(table, "delta"))
        await app.push_screen(card)
        vote(table, norland="yes", delta="yes", steppe="yes", fjord="no")
        table.submit(CloseVote(by=FACILITATOR))
        card.follow(table.view("delta"))
        await see(pilot, "V1 is closed: carried, 3 of 5 votes (3 needed).", "no Fjor")


async def test_whoever_tabled_an_offer_puts_it_to_the_vote_and_closes_it_once_all_have_voted() -> (
    None
):
    table, app = hall(), TabletopApp()
    table.submit(TableOffer(by="norland", package={"fund": "levy"}))
    async with app.run_test(size=WIDE) as pilot:
        await app.push_screen(SeatTable(Port(table, "norland")))
        await see(pilot, "O1 needs 3 of 5 votes, not put to the vote")
        await press(pilot, "u")
        await see(pilot, "Put O1 to the vote?", "can't be withdrawn any more")
        await press(pilot, "y")
        await until(pilot, lambda: table.state.votes)
        await press(pilot, "e", "y")
        assert "Close the vote" not in text_of(app)
        vote(table, delta="yes", steppe="no", fjord="yes", port="abstain")
        app.screen.follow(table.view("norland"))  # type: ignore[attr-defined]
        await see(pilot, "Close the vote (C)")
        await press(pilot, "c")
        await see(pilot, "V1 is closed: carried")
    assert table.state.agreement is not None


async def test_in_a_roll_call_only_whoever_is_called_may_vote() -> None:
    table, app = put(hall({"ballot": "roll-call"})), TabletopApp()
    async with app.run_test(size=WIDE) as pilot:
        await app.push_screen(VoteCard(Port(table, "delta")))
        await see(pilot, "The roll is being called: Norland votes now")
        table.submit(CastVote(by="norland", choice="no"))
        app.screen.follow(table.view("delta"))  # type: ignore[attr-defined]
        await see(pilot, "You have not voted yet.", "no Norl")


async def test_at_one_keyboard_each_votes_in_turn_and_the_chair_closes_the_vote() -> None:
    table = Table.create(tomli_w.dumps(council()), clocks=False)
    for one in MEMBERS:
        table.submit(Assign(by=FACILITATOR, seat=one, delegation=one, name=one.title()))
        table.submit(Join(by=one))
        table.submit(Leave(by=one))
    table.submit(Advance(by=FACILITATOR))
    table.submit(TableOffer(by="norland", package={"fund": "levy"}))
    app = TabletopApp()
    app.led_by(HotSeat(app, table, in_memory("seas.toml")))
    async with app.run_test(size=SMALL) as pilot:
        await see(pilot, "for Norland")
        await press(pilot, "f10", "v", "enter")
        await see(pilot, "Put O1 by Norland to the vote: it needs 3 of 5 votes")
        await press(pilot, "enter")
        await until(pilot, lambda: table.state.votes)
        for one, key in zip(MEMBERS, "yynay", strict=True):
            await see(pilot, f"for {one.title()}")
            assert "votes no" not in text_of(app)
            await press(pilot, "enter")
            await see(pilot, "V1 asks for your vote on O1: E votes.")
            await press(pilot, "e", key, "escape", "escape")
        await press(pilot, "f10", "v", "enter")
        await see(pilot, "Close V1: 5 of 5 have voted")
        await press(pilot, "enter")
        await see(pilot, "AGREEMENT A1 IS IN FORCE", "Norland, Delta and Port have voted for it.")


async def test_the_console_puts_closes_and_shows_who_has_voted_and_not_how() -> None:
    room = Room(2)
    table = room.by_id["2"] = hall()
    table.submit(TableOffer(by="delta", package={"fund": "levy"}))
    app = TabletopApp()
    port = Port(table, FACILITATOR)
    guide = TableDeskGuide(app, room, "2", port, table.left_on_table)
    app.led_by(guide)
    async with app.run_test(size=WIDE) as pilot:
        await see(pilot, "not put to the vote", "B Votes")
        await press(pilot, "b")
        await until(pilot, lambda: isinstance(app.screen, VotesForm))
        await press(pilot, "enter")
        await until(pilot, lambda: table.state.votes)
        vote(table, delta="no", port="yes")
        guide.changed()
        await see(pilot, "Being voted on", "2 of 5 have voted, not yet")
        assert "no Delt" not in text_of(app)
        await press(pilot, "b", "enter")
        await see(pilot, "Norl, Step and Fjor have not voted.")
        await press(pilot, "y")
        await until(pilot, lambda: not table.state.votes)


@pytest.mark.parametrize("size", [SMALL, WIDE], ids=str)
async def test_the_wall_shows_who_has_voted_and_the_tally_once_it_is_closed(
    size: tuple[int, int],
) -> None:
    table, app = put(hall({"veto": ["delta"]})), TabletopApp()
    guide = ProjectorGuide(
        app, Port(table, ""), Room.address, Room.join_code, table.left_on_table, table.possible
    )
    app.led_by(guide)
    vote(table, norland="yes", delta="no")
    async with app.run_test(size=size) as pilot:
        await see(pilot, "V1: Shall O1 by Norl come into force?", "2 of 5 have voted")
        assert "Against" not in text_of(app)
        table.submit(CloseVote(by=FACILITATOR))
        guide.changed()
        await see(pilot, "Not carried, 1 of 5 votes (3 needed), vetoed by Delt.", "Against 1")


def test_the_wall_shows_the_tally_of_what_came_into_force() -> None:
    table = put(hall())
    vote(table, norland="yes", delta="yes", steppe="yes", fjord="no")
    table.submit(CloseVote(by=FACILITATOR))
    scene = scene_of(table.view(None), 100)
    assert "Norland, Delta and Steppe have voted for it." in scene.title
    assert "Carried, 3 of 5 votes (3 needed)." in scene.asked.plain
    assert "Fjord" in scene.asked.plain


async def test_a_seat_on_its_own_device_is_told_of_a_vote_that_opens() -> None:
    table, app = hall(), TabletopApp()
    table.submit(TableOffer(by="norland", package={"fund": "levy"}))
    port = Port(table, "delta")
    guide = Solo(app, table, port, table.left_on_table, lambda **_: None, set())
    app.led_by(guide)
    async with app.run_test(size=WIDE) as pilot:
        for _ in range(3):
            if not isinstance(app.screen, SeatTable):
                await read_on(pilot)
        await until(pilot, lambda: isinstance(app.screen, SeatTable))
        table.submit(PutToVote(by="norland", offer="O1"))
        guide.changed()
        await see(pilot, "V1 is open: O1 is put to the vote.", "V1 asks for your vote on O1")


async def test_offers_side_by_side_say_what_each_needs_and_has() -> None:
    table, app = put(hall()), TabletopApp()
    table.submit(TableOffer(by="delta", package={"fund": "voluntary"}))
    vote(table, port="yes")
    async with app.run_test(size=WIDE) as pilot:
        await app.push_screen(SeatTable(Port(table, "steppe")))
        await press(pilot, "v")
        await until(pilot, lambda: isinstance(app.screen, Compare))
        await press(pilot, "left")
        await see(pilot, "1 of 5 have voted, needs 3 of 5 votes")
        await press(pilot, "right")
        await see(pilot, "O2 needs 3 of 5 votes, not put to the vote")


async def test_the_form_of_an_offer_says_what_it_needs_before_it_is_tabled() -> None:
    table, app = hall({"proposer": True, "signatories": ["delta", "port"]}), TabletopApp()
    async with app.run_test(size=WIDE) as pilot:
        await app.push_screen(SeatTable(Port(table, "norland")))
        await press(pilot, "plus", "t")
        await see(pilot, "It needs 2 of 3 votes once it is put to the vote.")
        await see(pilot, "Delta · may vote on it, so sees it")


async def test_a_replay_says_beside_the_grid_what_an_offer_needs_and_has(tmp_path: Path) -> None:
    path = tmp_path / "seas.toml"
    with Table.create(tomli_w.dumps(council()), where=path, clocks=False) as table:
        for one in MEMBERS:
            table.submit(Assign(by=FACILITATOR, seat=one, delegation=one, name=one.title()))
        table.submit(Advance(by=FACILITATOR))
        put(table)
        vote(table, norland="yes", delta="no")
        last = table.state.seq
    app = TabletopApp()
    async with app.run_test(size=WIDE) as pilot:
        replay = Replay(read_transcript(path), last, EVERYTHING, lambda _: None)
        await app.push_screen(replay)
        await see(pilot, "voted Norl, Delt · not yet", "2 of 5 have voted, needs 3 of 5 votes")


SIGNED = re.compile(r"\bsign(s|ed|ature|atures)?\b", re.IGNORECASE)


@pytest.mark.parametrize("size", [SMALL, WIDE], ids=str)
async def test_where_offers_are_voted_on_no_page_and_no_help_speaks_of_signing(
    size: tuple[int, int],
) -> None:
    table, app = put(hall()), TabletopApp()
    table.submit(TableOffer(by="delta", package={"mining": "paused"}))
    seen = []
    app.led_by(Solo(app, table, Port(table, "delta"), table.left_on_table, _silent, set()))
    async with app.run_test(size=size) as pilot:
        for _ in range(12):
            if not isinstance(app.screen, SeatTable):
                seen.append(text_of(app))
                await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, SeatTable))
        for key in ("", "e", "t", "o", "v", "u"):
            if key == "t":
                await press(pilot, "plus")
            await press(pilot, *([key] if key else []))
            seen.append(text_of(app))
            await press(pilot, "f1")
            for section in ("1", "2"):
                await press(pilot, section)
                seen.append(text_of(app))
            await press(pilot, "escape")
            if key:
                await press(pilot, "escape")
                await until(pilot, lambda: isinstance(app.screen, SeatTable))
    for shown in seen:
        assert not SIGNED.search(shown), shown


def _silent(**_: object) -> None:
    pass


async def test_the_debrief_shows_every_vote_with_its_tally() -> None:
    table, app = put(hall()), TabletopApp()
    vote(table, norland="yes", delta="no")
    table.submit(CloseVote(by=FACILITATOR))
    table.submit(EndExercise(by=FACILITATOR))
    table.submit(OpenDebrief(by=FACILITATOR))
    app.led_by(Solo(app, table, Port(table, "delta"), table.left_on_table, _silent, set()))
    async with app.run_test(size=WIDE) as pilot:
        await see(pilot, "V1 on O1: not carried, 1 of 5 votes (3 needed).", "no Delt")


async def test_who_is_ready_without_having_voted_is_told_so() -> None:
    table, app = put(hall()), TabletopApp()
    async with app.run_test(size=WIDE) as pilot:
        await app.push_screen(SeatTable(Port(table, "delta")))
        await press(pilot, "r")
        await see(pilot, "You have not voted in V1, closed when the phase ends.")
