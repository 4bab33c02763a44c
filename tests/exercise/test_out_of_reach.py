"""Options, conditions and endings that no game can reach are reported where they are."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tabletop.exercise import check_exercise
from tabletop.exercise.checks import check
from tabletop.exercise.model import Exercise
from tests.exercise.marked import SOUND, broken, faults_of, told


def test_every_issue_and_option_must_be_within_reach() -> None:
    """Contradictions are followed from one requirement to the next."""
    marked = broken(
        ('name = "River charter"', 'name = "River charter"\n▶requires = { toll = "lifted" }'),
        ('by = [\n    "lower",', 'requires = { charter = "none" }\nby = [\n    "lower",'),
        ('requires = { charter = "!= none" }', '▶requires = { charter = "!= none" }'),
        ('requires = { charter = ["signed"', '▶requires = { charter = ["signed"'),
    )
    assert [message.split(":")[0] for message in told(marked)] == [
        "the issue 'charter' can never be moved",
        "the issue 'dam' can never be moved",
        "'deed' can never be had",
    ]


@pytest.mark.parametrize(
    ("first", "reason"),
    [
        ('["upper", "lower", "mill"]', "all performers are in 'first'; leave one out"),
        ("[]", None),
    ],
)
def test_an_order_needs_acts_on_both_sides(first: str, reason: str | None) -> None:
    marked = broken(('[[order.option]]\nid = "dam-first"', '▶[[order.option]]\nid = "dam-first"'))
    marked = marked.replace('first = ["upper"]', f"first = {first}")
    if reason is None:
        assert told(marked.replace("▶", "")) == []
    else:
        assert told(marked) == [f"the order 'dam-first' can never be had: {reason}"]


def test_step_by_step_needs_counterparts_who_perform() -> None:
    marked = broken(
        ('counterparts = ["lower"]\n', ""),
        ('counterparts = ["upper"]\n', ""),
        ('[[order.option]]\nid = "steps"', '▶[[order.option]]\nid = "steps"'),
    )
    (message,) = told(marked)
    assert message.startswith("the order 'steps' can never be had: instalments need")


IMPOSSIBLE = {
    "a red line": (
        'when = { dam = "removed" }',
        'when = ▶{ dam = "removed", charter = "none" }',
        False,
    ),
    "an ending's agreement": (
        'signed = { charter = ">= signed" }',
        'signed = ▶{ dam = "opened", charter = "none" }',
        False,
    ),
    "an interaction, which a breach may still bring about": (
        'when = { dam = ">= opened", toll = "lifted" }\npoints',
        'when = ▶{ dam = ">= opened", charter = "none" }\npoints',
        True,
    ),
    "acts performed of an agreement half broken": (
        'when = { performed = { dam = ">= opened", toll = "lifted" }',
        'when = { performed = { dam = ">= opened", charter = "none" }',
        None,
    ),
}


@pytest.mark.parametrize(("old", "new", "warning"), IMPOSSIBLE.values(), ids=IMPOSSIBLE)
def test_a_condition_that_no_agreement_can_meet(old: str, new: str, warning: bool | None) -> None:
    before, _, after = broken((old, new)).partition("▶")
    exercise = Exercise.model_validate(tomllib.loads(before + after))
    messages = {found.message: found.warning for found in check(exercise)}
    told_of = "no agreement can meet this condition: its rows require what contradicts them"
    assert messages.get(f"{told_of}; take a row out") == warning


@pytest.mark.parametrize("key", ["breached", "in_breach"])
@pytest.mark.parametrize(
    ("row", "warned"), [('charter = "signed"', "charter"), ('dam = "opened"', None)]
)
def test_what_nobody_performs_can_not_be_broken(
    tmp_path: Path, key: str, row: str, warned: str | None
) -> None:
    path = tmp_path / "mine.toml"
    text = broken(("{ breached = {} }", f"{{ {key} = {{ {row} }} }}"))
    path.write_text(text, encoding="utf-8")
    line = next(n for n, one in enumerate(text.splitlines(), 1) if f"{key} =" in one)
    said = [
        (f.line, f.warning, f.message) for f in check_exercise(path) if "be breached" in f.message
    ]
    message = f"nobody performs '{warned}', so it can't be breached; name an act"
    assert said == ([(line, True, message)] if warned else [])


ENDINGS = {
    "one without a condition before it": (
        'when = { performed = { dam = ">= opened", toll = "lifted" }, tension_at_most = 60 }',
        "",
        ["paper", "dust"],
    ),
    "the same condition": (
        'signed = { charter = ">= signed" }\ntrust_below = { lower-upper = 40 }\n'
        'any = [{ round_at_least = 2 }, { breached = {} }, { below_walk_away = ["mill"] }]',
        'performed = { toll = "lifted", dam = ">= opened" }\ntension_at_most = 60',
        ["paper"],
    ),
    "a wider condition": (
        'signed = { charter = ">= signed" }\ntrust_below = { lower-upper = 40 }\n'
        'any = [{ round_at_least = 2 }, { breached = {} }, { below_walk_away = ["mill"] }]',
        'performed = { toll = "lifted", dam = "removed" }\ntension_at_most = 50',
        ["paper"],
    ),
    "any breach, before one that was not made good": (
        'when = { performed = { dam = ">= opened", toll = "lifted" }, tension_at_most = 60 }\n\n'
        '[[ending]]\nid = "paper"\ntitle = "A piece of paper"\n'
        'text = "A charter, and a dry bed."\n\n[ending.when]\n',
        'when = { breached = {} }\n\n[[ending]]\nid = "paper"\ntitle = "A piece of paper"\n'
        'text = "A charter, and a dry bed."\n\n[ending.when]\nin_breach = { dam = "removed" }\n',
        ["paper"],
    ),
}


@pytest.mark.parametrize(("old", "new", "lost"), ENDINGS.values(), ids=ENDINGS)
def test_every_ending_can_be_reached(old: str, new: str, lost: list[str]) -> None:
    messages = [fault.message for fault in faults_of(broken((old, new)))]
    assert [message.split("'")[1] for message in messages] == lost
    assert all(message.startswith("no table can reach the ending") for message in messages)


def test_an_exercise_has_an_ending() -> None:
    text = SOUND[: SOUND.index("[[ending]]")] + SOUND[SOUND.index("[[question]]") :]
    assert told("▶" + text) == ["there is no [[ending]]; add at least one, the last without 'when'"]


@pytest.mark.parametrize(
    ("signed", "warned"),
    [
        ('{ water = "as-it-is" }', True),
        ('{ water = "<= as-it-is" }', True),
        ('{ water = ["as-it-is", "half"] }', False),
        ("{}", False),
    ],
)
def test_an_agreement_that_moves_nothing_is_warned_of(
    tmp_path: Path, signed: str, warned: bool
) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(ONE_ISSUE.replace("SIGNED", signed), encoding="utf-8")
    told = [one.message for one in check_exercise(path) if "takes back" in one.message]
    assert bool(told) is warned


ONE_ISSUE = """\
format = 2
id = "river"
title = "The river"
delegation = [{ name = "Upper", walk_away = 1 }, { name = "Lower" }]

[[issue]]
name = "Water"
options = ["as it is", "half"]
points = { upper = [0, 3], lower = [0, 6] }

[[round]]
title = "Now"
phases = { negotiation = 60 }

[[ending]]
title = "As ever"
text = "Nothing flows."
when = { signed = SIGNED }

[[ending]]
title = "Else"
text = "It is over."
"""
