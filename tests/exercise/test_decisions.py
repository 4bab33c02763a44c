"""Decisions in an exercise file: every fault has its place and says what to do."""

from __future__ import annotations

import pytest

from tabletop.exercise import read_exercise
from tabletop.exercise.checks import check
from tests.exercise.marked import MARK, faults_of

HOSPITAL = """\
format = 2
id = "hospital"
title = "The hospital"

[[delegation]]
id = "wards"
name = "Wards"
secret_brief = "Few beds."

[[delegation]]
id = "board"
name = "Board"
secret_brief = "Little money."

[[decision]]
id = "divert"
name = "Ambulances"
text = "Do they go elsewhere?"
by = "wards"
round = 1
option = [
    { id = "accept", name = "accept all" },
    { id = "send-away", name = "send away" },
]

[[decision]]
id = "pay"
name = "Ransom"
by = "board"
round = 2
when = { decided = { divert = "send-away" } }
secret = true
option = [{ id = "refuse", name = "refuse" }, { id = "pay", name = "pay" }]

[[round]]
id = "one"
title = "The first day"
date = "1 May"
phases = { situation = 0, decision = 0 }

[[round]]
id = "two"
title = "The second day"
date = "2 May"

[[inject]]
id = "leak"
title = "A leak"
text = "Files are public."
round = 2
when = { decided = { divert = "!= accept" } }

[[ending]]
id = "paid"
title = "Paid"
text = "The gang has the money."
when = { decided = { pay = "pay" } }

[[ending]]
id = "adrift"
title = "Adrift"
text = "Nobody decided."
when = { undecided = ["divert"] }

[[ending]]
id = "held"
title = "Held"
text = "The house held."

[[question]]
id = "why"
text = "Why?"
"""


def changed(old: str, new: str) -> str:
    assert HOSPITAL.count(old) == 1, f"{old!r} occurs {HOSPITAL.count(old)} times"
    return HOSPITAL.replace(old, new)


def test_an_exercise_may_have_decisions_and_no_offers_at_all() -> None:
    exercise = read_exercise(HOSPITAL, "test.toml")
    assert faults_of(HOSPITAL) == ()
    assert exercise.has.decisions
    assert not exercise.has.offers
    assert not exercise.has.points
    assert exercise.phases == ("situation", "decision")


def test_an_exercise_has_something_to_do() -> None:
    start = HOSPITAL.index("[[decision]]")
    bare = HOSPITAL[:start] + HOSPITAL[HOSPITAL.index("[[round]]") : HOSPITAL.index("[[inject]]")]
    bare += '[[ending]]\nid = "held"\ntitle = "Held"\ntext = "H"\n'
    messages = [fault.message for fault in faults_of(bare)]
    assert "there is neither an [[issue]] nor a [[decision]]; add at least one" in messages


