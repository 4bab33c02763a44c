"""`check` scores every package: empty or trivial zones, options that nobody would choose."""

from __future__ import annotations

from typing import Any

import pytest

from tabletop import load_exercise
from tabletop.exercise import read_exercise
from tabletop.referee.outcomes.balance import balance

GAME = """
format = 1
id = "orchard"
title = "An orchard"

[[delegation]]
id = "red"
name = "Red"
walk_away = 5

[[delegation]]
id = "blue"
name = "Blue"
walk_away = 5

[[issue]]
id = "pears"
name = "Pears"
option = [
  {{ id = "all", name = "all" }},
  {{ id = "half", name = "half", points = {{ red = 6, blue = 6 }} }},
  {{ id = "few", name = "few", points = {{ red = {red}, blue = {blue} }}{more} }},
]

[[issue]]
id = "fence"
name = "Fence"
option = [
  {{ id = "none", name = "none" }},
  {{ id = "low", name = "low", points = {{ red = -20, blue = 3 }} }},
]

[agreement]
signatories = ["red", "blue"]
{rule}

[[round]]
id = "one"
title = "One"
date = "Monday"

{inject}

[[ending]]
id = "end"
title = "The end"
text = "That was it."
"""


def warnings(**changes: Any) -> list[tuple[Any, ...]]:
    """Return the paths and messages of a small game's warnings."""
    given = {"red": 9, "blue": 1, "more": "", "rule": "", "inject": "", **changes}
    given["rule"] += "\n"
    return [(one.path, one.message) for one in balance(read_exercise(GAME.format(**given)))]


def test_a_game_with_something_to_bargain_for_is_warned_of_nothing() -> None:
    assert warnings() == []
    assert balance(load_exercise("korea-end-of-war")) == []


def test_an_option_that_another_one_serves_everybody_better_than_is_warned_of() -> None:
    ((path, message),) = warnings(red=6, blue=4)
    assert path == ("issue", 0, "option", 2)
    assert message == (
        "nobody would choose 'few': with 'half' in its place no package is worth less to anybody, "
        "and some are worth more; give it points that 'half' lacks, or leave it out"
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"red": 6, "blue": 6},
        {"more": ", tension = -5"},
        {
            "inject": '[[inject]]\nid = "frost"\ntitle = "Frost"\ntext = "Cold."\nround = 1\n'
            'effects.points = [{ issue = "pears", option = "few", points = { red = 9 } }]'
        },
        {"rule": 'also = [{ delegation = "red", when = { pears = "half" } }]\nrule = 1'},
    ],
    ids=["equally good", "calmer", "better later", "signed by fewer"],
)
def test_an_option_that_has_a_use_is_not_warned_of(changes: dict[str, Any]) -> None:
    said = warnings(**{"red": 6, "blue": 4, **changes})
    assert not [message for _, message in said if "nobody would choose" in message]


def test_a_form_that_another_one_serves_everybody_better_than_is_warned_of() -> None:
    form = (
        '[[form.option]]\nid = "word"\nname = "word"\npoints = { red = -1 }\n'
        '[[form.option]]\nid = "deed"\nname = "deed"\npoints = { blue = 1 }\n[agreement]'
    )
    text = GAME.format(red=9, blue=1, more="", rule="", inject="").replace("[agreement]", form)
    ((path, message),) = [(o.path, o.message) for o in balance(read_exercise(text))]
    assert path == ("form", "option", 0)
    assert message.startswith("nobody would choose 'word': with 'deed' in its place")


def test_a_delegation_that_every_deal_suits_and_a_zone_of_everything_are_warned_of() -> None:
    text = GAME.format(red=9, blue=1, more="", rule="", inject="")
    tame = text.replace("walk_away = 5", "walk_away = -100")
    ((path, message),) = [(o.path, o.message) for o in balance(read_exercise(tame))]
    assert path == ("agreement",)
    assert message.startswith("5 of 5 deals are acceptable to everybody in the first round")
    one = text.replace("walk_away = 5", "walk_away = -100", 1)
    ((path, message),) = [(o.path, o.message) for o in balance(read_exercise(one))]
    assert path == ("delegation", 0, "walk_away")
    assert message == (
        "every deal is acceptable to Red in the first round, so it has no reason to refuse any; "
        "raise walk_away, or give it options that cost it something"
    )


def test_the_rule_decides_what_is_trivial_and_what_is_empty() -> None:
    # Under a rule of one, whatever either of them wants passes.
    said = warnings(red=20, blue=-20, rule="rule = 1")
    assert not [message for _, message in said if "no package is acceptable" in message]
    empty = GAME.format(red=20, blue=-20, more="", rule="", inject="").replace(
        "red = 6, blue = 6", "red = 2, blue = 8"
    )
    ((path, message),) = [(o.path, o.message) for o in balance(read_exercise(empty))]
    assert path == ("agreement",)
    assert message.startswith("no package is acceptable to everybody in the first round")
    under_one = empty.replace("[agreement]", "[agreement]\nrule = 1")
    assert not [o for o in balance(read_exercise(under_one)) if "no package" in o.message]


def test_the_only_deal_of_an_exercise_is_not_counted_as_one_of_one() -> None:
    text = GAME.format(red=9, blue=1, more="", rule="", inject="")
    start, end = text.index("[[issue]]"), text.index("[[round]]")
    pears = """[[issue]]
id = "pears"
name = "Pears"
option = [
  { id = "all", name = "all" },
  { id = "half", name = "half", points = { red = 6, blue = 6 } },
]

[agreement]
signatories = ["red", "blue"]

"""
    ((path, message),) = [
        (one.path, one.message) for one in balance(read_exercise(text[:start] + pears + text[end:]))
    ]
    assert path == ("agreement",)
    assert message == (
        "the only deal is acceptable to everybody in the first round, so there is nothing to "
        "bargain for; add options or issues"
    )
