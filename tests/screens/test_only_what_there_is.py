"""What an exercise does not have is on no page, in no question and under no key."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
import tomli_w

from tabletop.exercise.model import Has
from tabletop.past import read_transcript
from tabletop.play.actions import (
    Advance,
    Assign,
    Decide,
    DeliverInject,
    EndExercise,
    MakeStatement,
    OpenDebrief,
)
from tabletop.play.events import ScoreRuled
from tabletop.play.parts.votes import Count, told_counts
from tabletop.play.state import FACILITATOR
from tabletop.report import reports_of
from tabletop.screens.console.desk.told_tables import told_debrief, told_without
from tabletop.screens.console.guides import AllTablesGuide, WatchGuide
from tabletop.screens.console.wall.scene import scene_of
from tabletop.screens.flow.app import TabletopApp
from tabletop.screens.flow.hotseat import HotSeat
from tabletop.screens.kit.cycler import Cycler
from tabletop.screens.kit.tabs import Tabs
from tabletop.screens.pages.handover import decides_in_private
from tabletop.screens.pages.help import told_now
from tabletop.screens.pages.outcome import course_block, course_table
from tabletop.screens.pages.whole_table import talk_block
from tabletop.screens.table.forms.compose import StatementForm
from tabletop.screens.table.forms.motion_form import MotionForm
from tabletop.screens.table.forms.offer_form import OfferForm
from tabletop.screens.table.overlays.briefing import Briefing
from tabletop.screens.table.overlays.inbox import Inbox
from tabletop.screens.table.overlays.offer_page import OfferPage
from tabletop.screens.table.table_words import deciding_hint, help_of
from tabletop.seat.deeds import DEEDS
from tabletop.seat.port import Port
from tabletop.seat.words.deciding import told_early_end
from tabletop.table import Table
from tests.console.room import Room
from tests.play.councils import source
from tests.play.deciding import hospital
from tests.play.market import MARKET
from tests.screens.rivers import advanced, in_memory, seated
from tests.screens.test_deciding import decided_on, deciding
from tests.screens.test_discussion import asked
from tests.screens.test_nothing_else import HEADS, market
from tests.screens.test_speakers import council
from tests.screens.watching import press, see, text_of, until

HAS = dict.fromkeys(Has.__dataclass_fields__, False)


def without_questions(where: Path | None = None) -> Table:
    """A running table whose exercise asks nothing."""
    source = tomllib.loads(MARKET)
    source.pop("question", None)
    table = Table.create(tomli_w.dumps(source), where=where, clocks=False)
    for one in HEADS:
        table.submit(Assign(by=FACILITATOR, seat=one, delegation=one, name=one.title()))
    table.submit(Advance(by=FACILITATOR))
    return table


def in_the_debrief(table: Table) -> TabletopApp:
    table.submit(EndExercise(by=FACILITATOR))
    table.submit(OpenDebrief(by=FACILITATOR))
    app = TabletopApp()
    app.led_by(HotSeat(app, table, in_memory("past.toml")))
    return app


async def test_a_debrief_without_offers_lists_what_was_decided() -> None:
    table = deciding()
    asked = next(one for one in table.state.decisions.values() if not one.secret)
    decision = table.exercise.decision_by_id[asked.decision]
    chosen = decision.options[0]
    table.submit(Decide(by=asked.delegation, decision=decision.id, option=chosen.id))
    table.submit(Advance(by=FACILITATOR))
    app = in_the_debrief(table)
    async with app.run_test(size=(120, 36)) as pilot:
        await see(pilot, "What was decided", f"{decision.name}: {chosen.name}")
        assert "moved" not in text_of(app)
        assert "What stands" not in text_of(app)


async def test_a_debrief_without_questions_has_no_section_for_them() -> None:
    app = in_the_debrief(without_questions())
    async with app.run_test(size=(120, 36)) as pilot:
        await see(pilot, "What stands at the end")
        assert "Questions" not in text_of(app)
        await press(pilot, "3")
        await see(pilot, "readable and verifiable")
        await press(pilot, "f1", "2")
        await see(pilot, "1 to 3")
        assert "questions" not in text_of(app)


def test_a_debrief_opens_what_the_exercise_has() -> None:
    bare: Any = {**HAS, "decisions": True}
    assert told_debrief(Has(**bare)) == "Every brief is open to everybody from then on."
    full: Any = {**HAS, "points": True, "offers": True}
    told = "Every brief, every score and every offer is open to everybody from then on."
    assert told_debrief(Has(**full)) == told


def test_an_early_end_says_what_becomes_of_an_open_decision() -> None:
    assert "decision" not in told_early_end(decisions=False, votes=True, acts=False)
    assert "vote" not in told_early_end(decisions=True, votes=False, acts=False)
    assert "is settled first" in told_early_end(decisions=True, votes=False, acts=False)
    assert "is counted first" in told_early_end(decisions=False, votes=True, acts=False)
    assert "act" not in told_early_end(decisions=True, votes=True, acts=False).split()
    assert "is revealed first" in told_early_end(decisions=False, votes=False, acts=True)
    table = deciding()
    asked = next(
        one
        for one in table.state.decisions.values()
        if not table.exercise.decision_by_id[one.decision].final
    )
    option = table.exercise.decision_by_id[asked.decision].options[0].id
    table.submit(Decide(by=asked.delegation, decision=asked.decision, option=option))
    table.submit(EndExercise(by=FACILITATOR))
    assert table.state.decisions[asked.decision].option == option
    assert not table.state.decisions[asked.decision].open


async def test_a_console_holds_no_rulings_where_no_round_has_one() -> None:
    source = hospital()
    for one in source["round"]:
        one["phases"] = {"situation": 0, "decision": 0}
    room = Room(2, tomli_w.dumps(source), people=False)
    app = TabletopApp()
    app.led_by(AllTablesGuide(app, room))
    async with app.run_test(size=(120, 36)) as pilot:
        await see(pilot, "Table", "Round")
        await press(pilot, "h", "H")
        assert not any(table.state.holding for table in room.by_id.values())
        await press(pilot, "f1")
        await see(pilot, "act on everybody's clock, whatever is")
        assert "ruling" not in text_of(app)


def test_what_is_decided_openly_is_not_called_private() -> None:
    assert not decides_in_private(deciding().view(None))
    assert not decides_in_private(market("bare").view(None))


async def test_a_statement_asks_for_a_tone_only_where_that_changes_something() -> None:
    table = market("bare")
    table.submit(Advance(by=FACILITATOR))
    app = TabletopApp()
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(StatementForm(Port(table, "baker")))
        await see(pilot, "A public statement")
        assert not app.screen.query(Cycler)
        await press(pilot, *"bread", "enter")
        await until(pilot, lambda: table.state.statements, "the statement")
        assert table.state.statements[0].tone == "neutral"


def test_a_report_has_no_section_for_questions_that_nobody_asks(tmp_path: Path) -> None:
    where = tmp_path / "market.toml"
    without_questions(where).close()
    written = reports_of(read_transcript(where), "market")
    assert all("Participants' answers" not in one for one in written.values())


def test_what_a_round_asks_stands_below_what_has_just_happened() -> None:
    table = asked()
    table.submit(DeliverInject(by=FACILITATOR, title="Hill goes dark", text="At 04:10.", to="all"))
    scene = scene_of(table.view(None), 80)
    assert (scene.title, scene.text) == ("Hill goes dark", "At 04:10.")
    assert not scene.block
    assert "What do you do on day 1?" in scene.asked.plain


@pytest.mark.parametrize("number", [18400.0, -123456.7, 3.0])
def test_a_number_in_the_course_of_a_game_does_not_touch_a_name(number: float) -> None:
    ruled = ScoreRuled.model_construct(
        seq=1,
        at="2026-01-01T00:00:00.000Z",
        by="referee",
        delegation="recruiter",
        round=1,
        value=number,
        walk_away=0.0,
        ledger=(),
    )
    row = course_table([ruled], [("recruiter", "Recruiter")], 60).plain.splitlines()[1]
    assert row.startswith("Recruiter ")


def test_a_game_of_one_round_has_no_course() -> None:
    def ruled(number: int) -> ScoreRuled:
        return ScoreRuled.model_construct(
            seq=1,
            at="2026-01-01T00:00:00.000Z",
            by="referee",
            delegation="recruiter",
            round=number,
            value=3.0,
            walk_away=0.0,
            ledger=(),
        )

    names = [("recruiter", "Recruiter")]
    assert course_block([ruled(1)], names, 60) is None
    drawn = course_block([ruled(1), ruled(2)], names, 60)
    assert drawn is not None and "round 2" in drawn.plain


def test_in_a_decision_phase_help_lists_no_keys_of_drafts() -> None:
    has = asked().view(None).has
    told = help_of(DEEDS, has, drafting=False)
    assert "draft" not in told
    assert "**T**" not in told
    assert "**T**" in help_of(DEEDS, has)


def test_a_vote_in_which_nobody_voted_is_told_so() -> None:
    assert told_counts((Count(what="votes", has=0, needed=1, of=0),)) == "nobody voted"


async def test_points_of_a_brief_stand_together_on_a_phone() -> None:
    source = hospital()
    source["delegation"][0]["secret_brief"] = "- First point.\n- Second point."
    table = decided_on(Table.create(tomli_w.dumps(source), clocks=False))
    app = TabletopApp()
    async with app.run_test(size=(44, 40)) as pilot:
        app.push_screen(Briefing(table.view("wards")))
        await press(pilot, "2")
        await see(pilot, "Second point.")
        lines = text_of(app).splitlines()
        first, second = (
            next(at for at, line in enumerate(lines) if point in line)
            for point in ("First point.", "Second point.")
        )
        assert second - first == 1


def test_a_statement_has_a_tone_only_where_a_climate_moves_by_it(tmp_path: Path) -> None:
    table = without_questions(tmp_path / "market.toml")
    table.submit(MakeStatement(by="baker", tone="neutral", text="Flour is dear."))
    view = table.view(None)
    table.close()
    assert view.story[-1] == "Baker states: “Flour is dear.”"
    for told in (scene_of(view, 60).kicker, talk_block(view).plain):
        assert "neutral" not in told.lower()
    written = reports_of(read_transcript(tmp_path / "market.toml"), "market")
    assert all("neutral" not in one for one in written.values())


async def watched(table: Table) -> tuple[str, str]:
    """Return what an observer's tabs and help say."""
    table.submit(Assign(by=FACILITATOR, seat="otto", role="observer", name="Otto"))
    app = TabletopApp()
    app.led_by(WatchGuide(app, Port(table, "otto")))
    async with app.run_test(size=(80, 24)) as pilot:
        await see(pilot, "1 Now")
        shown = text_of(app)
        await press(pilot, "4")
        await until(pilot, lambda: text_of(app) != shown)
        await press(pilot, "f1")
        await see(pilot, "choose a section")
        return shown, text_of(app)


