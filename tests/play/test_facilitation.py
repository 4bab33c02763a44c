"""The facilitator's moves: seats, injects, adjustments, undo, the end and the debrief."""

from __future__ import annotations

import pytest

from tabletop.play.view import view
from tabletop.referee.wording import names_in
from tests.play.game import SWAP, Game, at_negotiation

REASON = "We rolled for it."


def test_a_second_seat_of_a_person_names_one_that_is_theirs_and_ends_with_their_name() -> None:
    game = Game()
    game.do("facilitator", "assign", seat="alfa", delegation="alfa", name="Anna")
    game.do("facilitator", "assign", seat="bravo", delegation="bravo", name="Ben")
    fields = {"seat": "charlie", "delegation": "charlie"}
    for name, same_as in (("Anna", "bravo"), ("Anna", "nobody"), ("", "alfa")):
        refusal = game.refused("facilitator", "assign", **fields, name=name, same_as=same_as)
        assert "not another seat" in refusal
    game.do("facilitator", "assign", **fields, name="Anna", same_as="alfa")
    assert game.state.together("alfa") == game.state.together("charlie") == ("alfa", "charlie")
    game.do("facilitator", "assign", seat="alfa", delegation="alfa", name="Dora")
    assert game.state.together("alfa") == ("alfa",)
    assert game.again() == game.state


def test_only_the_facilitator_leads() -> None:
    game = at_negotiation()
    for do, fields in (
        ("assign", {"seat": "x", "delegation": "alfa"}),
        ("advance", {}),
        ("inject", {"id": "drought"}),
        ("adjust", {"what": "tension", "value": 1, "reason": "x"}),
        ("undo", {}),
        ("debrief", {}),
        ("end", {}),
    ):
        assert "only the facilitator" in game.refused("alfa", do, **fields)


def test_the_first_round_waits_until_every_delegation_has_a_head() -> None:
    game = Game()
    game.do("facilitator", "assign", seat="alfa", delegation="alfa")
    assert "nobody heads Bravo, Charlie" in game.refused("facilitator", "advance")
    game.seated().do("facilitator", "advance")
    assert (game.state.round, game.state.stage) == (1, "situation")


def test_a_new_head_makes_the_old_one_a_member() -> None:
    game = at_negotiation()
    game.do("facilitator", "assign", seat="ann", delegation="alfa", name="Ann")
    assert game.state.seats["alfa"].role == "member"
    game.do("ann", "offer", package={"dam": "half"})
    assert game.state.head_of("alfa") == game.state.seats["ann"]
    assert "give that delegation another head first" in game.refused(
        "facilitator", "assign", seat="ann", delegation="bravo"
    )


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"seat": "Ann B", "delegation": "alfa"}, "lower-case"),
        ({"seat": "facilitator", "delegation": "alfa"}, "has a reserved meaning"),
        ({"seat": "bravo", "delegation": "alfa"}, "is a delegation"),
        ({"seat": "ann", "delegation": "mars"}, "no delegation 'mars'"),
        ({"seat": "ann"}, "which delegation"),
        ({"seat": "eva", "delegation": "alfa", "role": "evaluator"}, "belongs to no delegation"),
        ({"seat": "ann", "delegation": "alfa", "name": "\x1b[2J"}, "U+001B"),
        ({"seat": "ann", "delegation": "alfa", "name": "\u3164 \u0301"}, "at least one letter"),
    ],
)
def test_a_seat_has_an_id_a_role_and_a_delegation_that_go_together(
    fields: dict[str, str], word: str
) -> None:
    assert word in Game().refused("facilitator", "assign", **fields)


def test_evaluators_and_observers_watch_and_make_no_moves_of_a_delegation() -> None:
    game = at_negotiation()
    game.do("facilitator", "assign", seat="eva", role="evaluator")
    game.do("facilitator", "assign", seat="obs", role="observer")
    for seat in ("eva", "obs"):
        for do, fields in (
            ("offer", {"package": {"dam": "half"}}),
            ("ready", {}),
            ("statement", {"tone": "hostile", "text": "x"}),
            ("gesture", {"issue": "dam", "option": "half"}),
        ):
            assert "belongs to no delegation" in game.refused(seat, do, **fields)
    game.do("eva", "note", objective=1, rating=4, text="They listened.")
    assert "for evaluators" in game.refused("obs", "note", text="x")
    assert "for evaluators" in game.refused("alfa", "note", text="x")


