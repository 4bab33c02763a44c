"""What `check` says to do can be done, and then the fault is gone and there is no other.

The first cases were found by an author who tried; each stands for its kind.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from tabletop.exercise.loading import check_source

BASE = """format = 2
id = "base"
title = "Base"
disclaimer = "Invented."

[[delegation]]
id = "red"
name = "Red"
secret_brief = "Want."
walk_away = 1

[[delegation]]
id = "blue"
name = "Blue"
secret_brief = "Want."
walk_away = 1

[agreement]
signatories = ["red", "blue"]

[[issue]]
id = "price"
name = "Price"

[[issue.option]]
id = "open"
name = "open"

[[issue.option]]
id = "low"
name = "low"
points = { red = 5, blue = 2 }

[[issue.option]]
id = "high"
name = "high"
points = { red = 2, blue = 5 }

[[round]]
id = "r1"
title = "R"

[[ending]]
id = "e"
title = "E"
text = "End."

[[question]]
id = "q"
text = "Q?"
"""


@dataclass(frozen=True)
class Advice:
    """A text of the base and what stands in its place; the fault, by a piece of the line that it
    is told at and of its sentence; and what an author who follows it writes there.
    """

    name: str
    sound: str
    broken: str
    at: str
    said: str
    followed: str


CASES = (
    Advice(
        "a decimal comma",
        "red = 5, blue = 2",
        "red = 5,5, blue = 2",
        "red = 5,5",
        "with a point, not a comma: 5.5",
        "red = 5.5, blue = 2",
    ),
    Advice(
        "two delegations with one name",
        'name = "Blue"',
        'name = "Red"',
        'name = "Red"',
        "delegation 'red' has this name as well; give 'blue' another",
        'name = "Azure"',
    ),
    Advice(
        "two options with one name",
        'name = "high"',
        'name = "low"',
        'name = "low"',
        "option 'low' has this name as well; give 'high' another",
        'name = "higher"',
    ),
    Advice(
        "an issue with one option",
        "[[round]]",
        '[[issue]]\nid = "p2"\nname = "P2"\n[[issue.option]]\nid = "a"\nname = "a"\n\n[[round]]',
        "[[issue.option]]",
        "there is 1 option, but at least 2 are needed; add 1 more, with name",
        '[[issue]]\nid = "p2"\nname = "P2"\n[[issue.option]]\nid = "a"\nname = "a"\n'
        '[[issue.option]]\nname = "b"\npoints = { red = 1, blue = 1 }\n\n[[round]]',
    ),
    Advice(
        "a text that does not end",
        'secret_brief = "Want."\nwalk_away = 1\n\n[[delegation]]\nid = "blue"',
        'secret_brief = """Want.\nwalk_away = 1\n\n[[delegation]]\nid = "blue"',
        '"""Want.',
        'this text does not end; close it with """',
        'secret_brief = """Want."""\nwalk_away = 1\n\n[[delegation]]\nid = "blue"',
    ),
    Advice(
        "a list of tables in single brackets",
        '[[delegation]]\nid = "red"',
        '[delegation]\nid = "red"',
        "[delegation]",
        "[delegation] is a list of tables; write [[delegation]] with double brackets",
        '[[delegation]]\nid = "red"',
    ),
    Advice(
        "who must sign besides, whatever is agreed",
        "[[issue]]",
        '[[agreement.also]]\ndelegation = "red"\nwhen = { price = ">= open" }\n\n[[issue]]',
        "when = { price",
        "'red' is one of the signatories already; take this also table out",
        "[[issue]]",
    ),
    Advice(
        "a key that is missing",
        "[[issue]]",
        '[[agreement.also]]\nwhen = { price = ">= low" }\n\n[[issue]]',
        "[[agreement.also]]",
        "'delegation' is missing; add delegation = \"...\" with a delegation's id",
        '[[agreement.also]]\ndelegation = "red"\nwhen = { price = ">= low" }\n\n[[issue]]',
    ),
    Advice(
        "a misspelt key",
        'disclaimer = "Invented."',
        'disclaimr = "Invented."',
        "disclaimr",
        "did you mean 'disclaimer'?",
        'disclaimer = "Invented."',
    ),
    Advice(
        "a misspelt delegation",
        "points = { red = 2, blue = 5 }",
        "points = { red = 2, blu = 5 }",
        "blu = 5",
        "did you mean 'blue'?",
        "points = { red = 2, blue = 5 }",
    ),
    Advice(
        "a number in quotes",
        'secret_brief = "Want."\nwalk_away = 1\n\n[agreement]',
        'secret_brief = "Want."\nwalk_away = "1"\n\n[agreement]',
        'walk_away = "1"',
        "must be a number",
        'secret_brief = "Want."\nwalk_away = 1\n\n[agreement]',
    ),
    Advice(
        "points of the status quo",
        'name = "open"',
        'name = "open"\npoints = { red = 1 }',
        "points = { red = 1 }",
        "status quo",
        'name = "open"',
    ),
    Advice(
        "an id twice",
        'id = "high"',
        'id = "low"',
        'id = "low"',
        "there is already an option 'low' of price; give it another id",
        'id = "higher"',
    ),
)


def test_the_base_is_sound() -> None:
    assert check_source(BASE) == ()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_advice_is_given_in_its_place_and_following_it_mends_the_fault(case: Advice) -> None:
    assert BASE.count(case.sound) >= 1
    # The last place, so that what comes twice is the second of the two.
    before, _, after = BASE.rpartition(case.sound)
    broken = before + case.broken + after
    lines = broken.split("\n")
    told = [one for one in check_source(broken) if case.said in one.message]
    assert told, check_source(broken)
    assert case.at in lines[told[0].line - 1]
    assert check_source(before + case.followed + after) == ()
