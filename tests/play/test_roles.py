"""Roles within a delegation: who has them, who reads their briefs, what is worth what."""

from __future__ import annotations

import tomllib
from copy import deepcopy
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tabletop.errors import NotAllowed
from tabletop.play.history.records import record_of
from tabletop.play.kinds import declared
from tabletop.play.seen import View
from tabletop.play.state import FACILITATOR
from tabletop.play.telling.narration import narrate
from tabletop.play.view import view
from tabletop.seat.words.roles import decision_worth
from tests.play.deciding import decision
from tests.play.game import Game, at_negotiation
from tests.play.ministry import MINISTRY, PEOPLE, SECRETS, ministry, seat, three


def reads(game: Game, one: str | None) -> set[str]:
    """The roles whose brief is anywhere in what a seat sees."""
    everything = repr(view(game.state, one))
    return {role for role, secret in SECRETS.items() if secret in everything}


def titles(game: Game, one: str) -> tuple[str, ...]:
    people = view(game.state, None).people
    return next(person.titles for person in people if person.seat == one)


def test_the_head_has_the_first_role_and_members_the_next_in_the_order_of_seating() -> None:
    game = three()
    assert [titles(game, one) for one in ("baker", "b2", "b3", "miller")] == [
        ("Master baker",),
        ("Banker",),
        ("Apprentice",),
        (),
    ]


def test_a_member_who_comes_first_leaves_the_first_role_to_the_head() -> None:
    game = ministry()
    seat(game, "b2", "Ben", "member")
    seat(game, "baker", "Anna")
    assert (titles(game, "b2"), titles(game, "baker")) == (("Banker",), ("Master baker",))


def test_a_roles_brief_is_read_by_its_holder_the_facilitator_and_evaluators_only() -> None:
    game = three()
    game.do("facilitator", "assign", seat="eva", role="evaluator", name="Eva")
    game.do("facilitator", "assign", seat="obs", role="observer", name="Olga")
    game.do("facilitator", "advance")
    assert {one: reads(game, one) for one in ("baker", "b2", "b3", "miller", "obs")} == {
        "baker": set(),
        "b2": {"banker"},
        "b3": {"apprentice"},
        "miller": set(),
        "obs": set(),
    }
    assert reads(game, None) == set()
    assert reads(game, FACILITATOR) == reads(game, "eva") == set(SECRETS)


def test_the_debrief_reveals_every_roles_brief_to_everybody() -> None:
    game = three()
    game.do("facilitator", "advance")
    game.do("facilitator", "end")
    assert reads(game, "miller") == set()
    game.do("facilitator", "debrief")
    assert reads(game, "miller") == reads(game, None) == set(SECRETS)


def test_whoever_takes_over_a_seat_takes_over_its_role() -> None:
    game = three()
    seat(game, "b2", "", "member")
    seat(game, "b2", "Dora", "member")
    assert titles(game, "b2") == ("Banker",)
    assert reads(game, "b2") == {"banker"}


def test_a_role_given_to_somebody_is_taken_from_whoever_had_it() -> None:
    game = three()
    seat(game, "baker", "Anna", holds=["master", "banker"])
    assert (titles(game, "baker"), titles(game, "b2")) == (("Master baker", "Banker"), ())
    assert (reads(game, "baker"), reads(game, "b2")) == ({"banker"}, set())


def test_a_role_stays_with_its_person_when_somebody_else_becomes_the_head() -> None:
    game = three()
    seat(game, "b2", "Ben", "head")
    assert titles(game, "b2") == ("Banker",)
    assert titles(game, "baker") == ("Master baker",)


def test_whoever_moves_to_another_delegation_leaves_the_role_behind() -> None:
    game = three()
    game.do("facilitator", "assign", seat="b2", delegation="miller", role="member", name="Ben")
    assert (titles(game, "b2"), reads(game, "b2")) == ((), set())
    seat(game, "b4", "Dora", "member")
    assert titles(game, "b4") == ("Banker",)


def test_a_role_that_nobody_has_is_read_by_nobody_of_several() -> None:
    game = ministry()
    seat(game, "baker", "Anna")
    seat(game, "b2", "Ben", "member")
    game.do("facilitator", "assign", seat="miller", delegation="miller", name="Mia")
    game.do("facilitator", "advance")
    assert {one for seat in ("baker", "b2", "miller") for one in reads(game, seat)} == {"banker"}


def test_the_only_person_of_a_delegation_has_all_its_roles_once_the_game_has_begun() -> None:
    game = ministry()
    seat(game, "baker", "Anna")
    game.do("facilitator", "assign", seat="miller", delegation="miller", name="Mia")
    assert reads(game, "baker") == set()
    game.do("facilitator", "advance")
    assert titles(game, "baker") == ("Master baker", "Banker", "Apprentice")
    assert reads(game, "baker") == set(SECRETS)
    seat(game, "b2", "Ben", "member")
    assert (titles(game, "baker"), titles(game, "b2")) == (("Master baker",), ("Banker",))


