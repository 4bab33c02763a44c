"""The short form says what the long one does, and each way of getting it wrong has its place."""

from __future__ import annotations

import re
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabletop.exercise import read_exercise
from tabletop.exercise.locate import MOST_FAULTS
from tabletop.exercise.made_ids import LONGEST_ID, made_id
from tabletop.exercise.points_table import points_csv, with_points
from tabletop.exercise.short_form import spelled_out
from tests.exercise.marked import faults_of, told

SHORT = """
format = 2
id = "job"
title = "A job"
phases = { negotiation = 600 }
questions = ["Who gave way first?", { text = "Was it fair?", kind = "rating" }]

[[delegation]]
short = "Firm"
name = "The firm"
walk_away = 2
secret_brief = "You need her in June."

[[delegation]]
id = "cand"
name = "Candidate"
walk_away = 2
secret_brief = "You would rather begin in July."

[[issue]]
name = "Start"
options = ["open", "1 June", { id = "july", name = "1 July", summary = "After the holidays." }]
points = { firm = [0, 8, 3], cand = [0, 1, 5.5] }

[[issue]]
name = "Signing bonus"
by = ["firm"]
options = ["none", { name = "some", points = { cand = 4 } }]
points = { firm = [0, -2] }

[form]
options = ["word", "paper"]
points = { cand = [0, 1] }

[[round]]
title = "One meeting"
questions = ["What would you need to know?"]

[[decision]]
name = "Reference"
by = "firm"
phase = "negotiation"
options = ["ask for one", "let it be"]
points = { cand = [-1, 0] }
"""

LONG = """
format = 2
id = "job"
title = "A job"

[agreement]
signatories = ["firm", "cand"]

[[delegation]]
id = "firm"
short = "Firm"
name = "The firm"
walk_away = 2
secret_brief = "You need her in June."

[[delegation]]
id = "cand"
name = "Candidate"
walk_away = 2
secret_brief = "You would rather begin in July."

[[issue]]
id = "start"
name = "Start"

[[issue.option]]
id = "open"
name = "open"

[[issue.option]]
id = "1-june"
name = "1 June"
points = { firm = 8, cand = 1 }

[[issue.option]]
id = "july"
name = "1 July"
summary = "After the holidays."
points = { firm = 3, cand = 5.5 }

[[issue]]
id = "signing-bonus"
name = "Signing bonus"
by = ["firm"]

[[issue.option]]
id = "none"
name = "none"

[[issue.option]]
id = "some"
name = "some"
points = { cand = 4, firm = -2 }

[[form.option]]
id = "word"
name = "word"
points = { cand = 0 }

[[form.option]]
id = "paper"
name = "paper"
points = { cand = 1 }

[[round]]
id = "one-meeting"
title = "One meeting"
phases = { negotiation = 600 }

[[round.question]]
id = "what-would-you-need-to-know"
text = "What would you need to know?"

[[decision]]
id = "reference"
name = "Reference"
by = "firm"
phase = "negotiation"

[[decision.option]]
id = "ask-for-one"
name = "ask for one"
points = { cand = -1 }

[[decision.option]]
id = "let-it-be"
name = "let it be"
points = { cand = 0 }

[[ending]]
id = "agreed"
title = "An agreement"
text = "There is an agreement."
when = { signed = {} }

[[ending]]
id = "not-agreed"
title = "No agreement"
text = "Nothing was agreed."

[[question]]
id = "who-gave-way-first"
text = "Who gave way first?"

[[question]]
id = "was-it-fair"
text = "Was it fair?"
kind = "rating"
"""


def test_the_short_form_is_the_same_exercise_as_the_long_one() -> None:
    short, long = read_exercise(SHORT), read_exercise(LONG)
    assert short == long
    assert short.model_dump(exclude_unset=True) == long.model_dump(exclude_unset=True)


def test_a_long_form_is_spelled_out_as_it_stands_and_nothing_given_is_changed() -> None:
    long = tomllib.loads(LONG)
    assert spelled_out(long).document == long
    short = tomllib.loads(SHORT)
    again = spelled_out(short).document
    assert short == tomllib.loads(SHORT)
    assert spelled_out(again).document == again


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Signing bonus", "signing-bonus"),
        ("Tromsø", "tromso"),
        ("2:1", "2-1"),
        ("10 %", "10"),
        ("can't pay", "cant-pay"),
        ("Łódź & Ærø", "lodz-aero"),
        ("  *The* Mayor ", "the-mayor"),
        ("Who could have blocked it, and did they know?", "who-could-have-blocked-it-and-did-they"),
        ("x" * 50, "x" * 40),
        ("Мир", ""),
        ("?!", ""),
    ],
)
def test_an_id_is_made_of_the_words_of_a_name(name: str, id: str) -> None:
    assert made_id(name) == id


