"""A player's own screen from the briefing to the last question, with others at the table."""

from __future__ import annotations

from pathlib import Path

import pytest

from tabletop.host.tables.hall import Hall
from tabletop.play.actions import DeliverInject, OpenDebrief, Pause, Resume, SendMessage, TableOffer
from tabletop.play.state import FACILITATOR
from tests.host.far import until
from tests.host.halls import come, hall_in
from tests.host.players import Player, advance, negotiating, submit, three

pytestmark = pytest.mark.slow


async def test_a_whole_game_is_played_with_keys_alone(tmp_path: Path) -> None:
    async with hall_in(tmp_path) as hall:
        players = [await Player.arrives(hall, name) for name in ("Anna", "Ben", "지민")]
        upper = players[0]
        await upper.sees("You head Upper Town", "지민", "here")
        await upper.press("enter")
        await upper.reads("The game in a minute")
        await upper.sees("What everybody knows")
        await upper.press("3", "enter")
        await upper.sees("You head Upper Town")
        advance(hall)
        await upper.sees("ROUND 1 OF 3")
        for one in players[1:]:
            await one.reads("The game in a minute")
            await one.sees("What everybody knows")
            await one.press("3", "enter")
        await _play_a_round(hall, players)
        advance(hall, "ended")
        for one in players:
            await one.reads("What makes it up", "HOW IT ENDS")
            await one.sees("The facilitator opens the debrief")
        submit(hall, OpenDebrief(by=FACILITATOR))
        await upper.sees("Outcome", "What stands at the end")
        await upper.press("4")
        await upper.sees("Question 1 of")
        await upper.press("Because of the dam.", "\x13")
        await upper.sees("saved")
        answer = hall.floor.tables["1"].table.state.answers[0]
        assert (answer.by, answer.value) == ("upper", "Because of the dam.")


async def _play_a_round(hall: Hall, players: list[Player]) -> None:
    upper, lower, _ = players
    for one in players:
        await one.sees("ROUND 1 OF 3")
        await one.turns_to("● Your turn")
        await one.press("enter")
    for one in players:
        await one.sees("The caucus opens")
        await one.answers("r", "Ready?")
    await upper.sees("negotiation opens")
    await upper.press("+", "t")
    await upper.sees("Your offer")
    await upper.press("enter")
    await lower.sees("O1 asks for your signature")
    await lower.answers("s", "Sign O1?")
    for one in players:
        await one.reads("AGREEMENT A1 IS IN FORCE")
        await one.sees("Your draft")
        await one.answers("r", "Ready?")
    for one in players:
        await one.sees("The decision opens")
        await one.answers("r", "Ready?")
    for one in players:
        await one.sees("THE RULING OF ROUND 1")
        await one.press("a")
        await one.reads("for your eyes only")
        await one.reads("What makes it up")
    for one in players:
        await one.reads("ROUND 2 OF 3", *(["No rain"] if one is not players[2] else []))
    for one in players:
        await one.sees("The caucus opens")


async def test_who_is_ready_is_told_who_is_waited_for_and_can_still_write(tmp_path: Path) -> None:
    async with hall_in(tmp_path) as hall:
        upper, lower, _ = await negotiating(hall)
        await upper.answers("r", "Ready?")
        await upper.sees("You are ready. Waiting for Lower Town and The mill.")
        await upper.turns_to("Lowe and mill to move")
        assert not upper.far.told["turn"]
        await lower.answers("r", "Ready?")
        await upper.sees("You are ready. Waiting for The mill.")
        await upper.press("m")
        await upper.sees("to everybody: write")
        await upper.press("Hurry up", "enter")
        await lower.sees("1 new message (M)", "Hurry up")


async def test_others_doings_leave_a_draft_an_open_form_and_the_focus_alone(tmp_path: Path) -> None:
    async with hall_in(tmp_path) as hall:
        upper, lower, _ = await negotiating(hall)
        await upper.press("+", "t")
        await upper.sees("Your offer")
        await upper.press("half a sen")
        await upper.sees("half a sen")
        submit(hall, TableOffer(by="lower", package={"charter": "signed"}, text="", public=True))
        submit(hall, SendMessage(by="lower", text="hello"))
        await lower.sees("O1 yours")
        await upper.press("tence")
        await upper.sees("half a sentence", "Your offer")
        advance(hall)
        await upper.sees("THE DECISION HAS BEGUN", "half a sentence")
        await upper.press("esc")
        await upper.sees("Your draft", "O1 from Lowe", "signed")
        port = hall.floor.tables["1"].port("upper")
        assert port.draft(port.view().standing).changed


async def test_news_waits_until_a_form_is_closed(tmp_path: Path) -> None:
    async with hall_in(tmp_path) as hall:
        upper, lower, _ = await negotiating(hall)
        await upper.press("m")
        await upper.sees("to everybody: write")
        await upper.press("a long th")
        submit(hall, DeliverInject(by=FACILITATOR, title="The dam breaks", text="Water."))
        await lower.sees("The dam breaks", "NEWS")
        await upper.press("ought")
        await upper.sees("a long thought")
        assert "The dam breaks" not in upper.far.text
        await upper.press("esc")
        await upper.sees("The dam breaks", "NEWS")
        await upper.press("enter")
        await upper.sees("Your draft")


