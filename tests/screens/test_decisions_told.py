"""Where decisions are told: the story, walls, consoles, cards and help."""

from __future__ import annotations

from textual.app import App, ComposeResult

from tabletop.exercise.loading import read_exercise
from tabletop.exercise.model import Exercise
from tabletop.play.queries.reveal import DECIDED, steps, told_step
from tabletop.play.seen import View
from tabletop.play.telling.narration import narrate
from tabletop.play.view import view
from tabletop.screens.console.wall.scene import scene_of
from tabletop.screens.kit.meanwhile import decision_is_for
from tabletop.screens.pages.decisions_block import decisions_block
from tabletop.screens.pages.help import told_now
from tabletop.screens.pages.plan_block import discussion_block, plan_block
from tabletop.screens.pages.situation import decided_cards
from tabletop.screens.pages.whole_table import values_block
from tabletop.screens.table.overlays.decision_list import DecisionList, _card
from tests.play.deciding import deciding, decision, hospital
from tests.play.game import Game
from tests.play.market import MARKET
from tests.screens.watching import until


def seen(game: Game, seat: str | None) -> View:
    """What a seat knows of everything that has happened."""
    return view(game.state, seat, game.events)


DAY = {"situation": 0, "caucus": 0, "decision": 0}


def decided() -> Game:
    """A game in its second round: one paid in secret, one final, two that nobody took."""
    game = deciding()
    game.do("press", "decide", decision="tell", option="all", text="No more secrets.")
    game.do("board", "decide", decision="pay", option="pay", text="We need the key.")
    return game.to("situation")


def test_a_final_decision_is_told_once_with_its_reason() -> None:
    game = deciding()
    events = game.do("press", "decide", decision="tell", option="all", text="No more secrets.")
    taken, settled, *_ = (narrate(one, game.exercise) for one in events)
    assert taken == "Press takes a final decision: Tell."
    assert settled == "Press has decided, Tell: all. “No more secrets.”"
    game = deciding()
    fields = {"decision": "tell", "option": "all", "text": "They are out."}
    events = game.do("facilitator", "decide", **fields)
    taken, settled, *_ = (narrate(one, game.exercise) for one in events)
    assert taken == "The facilitator takes a final decision for Press: Tell."
    assert settled == "The facilitator has decided for Press, Tell: all. “They are out.”"


def test_a_decision_that_its_delegation_took_back_from_the_facilitator_is_its_own() -> None:
    game = deciding()
    game.do("facilitator", "decide", decision="pay", option="pay", text="They slept.")
    game.do("board", "decide", decision="pay", option="refuse", text="We did not.")
    told = [narrate(one, game.exercise) for one in game.to("situation").events]
    assert "Board has decided, Pay: refuse. “We did not.”" in told


def test_the_wall_shows_what_a_phase_decided_as_the_next_round_begins_and_at_the_end() -> None:
    game = decided()
    shown = scene_of(seen(game, None), 80)
    assert "Board, Pay: pay" in shown.asked.plain
    assert "Wards, Divert: not decided" in shown.asked.plain
    game.to("caucus")
    assert "Pay" not in scene_of(seen(game, None), 80).asked.plain
    ended = decided()
    ended.do("facilitator", "end")
    assert "Pay" not in scene_of(seen(ended, None), 80).asked.plain
    early = deciding()
    early.do("board", "decide", decision="pay", option="pay")
    early.do("facilitator", "end")
    assert "Board, Pay: pay" in scene_of(seen(early, None), 80).asked.plain


def test_the_room_is_shown_what_was_decided_in_the_debrief_where_anything_could_be() -> None:
    game = decided()
    assert steps(game.exercise)[:2] == ("ending", DECIDED)
    assert DECIDED not in steps(Game().exercise)
    assert told_step(game.exercise, DECIDED) == "what was decided"
    game.do("facilitator", "end")
    game.do("facilitator", "debrief")
    game.do("facilitator", "reveal", what=DECIDED)
    lines = scene_of(seen(game, None), 80).block.plain.splitlines()
    assert lines[:2] == ["◆ Press, Tell: all", "  “No more secrets.”"]
    assert "◆ Board, Pay: pay" in lines