async def test_who_watches_has_no_section_for_questions_that_nobody_asks() -> None:
    shown, told = await watched(without_questions())
    assert "4 What stands" in shown
    assert "Questions" not in shown
    assert "1 to 4" in told
    assert "answers" not in told


async def test_who_watches_decisions_alone_has_a_section_for_them() -> None:
    shown, told = await watched(deciding())
    assert "4 Decisions   5 Questions" in shown
    assert "1 to 5" in told
    assert "agreed" not in told


@pytest.mark.parametrize(("who", "keys"), [("wards", "1-2"), ("baker", "1-3")])
async def test_the_key_bar_of_a_brief_counts_its_sections(who: str, keys: str) -> None:
    table = deciding() if who == "wards" else without_questions()
    app = TabletopApp()
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(Briefing(table.view(who)))
        await see(pilot, f"{keys} Sections")
        await press(pilot, keys[-1])
        await until(pilot, lambda: f"#{app.screen.query_one(Tabs)._present[0]}" != "#public")
        await press(pilot, "1")
        await until(pilot, lambda: app.screen.query_one(Tabs)._present == ("public",))


def test_help_of_forms_names_only_what_there_is() -> None:
    table = without_questions()
    port = Port(table, "baker")
    offer = OfferForm(port, table.state.standing, None).help_here
    assert "fall due" not in offer
    assert "Tabling counts as your own signature until you withdraw. **Space**" in offer
    page = OfferPage(table.view("baker"), "O1").help_here
    assert "what it settles, who is asked and has signed" in page
    assert "caucus" not in Inbox(port).help_here
    acting = Port(advanced(seated(), "negotiation"), "upper")
    assert "fall due" in OfferForm(acting, {}, None).help_here
    assert "carry it out" in OfferPage(acting.view(), "O1").help_here
    assert "In caucus" in Inbox(acting).help_here