async def test_what_was_refused_in_one_phase_is_not_said_in_the_next(tmp_path: Path) -> None:
    async with hall_in(tmp_path) as hall:
        upper, *_ = await three(hall)
        await upper.press("m", "\x1b[A")
        await upper.sees("In caucus, messages go")
        await upper.press("H", "i", "enter")
        refused = "In caucus, messages go"
        # It stands above the line already, and is said once.
        await upper.sees(refused, " Hi")
        assert upper.far.text.count(refused) == 1
        advance(hall)
        await upper.sees("THE NEGOTIATION HAS BEGUN")
        await upper.no_longer_sees(refused)


async def test_a_message_appears_in_an_open_conversation(tmp_path: Path) -> None:
    async with hall_in(tmp_path) as hall:
        upper, _, _ = await negotiating(hall)
        await upper.press("m")
        await upper.sees("to everybody: write")
        await upper.press("ans")
        submit(hall, SendMessage(by="lower", text="the first"))
        await upper.sees("the first", "Lower Town")
        submit(hall, SendMessage(by="mill", text="the second"))
        await upper.sees("the first", "the second", "ans")


async def test_members_draft_and_pass_drafts_on_and_their_head_tables_them(tmp_path: Path) -> None:
    async with hall_in(tmp_path) as hall:
        upper, lower, _ = await three(hall)
        second = await Player.arrives(hall, "Aya", delegation="upper")
        await second.reads("The game in a minute")
        await second.reads("You are a member of Upper Town")
        await second.sees("What everybody knows")
        await second.press("3", "enter")
        await second.sees("ROUND 1 OF 3")
        await second.press("enter")
        await second.sees("Anna tables and signs for you all")
        assert "Ready" not in second.far.text
        await second.press("+", "h")
        await second.sees("Your own people have your draft")
        await upper.sees("by Aya", "a draft: River charter:")
        await lower.sees("Your draft")
        assert "by Aya" not in lower.far.text and "signed" not in lower.far.text
        await upper.press("c")
        await upper.sees("Aya's draft is yours now")
        advance(hall)
        await upper.sees("The negotiation opens")
        await upper.press("t")
        await upper.sees("Your offer", "River charter: signed")
        await second.press("t", "s", "r", "g", "p")
        await upper.press("enter")
        await second.sees("O1 yours")
        state = hall.floor.tables["1"].table.state
        assert [one.delegation for one in state.offers.values()] == ["upper"]
        assert state.ready == frozenset()


async def test_a_draft_can_be_passed_on_as_soon_as_there_is_a_colleague(tmp_path: Path) -> None:
    async with hall_in(tmp_path) as hall:
        upper, _, _ = await three(hall)
        upper.far.resized(140, 40)
        upper.line.resize(140, 40)
        advance(hall)
        await upper.sees("The negotiation opens", "P Statement  G Gesture")
        await upper.press("+")
        await upper.sees("N Clear draft")
        assert "H Share draft" not in upper.far.text
        await Player.arrives(hall, "Aya", delegation="upper")
        await upper.sees("H Share draft")


async def test_a_late_comer_reads_the_brief_and_the_situation_first(tmp_path: Path) -> None:
    async with hall_in(tmp_path) as hall:
        await negotiating(hall)
        late = await Player.arrives(hall, "Late", delegation="mill")
        await late.reads("The game in a minute")
        await late.reads("You are a member of The mill")
        await late.sees("What everybody knows")
        await late.press("3", "enter")
        await late.sees("ROUND 1 OF 3")
        await late.press("enter")
        await late.sees("tables and signs for you all")


async def test_who_comes_back_finds_the_same_screen_also_after_the_host_was_killed(
    tmp_path: Path,
) -> None:
    async with hall_in(tmp_path) as hall:
        upper, _, _ = await negotiating(hall)
        token = upper.token
    async with hall_in(tmp_path) as hall:
        place = hall.place_of(token)
        assert place == upper.place
        far, _ = await come(hall, place)
        await until(lambda: "Your draft" in far.text, lambda: far.text)


async def test_a_key_that_is_repeated_too_fast_closes_one_page_and_no_more(tmp_path: Path) -> None:
    async with hall_in(tmp_path) as hall:
        upper, _, _ = await three(hall)
        session = hall.floor.session(upper.place)
        await upper.press("b")
        await upper.sees("What everybody knows")
        await upper.press("esc", "esc", "esc")
        await upper.sees("Your draft")
        await upper.press("\r\r\r\r\r")
        await upper.press("esc", "down")
        await upper.sees("Your draft")
        assert not session.ended.is_set()


@pytest.mark.parametrize(
    ("key", "page"), [("b", "What everybody knows"), ("l", "What has happened")]
)
async def test_what_begins_while_a_page_is_read_is_told_on_it_with_its_time_until_it_is_closed(
    tmp_path: Path, key: str, page: str
) -> None:
    async with hall_in(tmp_path, clocks=True) as hall:
        upper, *_ = await three(hall)
        await upper.press(key)
        await upper.sees(page)
        advance(hall)
        await upper.sees("▶ THE NEGOTIATION HAS BEGUN, 0", "Close this page to take part.", page)
        submit(hall, Pause(by=FACILITATOR))
        await upper.sees("▶ THE NEGOTIATION HAS BEGUN, paused 0")
        submit(hall, Resume(by=FACILITATOR))
        advance(hall, "situation")
        await upper.sees("▶ ROUND 2 HAS BEGUN", "Close this page to read the situation.", page)
        await upper.press("esc")
        await upper.reads("What makes it up", "ROUND 2 OF 3")
        assert "HAS BEGUN" not in upper.far.text