@given(st.text(max_size=200))
def test_what_is_made_of_any_name_is_an_id_or_nothing(name: str) -> None:
    id = made_id(name)
    assert not id or (re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", id) and len(id) <= LONGEST_ID)
    assert made_id(id) == id


def test_who_must_sign_is_everybody_unless_every_issue_has_performers() -> None:
    assert read_exercise(SHORT).agreement.signatories == ("firm", "cand")
    performed = SHORT.replace('name = "Start"', 'name = "Start"\nby = ["cand"]')
    assert read_exercise(performed).agreement.signatories == ()
    nobody = SHORT.replace("[form]", "[agreement]\nsignatories = []\n\n[form]")
    (said,) = [one.message for one in faults_of(nobody)]
    assert said.startswith("nobody would have to sign start")


def test_an_exercise_of_decisions_just_ends() -> None:
    start, end = SHORT.index("[[issue]]"), SHORT.index("[[round]]")
    decided = SHORT[:start].replace("walk_away = 2\n", "") + SHORT[end:]
    decided = decided.replace("points = { cand = [-1, 0] }\n", "")
    assert [one.id for one in read_exercise(decided).endings] == ["over"]


WRONG = {
    "too few points": (
        "firm = [0, 8, 3]",
        "firm = ▶[0, 8]",
        "'firm' has 2 numbers, but there are 3 options; give one number for each",
    ),
    "too many points": (
        "points = { firm = [0, -2] }",
        "points = { firm = ▶[0, -2, 1] }",
        "'firm' has 3 numbers, but there are 2 options; give one number for each",
    ),
    "one number for all options": (
        "firm = [0, 8, 3]",
        "firm = ▶8",
        "'firm' must be a list of 3 numbers, one for each option",
    ),
    "corners of a range beside options": (
        "firm = [0, 8, 3]",
        "firm = ▶[[0, 0], [2, 8]]",
        "'firm' has corners, which belong to a range; with options give a number for each, such as "
        "[0, 2, 5]",
    ),
    "a list of points beside a range": (
        'options = ["open", "1 June", { id = "july", name = "1 July", summary = "After the '
        'holidays." }]\npoints = { firm = [0, 8, 3], cand = [0, 1, 5.5] }',
        "range = { from = 1, to = 3, step = 1 }\npoints = { firm = [▶0, ▶8, ▶3] }",
        "'firm' needs two corners or more, each a value and what it is worth, such as "
        "[[0, 0], [10, 40]]",
        "'firm' needs two corners or more, each a value and what it is worth, such as "
        "[[0, 0], [10, 40]]",
        "'firm' needs two corners or more, each a value and what it is worth, such as "
        "[[0, 0], [10, 40]]",
    ),
    "points that are no table": (
        "points = { firm = [0, 8, 3], cand = [0, 1, 5.5] }",
        "points = ▶[0, 8, 3]",
        "'points' must be a table; write points = { delegation = [0, 2, 5] }",
    ),
    "a word among points": (
        "firm = [0, 8, 3]",
        'firm = [0, ▶"8", 3]',
        "'firm' must be a number, not the text '8'; leave out the quotes",
    ),
    "points beyond all measure": (
        "firm = [0, 8, 3]",
        "firm = [0, 8, ▶1e9]",
        "'firm' must be at most 1,000,000, not 1e+09",
    ),
    "points of a delegation that there is not": (
        "firm = [0, 8, 3], cand",
        "▶frim = [0, 8, 3], cand",
        "there is no delegation 'frim'; did you mean 'firm'?",
    ),
    "points of a status quo": (
        "firm = [0, 8, 3]",
        "firm = [▶1, 8, 3]",
        "'open' is the status quo of start (its first option) and is worth nothing; take its "
        "points out, or put another option first; where every issue is settled or none is, write "
        "whole = true (format 2)",
    ),
    "points in the list and in the option": (
        "points = { firm = [0, -2] }",
        "points = { firm = [0, -2], cand = [0, 1] }",
        "'cand' has points for this in the list beside; take one out",
    ),
    "two options of one name": (
        '["word", "paper"]',
        '["word", ▶"word"]',
        "there is 'word' already; give one of them another name, or id = \"...\"",
    ),
    "two names that make one id": (
        '"ask for one", "let it be"',
        '"ask for one", ▶"Ask for: one"',
        "'ask for one' and 'Ask for: one' both make the id 'ask-for-one'; add id = \"...\" to one "
        "of them",
    ),
    "a name that makes the id of another": (
        '["open", "1 June", {',
        '["open", ▶"July", {',
        "the id made of 'July' is 'july', which another has; add id = \"...\"",
    ),
    "a name without letters": (
        '["word", "paper"]',
        '["word", ▶"Слово"]',
        "no id can be made of 'Слово', which has none of the letters a to z and no digits; give "
        'one: id = "..."',
    ),
    "a list and tables": (
        '▷options = ["word", "paper"]\npoints = { cand = [0, 1] }',
        '▶options = ["word", "paper"]\n\n[[form.option]]\nname = "oath"',
        "there is 'option' beside 'options'; write all of them in one of them",
    ),
    "one name in place of a list": (
        'options = ["word", "paper"]\npoints = { cand = [0, 1] }',
        'options = ▶"word"',
        '\'options\' must be a list; write options = ["...", "..."]',
    ),
    "a number for a name": (
        '["word", "paper"]',
        '["word", ▶2]',
        "'options' number 2 must be a text or a table in { }; a number is put in quotes",
    ),
    "an empty name": (
        '["word", "paper"]',
        '["word", ▶""]',
        "'name' is empty; write something between the quotes",
    ),
    "one option": (
        '["word", "paper"]\npoints = { cand = [0, 1] }',
        "▶[]",
        "there are 0 options, but at least 1 are needed; add 1 more, with name",
    ),
    "an unknown key of an option": (
        'summary = "After',
        '▶sumary = "After',
        "unknown key 'sumary'; did you mean 'summary'?",
    ),
    "an option that waits for a climate": (
        'summary = "After the holidays."',
        "▶assurance = 0.5",
        "how far a promise binds counts for nothing without a [climate]; add one, or take this out",
    ),
    "a misspelt list": (
        'options = ["word", "paper"]\npoints = { cand = [0, 1] }',
        '▶optoins = ["word", "paper"]',
        "unknown key 'optoins'; did you mean 'options'?",
    ),
    "questions in two ways": (
        'questions = ["Who',
        '▶questions = ["Who',
        "there is 'question' beside 'questions'; write all of them in one of them",
    ),
    "phases of no round": (
        "phases = { negotiation = 600 }",
        "▶phases = { negotiation = 600 }",
        "every round names its own phases, so these count for nothing; take them out",
    ),
    "a phase that there is not": (
        "phases = { negotiation = 600 }",
        "phases = { ▶lunch = 60 }",
        "there is no phase 'lunch'; the phases are situation, caucus, negotiation, decision, "
        "ruling",
    ),
}


def marked(name: str) -> tuple[str, list[str]]:
    """Return a text with a mark where the fault is, and the sentences about it."""
    old, new, *said = WRONG[name]
    old = old.replace("▷", "")
    assert SHORT.count(old) == 1, old
    text = SHORT.replace(old, new)
    if name == "points in the list and in the option":
        text = text.replace("points = { cand = 4 }", "points = { ▶cand = 4 }")
    if name == "phases of no round":
        text = text.replace('"One meeting"', '"One meeting"\nphases = { negotiation = 300 }')
    if name == "questions in two ways":
        text += '\n[[question]]\ntext = "And?"\n'
    return text, said


@pytest.mark.parametrize("name", list(WRONG))
def test_a_fault_of_the_short_form_is_one_sentence_in_its_place(name: str) -> None:
    text, said = marked(name)
    assert told(text) == said


def test_a_thousand_equal_names_are_not_a_thousand_faults() -> None:
    equal = ", ".join(['"word"'] * 5000)
    found = faults_of(SHORT.replace('["word", "paper"]', f"[{equal}]"))
    assert len(found) <= 2 * MOST_FAULTS


def test_format_1_has_no_short_form() -> None:
    old = (
        'format = 1\nid = "a"\ntitle = "A"\n[[delegation]]\nid = "x"\nname = "X"\n'
        '[[delegation]]\nid = "y"\nname = "Y"\n[[issue]]\nid = "i"\nname = "I"\n'
        'options = ["a", "b"]\n[[round]]\nid = "r"\ntitle = "R"\ndate = "D"\n'
    )
    said = [one.message for one in faults_of(old)]
    assert "'options' is a key of format 2, and this file says format = 1" in said


# The table of points


def test_points_of_the_short_form_go_to_a_table_and_back_where_they_stood() -> None:
    table = points_csv(SHORT, read_exercise(SHORT))
    assert with_points(SHORT, read_exercise(SHORT), table, "t.csv") == (SHORT, ())
    changed = (
        table.replace("start,1-june,8,1", "start,1-june,9,1")
        .replace("signing-bonus,some,-2,4", "signing-bonus,some,-3,6")
        .replace("form,paper,,1", "form,paper,2,1")
        .replace("reference,let-it-be,,\n", "reference,let-it-be,,7\n")
    )
    text, _ = with_points(SHORT, read_exercise(SHORT), changed, "t.csv")
    assert read_exercise(text)
    before, after = SHORT.splitlines(), text.splitlines()
    assert [one for one in after if one not in before] == [
        "points = { firm = [0, 9, 3], cand = [0, 1, 5.5] }",
        'options = ["none", { name = "some", points = { cand = 6 } }]',
        "points = { firm = [0, -3] }",
        "points = { cand = [0, 1], firm = [0, 2] }",
        "points = { cand = [-1, 7] }",
    ]
    assert points_csv(text, read_exercise(text)) == changed