def test_help_of_a_motion_says_what_those_that_can_be_moved_need() -> None:
    def told(*motions: str) -> str:
        speakers = {"seconds": 60, "motions": list(motions)}
        return MotionForm(Port(council(text=source(speakers=speakers)), "baker")).help_here

    assert "vote. **Enter**" in told("next-phase")
    assert "vote; a longer phase needs the minutes. **Enter**" in told("next-phase", "longer-phase")
    assert "in your own words" in told("other")


@pytest.mark.parametrize("kind", ["decisions", "offers"])
def test_beginning_without_somebody_means_only_what_there_is(kind: str) -> None:
    told = told_without(Has(**{**HAS, kind: True, "signatures": True}))
    assert ("signature" in told) is (kind == "offers")
    assert ("decisions" in told) is (kind == "decisions")
    assert told.endswith(
        "To seat somebody first: Esc, then S; to let stand-ins play there: Esc, then F."
    )


def test_help_speaks_of_secrets_and_defaults_only_where_a_decision_has_them() -> None:
    plain = hospital()
    for one in plain["decision"]:
        one.pop("default", None)
        one.pop("secret", None)
    told = told_now(decided_on(Table.create(tomli_w.dumps(plain), clocks=False)).view(None))[1]
    assert "secret" not in told
    assert told.endswith("What nobody decides in time is not decided.")
    told = told_now(deciding().view(None))[1]
    assert "What is secret" in told
    assert told.endswith("unless it has a default.")


def test_what_is_decided_for_good_is_not_said_to_be_open_to_change() -> None:
    source = hospital()
    source["decision"][1] |= {"final": True}
    table = decided_on(Table.create(tomli_w.dumps(source), clocks=False))
    table.submit(Decide(by="board", decision="pay", option="refuse"))
    assert "is final" in deciding_hint(table.view("board"), 0)
