"""A table where an issue is settled by a number."""

from __future__ import annotations

from tabletop.exercise.loading import read_exercise
from tabletop.exercise.model import Exercise
from tabletop.play import events as e
from tabletop.play.history.possible import differences
from tabletop.play.view import view
from tabletop.seat.legal import drafts_near, legal_moves
from tabletop.seat.packages.draft import Draft
from tests.exercise.test_ranges import JOB, priced
from tests.play.game import Game

TERMS = {
    "salary": 45000,
    "bonus": 4,
    "holiday": 28,
    "start": "m8",
    "moving": 100,
    "insurance": "ic",
    "team": "ta",
    "office": "oslo",
}
MIDDLE = "{ from = 0, to = 10, step = 0.5, status_quo = 4 }"
BOTH = "points = { miller = [[0, -8], [4, 0], [10, 3]], baker = [[0, 4], [4, 0], [10, -6]] }"
LONG = "{ from = 0, to = 10000, step = 1 }"
RISING = "points = { miller = [[0, 0], [10000, 3]], baker = [[0, 0], [7000, -6], [10000, -9]] }"


def at_the_table(exercise: Exercise) -> Game:
    game = Game(exercise=exercise).seated()
    return game.to("negotiation")


def test_a_contract_in_numbers_is_tabled_signed_and_told_with_its_units() -> None:
    game = at_the_table(read_exercise(JOB))
    (tabled,) = game.do("firm", "offer", package=TERMS)
    assert isinstance(tabled, e.OfferTabled)
    assert tabled.package["salary"] == "45000"
    game.do("cand", "sign", offer="O1")
    assert game.state.standing["salary"] == "45000"
    assert {one: x.value for one, x in view(game.state, "facilitator").worth_now.items()} == {
        "firm": 9000.0,
        "cand": 12800.0,
    }
    seen = view(game.state, "firm")
    salary = next(one for one in seen.issues if one.id == "salary")
    assert salary.option(seen.standing["salary"]).name == "45,000 EUR"


def test_a_number_between_two_steps_is_refused_with_the_nearest() -> None:
    game = at_the_table(read_exercise(JOB))
    said = game.refused("firm", "offer", package={**TERMS, "salary": 45250})
    assert said == ("salary: '45250' is between two steps: take 45,000 EUR or 45,500 EUR")


def test_the_range_stands_at_its_status_quo_and_an_agreement_moves_it() -> None:
    game = at_the_table(priced(MIDDLE, BOTH))
    assert game.state.standing["price"] == "4"
    offer = game.offer("baker", "miller", price=6.5)
    assert game.status(offer) == "agreed"
    assert game.state.standing["price"] == "6.5"
    worth = view(game.state, "facilitator").worth_now
    assert (worth["miller"].value, worth["baker"].value) == (1.25, -2.5)
    opening = {**game.state.standing, "price": "4"}
    assert differences(game.exercise, game.state.standing, opening) == ("leave out Price",)
    assert differences(game.exercise, opening, game.state.standing) == ("add Price: 6.5",)


def test_a_seat_sees_its_own_corners_and_no_others() -> None:
    seen = view(at_the_table(priced(LONG, RISING)).state, "miller")
    amounts = seen.issues[0].amounts
    assert amounts is not None
    assert set(amounts.corners) == {"miller"}
    assert 7000 not in amounts.landmarks
    assert amounts[7000].points == {"miller": 2.1}
    listed = amounts.listed("500")
    assert len(listed) < 15
    assert {"497", "500", "503", "0", "10000"} <= {one.id for one in listed}


def test_a_forbidden_value_is_passed_over_by_a_step() -> None:
    exercise = priced(MIDDLE, BOTH)
    game = at_the_table(exercise)
    game.do(
        "facilitator",
        "inject",
        title="A law",
        text="No.",
        effects={"forbid": {"price": ["4.5", 5]}},
    )
    choice = view(game.state, "baker").issues[0]
    assert choice.option("4.5").obstacle == "Price '4.5' is no longer possible."
    draft = Draft(game.state.standing)
    draft.step(choice, 1)
    assert draft.package["price"] == "5.5"
    draft.step(choice, 100)
    assert draft.package["price"] == "10"
    draft.step(choice, 1)
    assert draft.package["price"] == "10"


def test_a_stand_in_is_offered_a_few_values_of_a_long_range() -> None:
    game = at_the_table(priced(LONG, RISING))
    seen = view(game.state, "baker")
    prices = {one["price"] for one in drafts_near(seen) if "price" in one}
    assert prices == {"1", "1000", "10000"}
    near = list(legal_moves(seen, lambda action: None, kinds=("offer",)))
    assert len(near) < 10


def test_a_gesture_may_be_a_number() -> None:
    game = at_the_table(priced(LONG, f'by = ["baker"]\n{RISING}'))
    assert "outside" in game.refused("baker", "gesture", issue="price", option=20_000)
    (made,) = game.do("baker", "gesture", issue="price", option=250)
    assert isinstance(made, e.GestureMade)
    assert made.option == "250"
    assert game.state.standing["price"] == "250"
    seen = view(game.state, "baker")
    gestures = list(legal_moves(seen, lambda action: None, kinds=("gesture",)))
    assert 0 < len(gestures) < 15
