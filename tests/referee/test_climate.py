"""How deeds and words move trust and tension, computed by hand on the small exercise."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest import approx

from tabletop.referee import (
    ActDone,
    Circumstances,
    Climate,
    ClimateRuling,
    Happened,
    OptionStep,
    crisis,
    opening_circumstances,
    ruling,
)
from tabletop.referee.wording import names_in, sentence
from tests.referee.small import exercise

SMALL = exercise()
NOW = opening_circumstances(SMALL)
NAMES = names_in(SMALL)
HALT = OptionStep("drills", "halted")
STOP = OptionStep("tests", "stopped")


def rule(
    *, circumstances: Circumstances = NOW, in_force: bool = True, **what: object
) -> ClimateRuling:
    return ruling(SMALL, circumstances, Happened(in_force=in_force, **what))  # type: ignore[arg-type]


def changes(found: ClimateRuling) -> dict[tuple[str, str], float]:
    return {(one.of, one.toward): one.change for one in found.trust}


class TestTrust:
    def test_an_act_raises_its_beneficiaries_trust_by_what_it_cost(self) -> None:
        found = rule(performed=(ActDone("alfa", HALT),))
        assert changes(found) == {("bravo", "alfa"): approx(0.30 * (100 - 40) * 10 / 20)}
        assert found.climate.trust[("bravo", "alfa")] == approx(49)

    def test_every_beneficiary_counts_by_its_own_trust(self) -> None:
        found = rule(performed=(ActDone("bravo", STOP),))
        assert changes(found) == {
            ("alfa", "bravo"): approx(0.30 * 80 * 12 / 20),
            ("charlie", "bravo"): approx(0.30 * 20 * 12 / 20),
        }

    def test_a_gesture_or_first_move_tells_more(self) -> None:
        found = rule(performed=(ActDone("alfa", HALT, signal=True),))
        assert changes(found) == {("bravo", "alfa"): approx(0.45 * 60 * 10 / 20)}

    def test_a_cost_beyond_twenty_points_tells_no_more(self) -> None:
        found = rule(performed=(ActDone("alfa", OptionStep("base", "closed")),))
        assert changes(found) == {("bravo", "alfa"): approx(0.30 * 60)}

    def test_an_instalment_is_half_the_cost(self) -> None:
        found = rule(performed=(ActDone("alfa", OptionStep("drills", "halted", share=0.5)),))
        assert changes(found) == {("bravo", "alfa"): approx(0.30 * 60 * 5 / 20)}

    def test_a_step_further_counts_for_the_difference(self) -> None:
        found = rule(performed=(ActDone("alfa", OptionStep("drills", "halted", before="halved")),))
        assert changes(found) == {("bravo", "alfa"): approx(0.30 * 60 * 6 / 20)}

    def test_points_that_injects_added_count(self) -> None:
        shifted = Circumstances(1, NOW.climate, points={("drills", "halted", "alfa"): -6.0})
        found = rule(performed=(ActDone("alfa", HALT),), circumstances=shifted)
        assert changes(found) == {("bravo", "alfa"): approx(0.30 * 60 * 16 / 20)}

    def test_performers_of_one_issue_gain_each_others_trust_too(self) -> None:
        step = OptionStep("relief", "sent")
        found = rule(performed=(ActDone("alfa", step), ActDone("bravo", step)))
        assert changes(found)[("bravo", "alfa")] == approx(0.30 * 60 * 6 / 20)
        assert changes(found)[("alfa", "bravo")] == approx(0.30 * 80 * 2 / 20)

    def test_a_breach_costs_the_trust_of_those_it_would_have_served(self) -> None:
        found = rule(broken=(ActDone("alfa", HALT),))
        assert changes(found)[("bravo", "alfa")] == approx(-0.60 * 40 * 10 / 20)

    def test_and_a_third_as_much_of_everybody_elses(self) -> None:
        found = rule(broken=(ActDone("alfa", HALT),))
        assert changes(found)[("charlie", "alfa")] == approx(-0.60 / 3 * 60 * 10 / 20)

    def test_statements_move_everybodys_trust_in_the_speaker(self) -> None:
        found = rule(tones=[("alfa", "hostile"), ("bravo", "conciliatory"), ("charlie", "neutral")])
        assert changes(found) == {
            ("bravo", "alfa"): -4,
            ("charlie", "alfa"): -4,
            ("alfa", "bravo"): 2,
            ("charlie", "bravo"): 2,
        }

    def test_a_tone_counts_once_however_often_it_is_used(self) -> None:
        once = rule(tones=[("alfa", "hostile")])
        assert rule(tones=[("alfa", "hostile")] * 3) == once

    def test_each_change_works_on_what_the_one_before_left(self) -> None:
        found = rule(performed=(ActDone("alfa", HALT),), broken=(ActDone("alfa", STOP),))
        assert next(one.change for one in found.trust if one.of == "bravo") == approx(9)
        after = rule(performed=(ActDone("alfa", HALT), ActDone("alfa", HALT)))
        assert after.trust[1].change == approx(0.30 * (60 - 9) * 10 / 20)

    def test_trust_stops_at_its_bounds_and_the_line_says_what_moved(self) -> None:
        low = Circumstances(1, NOW.climate.with_trust({("bravo", "alfa"): 3}))
        found = rule(tones=[("alfa", "hostile")], circumstances=low)
        assert changes(found)[("bravo", "alfa")] == -3
        assert found.climate.trust[("bravo", "alfa")] == 0
        again = rule(tones=[("alfa", "hostile")], circumstances=Circumstances(1, found.climate))
        assert ("bravo", "alfa") not in changes(again)

    def test_the_lines_say_who_did_what(self) -> None:
        found = rule(
            performed=(
                ActDone("alfa", HALT),
                ActDone("alfa", OptionStep("relief", "sent"), signal=True),
            ),
            broken=(ActDone("bravo", OptionStep("tests", "stopped", share=0.5)),),
        )
        assert list(
            dict.fromkeys(sentence(one.code, one.values, NAMES, one.toward) for one in found.trust)
        ) == [
            "Alfa performed: Drills, halted",
            "Alfa performed unprompted or first: Relief, sent",
            "Bravo broke its word: Tests, stopped, half of it",
        ]


class TestTension:
    def test_options_bring_their_own_change_when_they_take_effect(self) -> None:
        found = rule(effects=(HALT, OptionStep("tests", "stopped", share=0.5)))
        assert [one.change for one in found.tension] == [-8, -5]
        assert found.climate.tension == 37

    def test_a_step_further_brings_the_difference(self) -> None:
        found = rule(effects=(OptionStep("drills", "halted", before="halved"),))
        assert found.climate.tension == 45

    def test_a_joint_text_brings_its_change_as_any_other(self) -> None:
        assert rule(effects=(OptionStep("text", "guaranteed"),)).climate.tension == 45

    def test_a_broken_issue_adds_ten_however_many_broke_it(self) -> None:
        step = OptionStep("relief", "sent")
        found = rule(broken=(ActDone("alfa", step), ActDone("bravo", step)))
        assert [(one.change, sentence(one.code, one.values, NAMES)) for one in found.tension] == [
            (10, "Broken: Relief")
        ]

    def test_a_round_without_an_agreement_in_force_adds_three(self) -> None:
        assert rule(in_force=False).climate.tension == 53
        assert rule(in_force=True).climate.tension == 50

    def test_tension_stops_at_its_bounds_and_the_line_says_what_moved(self) -> None:
        high = Circumstances(1, NOW.climate.with_tension(95))
        found = rule(broken=(ActDone("alfa", HALT),), in_force=False, circumstances=high)
        assert [one.change for one in found.tension] == [5]
        assert found.climate.tension == 100

    def test_from_eighty_five_on_the_next_round_is_a_crisis(self) -> None:
        assert crisis(SMALL, Climate({}, 85))
        assert not crisis(SMALL, Climate({}, 84.9))


STEPS = [
    OptionStep(issue.id, option.id, share=share)
    for issue in SMALL.issues
    for option in issue.options[1:]
    for share in (0.5, 1.0)
]
DELEGATIONS = [one.id for one in SMALL.delegations]
DEEDS = st.lists(
    st.builds(ActDone, st.sampled_from(DELEGATIONS), st.sampled_from(STEPS), st.booleans())
).map(tuple)
HAPPENED = st.builds(
    Happened,
    performed=DEEDS,
    broken=DEEDS,
    effects=st.lists(st.sampled_from(STEPS)).map(tuple),
    tones=st.lists(
        st.tuples(st.sampled_from(DELEGATIONS), st.sampled_from(["hostile", "conciliatory"]))
    ),
    in_force=st.booleans(),
)
CLIMATES = st.builds(
    Climate,
    st.fixed_dictionaries({pair: st.floats(0, 100) for pair in NOW.climate.trust}),
    st.floats(0, 100),
)


@pytest.mark.slow
@given(CLIMATES, HAPPENED)
def test_levels_stay_in_range_and_move_by_the_sum_of_their_lines(
    climate: Climate, happened: Happened
) -> None:
    found = ruling(SMALL, Circumstances(1, climate), happened)
    for pair, level in found.climate.trust.items():
        assert 0 <= level <= 100
        moved = math.fsum(one.change for one in found.trust if (one.of, one.toward) == pair)
        assert level == approx(climate.trust[pair] + moved, abs=1e-9)
    assert 0 <= found.climate.tension <= 100
    moved = math.fsum(one.change for one in found.tension)
    assert found.climate.tension == approx(climate.tension + moved, abs=1e-9)


@given(CLIMATES, HAPPENED)
def test_a_ruling_depends_only_on_what_happened(climate: Climate, happened: Happened) -> None:
    circumstances = Circumstances(1, climate)
    assert ruling(SMALL, circumstances, happened) == ruling(SMALL, circumstances, happened)
