"""The speakers' list: hands in their order, one floor, one clock, and nobody is ever cut off."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tabletop.errors import NotAllowed
from tabletop.exercise.model import Exercise
from tabletop.play.actions import read_action
from tabletop.play.parts.speakers import Speaker
from tabletop.play.queries.clock import elapsed_at
from tabletop.play.rules import decide
from tabletop.play.telling.narration import narrate
from tabletop.play.view import view
from tests.effort import examples
from tests.play import councils
from tests.play.game import Game
from tests.play.market import market
from tests.play.test_clocks import later


def council(clocks: bool = False, seconds: int = 60, **changes: Any) -> Game:
    """Three delegations with a speakers' list, in their first negotiation."""
    document = councils.council(speakers={"seconds": seconds}, **changes)
    game = Game(clocks=clocks, exercise=Exercise.model_validate(document)).seated()
    return game.to("negotiation")


def hands(game: Game) -> list[str]:
    return [one.delegation for one in game.state.speakers.hands]


def speaker(game: Game) -> Speaker:
    assert game.state.speakers.speaker is not None
    return game.state.speakers.speaker


def spent(game: Game) -> float:
    """The seconds spoken so far."""
    return speaker(game).spent(elapsed_at(game.state, game.at)) / 1000


def test_hands_are_called_in_the_order_in_which_they_went_up() -> None:
    game = council()
    for one in ("miller", "baker", "mason"):
        game.do(one, "raise-hand")
    game.do("facilitator", "call")
    assert speaker(game).delegation == "miller"
    assert hands(game) == ["baker", "mason"]
    game.do("facilitator", "call")
    assert speaker(game).delegation == "baker"
    assert hands(game) == ["mason"]


def test_the_facilitator_may_call_anybody_in_any_order_with_a_hand_up_or_not() -> None:
    game = council()
    game.do("miller", "raise-hand")
    game.do("baker", "raise-hand")
    game.do("facilitator", "call", delegation="baker")
    assert hands(game) == ["miller"]
    game.do("facilitator", "call", delegation="mason")
    assert speaker(game).delegation == "mason"
    assert "has the floor already" in game.refused("facilitator", "call", delegation="mason")


def test_a_delegation_has_one_hand_whoever_of_it_raises_it() -> None:
    game = council()
    game.do("facilitator", "assign", seat="ada", delegation="baker", role="member", name="Ada")
    game.do("ada", "raise-hand")
    assert game.state.speakers.hands[0].seat == "ada"
    assert "up already" in game.refused("baker", "raise-hand")
    game.do("baker", "lower-hand")
    assert "not up" in game.refused("ada", "lower-hand")
    game.do("ada", "raise-hand")
    seen = view(game.state, None).speakers
    assert seen is not None
    assert [(one.delegation, one.person) for one in seen.hands] == [("baker", "Ada")]


def test_the_facilitator_raises_and_lowers_a_hand_for_somebody_in_the_room() -> None:
    game = council()
    assert "which 'delegation'" in game.refused("facilitator", "raise-hand")
    game.do("facilitator", "raise-hand", delegation="mason")
    assert hands(game) == ["mason"]
    game.do("facilitator", "lower-hand", delegation="mason")
    assert hands(game) == []
    assert "your own" in game.refused("baker", "raise-hand", delegation="mason")


def test_nobody_is_called_where_no_hand_is_up_and_nobody_is_named() -> None:
    game = council()
    assert "no hand is up" in game.refused("facilitator", "call")
    assert "only the facilitator" in game.refused("baker", "call")
    assert "no delegation 'mayor'" in game.refused("facilitator", "call", delegation="mayor")


def test_a_closed_list_takes_no_hands_and_keeps_those_it_has() -> None:
    game = council()
    game.do("baker", "raise-hand")
    game.do("facilitator", "close-list")
    assert "closed" in game.refused("miller", "raise-hand")
    assert "closed already" in game.refused("facilitator", "close-list")
    game.do("facilitator", "call")
    assert speaker(game).delegation == "baker"
    game.do("facilitator", "close-list", on=False)
    game.do("miller", "raise-hand")
    assert hands(game) == ["miller"]


def test_a_speech_ends_when_the_speaker_or_the_facilitator_says_so_or_the_next_is_called() -> None:
    game = council(clocks=True)
    game.do("facilitator", "call", delegation="baker")
    later(game, 20)
    assert "has the floor" in game.refused("miller", "yield")
    game.do("baker", "yield")
    assert "nobody has the floor" in game.refused("baker", "yield")
    game.do("facilitator", "call", delegation="miller")
    later(game, 30)
    game.do("facilitator", "yield")
    game.do("facilitator", "call", delegation="mason")
    later(game, 5)
    game.do("facilitator", "call", delegation="baker")
    found = [(one.delegation, one.spent) for one in game.state.speakers.speeches]
    assert found == [("baker", 20_000), ("miller", 30_000), ("mason", 5_000)]