def test_open_decisions_stand_in_the_order_in_which_they_were_asked() -> None:
    game = deciding()
    block = decisions_block(seen(game, "facilitator"), 80).plain
    assert block.index("Divert") < block.index("Pay") < block.index("Tell")


def test_a_card_of_what_was_decided_has_no_date_of_another_round() -> None:
    shown = seen(decided(), "wards")
    (card,) = decided_cards([one for one in shown.decisions if one.closed], shown)
    assert card.kicker == "DECIDED"


def test_help_asks_for_decisions_only_in_phases_that_have_any() -> None:
    game = deciding("caucus")
    assert "decisions" not in told_now(seen(game, "wards"))[1]
    some = [decision("divert", "wards", "accept", "send-away", round=1, phase="caucus")]
    game = deciding(
        "caucus", decision=some, inject=[], ending=[{"id": "over", "title": "Over", "text": "."}]
    )
    assert "Take the decisions" in told_now(seen(game, "wards"))[1]


def test_a_page_says_what_the_decision_is_for_by_what_the_exercise_has() -> None:
    assert decision_is_for(seen(deciding(), "wards")) == "decide"
    assert decision_is_for(seen(Game().seated(), "alfa")) == "sign and decide"
    market = Game(exercise=read_exercise(MARKET))
    assert decision_is_for(seen(market, None)) == "sign"


def test_nobody_waits_for_an_absent_delegation_or_its_answers_on_the_facilitators_pages() -> None:
    asked = {"id": "who", "text": "Whom do you call?"}
    rounds = [
        {"id": "r1", "title": "Day 1", "date": "1 May", "phases": DAY, "question": [asked]},
        {"id": "r2", "title": "Day 2", "date": "2 May", "phases": DAY},
    ]
    game = Game(exercise=Exercise.model_validate(hospital(round=rounds)))
    for one in ("wards", "board"):
        game.do("facilitator", "assign", seat=one, delegation=one, name=one.title())
    game.do("facilitator", "advance", absent=["press"])
    game.to("caucus")
    shown = seen(game, "facilitator")
    states = [line.split() for line in values_block(shown, 80).plain.splitlines()]
    assert ["Press", "absent"] in states and ["Board", "waited", "for"] in states
    assert "   Press: absent" in discussion_block(shown, 80).plain
    assert "   Wards: no answer yet" in discussion_block(shown, 80).plain


def test_an_inject_that_did_not_come_says_once_when_it_was_planned() -> None:
    told = plan_block(seen(decided(), "facilitator"), 0, 80).plain
    assert told.count("round 2") == 1
    assert "A leak   did not come, for its condition did not hold: round 2" in told


class Listing(App[None]):
    """Nothing but the list of decisions of one seat."""

    def __init__(self, game: Game) -> None:
        super().__init__()
        self.game = game

    def compose(self) -> ComposeResult:
        shown = seen(self.game, "press")
        yield DecisionList(shown, shown.decisions)


async def test_the_cursor_goes_to_what_ones_own_delegation_is_asked_anew() -> None:
    game = deciding()
    app = Listing(game)
    async with app.run_test(size=(60, 20)) as pilot:
        listing = app.query_one(DecisionList)
        await until(pilot, lambda: listing.here is not None)
        listing.highlighted = len(listing.options) - 1
        before, shown = listing.here, seen(game, "press")
        listing.put(shown, tuple(reversed(shown.decisions)))
        assert listing.here == before
        game.do("press", "decide", decision="tell", option="all")
        shown = seen(game, "press")
        listing.put(shown, sorted(shown.decisions, key=lambda one: one.id != "interview"))
        assert listing.here == "interview"


def test_what_nobody_decided_is_not_told_as_decided_by_anybody() -> None:
    shown = seen(decided(), "wards")
    told = [(one, _card(shown, one, 60).plain) for one in shown.decisions if not one.open]
    untaken = [text for one, text in told if one.option is None]
    assert untaken and all("to decide" in text and "decided by" not in text for text in untaken)
    assert any("decided by Board" in text for _, text in told)