def test_seats_are_taken_and_left() -> None:
    game = Game().seated()
    game.do("alfa", "join")
    assert "already here" in game.refused("alfa", "join")
    game.do("alfa", "leave")
    assert "not here" in game.refused("alfa", "leave")


def test_a_manual_inject_waits_for_the_facilitator_and_comes_once() -> None:
    game = at_negotiation().to("negotiation", 4)
    assert "drought" not in game.state.delivered
    game.do("facilitator", "inject", id="drought")
    assert "already been delivered" in game.refused("facilitator", "inject", id="drought")
    assert "is no longer possible" in game.refused("alfa", "offer", package={"dam": "open"})
    assert "no inject 'locusts'" in game.refused("facilitator", "inject", id="locusts")


def test_an_inject_written_on_the_spot_does_what_it_says() -> None:
    game = at_negotiation()
    before = game.state.circumstances.climate.tension
    game.do(
        "facilitator",
        "inject",
        title="A storm",
        text="Boats stay in.",
        to=["alfa"],
        effects={"tension": 7, "trust": {"alfa-bravo": -5}},
    )
    climate = game.state.circumstances.climate
    assert climate.tension == before + 7
    assert climate.trust["alfa", "bravo"] == 35


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"title": "", "text": "x"}, "title is empty"),
        ({"title": "x", "text": " "}, "text is empty"),
        ({"title": "x", "text": "x", "to": ["mars"]}, "no delegation 'mars'"),
        ({"title": "x", "text": "x", "effects": {"trust": {"alfa-mars": 1}}}, "alfa-mars"),
        ({"title": "x", "text": "x", "effects": {"walk_away": {"mars": 1}}}, "'mars'"),
        ({"title": "x", "text": "x", "effects": {"forbid": {"dam": "wide"}}}, "wide"),
        ({"title": "x", "text": "x", "effects": {"forbid": {"lake": "dry"}}}, "lake"),
    ],
)
def test_an_inject_written_on_the_spot_can_not_break_the_table(
    fields: dict[str, object], word: str
) -> None:
    assert word in at_negotiation().refused("facilitator", "inject", **fields)


def test_an_adjustment_stands_beside_the_ruling_with_its_reason() -> None:
    game = at_negotiation().to("ruling")
    before = game.state.scores["alfa"].value
    game.do("facilitator", "adjust", what="score:alfa", value=before + 5, reason=REASON)
    ruled = game.state.scores["alfa"]
    assert ruled.value == pytest.approx(before + 5)
    told = ruled.ledger[-1].told(names_in(game.exercise))
    assert told == f"Adjusted by the facilitator: {REASON}"
    assert [one.value for one in game.state.rulings if one.delegation == "alfa"] == [before]
    game.to("ruling", 2)
    assert game.state.scores["alfa"].ledger[-1].value == pytest.approx(5)


@pytest.mark.parametrize(
    ("what", "value", "reason", "word"),
    [
        ("tension", 101, REASON, "between 0 and 100"),
        ("trust:alfa-bravo", -1, REASON, "between 0 and 100"),
        ("trust:alfa-mars", 1, REASON, "can't be adjusted"),
        ("score:mars", 1, REASON, "can't be adjusted"),
        ("weather", 1, REASON, "can't be adjusted"),
        ("score:alfa", float("nan"), REASON, "must be a number from -1,000,000 to 1,000,000"),
        ("score:alfa", 1e7, REASON, "must be a number from -1,000,000 to 1,000,000"),
        ("score:alfa", 1, "", "reason is empty"),
    ],
)
def test_an_adjustment_needs_something_to_adjust_a_number_and_a_reason(
    what: str, value: float, reason: str, word: str
) -> None:
    game = at_negotiation().to("ruling")
    assert word in game.refused("facilitator", "adjust", what=what, value=value, reason=reason)


