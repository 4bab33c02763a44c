"""The circumstances of each round at a table that has agreed on nothing."""

from __future__ import annotations

from typing import Any

import pytest

from tabletop.errors import UnreadableInput
from tabletop.referee import analysis_circumstances, opening_circumstances, walk_away
from tests.referee.small import exercise


def inject(id: str, **keys: Any) -> dict[str, Any]:
    return {"id": id, "title": id, "text": "", **keys}


def test_the_first_round_without_injects_is_the_opening() -> None:
    assert analysis_circumstances(exercise(), 1) == opening_circumstances(exercise())


def test_scheduled_injects_up_to_the_round_have_been_delivered() -> None:
    model = exercise(
        inject=[
            inject("first", round=1, effects={"walk_away": {"alfa": 1}, "urgency": {"bravo": 0.5}}),
            inject("second", round=2, effects={"forbid": {"drills": "halted"}}),
            inject("third", round=3, effects={"walk_away": {"alfa": 10}}),
        ]
    )
    found = analysis_circumstances(model, 2)
    assert found.round == 2
    assert walk_away(model, "alfa", found) == 4
    assert found.urgency == {"bravo": 0.5}
    assert found.forbidden == ({"drills": "halted"},)


def test_manual_and_waiting_injects_have_not() -> None:
    model = exercise(
        inject=[
            inject("manual", round=1, manual=True, effects={"tension": 20}),
            inject("waiting", when={"round_at_least": 1}, effects={"tension": 20}),
        ]
    )
    assert analysis_circumstances(model, 1).climate.tension == 50


def test_conditions_are_those_of_a_table_without_agreements() -> None:
    model = exercise(
        inject=[
            inject("held", round=1, when={"not": {"signed": {}}}, effects={"tension": 20}),
            inject("calm", round=1, when={"signed": {}}, effects={"tension": -50}),
        ]
    )
    assert analysis_circumstances(model, 1).climate.tension == 70


def test_tension_has_risen_with_every_round_gone_by() -> None:
    assert analysis_circumstances(exercise(), 3).climate.tension == 56


def test_within_a_round_injects_come_phase_by_phase() -> None:
    model = exercise(
        inject=[
            inject("late", round=1, phase="decision", when={"tension_at_least": 70},
                   effects={"trust": {"alfa-bravo": -10}}),
            inject("early", round=1, phase="situation", effects={"tension": 20}),
        ]
    )  # fmt: skip
    assert analysis_circumstances(model, 1).climate.trust[("alfa", "bravo")] == 10


def test_trust_can_be_set_to_see_what_would_be() -> None:
    model = exercise(inject=[inject("rift", round=1, effects={"trust": {"alfa-bravo": -10}})])
    found = analysis_circumstances(model, 1, {"alfa-bravo": 70})
    assert found.climate.trust[("alfa", "bravo")] == 70
    assert found.climate.trust[("bravo", "alfa")] == 40


@pytest.mark.parametrize(
    ("round_number", "trust", "sentence"),
    [
        (0, {}, "there is no round 0 here; choose from 1 to 3"),
        (4, {}, "there is no round 4 here; choose from 1 to 3"),
        (1, {"zz-q": 5}, "there is no trust 'zz-q' here; choose from alfa-bravo, "),
        (1, {"alfa-bravo": 101}, "trust 'alfa-bravo' must be a number from 0 to 100, not 101"),
        (
            1,
            {"alfa-bravo": float("nan")},
            "trust 'alfa-bravo' must be a number from 0 to 100, not nan",
        ),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(
    round_number: int, trust: dict[str, float], sentence: str
) -> None:
    with pytest.raises(UnreadableInput) as refused:
        analysis_circumstances(exercise(), round_number, trust)
    assert refused.value.sentence.startswith(sentence)
