"""The game is told in a minute before any brief, and only what this exercise has."""

from __future__ import annotations

from typing import Any

import pytest

from tabletop.exercise.model import Exercise
from tabletop.play.queries.levers import Levers, levers_of
from tabletop.screens.pages.minute import minute_card
from tabletop.screens.pages.situation import Cards
from tabletop.seat.words.minute import TITLE, told_in_a_minute
from tests.play.deciding import hospital
from tests.play.game import document
from tests.play.market import market
from tests.screens.keyboard import SECRETS, SMALL, app_of
from tests.screens.picture import at_negotiation as at_korea
from tests.screens.rivers import advanced, briefed, seated
from tests.screens.watching import press, see, text_of


def levers(**changes: Any) -> Levers:
    return levers_of(Exercise.model_validate(document(**changes)))


def plain_bargain() -> Levers:
    """No issue has a performer, and there is one form and one order."""
    issues = [{**one, "by": []} for one in document()["issue"]]
    whole = document(issue=issues)
    for one in ("form", "order"):
        del whole[one]
    return levers_of(Exercise.model_validate(whole))


def test_with_acts_it_says_what_a_broken_word_costs_and_that_promises_hang_on_trust() -> None:
    told = told_in_a_minute("Share the water.", levers())
    assert told.startswith("Share the water.")
    for word in ("Beat your walk-away, not each other", "trust", "broken word", "Form", "order"):
        assert word in told
    assert "4 issues in 4 rounds" in told
    assert "An offer is in force once everybody it needs has signed." in told


def test_what_an_exercise_does_not_have_is_not_told() -> None:
    told = told_in_a_minute("", plain_bargain())
    assert "Beat your walk-away" in told
    for word in ("trust", "word", "Acts", "orm**", "order", "tension"):
        assert word not in told


def test_without_points_nobody_is_told_to_beat_a_walk_away() -> None:
    nothing = levers_of(Exercise.model_validate(market()))
    assert "walk-away" not in told_in_a_minute("", nothing)


def test_of_a_whole_contract_it_is_told_that_every_issue_is_settled_or_none() -> None:
    contract = levers_of(Exercise.model_validate(market(whole=True)))
    assert "All or nothing" in told_in_a_minute("", contract)


def test_of_a_single_issue_it_is_told_that_one_bargains_and_nothing_of_packages() -> None:
    document = market(whole=True)
    document["issue"] = document["issue"][:1]
    told = told_in_a_minute("", levers_of(Exercise.model_validate(document)))
    assert "Bargain** over one issue in" in told
    for word in ("Trade", "package", "All or nothing"):
        assert word not in told


SIX = {"signatories": ["a", "b", "c", "d", "e", "f"]}
WEIGHTS = {"weights": dict(zip("abcdef", (10, 7, 4, 3, 2, 1), strict=True))}


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ({"rule": "all"}, "once everybody it needs has signed."),
        (
            {"rule": 5, "veto": ["a", "b"]},
            "once it is signed by 5 of the 6 delegations, A and B among them.",
        ),
        ({"rule": "majority"}, "once it is signed by 4 of the 6 delegations."),
        (
            {"votes": 0.65, **WEIGHTS},
            "once it is signed by delegations with 18 of the 27 votes.",
        ),
        (
            {"rule": "two-thirds", "votes": 18, **WEIGHTS},
            "once it is signed by 4 of the 6 delegations with 18 of the 27 votes together.",
        ),
        (
            {"signatories": ["a", "b"], "rule": "majority", "proposer": True},
            "once it is signed by a majority of those it asks.",
        ),
        (
            {"by": "vote", "rule": "two-thirds", "veto": ["c"]},
            "carried by 4 of the 6 votes, and without a veto of C: nobody",
        ),
        (
            {"by": "vote", "rule": "majority", "of": "voting"},
            "carried by a majority of the votes for and against: nobody",
        ),
        ({"by": "vote", "rule": "all"}, "once it is carried: nobody"),
    ],
)
def test_the_rule_of_agreement_is_told_where_not_all_must_agree(
    rule: dict[str, Any], told: str
) -> None:
    parties = [{"id": one, "name": one.upper(), "secret_brief": "Agree."} for one in "abcdef"]
    game = market(delegation=parties, agreement={**SIX, **rule})
    assert told in told_in_a_minute("", levers_of(Exercise.model_validate(game)))


def test_whoever_must_act_must_agree_whatever_the_rule() -> None:
    told = told_in_a_minute("", levers(agreement={"signatories": ["alfa", "bravo"], "rule": 1}))
    assert "signed by 1 of the 2 whom it asks, and by all whom it gives something to do." in told


@pytest.mark.parametrize("default", [False, True])
def test_a_default_is_told_only_where_a_decision_has_one(default: bool) -> None:
    source = hospital()
    for one in source["decision"]:
        one.pop("default", None)
    if default:
        first = source["decision"][0]
        first["default"] = first["option"][0]["id"]
    told = told_in_a_minute("", levers_of(Exercise.model_validate(source)))
    assert ("unless it has a default" in told) is default
    assert "not decided" in told


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_the_room_reads_it_at_one_keyboard_before_any_brief(size: tuple[int, int]) -> None:
    app = app_of(seated())
    async with app.run_test(size=size) as pilot:
        await see(pilot, TITLE, "Beat your walk-away, not each other.", "A broken word costs")
        assert not any(secret in text_of(app) for secret in SECRETS)
        await press(pilot, "enter")
        await see(pilot, "Anna, for Upper Town", "to read its brief")


@pytest.mark.slow
async def test_help_opens_with_it_before_the_game_and_keeps_it_a_key_away() -> None:
    app = app_of(seated())
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "enter")
        await see(pilot, "Anna, for Upper Town")
        await press(pilot, "f1")
        await see(pilot, "1 The game in a minute", "Beat your walk-away")
        await press(pilot, "2")
        await see(pilot, "Now: Briefing")
    later = app_of(advanced(briefed(), "caucus"))
    async with later.run_test(size=SMALL) as pilot:
        await see(pilot, "to prepare in private")
        await press(pilot, "f1")
        await see(pilot, "Now: Caucus")
        await press(pilot, "1")
        await see(pilot, "Beat your walk-away")


async def test_korea_is_told_whole_on_a_small_terminal() -> None:
    app = app_of(seated())
    view = at_korea().view(None)
    async with app.run_test(size=SMALL) as pilot:
        await app.push_screen(Cards(view, (minute_card(view),)))
        await see(
            pilot, "Four delegations have eight months", "Form makes words bind", "to follow."
        )
        assert app.screen.query_one("#stage").max_scroll_y == 0