def test_the_last_move_is_taken_back_and_only_the_last() -> None:
    game = at_negotiation()
    game.offer("alfa", dam="half")
    tabled = game.state.seq
    game.do("bravo", "message", text="No.")
    told = game.refused("facilitator", "undo", seq=tabled)
    assert "something else was done since" in told and "only the last move" in told
    game.do("facilitator", "undo", seq=game.state.seq)
    assert len(game.state.messages) == 0
    assert game.status("O1") == "open"
    assert "no move to take back" in game.refused("facilitator", "undo")


def test_taking_back_a_signature_takes_back_the_agreement_it_made() -> None:
    game = at_negotiation()
    game.offer("alfa", **SWAP)
    before = game.state
    group = game.do("bravo", "sign", offer="O1")
    assert game.kinds(group) == ["offer.signed", "agreement.reached"]
    game.do("facilitator", "undo")
    assert game.state.agreement is None
    assert game.state.standing == before.standing
    assert game.state.offers == before.offers


def test_an_offers_number_is_never_given_twice() -> None:
    game = at_negotiation()
    game.offer("alfa", dam="half")
    game.do("facilitator", "undo")
    game.offer("bravo", raids="stop")
    assert list(game.state.offers) == ["O2"]


def test_what_has_been_ruled_on_is_not_taken_back() -> None:
    game = at_negotiation()
    game.offer("alfa", dam="half")
    game.to("ruling")
    assert "none was made since the last ruling" in game.refused("facilitator", "undo")


def test_after_one_move_is_taken_back_the_one_before_it_stays_and_that_is_said() -> None:
    game = at_negotiation()
    game.offer("alfa", dam="half")
    game.offer("bravo", raids="stop")
    game.do("facilitator", "undo")
    assert "it was taken back already" in game.refused("facilitator", "undo")
    assert list(game.state.offers) == ["O1"]


def test_notes_and_seats_do_not_stand_in_the_way_of_taking_back() -> None:
    game = at_negotiation()
    game.offer("alfa", dam="half")
    game.do("facilitator", "note", text="Quick.")
    game.do("alfa", "join")
    game.do("facilitator", "undo")
    assert game.state.offers == {}
    assert len(game.state.notes) == 1
    assert game.state.seats["alfa"].present


def test_an_early_end_is_scored_and_then_debriefed() -> None:
    game = at_negotiation()
    assert "opens once the exercise has ended" in game.refused("facilitator", "debrief")
    group = game.do("facilitator", "end")
    assert game.kinds(group) == ["exercise.ended", *["score.ruled"] * 3]
    assert "already ended" in game.refused("facilitator", "end")
    assert "exercise is over" in game.refused("facilitator", "advance")
    assert "this is the end" in game.refused("alfa", "offer", package={"dam": "half"})
    game.do("facilitator", "debrief")
    assert game.state.stage == "debrief"
    assert game.refused("facilitator", "debrief") == "the debrief is open already"
    assert "not begun" in Game().refused("facilitator", "end")


def test_who_comes_and_goes_is_told_by_name() -> None:
    game = at_negotiation()
    game.do("facilitator", "assign", seat="alfa-2", delegation="alfa", role="member", name="Joe")
    events = (*game.do("alfa-2", "join"), *game.do("alfa-2", "leave"))
    assert view(game.state, "facilitator", events).story == ("Joe is here.", "Joe leaves.")


def test_a_seat_without_a_name_is_told_as_its_delegations_or_by_its_role() -> None:
    game = at_negotiation()
    game.do("facilitator", "assign", seat="alfa-2", delegation="alfa", role="member")
    game.do("facilitator", "assign", seat="watcher", role="observer")
    events = (*game.do("alfa-2", "join"), *game.do("watcher", "join"))
    words = game.do("watcher", "message", to="facilitator", text="Hello")
    told = (
        "A member for Alfa is here.",
        "An observer is here.",
        "An observer to the facilitator: “Hello”",
    )
    assert view(game.state, "facilitator", (*events, *words)).story == told
