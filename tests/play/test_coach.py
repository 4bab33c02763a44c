"""A coach: only where the file says so, for one's own delegation, and in the transcript."""

from __future__ import annotations

from typing import Any

import tomli_w

from tabletop.exercise.loading import read_exercise
from tabletop.play.state import FACILITATOR
from tabletop.play.telling.hearing import heard
from tabletop.play.telling.narration import narrate
from tabletop.play.view import view
from tests.play.game import Game
from tests.play.market import market, priced

OFFER = {"price": "low", "day": "friday"}
ADVICE: dict[str, Any] = {"do": "coach", "advice": "offer", "code": "offer", "package": OFFER}


def coached(**changes: Any) -> Game:
    source = tomli_w.dumps(priced(**{"coach": True, **changes}))
    return Game(exercise=read_exercise(source)).seated().to("negotiation")


def test_where_the_file_says_nothing_nobody_has_a_coach() -> None:
    game = Game(exercise=read_exercise(tomli_w.dumps(priced()))).seated().to("negotiation")
    assert not game.exercise.has.coach
    assert "has no coach" in game.refused("baker", **ADVICE)


def test_the_delegation_and_the_facilitator_read_the_advice_and_nobody_else() -> None:
    game = coached()
    (event,) = game.do("baker", **ADVICE)
    readers = {one: heard(event, game.state, one) for one in ("baker", "miller", FACILITATOR, None)}
    assert [one for one, found in readers.items() if found is not None] == ["baker", FACILITATOR]
    assert view(game.state, "baker").advice == (event,)
    assert view(game.state, "miller").advice == view(game.state, None).advice == ()
    told = narrate(event, game.exercise)
    assert told == ("Baker asks its coach, who advises an offer (Price: ten a sack; Day: Friday).")
    game.do(FACILITATOR, "end")
    game.do(FACILITATOR, "debrief")
    assert heard(event, game.state, "miller") is None


def test_the_same_advice_is_not_given_twice_in_a_phase_and_never_without_end() -> None:
    game = coached()
    game.do("baker", **ADVICE)
    assert "just that already" in game.refused("baker", **ADVICE)
    for n in range(11):
        game.do("baker", "coach", advice="wait", code=f"reason-{'abcdefghijk'[n]}")
    assert "12 times in this phase" in game.refused("baker", **ADVICE)
    game.do("miller", **ADVICE)


def test_a_new_phase_begins_anew() -> None:
    days = [{"id": f"r{n}", "title": f"Day {n}", "phases": {"negotiation": 9}} for n in (1, 2)]
    game = coached(round=days)
    game.do("baker", **ADVICE)
    game.to("negotiation", 2)
    assert view(game.state, "baker").advice == ()
    game.do("baker", **ADVICE)


def test_taking_a_move_back_leaves_the_advice_there() -> None:
    game = coached()
    game.do("baker", "offer", package=OFFER)
    game.do("miller", **ADVICE)
    game.do(FACILITATOR, "undo")
    assert len(view(game.state, "miller").advice) == 1
    assert game.status is not None and not game.state.offers


def test_only_what_the_delegation_has_to_do_with_can_be_advised() -> None:
    game = coached()
    wrong: dict[str, dict[str, Any]] = {
        "offer": {"package": {"price": "free"}},
        "sign": {"about": "O1"},
        "vote": {"about": "V1", "choice": "yes"},
        "decide": {"about": "bread", "choice": "yes"},
        "perform": {"about": "A1", "issue": "price"},
        "wait": {"about": "O7"},
    }
    for advice, fields in wrong.items():
        assert game.refused("baker", "coach", advice=advice, code="offer", **fields)
    assert "nothing of that kind" in game.refused("baker", "coach", advice="offer", code="offer")


def test_whoever_heads_a_delegation_asks() -> None:
    game = coached()
    game.do(FACILITATOR, "assign", seat="apprentice", delegation="baker", role="member")
    assert "not the head" in game.refused("apprentice", **ADVICE)


def test_without_points_there_may_be_a_coach_too() -> None:
    source = tomli_w.dumps(market(coach=True))
    game = Game(exercise=read_exercise(source)).seated().to("negotiation")
    game.do("baker", **ADVICE)