FAULTS = {
    "a delegation that is not there": (
        'by = "wards"',
        'by = ▶"ward"',
        "there is no delegation 'ward'; did you mean 'wards'?",
    ),
    "a round that is not there": (
        'by = "board"\nround = 2',
        'by = "board"\nround = ▶3',
        "there is no round 3: the exercise has 2 rounds; choose an earlier one",
    ),
    "a phase that no round names": (
        'by = "board"\nround = 2',
        'by = "board"\nround = 2\nphase = ▶"caucus"',
        "no round names the phase 'caucus', so nobody can take 'pay'; choose one of decision",
    ),
    "one option only": (
        'option = [{ id = "refuse", name = "refuse" }, { id = "pay", name = "pay" }]',
        'option = ▶[{ id = "pay", name = "pay" }]',
        None,
    ),
    "options of one id": (
        '{ id = "send-away", name = "send away" }',
        '{ id = ▶"accept", name = "send away" }',
        "there is already an option 'accept' of divert; give it another id",
    ),
    "decisions of one id": (
        'id = "pay"\nname = "Ransom"',
        'id = ▶"divert"\nname = "Ransom"',
        "there is already a decision 'divert'; give it another id",
    ),
    "a default that is no option": (
        "secret = true",
        'secret = true\ndefault = ▶"nothing"',
        "there is no option 'nothing' of pay; choose from refuse, pay",
    ),
    "a cost without a word for it": ("secret = true", "secret = true\n▶cost = 3", None),
    "a condition on an option that is not there": (
        '{ decided = { pay = "pay" } }',
        '{ decided = { pay = ▶"paid" } }',
        "there is no option 'paid' of pay; choose from refuse, pay",
    ),
    "a condition on a decision that is not there": (
        '{ undecided = ["divert"] }',
        '{ undecided = [▶"divrt"] }',
        "there is no decision 'divrt'; did you mean 'divert'?",
    ),
    "waiting for a decision that is not taken by then": (
        'by = "wards"\nround = 1',
        'by = "wards"\nround = 1\nwhen = ▶{ decided = { pay = "pay" } }',
        None,
    ),
    "waiting for itself": (
        'when = { decided = { divert = "send-away" } }',
        'when = ▶{ decided = { pay = "pay" } }',
        "nobody can ever take 'pay': it waits for itself; change its condition or its time",
    ),
    "both decided and not": (
        '{ undecided = ["divert"] }',
        '▶{ undecided = ["divert"], decided = { divert = "accept" } }',
        "this condition can never hold: 'divert' can't be both decided and not taken; take it out "
        "of one of them",
    ),
    "an agreement that nobody can make": (
        '[[round]]\nid = "one"',
        '▶[agreement]\nsignatories = ["wards"]\n\n[[round]]\nid = "one"',
        "nothing is negotiated without an [[issue]], so nobody signs anything; take this out",
    ),
    "a condition on a signature": (
        '{ undecided = ["divert"] }',
        "{ ▶signed = {} }",
        "nothing is negotiated without an [[issue]], so nothing can be signed; take this out",
    ),
    "tension without a climate": (
        '{ id = "refuse", name = "refuse" }',
        '{ id = "refuse", name = "refuse", effects = { ▶tension = 3 } }',
        "tension counts for nothing without a [climate]; add one, or take this out",
    ),
}


@pytest.mark.parametrize(("old", "new", "message"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_told_where_it_is(old: str, new: str, message: str | None) -> None:
    before, _, after = changed(old, new).partition(MARK)
    place = (before.count("\n") + 1, len(before) - before.rfind("\n"))
    found = faults_of(before + after)
    assert place in {(one.line, one.column) for one in found}, found
    assert message is None or message in {one.message for one in found}, found


def test_an_inject_that_comes_before_what_it_asks_is_told() -> None:
    early = changed('text = "Files are public."\nround = 2', 'text = "Files."\nround = 1')
    exercise = read_exercise(early, "test.toml")
    assert (
        "the inject 'leak' never comes: 'divert' can't have been decided by then; give it a later "
        "round or phase"
    ) in {one.message for one in check(exercise)}


def test_an_ending_that_another_always_comes_before_is_told() -> None:
    old = 'when = { undecided = ["divert"] }'
    shadowed = changed(old, 'when = { decided = { pay = ["pay"] } }')
    (fault,) = faults_of(shadowed)
    assert "'paid' comes before it and holds whenever this one does" in fault.message


@pytest.mark.parametrize(
    ("keys", "reason"),
    [
        (
            'round = 1\nphase = "negotiation"\nwhen = { round_at_least = 2 }',
            "it is for round 1, and its condition waits for round 2; change one of them",
        ),
        (
            'round = 1\nphase = "caucus"\nwhen = { signed = {} }',
            "nothing can have been signed by then; give it a later round or phase",
        ),
        (
            'phase = "negotiation"\nwhen = { signed = {}, not = { signed = {} } }',
            "its 'not' rules out what the rest of the condition asks for; change one of them",
        ),
        ('round = 1\nphase = "negotiation"\nwhen = { signed = {} }', None),
    ],
)
def test_a_decision_that_waits_for_what_can_not_have_come_is_told(
    keys: str, reason: str | None
) -> None:
    parties = "".join(
        f'[[delegation]]\nid = "{id}"\nname = "{id}"\nsecret_brief = "S"\n' for id in ("ha", "ho")
    )
    text = (
        f'format = 2\nid = "dam"\ntitle = "The dam"\n{parties}'
        '[[issue]]\nname = "Water"\noptions = ["none", "all"]\n'
        f'[[decision]]\nid = "sluice"\nname = "Sluice"\nby = "ha"\n{keys}\noptions = ["a", "b"]\n'
        '[[round]]\ntitle = "One"\nphases = { caucus = 0, negotiation = 0 }\n'
        '[[round]]\ntitle = "Two"\n'
    )
    found = [one.message for one in faults_of(text)]
    assert found == ([] if reason is None else [f"nobody can ever take 'sluice': {reason}"])