def test_a_speakers_clock_starts_at_the_call_and_runs_over_without_cutting_anybody_off() -> None:
    game = council(clocks=True)
    game.do("facilitator", "call", delegation="baker")
    assert (speaker(game).seconds, spent(game)) == (60, 0)
    later(game, 75)
    assert spent(game) == 75
    assert speaker(game).delegation == "baker"


def test_a_speakers_clock_is_stopped_and_extended() -> None:
    game = council(clocks=True)
    assert "nobody has the floor" in game.refused("facilitator", "stop-speaker")
    game.do("facilitator", "call", delegation="baker")
    later(game, 10)
    game.do("facilitator", "stop-speaker")
    later(game, 100)
    assert spent(game) == 10
    assert "stopped already" in game.refused("facilitator", "stop-speaker")
    game.do("facilitator", "extend-speaker", seconds=30)
    assert speaker(game).seconds == 90
    game.do("facilitator", "stop-speaker", on=False)
    later(game, 5)
    assert spent(game) == 15
    assert "clock runs" in game.refused("facilitator", "stop-speaker", on=False)
    for seconds in (0, -1, 3_601):
        assert "3,510" in game.refused("facilitator", "extend-speaker", seconds=seconds)
    game.do("facilitator", "extend-speaker", seconds=3_510)
    assert "no more" in game.refused("facilitator", "extend-speaker", seconds=1)
    assert "only the facilitator" in game.refused("baker", "extend-speaker", seconds=30)


def test_a_speakers_clock_pauses_with_the_table() -> None:
    game = council(clocks=True)
    game.do("facilitator", "call", delegation="baker")
    later(game, 10)
    game.do("facilitator", "pause")
    later(game, 100)
    game.do("facilitator", "resume")
    later(game, 10)
    assert spent(game) == 20
    game.do("facilitator", "pause")
    later(game, 1)
    game.do("facilitator", "call", delegation="miller")
    later(game, 50)
    assert spent(game) == 0
    game.do("facilitator", "stop-speaker")
    game.do("facilitator", "resume")
    later(game, 50)
    assert spent(game) == 0, "whom the facilitator stopped goes on at the facilitator's word only"
    game.do("facilitator", "stop-speaker", on=False)
    later(game, 3)
    assert spent(game) == 3


def test_speakers_have_no_clock_where_they_have_no_time_or_the_table_no_clocks() -> None:
    for game in (council(clocks=True, seconds=0), council()):
        game.do("facilitator", "call", delegation="baker")
        assert speaker(game).seconds == 0
        assert "no clock" in game.refused("facilitator", "stop-speaker")
        assert "no clock" in game.refused("facilitator", "extend-speaker", seconds=30)


def test_the_list_goes_on_from_phase_to_phase_and_each_round_begins_a_new_one() -> None:
    game = council(clocks=True)
    game.do("miller", "raise-hand")
    game.do("facilitator", "call", delegation="baker")
    game.do("facilitator", "close-list")
    later(game, 12)
    game.to("decision")
    assert speaker(game).delegation == "baker"
    assert hands(game) == ["miller"]
    game.to("situation", 2)
    assert game.state.speakers.speaker is None
    assert hands(game) == []
    assert not game.state.speakers.closed
    assert [(one.round, one.spent) for one in game.state.speakers.speeches] == [(1, 12_000)]
    game.do("facilitator", "call", delegation="mason")
    game.do("facilitator", "end")
    assert [one.delegation for one in game.state.speakers.speeches] == ["baker", "mason"]
    assert "the phases of a round" in game.refused("baker", "raise-hand")


def test_a_call_taken_back_gives_the_floor_back_with_the_time_that_was_left() -> None:
    game = council(clocks=True)
    game.do("miller", "raise-hand")
    game.do("facilitator", "call", delegation="baker")
    later(game, 20)
    game.do("facilitator", "call")
    later(game, 7)
    game.do("mason", "raise-hand")
    game.do("facilitator", "undo")
    assert speaker(game).delegation == "baker"
    assert spent(game) == 20
    assert hands(game) == ["miller", "mason"], "a hand that went up meanwhile stays up"
    assert not game.state.speakers.speeches
    later(game, 5)
    game.do("baker", "yield")
    assert [one.spent for one in game.state.speakers.speeches] == [25_000]
    assert game.again() == game.state