def test_a_role_is_one_of_the_delegations_own() -> None:
    game = ministry()
    told = game.refused("facilitator", "assign", seat="b2", delegation="baker", holds=["bankr"])
    assert told == "there is no role 'bankr' of baker; did you mean 'banker'?"
    told = game.refused("facilitator", "assign", seat="m", delegation="miller", holds=["banker"])
    assert told == "there are no roles to hold there; leave 'holds' out"


def test_what_a_package_is_worth_to_a_role_is_its_own_points_and_never_its_delegations() -> None:
    game = three()
    game.do("facilitator", "advance")
    game.do("baker", "offer", package={"price": "low", "day": "friday"})
    seen = view(game.state, "b2")
    (offer,) = seen.offers
    assert offer.worth["baker"].value == 10.0
    assert [(one.role, one.value, one.walk_away) for one in offer.role_worth] == [
        ("banker", 30.25, 5.0)
    ]
    assert [(one.role, one.value) for one in seen.role_worth_now] == [("banker", 5.0)]
    assert view(game.state, "baker").offers[0].role_worth == ()
    everybody = view(game.state, FACILITATOR).offers[0].role_worth
    assert [(one.role, one.value) for one in everybody] == [("banker", 30.25), ("apprentice", 11.5)]
    game.do("miller", "sign", offer="O1")
    assert view(game.state, "b2").worth_now["baker"].value == 10.0
    assert view(game.state, "b2").role_worth_now[0].value == 30.25
    game.do("facilitator", "end")
    ruled = {one: score.value for one, score in game.state.scores.items()}
    assert ruled == {"baker": 10.0, "miller": 1.0}


def test_what_is_decided_counts_for_a_role_by_its_own_points_once_it_is_settled() -> None:
    asked = decision("flour", "baker", "rye", "wheat", phase="negotiation")
    parties = deepcopy(tomllib.loads(MINISTRY)["delegation"])
    parties[0]["role"][1]["points"]["flour"] = {"wheat": 4.5}
    game = ministry(delegation=parties, decision=[asked])
    for id, name, role in PEOPLE:
        seat(game, id, name, role)
    game.do("facilitator", "assign", seat="miller", delegation="miller", name="Mia")
    game.do("facilitator", "advance")
    game.do("baker", "decide", decision="flour", option="wheat")
    assert decision_worth(view(game.state, "b2"), view(game.state, "b2").decisions[0]) == [
        "To you, as Banker: rye +0.0, wheat +4.5."
    ]
    assert decision_worth(view(game.state, "b3"), view(game.state, "b3").decisions[0]) == []
    (before,) = view(game.state, "b2").role_worth_now
    game.do("facilitator", "end")
    (after,) = view(game.state, "b2").role_worth_now
    assert after.value == before.value + 4.5
    assert (after.ledger[-1].code, after.ledger[-1].source) == ("decided", "flour")
    assert all(line.source != "flour" for line in game.state.scores["baker"].ledger)


def test_who_has_which_role_is_told_to_all() -> None:
    game = three()
    event = game.events[2]
    assert narrate(event, game.exercise) == "Ben sits for Baker (member, Banker)."
    assert declared(event).comes_of is not None


def test_an_exercise_without_roles_of_their_own_records_and_shows_none() -> None:
    game = at_negotiation()
    assert "holds" not in record_of(game.events[1])
    assert not game.exercise.has.roles
    told = game.refused("facilitator", "assign", seat="a2", delegation="alfa", holds=["head"])
    assert told == "there are no roles to hold there; leave 'holds' out"


MOVES = st.one_of(
    st.fixed_dictionaries(
        {
            "do": st.just("assign"),
            "seat": st.sampled_from(("baker", "b2", "b3", "m2")),
            "delegation": st.sampled_from(("baker", "baker", "miller")),
            "role": st.sampled_from(("head", "member")),
            "name": st.sampled_from(("Anna", "Ben", "Cem", "")),
        },
        optional={"holds": st.lists(st.sampled_from(("master", "banker", "apprentice")))},
    ),
    st.fixed_dictionaries({"do": st.sampled_from(("advance", "undo", "end"))}),
)


@given(st.lists(MOVES, max_size=12))
def test_nobody_reads_a_brief_or_points_of_a_role_that_is_not_theirs(
    moves: list[dict[str, Any]],
) -> None:
    game = ministry()
    for move in moves:
        try:
            game.do("facilitator", **move)
        except NotAllowed:
            continue
        _nothing_leaks(game)
    assert game.again() == game.state


def _nothing_leaks(game: Game) -> None:
    for id, one in game.state.seats.items():
        seen = view(game.state, id)
        mine = {role.id for role in seen.own_roles}
        assert reads(game, id) <= mine
        assert one.delegation == "baker" or not mine
        for role in seen.party("baker").own_roles:
            known = role.id in mine
            assert (role.secret_brief is not None) == known
            assert known or not (role.points or role.walk_away)
        assert {worth.role for worth in seen.role_worth_now} <= mine
        assert set(titles(game, id)) == {role.name for role in seen.own_roles}
        _at_most_one_more(game, seen)
    assert reads(game, None) == set()


def _at_most_one_more(game: Game, seen: View) -> None:
    """A role has one holder, unless one of its holders is an empty seat."""
    for role in seen.party("baker").own_roles:
        named = [one for one in role.people if game.state.seats[one].name]
        assert len(named) <= 1