def test_a_call_taken_back_while_the_table_is_paused_gives_the_same_time_back() -> None:
    game = council(clocks=True)
    game.do("facilitator", "call", delegation="baker")
    later(game, 20)
    game.do("facilitator", "call", delegation="miller")
    later(game, 7)
    game.do("facilitator", "pause")
    later(game, 100)
    game.do("facilitator", "undo")
    assert spent(game) == 20
    game.do("facilitator", "resume")
    later(game, 5)
    assert spent(game) == 25


def test_an_offer_can_be_taken_back_though_hands_went_up_since() -> None:
    game = council()
    game.offer("baker", price="low")
    game.do("miller", "raise-hand")
    game.do("facilitator", "undo")
    assert not game.state.offers
    assert hands(game) == ["miller"]


def test_without_a_list_nobody_raises_a_hand_and_no_view_has_one() -> None:
    game = Game(exercise=Exercise.model_validate(market())).seated().to("negotiation")
    for do in ("raise-hand", "lower-hand", "yield"):
        assert game.refused("baker", do) == "this exercise has no speakers' list"
    for do in ("call", "stop-speaker", "close-list"):
        assert game.refused("facilitator", do) == "this exercise has no speakers' list"
    assert view(game.state, "baker").speakers is None


def test_who_watches_raises_no_hand() -> None:
    game = council()
    game.do("facilitator", "assign", seat="eva", role="evaluator", name="Eva")
    assert "no delegation" in game.refused("eva", "raise-hand")
    game.do("facilitator", "call", delegation="baker")
    assert "not Eva" in game.refused("eva", "yield")


@pytest.mark.parametrize("stage", ["lobby", "ended"])
def test_the_list_is_for_the_phases_of_a_round(stage: str) -> None:
    document = market(speakers={})
    game = Game(exercise=Exercise.model_validate(document)).seated()
    if stage == "ended":
        game.do("facilitator", "advance")
        game.do("facilitator", "end")
    assert "the phases of a round" in game.refused("baker", "raise-hand")


MOVES: tuple[dict[str, Any], ...] = (
    *({"by": one, "do": do} for one in ("baker", "miller") for do in ("raise-hand", "lower-hand")),
    {"by": "mason", "do": "raise-hand"},
    {"by": "baker", "do": "yield"},
    {"by": "baker", "do": "offer", "package": {"price": "low"}},
    {"by": "facilitator", "do": "call"},
    *({"by": "facilitator", "do": "call", "delegation": one} for one in ("baker", "mason")),
    *({"by": "facilitator", "do": "stop-speaker", "on": on} for on in (True, False)),
    {"by": "facilitator", "do": "extend-speaker", "seconds": 30},
    *({"by": "facilitator", "do": "close-list", "on": on} for on in (True, False)),
    *({"by": "facilitator", "do": do} for do in ("pause", "resume", "undo", "undo", "advance")),
)


@given(st.lists(st.tuples(st.sampled_from(MOVES), st.integers(0, 30)), max_size=40))
@settings(max_examples=examples(60))
def test_whatever_is_done_the_list_is_bounded_time_only_grows_and_replay_equals_live(
    moves: list[tuple[dict[str, Any], int]],
) -> None:
    game = council(clocks=True)
    for move, seconds in moves:
        later(game, seconds)
        try:
            decide(game.state, read_action(move), game.at)
        except NotAllowed:
            continue
        game.do(**move)
        up = hands(game)
        assert len(up) == len(set(up)) <= len(councils.THREE), "one hand a delegation"
        speaking = game.state.speakers.speaker
        now = elapsed_at(game.state, game.at)
        assert speaking is None or 0 <= speaking.spent(now) <= now
        assert all(one.spent >= 0 for one in game.state.speakers.speeches)
        if game.state.stage == "ended":
            break
    assert game.again() == game.state


@pytest.mark.parametrize(
    ("person", "told"),
    [
        ("Mason (stand-in, linear)", "Mason (stand-in, linear)"),
        ("Ada", "Mason (Ada)"),
        ("Mason", "Mason"),
        ("", "Mason"),
    ],
)
def test_whoever_has_the_floor_is_named_once(person: str, told: str) -> None:
    game = council()
    game.do("mason", "raise-hand")
    called = game.do("facilitator", "call")[0]
    assert narrate(called, game.exercise, {"mason": person}).startswith(f"{told} has the floor")
